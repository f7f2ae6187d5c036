package crawler

import (
	"sync"

	"apud/crawler/verdict"
)

// atMost is how often a check may meet each kind of need.
var atMost = map[string]int{
	"user-agent": 1, "retry": 2, "unverified": 1, "refresh": 3, "sibling": 1, "page": 1,
}

// pursue begins what a need asks for. It reports false when there is nothing
// to begin.
func (v *visit) pursue(n verdict.Need) bool {
	if v.needed[n.Kind] >= atMost[n.Kind] {
		return false
	}
	v.needed[n.Kind]++
	v.wait = min(n.Wait, maxPause)
	switch n.Kind {
	case "user-agent":
		v.again(n.Kind)
		v.chain.browser = true
	case "retry":
		browser := v.page.browser
		v.again(v.why())
		v.chain.browser = browser
	case "unverified":
		v.chain = &chain{purpose: forUnverified, at: v.page.at, insecure: true}
	case "refresh":
		on, fault := v.page.turn(n.URL, "refresh", v.c.o.Limits.Hops)
		if !on {
			v.evidence.Fault = fault
			return false
		}
		v.chain = v.page
	case "sibling":
		return v.sibling(n.URL)
	case "page":
		return v.reread()
	}
	return true
}

// again fetches the page anew. What was seen so far becomes an earlier try.
func (v *visit) again(why string) {
	e := &v.evidence
	e.Retried = append(e.Retried, verdict.Try{Why: why, Status: v.answer.hop.Status, Fault: e.Fault})
	via := ""
	if len(v.page.hops) > 0 {
		via = v.page.hops[0].Via
	}
	v.answer = answer{}
	v.fetch(via)
}

// why names the reason of a further try.
func (v *visit) why() string {
	if f := v.evidence.Fault; f != nil {
		return f.Class
	}
	return "server-error"
}

// sibling begins the probe of an address that cannot exist, or takes what
// another visit learned of the same folder.
func (v *visit) sibling(address string) bool {
	known, first := v.run.siblings.claim(address)
	if known != nil {
		v.evidence.Sibling = known
		v.judge()
		return true
	}
	t, fault := parseTarget(address)
	if !first || fault != nil {
		return false
	}
	v.chain = &chain{purpose: forSibling, at: t, browser: v.page.browser}
	return true
}

// reread reads the bytes at hand, or those kept, though they did not change.
func (v *visit) reread() bool {
	e := &v.evidence
	if e.Page != nil {
		return false
	}
	if v.answer.hop.Status != 304 {
		e.Page = parsePage(v.answer.bytes, v.answer.hop.Header, v.answer.hop.URL)
	} else if v.task.Last != nil {
		body, header, err := v.task.Last()
		if err != nil {
			v.c.o.Log.Warn("cannot read what was kept", "url", v.url, "error", err)
			return false
		}
		e.Page = parsePage(body, header, v.answer.hop.URL)
	}
	if e.Page == nil {
		return false
	}
	v.judge()
	return true
}

// siblings remembers the probes of a run, one a folder.
type siblings struct {
	mu     sync.Mutex
	probes map[string]*verdict.Probe
}

// claim gives the probe of the address's folder; first tells the caller that
// nobody asked before, and that it is to probe and to put.
func (s *siblings) claim(address string) (known *verdict.Probe, first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := folder(address)
	known, asked := s.probes[key]
	if !asked {
		s.probes[key] = nil
	}
	return known, !asked
}

func (s *siblings) put(hops []verdict.Hop, p *verdict.Probe) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.probes[folder(p.URL)] = p
}
