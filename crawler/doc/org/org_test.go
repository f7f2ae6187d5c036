package org

import (
	"strings"
	"testing"

	"apud/crawler/doc"
	"apud/crawler/doc/doctest"
	"apud/crawler/doc/lines/linestest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.org", Truth: "article.json", Unescape: unescape})
}

func TestRead(t *testing.T) { linestest.Run(t, Format{}) }

func TestRelativeAddresses(t *testing.T) {
	in := &doc.Input{Data: []byte("[[./b/c][a]] [[file:../g][f]] [[#e][d]]"), BaseURL: "https://example.org/x/y"}
	d, err := Format{}.Read(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range d.Body.Links {
		got = append(got, l.URL)
	}
	if want := "https://example.org/x/b/c https://example.org/g"; strings.Join(got, " ") != want {
		t.Errorf("links = %q, want %q", got, want)
	}
}

func TestSniffWithoutName(t *testing.T) {
	for _, test := range []struct {
		in   string
		want bool
	}{
		{"A[fn:1] b.\n\n[fn:1] C.\n", true},
		{"#+title: A\n\n* B\n", true},
		{"# A\n\n[b](https://example.org/)\n", false},
		{"A letter.\n\nSee [[1]] and https://example.org/.\n", false},
	} {
		if got := (Format{}).Sniff(&doc.Input{Name: "-", Data: []byte(test.in)}); got > 0 != test.want {
			t.Errorf("Sniff(%q) = %v, want sure: %v", test.in, got, test.want)
		}
	}
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
