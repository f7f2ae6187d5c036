package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"apud/crawler/cite"
	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

// visit is a source being checked. It belongs to the worker that serves it, and
// to the scheduler in between.
type visit struct {
	c    *Crawler
	run  *run
	task Task

	// chain is the fetch under way; nil before the first and after the last.
	chain    *chain
	started  bool
	requests int

	// The reading of the address that is being judged: what was seen of it,
	// and the chain and the answer that decide.
	reading
	// cited is the cited reading when an alternative is tried.
	cited *reading
	tried int // alternatives begun

	// For the scheduler: where to go on, after which pause, from which instant;
	// the host that waits for this visit.
	to    string
	wait  time.Duration
	wake  time.Duration
	holds *host
}

// reading is one address of the source, visited and judged.
type reading struct {
	url      string
	evidence verdict.Evidence
	page     *chain
	answer   answer
	// conditional says that the answer may be that nothing has changed.
	conditional bool
	needed      map[string]int // needs met, by kind
	judgements  []verdict.Judgement
}

func newVisit(c *Crawler, r *run, t Task) *visit {
	if len(t.Claims) == 0 {
		t.Claims = make([]cite.Claim, 1)
	}
	return &visit{c: c, run: r, task: t}
}

func (v *visit) unfinished() bool { return v.chain != nil }

// asksRobots reports whether the visit is after a robots.txt.
func (v *visit) asksRobots() bool { return v.chain != nil && v.chain.purpose == forRobots }

// free gives back what the bytes at hand have of the budget.
func (v *visit) free() { v.run.budget.release(&v.answer.held) }

// begin starts the visit when it has not begun.
func (v *visit) begin() {
	if v.started {
		return
	}
	v.started = true
	v.read(v.task.URL, "")
}

// read begins with a reading of the address.
func (v *visit) read(address, via string) {
	v.reading = reading{
		url:      address,
		evidence: verdict.Evidence{URL: address, Time: v.c.o.Now(), Prior: v.task.Prior},
		needed:   map[string]int{},
	}
	v.fetch(via)
}

// fetch begins the fetch of the page.
func (v *visit) fetch(via string) {
	t, fault := parseTarget(v.url)
	v.chain = &chain{at: t, via: via}
	if v.url == v.task.URL {
		v.chain.etag, v.chain.modified = v.task.ETag, v.task.LastModified
	}
	v.conditional = v.chain.etag != "" || v.chain.modified != ""
	v.page = v.chain
	if fault != nil {
		v.ended(answer{fault: fault})
	}
}

// admitted reports whether the next request may be made. When not, the visit
// has gone on: to the robots.txt, or to its end. gap is the pause that
// robots.txt asks for.
func (v *visit) admitted() (ok bool, gap time.Duration) {
	c := v.chain
	// An unverified fetch comes after robots.txt could not be had for the same
	// fault; it asks for one page, once.
	// What resolvers offer to programs is not what robots.txt is about, but
	// where they lead to is.
	if v.c.o.IgnoreRobots || c.purpose == forRobots || c.insecure || c.purpose == forIdentifier && len(c.hops) == 0 {
		return true, 0
	}
	known := v.run.robots.of(c.at.origin)
	if known == nil {
		v.chain = robotsChain(c)
		return false, 0
	}
	switch {
	case known == unavailable:
		v.forbidden("unavailable")
	case !known.allowed(c.at.path):
		v.forbidden("disallow")
	default:
		return true, known.delay
	}
	return false, known.delay
}

// forbidden ends the chain at a robots.txt.
func (v *visit) forbidden(why string) {
	if v.chain.purpose == forPage {
		v.evidence.Robots = why
		v.ended(answer{})
		return
	}
	v.chain = nil
	v.judge()
}

// answered goes on after a request.
func (v *visit) answered(ans answer) {
	c := v.chain
	if ans.hop.Status != 0 || ans.hop.IP != "" {
		c.hops = append(c.hops, ans.hop)
	}
	limit := v.c.o.Limits.Hops
	if c.purpose == forRobots {
		limit = min(limit, maxRobotsHops)
	}
	if ans.hop.Status != 0 {
		on, fault := c.follow(limit)
		if on {
			return
		}
		if fault != nil {
			ans.fault = fault
		}
	}
	v.ended(ans)
}

// ended takes in the answer that a chain ended with.
func (v *visit) ended(ans answer) {
	switch c := v.chain; c.purpose {
	case forRobots:
		v.robotsEnded(ans)
		return
	case forPage:
		v.pageEnded(ans)
	case forUnverified:
		v.evidence.Unverified = v.probe(ans)
	case forSibling:
		v.evidence.Sibling = v.probe(ans)
		v.run.siblings.put(v.evidence.Sibling)
	case forIdentifier:
		v.resolverEnded(ans)
	}
	v.chain = nil
	v.judge()
}

// pageEnded makes evidence of the answer that decides.
func (v *visit) pageEnded(ans answer) {
	e := &v.evidence
	v.answer = ans
	e.Hops = v.page.hops
	e.Fault = ans.fault
	e.Body, e.Page = verdict.Body{}, nil
	if ans.hop.Status == 0 {
		return
	}
	if ans.hop.Status == http.StatusNotModified && !v.task.Digest.IsZero() && v.conditional {
		e.Body = verdict.Body{Digest: v.task.Digest, RawDigest: v.task.Digest, Unchanged: true}
		return
	}
	e.Body = verdict.Body{
		Size: int64(len(ans.bytes)), RawSize: ans.body.rawSize,
		ContentEncoding: ans.body.encoding, Truncated: ans.body.truncated,
	}
	e.Body.Digest, e.Body.RawDigest = ans.digests()
	e.Body.Unchanged = !v.task.Digest.IsZero() && e.Body.Digest == v.task.Digest
	if !e.Body.Unchanged {
		e.Page = ans.page()
	}
}

// probe makes a probe of an answer.
func (v *visit) probe(ans answer) *verdict.Probe {
	c := v.chain
	p := &verdict.Probe{URL: c.at.url, FinalURL: c.at.url, Status: ans.hop.Status, Fault: ans.fault}
	if len(c.hops) > 0 {
		p.URL = c.hops[0].URL
	}
	if ans.hop.Status != 0 {
		p.Digest, _ = ans.digests()
		p.Page = ans.page()
	}
	return p
}

// judge concludes from what was seen, or begins the request that would settle a
// doubt.
func (v *visit) judge() {
	for _, n := range verdict.Needs(&v.evidence, v.task.Claims) {
		if v.pursue(n) {
			return
		}
	}
	v.judgements = v.judgements[:0]
	for _, claim := range v.task.Claims {
		v.judgements = append(v.judgements, verdict.Classify(&v.evidence, claim))
	}
	v.another()
}

// maxAlternatives bounds the other readings that are tried.
const maxAlternatives = 8

// another tries the next alternative while the cited reading is broken and no
// other works. When none does, the cited one counts.
func (v *visit) another() {
	if v.cited == nil && !v.all(verdict.Broken) || v.cited != nil && v.all(verdict.Working) {
		return
	}
	v.free()
	if v.cited == nil {
		first := v.reading
		v.cited = &first
	}
	if v.tried < min(len(v.task.Alternatives), maxAlternatives) {
		next := v.task.Alternatives[v.tried]
		v.tried++
		v.read(next, "alternative")
		return
	}
	v.reading = *v.cited
}

// all reports whether the reading is judged so for every claim.
func (v *visit) all(class verdict.Class) bool {
	for _, j := range v.judgements {
		if j.Class != class {
			return false
		}
	}
	return true
}

// hostDown ends the chain at a host that was given up. A visit that tried itself
// has seen what it needs to; the others say that they were not tried.
func (v *visit) hostDown(name string) {
	fault := &verdict.Fault{
		Class: verdict.FaultHostDown, Host: name,
		Text: fmt.Sprintf("not tried: the host could not be reached %d times in a row", maxFailures),
	}
	e := &v.evidence
	if n := len(e.Retried) - 1; n >= 0 {
		if f := e.Retried[n].Fault; f != nil && f.Host == name && unreached(f.Class) {
			fault, e.Retried = f, e.Retried[:n]
		}
	}
	v.needed["retry"] = atMost["retry"]
	v.ended(answer{fault: fault})
}

// abandon ends the visit for a reason of our own: nothing is known.
func (v *visit) abandon(why string) {
	v.chain = nil
	v.evidence.Fault = &verdict.Fault{Class: verdict.FaultHostDown, Text: why}
	v.judgements = nil
	for range v.task.Claims {
		v.judgements = append(v.judgements, verdict.Judgement{
			Verdict: verdict.Temporary, Class: verdict.Unknown,
			Reasons: []verdict.Reason{{Code: "not-visited", Text: why}},
		})
	}
}

// result is what the visit amounts to.
func (v *visit) result() *Result {
	r := &Result{
		Job: v.task.Job, Evidence: v.evidence, Claims: v.task.Claims, Judgements: v.judgements,
		URL: v.url, Requests: v.requests, Robots: v.run.robots.take(),
	}
	hop := v.answer.hop
	if b := v.evidence.Body; hop.Status != 0 && !b.Unchanged && !redirects(hop.Status) && !v.unseen() {
		r.Resource = &snapshot.Resource{
			URL: hop.URL, Time: hop.Start, Status: hop.Status, Header: hop.Header,
			Body: v.answer.bytes, Digest: b.Digest, RawDigest: b.RawDigest, Truncated: b.Truncated,
		}
	}
	return r
}

// unseen reports whether the source stands by a resolver's word only, so that
// what was fetched must not pass for a copy of it.
func (v *visit) unseen() bool {
	by := false
	for _, j := range v.judgements {
		if j.Class == verdict.Working && !j.ByResolver() {
			return false
		}
		by = by || j.ByResolver()
	}
	return by
}

// folder is the address of a page's folder, which siblings share. The pages of
// one script, told apart by a query, are siblings of their own.
func folder(address string) string {
	path, _, query := strings.Cut(address, "?")
	if query {
		return path + "?"
	}
	path = strings.TrimSuffix(path, "/")
	return path[:strings.LastIndexByte(path, '/')+1]
}
