package docx

import (
	"testing"

	"apud/crawler/doc/doctest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{},
		doctest.Case{File: "article.docx", Truth: "article.json"},
		doctest.Case{File: "article-endnotes.docx", Truth: "article.json"},
	)
}
