package latex

import (
	"strings"
	"testing"

	"apud/crawler/doc/doctest"
	"apud/crawler/doc/entry/entrytest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{},
		doctest.Case{File: "article.tex", Truth: "article.json", Unescape: unescape},
		doctest.Case{File: "article-pandoc.tex", Truth: "article.json", Unescape: unescape})
}

// unescape undoes the escapes that stand in addresses.
func unescape(s string) string {
	return strings.NewReplacer(`\_`, "_", `\%`, "%", `\#`, "#", `\&`, "&", `\~{}`, "~").Replace(s)
}

// TestRead compares documents with testdata.
func TestRead(t *testing.T) { entrytest.Run(t, Format{}, ".tex") }

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{},
		"\\documentclass{book}\\title{a\\thanks{b}}\\begin{document}c\\footnote{d \\url{http://x.org/%20#a}}\n\n\\footnotemark\\footnotetext{e}\\end{document}",
		"\\newcommand{\\w}[2][a]{\\href{http://x.org/#1}{#2}\\footnote{\\url{#2}}}\\w{b}\\w[c]{d}\\def\\x#1{\\x{#1}#1}\\x{e}",
		"\\begin{verbatim}\\footnote{\\end{verbatim}\\verb|a| \\'e ``b'' --- \\emph{c {\\em d}} \\enquote{e \\enquote{f}} % g\n $\\sim$",
		"\\cite[a][b]{c,d}\\footcites(a)(b)[c][d]{e}[f]{g}\\begin{thebibliography}{9}\\bibitem[h]{c} i, http://x.org/a\\_b\\end{thebibliography}",
		"\\input{fuzz.tex}\\import{a/}{b}\\bibliography{c}\\setcounter{footnote}{7}\\footnote[3]{a\\label{f}}\\footref{f}")
}
