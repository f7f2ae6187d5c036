package ris

import (
	"testing"

	"apud/crawler/doc/doctest"
	"apud/crawler/doc/entry/entrytest"
)

// TestRead compares documents with testdata.
func TestRead(t *testing.T) { entrytest.Run(t, Format{}, ".ris") }

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.ris", Unescape: func(s string) string { return s }})
}

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{},
		"TY  - ELEC\nUR  - https://example.org/; https://example.org/b\nDO  - 10.1/a\nER  - \n",
		"\ufeffTY  - BOOK\r\nAU  - A, B\r\nSN  - 978-0-00-000000-2")
}
