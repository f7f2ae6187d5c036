package lines

import (
	"sort"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// Body is the place of the body where that of a note is asked for.
const Body = -1

// Writer writes the texts of a document: its body and its notes.
type Writer struct {
	*doc.Decoded
	// T is the text that is written: that of Note.
	T    *cite.Text
	Note int
	// Body is the text of the body.
	Body *cite.Text
	// Notes are the notes in any order.
	Notes []*Note
	// from is where the paragraph at hand begins in T.
	from int
	// marked is where the mark before was put, and where it stood.
	marked cite.Range
	// calls are the notes in the order in which the body calls them.
	calls []int
	outer []place
}

type place struct {
	t          *cite.Text
	note, from int
}

// Note is a note that is written.
type Note struct {
	Label string
	// Start and End are the whole note in the decoded text.
	Start, End int
	Text       *cite.Text
	Marks      []doc.Mark
	// Inline notes stand where they are called and have no label of their
	// own: they get the number that a reader sees.
	Inline bool
	// Hidden notes show only when they are called.
	Hidden bool
}

// NewWriter is a writer that has written nothing.
func NewWriter(d *doc.Decoded) *Writer {
	t := &cite.Text{}
	return &Writer{Decoded: d, T: t, Body: t, Note: Body}
}

// Add adds a note and gives its index.
func (w *Writer) Add(n *Note) int {
	n.Text = &cite.Text{}
	w.Notes = append(w.Notes, n)
	return len(w.Notes) - 1
}

// Begin begins a paragraph of the note, or of the body.
func (w *Writer) Begin(note int) {
	w.turn(note)
	w.T.Break()
	w.from = w.T.Len()
}

func (w *Writer) turn(note int) {
	w.Note, w.T = note, w.Body
	if note != Body {
		w.T = w.Notes[note].Text
	}
}

// Enter turns to a note in the middle of a paragraph, Leave back.
func (w *Writer) Enter(note int) {
	w.outer = append(w.outer, place{w.T, w.Note, w.from})
	w.turn(note)
	w.T.Break()
	w.from = w.T.Len()
}

// Leave ends what Enter began.
func (w *Writer) Leave() {
	p := w.outer[len(w.outer)-1]
	w.outer = w.outer[:len(w.outer)-1]
	w.T, w.Note, w.from = p.t, p.note, p.from
}

// Aside runs write with what it writes going to a text of its own.
func (w *Writer) Aside(write func()) *cite.Text {
	w.outer = append(w.outer, place{w.T, w.Note, w.from})
	w.T, w.from = &cite.Text{}, 0
	write()
	t := w.T
	w.Leave()
	return t
}

// Paste adds t, which stands for the bytes src as a whole.
func (w *Writer) Paste(t *cite.Text, src cite.Span) {
	at := w.T.Len()
	Whole(w.T, t.String(), src)
	for _, l := range t.Links {
		w.T.Link(at+l.Start, at+l.End, l.URL, l.Address)
	}
	for _, r := range t.Italics {
		w.T.Italic(at+r.Start, at+r.End)
	}
}

// Mark records that the note is called at src. Marks in notes call nothing. A
// blank before a mark belongs to what follows it.
func (w *Writer) Mark(note int, src cite.Span) {
	if w.Note != Body || w.T != w.Body {
		return
	}
	// What lies before the mark before was looked at then.
	from := max(w.from, w.marked.End)
	at := from + len(strings.TrimRight(w.T.String()[from:], " \n"))
	if at == from && from == w.marked.End && w.from < from {
		at = w.marked.Start
	}
	w.marked = cite.Range{Start: at, End: w.T.Len()}
	n := w.Notes[note]
	n.Marks = append(n.Marks, doc.Mark{Range: cite.Range{Start: at, End: at}, Span: src})
	if len(n.Marks) == 1 {
		w.calls = append(w.calls, note)
	}
}

// Paragraph is what the paragraph at hand shows so far.
func (w *Writer) Paragraph() string { return w.T.String()[w.from:] }

// Span is the bytes that the decoded text[start:end] stands for.
func (w *Writer) Span(start, end int) cite.Span { return Span(w.Decoded, start, end) }

// Draft is the document taken apart.
func (w *Writer) Draft() *doc.Draft {
	for i, n := range w.calls {
		if w.Notes[n].Inline {
			w.Notes[n].Label = number(i + 1)
		}
	}
	notes := append([]*Note(nil), w.Notes...)
	sort.SliceStable(notes, func(i, j int) bool { return notes[i].Start < notes[j].Start })
	d := &doc.Draft{Body: w.Body}
	for _, n := range notes {
		if n.Hidden && len(n.Marks) == 0 {
			continue
		}
		d.Notes = append(d.Notes, doc.Note{Label: n.Label, Span: w.Span(n.Start, n.End), Text: n.Text, Marks: n.Marks})
	}
	return d
}

func number(n int) string { return doc.Numeral("decimal", n) }

// Picture writes that a picture stands here, which leads to the address at src.
func (w *Writer) Picture(address string, src cite.Span) {
	at := w.T.Len()
	Whole(w.T, "…", src)
	w.T.Link(at, w.T.Len(), address, src)
}

// Code is what the words of code show: nothing that looks like an address, for
// what is code cites nothing.
func (w *Writer) Code(words *Words, start, end int) {
	if strings.ContainsAny(words.String()[start:end], ".:/@") {
		w.T.Insert("…")
		return
	}
	words.Append(w.T, start, end)
}
