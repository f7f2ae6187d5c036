package crawler

import (
	"net/http"
	"net/netip"
	"slices"
	"testing"
	"time"

	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

// loopback lets tests reach their servers' ports.
var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}

func TestRunKeepsWhatCame(t *testing.T) {
	const body = "<html><title>Report on rivers</title><p>Text."
	s := serve(t, 1, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte(body))
	})
	url := s.URL + "/report"
	r := crawl(t, quick(), url)[url]
	if got, want := r.ID, uint64(1); got != want {
		t.Errorf("ID = %d, want %d", got, want)
	}
	if r.Resource == nil {
		t.Fatal("no resource")
	}
	if got := string(r.Resource.Body); got != body {
		t.Errorf("body = %q, want %q", got, body)
	}
	if got, want := r.Resource.Digest, snapshot.Sum([]byte(body)); got != want || r.Evidence.Body.Digest != want {
		t.Errorf("digest = %v, want %v", got, want)
	}
	hop := r.Evidence.Hops[0]
	if hop.Status != 200 || hop.IP != "127.0.0.2" || hop.Proto != "HTTP/1.1" || hop.Header.Get("Content-Type") != "text/html" {
		t.Errorf("hop = %+v", hop)
	}
	if hop.Connected <= 0 || hop.FirstByte < hop.Connected || hop.Done < hop.FirstByte {
		t.Errorf("times out of order: %v %v %v", hop.Connected, hop.FirstByte, hop.Done)
	}
}

func TestRedirectsAcrossHosts(t *testing.T) {
	last := serve(t, 1, func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("here")) })
	middle := serve(t, 2, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, last.URL+"/c", http.StatusMovedPermanently)
	})
	first := serve(t, 3, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/a" {
			http.Redirect(w, r, "/b", http.StatusFound)
			return
		}
		http.Redirect(w, r, middle.URL+"/", http.StatusSeeOther)
	})
	url := first.URL + "/a"
	r := crawl(t, quick(), url)[url]
	if got, want := statuses(r), []int{302, 303, 301, 200}; !slices.Equal(got, want) {
		t.Errorf("statuses = %v, want %v", got, want)
	}
	if got, want := r.Evidence.FinalURL(), last.URL+"/c"; got != want {
		t.Errorf("final URL = %q, want %q", got, want)
	}
	if got := r.Evidence.Hops[1].Via; got != "redirect" {
		t.Errorf("via = %q, want redirect", got)
	}
}

func TestPoliteAcrossRedirects(t *testing.T) {
	const delay = 30 * time.Millisecond
	target := serve(t, 1, func(w http.ResponseWriter, r *http.Request) {})
	o := quick()
	o.Delay = delay
	var urls []string
	for n := range 4 {
		s := serve(t, 2+n, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, target.URL+r.URL.Path, http.StatusFound)
		})
		for _, p := range []string{"/1", "/2", "/3"} {
			urls = append(urls, s.URL+p+string(rune('a'+n)))
		}
	}
	crawl(t, o, urls...)
	hits := target.seen()
	if len(hits) != len(urls) {
		t.Fatalf("hits = %d, want %d", len(hits), len(urls))
	}
	for i := 1; i < len(hits); i++ {
		// The server's stamps lag behind the client's by what the system needs.
		if gap := hits[i].at.Sub(hits[i-1].at); gap < delay*8/10 {
			t.Errorf("gap %d = %v, want at least %v", i, gap, delay)
		}
	}
}

func TestHostDown(t *testing.T) {
	t.Parallel() // further tries wait
	s := serve(t, 1, func(http.ResponseWriter, *http.Request) {})
	s.Close()
	var urls []string
	for _, p := range []string{"/1", "/2", "/3", "/4", "/5"} {
		urls = append(urls, s.URL+p)
	}
	classes := map[string]int{}
	for _, r := range crawl(t, quick(), urls...) {
		classes[faultOfResult(r)]++
	}
	if classes[verdict.FaultRefused] == 0 || classes[verdict.FaultHostDown] == 0 {
		t.Errorf("faults = %v, want refused and then host-down", classes)
	}
}
