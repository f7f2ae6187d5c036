package epub

import (
	"testing"

	"apud/crawler/doc/doctest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.epub", Truth: "article.json"})
}
