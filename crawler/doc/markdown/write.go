package markdown

import (
	"context"
	"sort"
	"strconv"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// writer makes texts of tokens.
type writer struct {
	*parser
	body  *cite.Text
	texts []*cite.Text // by note
	marks [][]doc.Mark // by note
	// calls are the notes in the order in which the text calls them.
	calls []int
	// raised are the notes made by hand, by their label.
	raised map[string]int
}

// output is where the tokens of a block go.
type output struct {
	*writer
	w *words
	t *cite.Text
	// note is the note of t; -1 for the body.
	note int
	// outer are the texts around the notes that are open.
	outer []target
	// links and italics are what is open in t.
	links   []opened
	italics []int
	silent  int
	muted   int
}

type target struct {
	t       *cite.Text
	note    int
	links   []opened
	italics []int
}

// opened is a link that begins at a place of a text.
type opened struct{ link, at int }

func (w *writer) write(ctx context.Context) error {
	w.findRaised()
	w.texts = make([]*cite.Text, len(w.notes))
	w.marks = make([][]doc.Mark, len(w.notes))
	for i := range w.texts {
		w.texts[i] = &cite.Text{}
	}
	for i := range w.blocks {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		w.block(&w.blocks[i])
	}
	return nil
}

func (w *writer) block(b *block) {
	words := w.join(int(b.first), int(b.last))
	o := &output{writer: w, w: &words, t: w.body, note: int(b.note)}
	if b.note >= 0 {
		o.t = w.texts[b.note]
	}
	if b.kind == definition {
		w.unused(o.t, int(b.link))
		return
	}
	o.t.Break()
	start := o.t.Len()
	for i := b.from; i < b.to; i++ {
		o.token(&w.tokens[i])
	}
	o.end()
	if b.kind == heading && b.level == 1 && b.note < 0 && w.title == "" {
		w.title = cite.Fold(o.t.String()[start:])
	}
}

// unused writes the address of a definition unless a link uses it.
func (w *writer) unused(t *cite.Text, i int) {
	l := &w.links[i]
	url := w.base.resolve(l.url)
	if l.used || !hasScheme(url) {
		return
	}
	t.Break()
	start := t.Len()
	src := w.source(l.start, l.end)
	t.Append(url, src)
	t.Link(start, t.Len(), url, src)
}

func (o *output) token(k *token) {
	for range k.closes {
		o.italicEnd()
	}
	o.piece(k)
	for range k.opens {
		o.italics = append(o.italics, o.t.Len())
	}
}

func (o *output) piece(k *token) {
	from, to, n := int(k.start), int(k.end), int(k.n)
	switch k.kind {
	case imageOpen:
		o.silent++
		return
	case imageClose:
		o.silent--
		return
	}
	if o.silent > 0 {
		return
	}
	switch k.kind {
	case textToken:
		if o.muted > 0 && strings.ContainsAny(o.w.s[from:to], ".:/@") {
			o.t.Insert("…")
			return
		}
		o.appendWords(o.t, o.w, from, to)
	case shownToken:
		start, end := o.w.span(from, to)
		o.t.Append(o.shown[k.text], o.source(start, end))
	case breakToken:
		if s := o.t.String(); s != "" && s[len(s)-1] != '\n' {
			o.t.Insert("\n")
		}
	case linkOpen:
		o.links = append(o.links, opened{n, o.t.Len()})
	case linkClose:
		o.linkEnd()
	case markToken:
		o.mark(n, k)
	case noteOpen:
		o.mark(n, k)
		o.outer = append(o.outer, target{o.t, o.note, o.links, o.italics})
		o.t, o.note, o.links, o.italics = o.texts[n], n, nil, nil
	case noteClose:
		o.noteEnd()
	case italicOpen:
		o.italics = append(o.italics, o.t.Len())
	case italicClose:
		o.italicEnd()
	case muteOpen:
		o.muted++
	case muteClose:
		o.muted--
	case raisedToken:
		label := o.shown[k.text]
		if i, ok := o.raised[label]; ok && !isBase(o.t.String(), label) {
			if o.note != i {
				o.mark(i, k)
			}
			return
		}
		o.appendWords(o.t, o.w, n, n+len(label))
	}
}

// mark records that the note n is called by k, where k stands in the body.
func (o *output) mark(n int, k *token) {
	if o.note >= 0 {
		return
	}
	end := int(k.end)
	if k.kind == noteOpen {
		end = int(k.start) + 1
	}
	from, to := o.w.span(int(k.start), end)
	o.marks[n] = append(o.marks[n], doc.Mark{
		Range: cite.Range{Start: o.t.Len(), End: o.t.Len()},
		Span:  o.source(from, to),
	})
	if len(o.marks[n]) == 1 {
		o.calls = append(o.calls, n)
	}
}

func (o *output) linkEnd() {
	n := len(o.links) - 1
	if n < 0 {
		return
	}
	open := o.links[n]
	o.links = o.links[:n]
	l := &o.parser.links[open.link]
	url := o.base.resolve(l.url)
	if hasScheme(url) || strings.HasPrefix(url, "//") {
		o.t.Link(open.at, o.t.Len(), url, o.source(l.start, l.end))
		// Links stand in order; those inside one of HTML ended before it.
		for i := len(o.t.Links) - 1; i > 0 && o.t.Links[i-1].Start > open.at; i-- {
			o.t.Links[i-1], o.t.Links[i] = o.t.Links[i], o.t.Links[i-1]
		}
	}
}

// italicEnd ends the innermost italics; those around others count alone.
func (o *output) italicEnd() {
	n := len(o.italics) - 1
	if n < 0 {
		return
	}
	if n == 0 {
		o.t.Italic(o.italics[0], o.t.Len())
	}
	o.italics = o.italics[:n]
}

func (o *output) noteEnd() {
	o.closeAll()
	n := len(o.outer) - 1
	if n < 0 {
		return
	}
	t := o.outer[n]
	o.outer = o.outer[:n]
	o.t, o.note, o.links, o.italics = t.t, t.note, t.links, t.italics
}

// closeAll ends what is open in the text at hand.
func (o *output) closeAll() {
	for len(o.links) > 0 {
		o.linkEnd()
	}
	o.italics = nil
}

func (o *output) end() {
	for len(o.outer) > 0 {
		o.noteEnd()
	}
	o.closeAll()
}

// draft is the document taken apart.
func (w *writer) draft() *doc.Draft {
	// A note inside the words has the number that a reader sees.
	for i, n := range w.calls {
		if w.notes[n].inline {
			w.notes[n].label = strconv.Itoa(i + 1)
		}
	}
	d := &doc.Draft{Format: "markdown", Title: w.title, Lang: w.lang, Body: w.body}
	order := make([]int, len(w.notes))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return w.notes[order[i]].start < w.notes[order[j]].start })
	for _, i := range order {
		n := &w.notes[i]
		d.Notes = append(d.Notes, doc.Note{
			Label: n.label, Span: w.source(n.start, n.end), Text: w.texts[i], Marks: w.marks[i],
		})
	}
	return d
}
