package odt

import (
	"testing"

	"apud/crawler/doc/doctest"
	"apud/crawler/doc/entry/entrytest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{},
		doctest.Case{File: "article.odt", Truth: "article.json"},
	)
}

func TestRead(t *testing.T) { entrytest.Run(t, Format{}, ".fodt") }

func FuzzRead(f *testing.F) { doctest.Fuzz(f, Format{}, "PK\x03\x04") }

func FuzzFlat(f *testing.F) {
	doctest.Fuzz(f, Format{}, `<office:document xmlns:office="o"><text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>b<text:s text:c="3"/></text:p></text:note-body></text:note><text:bibliography-mark text:url="u" text:title="t">x</text:bibliography-mark></text:p></office:document>`)
}
