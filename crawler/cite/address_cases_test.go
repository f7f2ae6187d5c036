package cite

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// Cases beside testdata/tricky.jsonl. Wrapped ones hold line ends of a page.
var addressCases = []struct {
	name    string
	text    string
	want    []string
	wrapped bool
}{
	{name: "nothing", text: "", want: nil},
	{name: "scheme alone", text: "https:", want: nil},
	{name: "three slashes", text: "https:///example.org/a", want: []string{"https://example.org/a"}},
	{name: "backslashes", text: `http:\\example.org/a`, want: []string{"http://example.org/a"}},
	{name: "misspelt", text: "htttp://example.org/a ttps://example.com/b", want: []string{"http://example.org/a", "https://example.com/b"}},
	{name: "blank after slashes", text: "https:// example.org/a", want: []string{"https://example.org/a"}},
	{name: "blank after slashes, no host", text: "https:// is the prefix", want: nil},
	{name: "thrice", text: "https://https://http://example.org/", want: []string{"http://example.org/"}},
	{name: "other schemes", text: "sftp://example.org/a javascript:void(0) tel:+123 data:text/plain,x git@example.org:a/b.git", want: nil},
	{name: "view source", text: "view-source:https://example.org/", want: []string{"https://example.org/"}},
	{name: "local", text: "http://localhost:8080/a, http://127.0.0.1/b", want: []string{"http://localhost:8080/a", "http://127.0.0.1/b"}},

	{name: "redirector", text: "https://example.org/?u=https://example.com/a&x=1", want: []string{"https://example.org/?u=https://example.com/a&x=1"}},
	{name: "archive of archive", text: "https://web.archive.org/web/2020/https://web.archive.org/web/2019/https://example.org/.", want: []string{"https://web.archive.org/web/2020/https://web.archive.org/web/2019/https://example.org/"}},
	{name: "glued after bracket", text: "(https://example.org/a)(https://example.com/b)", want: []string{"https://example.org/a", "https://example.com/b"}},
	{name: "glued after bar", text: "https://example.org/a|https://example.com/b", want: []string{"https://example.org/a", "https://example.com/b"}},
	{name: "year stays", text: "https://example.org/2020https://example.com/b", want: []string{"https://example.org/2020", "https://example.com/b"}},
	{name: "note mark", text: "https://example.org/a[12] and https://example.com/b[iv].", want: []string{"https://example.org/a", "https://example.com/b"}},
	{name: "index stays", text: "https://example.org/a[name] x", want: []string{"https://example.org/a[name]"}},
	{name: "superscript", text: "https://example.org/a¹² and https://example.com²", want: []string{"https://example.org/a", "https://example.com"}},
	{name: "number behind full stop", text: "https://example.org/home.15", want: []string{"https://example.org/home"}},
	{name: "manual page", text: "https://example.org/ls.1", want: []string{"https://example.org/ls.1"}},
	{name: "version", text: "https://example.org/v1.15", want: []string{"https://example.org/v1.15"}},
	{name: "number glued to host", text: "https://example.org3The", want: []string{"https://example.org"}},

	{name: "markdown", text: "[a page](https://example.org/a) and ![x](https://example.org/b.png \"t\")", want: []string{"https://example.org/a", "https://example.org/b.png"}},
	{name: "html", text: `<a href="https://example.org/?a=1">x</a><img src='https://example.org/i.png'/>`, want: []string{"https://example.org/?a=1", "https://example.org/i.png"}},
	{name: "entities", text: "&lt;https://example.org/a&gt; &quot;https://example.com/b&quot;", want: []string{"https://example.org/a", "https://example.com/b"}},
	{name: "ampersand stays", text: "https://example.org/?a=1&gtm=2", want: []string{"https://example.org/?a=1&gtm=2"}},
	{name: "possessive", text: "https://example.org/a's page, https://example.com’s too", want: []string{"https://example.org/a", "https://example.com"}},
	{name: "typographic apostrophe", text: "https://example.org/L’Air", want: []string{"https://example.org/L’Air"}},
	{name: "underscore emphasis", text: "_https://example.org/a_ and https://example.org/b_", want: []string{"https://example.org/a", "https://example.org/b_"}},
	{name: "backtick", text: "`https://example.org/a`", want: []string{"https://example.org/a"}},
	{name: "typeset hyphen", text: "https://example.org/pre\u2010war", want: []string{"https://example.org/pre-war"}},
	{name: "ligature", text: "https://example.org/\uFB01le", want: []string{"https://example.org/file"}},
	{name: "json", text: `{"url":"https://example.org/a","b":[ "https://example.com/b" ]}`, want: []string{"https://example.org/a", "https://example.com/b"}},

	{name: "angle with blanks", text: "< https://example.org/a >", want: []string{"https://example.org/a"}},
	{name: "angle broken", text: "<https://example.org/a/\n   b>", want: []string{"https://example.org/a/b"}},
	{name: "angle quoted mail", text: "> see <https://example.org/a/\n> b>", want: []string{"https://example.org/a/b"}},
	{name: "angle without scheme", text: "<www.example.org/a.>", want: []string{"https://www.example.org/a."}},
	{name: "angle with sentence", text: "<https://example.org/a is a good page>", want: []string{"https://example.org/a"}},
	{name: "angle never closed", text: "<https://example.org/a, and so on", want: []string{"https://example.org/a"}},
	{name: "angle mail", text: "Name <info@example.org>", want: nil},
	{name: "angle damaged", text: "<http//example.org/a>", want: []string{"http://example.org/a"}},

	{name: "files", text: "See index.html, a.out, main.rs, README.md, setup.py, foo.sh, x.zip, lib.so.1 and Main.java", want: nil},
	{name: "paths", text: "in /usr/lib/example.org/x, ./example.com/a and C:\\example.net\\a", want: nil},
	{name: "program text", text: "os.path.join(a), obj.name = x, std::cout.is(), foo.com() and $a.org", want: nil},
	{name: "missing blanks", text: "It ended.In May they left.No one knew.It was so.At last", want: nil},
	{name: "abbreviations", text: "M.Sc./B.Sc., e.g.in, a.m./p.m., U.S./Mexico, Ph.D., etc.in", want: nil},
	{name: "names of firms", text: "Example.com said that Example.org did", want: nil},
	{name: "short hosts", text: "t.co/abc and youtu.be/xyz, bit.ly/1", want: []string{"https://t.co/abc", "https://youtu.be/xyz", "https://bit.ly/1"}},
	{name: "second level", text: "at example.co.uk, example.gov.in", want: []string{"https://example.co.uk", "https://example.gov.in"}},
	{name: "port without scheme", text: "example.org:8080/a", want: []string{"https://example.org:8080/a"}},
	{name: "no such top level", text: "foo.barbaz/qux and www.foo", want: nil},
	{name: "mail address", text: "first.last@example.org, @example.org, mailto:a@example.com?cc=b@example.org", want: nil},
	{name: "numbers", text: "1.2.3/4, 10.1000/182, 3.14, 2020.10.14", want: nil},
	{name: "protocol relative in markup", text: "src=//example.org/a", want: nil},
	{name: "comment", text: "x := 1 //example.The rest", want: nil},

	{name: "idn", text: "https://例え.テスト/パス と http://пример.рф/а", want: []string{"https://例え.テスト/パス", "http://пример.рф/а"}},
	{name: "bare idn", text: "см. пример.рф/а.", want: []string{"https://пример.рф/а"}},
	{name: "word glued in chinese", text: "见https://example.org/a1的说明，又见https://example.com的首页", want: []string{"https://example.org/a1", "https://example.com"}},
	{name: "particle in korean", text: "https://example.org/page에서", want: []string{"https://example.org/page"}},
	{name: "japanese quotes", text: "『https://example.org/a』、https://example.com/b。", want: []string{"https://example.org/a", "https://example.com/b"}},
	{name: "hebrew marks", text: "\u200Ehttps://example.org/a\u200F, \u202Bhttps://example.com/b\u202C", want: []string{"https://example.org/a", "https://example.com/b"}},
	{name: "devanagari", text: "देखें https://example.org/a।", want: []string{"https://example.org/a"}},
	{name: "armenian", text: "Տե՛ս՝ https://example.org/a՝ և https://example.com/b։", want: []string{"https://example.org/a", "https://example.com/b"}},
	{name: "french", text: "« https://example.org/a » ; https://example.com/b !", want: []string{"https://example.org/a", "https://example.com/b"}},
	{name: "invalid bytes", text: "https://example.org/a\xff\xfeb", want: []string{"https://example.org/a"}},

	{name: "wrapped scheme", text: "see the page htt\nps://example.org/a for it", want: []string{"https://example.org/a"}, wrapped: true},
	{name: "wrapped after colon", text: "see the page https:\n//example.org/a for it", want: []string{"https://example.org/a"}, wrapped: true},
	{name: "wrapped between slashes", text: "see the page https:/\n/example.org/a for it", want: []string{"https://example.org/a"}, wrapped: true},
	{name: "wrapped www", text: "see the page www.\nexample.org/a for it", want: []string{"https://www.example.org/a"}, wrapped: true},
	{name: "wrapped host", text: "see https://www.\nexample.org/a", want: []string{"https://www.example.org/a"}, wrapped: true},
	{name: "wrapped top level", text: "see https://www.example.\norg/a", want: []string{"https://www.example.org/a"}, wrapped: true},
	{name: "wrapped before query", text: "https://example.org/a\n?b=c\n&d=e", want: []string{"https://example.org/a?b=c&d=e"}, wrapped: true},
	{name: "wrapped with returns", text: "https://example.org/a/\r\nb-c.html.\r\n", want: []string{"https://example.org/a/b-c.html"}, wrapped: true},
	{name: "wrapped thrice", text: "https://example.org/a/\n   b/\n   c.html, at 3", want: []string{"https://example.org/a/b/c.html"}, wrapped: true},
	{name: "wrapped archive", text: "https://web.archive.org/web/20200102030405/\nhttps://example.org/a", want: []string{"https://web.archive.org/web/20200102030405/https://example.org/a"}, wrapped: true},
	{name: "list of roots", text: "https://example.org/\nhttps://example.com/\nwww.example.net/\n", want: []string{"https://example.org/", "https://example.com/", "https://www.example.net/"}, wrapped: true},
	{name: "paragraph ends", text: "https://example.org/a/\n\nb/c.html", want: []string{"https://example.org/a/"}, wrapped: true},
	{name: "note follows", text: "https://example.org/a/\n[2] See b/c.html", want: []string{"https://example.org/a/"}, wrapped: true},
	{name: "sentence follows", text: "https://example.org/a/\nThe next sentence is here", want: []string{"https://example.org/a/"}, wrapped: true},
	{name: "small word follows", text: "https://example.org/a/\nand the annex", want: []string{"https://example.org/a/"}, wrapped: true},
	{name: "bullet follows", text: "https://example.org/a\n- b\n", want: []string{"https://example.org/a"}, wrapped: true},
	{name: "quoted mail", text: "> > https://example.org/a-\n> > b.html", want: []string{"https://example.org/a-b.html"}, wrapped: true},
	{name: "not wrapped", text: "https://example.org/a/\nb.html", want: []string{"https://example.org/a/"}},
}

func TestAddresses(t *testing.T) {
	for _, tt := range addressCases {
		t.Run(tt.name, func(t *testing.T) {
			got := found(tt.text, tt.wrapped)
			if urls := urlsOf(got); !slices.Equal(urls, tt.want) {
				t.Errorf("Addresses(%q) = %q, want %q", tt.text, urls, tt.want)
			}
			checkFound(t, tt.text, got, false)
		})
	}
}

func TestAddressesPlaces(t *testing.T) {
	tests := []struct {
		text, place, outer string
		wrapped            bool
	}{
		{"see https://example.org/a.", "https://example.org/a", "https://example.org/a", false},
		{"see <https://example.org/a>.", "https://example.org/a", "<https://example.org/a>", false},
		{"see < https://example.org/a\n >.", "https://example.org/a", "< https://example.org/a\n >", false},
		{"see <URL:https://example.org/a>.", "URL:https://example.org/a", "<URL:https://example.org/a>", false},
		{"see <>.", "", "<>", false},
		{"see < >.", " ", "< >", false},
		{"available at [link].", "[link]", "[link]", false},
		{"http s://example.org/a", "http s://example.org/a", "http s://example.org/a", false},
		{"see www.example.org, and", "www.example.org", "www.example.org", false},
		{"see https://example.org/a-\n  b.html (x)", "https://example.org/a-\n  b.html", "https://example.org/a-\n  b.html", true},
		{"see https://example.org/a/\nThe", "https://example.org/a/", "https://example.org/a/", true},
		{"https://example.org/a\u00AD\u00AD, x", "https://example.org/a", "https://example.org/a", false},
	}
	for _, tt := range tests {
		got := found(tt.text, tt.wrapped)
		if len(got) != 1 {
			t.Errorf("Addresses(%q) = %+v, want one", tt.text, got)
			continue
		}
		if place := tt.text[got[0].Start:got[0].End]; place != tt.place {
			t.Errorf("Addresses(%q) stands at %q, want %q", tt.text, place, tt.place)
		}
		if outer := tt.text[got[0].Outer.Start:got[0].Outer.End]; outer != tt.outer {
			t.Errorf("Addresses(%q) stands with brackets at %q, want %q", tt.text, outer, tt.outer)
		}
	}
}

func TestAddressesLost(t *testing.T) {
	tests := []struct {
		text string
		want int
	}{
		{"Vice News (Oct. 9, 2020), <>.", 1},
		{"available at <https://>.", 1},
		{"available at ‹›.", 1},
		{"available at <\n>; x", 1},
		{"available at .", 1},
		{"available at ; and", 1},
		{"Outlet (2020), [link].", 1},
		{"[link](https://example.org/a)", 0},
		{"a [link] in the chain", 0},
		{"if a <> b then", 0},
		{"Map<>() and x<>y", 0},
		{"<><><>", 0},
		{"it is available at noon. It is available.", 0},
		{"available at .htaccess", 0},
	}
	for _, tt := range tests {
		lost := 0
		for _, f := range found(tt.text, false) {
			if f.Lost {
				lost++
			}
		}
		if lost != tt.want {
			t.Errorf("Addresses(%q) has %d lost, want %d", tt.text, lost, tt.want)
		}
	}
}

func TestAddressesAlternatives(t *testing.T) {
	tests := []struct {
		text, url, alternative string
	}{
		{"https://example.org/wiki/Acme_Inc. It", "https://example.org/wiki/Acme_Inc", "https://example.org/wiki/Acme_Inc."},
		{"https://example.org/home.15", "https://example.org/home", "https://example.org/home.15"},
		{"https://example.org/pre-\nwar.html", "https://example.org/pre-war.html", "https://example.org/prewar.html"},
		{"https://example.org/a/\nPort of call", "https://example.org/a/", "https://example.org/a/Port"},
		{"https://example.org/a/\nminutes, at 3", "https://example.org/a/minutes", "https://example.org/a/"},
		{"https://example.org/C语言。", "https://example.org/C", "https://example.org/C语言"},
	}
	for _, tt := range tests {
		got := found(tt.text, true)
		if len(got) != 1 || got[0].URL != tt.url || !slices.Contains(got[0].Alternatives, tt.alternative) {
			t.Errorf("Addresses(%q) = %+v, want %q or else %q", tt.text, got, tt.url, tt.alternative)
		}
	}
}

func TestAddressesLinks(t *testing.T) {
	type link struct{ words, url string }
	tests := []struct {
		name, text string
		links      []link
		want       []string
	}{
		{"target wins", "see https://example.org/shown now", []link{{"https://example.org/shown", "https://example.org/target"}}, []string{"https://example.org/target"}},
		{"shortened words", "see example.org/a… now", []link{{"example.org/a…", "https://example.org/abc"}}, []string{"https://example.org/abc"}},
		{"words beside", "a page and https://example.com/b", []link{{"page", "https://example.org/a"}}, []string{"https://example.org/a", "https://example.com/b"}},
		{"relative", "a page", []link{{"page", "/a"}, {"page", "#b"}, {"page", "mailto:a@example.org"}}, []string{}},
		{"two lines", "see https://example.org/a-\nb now", []link{{"https://example.org/a-", "https://example.org/a-b"}, {"b now", "https://example.org/a-b"}}, []string{"https://example.org/a-b"}},
		{"nested", "a page of a site", []link{{"page of a site", "https://example.org/a"}, {"site", "https://example.com/b"}}, []string{"https://example.org/a", "https://example.com/b"}},
		{"empty", "a page", []link{{"", "https://example.org/a"}}, []string{"https://example.org/a"}},
		{"placeholder", "available at [link].", []link{{"link", "https://example.org/a"}}, []string{"https://example.org/a"}},
	}
	for _, tt := range tests {
		text := Plain(tt.text, "", 0)
		text.Wrapped = true
		for _, l := range tt.links {
			at := strings.Index(tt.text, l.words)
			text.Link(at, at+len(l.words), l.url, Span{})
		}
		got := Addresses(text)
		if urls := urlsOf(got); !slices.Equal(urls, tt.want) || len(got) != len(urls) {
			t.Errorf("%s: Addresses(%q) = %+v, want %q", tt.name, tt.text, got, tt.want)
		}
		checkFound(t, tt.text, got, true)
	}
}

func TestNormalize(t *testing.T) {
	tests := []struct{ raw, want string }{
		{"HTTP://EXAMPLE.ORG/Upper", "http://example.org/Upper"},
		{"https://example.org", "https://example.org/"},
		{"https://example.org?q", "https://example.org/?q"},
		{"https://example.org/a#b", "https://example.org/a"},
		{"https://example.org:443/", "https://example.org/"},
		{"http://example.org:080/", "http://example.org/"},
		{"https://example.org:/", "https://example.org/"},
		{"https://example.org:8443/p", "https://example.org:8443/p"},
		{"ftp://example.org:21/a", "ftp://example.org/a"},
		{"https://example.org/a/./b/../c/%2e%2E/d", "https://example.org/a/d"},
		{"https://example.org/../../a/..", "https://example.org/"},
		{"https://example.org/a//b", "https://example.org/a//b"},
		{"https://example.org/%7euser/%c3%a9", "https://example.org/~user/%C3%A9"},
		{"https://example.org/é", "https://example.org/%C3%A9"},
		{"https://example.org/a%2Fb", "https://example.org/a%2Fb"},
		{"https://example.org/a|b(c)", "https://example.org/a%7Cb(c)"},
		{"https://example.org/%28a%29", "https://example.org/(a)"},
		{"https://example.org/%zz%", "https://example.org/%zz%"},
		{" https://example.org/a b\n", "https://example.org/a%20b"},
		{"https://exam\nple.org/a\tb", "https://example.org/ab"},
		{`https:\\example.org\a\b?c\d`, "https://example.org/a/b?c%5Cd"},
		{"https:example.org/a", "https://example.org/a"},
		{"https:////example.org/a", "https://example.org/a"},
		{"https://Օրինակ.example.com/ծով", "https://xn--y9atn0a2c3a.example.com/%D5%AE%D5%B8%D5%BE"},
		{"https://xn--e1afmkfd.example.org/", "https://xn--e1afmkfd.example.org/"},
		{"https://ex%61mple.org/", "https://example.org/"},
		{"https://example.org./a", "https://example.org/a"},
		{"https://user:pass@example.org/", "https://user:pass@example.org/"},
		{"http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"},
		{"http://0x7f.1/", "http://127.0.0.1/"},
		{"http://2130706433/", "http://127.0.0.1/"},
		{"http://foo_bar.example.org/", "http://foo_bar.example.org/"},
		{"http://r3---sn.example.org/", "http://r3---sn.example.org/"},
		{"https://example.org/?a=%2b+b&c=é", "https://example.org/?a=%2B+b&c=%C3%A9"},
	}
	for _, tt := range tests {
		if got, err := Normalize(tt.raw); err != nil || got != tt.want {
			t.Errorf("Normalize(%q) = %q, %v, want %q", tt.raw, got, err, tt.want)
		}
	}
}

func TestNormalizeErrors(t *testing.T) {
	label := strings.Repeat("a", 64)
	tests := []struct{ raw, reason, repaired string }{
		{"", "no scheme", ""},
		{"www.example.org/a", "no scheme", "https://www.example.org/a"},
		{"https//example.org/a", "no scheme", "https://example.org/a"},
		{"htttp://example.org/a", "scheme htttp cannot be visited", "http://example.org/a"},
		{"http://http://example.org/a", "scheme twice", "http://example.org/a"},
		{"mailto:info@example.org", "scheme mailto cannot be visited", ""},
		{"https://", "no host", ""},
		{"https:///?q", "no host", ""},
		{"https://exa mple.org/", "host holds ' '", "https://example.org/"},
		{"https://example.org:65536/", "port out of range", ""},
		{"https://example.org:99999999999999999999/", "port out of range", ""},
		{"https://example.org:8a/", "port is no number", ""},
		{"https://" + label + ".example.org/", "label longer than 63 bytes in host", ""},
		{"https://" + strings.Repeat("a.", 130) + "org/", "host longer than 253 bytes", ""},
		{"https://example..org/", "empty label in host", ""},
		{"https://[::1/", "bad IPv6 address", ""},
		{"https://1.2.3.256/", "bad IPv4 address", ""},
		{"https://exa<mple.org/", "host holds '<'", ""},
	}
	for _, tt := range tests {
		got, err := Normalize(tt.raw)
		var bad *AddressError
		if !errors.As(err, &bad) {
			t.Errorf("Normalize(%q) = %q, %v, want an AddressError", tt.raw, got, err)
			continue
		}
		if bad.Reason != tt.reason || bad.Repaired != tt.repaired || bad.Address != tt.raw {
			t.Errorf("Normalize(%q): %+v, want reason %q, repaired %q", tt.raw, *bad, tt.reason, tt.repaired)
		}
	}
}
