package text

import (
	"testing"

	"apud/crawler/doc/doctest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{},
		doctest.Case{File: "article.txt", Truth: "article.json"},
		doctest.Case{File: "article-wrapped.txt", Truth: "article.json"},
		doctest.Case{File: "open-letter.txt"},
	)
}
