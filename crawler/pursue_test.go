package crawler

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"apud/crawler/cite"
	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

// rivers is what the articles are called and cited as.
const rivers = "The survey of the river gauges in winter"

// article is a page that no rule doubts.
func article(title string) string {
	return "<!DOCTYPE html><title>" + title + "</title><h1>" + title + "</h1><p>" +
		strings.Repeat("The survey of the river went on through the winter, as every year. ", 40)
}

// visitAs visits one address with what is known of it.
func visitAs(t *testing.T, o Options, task Task) *Result {
	t.Helper()
	o.IgnoreRobots = true
	o.Load = func(_ context.Context, j Job) (Task, error) {
		task.Job, task.Claims = j, []cite.Claim{{Title: rivers}}
		return task, nil
	}
	return crawl(t, o, task.URL)[task.URL]
}

func TestConditions(t *testing.T) {
	const body = "<title>Kept</title>"
	kept := snapshot.Sum([]byte(body))
	tagged := func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` || r.Header.Get("If-Modified-Since") == "Mon, 02 Jan 2006 15:04:05 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(w, body)
	}
	for _, test := range []struct {
		name      string
		task      Task
		handler   http.HandlerFunc
		statuses  []int
		unchanged bool
		resource  bool
		page      bool
	}{
		{"tag", Task{ETag: `"1"`, Digest: kept}, tagged, []int{304}, true, false, true},
		{"date", Task{LastModified: "Mon, 02 Jan 2006 15:04:05 GMT", Digest: kept}, tagged, []int{304}, true, false, true},
		{"other tag, same bytes", Task{ETag: `"0"`, Digest: kept}, tagged, []int{200}, true, false, true},
		{"other tag, other bytes", Task{ETag: `"0"`, Digest: snapshot.Sum(nil)}, tagged, []int{200}, false, true, true},
		{"nothing known", Task{}, tagged, []int{200}, false, true, true},
		{"304 out of the blue", Task{Digest: kept}, status(304), []int{304}, false, true, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := pipe(t, map[string]http.HandlerFunc{"a.example": test.handler})
				test.task.URL = "http://a.example/"
				test.task.Last = func() ([]byte, http.Header, error) { return []byte(body), http.Header{}, nil }
				r := visitAs(t, p.options(), test.task)
				if got := statuses(r); !slices.Equal(got, test.statuses) {
					t.Errorf("statuses = %v, want %v", got, test.statuses)
				}
				e := r.Evidence
				if e.Body.Unchanged != test.unchanged || (r.Resource != nil) != test.resource || (e.Page != nil) != test.page {
					t.Errorf("unchanged %v, resource %v, page %v, want %v, %v, %v",
						e.Body.Unchanged, r.Resource != nil, e.Page != nil, test.unchanged, test.resource, test.page)
				}
				if test.unchanged && e.Body.Digest != kept {
					t.Errorf("digest = %v, want that of what is kept", e.Body.Digest)
				}
			})
		})
	}
}

// A condition holds, but what was kept cannot be read: it is asked for anew.
func TestConditionWithoutBytes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pipe(t, map[string]http.HandlerFunc{"a.example": func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("If-None-Match") != "" {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			io.WriteString(w, article(rivers))
		}})
		for _, last := range []func() ([]byte, http.Header, error){
			nil, func() ([]byte, http.Header, error) { return nil, nil, errors.New("damaged") },
		} {
			r := visitAs(t, p.options(), Task{Job: Job{URL: "http://a.example/"}, ETag: `"1"`, Digest: snapshot.Sum(nil), Last: last})
			if r.Evidence.Status() != 200 || r.Evidence.Page == nil || r.Resource == nil {
				t.Errorf("%s", describe(r))
			}
		}
	})
}

func TestAlternatives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pipe(t, map[string]http.HandlerFunc{"a.example": func(w http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/good", "/better":
				io.WriteString(w, article(rivers))
			case "/wall":
				w.WriteHeader(http.StatusUnauthorized)
			default:
				http.NotFound(w, r)
			}
		}})
		for _, test := range []struct {
			cited        string
			alternatives []string
			want         string
			asked        []string
		}{
			{"/good", []string{"/better"}, "/good", []string{"/good"}},
			{"/bad)", []string{"/bad", "/good", "/better"}, "/good", []string{"/bad)", "/bad", "/good"}},
			{"/bad", []string{"/worse", "/wall"}, "/bad", []string{"/bad", "/worse", "/wall"}},
			{"/bad", []string{"/wall", "/good"}, "/good", []string{"/bad", "/wall", "/good"}},
			{"/wall", []string{"/good"}, "/wall", []string{"/wall"}},
			{"/bad", nil, "/bad", []string{"/bad"}},
		} {
			before := len(p.paths("a.example"))
			task := Task{Job: Job{URL: "http://a.example" + test.cited}}
			for _, a := range test.alternatives {
				task.Alternatives = append(task.Alternatives, "http://a.example"+a)
			}
			r := visitAs(t, p.options(), task)
			if want := "http://a.example" + test.want; r.URL != want || r.Evidence.URL != want {
				t.Errorf("%s: URL = %s, want %s", test.cited, r.URL, want)
			}
			if r.Job.URL != task.URL {
				t.Errorf("%s: the job is now %s", task.URL, r.Job.URL)
			}
			// The second try of a page that is not found is the browser's.
			if got := slices.Compact(p.paths("a.example")[before:]); !slices.Equal(got, test.asked) {
				t.Errorf("%s: asked for %v, want %v", test.cited, got, test.asked)
			}
		}
	})
}

// The second try calls itself a browser, once, and what it says counts.
func TestSecondTry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pipe(t, map[string]http.HandlerFunc{"a.example": func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.UserAgent(), "apud") || r.URL.Path == "/never" {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			io.WriteString(w, article(rivers))
		}})
		for path, want := range map[string]int{"/browsers": 200, "/never": 403} {
			r := visitAs(t, p.options(), Task{Job: Job{URL: "http://a.example" + path}})
			if got := r.Evidence.Status(); got != want || r.Requests != 2 {
				t.Errorf("%s: status %d after %d requests, want %d after 2", path, got, r.Requests, want)
			}
			if tries := r.Evidence.Retried; len(tries) != 1 || tries[0].Why != "user-agent" || tries[0].Status != 403 {
				t.Errorf("%s: tries = %+v", path, tries)
			}
		}
		if gap := p.gaps("a.example")[0]; gap < time.Second {
			t.Errorf("gap = %v before the second try", gap)
		}
	})
}

func TestFurtherTries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		failures := 0
		p := pipe(t, map[string]http.HandlerFunc{"a.example": func(w http.ResponseWriter, r *http.Request) {
			if failures--; failures >= 0 {
				if r.URL.Path == "/busy" {
					w.Header().Set("Retry-After", "30")
					w.WriteHeader(http.StatusServiceUnavailable)
					return
				}
				w.WriteHeader(http.StatusInternalServerError)
				return
			}
			io.WriteString(w, article(rivers))
		}})
		for _, test := range []struct {
			path     string
			failures int
			want     int
			took     time.Duration
		}{
			{"/", 0, 200, 0},
			{"/", 1, 200, time.Second},
			{"/", 2, 200, 6 * time.Second},
			{"/", 5, 500, 6 * time.Second},
			{"/busy", 1, 200, 30 * time.Second},
		} {
			failures = test.failures
			began := time.Now()
			r := visitAs(t, p.options(), Task{Job: Job{URL: "http://a.example" + test.path}})
			if got := r.Evidence.Status(); got != test.want {
				t.Errorf("%s, %d failures: status %d, want %d", test.path, test.failures, got, test.want)
			}
			if took := time.Since(began); took < test.took || took > test.took+time.Second {
				t.Errorf("%s, %d failures: took %v, want %v", test.path, test.failures, took, test.took)
			}
		}
	})
}

// One probe tells of a whole folder.
func TestSiblingsShareTheProbe(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pipe(t, map[string]http.HandlerFunc{"a.example": func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, article("Nothing of the kind"))
		}})
		o := p.options()
		o.IgnoreRobots = true
		o.Load = func(_ context.Context, j Job) (Task, error) {
			return Task{Job: j, Claims: []cite.Claim{{Title: "A history of the tide tables of the northern ports"}}}, nil
		}
		var urls []string
		for i := range 6 {
			urls = append(urls, fmt.Sprintf("http://a.example/texts/%d-tables", i))
		}
		for url, r := range crawl(t, o, urls...) {
			if r.Judgements[0].Verdict != verdict.Soft404 || r.Evidence.Sibling == nil {
				t.Errorf("%s: %v, %s", url, r.Judgements[0], describe(r))
			}
		}
		if got := len(p.paths("a.example")); got != len(urls)+1 {
			t.Errorf("%d requests, want one more than pages: %v", got, p.paths("a.example"))
		}
	})
}

// What has a probe ahead of it keeps its room in the budget, and gives it back.
func TestBudgetIsGivenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		large := article("Nothing of the kind") + strings.Repeat(" ", 5<<20)
		web := map[string]http.HandlerFunc{}
		var urls []string
		for i := range 15 {
			host := fmt.Sprintf("h%d.example", i)
			web[host] = text(large, "")
			urls = append(urls, "http://"+host+"/texts/tables")
		}
		p := pipe(t, web)
		o := p.options()
		o.Load = func(_ context.Context, j Job) (Task, error) {
			return Task{Job: j, Claims: []cite.Claim{{Title: "A history of the tide tables of the northern ports"}}}, nil
		}
		for url, r := range crawl(t, o, urls...) {
			if r.Evidence.Body.Size != int64(len(large)) || r.Evidence.Fault != nil || r.Evidence.Sibling == nil {
				t.Errorf("%s: %d bytes, %s", url, r.Evidence.Body.Size, describe(r))
			}
		}
	})
}

func TestRefresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refresh := func(to string) string {
			return `<title>One moment</title><meta http-equiv="refresh" content="0; url=` + to + `"><p>You are being sent on.`
		}
		p := pipe(t, map[string]http.HandlerFunc{
			"a.example": func(w http.ResponseWriter, r *http.Request) {
				switch r.URL.Path {
				case "/away":
					io.WriteString(w, refresh("http://b.example/here"))
				case "/self":
					io.WriteString(w, refresh("/self")+article(rivers))
				case "/ping":
					io.WriteString(w, refresh("/pong"))
				case "/pong":
					io.WriteString(w, refresh("/ping"))
				case "/mail":
					io.WriteString(w, refresh("mailto:a@example.org")+article(rivers))
				}
			},
			"b.example": text(article(rivers), ""),
		})
		for path, want := range map[string]string{
			"/away": "http://b.example/here", "/self": "http://a.example/self", "/ping": "http://a.example/pong", "/mail": "http://a.example/mail",
		} {
			r := visitAs(t, p.options(), Task{Job: Job{URL: "http://a.example" + path}})
			if got := r.Evidence.FinalURL(); got != want || r.Evidence.Fault != nil || r.Evidence.Status() != 200 {
				t.Errorf("%s: final URL %s, want %s: %s", path, got, want, describe(r))
			}
			if path == "/away" && r.Evidence.Hops[1].Via != "refresh" {
				t.Errorf("via = %q, want refresh", r.Evidence.Hops[1].Via)
			}
		}
	})
}

// Cookies go where a browser would send them, within one check.
func TestCookies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const set = "http://www.a.co.uk/set"
		p := pipe(t, map[string]http.HandlerFunc{
			"www.a.co.uk": func(w http.ResponseWriter, r *http.Request) {
				switch r.URL.Path {
				case "/set":
					for _, c := range []string{
						"own=1", "domain=2; Domain=a.co.uk", "suffix=3; Domain=co.uk", "foreign=4; Domain=b.co.uk",
						"path=5; Path=/deep", "secure=6; Secure", "old=7; Max-Age=0", "later=8; Path=/; Max-Age=60",
					} {
						w.Header().Add("Set-Cookie", c)
					}
					http.Redirect(w, r, "/deep/page", http.StatusFound)
				case "/deep/page":
					http.Redirect(w, r, "http://a.co.uk/", http.StatusFound)
				}
			},
			"a.co.uk": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "http://b.co.uk/", http.StatusFound) },
			"b.co.uk": text(article(rivers), ""),
		})
		visitAs(t, p.options(), Task{Job: Job{URL: set}})
		for host, want := range map[string][]string{
			"www.a.co.uk": {"", "path=5; own=1; domain=2; later=8"}, "a.co.uk": {"domain=2"}, "b.co.uk": {""},
		} {
			for i, a := range p.seen(host, false) {
				if got := a.header.Get("Cookie"); got != want[i] {
					t.Errorf("%s%s: cookies %q, want %q", host, a.path, got, want[i])
				}
			}
		}
	})
}
