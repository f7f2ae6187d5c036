package docbook

import (
	"testing"

	"apud/crawler/doc/doctest"
	"apud/crawler/doc/entry/entrytest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{},
		doctest.Case{File: "article-pandoc.docbook4", Truth: "article.json"},
		doctest.Case{File: "article-pandoc.docbook5", Truth: "article.json"},
	)
}

func TestRead(t *testing.T) { entrytest.Run(t, Format{}, ".xml") }

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{}, "<article xmlns=\"http://docbook.org/ns/docbook\"><para>a<footnote id=\"f\"><para>b</para></footnote><link href=\"https://a.b\"/></para></article>")
}
