package rst

import (
	"strings"
	"testing"

	"apud/crawler/doc"
	"apud/crawler/doc/doctest"
	"apud/crawler/doc/lines/linestest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.rst", Truth: "article.json", Unescape: unescapeAddress})
}

func TestRead(t *testing.T) { linestest.Run(t, Format{}) }

func TestReadCRLF(t *testing.T) {
	const in = "A [1]_.\r\n\r\n.. [1] B\r\n   https://example.org/a\r\n\r\n   C.\r\n"
	d, err := Format{}.Read(t.Context(), &doc.Input{Data: []byte(in)})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := d.Notes[0].Text.String(), "B\nhttps://example.org/a\n\nC."; got != want {
		t.Errorf("text = %q, want %q", got, want)
	}
	if s := d.Notes[0].Span; in[s.Start:s.End] != strings.TrimSuffix(in[9:], "\r\n")[2:] {
		t.Errorf("span = %q", in[s.Start:s.End])
	}
}

func TestRelativeAddresses(t *testing.T) {
	linestest.Relative(t, Format{}, "`a <b/c>`_ `d <#e>`_ f_\n\n.. _f: ../g\n")
}

func TestSniffWithoutName(t *testing.T) {
	linestest.Sniff(t, Format{}, []string{
		"A [1]_.\n\n.. [1] B.\n",
		"A\n=\n\n.. note:: B\n\n   `c <https://example.org/>`_\n",
	}, []string{
		"# A\n\n[b](https://example.org/)\n",
		"A letter.\n\nSee https://example.org/.\n",
	})
}

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{},
		"a [1]_ b [#]_ c [#n]_ d [*]_ [C]_\n\n.. [1] e\n.. [#] f\n\n   g::\n\n     h\n\n.. [#n] i\n.. [*] j\n.. [C] k\n",
		"`a <b>`_ `c`__ d_ |e| :f:`g <h>` *i* **j** ``k``\n\n.. _d: https://example.org/\\\n   x\n__ l_\n.. |e| replace:: |e| `m <n>`_\n",
		"====\nt\n====\n\n.. figure:: x\n   :target: https://example.org/\n\n   y\n\n- z\n\n  1. a\n\n:b: c\n| d\n",
		"+--+--+\n| a| b|\n+==+==+\n| c|  |\n+--+--+\n\n== ==\na  b\n== ==\nc  d\n== ==\n")
}

func BenchmarkRead(b *testing.B) {
	linestest.Bench(b, Format{}, map[string]string{
		"openers":   "|a *b :c:`d ",
		"stars":     "*a **b `c :d:`e |f ",
		"brackets":  "[1]_[#a[",
		"backticks": "`a <b",
		"names":     "a_a-a_ a__ ",
		"items":     "- - - - - - a\n",
		"targets":   ".. _a: b_\n",
		"notes":     "a [#]_\n\n.. [#] b\n",
		"blanks":    ".. [1]\n\n\n\n",
		"bars":      "|a| b\n\n.. |a| replace:: |a| |a|\n\n",
		"steps":     "::\n\n a\n  b\n   c\n",
		"tables":    "+-+-+\n|a|b|\n",
		"rules":     "== ==\na  b\n",
		"escapes":   "\\\\ \\`",
		"bares":     "https://a.b/[1]_|*",
	})
}
