package rtf

import (
	"testing"

	"apud/crawler/doc/doctest"
	"apud/crawler/doc/entry/entrytest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{},
		doctest.Case{File: "article-pandoc.rtf", Truth: "article.json"},
	)
}

func TestRead(t *testing.T) { entrytest.Run(t, Format{}, ".rtf") }

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{}, "{\\rtf1 a{\\footnote b}\\u-10179?\\u-8704?\\bin5 abc\\'e9{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt y}}}")
}
