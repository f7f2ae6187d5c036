package csljson

import (
	"testing"

	"apud/crawler/doc/doctest"
	"apud/crawler/doc/entry/entrytest"
)

// TestRead compares documents with testdata.
func TestRead(t *testing.T) { entrytest.Run(t, Format{}, ".json") }

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article-csl.json", Unescape: func(s string) string { return s }})
}

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{},
		"[{\"title\": \"a\", \"URL\": \"https:\\/\\/example.org\\/\\u00e9\", \"note\": \"https://web.archive.org/web/2020/http://a.org\"}]",
		"{\"title\":\"\\ud83d\\ude00\",\"issued\":{\"date-parts\":[[2020]]}} x")
}
