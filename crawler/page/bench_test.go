package page

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// typical is a page of about 45 kB as news sites serve them.
func typical() []byte {
	var b bytes.Buffer
	b.WriteString(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A weir &amp; its story | The Lock</title>`)
	for i := range 25 {
		fmt.Fprintf(&b, `<link rel="stylesheet" href="/static/%d/main.css?v=%d" media="all"><meta name="x-%d" content="some value %d">`, i, i*i, i, i)
	}
	b.WriteString(`<meta property="og:title" content="A weir"><script type="application/ld+json">{"@type":"NewsArticle","headline":"A weir","author":{"name":"Ann"},"datePublished":"2019-03-04"}</script>`)
	b.WriteString(`<script>` + strings.Repeat(`(function(w,d){w.q=w.q||[];for(var i=0;i<9;i++){w.q.push({a:i,b:"<i>"})}})(window,document);`, 60) + `</script></head><body class="page page-article"><nav><ul>`)
	for i := range 80 {
		fmt.Fprintf(&b, `<li class="menu-item menu-item-%d"><a class="link link--nav" href="/section/%d" data-track="nav"><span>Section %d</span></a></li>`, i, i, i)
	}
	b.WriteString(`</ul></nav><main><article><h1 class="headline">A weir</h1>`)
	for i := range 40 {
		fmt.Fprintf(&b, "<p id=\"p%d\">%s <a href=\"/about/%d\">more about it</a>, as one said &ndash; or not.</p>\n", i, prose(i, 40), i)
	}
	b.WriteString(`</article></main><footer>The end</footer></body></html>`)
	return b.Bytes()
}

func BenchmarkParse(b *testing.B) {
	data := typical()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(data, "text/html; charset=utf-8", "http://a.example/b")
	}
}

// BenchmarkTokenizer is what the tokenizer alone of golang.org/x/net/html costs.
func BenchmarkTokenizer(b *testing.B) {
	data := typical()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		z := html.NewTokenizer(bytes.NewReader(data))
		for z.Next() != html.ErrorToken {
		}
	}
}

func BenchmarkContainment(b *testing.B) {
	old, now := &Page{Main: prose(1, 2000)}, &Page{Main: prose(1, 1500) + prose(2, 500)}
	b.ReportAllocs()
	for b.Loop() {
		Containment(old, now)
	}
}

// BenchmarkNasty reads what costs a careless reader much, in growing sizes: the
// time a byte must not grow with them.
func BenchmarkNasty(b *testing.B) {
	for name, make := range nasty {
		for _, mb := range []int{1, 2, 4, 8} {
			b.Run(fmt.Sprintf("%s/%dMB", name, mb), func(b *testing.B) {
				data := append([]byte("<html>"), make(mb<<20)...)
				if name == "pdf" {
					data = data[len("<html>"):]
				}
				w := &walker{}
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					if name == "pdf" {
						Parse(data, "", "")
						continue
					}
					// Beyond what Parse would read.
					w.reset(data, &Page{})
					w.walk()
				}
			})
		}
	}
}
