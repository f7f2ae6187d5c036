package doctest_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/doctest"
	"apud/crawler/doc/markdown"
	"apud/crawler/doc/text"
	"apud/crawler/doc/wikitext"
)

// exact is how many of the 150 short texts must be read as a reader would. The
// texts in syntaxes that are not among formats count as misread.
const exact = 142

var formats = map[string]doc.Format{"": text.Format{}, "md": markdown.Format{}, "wiki": wikitext.Format{}}

func TestTricky(t *testing.T) {
	lines, right := 0, 0
	for sc := bufio.NewScanner(bytes.NewReader(doctest.Sample(t, "tricky.jsonl"))); sc.Scan(); {
		var l struct {
			ID     int
			Text   string
			URLs   []string
			Lost   int
			Format string
			Ignore []string
		}
		if err := json.Unmarshal(sc.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		lines++
		f := formats[l.Format]
		if f == nil {
			continue
		}
		d, err := f.Read(t.Context(), &doc.Input{Name: "tricky", Data: []byte(l.Text)})
		if err != nil {
			t.Fatal(err)
		}
		got, lost := cited(d.Document("tricky"), l.Ignore)
		if slices.Equal(got, normal(l.URLs)) && lost == l.Lost {
			right++
		} else {
			t.Logf("%d: %q has %q, %d lost, want %q, %d", l.ID, l.Text, got, lost, l.URLs, l.Lost)
		}
	}
	if lines != 150 || right < exact {
		t.Errorf("%d of %d texts are exact, want %d of 150", right, lines, exact)
	}
}

// cited is what d cites, in order and in one form, and how many addresses are
// lost.
func cited(d *cite.Document, ignored []string) (urls []string, lost int) {
	all := slices.Clone(d.Body)
	for _, f := range d.Footnotes {
		all = append(all, f.Citations...)
	}
	for _, c := range all {
		if c.Lost {
			lost++
		}
		if c.URL != "" && !slices.Contains(ignored, c.URL) {
			urls = append(urls, c.URL)
		}
		for _, a := range c.Archives {
			if a.URL != c.URL {
				urls = append(urls, a.URL)
			}
		}
	}
	return normal(urls), lost
}

func normal(urls []string) []string {
	var out []string
	for _, u := range urls {
		if n, err := cite.Normalize(u); err == nil {
			u = n
		}
		out = append(out, u)
	}
	return out
}
