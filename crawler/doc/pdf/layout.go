package pdf

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// layout is a document's pages on their way to running text and notes.
type layout struct {
	// body is the size of most of the text.
	body  float64
	notes []*note
	text  *cite.Text
	marks []mark
	// endnotes is set when notes as large as the body end the page before.
	endnotes bool
	// heads are the first and the last label of the notes.
	heads []head
	title string
	large float64
	// offset counts the bytes of the current page's text; part is its name.
	offset int
	part   string
	// held is about how many bytes of memory the text and the notes take.
	held int
}

// maxHeld is about as much as ten thousand pages of text take.
const maxHeld = 64 << 20

// note is a note being read.
type note struct {
	doc.Note
	page int
}

// mark is a raised label in the body.
type mark struct {
	label string
	at    cite.Range
	span  cite.Span
	page  int
}

// draft reads n pages in order, twice: to see what is common to them, so that
// none must be kept, and to read the text. On each, lines from the first of the
// notes on are notes; the rest is body.
func (l *layout) draft(n int, read func(i int) (*page, error)) (*doc.Draft, error) {
	l.text = &cite.Text{Wrapped: true}
	weight := map[float64]int{}
	outer := furniture{}
	for i := range n {
		pg, err := read(i)
		if err != nil {
			return nil, err
		}
		lines := pg.lines()
		outer.add(lines)
		for _, ln := range lines {
			weight[ln.size] += len(ln.glyphs)
		}
	}
	l.body = bodySize(weight)
	running := outer.running(n)
	for i := range n {
		pg, err := read(i)
		if err != nil {
			return nil, err
		}
		lines := pg.lines()
		low, high := extent(lines)
		lines = slices.DeleteFunc(lines, func(ln *line) bool {
			return running[place(ln)] || (ln.y <= low || ln.y >= high) && pageNumber(ln)
		})
		l.page(pg, lines)
		if l.held > maxHeld {
			return nil, fmt.Errorf("%w: page %d: too much text and too many notes", doc.ErrTooLarge, pg.number)
		}
	}
	l.link()
	d := &doc.Draft{Format: "pdf", Title: l.title, Body: l.text}
	for _, n := range l.notes {
		d.Notes = append(d.Notes, n.Note)
	}
	return d, nil
}

// bodySize is the size of the running text, given how much stands in each: the
// largest that is common, since notes can outweigh the text.
func bodySize(weight map[float64]int) float64 {
	most := 0
	for _, n := range weight {
		most = max(most, n)
	}
	size := 0.0
	for s, n := range weight {
		if 10*n >= 3*most {
			size = max(size, s)
		}
	}
	return size
}

// page reads the lines of one page.
func (l *layout) page(pg *page, lines []*line) {
	l.offset, l.part = 0, fmt.Sprintf("page %d", pg.number)
	start := l.notesFrom(pg, lines)
	if start > 0 && start <= maxRunOver && l.endnotes {
		start = 0
	}
	for i, ln := range lines {
		if i > start && l.resumes(lines[i-1], ln) {
			start = i + l.notesFrom(pg, lines[i:])
		}
		if i < start {
			l.addBody(ln, i > 0 && paragraph(lines[i-1], ln))
			continue
		}
		label, rest := l.label(ln)
		if label != "" {
			l.held += 512
			l.heads = append(l.heads[:min(len(l.heads), 1)], newHead(ln, rest))
			l.notes = append(l.notes, &note{page: pg.number, Note: doc.Note{Label: label, Text: &cite.Text{Wrapped: true}}})
		}
		l.addNote(ln, rest)
	}
	if n := len(lines); n > 0 {
		l.endnotes = start < n && len(l.notes) > 0 && !l.small(lines[n-1]) && !l.below(pg, lines[n-1])
	}
	l.text.Break()
}

// maxRunOver is how many lines of an endnote may stand on the next page.
const maxRunOver = 8

// resumes reports whether the body goes on with b, in the column next to the one
// that ends with a, a line of a footnote.
func (l *layout) resumes(a, b *line) bool {
	return b.y > a.y+3*b.size && b.x0 > a.x0 && l.small(a) && !l.small(b)
}

// notesFrom is the index of the first line of the page's notes: below a rule, or
// of small lines at the foot, or behind the label that is due.
func (l *layout) notesFrom(pg *page, lines []*line) int {
	from := len(lines)
	for i, ln := range lines {
		if label, _ := l.label(ln); label != "" && (l.due(label) || l.small(ln)) && (ln.size <= l.body || l.due(label)) {
			from = i
			break
		}
	}
	// Lines above the first label belong to the note that runs over from the
	// page before, when they are small or below a rule.
	for from > 0 && len(l.notes) > 0 && (l.small(lines[from-1]) || l.below(pg, lines[from-1])) {
		from--
	}
	if from == len(lines) && len(l.notes) > 0 {
		for from > 0 && (l.small(lines[from-1]) || l.below(pg, lines[from-1])) {
			from--
		}
	}
	return from
}

// small reports whether a line is set smaller than the body.
func (l *layout) small(ln *line) bool { return ln.size < 0.95*l.body }

// below reports whether a line stands under a rule of the page in its column.
func (l *layout) below(pg *page, ln *line) bool {
	for _, r := range pg.rules {
		if r.y > ln.y && r.y-ln.y < 400 && r.x < ln.x1 && r.x+r.w > ln.x0 && r.w < 320 && math.Abs(r.x-ln.x0) < 40 {
			return true
		}
	}
	return false
}

// label is the label that a line begins with, raised or followed by a blank, and
// the index of the glyph behind it; empty when it begins with none.
func (l *layout) label(ln *line) (string, int) {
	i := 0
	for i < len(ln.glyphs) && ln.raised(i) {
		i++
	}
	if i > 0 {
		label := strings.Trim(joined(ln.glyphs[:i]), "[]().")
		if isLabel(label) && i < len(ln.glyphs) {
			return label, i
		}
		return "", 0
	}
	text := ln.text()
	word, _, ok := strings.Cut(text, " ")
	if !ok || len(word) > 8 {
		return "", 0
	}
	label := strings.Trim(word, "[]().")
	if !isLabel(label) || !l.due(label) && !(l.small(ln) && symbolic(label)) {
		return "", 0
	}
	n, seen := 0, 0
	for seen < len(word) && n < len(ln.glyphs) {
		seen += len(ln.glyphs[n].s)
		n++
	}
	if !symbolic(label) && !l.lookAlike(ln, n) {
		return "", 0
	}
	return label, n
}

// due reports whether a label is the next one, or the first.
func (l *layout) due(label string) bool {
	n := number(label)
	if n == 0 {
		return false
	}
	if len(l.notes) == 0 {
		return n == 1
	}
	last := number(l.notes[len(l.notes)-1].Label)
	return n == last+1 || n == last+2
}

// span is where s stands in the text of the page; it is counted on.
func (l *layout) span(s string) cite.Span {
	sp := cite.Span{Part: l.part, Start: l.offset, End: l.offset + len(s)}
	l.offset = sp.End
	return sp
}

// addBody adds a line to the body, with its raised labels as marks.
func (l *layout) addBody(ln *line, newParagraph bool) {
	if newParagraph {
		l.text.Break()
	}
	if ln.page == 1 && ln.size > 1.15*l.body && ln.size >= l.large-0.6 {
		if ln.size > l.large+0.6 {
			l.title, l.large = "", ln.size
		}
		l.title = strings.TrimSpace(l.title + " " + ln.text())
	}
	l.add(l.text, ln, 0, true)
}

// addNote adds a line, from glyph rest on, to the last note.
func (l *layout) addNote(ln *line, rest int) {
	if len(l.notes) == 0 {
		l.addBody(ln, true)
		return
	}
	n := l.notes[len(l.notes)-1]
	at := l.offset
	l.add(n.Text, ln, rest, false)
	if n.Span.Part == "" {
		n.Span = cite.Span{Part: l.part, Start: at}
	}
	if n.page == ln.page {
		n.Span.End = l.offset
	}
}

// add adds a line to out, with links, italics and, in the body, marks.
func (l *layout) add(out *cite.Text, ln *line, from int, marks bool) {
	before, links, italics := out.Len(), len(out.Links), len(out.Italics)
	defer func() {
		l.held += 160 + out.Len() - before + 128*(len(out.Links)-links) + 16*(len(out.Italics)-italics)
	}()
	for i := 0; i < from; i++ {
		l.span(ln.glyphs[i].s)
	}
	var open struct {
		url   string
		start int
		at    int
	}
	shut := func() {
		if open.url != "" {
			extend(out, open.start, out.Len(), open.url, cite.Span{Part: l.part, Start: open.at, End: l.offset})
			open.url = ""
		}
	}
	for i := from; i < len(ln.glyphs); {
		g := ln.glyphs[i]
		if i > from && ln.gapBefore(i) {
			out.Append(" ", l.span(" "))
		}
		if marks && ln.raised(i) {
			j := i
			for j < len(ln.glyphs) && ln.raised(j) {
				j++
			}
			shut()
			l.mark(out, ln, i, j)
			i = j
			continue
		}
		if g.linkTarget != open.url {
			shut()
			if g.linkTarget != "" {
				open.url, open.start, open.at = g.linkTarget, out.Len(), l.offset
			}
		}
		start := out.Len()
		out.Append(g.s, l.span(g.s))
		if g.italic {
			italic(out, start, out.Len())
		}
		i++
	}
	shut()
	out.Append("\n", l.span("\n"))
}

// extend adds a link, or lengthens the last one when it leads to the same
// address and only white space lies between: one link, broken over lines.
func extend(out *cite.Text, start, end int, url string, span cite.Span) {
	if n := len(out.Links); n > 0 {
		last := &out.Links[n-1]
		if last.URL == url && strings.TrimSpace(out.String()[last.End:start]) == "" {
			last.End = end
			if last.Address.Part == span.Part {
				last.Address.End = span.End
			}
			return
		}
	}
	out.Link(start, end, url, span)
}

// italic adds a stretch in italics, or lengthens the last one.
func italic(out *cite.Text, start, end int) {
	if n := len(out.Italics); n > 0 && strings.TrimSpace(out.String()[out.Italics[n-1].End:start]) == "" {
		out.Italics[n-1].End = end
		return
	}
	out.Italic(start, end)
}

// mark notes the raised glyphs i to j as labels of notes, "3,4" as two.
func (l *layout) mark(out *cite.Text, ln *line, i, j int) {
	s := joined(ln.glyphs[i:j])
	start := out.Len()
	sp := l.span(s)
	out.Append(s, sp)
	at := 0
	for _, label := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || unicode.IsSpace(r) || strings.ContainsRune("[]()", r) }) {
		k := at + strings.Index(s[at:], label)
		at = k + len(label)
		if isLabel(label) {
			l.held += 256
			l.marks = append(l.marks, mark{
				label: label, page: ln.page,
				at:   cite.Range{Start: start + k, End: start + at},
				span: cite.Span{Part: sp.Part, Start: sp.Start + k, End: sp.Start + at},
			})
		}
	}
}

// link gives each mark to the note of its label that comes next, so that
// numbers that begin anew on each page find their own.
func (l *layout) link() {
	byLabel := map[string][]*note{}
	for _, n := range l.notes {
		byLabel[n.Label] = append(byLabel[n.Label], n)
	}
	for _, m := range l.marks {
		notes := byLabel[m.label]
		for len(notes) > 1 && notes[0].page < m.page {
			notes = notes[1:]
		}
		byLabel[m.label] = notes
		if len(notes) > 0 {
			notes[0].Marks = append(notes[0].Marks, doc.Mark{Range: m.at, Span: m.span})
		}
	}
}

// paragraph reports whether b begins a paragraph after a.
func paragraph(a, b *line) bool {
	lead := a.y - b.y
	return lead > 1.75*max(a.size, b.size) || lead < 0 || math.Abs(a.size-b.size) > 1 || b.x0 > a.x0+0.9*b.size && b.x0 < a.x0+4*b.size
}
