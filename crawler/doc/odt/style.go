package odt

import (
	"apud/crawler/cite"
	"apud/crawler/doc/xmltext"
)

// readStyles learns which named styles are italic; damage loses only italics.
func (r *reader) readStyles(data []byte) {
	s := xmltext.NewScanner(data)
	for {
		t, err := s.Next()
		if err != nil {
			return
		}
		if t.Kind == xmltext.Start && (t.Name == "style" || t.Name == "text-properties") {
			r.start(t, nil)
		}
	}
}

// metaTitle is the title in the document's properties; damage loses only it.
func metaTitle(data []byte) string {
	s := xmltext.NewScanner(data)
	inTitle, out := false, &cite.Text{}
	for {
		t, err := s.Next()
		if err != nil {
			return cite.Fold(out.String())
		}
		switch {
		case t.Kind == xmltext.Text && inTitle:
			t.AppendTo(out, "", false)
		case t.Name == "title":
			inTitle = t.Kind == xmltext.Start
		case t.Name == "meta" && t.Kind == xmltext.End:
			return cite.Fold(out.String())
		}
	}
}
