package latex

import (
	"fmt"
	"strings"
	"testing"

	"apud/crawler/doc"
	"apud/crawler/doc/doctest"
)

// BenchmarkRead reads an article many times over and texts that a careless
// reader takes long for; the time for a byte stays the same at each length.
func BenchmarkRead(b *testing.B) {
	article := string(doctest.Sample(b, "article.tex"))
	_, article, _ = strings.Cut(article, `\maketitle`)
	article, _, _ = strings.Cut(article, `\end{document}`)
	for _, test := range []struct{ name, head, unit string }{
		{"article", "", article},
		{"braces", "", "{"}, {"closes", "", "}"}, {"footnotes", "", `\footnote{`}, {"notes", "", `\footnote{a}`}, {"marks", "", `\footnotemark `},
		{"urls", "", `\url{`}, {"options", "", `\cite[`}, {"cites", "", `\cite[a][b]{c,d}`}, {"verbatim", "", `\begin{verbatim}`}, {"verb", "", `\verb|`},
		{"comments", "", "%\n"}, {"emphasis", "", `\emph{`}, {"accents", "", `\'`}, {"math", "", "$"}, {"backslashes", "", `\`}, {"blanks", "", " \n"},
		{"double", `\def\a#1{#1#1}`, `\a{`}, {"grow", `\def\a{\b\b}\def\b{\c\c}\def\c{\d\d}\def\d{e}`, `\a `}, {"loop", `\def\a{\a\a}`, `\a `},
		{"definitions", "", `\newcommand{\a}[1]{`}, {"bibitems", `\begin{thebibliography}{9}`, `\bibitem{a} b `}, {"labels", "", `\footnote{\label{a}}\footref{a}`},
		{"iffalse", "", `\iffalse `}, {"items", "", `\begin{a}\item[b]`},
	} {
		for _, size := range []int{50_000, 400_000} {
			b.Run(fmt.Sprintf("%s/%d", test.name, size), func(b *testing.B) {
				data := []byte(test.head + strings.Repeat(test.unit, size/len(test.unit)+1))
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					if _, err := (Format{}).Read(b.Context(), &doc.Input{Name: "a.tex", Data: data}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
