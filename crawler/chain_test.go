package crawler

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"apud/crawler/verdict"
)

func TestRedirects(t *testing.T) {
	s := serve(t, 1, func(w http.ResponseWriter, r *http.Request) {
		to := func(status int, location string) {
			if location != "" {
				w.Header().Set("Location", location)
			}
			w.WriteHeader(status)
		}
		switch p := r.URL.Path; {
		case p == "/end" || p == "/dir/end":
		case strings.HasPrefix(p, "/status/"):
			status, _ := strconv.Atoi(strings.TrimPrefix(p, "/status/"))
			to(status, "/end")
		case p == "/dir/relative":
			to(302, "end")
		case p == "/protocol-relative":
			to(302, "//"+r.Host+"/end")
		case p == "/fragment":
			to(302, "/end#part")
		case p == "/unescaped":
			to(302, "/end?q=a b")
		case p == "/none":
			to(302, "")
		case p == "/mail":
			to(302, "mailto:a@example.org")
		case p == "/file":
			to(302, "file:///etc/hosts")
		case p == "/bad":
			to(302, "http://[::1/")
		case p == "/bad-escape":
			to(302, "/%zz")
		case p == "/self":
			to(302, "/self")
		case p == "/ping":
			to(302, "/pong")
		case p == "/pong":
			to(302, "/ping")
		case p == "/cookie":
			if c, err := r.Cookie("seen"); err != nil || c.Value != "yes" {
				http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes", Path: "/"})
				to(302, "/cookie")
			}
		case strings.HasPrefix(p, "/ever/"):
			n, _ := strconv.Atoi(strings.TrimPrefix(p, "/ever/"))
			to(302, fmt.Sprintf("/ever/%d", n+1))
		case strings.HasPrefix(p, "/down/"):
			n, _ := strconv.Atoi(strings.TrimPrefix(p, "/down/"))
			if n > 0 {
				to(302, fmt.Sprintf("/down/%d", n-1))
			}
		default:
			to(404, "")
		}
	})
	for _, test := range []struct {
		path  string
		want  []int
		fault string
	}{
		{"/status/301", []int{301, 200}, ""},
		{"/status/302", []int{302, 200}, ""},
		{"/status/303", []int{303, 200}, ""},
		{"/status/307", []int{307, 200}, ""},
		{"/status/308", []int{308, 200}, ""},
		{"/status/300", []int{300}, ""},
		{"/status/304", []int{304}, ""},
		{"/status/201", []int{201}, ""},
		{"/dir/relative", []int{302, 200}, ""},
		{"/protocol-relative", []int{302, 200}, ""},
		{"/fragment", []int{302, 200}, ""},
		{"/unescaped", []int{302, 200}, ""},
		{"/bad-escape", []int{302, 404}, ""},
		{"/none", []int{302}, verdict.FaultNoLocation},
		{"/mail", []int{302}, verdict.FaultScheme},
		{"/file", []int{302}, verdict.FaultScheme},
		{"/bad", []int{302}, verdict.FaultBadLocation},
		{"/self", []int{302}, verdict.FaultLoop},
		{"/ping", []int{302, 302}, verdict.FaultLoop},
		{"/cookie", []int{302, 200}, ""},
		{"/down/20", append(slices.Repeat([]int{302}, 20), 200), ""},
		{"/down/21", slices.Repeat([]int{302}, 21), verdict.FaultTooMany},
		{"/ever/0", slices.Repeat([]int{302}, 21), verdict.FaultTooMany},
	} {
		t.Run(test.path, func(t *testing.T) {
			url := s.URL + test.path
			r := crawl(t, quick(), url)[url]
			if got := statuses(r); !slices.Equal(got, test.want) {
				t.Errorf("statuses = %v, want %v", got, test.want)
			}
			if got := faultOfResult(r); got != test.fault {
				t.Errorf("fault = %+v, want %q", r.Evidence.Fault, test.fault)
			}
			if r.Resource != nil && redirects(r.Resource.Status) {
				t.Error("a redirect was kept as a resource")
			}
		})
	}
}

// Cookies of one check are not those of another.
func TestCookiesStayWithTheCheck(t *testing.T) {
	s := serve(t, 1, func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "visit", Value: r.URL.Path[1:], Path: "/"})
	})
	var urls []string
	for i := range 5 {
		urls = append(urls, fmt.Sprintf("%s/%d", s.URL, i))
	}
	crawl(t, quick(), urls...)
	for _, h := range s.seen() {
		if c := h.header.Get("Cookie"); c != "" {
			t.Errorf("%s was asked for with cookie %q, want none", h.path, c)
		}
	}
}

func TestRequestHeader(t *testing.T) {
	t.Setenv("COLLY_USER_AGENT", "other/1.0")
	t.Setenv("COLLY_MAX_BODY_SIZE", "1")
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	s := serve(t, 1, func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("whole")) })
	o := quick()
	o.Version, o.Contact = "1.2", "https://example.org/us"
	r := crawl(t, o, s.URL+"/")[s.URL+"/"]
	if got := string(r.Resource.Body); got != "whole" {
		t.Errorf("body = %q, want %q", got, "whole")
	}
	h := s.seen()[0].header
	for key, want := range map[string]string{
		"User-Agent":      "Mozilla/5.0 (compatible; apud/1.2; +https://example.org/us)",
		"Accept-Encoding": "gzip, deflate, br, zstd",
		"Cookie":          "",
		"Referer":         "",
	} {
		if got := h.Get(key); got != want {
			t.Errorf("%s = %q, want %q", key, got, want)
		}
	}
}
