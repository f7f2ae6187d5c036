package wikitext

import (
	"fmt"
	"strings"
	"testing"

	"apud/crawler/doc"
	"apud/crawler/doc/doctest"
)

// BenchmarkRead reads an article many times over and texts that a careless
// scanner takes long for; the time for a byte stays the same at each length.
func BenchmarkRead(b *testing.B) {
	for _, test := range []struct{ name, unit string }{
		{"article", string(doctest.Sample(b, "article.wiki"))},
		{"braces", "{{"}, {"parameters", "{{{a|"}, {"brackets", "[["}, {"links", "[https://a.org/ "},
		{"refs", "<ref>"}, {"named", "<ref name=a>b</ref>"}, {"words", "<refx><ref>"}, {"nowiki", "<nowiki>"}, {"comments", "<!--"},
		{"templates", "{{a|b=c|"}, {"closes", "{{a}}"}, {"cites", "{{cite web|url=https://a.org/|title=b}}"},
		{"sources", "{{cite web|title={{cite web|title="}, {"cells", "{|\n||||"}, {"tags", "<a \""}, {"apostrophes", "''"}, {"pipes", "{{a|"},
		{"addresses", "{{cite web|title=a|x=https://a.org/"}, {"equals", "=="}, {"crossed", "<ref>{{a</ref>}}[[b"},
	} {
		for _, size := range []int{50_000, 400_000} {
			b.Run(fmt.Sprintf("%s/%d", test.name, size), func(b *testing.B) {
				data := []byte(strings.Repeat(test.unit, size/len(test.unit)+1))
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					if _, err := (Format{}).Read(b.Context(), &doc.Input{Name: "a.wiki", Data: data}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
