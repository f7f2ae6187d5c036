package crawler

import (
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"apud/crawler/verdict"
)

// purpose is what a chain of requests is made for.
type purpose int

const (
	forPage purpose = iota
	forRobots
	forUnverified
	forSibling
	forIdentifier
)

const (
	// probeBody is how much is read of an answer that says something of another.
	probeBody = 256 << 10
	// maxCookies is how much is sent of what servers set; they take no more themselves.
	maxCookies = 8 << 10
)

// most is how much is read of an answer; 0 leaves it to the limits.
func (p purpose) most() int64 {
	switch p {
	case forPage:
		return 0
	case forRobots:
		return maxRobots
	}
	return probeBody
}

// chain is one fetch: a request and those that its redirects lead to. It
// travels through the scheduler from host to host, with its cookies.
type chain struct {
	purpose purpose
	at      target // to be asked for next
	via     string // what led there
	hops    []verdict.Hop
	jar     http.CookieJar // nil until a server sets a cookie
	seen    map[string]bool
	browser bool // names itself a browser
	// insecure lets any certificate pass.
	insecure bool
	// etag and modified are conditions of the first request.
	etag, modified string
	// after is the chain that waits for this one.
	after *chain
}

// header is what the next request says.
func (c *chain) header(agent string) http.Header {
	if c.browser {
		agent = browserAgent
	}
	h := http.Header{
		"User-Agent":      {agent},
		"Accept":          {"text/html,application/xhtml+xml,application/pdf;q=0.9,application/xml;q=0.9,*/*;q=0.8"},
		"Accept-Language": {"en,*;q=0.5"},
		"Accept-Encoding": {acceptEncoding},
	}
	if cookie := c.cookies(); cookie != "" {
		h["Cookie"] = []string{cookie}
	}
	if c.etag != "" {
		h["If-None-Match"] = []string{c.etag}
	}
	// A date says little at an address that it was not given for.
	if c.modified != "" && len(c.hops) == 0 {
		h["If-Modified-Since"] = []string{c.modified}
	}
	return h
}

// cookies are those for the next request.
func (c *chain) cookies() string {
	if c.jar == nil {
		return ""
	}
	u, err := url.Parse(c.at.url)
	if err != nil {
		return ""
	}
	var b strings.Builder
	for _, k := range c.jar.Cookies(u) {
		if b.Len()+len(k.Name)+len(k.Value) > maxCookies {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("; ")
		}
		b.WriteString(k.Name + "=" + k.Value)
	}
	return b.String()
}

// keepCookies takes in those that an answer set.
func (c *chain) keepCookies(h http.Header) {
	if len(h["Set-Cookie"]) == 0 {
		return
	}
	u, err := url.Parse(c.at.url)
	if err != nil {
		return
	}
	if c.jar == nil {
		// New fails for no options.
		c.jar, _ = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
	}
	c.jar.SetCookies(u, (&http.Response{Header: h}).Cookies())
}

// follow goes where the last hop points. It reports false when the chain ends
// there, with a fault when it ought not to.
func (c *chain) follow(maxHops int) (bool, *verdict.Fault) {
	last := &c.hops[len(c.hops)-1]
	c.keepCookies(last.Header)
	if !redirects(last.Status) {
		return false, nil
	}
	location := last.Header.Get("Location")
	if location == "" {
		return false, c.fault(verdict.FaultNoLocation, fmt.Sprintf("status %d names no address to go to", last.Status))
	}
	return c.turn(location, "redirect", maxHops)
}

// turn sets the chain's course for ref, seen from where it is.
func (c *chain) turn(ref, via string, maxHops int) (bool, *verdict.Fault) {
	next, fault := resolveTarget(c.at.url, ref)
	if fault != nil {
		fault.Host = c.at.host
		if fault.Class == verdict.FaultMalformed {
			fault.Class = verdict.FaultBadLocation
		}
		return false, fault
	}
	if len(c.hops) > maxHops {
		return false, c.fault(verdict.FaultTooMany, fmt.Sprintf("more than %d redirects", maxHops))
	}
	if c.seen == nil {
		c.seen = map[string]bool{c.at.url + " ": true}
	}
	c.at, c.via = next, via
	// A page that redirects to itself and sets a cookie is no loop, but the
	// same page asked for with the same cookies is.
	key := next.url + " " + c.cookies()
	if c.seen[key] {
		return false, c.fault(verdict.FaultLoop, "the redirects run in a circle at "+next.url)
	}
	c.seen[key] = true
	return true, nil
}

func (c *chain) fault(class, text string) *verdict.Fault {
	return &verdict.Fault{Class: class, Text: text, Host: c.at.host}
}
