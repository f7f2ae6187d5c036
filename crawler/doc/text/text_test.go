package text

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

func readDocument(t testing.TB, name string) (string, *cite.Document) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "documents", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data), readText(t, name, string(data))
}

func readText(t testing.TB, name, text string) *cite.Document {
	t.Helper()
	draft, err := Format{}.Read(t.Context(), &doc.Input{Name: name, Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	return draft.Document(name)
}

func readTruth(t testing.TB, name string, v any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "documents", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, v); err != nil {
		t.Fatal(err)
	}
}

func TestReadLetter(t *testing.T) {
	text, d := readDocument(t, "open-letter.txt")
	var truth struct {
		Document  struct{ Title string }
		Footnotes []struct {
			Label, Marker string
			InText        struct {
				Byte     int
				Sentence string `json:"supports_sentence"`
				Clause   string `json:"supports_clause"`
			} `json:"in_text"`
			Note struct {
				Start int `json:"start_byte"`
				End   int `json:"end_byte"`
				Text  string
			}
			Sources []struct {
				Raw   string
				Start int `json:"start_byte"`
				End   int `json:"end_byte"`
			}
		}
		Body []struct {
			Identifier string
		} `json:"body_citations"`
	}
	readTruth(t, "open-letter.json", &truth)
	if d.Title != truth.Document.Title {
		t.Errorf("title = %q, want %q", d.Title, truth.Document.Title)
	}
	if len(d.Footnotes) != len(truth.Footnotes) {
		t.Fatalf("%d footnotes, want %d", len(d.Footnotes), len(truth.Footnotes))
	}
	for i, want := range truth.Footnotes {
		got := d.Footnotes[i]
		if got.Label != want.Label || got.Start != want.Note.Start || got.End != want.Note.End || got.Text != want.Note.Text {
			t.Errorf("note %d = %q %v %q, want %q %d-%d %q", i+1, got.Label, got.Span, got.Text, want.Label, want.Note.Start, want.Note.End, want.Note.Text)
		}
		if len(got.Markers) != 1 {
			t.Errorf("note %s has %d markers, want 1", want.Label, len(got.Markers))
			continue
		}
		m := got.Markers[0]
		if m.Start != want.InText.Byte || text[m.Start:m.End] != want.Marker {
			t.Errorf("marker of %s = %q at %d, want %q at %d", want.Label, text[m.Start:m.End], m.Start, want.Marker, want.InText.Byte)
		}
		if m.Sentence.Text != want.InText.Sentence || m.Clause.Text != want.InText.Clause {
			t.Errorf("note %s supports %q, %q\nwant %q, %q", want.Label, m.Sentence.Text, m.Clause.Text, want.InText.Sentence, want.InText.Clause)
		}
		if s := cite.Fold(text[m.Sentence.Start:m.Sentence.End]); s != m.Sentence.Text {
			t.Errorf("span of the sentence of %s holds %q", want.Label, s)
		}
		if len(got.Citations) != len(want.Sources) {
			t.Errorf("note %s has %d citations, want %d", want.Label, len(got.Citations), len(want.Sources))
			continue
		}
		for j, c := range got.Citations {
			w := want.Sources[j]
			if c.Raw != w.Raw || c.Start != w.Start || c.End != w.End || !c.Lost {
				t.Errorf("note %s citation %d = %q %v lost %v, want %q %d-%d lost", want.Label, j+1, c.Raw, c.Span, c.Lost, w.Raw, w.Start, w.End)
			}
			if c.Address.Len() != 0 || text[c.Address.Start-1:c.Address.End+1] != "<>" {
				t.Errorf("note %s citation %d: lost address at %v, want between <>", want.Label, j+1, c.Address)
			}
		}
	}
	for _, c := range d.Body {
		for _, id := range c.Identifiers {
			if id.Value != "A/RES/62/243" {
				t.Errorf("body cites %v", id)
			}
		}
		if c.URL != "" || c.Lost {
			t.Errorf("body cites %q", c.Raw)
		}
	}
}

func TestReadBinary(t *testing.T) {
	for _, data := range []string{"PK\x03\x04\x00\x00\x00\x08", "text\nand\x00NUL", "\x01\x02\x03\x04\x05\x06"} {
		_, err := Format{}.Read(t.Context(), &doc.Input{Data: []byte(data)})
		var syntax *doc.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("Read(%q) = %v, want a *doc.SyntaxError", data, err)
		}
		if got := (Format{}).Sniff(&doc.Input{Data: []byte(data)}); got != 0 {
			t.Errorf("Sniff(%q) = %d, want 0", data, got)
		}
	}
}
