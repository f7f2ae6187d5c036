package crawler

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"apud/crawler/verdict"
)

func TestPauseAskedFor(t *testing.T) {
	for _, test := range []struct {
		name   string
		status int
		header map[string]string
		want   time.Duration // of the gap that follows
	}{
		{"none", 429, nil, time.Second},
		{"seconds", 429, map[string]string{"Retry-After": "20"}, 20 * time.Second},
		{"date", 503, map[string]string{"Retry-After": "date"}, 40 * time.Second},
		{"too long", 429, map[string]string{"Retry-After": "86400"}, time.Minute},
		{"on a page that answers", 200, map[string]string{"Retry-After": "20"}, time.Second},
		{"nonsense", 429, map[string]string{"Retry-After": "soon"}, time.Second},
		{"negative", 429, map[string]string{"Retry-After": "-5"}, time.Second},
		{"rate limit used up", 200, map[string]string{"RateLimit-Remaining": "0", "RateLimit-Reset": "12"}, 12 * time.Second},
		{"rate limit left", 200, map[string]string{"RateLimit-Remaining": "3", "RateLimit-Reset": "12"}, time.Second},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				first := true
				p := pipe(t, map[string]http.HandlerFunc{"a.example": func(w http.ResponseWriter, r *http.Request) {
					if !first {
						return
					}
					first = false
					for key, value := range test.header {
						if value == "date" {
							value = time.Now().Add(40 * time.Second).UTC().Format(http.TimeFormat)
						}
						w.Header().Set(key, value)
					}
					w.WriteHeader(test.status)
				}})
				o := p.options()
				o.IgnoreRobots = true
				crawl(t, o, "http://a.example/1", "http://a.example/2")
				if got := p.gaps("a.example"); got[0] < test.want || got[0] > test.want+time.Second {
					t.Errorf("gap = %v, want %v", got, test.want)
				}
			})
		})
	}
}

// A host that twice asks for hours is left for the next run.
func TestHostPutOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pipe(t, map[string]http.HandlerFunc{
			"a.example": func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Retry-After", "7200")
				w.WriteHeader(http.StatusTooManyRequests)
			},
			"b.example": text("fine", ""),
		})
		o := p.options()
		o.IgnoreRobots = true
		var urls []string
		for i := range 20 {
			urls = append(urls, fmt.Sprintf("http://a.example/%d", i))
		}
		got, sum := crawlSummary(t, o, append(urls, "http://b.example/")...)
		if sum.Postponed == 0 || sum.Settled+sum.Postponed != 21 || got["http://b.example/"] == nil {
			t.Errorf("summary = %+v, want most of 21 put off and b.example settled", sum)
		}
		if n := len(p.seen("a.example", true)); n > 6 {
			t.Errorf("the host was asked %d times", n)
		}
	})
}

func TestMaxTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pipe(t, map[string]http.HandlerFunc{"a.example": func(http.ResponseWriter, *http.Request) {
			time.Sleep(1500 * time.Millisecond) // the fourth begins in time and ends after it
		}})
		o := p.options()
		o.IgnoreRobots, o.MaxTime = true, 5*time.Second
		var urls []string
		for i := range 10 {
			urls = append(urls, fmt.Sprintf("http://a.example/%d", i))
		}
		got, sum := crawlSummary(t, o, urls...)
		if sum.Settled != 4 || sum.Postponed != 6 {
			t.Errorf("summary = %+v, want 4 settled and 6 put off", sum)
		}
		for url, r := range got {
			if r.Evidence.Status() != 200 {
				t.Errorf("%s: status %d, want 200: it had begun", url, r.Evidence.Status())
			}
		}
	})
}

func TestCancel(t *testing.T) {
	for _, path := range []string{"header", "body", "gap", "settled"} {
		t.Run(path, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := pipe(t, map[string]http.HandlerFunc{"a.example": func(w http.ResponseWriter, r *http.Request) {
					switch r.URL.Path {
					case "/body":
						io.WriteString(w, "half")
						http.NewResponseController(w).Flush()
						fallthrough
					case "/header":
						<-r.Context().Done()
					}
				}})
				o := p.options()
				o.IgnoreRobots = true
				o.Delay = 10 * time.Second
				v := &visits{results: map[string]*Result{}}
				o.Settle = v.settle
				c, err := New(o)
				if err != nil {
					t.Fatal(err)
				}
				defer c.Close()
				ctx, cancel := context.WithCancel(t.Context())
				var stopped time.Time
				time.AfterFunc(15*time.Second, func() {
					stopped = time.Now()
					cancel()
				})
				sum, err := c.Run(ctx, jobs("http://a.example/first", "http://a.example/"+path, "http://a.example/gap2", "http://a.example/gap3"))
				if err != context.Canceled {
					t.Errorf("Run = %v, want %v", err, context.Canceled)
				}
				if took := time.Since(stopped); took > 0 {
					t.Errorf("the run ended %v after it was cancelled", took)
				}
				want := 1
				if path == "gap" || path == "settled" {
					want = 2
				}
				if sum.Settled != want || len(v.results) != want {
					t.Errorf("settled %d, kept %d, want %d", sum.Settled, len(v.results), want)
				}
				for url, r := range v.results {
					if r.Evidence.Fault != nil || r.Evidence.Status() != 200 {
						t.Errorf("%s was half settled: %+v", url, r.Evidence)
					}
				}
			})
		})
	}
}

// A result that cannot be kept ends the run, and so does a job that cannot be
// made ready.
func TestRunEndsWithError(t *testing.T) {
	failed := fmt.Errorf("disk full")
	for _, which := range []string{"load", "settle"} {
		t.Run(which, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := pipe(t, map[string]http.HandlerFunc{"a.example": text("", ""), "b.example": text("", "")})
				o := p.options()
				o.Settle = func(_ context.Context, r *Result) error {
					if which == "settle" && r.ID == 2 {
						return failed
					}
					return nil
				}
				o.Load = func(_ context.Context, j Job) (Task, error) {
					if which == "load" && j.ID == 2 {
						return Task{}, failed
					}
					return Task{Job: j}, nil
				}
				c, err := New(o)
				if err != nil {
					t.Fatal(err)
				}
				defer c.Close()
				_, err = c.Run(t.Context(), jobs("http://a.example/1", "http://b.example/2", "http://a.example/3", "http://a.example/4"))
				if err != failed {
					t.Errorf("Run = %v, want %v", err, failed)
				}
			})
		})
	}
}

// One host that cannot be connected to costs three attempts, whatever the
// number of its sources. What it says in between counts anew.
func TestBreaker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pipe(t, map[string]http.HandlerFunc{"b.example": text("", "")})
		var urls []string
		for i := range 50 {
			urls = append(urls, fmt.Sprintf("http://down.example/%d", i))
		}
		classes := map[string]int{}
		for _, r := range crawl(t, p.options(), urls...) {
			classes[faultOfResult(r)]++
			if r.Evidence.Status() != 0 || r.Resource != nil {
				t.Errorf("%s: an answer of a host that is down", r.Job.URL)
			}
		}
		if classes[verdict.FaultRefused]+classes[verdict.FaultHostDown] != 50 || classes[verdict.FaultHostDown] < 47 {
			t.Errorf("faults = %v, want 50, at least 47 of them host-down", classes)
		}
		if got := p.dials["down.example"]; got != maxFailures {
			t.Errorf("dials = %d, want %d", got, maxFailures)
		}
	})
}

// A panic on the way is an end to its visit only, and says so.
func TestPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pipe(t, map[string]http.HandlerFunc{"a.example": text("", ""), "b.example": text("", "")})
		o := p.options()
		o.RobotsCache = func(host string) *Robots {
			if host == "http://b.example" {
				panic("out of order")
			}
			return nil
		}
		got := crawl(t, o, "http://a.example/", "http://b.example/", "http://a.example/2")
		r := got["http://b.example/"]
		if r.Evidence.Fault == nil || !strings.Contains(r.Evidence.Fault.Text, "out of order") {
			t.Errorf("fault = %+v, want one that tells of the panic", r.Evidence.Fault)
		}
		if len(r.Judgements) != 1 || r.Judgements[0].Class != verdict.Unknown {
			t.Errorf("judgements = %+v, want one that cannot tell", r.Judgements)
		}
		if got["http://a.example/2"].Evidence.Status() != 200 {
			t.Error("the others were not visited")
		}
	})
}

// TestPoliteWeb crawls webs of redirects: no host is asked before its time,
// nor two things at once, and every source comes to an end.
func TestPoliteWeb(t *testing.T) {
	const hosts, pages = 4, 6
	rapid.Check(t, func(rt *rapid.T) {
		// Where each page leads to: -1 nowhere, else host*pages+page.
		next := rapid.SliceOfN(rapid.IntRange(-hosts*pages, hosts*pages-1), hosts*pages, hosts*pages).Draw(rt, "next")
		robots := rapid.SliceOfN(rapid.IntRange(0, 5), hosts, hosts).Draw(rt, "robots")
		latency := rapid.SliceOfN(rapid.IntRange(0, 2500), hosts, hosts).Draw(rt, "latency")
		cited := rapid.SliceOfNDistinct(rapid.IntRange(0, hosts*pages-1), 1, hosts*pages, rapid.ID).Draw(rt, "cited")
		address := func(n int) string { return fmt.Sprintf("http://h%d.example/%d", n/pages, n%pages) }
		synctest.Test(t, func(t *testing.T) {
			web := map[string]http.HandlerFunc{}
			for h := range hosts {
				web[fmt.Sprintf("h%d.example", h)] = func(w http.ResponseWriter, r *http.Request) {
					time.Sleep(time.Duration(latency[h]) * time.Millisecond)
					var n int
					if r.URL.Path != "/robots.txt" {
						fmt.Sscanf(r.URL.Path, "/%d", &n)
						if n = next[h*pages+n]; n >= 0 {
							http.Redirect(w, r, address(n), http.StatusFound)
						}
						return
					}
					switch robots[h] {
					case 0:
						w.WriteHeader(http.StatusInternalServerError)
					case 1:
						http.Redirect(w, r, fmt.Sprintf("http://h%d.example/robots.txt", (h+1)%hosts), http.StatusFound)
					case 2:
						io.WriteString(w, "User-agent: *\nCrawl-delay: 3\n")
					case 3:
						io.WriteString(w, "User-agent: *\nDisallow: /2\n")
					default:
						http.NotFound(w, r)
					}
				}
			}
			p := pipe(t, web)
			var urls []string
			for _, n := range cited {
				urls = append(urls, address(n))
			}
			crawl(t, p.options(), urls...)
			if p.overlaps > 0 {
				rt.Errorf("%d overlaps", p.overlaps)
			}
			for h := range hosts {
				name := fmt.Sprintf("h%d.example", h)
				if gaps := p.gaps(name); len(gaps) > 0 && slices.Min(gaps) < time.Second {
					rt.Errorf("%s: gaps %v", name, gaps)
				}
				want := 1
				if robots[(h+hosts-1)%hosts] == 1 { // and for those that point to it
					want += hosts
				}
				got := 0
				for _, path := range p.paths(name) {
					if path == "/robots.txt" {
						got++
					}
				}
				if got > want {
					rt.Errorf("%s: robots.txt was asked for %d times", name, got)
				}
			}
		})
	})
}
