package xmltext

import "apud/crawler/cite"

// MetaTitle is the title in a document's properties, up to the end of its meta
// element where it has one. Damage loses only what comes after it.
func MetaTitle(data []byte) string {
	s := NewScanner(data)
	inTitle, out := false, &cite.Text{}
	for {
		t, err := s.Next()
		if err != nil {
			return cite.Fold(out.String())
		}
		switch {
		case t.Kind == Text && inTitle:
			t.AppendTo(out, "", false)
		case t.Name == "title":
			inTitle = t.Kind == Start
		case t.Name == "meta" && t.Kind == End:
			return cite.Fold(out.String())
		}
	}
}
