package html

import (
	"context"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"

	"apud/crawler/doc"
	"apud/crawler/doc/doctest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.html", Truth: "article.json", Unescape: unescape})
}

// TestLetter reads the founding letter as a page without links: each line of it
// is a paragraph.
func TestLetter(t *testing.T) {
	var b strings.Builder
	for line := range strings.Lines(string(doctest.Sample(t, "open-letter.txt"))) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString("<p>" + html.EscapeString(line) + "</p>\n")
		}
	}
	in := b.String()
	d := read(t, &doc.Input{Name: "letter.html", Data: []byte(in)}).Document("letter.html")
	var labels []string
	sources, lost := 0, 0
	for _, f := range d.Footnotes {
		labels = append(labels, f.Label)
		if len(f.Markers) != 1 || in[f.Markers[0].Start:f.Markers[0].End] != "["+f.Label+"]" {
			t.Errorf("note %s has the marks %+v", f.Label, f.Markers)
		}
		for _, c := range f.Citations {
			sources++
			if c.Lost {
				lost++
			}
		}
	}
	if want := strings.Fields("i ii iii iv v vi vii viii ix"); !slices.Equal(labels, want) {
		t.Errorf("labels = %v, want %v", labels, want)
	}
	if sources != 15 || lost != 15 {
		t.Errorf("%d sources, %d of them lost, want 15 and 15", sources, lost)
	}
}

func TestSniff(t *testing.T) {
	for _, test := range []struct {
		name, media, in string
		least, most     int
	}{
		{"a.html", "", "<p>a", 80, 100},
		{"-", "", "\xef\xbb\xbf<!DOCTYPE html><p>a", 90, 100},
		{"-", "", "<!-- saved -->\n<html><p>a", 90, 100},
		{"-", "", "\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00", 90, 100},
		{"-", "text/html; charset=utf-8", "hello", 80, 100},
		{"-", "", `<div><p>a</p><a href="b">c</a></div>`, 30, 60},
		{"-", "", "# a\n\n<b>b</b>", 0, 0},
		{"-", "", `<?xml version="1.0"?><article/>`, 0, 0},
		{"a.html", "", "\x00\x01\x02", 0, 0},
	} {
		got := Format{}.Sniff(&doc.Input{Name: test.name, MediaType: test.media, Data: []byte(test.in)})
		if got < test.least || got > test.most {
			t.Errorf("Sniff(%s, %q, %q) = %v, want %v to %v", test.name, test.media, test.in, got, test.least, test.most)
		}
	}
}

// read reads a page and gives its draft.
func read(t *testing.T, in *doc.Input) *doc.Draft {
	t.Helper()
	d, err := Format{}.Read(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestLinks(t *testing.T) {
	const u = "https://example.org/"
	for _, test := range []struct {
		name, in string
		want     []string
	}{
		{"references in an address", `<a href="` + u + `?a=1&amp;b=2&copy=3&#x26;d">x</a>`, []string{u + "?a=1&b=2&copy=3&d"}},
		{"no quotes", `<a href=` + u + `a/>x</a> y`, []string{u + "a/"}},
		{"blanks", "<A HREF = ' " + u + "a\nb '>x</A>", []string{u + "ab"}},
		{"nofollow", `<a rel="nofollow ugc" href="` + u + `">x</a>`, []string{u}},
		{"one in another", `<a href="` + u + `a">x <a href="` + u + `b">y</a> z</a>`, []string{u + "a", u + "b"}},
		{"picture", `<a href="` + u + `"><img src="` + u + `i.png"></a>`, []string{u}},
		{"quotations", `<blockquote cite="` + u + `1"><p>x <q cite='` + u + `2'>y</q> <ins cite="` + u + `3">z</ins></blockquote>`,
			[]string{u + "1", u + "2", u + "3"}},
		{"embedded", `<iframe src="` + u + `v"></iframe><object data="` + u + `o"><embed src="` + u + `e"></object>`, []string{u + "v", u + "o"}},
		{"within the page", `<a href="#x">x</a> <a href="">y</a> <a>z</a>`, nil},
		{"relative in a file", `<a href="/x">x</a>`, nil},
		{"no scheme", `<a href="//example.org/x">x</a>`, []string{u + "x"}},
		{"comment", `<!-- <a href="` + u + `">x</a> --> y`, nil},
		{"script", `<script>"<a href='` + u + `'>"</script><style>a</style><template><a href="` + u + `">x</a></template>`, nil},
		{"navigation", `<nav><a href="` + u + `n">n</a></nav><header><a href="` + u + `h">h</a></header><p>x</p>` +
			`<aside><a href="` + u + `a">a</a></aside><div role="navigation"><a href="` + u + `r">r</a></div><footer><a href="` + u + `f">f</a></footer>`, nil},
		{"head of an article", `<article><header><a href="` + u + `">x</a></header></article>`, []string{u}},
		{"foot of a quotation", `<blockquote>x<footer><a href="` + u + `">y</a></footer></blockquote>`, []string{u}},
		{"main part", `<div><a href="` + u + `1">x</a></div><main><a href="` + u + `2">y</a></main><div><a href="` + u + `3">z</a></div>`, []string{u + "2"}},
		{"hidden", `<p hidden><a href="` + u + `">x</a></p><p style="display: none"><a href="` + u + `">y</a></p>`, nil},
		{"code", `<pre>x <a href="` + u + `">y</a></pre>`, []string{u}},
		{"tags that cross", `<i><a href="` + u + `1">x<p>y</a>z</i> <a href="` + u + `2">w</a>`, []string{u + "1", u + "2"}},
		{"cut short", `<p>x <a href="` + u + `">y`, []string{u}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := read(t, &doc.Input{Name: "a.html", Data: []byte(test.in)})
			var got []string
			for _, l := range d.Body.Links {
				got = append(got, l.URL)
				text := strings.ReplaceAll(unescape(test.in[l.Address.Start:l.Address.End]), "\n", "")
				if text != l.URL && "https:"+text != l.URL {
					t.Errorf("the bytes at %s are %q", l.URL, text)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("links of %q = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func TestBase(t *testing.T) {
	const in = `<base href="/b/"><p><a href="c?d#e">x</a> <a href="https://a.example.org/p#n">y</a></p>`
	for _, test := range []struct{ address, in, want string }{
		{"https://a.example.org/p", in, "https://a.example.org/b/c?d#e"},
		{"https://a.example.org/p/q", `<a href="../c">x</a>`, "https://a.example.org/c"},
		{"", `<base href="//b.example.org/x/y"><a href="c">x</a>`, "https://b.example.org/x/c"},
		{"", `<base href="nowhere"><a href="https://c.example.org/">x</a>`, "https://c.example.org/"},
	} {
		d := read(t, &doc.Input{BaseURL: test.address, Data: []byte(test.in)})
		if len(d.Body.Links) != 1 || d.Body.Links[0].URL != test.want {
			t.Errorf("links of %q at %q = %+v, want %v", test.in, test.address, d.Body.Links, test.want)
		}
	}
}

func TestCharset(t *testing.T) {
	const text = `<p>Мы пишем <a href="https://example.org/ё">о приливах</a>.</p>`
	encoded, err := charmap.Windows1251.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, media, head string }{
		{"meta", "", `<meta charset="windows-1251">`},
		{"http-equiv", "", `<META HTTP-EQUIV=Content-Type CONTENT="text/html; charset=cp1251">`},
		{"XML", "", `<?xml version="1.0" encoding="windows-1251"?>`},
		{"server", "text/html; charset=windows-1251", ``},
		{"server against meta", "text/html; charset=windows-1251", `<meta charset="iso-8859-1">`},
	} {
		in := test.head + encoded
		d := read(t, &doc.Input{Name: "a.html", MediaType: test.media, Data: []byte(in)})
		if got, want := strings.TrimSpace(d.Body.String()), "Мы пишем о приливах."; got != want {
			t.Errorf("%s: text = %q, want %q", test.name, got, want)
			continue
		}
		l := d.Body.Links[0]
		if got, want := in[l.Address.Start:l.Address.End], "https://example.org/\xb8"; got != want || l.URL != "https://example.org/ё" {
			t.Errorf("%s: the bytes at %s are %q, want %q", test.name, l.URL, got, want)
		}
		s := d.Body.Source(l.Start, l.End)
		if got, want := in[s.Start:s.End], encoded[strings.Index(encoded, `">`)+2:strings.Index(encoded, "</a>")]; got != want {
			t.Errorf("%s: the bytes of the link are %q, want %q", test.name, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"a  b\n<b>c</b> d&nbsp;e &amp;&lt;&copy &bogus; &#8212;&#150;&#x41;", "a b c d\u00a0e &<© &bogus; —–A"},
		{"<p>a<p>b<br>c<div>d</div>e", "a\n\nb\nc\n\nd\n\ne"},
		{"<ul><li>a<li>b</ul><table><tr><td>c<td>d<tr><th>e</table>", "a\n\nb\n\nc\n\nd\n\ne"},
		{"<q>a <q>b</q></q>", "“a ‘b’”"},
		{"<code>x</code> <code>curl x.org/y</code>", "x …"},
		{"a < b <!-- c --> <? d ?> <![CDATA[ e ]]> f", "a < b f"},
		{"https://ex<wbr>ample.org/<b>x</b>", "https://example.org/x"},
		{"<title>t &amp; u</title><textarea><p></textarea><svg><title>x</title></svg>v", "v"},
	} {
		if got := strings.TrimSpace(read(t, &doc.Input{Data: []byte(test.in)}).Body.String()); got != test.want {
			t.Errorf("text of %q = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestTitle(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"<title>Tides | The Courier</title><h1>Tides</h1>", "Tides"},
		{"<title>Tides</title><h1>Welcome</h1>", "Tides"},
		{"<h1>One <i>two</i><sup><a href='#n'>1</a></sup></h1><ol class=footnotes><li id=n>x</ol>", "One two"},
		{"<title> a\n&amp; b </title>", "a & b"},
	} {
		if got := read(t, &doc.Input{Data: []byte(test.in)}).Title; got != test.want {
			t.Errorf("title of %q = %q, want %q", test.in, got, test.want)
		}
	}
}

// TestDeep holds that depth costs neither the stack nor much time: two million
// elements inside each other, and end tags that match none of them.
func TestDeep(t *testing.T) {
	for _, in := range []string{
		strings.Repeat("<div>", 2_000_000) + "x",
		strings.Repeat("<i>", 300_000) + strings.Repeat("</b>", 300_000) + "x",
		strings.Repeat("<b><p>", 200_000) + strings.Repeat("</b>", 200_000) + "x",
		strings.Repeat("<li id=a><a href=#a>", 100_000) + "x",
		strings.Repeat("<table><td></div></li>", 100_000) + "x",
	} {
		d := read(t, &doc.Input{Data: []byte(in)})
		if got := strings.TrimSpace(d.Body.String()); got != "x" {
			t.Errorf("text of %.20s… = %.20q, want x", in, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{},
		`<p>a<sup><a id=r href=#n>1</a></sup><ol class=footnotes><li id=n>b <a href=#r>^</a></ol>`,
		`<p>a[<a name=r href="x#n">i</a>]<p><a name=n href="x#r">i</a> b<br><a name=m></a>c`,
		`<label for=a></label><input id=a><span class="sidenote">b <q cite="https://c/">d</q></span>`,
		`<main><nav>a</nav><i><p>b</i><dl><dt id=a><a href=#b>c</a><dd id=b><a href=#a>d</a></dl>`,
		"\xff\xfe<\x00p\x00>\x00", `<?xml version="1.0" encoding="koi8-r"?><a href="https://`+"\xc1"+`/"/><![CDATA[ b`)
}

func FuzzUnescape(f *testing.F) {
	for _, s := range []string{"a&amp;b", "&#x26;&#0;&#1114112;", "&notit;&copy=1", "&CounterClockwiseContourIntegral;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !strings.Contains(s, "&") {
			if got := unescape(s); got != s {
				t.Errorf("unescape(%q) = %q, want it unchanged", s, got)
			}
		}
		// What is escaped comes back as it was.
		if got := unescape(html.EscapeString(s)); got != s {
			t.Errorf("unescape(escaped %q) = %q", s, got)
		}
	})
}

// pageOf is a page with n paragraphs, each with a note.
func pageOf(n int) []byte {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html><body><main>")
	for range n {
		b.WriteString(`<p class="text">The tables <em>vanished</em> &amp; nobody <a class="x" href="https://example.org/a?b=1&amp;c=2">knew</a> ` +
			`of it for many years, as the board was told.<sup id="r"><a href="#n">1</a></sup></p>` + "\n")
	}
	b.WriteString("</main></body></html>")
	return []byte(b.String())
}

func BenchmarkTokenizer(b *testing.B) {
	data := pageOf(2000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		z := html.NewTokenizer(strings.NewReader(string(data)))
		for z.Next() != html.ErrorToken {
			z.Token()
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for _, size := range []struct {
		name string
		n    int
	}{{"2000", 2000}, {"16000", 16000}} {
		b.Run(size.name, func(b *testing.B) {
			data := pageOf(size.n)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := (Format{}).Read(context.Background(), &doc.Input{Data: data}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
