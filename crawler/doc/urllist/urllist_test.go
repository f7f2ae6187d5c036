package urllist

import (
	"testing"

	"apud/crawler/doc/doctest"
	"apud/crawler/doc/entry/entrytest"
)

// TestRead compares documents with testdata.
func TestRead(t *testing.T) { entrytest.Run(t, Format{}, ".urls") }

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.urls", Unescape: func(s string) string { return s }})
}

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{},
		"# a\nhttps://example.org/a\n b \n",
		"\xffhttps://example.org/")
}
