package html

import (
	"fmt"
	"slices"
	"sort"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// note is a note while it is read.
type note struct {
	// spot is the element that marks name.
	spot
	// start and end are its tokens: from start on and before end.
	start, end int32
	label      string
	// own is set when the label is part of a list or was found in markup, so
	// that the text does not begin with it.
	own bool
	// listed is set for an entry of a numbered list.
	listed bool
	marks  []mark
	text   *cite.Text
}

// mark is a place that calls a note.
type mark struct {
	spot
	// words says that the mark is words of the text.
	words bool
	// self says that it is the note, which stands beside the text.
	self bool
	// span and at are filled in when the text is written.
	span cite.Span
	at   cite.Range
}

// maxNotes bounds the notes of a document.
const maxNotes = 100_000

// findNotes finds the notes of all pages and their marks.
func (r *reader) findNotes() error {
	r.readAnchors()
	byTarget := map[spot]*note{}
	for _, a := range r.anchors {
		t, ok := r.find(a)
		if !ok || !r.calls(a, t) {
			continue
		}
		n := byTarget[t]
		if n == nil {
			n = &note{spot: t}
			byTarget[t] = n
			r.notes = append(r.notes, n)
		}
		n.marks = append(n.marks, mark{spot: a.spot})
	}
	sort.Slice(r.notes, func(i, j int) bool { return r.notes[i].before(r.notes[j].spot) })
	for i, n := range r.notes {
		r.extend(i, n)
	}
	r.findSides()
	r.untangle()
	r.joinParagraphs()
	r.findUncalled()
	r.untangle()
	if len(r.notes) > maxNotes {
		return fmt.Errorf("%w: more than %d notes", doc.ErrTooLarge, maxNotes)
	}
	return nil
}

// untangle sorts the notes, drops those that are a note within a note or the
// whole of several, and marks that stand in notes.
func (r *reader) untangle() {
	sort.SliceStable(r.notes, func(i, j int) bool {
		a, b := r.notes[i], r.notes[j]
		if a.page != b.page || a.start != b.start {
			return a.page < b.page || a.page == b.page && a.start < b.start
		}
		return a.end > b.end
	})
	var kept []*note
	for i, n := range r.notes {
		called := len(n.marks) > 0
		n.dropMarks(kept)
		inside := sort.Search(len(r.notes)-i-1, func(k int) bool {
			m := r.notes[i+1+k]
			return m.page > n.page || m.start >= n.end
		})
		switch k := len(kept); {
		case len(n.marks) == 0 && !r.isNote(n), called && inside > 1,
			k > 0 && kept[k-1].page == n.page && n.start < kept[k-1].end:
		default:
			kept = append(kept, n)
		}
	}
	// Marks may stand in a note that comes after theirs.
	for _, n := range kept {
		n.dropMarks(kept)
	}
	r.notes = slices.DeleteFunc(kept, func(n *note) bool { return len(n.marks) == 0 && !r.isNote(n) })
}

// dropMarks drops the marks that stand in notes.
func (n *note) dropMarks(notes []*note) {
	n.marks = slices.DeleteFunc(n.marks, func(m mark) bool { return !m.self && noteAt(notes, m.spot) != nil })
}

// isNote reports whether a note without marks is one by what it says itself.
func (r *reader) isNote(n *note) bool {
	p := r.pages[n.page]
	for e, k := n.start, 0; e >= 0 && k < 8; e, k = p.tokens[e].parent, k+1 {
		if p.tokens[e].flags&(isItem|isStrong) != 0 {
			return true
		}
	}
	return false
}

// noteAt is the one of the notes, which are in order, that a place stands in;
// nil when there is none.
func noteAt(notes []*note, s spot) *note {
	i := sort.Search(len(notes), func(i int) bool {
		return s.before(spot{notes[i].page, notes[i].start})
	}) - 1
	if i >= 0 && notes[i].page == s.page && s.token < notes[i].end {
		return notes[i]
	}
	return nil
}

// findSides finds the notes that stand beside the text that calls them.
func (r *reader) findSides() {
	for _, p := range r.pages {
		for i := 0; i < len(p.tokens); i++ {
			t := &p.tokens[i]
			if t.kind != startTag || t.flags&isSide == 0 || t.flags&isShut != 0 {
				continue
			}
			at := spot{p.n, int32(i)}
			n := &note{spot: at, start: int32(i), end: t.end, own: true}
			label := p.labelOf(int32(i))
			n.marks = []mark{{spot: spot{p.n, label}, self: label == int32(i)}}
			r.notes = append(r.notes, n)
			i = max(i, int(t.end)-1)
		}
	}
}

// labelOf is the label before the note beside the text at token i, or the note.
func (p *page) labelOf(i int32) int32 {
	for k := i - 1; k >= max(0, i-6); k-- {
		if t := &p.tokens[k]; t.kind == startTag && t.name == elLabel {
			return k
		}
	}
	return i
}

// findUncalled finds notes that nothing calls: entries of a list of notes.
func (r *reader) findUncalled() {
	for _, p := range r.pages {
		until := int32(-1)
		for i := int32(0); i < int32(len(p.tokens)); i++ {
			t := &p.tokens[i]
			if t.kind != startTag || t.flags&isShut != 0 {
				continue
			}
			if t.flags&isStrong != 0 && t.flags&inNav == 0 {
				until = max(until, t.end)
			}
			listed := i < until && t.name == elLi && t.parent >= 0 && p.tokens[t.parent].name == elOl
			if !listed && !p.isRoled(t) || r.overlaps(p.n, i, t.end) {
				continue
			}
			r.uncalled = append(r.uncalled, &note{spot: spot{p.n, i}, start: i, end: t.end})
			i = max(i, t.end-1)
		}
	}
	r.notes = append(r.notes, r.uncalled...)
}

// isRoled reports whether an element says by its role that it is a note.
func (p *page) isRoled(t *token) bool {
	if t.flags&isItem == 0 {
		return false
	}
	for _, name := range []string{"role", "epub:type"} {
		switch p.value(t, name) {
		case "doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote":
			return true
		}
	}
	return false
}

// overlaps reports whether a note stands among the tokens from lo to hi.
func (r *reader) overlaps(page, lo, hi int32) bool {
	i := sort.Search(len(r.notes), func(i int) bool {
		n := r.notes[i]
		return n.page > page || n.page == page && n.end > lo
	})
	return i < len(r.notes) && r.notes[i].page == page && r.notes[i].start < hi
}
