package odt

import "apud/crawler/doc/xmltext"

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
