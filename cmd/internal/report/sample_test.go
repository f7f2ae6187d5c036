package report

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"apud/crawler/cite"
	"apud/crawler/verdict"
	"apud/store"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	march     = time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)
	september = time.Date(2026, 9, 7, 4, 0, 0, 0, time.UTC)
)

// sample is a report with one citation of each sort.
func sample() *Report {
	works := entry(1, 0, "i", 1, "Board Votes to Close the Quay", "http://courier.example.org/board-votes")
	works.Judgement = judged(verdict.OK, verdict.Working, .97, "title-match", "the page shows the cited title")
	works.Status = verdict.Status{State: verdict.Alive, Verdict: verdict.OK, LastGood: september, Checked: september}

	broken := entry(2, 1, "ii", 1, "Fishing Families Sleep in the Net Sheds", "http://courier.example.org/families?a=1&b=2")
	broken.Judgement = judged(verdict.NotFound, verdict.Broken, .95, "status", "the server answered with status 404 (Not Found)")
	broken.Reasons = append(broken.Reasons, verdict.Reason{Code: "retried", Text: "the same after 1 further try"})
	broken.Status = verdict.Status{State: verdict.Suspect, Verdict: verdict.NotFound, Since: september, Failures: 1, FirstFailure: september, LastGood: march, Checked: september}
	broken.Code, broken.Change = 404, "newly-broken"
	broken.Hops = []verdict.Hop{{URL: broken.URL, Status: 404}}
	broken.FinalURL = broken.URL
	broken.Sentence = "They spent that autumn in the net sheds."

	moved := entry(3, 2, "ii", 2, "The Slope Is Sound", "http://uplandpost.example.net/2291")
	moved.Judgement = judged(verdict.Moved, verdict.Working, .9, "moved", "the server leads for good to another address")
	moved.Proposal = "https://www.uplandpost.example.com/slope"
	moved.Status = verdict.Status{State: verdict.Alive, Verdict: verdict.Moved, LastGood: september, Checked: september}
	moved.Code, moved.Change, moved.FinalURL = 200, "moved", moved.Proposal
	moved.Hops = []verdict.Hop{{URL: moved.URL, Status: 301}, {URL: moved.Proposal, Status: 200}}
	moved.Snapshot = "sha256:33edd3b91cb5e0d0bf0efe1dd7c6180937a430e071ad939c415baded421e606f"

	lost := entry(0, 3, "iii", 1, "Walking the Cable Line", "")
	lost.Lost, lost.Checked, lost.Hops, lost.Code = true, time.Time{}, nil, 0
	lost.Judgement = judged(verdict.NoURL, verdict.Unknown, 1, "no-url", "the address is lost: there is a place for it, and nothing in it")
	lost.Status = verdict.Status{State: verdict.Unverified, Verdict: verdict.NoURL}

	again := broken
	again.Citation = store.Citation{Document: 1, Ordinal: 4, Footnote: "iv", Index: 3,
		Citation: cite.Citation{N: 1, Raw: "Id.", RefersTo: &cite.Reference{Kind: "id", Footnote: "ii", Citation: 1}}}
	again.Refers, again.Meant = true, broken.Title

	ignored := entry(4, 0, "", 1, "港口的潮汐表", "https://walled.example.com/tides")
	ignored.Citation.Document, ignored.Index = 2, -1
	ignored.Judgement = judged(verdict.Blocked, verdict.Unknown, .8, "wall", "Cloudflare stopped the visit")
	ignored.Status = verdict.Status{State: verdict.Unverified, Verdict: verdict.Blocked, Checked: september}
	ignored.Code = 403
	ignored.apply(store.Mark{Source: 4, As: store.MarkIgnore, At: march, Until: september.AddDate(1, 0, 0), Note: "read by hand"})

	walled := entry(5, 1, "", 2, "", "https://walled.example.com/quay")
	walled.Citation.Document, walled.Index = 2, -1
	walled.Judgement = judged(verdict.RateLimited, verdict.Unknown, .8, "status", "the server answered with status 429 (Too Many Requests)")
	walled.Status = verdict.Status{State: verdict.Unverified, Verdict: verdict.RateLimited, LastGood: march, Checked: september}
	walled.Code, walled.Change = 429, "unknown"

	return of(
		Document{Document: store.Document{ID: 1, Name: "letters/letter.txt", Title: "An Open Letter"}, Entries: []Entry{works, broken, moved, lost, again}},
		Document{Document: store.Document{ID: 2, Name: "notes.md"}, Entries: []Entry{ignored, walled}},
		Document{Document: store.Document{ID: 3, Name: "empty.md"}},
	)
}

// of is the report of a run over documents.
func of(all ...Document) *Report {
	r := &Report{
		Run:       store.Run{ID: 2, Start: september, End: september.Add(90 * time.Second), State: "done", Version: "1.0"},
		Documents: all,
	}
	sources := map[uint64]bool{}
	for _, d := range all {
		for _, e := range d.Entries {
			r.Summary.count(e)
			sources[e.Source] = e.Source != 0
			if e.Change != "" && !e.Refers {
				r.Changes = append(r.Changes, Change{
					Change: store.Change{
						Run: 2, Source: e.Source, Kind: e.Change, To: e.Status,
						From: verdict.Status{State: verdict.Alive, Verdict: verdict.OK, Checked: march, LastGood: march},
					},
					Entry: e, Document: d.Name,
				})
			}
		}
	}
	r.Summary.Documents = len(all)
	for _, visited := range sources {
		if visited {
			r.Summary.Sources++
		}
	}
	return r
}

func entry(source uint64, ordinal int, note string, n int, title, url string) Entry {
	return Entry{
		Citation: store.Citation{
			Document: 1, Ordinal: ordinal, Footnote: note, Source: source,
			Citation: cite.Citation{N: n, Title: title, URL: url, Raw: title + ", " + url},
		},
		URL: url, Code: 200, FinalURL: url, Hops: []verdict.Hop{{URL: url, Status: 200}}, Checked: september,
	}
}

func judged(v verdict.Verdict, c verdict.Class, confidence float64, code, why string) verdict.Judgement {
	return verdict.Judgement{Verdict: v, Class: c, Confidence: confidence, Reasons: []verdict.Reason{{Code: code, Text: why}}}
}

// hostile are texts that mean something to a terminal, a spreadsheet, a parser
// or a runner.
var hostile = []string{
	"\x1b]52;c;AAAA\a\x1b[31mred\x1b[0m", "abc\u202etxt.exe\u2066", "=cmd|' /C calc'!A0", "+1;=cmd()", "-2+3", "@SUM(1)", "\t=1", "a;\"=cmd()\"", "＝1",
	"<script>alert(1)</script>", "</style></title></svg><img src=x onerror=alert(1)>", "]]>", "<![CDATA[", "\" onmouseover=\"x", "' x='", "&lt;b&gt;&#x0;",
	"two\nlines\r\nand three", "\n::error::injected", "::error file=x::injected", "##[error]injected", "::stop-commands::x", "%0A::error::x", "file=a,b:c",
	"not \xff\xfe UTF-8 \xc0\xaf", "\x00\x01\u0085\u009b\ufffe\uffff", "a | b | c", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>x</script>",
	"http://example.org/\"><script>x</script>", "http://example.org/\u202ecod.exe", "https://example.org/a;=b,c|d", "http://[::1", "{{.}}", "{{template \"x\"}}", "", " ", "../../etc/passwd",
}

// hostileReport has each hostile text in every place.
func hostileReport() *Report {
	var all []Document
	for i, s := range hostile {
		d := Document{Document: store.Document{ID: uint64(i + 1), Name: s, Title: s}}
		for j, class := range []verdict.Class{verdict.Broken, verdict.Unknown, verdict.Working} {
			e := entry(uint64(10*i+j+1), j, s, j+1, s, s)
			e.Citation.Document, e.Raw, e.Sentence = d.ID, s, s
			e.Judgement = judged(verdict.Verdict(s), class, .5, s, s)
			e.Proposal, e.FinalURL, e.Snapshot = s, s, s
			e.Hops = []verdict.Hop{{URL: s, Status: 200}}
			e.Change = "changed"
			e.Mark = &store.Mark{As: store.MarkWorks, Note: s, By: s}
			d.Entries = append(d.Entries, e)
		}
		odd := d.Entries[0]
		odd.Ordinal, odd.Change = 3, "odd "+s
		d.Entries = append(d.Entries, odd)
		all = append(all, d)
	}
	r := of(all...)
	r.Run.Version = "<script>"
	return r
}

func write(t *testing.T, f Format, r *Report, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, r, o); err != nil {
		t.Fatalf("%s: %v", f.Name(), err)
	}
	return b.Bytes()
}

// golden compares what the format writes of the sample with its golden files.
func golden(t *testing.T, f Format) {
	t.Helper()
	for name, o := range map[string]Options{f.Name(): {}, f.Name() + "-changes": {Changes: true}} {
		got := write(t, f, sample(), o)
		if again := write(t, f, sample(), o); !bytes.Equal(got, again) {
			t.Errorf("%s is not the same twice", name)
		}
		path := filepath.Join("testdata", name+".golden")
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not as %s says (-update writes it anew):\n%s", name, path, differ(string(got), string(want)))
		}
	}
}

// differ shows the first line that differs.
func differ(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(a), len(b))
}

// visible fails when the text could work on a terminal or turn its direction.
func visible(t *testing.T, name string, out []byte) {
	t.Helper()
	for _, bad := range []string{"\x1b", "\a", "\x00", "\r", "\u202e", "\u2066", "\u009b"} {
		if bytes.Contains(out, []byte(bad)) {
			t.Errorf("%s lets %q through", name, bad)
		}
	}
}

// TestEmpty holds that a run over nothing can be shown in every format.
func TestEmpty(t *testing.T) {
	for _, f := range Formats() {
		if out := write(t, f, &Report{}, Options{}); len(out) == 0 {
			t.Errorf("%s writes nothing of an empty report", f.Name())
		}
	}
}
