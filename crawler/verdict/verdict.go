// Package verdict judges whether a cited source still stands.
//
// [Classify] takes what a visit saw ([Evidence]) and what a citation claims
// ([cite.Claim]) and concludes a [Judgement]: a [Verdict], its [Class], a
// confidence and the reasons. It is pure. [Advance] turns the judgements of
// many days into a [State]; a single failure never makes a source dead.
package verdict

import "time"

// Verdict is what one check concludes. The list is closed.
type Verdict string

// Verdicts of class working.
const (
	OK             Verdict = "ok"
	Moved          Verdict = "moved"
	MovedTemporary Verdict = "moved-temporarily"
	Changed        Verdict = "changed"
	WeakMatch      Verdict = "weak-match"
	Paywall        Verdict = "paywall"
	NotFound       Verdict = "not-found"
	Gone           Verdict = "gone"
	Soft404        Verdict = "soft-404"
	HomeRedirect   Verdict = "home-redirect"
	Parked         Verdict = "parked"
	Drifted        Verdict = "drifted"
	Mismatch       Verdict = "mismatch"
	DNS            Verdict = "dns"
	Unreachable    Verdict = "unreachable"
	TLS            Verdict = "tls"
	ServerError    Verdict = "server-error"
	Malformed      Verdict = "malformed"
	Blocked        Verdict = "blocked"
	Login          Verdict = "login"
	Consent        Verdict = "consent"
	RateLimited    Verdict = "rate-limited"
	Temporary      Verdict = "temporary"
	Legal          Verdict = "legal"
	Robots         Verdict = "robots"
	NeedsJS        Verdict = "needs-js"
	Unsupported    Verdict = "unsupported"
	NoURL          Verdict = "no-url"
)

// Class is what a verdict means to a reader.
type Class string

// The three classes.
const (
	Working Class = "working"
	Broken  Class = "broken"
	Unknown Class = "unknown"
)

// State is what the history of a source amounts to.
type State string

// The states.
const (
	Alive      State = "alive"
	Suspect    State = "suspect"    // failed once
	Failing    State = "failing"    // failed again
	Dead       State = "dead"       // confirmed by N checks over a span
	Unverified State = "unverified" // never could be told
)

// Reason is one thing that was seen and counted.
type Reason struct {
	// Code is a stable word, such as "title-match".
	Code string `json:"code"`
	// Text says it in words, with the evidence quoted.
	Text string `json:"text"`
}

// Judgement is the conclusion of one check for one claim.
type Judgement struct {
	Verdict    Verdict
	Class      Class
	Confidence float64
	Reasons    []Reason
	// Proposal is an address to put in place of the cited one; empty when none.
	Proposal string
}

// Status is the standing of a source over time.
type Status struct {
	State State
	// Verdict is that of the last check.
	Verdict Verdict
	// Since is when the state began; Failures counts failing checks in a row,
	// FirstFailure is when they began.
	Since        time.Time
	Failures     int
	FirstFailure time.Time
	// LastGood is the time of the last check of class working.
	LastGood time.Time
	// Checked is the time of the last check, Due that of the next.
	Checked, Due time.Time
	// Streak counts checks in a row with this class.
	Streak int
}

// Need is a further request that would settle a doubt.
type Need struct {
	// Kind is "user-agent", "retry", "unverified", "refresh", "sibling", "page"
	// or "identifier".
	// "page" asks for the bytes kept earlier (a 304 answered, but a new claim
	// is to be judged).
	Kind string
	// URL is where to go ("refresh", "sibling", "identifier").
	URL string
	// Wait is how long to wait first.
	Wait time.Duration
}

// Rule is one rule's look at the evidence, for those who ask why.
type Rule struct {
	Name string
	// Saw says what the rule looked at, Held whether it decided.
	Saw  string
	Held bool
}
