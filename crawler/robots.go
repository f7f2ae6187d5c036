package crawler

import (
	"net/http"
	"sync"
	"time"

	"apud/crawler/verdict"
)

const (
	// robotsLife is how long a robots.txt is believed (RFC 9309 section 2.4).
	robotsLife = 24 * time.Hour
	// maxRobots is how much of one is read (section 2.5).
	maxRobots = 512 << 10
	// maxRules is how much robots.txt a run remembers the rules of.
	maxRules = 16 << 20
	// maxRobotsHops is how many redirects lead to one (section 2.3.1.2).
	maxRobotsHops = 5
	// maxCrawlDelay bounds what one may ask for.
	maxCrawlDelay = 30 * time.Second
)

// robots holds what the run knows of each origin's robots.txt.
type robots struct {
	kept func(origin string) *Robots
	now  func() time.Time

	mu    sync.Mutex
	rules map[string]*rules
	size  int       // of the files that the rules are of
	fresh []*Robots // fetched, and not yet handed to a result
}

// unavailable are the rules of an origin whose robots.txt could not be had
// (section 2.3.1.4): nothing may be visited, for now.
var unavailable = &rules{}

// of gives the rules of an origin; nil when they must be fetched.
func (r *robots) of(origin string) *rules {
	r.mu.Lock()
	known := r.rules[origin]
	r.mu.Unlock()
	if known != nil || r.kept == nil {
		return known
	}
	k := r.kept(origin)
	if k == nil || r.now().Sub(k.Fetched) >= robotsLife || k.Fetched.After(r.now()) || k.Status == 0 || k.Status >= 500 {
		return nil
	}
	return r.learn(origin, k.Status, k.Body)
}

// fetched takes in an answer. Status 0 means that there was none.
func (r *robots) fetched(origin string, status int, body []byte) {
	body = body[:min(len(body), maxRobots)]
	r.learn(origin, status, body)
	k := &Robots{Host: origin, Fetched: r.now(), Status: status}
	if status/100 == 2 {
		k.Body = append([]byte(nil), body...)
	}
	r.mu.Lock()
	r.fresh = append(r.fresh, k)
	r.mu.Unlock()
}

func (r *robots) learn(origin string, status int, body []byte) *rules {
	var known *rules
	switch {
	case status/100 == 2:
		known = parseRobots(body, productToken)
	case status == 0, status >= 500:
		known = unavailable
	default: // 4xx, and redirects that lead nowhere: there is none
		known = &rules{}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if known != unavailable {
		known.size = len(body)
	}
	r.forget(origin)
	r.rules[origin] = known
	r.size += known.size
	for other := range r.rules { // which one does not matter: it can be had again
		if r.size <= maxRules {
			break
		}
		if other != origin {
			r.forget(other)
		}
	}
	return known
}

func (r *robots) forget(origin string) {
	if old := r.rules[origin]; old != nil {
		r.size -= old.size
		delete(r.rules, origin)
	}
}

// take gives one that was fetched and is yet to be kept; nil when there is none.
func (r *robots) take() *Robots {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.fresh) == 0 {
		return nil
	}
	k := r.fresh[0]
	r.fresh = r.fresh[1:]
	return k
}

// robotsChain is the fetch of the robots.txt that the chain c waits for.
func robotsChain(c *chain) *chain {
	t, _ := parseTarget(c.at.origin + "/robots.txt")
	return &chain{purpose: forRobots, at: t, after: c}
}

// robotsEnded takes in the last answer of a robots.txt's chain and goes on with
// the one that waited for it.
func (v *visit) robotsEnded(ans answer) {
	c := v.chain
	origin := c.after.at.origin
	v.chain = c.after
	status := ans.hop.Status
	switch {
	case ans.fault == nil, status != 0 && ans.fault.Class != verdict.FaultTruncated:
		v.run.robots.fetched(origin, status, ans.bytes)
	case status != 0, len(c.hops) > 0 && c.hops[0].Status != 0: // or what it redirects to cannot be had
		v.run.robots.fetched(origin, http.StatusServiceUnavailable, nil)
	default:
		// What keeps us from the robots.txt keeps us from the page. It is not
		// remembered, so that another try finds out anew.
		v.ended(ans)
	}
}
