package markdown

import (
	"fmt"
	"strings"
	"testing"

	"mvdan.cc/xurls/v2"

	"apud/crawler/doc"
	"apud/crawler/doc/doctest"
)

// BenchmarkRead reads an article many times over and texts that a careless
// scanner takes long for; the time for a byte stays the same at each length.
func BenchmarkRead(b *testing.B) {
	for _, test := range hostile(b) {
		for _, size := range []int{1 << 20, 8 << 20} {
			b.Run(fmt.Sprintf("%s/%dMB", test.name, size>>20), func(b *testing.B) {
				data := test.data(size)
				b.SetBytes(int64(len(data)))
				b.ReportAllocs()
				for b.Loop() {
					if _, err := (Format{}).Read(b.Context(), &doc.Input{Name: "a.md", Data: data}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkPeer finds addresses in the same article with a regular expression.
func BenchmarkPeer(b *testing.B) {
	data := repeat(string(doctest.Sample(b, "article.md")))(1 << 20)
	strict := xurls.Strict()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		strict.FindAllIndex(data, -1)
	}
}

// text makes a text of about a size.
type text struct {
	name string
	data func(size int) []byte
}

// repeat repeats a unit.
func repeat(unit string) func(int) []byte {
	return func(size int) []byte { return []byte(strings.Repeat(unit, size/len(unit)+1)) }
}

// count repeats a unit with a number.
func count(unit string) func(int) []byte {
	return func(size int) []byte {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, unit, i)
		}
		return []byte(b.String())
	}
}

// nest puts signs inside each other, with words in the middle.
func nest(open, shut string) func(int) []byte {
	return func(size int) []byte {
		n := size / (len(open) + len(shut))
		return []byte(strings.Repeat(open, n) + "a" + strings.Repeat(shut, n))
	}
}

func hostile(b *testing.B) []text {
	out := []text{{"article", repeat(string(doctest.Sample(b, "article.md")))}}
	for _, unit := range []string{
		"[", "]", "*", "_", "~~", "<", ">", "`", "![[", "> ", "- ", "1. ", "(", "\\", "&", "&amp;", "^[", "[^", "[^1]", "^1^", "<sup>1</sup>",
		"a*_", "*a_ ", "**a *", "[a](", "[a](<", "[a](b \"", "[a][", "[a](#fn1)", "[^1](#fn1) ", "<a href=\"", "<a ", "<!--", "<?", "<![CDATA[", "<sup>",
		"`<a>`{=html}", "`` ` ", "` `` ``` ", "https://", "https://a.org/ ", "www.", "a@b.org ", "{", "a{.b", "# a {", "|", "| a | b |\n", "|-", "a|b\n-|-\n",
		"\n", "a\n", "    a\n", "\t", "```\n", "~~~\n", ":::\n", ": a\n", "a: b\n", "---\n", "> a\n", ">> a\n\n", "- a\n", "[a]:\n", "[a]: ", "[^a]: b\n", "[a\n",
		"<div>\n", "<div>\n\n", "<script>\n", "\u00a0", "。", "https://a.org/（", "\x00", "\r", "<pre>", "<code>", "<i>", "*[", "[*", "]*[*", "x <a href=b>",
		"1. [^](#ref) a\n", "a^1^\n\n^1^ b\n\n", "^[a](#fn", "{=html}`", "``` {=html}\n",
	} {
		out = append(out, text{fmt.Sprintf("%q", unit), repeat(unit)})
	}
	for _, unit := range []string{
		"[a%d]: https://a.org/\n", "[a%d]: https://a.org/\n\n", "[^%d]: a\n", "[^%[1]d] a\n\n[^%[1]d]: b\n\n", "a^[b%d] ", "<sup>%d</sup> a\n\n", "[a%d][b] ", "[a%d] ",
		"| a%d ", "`%d``", "<a%d ", "%d. a\n", "1. a%d\n   ", "[a](#fn%d) ", "[%[1]d](#fn%[1]d) a\n\n%[1]d. b [↩](#ref)\n\n",
	} {
		out = append(out, text{fmt.Sprintf("%q", unit), count(unit)})
	}
	return append(out, text{"brackets", nest("[", "]")}, text{"links", nest("[", "](b)")}, text{"images", nest("![", "](b)")}, text{"inline notes", nest("^[", "]")},
		text{"italics", nest("*a ", " a*")}, text{"mixed", nest("*a _b ", " c_ d*")}, text{"anchors", nest("<a href=b>", "</a>")}, text{"parens", nest("[a](", ")")},
		text{"items", func(size int) []byte {
			var b strings.Builder
			for i := 0; b.Len() < size; i = (i + 1) % 400 {
				b.WriteString(strings.Repeat("  ", i) + "- a\n")
			}
			return []byte(b.String())
		}},
		text{"quotes", func(size int) []byte {
			var b strings.Builder
			for i := 0; b.Len() < size; i = (i + 1) % 400 {
				b.WriteString(strings.Repeat("> ", i) + "a\n")
			}
			return []byte(b.String())
		}})
}
