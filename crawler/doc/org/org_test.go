package org

import (
	"testing"

	"apud/crawler/doc/doctest"
	"apud/crawler/doc/lines/linestest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.org", Truth: "article.json", Unescape: unescape})
}

func TestRead(t *testing.T) { linestest.Run(t, Format{}) }

func TestRelativeAddresses(t *testing.T) {
	linestest.Relative(t, Format{}, "[[./b/c][a]] [[file:../g][f]] [[#e][d]]")
}

func TestSniffWithoutName(t *testing.T) {
	linestest.Sniff(t, Format{}, []string{
		"A[fn:1] b.\n\n[fn:1] C.\n",
		"#+title: A\n\n* B\n",
	}, []string{
		"# A\n\n[b](https://example.org/)\n",
		"A letter.\n\nSee [[1]] and https://example.org/.\n",
	})
}

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{},
		"#+title: /a/\na[fn:1] b[fn::c [[https://example.org/][d]]] e[fn:x:y] f[fn:z] g[fn:z:h]\n\n[fn:1] i\n\n\nj\n",
		"#+LINK: a https://example.org/%s\n#+MACRO: b [[a:$1][c]] {{{b(d)}}}\n{{{b(e)}}} <<f>> @@g:h@@ src_i{j} \\nbsp{}\n",
		"* COMMENT a\n* TODO [#A] b :noexport:\n:PROPERTIES:\n:c: d\n:END:\n#+begin_src\ne\n#+end_src\n| f | g |\n- [X] h\n")
}

func BenchmarkRead(b *testing.B) {
	linestest.Bench(b, Format{}, map[string]string{
		"openers":  "@@a src_b{ {{{c [[d][e ",
		"signs":    "/a *b _c =d ~e +f ",
		"brackets": "[[a][b[fn::c",
		"inline":   "[fn::a [fn:b:c]] ",
		"later":    "[fn:a] [fn:b:\n\n",
		"notes":    "a[fn:1]\n\n[fn:1] b\n\n\n",
		"begins":   "#+begin_src\na\n",
		"drawers":  ":a:\nb\n",
		"headings": "* a :b:\n",
		"macros":   "#+MACRO: a {{{a}}} {{{a}}}\n{{{a}}}\n",
		"rows":     "|a|b\n",
		"snippets": "@@a <<b src_c{ ",
		"targets":  "[[https://a.b/c][d]",
		"blanks":   "[fn:1]\n\n\n",
	})
}
