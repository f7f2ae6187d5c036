package jats

import (
	"testing"

	"apud/crawler/doc/doctest"
	"apud/crawler/doc/entry/entrytest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{},
		doctest.Case{File: "article-pandoc.jats", Truth: "article.json"},
	)
}

func TestRead(t *testing.T) { entrytest.Run(t, Format{}, ".xml") }

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{}, "<article><p>a<fn id=\"x\"><p>b</p></fn></p><ref id=\"r\"><element-citation><source>s</source></element-citation></ref></article>")
}
