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
