package tei

import (
	"testing"

	"apud/crawler/doc/doctest"
	"apud/crawler/doc/entry/entrytest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{},
		doctest.Case{File: "article-pandoc.tei", Truth: "article.json"},
	)
}

func TestRead(t *testing.T) { entrytest.Run(t, Format{}, ".xml") }

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{}, "<TEI xmlns=\"x\"><p>a<note>b</note><ref target=\"#n\">c</ref></p><bibl xml:id=\"n\"><title>t</title></bibl></TEI>")
}
