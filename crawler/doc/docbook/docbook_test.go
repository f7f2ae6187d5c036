package docbook

import (
	"testing"

	"apud/crawler/doc/doctest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{},
		doctest.Case{File: "article-pandoc.docbook4", Truth: "article.json"},
		doctest.Case{File: "article-pandoc.docbook5", Truth: "article.json"},
	)
}
