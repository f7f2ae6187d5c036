package wikitext

import (
	"context"
	"html"
	"sort"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/entry"
)

// maxDepth is how deep constructs stand in each other before they are taken for
// plain words; MediaWiki itself gives up at 40 templates.
const maxDepth = 40

// writer writes the texts of a document.
type writer struct {
	*doc.Decoded
	s     string
	ctx   context.Context
	nodes []node
	depth int
	body  *cite.Text
	out   output
	notes []note
	// named are the notes by group and name.
	named map[string]int
	// inside is where the words of named notes stand.
	inside map[int][2]int
	// works are the sources that short citations may mean.
	works map[string][]cite.Citation
	// calls are the notes in the order in which the text calls them.
	calls []call
	// defining is set in lists of notes, where a note is no mark; group is
	// that of the list.
	defining bool
	group    string
	extra    []cite.Citation
	title    string
	// headed is set behind the first heading, where a title is none.
	headed bool
	table  int
	// gallery is set among pictures, where each line names a file.
	gallery bool
	// budget is how many bytes are left to be written.
	budget int
}

// Where an output goes when it is no note.
const (
	inBody  = -1
	inField = -2 // of a template
)

// output is a text being written.
type output struct {
	t *cite.Text
	// note is the index of the note, or inBody or inField.
	note int
	// places are the templates that the note cites.
	places []entry.Place
	// italic is where italics began, plus one; bold likewise.
	italic, bold int
	// headingEnd is where the marks after a heading begin.
	headingEnd, headingAt int
	// anchor is the address of a link of HTML that is open, and from where its
	// words begin, plus one.
	anchor [2]int
	from   int
	// tight keeps blank lines and marks as they are: an address.
	tight bool
}

// into runs write with the output going to t.
func (w *writer) into(o output, write func()) output {
	outer, table := w.out, w.table
	w.out, w.table = o, 0
	write()
	w.endItalic()
	o, w.out, w.table = w.out, outer, table
	return o
}

// render writes s[start:end].
func (w *writer) render(start, end int) {
	if w.budget -= end - start; w.budget < 0 || w.ctx.Err() != nil {
		return
	}
	if w.depth >= maxDepth {
		w.words(start, end)
		return
	}
	w.depth++
	at := start
	for at < end {
		n := w.nodeFrom(at, end)
		if n == nil {
			break
		}
		w.words(at, n.start)
		w.node(n)
		at = n.end
	}
	w.words(at, end)
	w.depth--
}

// nodeFrom is the first node within s[start:end].
func (w *writer) nodeFrom(start, end int) *node {
	for i := sort.Search(len(w.nodes), func(i int) bool { return w.nodes[i].start >= start }); i < len(w.nodes) && w.nodes[i].start < end; i++ {
		if w.nodes[i].end <= end {
			return &w.nodes[i]
		}
	}
	return nil
}

func (w *writer) node(n *node) {
	switch n.kind {
	case template:
		w.template(n)
	case param:
		if len(n.pipes) > 0 {
			w.render(n.pipes[0]+1, n.to)
		}
	case page:
		w.page(n)
	case external:
		w.external(n)
	case ref:
		w.ref(n)
	case verbatim:
		w.literal(n)
	}
}

// literal writes the inside of a tag that holds no markup. What would be taken
// for an address there is left out.
func (w *writer) literal(n *node) {
	if n.name == "nowiki" && !strings.ContainsAny(w.s[n.from:n.to], ":.@") {
		w.Append(w.out.t, n.from, n.to)
		return
	}
	if n.to > n.from {
		w.out.t.Insert("…")
	}
}

// pictures are the names that files and categories have in links.
var pictures = map[string]bool{}

func init() {
	for _, name := range strings.Fields(`file image media datei bild fichier archivo imagen файл изображение immagine ficheiro imagem bestand afbeelding plik grafika ファイル 文件 fil
		category kategorie catégorie categoría категория categoria kategoria カテゴリ 分类 kategori`) {
		pictures[name] = true
	}
}

// page writes a link to another page: it cites nothing.
func (w *writer) page(n *node) {
	target := w.s[n.from:n.to]
	if len(n.pipes) > 0 {
		target = w.s[n.from:n.pipes[0]]
	}
	space, _, ok := strings.Cut(target, ":")
	if ok && pictures[strings.ToLower(strings.TrimSpace(space))] {
		if len(n.pipes) > 0 {
			w.render(n.pipes[len(n.pipes)-1]+1, n.to)
		}
		return
	}
	from, to := n.from, n.to
	if len(n.pipes) > 0 {
		from = n.pipes[0] + 1
	}
	shown := w.s[from:to]
	if addressLike(shown) {
		w.out.t.Insert("…")
		return
	}
	w.render(from, to)
}

// addressLike reports whether the name of a page reads like an address: "Example.com".
func addressLike(s string) bool {
	if !strings.ContainsAny(s, ".") && !strings.Contains(s, "://") || strings.ContainsAny(s, "<{[") {
		return false
	}
	return len(cite.Addresses(cite.Plain(s, "", 0))) > 0
}

// external writes "[address words]".
func (w *writer) external(n *node) {
	end := n.from
	double := n.start > 0 && w.s[n.start-1] == '['
	for end < n.to && !addressStop(w.s, end) && !(double && w.s[end] == '|') {
		end++
	}
	field := w.address(n.from, end)
	url := field.String()
	if strings.HasPrefix(url, "//") {
		url = "https:" + url
	}
	start := w.out.t.Len()
	if strings.TrimSpace(w.s[end:n.to]) == "" {
		w.Append(w.out.t, n.from, end)
	} else {
		from := end
		if double && w.s[from] == '|' {
			// A link to a page that leads elsewhere: what was meant is plain.
			from++
		}
		for from < n.to && (w.s[from] == ' ' || w.s[from] == '\t') {
			from++
		}
		w.render(from, n.to)
	}
	w.out.t.Link(start, w.out.t.Len(), url, w.span(n.from, end))
}

// addressStop reports whether an address in brackets ends at i.
func addressStop(s string, i int) bool {
	switch s[i] {
	case ' ', '\t', '\n', '\r', '<', '>', '"', '[', ']':
		return true
	case '\'':
		return strings.HasPrefix(s[i:], "''")
	case 0xC2:
		return strings.HasPrefix(s[i:], "\u00a0")
	case 0xE3:
		return strings.HasPrefix(s[i:], "\u3000")
	}
	return false
}

// address is s[start:end] read as an address is: entities and "{{!}}" stand for
// their characters, all else for itself.
func (w *writer) address(start, end int) *cite.Text {
	o := w.into(output{t: &cite.Text{}, note: inField, tight: true}, func() { w.render(start, end) })
	return o.t
}

// field is s[start:end], a value of a template, as a text.
func (w *writer) field(start, end int) *cite.Text {
	o := w.into(output{t: &cite.Text{}, note: inField}, func() { w.render(start, end) })
	return o.t
}

// endItalic ends italics and bold where the line or the text ends.
func (w *writer) endItalic() {
	o := &w.out
	if o.italic > 0 {
		o.t.Italic(o.italic-1, o.t.Len())
	}
	o.italic, o.bold = 0, 0
}

// entity writes the character reference at i and returns its end, or i.
func (w *writer) entity(i, end int) int {
	j := strings.IndexByte(w.s[i:min(end, i+12)], ';')
	if j < 2 {
		return i
	}
	raw := w.s[i : i+j+1]
	shown := html.UnescapeString(raw)
	if shown == raw {
		return i
	}
	w.out.t.Append(shown, w.span(i, i+j+1))
	return i + j + 1
}
