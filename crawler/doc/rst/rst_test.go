package rst

import (
	"testing"

	"apud/crawler/doc/doctest"
	"apud/crawler/doc/lines/linestest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.rst", Truth: "article.json", Unescape: unescapeAddress})
}

func TestRead(t *testing.T) { linestest.Run(t, Format{}) }
