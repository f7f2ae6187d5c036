package verdict

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"apud/crawler/cite"
	"apud/crawler/page"
)

func needed(t *testing.T, e *Evidence, c cite.Claim, kind string, wait time.Duration) Need {
	t.Helper()
	n := Needs(e, []cite.Claim{c})
	switch {
	case kind == "" && len(n) > 0:
		t.Errorf("Needs(status %d, %v, %v) = %+v, want none", e.Status(), e.Fault, e.Retried, n)
	case kind != "" && (len(n) == 0 || n[0].Kind != kind || n[0].Wait != wait):
		t.Errorf("Needs(status %d, %v, %v) = %+v, want %s after %v", e.Status(), e.Fault, e.Retried, n, kind, wait)
	case kind != "":
		return n[0]
	}
	return Need{}
}

func (e *Evidence) tried(whys ...string) *Evidence {
	for _, w := range whys {
		e.Retried = append(e.Retried, Try{Why: w})
	}
	return e
}

func TestNeedsOfFaults(t *testing.T) {
	for _, class := range []string{FaultRefused, FaultReset, FaultProtocol, FaultDNSTemporary} {
		needed(t, faulty(class), titled(mill), "retry", time.Second)
		needed(t, faulty(class).tried(class), titled(mill), "retry", 5*time.Second)
		needed(t, faulty(class).tried(class, class), titled(mill), "", 0)
	}
	needed(t, faulty(FaultTimeout), titled(mill), "retry", time.Second)
	needed(t, faulty(FaultTimeout).tried(FaultTimeout), titled(mill), "", 0)
	for _, class := range []string{FaultDNSNotFound, FaultLoop, FaultTooMany, FaultMalformed, FaultScheme, FaultNoURL, FaultForbidden, FaultHostDown} {
		needed(t, faulty(class), titled(mill), "", 0)
	}
	needed(t, faulty(FaultTLSExpired), titled(mill), "unverified", 0)
	needed(t, faulty(FaultTLSExpired), titled(""), "", 0)
	again := faulty(FaultTLSExpired)
	again.Unverified = &Probe{}
	needed(t, again, titled(mill), "", 0)
}

func TestNeedsOfStatus(t *testing.T) {
	for _, s := range []int{403, 404, 406, 410, 418, 999} {
		needed(t, answered(s, ""), titled(mill), "user-agent", 0)
		needed(t, answered(s, "").tried("user-agent"), titled(mill), "", 0)
	}
	for _, s := range []int{500, 502, 503, 504, 522} {
		needed(t, answered(s, ""), titled(mill), "retry", time.Second)
		needed(t, answered(s, "").tried("server-error"), titled(mill), "retry", 5*time.Second)
		needed(t, answered(s, "").tried("server-error", "server-error"), titled(mill), "", 0)
	}
	for _, s := range []int{200, 400, 401, 402, 405, 429, 451, 501} {
		needed(t, answered(s, article(mill, 200)), titled(mill), "", 0)
	}
	for _, s := range []int{429, 503} {
		needed(t, answered(s, "").with("Retry-After", "7"), titled(mill), "retry", 7*time.Second)
		needed(t, answered(s, "").with("Retry-After", start.Add(30*time.Second).Format(http.TimeFormat)), titled(mill), "retry", 30*time.Second)
		needed(t, answered(s, "").with("Retry-After", "7").tried("server-error"), titled(mill), "", 0)
		needed(t, answered(s, "").with("Retry-After", "3600"), titled(mill), "", 0)
	}
	// A wall that gives its name lets no other browser in.
	needed(t, answered(403, "").with("Cf-Mitigated", "challenge"), titled(mill), "", 0)
}

func TestNeedsOfPages(t *testing.T) {
	meta := `<html><head><meta http-equiv="refresh" content="3; url=/new"></head><body>Moved.</body></html>`
	if n := needed(t, answered(200, meta), titled(mill), "refresh", 0); n.URL != "https://gazette.example.org/new" {
		t.Errorf("refresh to %q", n.URL)
	}
	needed(t, answered(200, strings.Replace(meta, "3;", "30;", 1)), titled(""), "", 0)
	script := `<script>window.location.href = "/new";</script>`
	needed(t, answered(200, "<html><head>"+script+"</head><body></body></html>"), titled(mill), "refresh", 0)
	needed(t, answered(200, article(mill, 200)+script), titled(mill), "", 0)
	needed(t, answered(200, article("Another story altogether", 200)+script), titled(mill), "sibling", 0)
}

func TestNeedsSibling(t *testing.T) {
	needed(t, answered(200, article(mill, 200)), titled(mill), "", 0)
	needed(t, answered(200, article("Another story altogether", 200)), titled(mill), "sibling", 0)
	needed(t, answered(200, article(mill, 200)), titled(""), "sibling", 0)
	needed(t, answered(200, article("Page not found", 10)), titled(mill), "", 0)
	needed(t, reached(200, article("The Gazette", 200), "https://gazette.example.org/"), titled(""), "", 0)
	// A text that stayed needs no witness.
	needed(t, answered(200, article(mill, 380)).first(article(mill, 400)), titled(""), "", 0)
	// One claim of two is enough to ask.
	n := Needs(answered(200, article(mill, 200)), []cite.Claim{titled(mill), titled("Another story altogether")})
	if len(n) != 1 || n[0].Kind != "sibling" {
		t.Errorf("Needs = %v, want a sibling", n)
	}
	with := answered(200, article("Another story altogether", 200))
	with.Sibling = &Probe{URL: "x", Status: 404, Page: &page.Page{}}
	needed(t, with, titled(mill), "", 0)
}

func TestSiblingOf(t *testing.T) {
	for _, address := range []string{
		"https://gazette.example.org/2019/03/essay.html", "https://gazette.example.org/a/b/", "https://gazette.example.org/story-42?x=y",
		"https://gazette.example.org/a%20b/c%2Fd", "https://gazette.example.org/17",
	} {
		s := siblingOf(address)
		a, _ := url.Parse(address)
		b, err := url.Parse(s)
		if err != nil || s == address || a.Host != b.Host || b.RawQuery != "" {
			t.Errorf("siblingOf(%s) = %s", address, s)
			continue
		}
		cut := func(u *url.URL) string {
			p := strings.TrimSuffix(u.EscapedPath(), "/")
			return p[:strings.LastIndexByte(p, '/')]
		}
		if cut(a) != cut(b) || strings.HasSuffix(a.Path, "/") != strings.HasSuffix(b.Path, "/") ||
			strings.HasSuffix(a.Path, ".html") != strings.HasSuffix(b.Path, ".html") {
			t.Errorf("siblingOf(%s) = %s, want one of the same folder and shape", address, s)
		}
		if again := siblingOf(address); again != s {
			t.Errorf("siblingOf(%s) = %s, then %s", address, s, again)
		}
	}
	q := siblingOf("https://gazette.example.org/article?lang=en&id=17#x")
	if !strings.HasPrefix(q, "https://gazette.example.org/article?lang=en&id=9") || len(q) != len("https://gazette.example.org/article?lang=en&id=1234567") {
		t.Errorf("siblingOf a query = %s", q)
	}
	for _, address := range []string{"", "https://gazette.example.org", "https://gazette.example.org/", "mailto:x@example.org"} {
		if s := siblingOf(address); s != "" {
			t.Errorf("siblingOf(%q) = %q, want none", address, s)
		}
	}
}
