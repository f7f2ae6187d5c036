package html

import (
	"testing"

	"apud/crawler/doc/doctest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.html", Truth: "article.json", Unescape: unescape})
}
