package crawler

import (
	"net/http"
	"sync"

	"apud/crawler/page"
	"apud/crawler/verdict"
)

// atMost is how often a check may meet each kind of need.
var atMost = map[string]int{
	"user-agent": 1, "retry": 2, "unverified": 1, "refresh": 3, "sibling": 1, "page": 1, "identifier": 1,
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
		return v.refresh(n.URL)
	case "sibling":
		return v.sibling(n.URL)
	case "page":
		return v.reread()
	case "identifier":
		return v.identifier(n.URL)
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
	v.drop()
	v.fetch(via)
}

// drop forgets the answer.
func (v *visit) drop() {
	v.free()
	v.answer = answer{}
}

// refresh goes where the page sends browsers. A page that leads nowhere, or
// back to itself as those do that reload at times, is what there is to judge.
func (v *visit) refresh(address string) bool {
	via := "refresh"
	if p := v.evidence.Page; p != nil && p.Refresh != nil && p.Refresh.Script {
		via = "script"
	}
	was := v.page.at
	if on, _ := v.page.turn(address, via, v.c.o.Limits.Hops); !on {
		v.page.at = was
		return false
	}
	v.drop()
	v.chain = v.page
	return true
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
	if known := v.run.siblings.get(address); known != nil {
		v.evidence.Sibling = known
		v.judge()
		return true
	}
	t, fault := parseTarget(address)
	if fault != nil {
		return false
	}
	v.chain = &chain{purpose: forSibling, at: t, browser: v.page.browser}
	return true
}

// identifier asks a resolver whether it knows what the address is made of.
func (v *visit) identifier(address string) bool {
	t, fault := parseTarget(address)
	if fault != nil {
		return false
	}
	v.evidence.Identifier = verdict.IdentifierOf(v.url)
	v.chain = &chain{purpose: forIdentifier, at: t}
	return true
}

// resolverEnded takes in what a resolver said. What other addresses say that it
// leads to is not its word.
func (v *visit) resolverEnded(ans answer) {
	id := v.evidence.Identifier
	id.Status = ans.hop.Status
	if ans.fault == nil && len(v.chain.hops) == 1 {
		id.Answered(ans.hop.Status, ans.bytes)
	}
}

// reread reads the bytes at hand, or those kept, though they did not change.
func (v *visit) reread() bool {
	e := &v.evidence
	if e.Page != nil {
		return false
	}
	if v.answer.hop.Status != http.StatusNotModified {
		e.Page = v.answer.page()
		v.judge()
		return true
	}
	if v.task.Last != nil {
		body, header, err := v.task.Last()
		if err == nil {
			e.Page = page.Parse(body, header.Get("Content-Type"), v.answer.hop.URL)
			v.judge()
			return true
		}
		v.c.o.Log.Warn("cannot read what was kept", "url", v.url, "error", err)
	}
	// Without the bytes they are asked for as though nothing was known.
	v.task.ETag, v.task.LastModified = "", ""
	v.again("page")
	return true
}

// siblings remembers the probes of a run, one a folder. Two visits that come to
// a folder at once may both probe it: their verdicts must not hang on who was first.
type siblings struct {
	mu     sync.Mutex
	probes map[string]*verdict.Probe
}

// get gives the probe of the address's folder; nil when there was none.
func (s *siblings) get(address string) *verdict.Probe {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.probes[folder(address)]
}

func (s *siblings) put(p *verdict.Probe) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.probes[folder(p.URL)] = p
}
