package odt

import (
	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/entry"
	"apud/crawler/doc/xmltext"
)

// note reads text:note, whose mark stands at the end of body.
func (r *reader) note(t xmltext.Token, body *cite.Text) error {
	n := doc.Note{Text: &cite.Text{}, Marks: []doc.Mark{{Range: cite.Range{Start: body.Len(), End: body.Len()}}}}
	for {
		inner, err := r.s.Next()
		if err != nil {
			return doc.IgnoreEOF(err)
		}
		switch {
		case inner.Kind == xmltext.Start && inner.Name == "note-citation":
			if n.Label = inner.Get("label"); n.Label == "" {
				if n.Label, err = r.label(); err != nil {
					return err
				}
			} else if err := r.s.Skip(); err != nil {
				return doc.IgnoreEOF(err)
			}
			n.Marks[0].Span = cite.Span{Part: r.part, Start: inner.At, End: inner.To}
		case inner.Kind == xmltext.Start && inner.Name == "note-body":
			body := r.places
			r.places = nil
			if _, err := r.read(n.Text, "note-body", 1); err != nil {
				return err
			}
			if len(r.places) > 0 {
				n.Citations = entry.Note(n.Text, r.places)
			}
			r.places = body
		case inner.Kind == xmltext.Start:
			if err := r.s.Skip(); err != nil {
				return doc.IgnoreEOF(err)
			}
		case inner.Kind == xmltext.End:
			n.Span = cite.Span{Part: r.part, Start: t.At, End: inner.To}
			r.d.Notes = append(r.d.Notes, n)
			return nil
		}
	}
}

// label reads the text up to the end of the element just begun.
func (r *reader) label() (string, error) {
	text := &cite.Text{}
	for depth := 1; depth > 0; {
		t, err := r.s.Next()
		if err != nil {
			return cite.Fold(text.String()), doc.IgnoreEOF(err)
		}
		switch t.Kind {
		case xmltext.Text:
			t.AppendTo(text, r.part, false)
		case xmltext.Start:
			depth++
		case xmltext.End:
			depth--
		}
	}
	return cite.Fold(text.String()), nil
}
