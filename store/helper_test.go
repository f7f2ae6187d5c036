package store

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"apud/crawler/cite"
	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

// day is when the tests' first run takes place.
var day = time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)

// at is a clock that stands still.
func at(t time.Time) func() time.Time { return func() time.Time { return t } }

func open(t testing.TB, dir string, o Options) *Store {
	t.Helper()
	if o.Now == nil {
		o.Now = at(day)
	}
	if o.GroupIdle == 0 {
		o.GroupIdle = time.Millisecond
	}
	s, err := Open(dir, o)
	if err != nil {
		t.Fatalf("Open(%s) = %v", dir, err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func newDir(t testing.TB) string { return filepath.Join(t.TempDir(), "store") }

func closing(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatalf("Close() = %v", err)
	}
}

// cited is a document with one footnote for each address.
func cited(name string, urls ...string) *cite.Document {
	d := &cite.Document{Name: name, Format: "text", Title: "On " + name}
	for i, u := range urls {
		d.Footnotes = append(d.Footnotes, cite.Footnote{
			Label:     fmt.Sprint(i + 1),
			Markers:   []cite.Marker{{Sentence: cite.Quote{Text: "A sentence."}}},
			Citations: []cite.Citation{{N: 1, Raw: "Doe, Title, <" + u + ">", URL: u, Title: "Title of " + u, Authors: []cite.Author{{Name: "Doe"}}}},
		})
	}
	return d
}

func put(t testing.TB, s *Store, d *cite.Document) Document {
	t.Helper()
	kept, _, err := s.PutDocument(d, snapshot.Sum([]byte(d.Name)))
	if err != nil {
		t.Fatalf("PutDocument(%s) = %v", d.Name, err)
	}
	return kept
}

func start(t testing.TB, s *Store, documents ...uint64) Run {
	t.Helper()
	r, _, err := s.StartRun(documents)
	if err != nil {
		t.Fatalf("StartRun(%v) = %v", documents, err)
	}
	return r
}

func pending(t testing.TB, s *Store, run uint64, now time.Time, all bool) []Pending {
	t.Helper()
	var out []Pending
	for p, err := range s.Pending(run, now, all) {
		if err != nil {
			t.Fatalf("Pending(%d) = %v", run, err)
		}
		out = append(out, p)
	}
	return out
}

// header is what a server of some size answers with.
func header(when time.Time, n int) http.Header {
	return http.Header{
		"Content-Type": {"text/html; charset=utf-8"}, "Date": {when.UTC().Format(http.TimeFormat)},
		"Etag": {`"5e8d-60a1b2c3d4e5f"`}, "Last-Modified": {"Mon, 02 Feb 2026 10:00:00 GMT"},
		"Server": {"nginx"}, "Vary": {"Accept-Encoding"}, "Cache-Control": {"max-age=600"},
		"Strict-Transport-Security": {"max-age=63072000; includeSubDomains; preload"},
		"Content-Security-Policy":   {fmt.Sprintf("default-src 'self'; script-src 'nonce-%032x'; object-src 'none'", n)},
		"Set-Cookie":                {fmt.Sprintf("session=%040x; Path=/; HttpOnly; Secure; SameSite=Lax", n)},
		"Cf-Ray":                    {fmt.Sprintf("%016x-FRA", n)}, "X-Request-Id": {fmt.Sprintf("%032x", n)},
		"Report-To": {`{"group":"cf-nel","endpoints":[{"url":"https://a.nel.example/report/v4?s=` + strings.Repeat(fmt.Sprintf("%02x", n%256), 60) + `"}],"max_age":604800}`},
		"Age":       {fmt.Sprint(n % 1000)},
	}
}

// visited is a settlement of class working that brings body.
func visited(s Pending, run uint64, when time.Time, body string) *Settlement {
	hop := verdict.Hop{
		URL: s.URL, Status: 200, Proto: "HTTP/2.0", Header: header(when, int(run*1000+s.ID)), IP: "192.0.2.7", TLS: "TLS 1.3",
		Start: when, Connected: 31 * time.Millisecond, FirstByte: 83*time.Millisecond + 417*time.Microsecond, Done: 97 * time.Millisecond,
	}
	digest := snapshot.Sum([]byte(body))
	return &Settlement{
		Observation: Observation{
			Source: s.ID, Run: run, URL: s.URL, Requests: 1,
			Evidence: verdict.Evidence{
				URL: s.URL, Time: when, Hops: []verdict.Hop{hop},
				Body: verdict.Body{Size: int64(len(body)), RawSize: int64(len(body) / 4), Digest: digest, RawDigest: digest, ContentEncoding: "gzip"},
			},
			Claims: []ClaimJudgement{{
				Claim: cite.Claim{Title: "Title of " + s.URL, Authors: []cite.Author{{Name: "Doe"}}},
				Judgement: verdict.Judgement{
					Verdict: verdict.OK, Class: verdict.Working, Confidence: 0.97,
					Reasons: []verdict.Reason{{Code: "title-match", Text: "the page is titled “Title of " + s.URL + "”"}, {Code: "status", Text: "HTTP 200"}},
				},
			}},
		},
		Resource: &snapshot.Resource{URL: s.URL, Time: when, Status: 200, Header: hop.Header, Body: []byte(body), Digest: digest, RawDigest: digest},
	}
}

// unchanged is a settlement that found the body of st again.
func unchanged(s Pending, run uint64, when time.Time, body string) *Settlement {
	st := visited(s, run, when, body)
	st.Resource = nil
	st.Snapshot = snapshot.Sum([]byte(body))
	st.Evidence.Body.Unchanged = true
	return st
}

// gone is a settlement of class broken.
func gone(s Pending, run uint64, when time.Time) *Settlement {
	st := visited(s, run, when, "")
	st.Resource = nil
	st.Evidence.Body = verdict.Body{}
	st.Evidence.Hops[0].Status = 404
	st.Claims[0].Judgement = verdict.Judgement{
		Verdict: verdict.NotFound, Class: verdict.Broken, Confidence: 0.9,
		Reasons: []verdict.Reason{{Code: "status", Text: "HTTP 404"}},
	}
	return st
}

func settle(t testing.TB, s *Store, st *Settlement) verdict.Status {
	t.Helper()
	status, err := s.Settle(st)
	if err != nil {
		t.Fatalf("Settle(source %d, run %d) = %v", st.Source, st.Run, err)
	}
	return status
}

func end(t testing.TB, s *Store, run uint64, state string) Run {
	t.Helper()
	r, err := s.EndRun(run, state)
	if err != nil {
		t.Fatalf("EndRun(%d, %s) = %v", run, state, err)
	}
	return r
}

func mark(t testing.TB, s *Store, m Mark) Mark {
	t.Helper()
	kept, err := s.PutMark(m)
	if err != nil {
		t.Fatalf("PutMark(%v) = %v", m, err)
	}
	return kept
}

// sound fails the test when the store has a finding.
func sound(t testing.TB, dir string) *Verification {
	t.Helper()
	v, err := Verify(t.Context(), dir)
	if err != nil {
		t.Fatalf("Verify(%s) = %v", dir, err)
	}
	for _, f := range v.Findings {
		t.Errorf("found %v", f)
	}
	return v
}

// article is a page of n paragraphs, no two alike.
func article(seed, n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!doctype html><title>Article %d</title>", seed)
	x := uint64(seed)*0x9E3779B97F4A7C15 + 1
	for i := range n {
		fmt.Fprintf(&b, "<p>Paragraph %d:", i)
		for range 40 {
			x ^= x << 13
			x ^= x >> 7
			x ^= x << 17
			fmt.Fprintf(&b, " %s", wordsOfText[x%uint64(len(wordsOfText))]+fmt.Sprint(x>>40%977))
		}
		b.WriteString("</p>\n")
	}
	return b.String()
}

var wordsOfText = strings.Fields("source letter archive report council footnote evidence copy paper committee index verdict river stone light")

// contents is the bytes of each file of a folder.
func contents(t testing.TB, dir string) map[string]string {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name()] = string(b)
	}
	return out
}

// edit changes an index as no store would.
func edit(t testing.TB, path string, fn func(tx *bolt.Tx) error) {
	t.Helper()
	db, err := bolt.Open(path, 0o600, &bolt.Options{Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Update(fn); err != nil {
		t.Fatal(err)
	}
}

func setSchema(t testing.TB, path string, n uint64) {
	t.Helper()
	edit(t, path, func(tx *bolt.Tx) error { return tx.Bucket(bucketMeta).Put(metaSchema, key(n)) })
}

// settleAll settles n sources by so many callers at a time.
func settleAll(t testing.TB, s *Store, callers, n int, make func(i int) *Settlement) {
	t.Helper()
	var g sync.WaitGroup
	next := atomic.Int64{}
	for range callers {
		g.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if _, err := s.Settle(make(i)); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	g.Wait()
}
