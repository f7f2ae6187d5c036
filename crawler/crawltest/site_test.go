package crawltest

import (
	"errors"
	"testing"
	"testing/fstest"
)

func TestParseErrors(t *testing.T) {
	tests := []struct {
		name, archive string
		line          int
		msg           string
	}{
		{"directive of a page", "note\n-- a.example/x --\nstatsu: 404\n\nbody\n", 3, `"statsu" is no directive of a page`},
		{"directive of a host", "-- host a.example --\nname: A\ncolour: red\n", 3, `"colour" is no directive of a host`},
		{"second file", "-- a.example/x --\n\nbody\nmore\n-- a.example/y --\ndelay: soon\n", 6, `delay: "soon" is no duration`},
		{"status", "-- a.example/x --\nstatus: 99\n", 2, `status: "99" is no status`},
		{"redirect", "-- a.example/x --\nredirect: ever /y\n", 2, `redirect: "ever" is no status`},
		{"flaky", "-- a.example/x --\nflaky: 0\n", 2, `flaky: "0" is no number from 1 up`},
		{"charset", "-- a.example/x --\ncharset: klingon\n", 2, `charset: "klingon" is unknown`},
		{"date", "-- a.example/x --\npublished: May\n", 2, `published: "May" is no date`},
		{"word", "-- host a.example --\ndns: gone\n", 2, `dns: "gone" is none of nxdomain, servfail, timeout`},
		{"trap", "-- a.example/x --\ntrap: mouse\n", 2, `trap: "mouse" is unknown`},
		{"body without a blank line", "-- a.example/x --\nJust text.\n", 2, `"Just text." is no line of a head; a body follows a blank line`},
		{"epoch", "-- @two a.example/x --\n", 1, `"@two" is no epoch`},
		{"no address", "-- notes --\n", 1, `"notes" is no address, host or table`},
		{"told twice", "-- a.example/x --\n<p>\n-- a.example/x --\n<p>\n", 3, "a.example/x is told twice for epoch 1"},
		{"host with a body", "-- host a.example --\nname: A\n\nbody\n", 4, "a host has no body"},
		{"verdict", "-- expect --\n\nhttp://a.example/ | T | fine\n", 3, `"fine" is no verdict`},
		{"classes", "-- expect --\nhttp://a.example/ | T | ok, gone\n", 2, "ok is working, gone is broken"},
		{"cells", "-- expect --\nhttp://a.example/\n", 2, "an expectation has an address, a title and verdicts"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("site.txtar", []byte(tt.archive))
			var syntax *SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("Parse(%q) = %v, want a SyntaxError", tt.archive, err)
			}
			if syntax.Line != tt.line || syntax.Msg != tt.msg || syntax.File != "site.txtar" {
				t.Errorf("Parse(%q) = %v, want site.txtar:%d: %s", tt.archive, err, tt.line, tt.msg)
			}
		})
	}
}

func TestPageOfEpoch(t *testing.T) {
	s, err := Parse("site.txtar", []byte(`
-- a.example/x --
<p>one
-- @3 a.example/x --
<p>three
-- a.example/* --
<p>any
-- a.example/deep/* --
<p>deep
-- b.example/y?id=1 --
<p>query
-- @2 b.example/* --
<p>lapsed
`))
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Epochs(); got != 3 {
		t.Errorf("Epochs() = %d, want 3", got)
	}
	tests := []struct {
		name, host, path string
		epoch            int
		want             string
	}{
		{"first epoch", "a.example", "/x", 1, "<p>one\n"},
		{"holds on", "a.example", "/x", 2, "<p>one\n"},
		{"replaced", "a.example", "/x", 3, "<p>three\n"},
		{"after the last", "a.example", "/x", 9, "<p>three\n"},
		{"pattern", "a.example", "/z", 1, "<p>any\n"},
		{"longer pattern", "a.example", "/deep/z", 1, "<p>deep\n"},
		{"query", "b.example", "/y?id=1", 1, "<p>query\n"},
		{"other query", "b.example", "/y?id=2", 1, ""},
		{"later pattern covers", "b.example", "/y?id=1", 2, "<p>lapsed\n"},
		{"unknown host", "c.example", "/x", 1, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if p := s.page(tt.host, tt.path, tt.epoch); p != nil {
				got = p.body
			}
			if got != tt.want {
				t.Errorf("page(%q, %q, %d) = %q, want %q", tt.host, tt.path, tt.epoch, got, tt.want)
			}
		})
	}
}

func TestExpect(t *testing.T) {
	files := fstest.MapFS{
		"one.txtar": {Data: []byte("-- expect --\n# address | title | verdicts\nhttp://a.example/x | A title | ok | gone, not-found\n")},
		"two.txtar": {Data: []byte("-- expect --\n| Lost | no-url\nhttp://b.example/ |  | ok\n")},
	}
	s, err := Load(files, "one.txtar", "two.txtar")
	if err != nil {
		t.Fatal(err)
	}
	got := s.Expect()
	if len(got) != 3 {
		t.Fatalf("Expect() = %v, want 3 rows", got)
	}
	e := got[0]
	if e.URL != "http://a.example/x" || e.Title != "A title" || e.File != "one.txtar" || e.Line != 3 {
		t.Errorf("first row = %+v", e)
	}
	if o := e.Epoch(1); o.Class != "working" || !o.Holds("ok") || o.Holds("gone") {
		t.Errorf("Epoch(1) = %+v, want ok alone", o)
	}
	if o := e.Epoch(3); o.Class != "broken" || !o.Holds("gone") || !o.Holds("not-found") {
		t.Errorf("Epoch(3) = %+v, want that of the last told, gone or not-found", o)
	}
	if e := got[1]; e.URL != "" || e.Title != "Lost" || e.Epoch(2).Class != "unknown" {
		t.Errorf("row without an address = %+v", e)
	}
	if e := got[2]; e.URL != "http://b.example/" || e.Title != "" {
		t.Errorf("row without a title = %+v", e)
	}
	if _, err := Load(files, "three.txtar"); err == nil {
		t.Error("Load of a missing file = nil, want an error")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("-- host a.example --\nname: A\n-- a.example/x --\nstatus: 301\nLocation: /y\n\n# T\n\nText.\n"))
	f.Add([]byte("-- @2 a.example/* --\nflaky: 2 reset\ndrip: 1 1ms\n\n\n-- expect --\nhttp://a.example/ | T | ok\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("site.txtar", data)
		if err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || syntax.Line < 1 {
				t.Fatalf("Parse(%q) = %v, want a SyntaxError with a line", data, err)
			}
			return
		}
		for _, name := range s.Hosts() {
			if !s.known(name) {
				t.Errorf("host %q is listed but not known", name)
			}
			for _, p := range s.pages[name] {
				for _, other := range s.pages[name] {
					if other != p && other.epoch == p.epoch && other.path == p.path {
						t.Errorf("%s%s holds twice in epoch %d", name, p.path, p.epoch)
					}
				}
			}
		}
	})
}
