package latex

import (
	"strconv"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/entry"
	"apud/crawler/doc/latex/tex"
)

// urlCommand is the body of macros that are defined to be as \url is.
var (
	urlSource  = &tex.Source{}
	urlCommand = newURLCommand()
)

func newURLCommand() *tex.Source {
	src := tex.NewSource(doc.Decode([]byte(`\url{#1}`), ""), "")
	src.Comments = true
	src.Fit(0, len(src.S))
	return src
}

// builtin reports whether the hook knows the command.
func builtin(name string) bool {
	_, notes := series[name]
	switch name {
	case "begin", "end", "title", "input", "include", "bibitem", "setcounter", "addtocounter", "footref", "label":
		return true
	}
	return notes || mannerOf(name) != 0
}

// hook reads the commands that mean more than words.
func (r *reader) hook(name string, at, after, end int) (next int, ok bool) {
	src := r.w.Src
	bare := strings.TrimSuffix(name, "*")
	if r.w.Deep() {
		return after, false
	}
	if m := mannerOf(bare); m != 0 {
		return r.cite(m, bare, at, after, end), true
	}
	if _, ok := series[bare]; ok {
		return r.note(bare, at, after, end), true
	}
	switch bare {
	case "begin":
		return r.begin(after, end)
	case "end":
		from, to, next, ok := src.Braced(after, end)
		if !ok {
			return after, false
		}
		r.w.Text.Break()
		switch src.S[from:to] {
		case "document":
			return end, true
		case "thebibliography":
			r.endItem()
		}
		return next, true
	case "title":
		if _, _, next, ok := src.Option(after, end); ok {
			after = next
		}
		from, to, next, ok := src.Braced(after, end)
		if !ok {
			return after, false
		}
		if title := r.field(from, to); r.title == "" {
			r.title = title
		}
		return next, true
	case "author", "subtitle", "date", "institute", "affiliation":
		if _, _, next, ok := src.Option(after, end); ok {
			after = next
		}
		from, to, next, ok := src.Braced(after, end)
		if !ok || r.where != inPreamble {
			return after, false
		}
		r.field(from, to)
		return next, true
	case "bibitem":
		return r.bibitem(after, end), true
	case "input", "include", "subfile", "import", "subimport", "subincludefrom", "includefrom":
		name, next := inputName(src, bare, after, end)
		r.writeFile(r.taken(src, name))
		return next, true
	case "bibliography", "printbibliography":
		for name, f := range r.files {
			if strings.HasSuffix(name, ".bbl") && !r.written[name] {
				r.written[name] = true
				r.writeFile(f)
			}
		}
		return after, false
	case "label":
		if from, to, next, ok := src.Braced(after, end); ok {
			if r.where >= 0 {
				r.labels[src.S[from:to]] = r.where
			}
			return next, true
		}
	case "footref":
		if from, to, next, ok := src.Braced(after, end); ok {
			r.recall(src.S[from:to], src.Span(at, next))
			return next, true
		}
	case "setcounter", "addtocounter":
		return r.count(bare, after, end)
	case "stepcounter", "refstepcounter":
		if from, to, next, ok := src.Braced(after, end); ok {
			r.counters[strings.TrimSpace(src.S[from:to])]++
			return next, true
		}
	case "chapter":
		if r.chapters {
			r.counters["footnote"], r.counters["endnote"] = 0, 0
		}
		return after, false
	}
	if d, ok := r.definition(src, bare, after); ok {
		return max(after, min(d.next, end)), true
	}
	return r.expand(name, at, after, end)
}

// writeFile writes a file that the text takes in.
func (r *reader) writeFile(src *tex.Source) {
	if src != nil {
		r.w.In(src, 0, len(src.S))
	}
}

// begin begins an environment.
func (r *reader) begin(after, end int) (int, bool) {
	src := r.w.Src
	from, to, next, ok := src.Braced(after, end)
	if !ok {
		return after, false
	}
	r.w.Text.Break()
	switch strings.TrimSuffix(src.S[from:to], "*") {
	case "document":
		if r.where == inPreamble {
			r.w.Text, r.where = r.body, inBody
		}
	case "thebibliography":
		_, _, next, ok = src.Braced(next, end)
		if !ok {
			next = to + 1
		}
		r.w.Text.Insert("References")
		r.w.Text.Break()
	case "tabular", "array", "longtable", "minipage", "multicols", "tabu", "supertabular":
		next = skip(src, next, end, 1)
	case "tabularx", "wrapfigure", "tabulary", "wraptable":
		next = skip(src, next, end, 2)
	default:
		if _, _, behind, ok := src.Option(next, end); ok {
			next = behind
		}
	}
	return next, true
}

// bibitem begins an item of a list of references.
func (r *reader) bibitem(after, end int) int {
	src := r.w.Src
	r.endItem()
	next := src.Skip(after, end)
	if _, _, behind, ok := src.Option(next, end); ok {
		next = behind
	}
	from, to, behind, ok := src.Braced(next, end)
	if !ok {
		return next
	}
	r.w.Text.Break()
	if r.where == inBody {
		r.item, r.itemAt = strings.TrimSpace(src.S[from:to]), r.w.Text.Len()
	}
	return behind
}

// endItem ends the item of the list of references.
func (r *reader) endItem() {
	if r.item == "" {
		return
	}
	if _, ok := r.items[r.item]; !ok {
		r.items[r.item] = cite.Range{Start: min(r.itemAt, r.body.Len()), End: r.body.Len()}
	}
	r.item = ""
}

// recall records that the note of a label is called again.
func (r *reader) recall(label string, span cite.Span) {
	if i, ok := r.labels[label]; ok && r.where == inBody {
		at := r.w.Text.Len()
		r.notes[i].marks = append(r.notes[i].marks, doc.Mark{Range: cite.Range{Start: at, End: at}, Span: span})
	}
}

// count sets the counter of notes.
func (r *reader) count(name string, after, end int) (int, bool) {
	src := r.w.Src
	from, to, next, ok := src.Braced(after, end)
	if !ok {
		return after, false
	}
	counter := strings.TrimSpace(src.S[from:to])
	from, to, next, ok = src.Braced(next, end)
	if !ok {
		return after, false
	}
	if n, err := strconv.Atoi(strings.TrimSpace(src.S[from:to])); err == nil && -1000 < n && n < 100000 {
		if name == "addtocounter" {
			n += r.counters[counter]
		}
		r.counters[counter] = max(n, 0)
	}
	return next, true
}

// draft is the document taken apart.
func (r *reader) draft() *doc.Draft {
	d := &doc.Draft{Format: "latex", Title: r.title, Body: r.body, Extra: r.extra}
	items := map[string][]cite.Citation{}
	for i := range r.notes {
		n := &r.notes[i]
		out := doc.Note{Label: n.label, Span: n.span, Text: n.text, Marks: n.marks}
		for p, key := range n.keys {
			at, ok := r.items[key]
			if n.places[p].Citations != nil || !ok {
				continue
			}
			if _, read := items[key]; !read {
				items[key] = cite.ParseNote(r.body.Slice(at.Start, at.End))
			}
			n.places[p].Citations = items[key]
		}
		if len(n.places) > 0 {
			out.Citations = entry.Note(n.text, n.places)
		}
		d.Notes = append(d.Notes, out)
	}
	return d
}
