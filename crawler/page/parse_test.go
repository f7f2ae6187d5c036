package page

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
)

func TestSniff(t *testing.T) {
	for _, tc := range []struct {
		body, typ string
		kind      Kind
		media     string
	}{
		{"", "text/html", Empty, ""},
		{" \r\n\t\ufeff"[:4], "", Empty, ""},
		{"%PDF-1.4\n...", "text/html", PDF, "application/pdf"},
		{"\r\njunk %PDF-1.7", "", PDF, "application/pdf"},
		{"<p>about %PDF-1.4</p>", "text/html", HTML, "text/html"},
		{"<!DOCTYPE HTML>x", "application/octet-stream", HTML, "text/html"},
		{"\ufeff<html>", "", HTML, "text/html"},
		{"<html>", "application/json", HTML, "text/html"},
		{`<?xml version="1.0"?><!DOCTYPE html><html>`, "application/xhtml+xml", HTML, "application/xhtml+xml"},
		{"<p>a piece", "", HTML, "text/html"},
		{"<p>a piece", "text/plain", Plain, "text/plain"},
		{"no tags", "text/html; charset=x", HTML, "text/html"},
		{"no tags", "", Plain, "text/plain"},
		{`{"a":1}`, "application/json", Plain, "application/json"},
		{"a,b\n1,2\n", "text/csv", Plain, "text/csv"},
		{`<?xml version="1.0"?><TEI><title/></TEI>`, "application/xml", Plain, "application/xml"},
		{"<rss><channel/></rss>", "", Plain, "text/xml"},
		{"<svg xmlns='x'></svg>", "text/html", Other, "image/svg+xml"},
		{"\x89PNG\r\n\x1a\n\x00\x00", "text/html", Other, "image/png"},
		{"GIF89a\x01\x00", "", Other, "image/gif"},
		{"PK\x03\x04\x14\x00\x00\x00", "application/pdf", Other, "application/zip"},
		{"\x00\x01\x02\x03\xff\xfe\x00", "application/x-thing", Other, "application/x-thing"},
		{"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00", "", HTML, "text/html"},
	} {
		if kind, media := sniff([]byte(tc.body), tc.typ); kind != tc.kind || media != tc.media {
			t.Errorf("sniff(%q, %q) = %s, %s, want %s, %s", tc.body, tc.typ, kind, media, tc.kind, tc.media)
		}
	}
}

func TestDecode(t *testing.T) {
	utf16 := func(s string) string {
		var b strings.Builder
		for _, r := range s {
			b.WriteByte(byte(r))
			b.WriteByte(byte(r >> 8))
		}
		return b.String()
	}
	for _, tc := range []struct{ name, body, typ, text, charset string }{
		{"ascii", "weir", "text/html; charset=windows-1251", "weir", "utf-8"},
		{"mark", "\xef\xbb\xbfcafé", "text/html; charset=iso-8859-1", "café", "utf-8"},
		{"mark of UTF-16", "\xff\xfe" + utf16("café"), "", "café", "utf-16le"},
		{"UTF-16 without a mark", utf16("<html>a café here"), "", "<html>a café here", "utf-16le"},
		{"UTF-8 that claims Latin", "café", "text/html; charset=iso-8859-1", "café", "utf-8"},
		{"Latin by header", "caf\xe9", "text/html; charset=ISO-8859-1", "café", "windows-1252"},
		{"Latin in quotes", "caf\xe9", `text/html; charset="latin1"`, "café", "windows-1252"},
		{"page", "<meta charset=windows-1251>\xe4\xe0", "text/html", "<meta charset=windows-1251>да", "windows-1251"},
		{"header before page", "<meta charset=windows-1251>\xe4", "text/html; charset=windows-1252", "<meta charset=windows-1251>ä", "windows-1252"},
		{"unknown header", "<meta charset=windows-1251>\xe4\xe0", "text/html; charset=none", "<meta charset=windows-1251>да", "windows-1251"},
		{"declaration of XML", "<?xml version='1.0' encoding='windows-1251'?>\xe4\xe0", "", "<?xml version='1.0' encoding='windows-1251'?>да", "windows-1251"},
		{"not in a script", "<script>'<meta charset=koi8-r>'</script><meta charset=windows-1251>\xe4", "", "<script>'<meta charset=koi8-r>'</script><meta charset=windows-1251>д", "windows-1251"},
		{"damaged UTF-8", "caf\xc3\xa9 éèàüöäßñç \xff", "text/html; charset=utf-8", "café éèàüöäßñç \ufffd", "utf-8"},
		{"few bytes of GBK", "\xc1\xaa\xcd\xa8", "text/html; charset=gbk", "联通", "gbk"},
		{"shifts of ISO-2022-JP", "\x1b$B4A;z\x1b(B", "", "漢字", "iso-2022-jp"},
		{"escapes that are none", "a\x1b$b é", "text/html; charset=utf-8", "a\x1b$b é", "utf-8"},
	} {
		text, charset := decode([]byte(tc.body), tc.typ, true)
		if string(text) != tc.text || charset != tc.charset {
			t.Errorf("%s: decode(%q) = %q, %s, want %q, %s", tc.name, tc.body, text, charset, tc.text, tc.charset)
		}
	}
}

func TestRefresh(t *testing.T) {
	for _, tc := range []struct {
		in, url string
		wait    time.Duration
	}{
		{"0;url=http://a.example/", "http://a.example/", 0},
		{"5; URL = 'b c'", "http://x.example/d/b%20c", 5 * time.Second},
		{"1,/a", "http://x.example/a", time.Second},
		{"2 url=/a", "http://x.example/a", 2 * time.Second},
		{"2.9;/a", "http://x.example/a", 2 * time.Second},
		{".5;/a", "http://x.example/a", 0},
		{`0;url="/a"junk`, "http://x.example/a", 0},
		{"0;urlish", "http://x.example/d/urlish", 0},
		{"99999999999;/a", "http://x.example/a", 1 << 30 * time.Second},
		{"300", "", 0},
		{"0;", "", 0},
		{"url=/a", "", 0},
		{"0x;/a", "", 0},
		{"0;javascript:void(0)", "", 0},
		{"0;mailto:a@example.org", "", 0},
	} {
		p := Parse([]byte(`<html><meta http-equiv=refresh content="`+html.EscapeString(tc.in)+`">`), "", "http://x.example/d/e")
		var want *Refresh
		if tc.url != "" {
			want = &Refresh{URL: tc.url, Wait: tc.wait}
		}
		if !reflect.DeepEqual(p.Refresh, want) {
			t.Errorf("refresh %q = %+v, want %+v", tc.in, p.Refresh, want)
		}
	}
}

func TestAssigned(t *testing.T) {
	for in, want := range map[string]string{
		`location = "/a"`:                                   "/a",
		`location.href='/a';`:                               "/a",
		"window.location=`/a`":                              "/a",
		`window.location.href = "/a"`:                       "/a",
		`document.location="/a"`:                            "/a",
		`top.location.replace("/a")`:                        "/a",
		`self.location.assign('/a')`:                        "/a",
		`var a = 1; location="/a"`:                          "/a",
		`function f() { x() } location="/a"`:                "/a",
		`"use strict"; /* c */ location.href = "/\u0061"`:   "/a",
		`if (x) { y() } else z(); location.href = "a\x2fb"`: "a/b",
		`var r = a / b; var s = "/"; location="/a"`:         "/a",
		`window.top.location.href="/a"`:                     "/a",

		`if (x) location = "/a"`:               "",
		`if (x) { location = "/a" }`:           "",
		`function f() { location = "/a" }`:     "",
		`(function () { location = "/a" })()`:  "",
		`setTimeout("location='/a'", 0)`:       "",
		`location == "/a"`:                     "",
		`location = "/a" + b`:                  "",
		`location = a`:                         "",
		`location.hash = "/a"`:                 "",
		`location.search.replace("/a")`:        "",
		`x.location = "/a"`:                    "",
		`// location = "/a"`:                   "",
		`/* location = "/a" */`:                "",
		"location = `/a${b}`":                  "",
		`var s = "location='/a'"`:              "",
		`var r = /;location="\/a"/`:            "",
		`var location = "/a"`:                  "",
		`locations = "/a"`:                     "",
		`else location = "/a"`:                 "",
		`location.replace("/a".toUpperCase())`: "",
		`location = "unclosed`:                 "",
		`} location = "/a"`:                    "",
	} {
		if got := assigned([]byte(in)); got != want {
			t.Errorf("assigned(%s) = %q, want %q", in, got, want)
		}
	}
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2019-03-04T06:30:00+01:00":       "2019-03-04T05:30:00Z",
		"2019-03-04T06:30:00.123Z":        "2019-03-04T06:30:00.123Z",
		"2019-03-04T06:30:00+0100":        "2019-03-04T05:30:00Z",
		"2019-03-04 06:30":                "2019-03-04T06:30:00Z",
		"Mon, 04 Mar 2019 06:30:00 +0100": "2019-03-04T05:30:00Z",
		"1551677400":                      "2019-03-04T05:30:00Z",
		"1551677400000":                   "2019-03-04T05:30:00Z",
		"2019-03-04":                      "2019-03-04 day",
		"2019-3-4":                        "2019-03-04 day",
		"2019/03/04":                      "2019-03-04 day",
		"20190304":                        "2019-03-04 day",
		"04.03.2019":                      "2019-03-04 day",
		"March 4, 2019":                   "2019-03-04 day",
		"4 March 2019":                    "2019-03-04 day",
		"2019年3月4日":                       "2019-03-04 day",
		"25/12/2019":                      "2019-12-25 day",
		"12/25/2019":                      "2019-12-25 day",
		"2019-03":                         "2019-03-01 day",
		"1873":                            "1873-01-01 day",
		"2019-03-04T25:61:00 nonsense":    "2019-03-04 day",

		"04/03/2019": "", "31/31/2019": "", "30/02/2019": "", "0000-00-00": "", "": "", "yesterday": "", "99999": "", "123": "", "0001-01-01T00:00:00Z": "",
	} {
		at, day, ok := parseDate(in)
		got := ""
		switch {
		case ok && day:
			got = at.Format("2006-01-02") + " day"
		case ok:
			got = at.Format(time.RFC3339Nano)
		}
		if got != want {
			t.Errorf("parseDate(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestMarks finds each fingerprint, in any case, inside other bytes.
func TestMarks(t *testing.T) {
	for _, f := range fingerprints {
		for _, s := range f.any {
			want := Mark{f.kind, f.name}
			got := marksIn([]byte("<" + strings.ToUpper(s) + s[:len(s)-1] + ">"))
			found := false
			for _, m := range got {
				found = found || m == want
			}
			if !found {
				t.Errorf("marks in %q = %v, want %v", s, got, want)
			}
			if got := marksIn([]byte(s[:len(s)-1] + " " + s[1:])); len(got) > 0 && got[0] == want && len(f.any) == 1 {
				t.Errorf("marks in parts of %q = %v", s, got)
			}
		}
	}
	if got := marksIn([]byte("the nginx server welcomes you, sir; server: cloudflare; cf-ray")); got != nil {
		t.Errorf("marks in words = %v, want none", got)
	}
	if len(fingerprints) > 64 {
		t.Errorf("%d fingerprints do not fit a set", len(fingerprints))
	}
}

func TestFree(t *testing.T) {
	for in, want := range map[string]string{
		`{"@type":"Article","isAccessibleForFree":false}`:                                              "false",
		`{"@type":"Article","isAccessibleForFree":"http://schema.org/False"}`:                          "false",
		`{"@type":"Article","isAccessibleForFree":"True"}`:                                             "true",
		`{"@type":"Article","hasPart":[{"isAccessibleForFree":"False"},{"isAccessibleForFree":true}]}`: "false",
		`{"@type":"Article","isAccessibleForFree":true,"hasPart":{"isAccessibleForFree":false}}`:       "true",
		`{"@type":"Article","isAccessibleForFree":"perhaps"}`:                                          "",
		`{"@type":"Organization","isAccessibleForFree":false}`:                                         "",
		`{"@type":"WebPage","mainEntity":{"@type":"Article","isAccessibleForFree":false}}`:             "false",
	} {
		p := Parse([]byte("<html><script type=application/ld+json>"+in+"</script>"), "", "")
		if p.Free != want {
			t.Errorf("Free of %s = %q, want %q", in, p.Free, want)
		}
	}
}

// TestReuse holds that pages parsed before leave nothing behind.
func TestReuse(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var want []*Page
	for round := range 2 {
		for i, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			p := Parse(b, "text/html", "http://a.example/")
			if round == 0 {
				want = append(want, p)
			} else if !reflect.DeepEqual(p, want[i]) {
				t.Errorf("%s is read in another way the second time: %+v, %+v", f, p, want[i])
			}
		}
	}
}

// TestPDF reads a document of the samples.
func TestPDF(t *testing.T) {
	b, err := os.ReadFile("../../testdata/documents/article.pdf")
	if err != nil {
		t.Fatal(err)
	}
	p := Parse(b, "application/octet-stream", "http://a.example/x.pdf")
	if p.Kind != PDF || p.Pages != 2 || p.Lang != "en-US" || p.Locked || len(p.Titles) != 2 {
		t.Fatalf("Parse = %+v", p)
	}
	const title = "The Lost Tide Tables of Port Merrow"
	if p.Titles[0] != (Title{"pdf-info", title}) || p.Titles[1].From != "pdf-text" || !strings.HasPrefix(p.Titles[1].Text, title) || utf8.RuneCountInString(p.Titles[1].Text) > 600 {
		t.Errorf("Titles = %q", p.Titles)
	}
	if p.Words < 300 || p.Main != p.Text || p.Published.Year() != 2026 {
		t.Errorf("Words = %d, Published = %v, Text = %.60q", p.Words, p.Published, p.Text)
	}
}
