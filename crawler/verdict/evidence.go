package verdict

import (
	"net/http"
	"time"

	"apud/crawler/page"
	"apud/crawler/snapshot"
)

// Evidence is all that one check of a source saw. It is facts only: no clock,
// no network, nothing judged. What can be read again from kept bytes (the
// page) is not stored with it.
type Evidence struct {
	// URL is the address as cited, Time the start of the check.
	URL  string
	Time time.Time
	// Hops are the requests of the deciding fetch in order, the last one
	// being the answer judged. Empty when nothing was asked.
	Hops []Hop
	// Fault says why there is no answer, or why it is not whole.
	Fault *Fault
	// Body is about the bytes of the answer.
	Body Body
	// Page is what the bytes say; nil when there are none or they were not
	// changed and not read again.
	Page *page.Page
	// Robots is set when robots.txt forbids the visit ("disallow") or could
	// not be had ("unavailable").
	Robots string
	// Retried lists the earlier tries of the same check, oldest first: other
	// User-Agent, after a pause.
	Retried []Try
	// Unverified is the second fetch without certificate check, made only
	// after a certificate fault.
	Unverified *Probe
	// Sibling is the answer to an address that cannot exist in the same folder.
	Sibling *Probe
	// Identifier is what the resolver of a DOI or handle said of it, asked only
	// when its page could not be seen.
	Identifier *Identifier
	// Prior is the first good snapshot, for drift; nil when there is none.
	Prior *Prior
}

// Hop is one request and its answer.
type Hop struct {
	URL    string
	Status int
	// Proto is "HTTP/1.1" or "HTTP/2.0".
	Proto  string
	Header http.Header
	// IP is the address that answered.
	IP string
	// TLS is the protocol version, such as "TLS 1.3"; empty for plain HTTP.
	TLS string
	// Via says what led here: "" (cited), "redirect", "refresh", "script",
	// "alternative".
	Via string
	// Start is the time the request was sent; the durations count from there.
	Start     time.Time
	Connected time.Duration
	FirstByte time.Duration
	Done      time.Duration
}

// Fault is a failure below HTTP.
type Fault struct {
	// Class is one of the Fault constants.
	Class string
	// Text is the error in words.
	Text string
	// Host is the host at fault, which redirects can make another than the cited one.
	Host string
}

// The classes of a Fault.
const (
	FaultDNSNotFound  = "dns-not-found"
	FaultDNSTemporary = "dns-temporary"
	FaultRefused      = "refused"
	FaultReset        = "reset"
	FaultTimeout      = "timeout"
	FaultProtocol     = "protocol" // no HTTP, empty reply, header too large
	FaultLoop         = "redirect-loop"
	FaultTooMany      = "too-many-redirects"
	FaultNoLocation   = "no-location"
	FaultBadLocation  = "bad-location"
	FaultTLSExpired   = "tls-expired"
	FaultTLSName      = "tls-name"
	FaultTLSUnknown   = "tls-unknown-issuer"
	FaultTLS          = "tls"
	FaultForbidden    = "forbidden-address" // the address guard refused
	FaultMalformed    = "malformed"
	FaultScheme       = "scheme"
	FaultNoURL        = "no-url"
	FaultTruncated    = "truncated" // body ended early; what came is kept
	FaultHostDown     = "host-down" // circuit breaker: not tried
	FaultCanceled     = "canceled"  // the run ended first; never stored
)

// Body is about the bytes of an answer.
type Body struct {
	// Size is the number of decoded bytes kept, RawSize of bytes received.
	Size, RawSize int64
	Digest        snapshot.Digest
	RawDigest     snapshot.Digest
	// ContentEncoding is what the server used.
	ContentEncoding string
	// Truncated is "", "length", "decode", "time" or "disconnect".
	Truncated string
	// Unchanged is set when the server said 304, or the digest is that of
	// the last visit.
	Unchanged bool
}

// Try is a try that did not decide.
type Try struct {
	// Why says what made the next try: "user-agent", "server-error", "timeout".
	Why    string
	Status int
	Fault  *Fault
}

// Probe is a request made to learn about another.
type Probe struct {
	URL      string
	Status   int
	FinalURL string
	Fault    *Fault
	Digest   snapshot.Digest
	Page     *page.Page
}

// Prior is what an earlier good snapshot said.
type Prior struct {
	Time   time.Time
	URL    string
	Digest snapshot.Digest
	Page   *page.Page
	// Volatile is set when the page changed at each check so far.
	Volatile bool
}

// Status is that of the answer judged; 0 when there is none.
func (e *Evidence) Status() int {
	if len(e.Hops) == 0 {
		return 0
	}
	return e.Hops[len(e.Hops)-1].Status
}

// FinalURL is the address that answered; the cited one when none did.
func (e *Evidence) FinalURL() string {
	if len(e.Hops) == 0 {
		return e.URL
	}
	return e.Hops[len(e.Hops)-1].URL
}
