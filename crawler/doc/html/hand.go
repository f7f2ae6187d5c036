package html

import (
	"context"
	"sort"
	"strconv"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/text"
)

// handMark is a mark that no anchor makes.
type handMark struct {
	// start is where it stands in the page.
	start int
	at    cite.Range
	span  cite.Span
}

// readByHand finds notes that no anchors call, as in pages made of a text with
// "[1]" in it, or whose links were stripped. The reader of plain text finds
// them in the words of the body, which is then written once more without them.
// The draft is nil when there are no such notes.
func (r *reader) readByHand(ctx context.Context) (*doc.Draft, error) {
	p := r.pages[0]
	if len(r.pages) > 1 || len(r.notes) > 0 || !p.decoded.Exact() {
		return nil, nil
	}
	words := r.body
	found, err := text.Format{}.Read(ctx, &doc.Input{Name: "words", Data: []byte(words.String())})
	if err != nil || len(found.Notes) < 2 || !countUp(found.Notes) {
		return nil, ctx.Err()
	}
	skip := p.source(0, 0).Start
	place := func(s cite.Span) segment {
		src := words.Source(s.Start, s.End)
		return segment{src.Start - skip, src.End - skip}
	}
	h := &hiding{page: p, segments: p.hidden}
	var marks []*handMark
	byNote := make([][]*handMark, len(found.Notes))
	for i, n := range found.Notes {
		if len(n.Marks) == 0 || n.Text == nil {
			return nil, nil
		}
		h.segments = append(h.segments, place(n.Span))
		for _, m := range n.Marks {
			at := place(m.Span)
			h.segments = append(h.segments, at)
			mark := &handMark{start: at.start, span: p.source(at.start, at.end)}
			marks = append(marks, mark)
			byNote[i] = append(byNote[i], mark)
		}
	}
	h.join()
	p.hidden = h.segments
	sort.SliceStable(marks, func(i, j int) bool { return marks[i].start < marks[j].start })
	r.body = &cite.Text{}
	w := &writer{reader: r, page: p, t: r.body, byHand: marks}
	if err := w.write(ctx); err != nil {
		return nil, err
	}
	d := r.draft("html")
	for i, n := range found.Notes {
		in := n.Text.Source(0, n.Text.Len())
		out := doc.Note{Label: n.Label, Span: words.Source(n.Span.Start, n.Span.End), Text: words.Slice(in.Start, in.End)}
		for _, m := range byNote[i] {
			out.Marks = append(out.Marks, doc.Mark{Range: m.at, Span: m.span})
		}
		d.Notes = append(d.Notes, out)
	}
	return d, nil
}

// countUp reports whether the labels of notes count up from one, with gaps at
// most of one, or are signs. Pages have lists and tables of other numbers.
func countUp(notes []doc.Note) bool {
	last := 0
	for _, n := range notes {
		if strings.Trim(n.Label, "*†‡§¶") == "" {
			continue
		}
		v, err := strconv.Atoi(n.Label)
		if err != nil {
			v = doc.ParseRoman(n.Label)
		}
		if v < last || v > last+2 || v < 1 || last == 0 && v != 1 {
			return false
		}
		last = v
	}
	return true
}

// passHand records the marks made by hand that stand before a place.
func (w *writer) passHand(at int) {
	for w.nextHand < len(w.byHand) && w.byHand[w.nextHand].start < at {
		n := w.body.Len()
		w.byHand[w.nextHand].at = cite.Range{Start: n, End: n}
		w.nextHand++
	}
}
