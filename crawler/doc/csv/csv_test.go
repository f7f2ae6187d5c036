package csv

import (
	"testing"

	"apud/crawler/doc"
	"apud/crawler/doc/doctest"
	"apud/crawler/doc/entry/entrytest"
)

// TestRead compares documents with testdata.
func TestRead(t *testing.T) { entrytest.Run(t, Format{}, ".csv") }

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.csv", Unescape: func(s string) string { return s }})
}

func TestLegacyCharset(t *testing.T) {
	in := &doc.Input{Name: "a.csv", Data: []byte("title;url\nMar\xe9es \xe0 Merrow, \xe9t\xe9;https://example.org/a\n")}
	d, err := Format{}.Read(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	c := d.Extra[0]
	if want := "Marées à Merrow, été"; c.Title != want {
		t.Errorf("title = %q, want %q", c.Title, want)
	}
	if got := string(in.Data[c.Address.Start:c.Address.End]); got != c.URL {
		t.Errorf("the bytes at %s are %q", c.URL, got)
	}
}

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{},
		"title,url\n\"a\nb\",https://example.org/a\n",
		"a;b;https://example.org/\n\"c")
}
