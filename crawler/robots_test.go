package crawler

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"apud/crawler/verdict"
)

func TestParseRobots(t *testing.T) {
	for _, test := range []struct {
		name, robots, path string
		want               bool
	}{
		{"empty", "", "/a", true},
		{"all", "User-agent: *\nDisallow: /", "/a", false},
		{"nothing", "User-agent: *\nDisallow:", "/a", true},
		{"prefix", "User-agent: *\nDisallow: /a", "/abc", false},
		{"other path", "User-agent: *\nDisallow: /a", "/b", true},
		{"case of paths", "User-agent: *\nDisallow: /A", "/a", true},
		{"case of keys", "USER-AGENT: *\nDISALLOW: /a", "/a", false},
		{"own group", "User-agent: *\nDisallow: /\n\nUser-agent: apud\nDisallow: /x", "/a", true},
		{"own group, rule", "User-agent: *\nAllow: /\nUser-agent: Apud\nDisallow: /a", "/a", false},
		{"own group with version", "User-agent: apud/2.0 (+x)\nDisallow: /a", "/a", false},
		{"longer name", "User-agent: apudbot\nDisallow: /", "/a", true},
		{"shorter name", "User-agent: apu\nDisallow: /", "/a", true},
		{"browser's name", "User-agent: Mozilla\nDisallow: /", "/a", true},
		{"several agents", "User-agent: other\nUser-agent: apud\nDisallow: /a", "/a", false},
		{"agents and a map between", "User-agent: apud\nSitemap: http://x/\nUser-agent: other\nDisallow: /a", "/a", false},
		{"groups are joined", "User-agent: apud\nDisallow: /a\n\nUser-agent: other\nDisallow: /\n\nUser-agent: apud\nDisallow: /b", "/b", false},
		{"rule before any agent", "Disallow: /\nUser-agent: *\nDisallow: /b", "/a", true},
		{"longest wins", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
		{"longest wins, other order", "User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/c", false},
		{"alike, allow wins", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
		{"star", "User-agent: *\nDisallow: /*/private", "/x/y/private/z", false},
		{"star for nothing", "User-agent: *\nDisallow: /a*b", "/ab", false},
		{"end", "User-agent: *\nDisallow: /*.pdf$", "/a.pdf", false},
		{"not at the end", "User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", true},
		{"end, last of several", "User-agent: *\nDisallow: /*a$", "/aba", false},
		{"end of a plain one", "User-agent: *\nDisallow: /a$", "/ab", true},
		{"query", "User-agent: *\nDisallow: /s?b=1&a=2", "/s?b=1&a=2", false},
		{"query, other order", "User-agent: *\nDisallow: /s?b=1&a=2", "/s?a=2&b=1", true},
		{"escapes", "User-agent: *\nDisallow: /%7ejoe/%e2%82%ac", "/~joe/%E2%82%AC", false},
		{"bare letters", "User-agent: *\nDisallow: /€", "/%E2%82%AC", false},
		{"escaped slash", "User-agent: *\nDisallow: /a%2Fb", "/a/b", true},
		{"comment", "User-agent: * # all\nDisallow: /a # this", "/a", false},
		{"carriage returns", "User-agent: *\rDisallow: /a\r", "/a", false},
		{"byte order mark", "\ufeffUser-agent: *\nDisallow: /a", "/a", false},
		{"white space", "  User-agent :\t*\n Disallow :  /a  ", "/a", false},
		{"no colon", "User-agent *\nDisallow: /a", "/a", true},
		{"HTML", "<html><p>User-agent: *<p>Disallow: /</html>", "/a", true},
		{"bad delay", "User-agent: *\nCrawl-delay: ten\nDisallow: /a", "/a", false},
		{"itself", "User-agent: *\nDisallow: /", "/robots.txt", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := parseRobots([]byte(test.robots), "apud").allowed(test.path); got != test.want {
				t.Errorf("allowed(%q) = %v, want %v", test.path, got, test.want)
			}
		})
	}
}

func TestCrawlDelay(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"5": 5 * time.Second, "2.5": 2500 * time.Millisecond, "0": 0, "-1": 0, "x": 0, "NaN": 0,
		"1e9": maxCrawlDelay, "+Inf": maxCrawlDelay, "3600": maxCrawlDelay,
	} {
		if got := parseRobots([]byte("User-agent: *\nCrawl-delay: "+value), "apud").delay; got != want {
			t.Errorf("delay(%s) = %v, want %v", value, got, want)
		}
	}
}

// The rules say what patterns written out as regular expressions say.
func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /*a$\nAllow: /b", "/ba")
	f.Add("User-agent: apud\nDisallow: /%zz*%41\nCrawl-delay: 1", "/%zzxA")
	f.Fuzz(func(t *testing.T, robots, path string) {
		r := parseRobots([]byte(robots), "apud")
		if r.delay < 0 || r.delay > maxCrawlDelay {
			t.Errorf("delay = %v", r.delay)
		}
		longest, want := -1, true
		for _, l := range r.lines {
			p, anchored := strings.CutSuffix(l.pattern, "$")
			expr := "^" + strings.ReplaceAll(regexp.QuoteMeta(p), `\*`, ".*")
			if anchored {
				expr += "$"
			}
			re, err := regexp.Compile("(?s)" + expr)
			if err != nil {
				t.Skip("too large for a regular expression")
			}
			if n := len(l.pattern); re.MatchString(escaped(path)) && (n > longest || n == longest && l.allow) {
				longest, want = n, l.allow
			}
		}
		if got := r.allowed(path); got != (want || path == "/robots.txt") {
			t.Errorf("allowed(%q) = %v, want %v by %+v", path, got, want, r.lines)
		}
	})
}

// TestRobotsAnswers holds what each kind of answer to /robots.txt means.
func TestRobotsAnswers(t *testing.T) {
	const forbids = "User-agent: *\nDisallow: /"
	for _, test := range []struct {
		name   string
		answer http.HandlerFunc
		want   string // Evidence.Robots
		fault  string
	}{
		{"allows", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "User-agent: *\nDisallow: /x") }, "", ""},
		{"forbids", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, forbids) }, "disallow", ""},
		{"is not there", http.NotFound, "", ""},
		{"is itself forbidden", status(403), "", ""},
		{"is gone", status(410), "", ""},
		{"500", status(500), "unavailable", ""},
		{"503", status(503), "unavailable", ""},
		{"is moved", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://b.example/robots.txt", http.StatusMovedPermanently)
		}, "disallow", ""},
		{"is moved to nowhere", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://nowhere.example/robots.txt", http.StatusMovedPermanently)
		}, "unavailable", ""},
		{"is moved to what is private", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "ftp://b.example/robots.txt", http.StatusMovedPermanently)
		}, "", ""},
		{"goes in circles", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/robots.txt", http.StatusFound)
		}, "", ""},
		{"goes on and on", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
		}, "", ""},
		{"is large", func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, forbids+strings.Repeat("\n# and so on", 1<<20))
		}, "disallow", ""},
		{"rules beyond what is read", func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, strings.Repeat("# and so on\n", 1<<16)+forbids)
		}, "", ""},
		{"breaks off", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1000")
			io.WriteString(w, "User-agent: *\n")
		}, "unavailable", ""},
		{"is compressed", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(packed(t, "gzip", []byte(forbids)))
		}, "disallow", ""},
		{"does not come", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "", verdict.FaultTimeout},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := pipe(t, map[string]http.HandlerFunc{
					"a.example": func(w http.ResponseWriter, r *http.Request) {
						if strings.HasPrefix(r.URL.Path, "/robots.txt") {
							test.answer(w, r)
						}
					},
					"b.example": text("", forbids),
				})
				r := crawl(t, p.options(), "http://a.example/page")["http://a.example/page"]
				if got := r.Evidence.Robots; got != test.want {
					t.Errorf("robots = %q, want %q", got, test.want)
				}
				if got := faultOfResult(r); got != test.fault {
					t.Errorf("fault = %+v, want %q", r.Evidence.Fault, test.fault)
				}
				asked := slices.Contains(p.paths("a.example"), "/page")
				if want := test.want == "" && test.fault == ""; asked != want {
					t.Errorf("the page was asked for: %v, want %v", asked, want)
				}
				if got := len(p.paths("a.example")); got > 2+maxRobotsHops {
					t.Errorf("%d requests, want at most %d", got, 2+maxRobotsHops)
				}
			})
		})
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(code) }
}

// A robots.txt is fetched once a day and origin, and handed over to be kept.
func TestRobotsOnceADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pipe(t, map[string]http.HandlerFunc{"a.example": text("", "User-agent: *\nDisallow: /no")})
		kept := map[string]*Robots{}
		count := func() int {
			n := 0
			for _, path := range p.paths("a.example") {
				if path == "/robots.txt" {
					n++
				}
			}
			return n
		}
		visit := func() {
			t.Helper()
			o := p.options()
			o.RobotsCache = func(host string) *Robots { return kept[host] }
			for _, r := range crawl(t, o, "http://a.example/1", "http://a.example/no", "http://a.example/2") {
				if r.Robots != nil {
					kept[r.Robots.Host] = r.Robots
				}
				if got, want := r.Evidence.Robots == "disallow", strings.HasSuffix(r.Job.URL, "/no"); got != want {
					t.Errorf("%s: forbidden = %v, want %v", r.Job.URL, got, want)
				}
			}
		}
		for i, test := range []struct {
			after time.Duration
			want  int
		}{{0, 1}, {time.Hour, 1}, {20 * time.Hour, 1}, {24 * time.Hour, 2}} {
			time.Sleep(test.after)
			visit()
			if got := count(); got != test.want {
				t.Errorf("run %d: asked for robots.txt %d times so far, want %d", i+1, got, test.want)
			}
		}
		if k := kept["http://a.example"]; k == nil || k.Status != 200 || string(k.Body) != "User-agent: *\nDisallow: /no" {
			t.Errorf("kept = %+v", k)
		}
	})
}

// What could not be had is asked for anew in the next run.
func TestRobotsUnavailableIsNotBelieved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pipe(t, map[string]http.HandlerFunc{"a.example": text("", "User-agent: *\nAllow: /")})
		o := p.options()
		o.RobotsCache = func(host string) *Robots {
			return &Robots{Host: host, Fetched: time.Now().Add(-time.Hour), Status: 503}
		}
		if r := crawl(t, o, "http://a.example/")["http://a.example/"]; r.Evidence.Robots != "" {
			t.Errorf("robots = %q, want none", r.Evidence.Robots)
		}
	})
}

// Each host of a chain of redirects is asked for its own rules, and http and
// https of a name are two origins.
func TestRobotsAlongRedirects(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pipe(t, map[string]http.HandlerFunc{
			"a.example": func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					http.NotFound(w, r)
					return
				}
				http.Redirect(w, r, "http://b.example/secret", http.StatusFound)
			},
			"b.example": text("", "User-agent: apud\nDisallow: /secret"),
		})
		r := crawl(t, p.options(), "http://a.example/")["http://a.example/"]
		if r.Evidence.Robots != "disallow" || !slices.Equal(statuses(r), []int{302}) {
			t.Errorf("robots = %q, statuses = %v, want disallow after one redirect", r.Evidence.Robots, statuses(r))
		}
		if got := p.paths("b.example"); !slices.Equal(got, []string{"/robots.txt"}) {
			t.Errorf("b.example was asked for %v", got)
		}
	})
}

func TestCrawlDelayIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pipe(t, map[string]http.HandlerFunc{
			"slow.example":   text("", "User-agent: *\nCrawl-delay: 7"),
			"slower.example": text("", "User-agent: *\nCrawl-delay: 700"),
		})
		var urls []string
		for i := range 4 {
			urls = append(urls, fmt.Sprintf("http://slow.example/%d", i), fmt.Sprintf("http://slower.example/%d", i))
		}
		crawl(t, p.options(), urls...)
		for host, want := range map[string]time.Duration{"slow.example": 7 * time.Second, "slower.example": maxCrawlDelay} {
			gaps := p.gaps(host)[1:] // the first is that after robots.txt itself
			if got := slices.Min(gaps); got != want {
				t.Errorf("%s: gaps = %v, want %v", host, gaps, want)
			}
		}
	})
}

// However many hosts there are, and however long their rules, a run remembers
// no more than it has room for.
func TestRobotsMemory(t *testing.T) {
	r := &robots{now: time.Now, rules: map[string]*rules{}}
	body := []byte("User-agent: *\nDisallow: /x\n" + strings.Repeat("#\n", maxRobots/2))
	for i := range 50 {
		origin := fmt.Sprintf("http://h%d.example", i%40)
		r.fetched(origin, 200, body)
		if r.of(origin).allowed("/x") {
			t.Errorf("%s: the rules just learned are not there", origin)
		}
		r.take()
	}
	size := 0
	for _, known := range r.rules {
		size += known.size
	}
	if size != r.size || size > maxRules || len(r.rules) < 20 {
		t.Errorf("%d rules of %d bytes, %d counted, want at most %d", len(r.rules), size, r.size, maxRules)
	}
}
