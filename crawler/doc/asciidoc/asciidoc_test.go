package asciidoc

import (
	"strings"
	"testing"

	"apud/crawler/doc"
	"apud/crawler/doc/doctest"
	"apud/crawler/doc/lines/linestest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.adoc", Truth: "article.json", Unescape: unescape})
}

func TestRead(t *testing.T) { linestest.Run(t, Format{}) }

func TestRelativeAddresses(t *testing.T) {
	linestest.Relative(t, Format{}, "link:b/c[a] xref:d[e] link:../g[f]")
}

// TestAttributesAreBounded holds a chain of attributes, each ten times the one
// before, to the bounds.
func TestAttributesAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString(":a: 0123456789\n")
	for c := 'b'; c <= 'z'; c++ {
		b.WriteString(":" + string(c) + ": " + strings.Repeat("{"+string(c-1)+"}", 10) + "\n")
	}
	b.WriteString("\n" + strings.Repeat("{z}", 10_000))
	d, err := Format{}.Read(t.Context(), &doc.Input{Data: []byte(b.String())})
	if err != nil {
		t.Fatal(err)
	}
	if n, most := d.Body.Len(), maxExpanded+2*b.Len(); n > most {
		t.Errorf("body of %d bytes from %d, want at most %d", n, b.Len(), most)
	}
}

func TestSniffWithoutName(t *testing.T) {
	linestest.Sniff(t, Format{}, []string{
		"= A\n\nB.footnote:[C.]\n",
		"B.footnote:[C.]\n",
		"== A\n\n[source,sh]\n----\nb\n----\n\nSee link:https://example.org/[c].\n",
	}, []string{
		"# A\n\n[b](https://example.org/)\n",
		"== A ==\n\nB.<ref>c</ref>\n\n== D ==\n",
		"A letter.\n\nSee https://example.org/.\n",
	})
}

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{},
		"= a\nb\n:c: https://example.org/{d}\n:d: {c}\n\ne{c}[f] footnote:g[h [i\\] {d}] footnote:g[] footnoteref:[j,k] <<l,m>>\n\n* [[[l,n]]] o\n",
		"[quote, a, b]\n____\n*c* _d_ `e` +f+ \"`g`\" ``h'' ^i^ ((j)) \\*k\n____\n\nl:: m\n. n\n+\no +\np\n",
		"|===\n|a 2+|b\n\n.2+a|c\n|===\n[source]\nd\n\n----\ne\n----\nimage::f[link=https://example.org/]\nlink:++https://example.org/++[g]\n")
}

func BenchmarkRead(b *testing.B) {
	linestest.Bench(b, Format{}, map[string]string{
		"openers":    "``a ((b link:link:++c footnote:",
		"targets":    "link:",
		"signs":      "*a **b _c __d `e ``f #g +h ++i ^j ~k ",
		"quotes":     "\"`a '`b ``c ",
		"footnotes":  "footnote:[a [b footnote:c[",
		"notes":      "footnote:[a] footnote:b[c] ",
		"links":      "link:++a link:b[c https://d.e/[f [g",
		"images":     "image:a[b kbd:[c pass:[d ",
		"attributes": ":a: {a}{a}b\n{a}{b}\n\n",
		"terms":      "a::b;;c:::d",
		"items":      "* [[[a,b]]] c\n",
		"bars":       "|===\n|a 2+|b\n",
		"headings":   "a\n==\n",
		"references": "<<a <<b ((c (((d [[e ",
		"blocks":     "----\n====\n",
		"styles":     "[quote,a]\n[source]\n",
		"escapes":    "\\* \\[ \\] \\footnote:[",
		"numbers":    "1. a\na\n2. b\n",
	})
}
