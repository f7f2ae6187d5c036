package cite

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"testing"
)

// letterTruth is what testdata/documents/open-letter.json says of the letter.
type letterTruth struct {
	Document struct {
		Title string
	}
	Footnotes []struct {
		Label  string
		Marker string
		InText struct {
			Byte     int
			Sentence string `json:"supports_sentence"`
			Clause   string `json:"supports_clause"`
		} `json:"in_text"`
		Note struct {
			Start int `json:"start_byte"`
			End   int `json:"end_byte"`
			Text  string
		}
		Sources []letterSource
	}
}

type letterSource struct {
	N           int
	Raw         string
	Start       int `json:"start_byte"`
	End         int `json:"end_byte"`
	Signal      string
	Force       string `json:"signal_in_force"`
	Authors     []struct{ Name, Kind string }
	Title       string
	Container   string
	Date        struct{ ISO, Raw string }
	Placeholder string `json:"url_placeholder"`
	Intro       string `json:"url_intro"`
	Locator     Locator
	Anomalies   []string
}

func readLetter(t testing.TB) (string, letterTruth) {
	t.Helper()
	dir := filepath.Join("..", "..", "testdata", "documents")
	text, err := os.ReadFile(filepath.Join(dir, "open-letter.txt"))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "open-letter.json"))
	if err != nil {
		t.Fatal(err)
	}
	var truth letterTruth
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	return string(text), truth
}

// citation is the truth as a Citation of text.
func (s letterSource) citation(text string) Citation {
	c := Citation{
		N: s.N, Raw: s.Raw, Span: Span{Start: s.Start, End: s.End},
		Signal: s.Signal, Force: s.Force, Title: s.Title, Container: s.Container,
		Date: Date{ISO: s.Date.ISO, Raw: s.Date.Raw}, Locator: s.Locator,
		Lost: s.Placeholder != "", Intro: s.Intro,
	}
	for _, a := range s.Authors {
		c.Authors = append(c.Authors, Author{Name: a.Name, Organization: a.Kind == "organization"})
	}
	c.Anomalies = append(c.Anomalies, s.Anomalies...)
	sort.Strings(c.Anomalies)
	return c
}

func TestParseNoteLetter(t *testing.T) {
	text, truth := readLetter(t)
	for _, f := range truth.Footnotes {
		start := f.Note.Start + len("["+f.Label+"]")
		got := ParseNote(Plain(text[start:f.Note.End], "", start))
		var want []Citation
		for _, s := range f.Sources {
			want = append(want, s.citation(text))
		}
		if len(got) != len(want) {
			t.Errorf("note %s: ParseNote has %d citations, want %d:\n%+v", f.Label, len(got), len(want), got)
			continue
		}
		for i := range got {
			if place := text[got[i].Address.Start-1 : got[i].Address.End+1]; place != "<>" {
				t.Errorf("note %s: address stands in %q, want <>", f.Label, place)
			}
			got[i].Address = Span{}
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Errorf("note %s, citation %d:\n got %+v\nwant %+v", f.Label, i+1, got[i], want[i])
			}
		}
	}
}

func TestSupportLetter(t *testing.T) {
	text, truth := readLetter(t)
	body := Plain(text, "", 0)
	var marks []Range
	for _, f := range truth.Footnotes {
		marks = append(marks, Range{f.InText.Byte, f.InText.Byte + len(f.Marker)})
	}
	p := NewPassages(body, marks)
	for i, f := range truth.Footnotes {
		sentence, clause := p.Support(marks[i])
		if sentence.Text != f.InText.Sentence {
			t.Errorf("sentence of %s = %q, want %q", f.Label, sentence.Text, f.InText.Sentence)
		}
		if clause.Text != f.InText.Clause {
			t.Errorf("clause of %s = %q, want %q", f.Label, clause.Text, f.InText.Clause)
		}
		if got := Fold(text[sentence.Start:sentence.End]); got != sentence.Text {
			t.Errorf("span of sentence of %s is %q, want %q", f.Label, got, sentence.Text)
		}
	}
}
