package latex

import (
	"context"
	"io"
	"io/fs"
	"path"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/bibtex"
	"apud/crawler/doc/latex/tex"
)

// Limits on the files that a document takes in.
const (
	maxFiles     = 300
	maxFileDepth = 12
	maxBytes     = 32 << 20
)

// reader reads a document and the files that it takes in.
type reader struct {
	ctx context.Context
	in  *doc.Input
	w   *tex.Writer

	// files are those taken in, by their name; each is written once.
	files   map[string]*tex.Source
	written map[string]bool
	bytes   int
	// bibs are the names of bibliographies in the order in which they are named.
	bibs []string
	libs []*bibtex.Library
	// document says that a document begins somewhere, behind a preamble.
	document bool
	// autonote says that \autocite makes notes.
	autonote bool
	// chapters says that notes are counted by chapter.
	chapters bool
	style    string

	macros map[string]macro
	// budget is how many bytes macros may still expand to; nested how deep they
	// stand in each other.
	budget, nested int
	// run is what the macro being expanded may still expand to.
	run int

	body     *cite.Text
	title    string
	where    int
	notes    []note
	counters map[string]int
	pending  map[string][]doc.Mark
	labels   map[string]int
	items    map[string]cite.Range
	item     string
	itemAt   int
	extra    []cite.Citation
	cited    map[string]bool
}

func newReader(ctx context.Context, in *doc.Input) *reader {
	return &reader{
		ctx: ctx, in: in, files: map[string]*tex.Source{}, written: map[string]bool{}, macros: map[string]macro{},
		body: &cite.Text{}, counters: map[string]int{}, pending: map[string][]doc.Mark{}, labels: map[string]int{},
		items: map[string]cite.Range{}, cited: map[string]bool{}, style: "decimal",
	}
}

// load takes in a file and those that it takes in. At depth 0 that is the
// document itself.
func (r *reader) load(name string, data []byte, depth int) *tex.Source {
	part := name
	if depth == 0 {
		part = ""
	}
	src := tex.NewSource(doc.Decode(data, ""), part)
	src.Comments = true
	src.Fit(0, len(src.S))
	r.files[name] = src
	r.bytes += len(data)
	src.Commands(func(command string, at, after int) { r.scan(src, strings.TrimSuffix(command, "*"), at, after, depth) })
	return src
}

// scan looks at a command for what has to be known before words are read.
func (r *reader) scan(src *tex.Source, command string, at, after, depth int) {
	end := len(src.S)
	switch command {
	case "begin":
		if from, to, _, ok := src.Braced(after, end); ok && src.S[from:to] == "document" {
			r.document = true
		}
	case "input", "include", "subfile", "import", "subimport", "subincludefrom", "includefrom":
		name, _ := inputName(src, command, after, end)
		r.take(src, name, depth+1)
	case "bibliography", "addbibresource", "addglobalbib", "addsectionbib":
		if _, _, next, ok := src.Option(after, end); ok {
			after = next
		}
		from, to, _, ok := src.Braced(after, end)
		if !ok {
			return
		}
		for name := range strings.SplitSeq(src.S[from:to], ",") {
			if name = strings.TrimSpace(name); name != "" && len(r.bibs) < maxFiles {
				r.bibs = append(r.bibs, name)
			}
		}
	case "usepackage", "RequirePackage", "documentclass", "ExecuteBibliographyOptions", "PassOptionsToPackage":
		r.options(src, command, after, end)
	default:
		r.define(src, command, at, after)
	}
}

// options reads what packages and classes are told.
func (r *reader) options(src *tex.Source, command string, after, end int) {
	options := ""
	if from, to, next, ok := src.Option(after, end); ok {
		options, after = src.S[from:to], next
	}
	from, to, _, ok := src.Braced(after, end)
	if !ok {
		return
	}
	name := src.S[from:to]
	if command == "documentclass" {
		switch strings.TrimSpace(name) {
		case "book", "report", "scrbook", "scrreprt", "memoir", "amsbook":
			r.chapters = true
		}
		return
	}
	if command == "ExecuteBibliographyOptions" {
		options, name = name, "biblatex"
	}
	if !strings.Contains(name, "biblatex") {
		return
	}
	for option := range strings.SplitSeq(options, ",") {
		k, v, _ := strings.Cut(option, "=")
		k, v = strings.TrimSpace(k), strings.Trim(v, " {}")
		switch k {
		case "style", "citestyle":
			for _, notes := range []string{"verbose", "authortitle", "footnote", "oscola", "chicago-notes", "historian", "juradiss", "jura2"} {
				r.autonote = r.autonote || strings.HasPrefix(v, notes)
			}
		case "autocite":
			r.autonote = v == "footnote"
		}
	}
}

// inputName is the name of the file that a command takes in, and the place
// behind the command.
func inputName(src *tex.Source, command string, after, end int) (string, int) {
	from, to, next, ok := src.Braced(after, end)
	if !ok {
		// \input name
		i := after
		for i < end && src.S[i] == ' ' {
			i++
		}
		j := i
		for j < end && src.S[j] > ' ' && strings.IndexByte(`\{}%`, src.S[j]) < 0 {
			j++
		}
		return src.S[i:j], j
	}
	name := strings.Trim(src.S[from:to], " \n\"")
	if strings.HasSuffix(command, "import") || strings.HasSuffix(command, "from") {
		if from, to, last, ok := src.Braced(next, end); ok {
			return path.Join(name, strings.TrimSpace(src.S[from:to])), last
		}
	}
	return name, next
}

// take opens a file that src takes in.
func (r *reader) take(src *tex.Source, name string, depth int) {
	if depth > maxFileDepth {
		return
	}
	for _, full := range candidates(src.Part, name, ".tex") {
		if r.files[full] != nil {
			return
		}
		if data, ok := r.open(full); ok {
			r.load(full, data, depth)
			return
		}
	}
}

// taken is the file that src takes in, once.
func (r *reader) taken(src *tex.Source, name string) *tex.Source {
	for _, full := range candidates(src.Part, name, ".tex") {
		if f := r.files[full]; f != nil && full != "" {
			if r.written[full] {
				return nil
			}
			r.written[full] = true
			return f
		}
	}
	return nil
}

// candidates are the names that a file may have: as TeX looks for it, from the
// folder of the document, and from that of the file that takes it in.
func candidates(part, name, ext string) []string {
	var out []string
	if path.IsAbs(name) {
		return nil
	}
	for _, dir := range []string{"", path.Dir(part)} {
		full := path.Join(dir, name)
		if !fs.ValidPath(full) || full == "." {
			continue
		}
		if path.Ext(full) != ext {
			out = append(out, full+ext)
		}
		out = append(out, full)
	}
	return out
}

// open reads a neighbour of the document, within the limits.
func (r *reader) open(name string) ([]byte, bool) {
	if r.in.Files == nil || len(r.files)+len(r.libs) >= maxFiles || r.ctx.Err() != nil {
		return nil, false
	}
	f, err := r.in.Files.Open(name)
	if err != nil {
		return nil, false
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, false
	}
	data, err := io.ReadAll(io.LimitReader(f, int64(maxBytes-r.bytes)+1))
	if err != nil || r.bytes+len(data) > maxBytes {
		return nil, false
	}
	return data, true
}

// prepare reads the bibliographies and pairs braces anew where macros hold
// addresses.
func (r *reader) prepare() error {
	for _, name := range r.bibs {
		for _, full := range candidates("", name, ".bib") {
			data, ok := r.open(full)
			if !ok {
				continue
			}
			r.bytes += len(data)
			l, err := bibtex.Parse(r.ctx, doc.Decode(data, ""), full)
			if err != nil {
				return err
			}
			r.libs = append(r.libs, l)
			break
		}
	}
	if len(r.libs) == 0 {
		r.formatted()
	}
	r.budget = 10*r.bytes + 1<<16
	if addresses := r.addressMacros(); len(addresses) > 0 {
		for _, src := range r.files {
			src.Addresses = addresses
			src.Refit()
		}
	}
	return r.ctx.Err()
}

// formatted takes in the list of references that BibTeX made, for a document
// that comes without its bibliography.
func (r *reader) formatted() {
	if len(r.bibs) == 0 {
		return
	}
	base := path.Base(strings.ReplaceAll(r.in.Name, `\`, "/"))
	name := strings.TrimSuffix(base, path.Ext(base)) + ".bbl"
	if !fs.ValidPath(name) {
		return
	}
	if data, ok := r.open(name); ok {
		r.load(name, data, maxFileDepth)
	}
}

// lookup is the entry of that key.
func (r *reader) lookup(key string) *bibtex.Entry {
	for _, l := range r.libs {
		if e := l.Lookup(key); e != nil {
			return e
		}
	}
	return nil
}
