package verdict

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"apud/crawler/cite"
)

// The pauses before a further try, and the longest that a server may ask for
// within one check.
const (
	firstPause   = 1 * time.Second
	secondPause  = 5 * time.Second
	longestPause = 60 * time.Second
	// longestRefresh is how long a page may wait before it sends a browser on.
	longestRefresh = 10 * time.Second
	// scriptWords is how few words a page has whose script may send a browser on;
	// one article in twenty has such a script for other ends.
	scriptWords = 40
)

// Needs are the requests that would settle a doubt, the most telling first. It
// is empty when the evidence will do.
func Needs(e *Evidence, claims []cite.Claim) []Need {
	if len(claims) == 0 {
		claims = make([]cite.Claim, 1)
	}
	needs := pageNeeds(e, claims)
	if n, ok := identifierNeed(e, claims); ok {
		needs = append(needs, n)
	}
	return needs
}

// pageNeeds are those that would show more of the page.
func pageNeeds(e *Evidence, claims []cite.Claim) []Need {
	if e.Robots != "" || misshapen(e.URL) != "" {
		return nil
	}
	if f := e.Fault; f != nil && f.Class != FaultTruncated {
		return faultNeeds(e, claims)
	}
	if pageOf(e) == nil && e.Body.Unchanged {
		return []Need{{Kind: "page"}}
	}
	// Walls answer to nobody: asking again makes matters worse.
	first := newLook(e, claims[0])
	if wallHeaderRule(first).verdict != "" && e.Status() != 999 {
		return nil
	}
	if n, ok := statusNeeds(e, first); ok {
		return n
	}
	if first.page == nil {
		return nil
	}
	looks := []*look{first}
	for _, c := range claims[1:] {
		looks = append(looks, newLook(e, c))
	}
	if n, ok := refreshNeed(e, looks); ok {
		return []Need{n}
	}
	if n, ok := siblingNeed(e, looks); ok {
		return []Need{n}
	}
	return nil
}

// tries counts the earlier tries that were made for another reason than the
// User-Agent, and tells whether that was changed.
func (e *Evidence) tries() (n int, agent bool) {
	for _, t := range e.Retried {
		if t.Why == "user-agent" {
			agent = true
		} else {
			n++
		}
	}
	return n, agent
}

// retry asks for a further try while there are fewer than most.
func retry(e *Evidence, most int) []Need {
	switch n, _ := e.tries(); {
	case n >= most:
		return nil
	case n == 0:
		return []Need{{Kind: "retry", Wait: firstPause}}
	}
	return []Need{{Kind: "retry", Wait: secondPause}}
}

func faultNeeds(e *Evidence, claims []cite.Claim) []Need {
	switch e.Fault.Class {
	case FaultDNSTemporary, FaultRefused, FaultReset, FaultProtocol:
		return retry(e, 2)
	case FaultTimeout:
		// Each try costs a minute.
		return retry(e, 1)
	case FaultTLSExpired, FaultTLSName, FaultTLSUnknown, FaultTLS:
		if e.Unverified != nil {
			return nil
		}
		for _, c := range claims {
			if c.Title != "" {
				return []Need{{Kind: "unverified"}}
			}
		}
	}
	return nil
}

// statusNeeds are those that the status asks for; ok tells that the status
// decides about them.
func statusNeeds(e *Evidence, l *look) (needs []Need, ok bool) {
	s := e.Status()
	if l.success() {
		if l.e.Fault != nil || l.e.Body.Truncated != "" && l.e.Body.Truncated != "length" {
			if transportRule(l).verdict != "" {
				return retry(e, 1), true
			}
		}
		return nil, s == http.StatusNoContent || s == http.StatusResetContent
	}
	n, agent := e.tries()
	switch s {
	case http.StatusForbidden, http.StatusNotFound, http.StatusNotAcceptable, http.StatusGone, http.StatusTeapot, 999:
		if agent || s != 999 && wallMarkRule(l).verdict != "" {
			return nil, true
		}
		return []Need{{Kind: "user-agent"}}, true
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		after := l.header("Retry-After")
		if after == "" && s == http.StatusTooManyRequests || wallMarkRule(l).verdict != "" {
			return nil, true
		}
		if after == "" {
			break
		}
		wait, known := retryAfter(after, e.Time)
		if n > 0 || !known || wait > longestPause {
			return nil, true
		}
		return []Need{{Kind: "retry", Wait: max(wait, firstPause)}}, true
	}
	if s >= 500 && s != http.StatusNotImplemented && s != http.StatusHTTPVersionNotSupported && s != 525 && s != 526 &&
		wallMarkRule(l).verdict == "" {
		return retry(e, 2), true
	}
	return nil, true
}

// retryAfter reads seconds or a date, which counts from the start of the check.
func retryAfter(s string, from time.Time) (time.Duration, bool) {
	s = strings.TrimSpace(s)
	if n, err := strconv.ParseUint(s, 10, 31); err == nil {
		return time.Duration(n) * time.Second, true
	}
	t, err := http.ParseTime(s)
	if err != nil {
		return 0, false
	}
	return max(0, t.Sub(from)), true
}

// refreshNeed follows a page that sends browsers on by itself.
func refreshNeed(e *Evidence, looks []*look) (Need, bool) {
	p := looks[0].page
	r := p.Refresh
	if r == nil || r.URL == "" || r.URL == e.FinalURL() || r.Script && p.Words >= scriptWords || r.Wait > longestRefresh {
		return Need{}, false
	}
	for _, l := range looks {
		// A page that has what is cited reloads itself for other ends.
		if l.match.grade == fullMatch && p.MainWords >= scriptWords {
			return Need{}, false
		}
		if wallMarkRule(l).verdict != "" {
			return Need{}, false
		}
	}
	return Need{Kind: "refresh", URL: r.URL}, true
}

// siblingNeed asks for an address that cannot exist, where that would decide.
func siblingNeed(e *Evidence, looks []*look) (Need, bool) {
	if e.Sibling != nil || !looks[0].html() {
		return Need{}, false
	}
	for _, l := range looks {
		if l.siblingTells() {
			address := siblingOf(e.URL)
			return Need{Kind: "sibling", URL: address}, address != ""
		}
	}
	return Need{}, false
}

// siblingTells reports whether the answer of a sibling could change the verdict.
func (l *look) siblingTells() bool {
	if l.titled() && l.match.grade > noMatch && !l.match.number || home(l.cited) {
		return false
	}
	if !l.titled() {
		// A text that stayed needs no second witness.
		if c, why := l.compareText(); why == "" && c.left >= driftedText {
			return false
		}
		if p := l.e.Prior; p != nil && p.Digest == l.e.Body.Digest && !p.Digest.IsZero() {
			return false
		}
	}
	j, _ := decide(newLook(l.e, l.c), false)
	return j.Verdict == Mismatch || !l.titled() && j.Class == Working
}
