package crawler

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"apud/crawler/crawltest"
	"apud/crawler/verdict"
)

// TestHostileWeb visits all that means harm at once: each visit comes to an end
// with what came, within the limits.
func TestHostileWeb(t *testing.T) {
	site, err := crawltest.Load(os.DirFS("../testdata/sites"), "hostile.txtar")
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		web, err := site.ServeInMemory()
		if err != nil {
			t.Fatal(err)
		}
		defer web.Close()
		urls := []string{
			"http://hostile-deaf.example.net/", "http://hostile.example.net/stall", "http://hostile.example.net/hang",
			"http://hostile.example.net/" + strings.Repeat("a", 40<<10), "http://hostile.example.net:1/", "http://hostile.example.net:443/",
		}
		for name := range crawltest.Traps() {
			urls = append(urls, "http://hostile.example.net/"+name)
		}
		o := Options{
			Dial:   web.DialContext,
			Limits: Limits{Raw: 1 << 20, Decoded: 2 << 20},
			Load:   func(_ context.Context, j Job) (Task, error) { return Task{Job: j}, nil },
		}
		got := crawl(t, o, urls...)
		for name, want := range map[string]string{
			"endless": "length", "trickle": "time", "hang": "time",
			"gzip-bomb": "decode", "br-bomb": "decode", "zstd-bomb": "decode", "layered-bomb": "decode",
		} {
			r := got["http://hostile.example.net/"+name]
			if r.Evidence.Status() != 200 || r.Evidence.Body.Truncated != want {
				t.Errorf("%s: truncated %q, want 200 and %q: %s", name, r.Evidence.Body.Truncated, want, describe(r))
			}
		}
		for url, r := range got {
			if b := r.Evidence.Body; b.Size > 2<<20 || b.RawSize > 1<<20 {
				t.Errorf("%s: %d bytes kept of %d", url, b.Size, b.RawSize)
			}
			if len(r.Evidence.Hops) > 21 {
				t.Errorf("%s: %d hops", url, len(r.Evidence.Hops))
			}
			if len(r.Judgements) != 1 || r.Judgements[0].Verdict == "" {
				t.Errorf("%s: judgements %v", url, r.Judgements)
			}
		}
		maze := got["http://hostile.example.net/redirect-maze"]
		if f := maze.Evidence.Fault; f == nil || f.Class != verdict.FaultTooMany {
			t.Errorf("maze: %s", describe(maze))
		}
		for _, r := range web.Log() {
			if n := len(r.Header.Get("Cookie")); n > maxCookies {
				t.Errorf("%s was sent %d bytes of cookies", r.Path, n)
			}
			if r.Method != "GET" {
				t.Errorf("%s %s", r.Method, r.Path)
			}
		}
	})
}

// Connections that break cost their own visits only, however many there are.
func TestFloodOfResets(t *testing.T) {
	const archive = `
-- a.example/reset* --
fault: reset
-- a.example/cut* --
cut: 100
words: 300

# Cut off
-- a.example/noise* --
fault: noise
-- a.example/empty* --
fault: empty
-- a.example/fine* --
words: 200

# Fine
-- a.example/robots.txt --
status: 404
`
	var all strings.Builder
	hosts := []string{"a.example", "b.example", "c.example", "d.example"}
	for _, h := range hosts {
		all.WriteString(strings.ReplaceAll(archive, "a.example", h))
	}
	site, err := crawltest.Parse("resets", []byte(all.String()))
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		web, err := site.ServeInMemory()
		if err != nil {
			t.Fatal(err)
		}
		defer web.Close()
		var urls []string
		for _, h := range hosts {
			for _, kind := range []string{"reset", "cut", "noise", "empty", "fine"} {
				for i := range 8 {
					urls = append(urls, "http://"+h+"/"+kind+string(rune('a'+i)))
				}
			}
		}
		o := Options{
			Dial: web.DialContext, Delay: -1,
			Load: func(_ context.Context, j Job) (Task, error) { return Task{Job: j}, nil },
		}
		for url, r := range crawl(t, o, urls...) {
			_, path, _ := strings.Cut(strings.TrimPrefix(url, "http://"), "/")
			want := map[string][]string{
				"reset": {verdict.FaultReset}, "cut": {verdict.FaultTruncated}, "fine": {""},
				"noise": {verdict.FaultProtocol}, "empty": {verdict.FaultProtocol, verdict.FaultReset},
			}[path[:len(path)-1]]
			if got := faultOfResult(r); !slices.Contains(want, got) {
				t.Errorf("%s: fault %q, want %v: %s", url, got, want, describe(r))
			}
		}
	})
}
