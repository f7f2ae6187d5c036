package text

import (
	"testing"

	"apud/crawler/doc/doctest"
	"apud/crawler/doc/entry/entrytest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{},
		doctest.Case{File: "article.txt", Truth: "article.json"},
		doctest.Case{File: "article-wrapped.txt", Truth: "article.json"},
		doctest.Case{File: "open-letter.txt"},
	)
}

func TestRead(t *testing.T) { entrytest.Run(t, Format{}, ".txt") }

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{},
		"Text.[1]\n\n[1] https://example.org/a\f\n2\n", "A\u00b9 B*\n\n\u00b9 x\n* y", "1. a\r2. b\r3) c", "\xff\xfeA\x001\x00.\x00",
		"港口。1 委员\n会。\n1 见 https://example.org/\n")
}
