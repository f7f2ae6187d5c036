package docx

import (
	"errors"
	"io"
	"strconv"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/entry"
	"apud/crawler/doc/xmltext"
)

// noteKind is the element name of a note.
type noteKind string

const (
	footnote noteKind = "footnote"
	endnote  noteKind = "endnote"
)

// noteKey names a note within its document.
type noteKey struct {
	kind noteKind
	id   string
}

// readNotes reads a part of foot- or endnotes; separators are no notes.
func (r *reader) readNotes(part string, kind noteKind) error {
	st, err := r.open(part)
	if err != nil || st == nil {
		return err
	}
	for {
		t, err := st.s.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if t.Kind != xmltext.Start || t.Name != string(kind) {
			continue
		}
		if separator := t.Get("type"); separator != "" && separator != "normal" {
			if err := st.s.Skip(); err != nil {
				return doc.IgnoreEOF(err)
			}
			continue
		}
		text := &cite.Text{}
		st.places = nil
		end, err := st.read(text, t.Name)
		if err != nil {
			return err
		}
		n := &doc.Note{Text: text, Span: cite.Span{Part: part, Start: t.At, End: end}}
		if len(st.places) > 0 {
			n.Citations = entry.Note(text, st.places)
		}
		r.notes[noteKey{kind, t.Get("id")}] = n
	}
}

// numbering is how notes of one kind are labelled.
type numbering struct {
	format      string
	start, next int
	// bySection starts the count anew in each section.
	bySection bool
}

// readNumbering reads the formats of note labels; Word's defaults are figures
// for footnotes and small roman numerals for endnotes.
func (r *reader) readNumbering(part string) error {
	r.numbers = map[noteKind]*numbering{footnote: {format: "decimal", start: 1, next: 1}, endnote: {format: "lowerRoman", start: 1, next: 1}}
	data, err := r.archive.ReadIf(part)
	if err != nil || data == nil {
		return err
	}
	s := xmltext.NewScanner(data)
	for {
		t, err := s.Next()
		if err != nil {
			return doc.IgnoreEOF(err)
		}
		if t.Kind == xmltext.Start {
			r.number(t)
		}
	}
}

// number notes what a start tag says of the labels of notes.
func (r *reader) number(t xmltext.Token) {
	switch t.Name {
	case "footnotePr":
		r.numbered = r.numbers[footnote]
	case "endnotePr":
		r.numbered = r.numbers[endnote]
	case "numFmt":
		if r.numbered != nil && t.Get("val") != "" {
			r.numbered.format = t.Get("val")
		}
	case "numStart":
		if n, err := strconv.Atoi(t.Get("val")); err == nil && r.numbered != nil && r.numbered.next == r.numbered.start {
			r.numbered.start, r.numbered.next = n, n
		}
	case "numRestart":
		if r.numbered != nil {
			r.numbered.bySection = t.Get("val") == "eachSect"
		}
	}
}

// endSection starts the counts anew that do so in each section.
func (r *reader) endSection() {
	for _, n := range r.numbers {
		if n.bySection {
			n.next = n.start
		}
	}
}

// refer makes a mark for the note that t refers to, at the end of body.
func (r *reader) refer(t xmltext.Token, part string, body *cite.Text) {
	k := noteKey{footnote, t.Get("id")}
	if t.Name == "endnoteReference" {
		k.kind = endnote
	}
	n, ok := r.notes[k]
	if !ok {
		return
	}
	if len(n.Marks) == 0 {
		r.order = append(r.order, k)
		if custom := t.Get("customMarkFollows"); custom == "" || custom == "0" || custom == "false" {
			num := r.numbers[k.kind]
			n.Label = doc.Numeral(num.format, num.next)
			num.next++
		} else {
			r.custom, r.customs[k] = n, true
		}
	}
	at := body.Len()
	n.Marks = append(n.Marks, doc.Mark{
		Range: cite.Range{Start: at, End: at},
		Span:  cite.Span{Part: part, Start: t.At, End: t.To},
	})
}
