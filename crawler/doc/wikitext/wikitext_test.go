package wikitext

import (
	"html"
	"strings"
	"testing"

	"apud/crawler/doc/doctest"
	"apud/crawler/doc/entry/entrytest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{},
		doctest.Case{File: "article.wiki", Unescape: unescape}, // calls one note twice
		doctest.Case{File: "article-once.wiki", Truth: "article.json", Unescape: unescape},
		doctest.Case{File: "article-pandoc.wiki", Truth: "article.json", Unescape: unescape})
}

// unescape undoes what stands for a character in an address.
func unescape(s string) string {
	return html.UnescapeString(strings.NewReplacer("{{!}}", "|", "{{=}}", "=").Replace(s))
}

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{},
		"a<ref name=x group=g>b [https://example.org/ c]</ref> {{efn|d {{!}} e}} {{sfn|A|2020|p=5}}<ref name=x group=g />",
		"{{cite web|url=https://example.org/?a=1&amp;b=2|title=[[A|''B'']]|archive-url=https://web.archive.org/web/2020/https://example.org/}}",
		"{| class=x\n! a !! b\n|-\n| c || d <ref>{{harvnb|A|2020}}</ref>\n|}\n<gallery>\nFile:a.jpg|b\n</gallery>",
		"{{reflist|refs=<ref name=a>b</ref>}} {{{c|d}}} <!-- e --> <nowiki>[</nowiki> '''''f''''' {{r|a}}{{rp|5}}",
		"<references><ref name=z>{{webarchive|url=https://web.archive.org/web/2020/http://a.org/}}</ref></references>")
}

// TestRead compares documents with testdata.
func TestRead(t *testing.T) { entrytest.Run(t, Format{}, ".wiki") }
