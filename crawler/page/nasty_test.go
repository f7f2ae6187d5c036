package page

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// nasty are pages that cost much where a page is read without care.
var nasty = map[string]func(n int) []byte{
	"open":       repeat("<div>"),
	"inline":     repeat("<b>"),
	"misnested":  repeat("<b><i></b></p><div></i>"),
	"closing":    func(n int) []byte { return append(repeat("<i><div>")(n/2), repeat("</i></b></p>")(n/2)...) },
	"cells":      repeat("<table><tr><td>"),
	"items":      repeat("<ul><li><p>"),
	"anchors":    repeat("<a href=x><div>"),
	"regions":    repeat("<nav>x<p>y"),
	"headings":   repeat("<div><h1>x"),
	"paragraphs": repeat("<p><button>x"),
	"svg":        repeat("<svg><g>"),
	"templates":  repeat("<template>"),
	"noscript":   repeat("<noscript>x"),
	"less":       repeat("<"),
	"slashes":    repeat("</"),
	"comments":   repeat("<!-->--!-- > <!--"),
	"scripts":    repeat("<script><!--</script><script>"),
	"titles":     repeat("<title>x</title><h1>y</h1>"),
	"attributes": func(n int) []byte { return append(append([]byte("<a "), repeat(" id=a name b='")(n)...), '>') },
	"many names": func(n int) []byte {
		var b bytes.Buffer
		for b.WriteString("<p "); b.Len() < n/2; {
			fmt.Fprintf(&b, "a%d ", b.Len())
		}
		b.WriteByte('>')
		return append(b.Bytes(), repeat("<b c>")(n/2)...)
	},
	"entities": repeat("&amp;&#x41;&notanentity&"),
	"entity":   func(n int) []byte { return append([]byte("&"), repeat("a")(n)...) },
	"metas":    repeat("<meta name=author content=ab><meta name=date content=2019-01-01>"),
	"ids":      repeat("<i id=a>"),
	"styles":   repeat("<i style='a:b;display:none'>"),
	"json": func(n int) []byte {
		return append([]byte("<script type=application/ld+json>"), repeat(`{"a":["`)(n)...)
	},
	"quotes":    func(n int) []byte { return append([]byte("<script type=application/ld+json>"), repeat(`" `)(n)...) },
	"location":  repeat("<script>location=location;location</script>"),
	"lexer":     repeat(`<script>location="a"+/[`),
	"spaces":    repeat(" \n"),
	"cjk":       repeat("水坝"),
	"invalid":   repeat("\xff\xc3"),
	"zeros":     repeat("\x00"),
	"latin":     repeat("caf\xe9 "),
	"shifts":    repeat("\x1b$B4A"),
	"doctype":   repeat("<!doctype x [<"),
	"frames":    repeat("<iframe src=a></iframe>"),
	"plaintext": repeat("<plaintext>"),
	"pdf":       func(n int) []byte { return append([]byte("%PDF-1.4\n"), repeat("1 0 obj<</A[(")(n)...) },
}

func repeat(s string) func(int) []byte {
	return func(n int) []byte { return bytes.Repeat([]byte(s), n/len(s)+1) }
}

// TestNasty reads pages that mean harm. What is kept of them is bounded.
func TestNasty(t *testing.T) {
	for name, make := range nasty {
		p := Parse(append([]byte("<html>"), make(200_000)...), "text/html", "http://a.example/")
		check(t, p)
		if len(p.Titles) > 60 || len(p.Authors) > maxAuthors || len(p.Headings) > maxHeadings {
			t.Errorf("%s: %d titles, %d authors, %d headings", name, len(p.Titles), len(p.Authors), len(p.Headings))
		}
	}
	p := Parse(repeat("<p>weir ")(MaxParse+100), "", "")
	if !p.Cut || len(p.Text) > MaxText || p.Words == 0 {
		t.Errorf("Cut = %v, %d bytes of text, %d words", p.Cut, len(p.Text), p.Words)
	}
}

// check holds what is true of every page.
func check(t *testing.T, p *Page) {
	t.Helper()
	if p == nil {
		t.Fatal("Parse = nil")
	}
	for _, s := range []string{p.Text, p.Main, p.NoScript, p.Site, p.Description, p.Lang} {
		if !utf8.ValidString(s) || s != strings.TrimSpace(s) {
			t.Errorf("%.100q is not clean", s)
		}
	}
	for _, title := range p.Titles {
		if title.Text == "" || !utf8.ValidString(title.Text) || strings.ContainsAny(title.Text, "\n\t") || title.Text != strings.TrimSpace(title.Text) {
			t.Errorf("title %+v is not clean", title)
		}
	}
	if len(p.Text) > MaxText || len(p.Main) > len(p.Text) || p.LooseWords > p.Words || p.LooseWords < 0 || p.MainWords > p.Words+1 {
		t.Errorf("%d bytes of text, %d of main; %d words, %d of main, %d loose", len(p.Text), len(p.Main), p.Words, p.MainWords, p.LooseWords)
	}
	if p.Kind == Empty && (p.Text != "" || len(p.Titles) > 0) {
		t.Errorf("nothing says something: %+v", p)
	}
}

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		_, b, _ = bytes.Cut(b, []byte(" --\n"))
		b, _, _ = bytes.Cut(b, []byte("-- want"))
		f.Add(b, "text/html", "http://a.example/b")
	}
	for _, make := range nasty {
		f.Add(make(100), "", "")
	}
	f.Fuzz(func(t *testing.T, b []byte, typ, url string) {
		p := Parse(b, typ, url)
		check(t, p)
		if again := Parse(b, typ, url); !reflect.DeepEqual(p, again) {
			t.Errorf("two readings differ: %+v and %+v", p, again)
		}
		if c := Containment(p, p); c != 1 {
			t.Errorf("Containment in itself = %v, want 1", c)
		}
		if s := Similarity(p, p); s != 1 {
			t.Errorf("Similarity to itself = %v, want 1", s)
		}
	})
}
