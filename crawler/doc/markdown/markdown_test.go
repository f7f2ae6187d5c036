package markdown

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/doctest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.md", Truth: "article.json", Unescape: unescape})
}

// TestRead compares drafts with what testdata says: each file of an archive is
// followed by one of the same name with ".want" that shows what is read.
func TestRead(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no testdata: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		archive := txtar.Parse(data)
		for i := 0; i+1 < len(archive.Files); i += 2 {
			in, want := archive.Files[i], archive.Files[i+1]
			t.Run(in.Name, func(t *testing.T) {
				d, err := Format{}.Read(t.Context(), &doc.Input{Name: in.Name, Data: in.Data})
				if err != nil {
					t.Fatal(err)
				}
				if got := show(in.Data, d); got != string(want.Data) {
					t.Errorf("Read(%s) =\n%s\nwant\n%s", in.Name, got, want.Data)
				}
			})
		}
	}
}

// show writes a draft as testdata has it.
func show(data []byte, d *doc.Draft) string {
	var b strings.Builder
	bytes := func(s cite.Span) string { return string(data[s.Start:s.End]) }
	text := func(name string, t *cite.Text) {
		b.WriteString(name + " " + cite.Fold(t.String()) + "\n")
		for _, l := range t.Links {
			b.WriteString("\tlink " + l.URL + " | " + cite.Fold(t.String()[l.Start:l.End]) + " | " + bytes(l.Address) + "\n")
		}
		for _, r := range t.Italics {
			b.WriteString("\titalic " + t.String()[r.Start:r.End] + "\n")
		}
	}
	if d.Title != "" {
		b.WriteString("title " + d.Title + "\n")
	}
	text("body", d.Body)
	for _, n := range d.Notes {
		text("note "+n.Label, n.Text)
		b.WriteString("\tspan " + strings.ReplaceAll(bytes(n.Span), "\n", "⏎") + "\n")
		for _, m := range n.Marks {
			b.WriteString("\tmark " + bytes(m.Span) + " after " + last(d.Body.String()[:m.Start]) + "\n")
		}
	}
	return b.String()
}

// last is the last word of s.
func last(s string) string {
	words := strings.Fields(s)
	if len(words) == 0 {
		return "nothing"
	}
	return words[len(words)-1]
}

func TestLinks(t *testing.T) {
	const u = "https://example.org/"
	for _, test := range []struct {
		name, in string
		want     []string
	}{
		{"inline", "[a](" + u + "md_(x)) and ![img](" + u + "i.png)", []string{u + "md_(x)"}},
		{"in angle brackets", "[ref][1]\n\n[1]: <" + u + "ref def> \"T\"", []string{u + "ref def"}},
		{"code", "`" + u + "code` is code", nil},
		{"fence", "```\n[a](" + u + ")\n```\n", nil},
		{"indented code", "a\n\n    [a](" + u + ")\n", nil},
		{"comment", "a <!-- [a](" + u + ") --> b", nil},
		{"comment over lines", "<!--\n[a](" + u + ")\n\n[b](" + u + ")\n-->\n", nil},
		{"HTML", `a <a href="` + u + `?a=1&amp;b=2">x</a>`, []string{u + "?a=1&b=2"}},
		{"block of HTML", "<div>\n<p><a href='" + u + "'>x</a>\n</div>\n", []string{u}},
		{"picture that links", "[![a](" + u + "i.png)](" + u + "page)", []string{u + "page"}},
		{"shortcut", "see [the page].\n\n[The  Page]: " + u, []string{u}},
		{"collapsed", "see [the page][].\n\n[the page]: " + u, []string{u}},
		{"definition that is not used", "a\n\n[x]: " + u + "x\n[y]: " + u + "y 'T'\n", []string{u + "x", u + "y"}},
		{"definition on two lines", "[a][x]\n\n[x]:\n  " + u + "\n  'title'\n", []string{u}},
		{"the first definition counts", "[a][x]\n\n[x]: " + u + "1\n[x]: " + u + "2\n", []string{u + "1", u + "2"}},
		{"autolink", "<" + u + "a_b_c>", []string{u + "a_b_c"}},
		{"attributes", "<" + u + ">{.uri} and [a](" + u + "a){#x}", []string{u, u + "a"}},
		{"no link in a link", "[a [b](" + u + "b) c](" + u + "a)", []string{u + "b"}},
		{"escaped bracket", `\[a](` + u + `)`, nil},
		{"escapes in an address", `[a](` + u + `a\_b\)c)`, []string{u + "a_b)c"}},
		{"cells", "| a | b |\n|---|---|\n| [x](" + u + "x) | [y](" + u + "y) |\n", []string{u + "x", u + "y"}},
		{"quote in a list", "- > [a](" + u + ")\n", []string{u}},
		{"cite of a quotation", `<blockquote cite="` + u + `">x</blockquote>`, []string{u}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, err := Format{}.Read(t.Context(), &doc.Input{Name: "a.md", Data: []byte(test.in)})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, l := range d.Body.Links {
				got = append(got, l.URL)
				if text := unescape(test.in[l.Address.Start:l.Address.End]); text != l.URL {
					t.Errorf("the bytes at %s are %q", l.URL, text)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("links of %q = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func TestBareAddresses(t *testing.T) {
	for _, test := range []struct {
		in   string
		want []string
	}{
		{"see https://example.org/a_b_/_c_ and", []string{"https://example.org/a_b_/_c_"}},
		{"**https://example.org/a** b", []string{"https://example.org/a"}},
		{"*See https://example.org/a*, b", []string{"https://example.org/a"}},
		{`https://example.org/a\_b\_c d`, []string{"https://example.org/a_b_c"}},
		{"https://example.org/?a=1&amp;b=2 d", []string{"https://example.org/?a=1&b=2"}},
		{"| a | b |\n|---|---|\n| https://example.org/a | x |", []string{"https://example.org/a"}},
		{"the command `curl example.org/x` fetches", nil},
	} {
		d, err := Format{}.Read(t.Context(), &doc.Input{Name: "a.md", Data: []byte(test.in)})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range d.Document("a.md").Body {
			got = append(got, c.URL)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("addresses of %q = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestRelativeAddresses(t *testing.T) {
	in := &doc.Input{Data: []byte("[a](b/c) [d](#e) [f](mailto:a@example.org)"), BaseURL: "https://example.org/x/y"}
	d, err := Format{}.Read(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Body.Links[0].URL; got != "https://example.org/x/b/c" {
		t.Errorf("relative address = %v, want %v", got, "https://example.org/x/b/c")
	}
}

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{},
		"a[^1] b^[c *d*]\n\n[^1]: e\n\n    f <https://example.org/>\n",
		"---\ntitle: x\n---\n# a\n\n| a | b |\n|---|---|\n| c | d |\n",
		"> - [a](b \"c\") `d` <sup>1</sup>\n>\n> \t<div>\n\n<sup>1</sup> e &amp; f\\\r\ng",
		"[a]: <b>\n[c][a] ![d][a] <!-- e --> ***f**_g_* ~~h~~")
}
