// Package crawler visits cited sources, politely, and brings home evidence.
//
// [Crawler.Run] takes a stream of jobs, visits each through colly with one
// request a host at a time, judges what came and hands each [Result] to the
// caller, who keeps it. A source is settled when the caller says so; a run that
// ends early has settled exactly what it handed over.
package crawler

import (
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/gocolly/colly/v2"

	"apud/crawler/cite"
	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

// Job is a source waiting to be visited. A million of them must fit in memory,
// so that it is no more than an address and its number.
type Job struct {
	ID  uint64
	URL string
}

// Task is a job made ready: what is known about the source before the visit.
type Task struct {
	Job
	// Claims are what the citations of this source claim, each once. A source
	// without a claim is judged once, with the zero claim.
	Claims []cite.Claim
	// Alternatives are other readings of the address, tried in order when the
	// first is broken.
	Alternatives []string
	// ETag and LastModified are sent as conditions; Digest is that of the
	// body kept with them.
	ETag, LastModified string
	Digest             snapshot.Digest
	// Last brings the body kept at the last visit, when a condition held but
	// the bytes are needed. It may be nil.
	Last func() ([]byte, http.Header, error)
	// Prior is the first good snapshot, read; nil when there is none.
	Prior *verdict.Prior
}

// Result is one source visited and judged.
type Result struct {
	Job
	Evidence verdict.Evidence
	// Claims are those of the task.
	Claims []cite.Claim
	// Judgements has one for each claim of the task, in its order.
	Judgements []verdict.Judgement
	// URL is the reading of the address that was judged (the cited one, or an
	// alternative that lives).
	URL string
	// Resource is the answer to be kept; nil when there was none or it is the
	// one kept already (Evidence.Body.Unchanged).
	Resource *snapshot.Resource
	// Requests counts what the check cost.
	Requests int
	// Robots, when not nil, is a robots.txt learned on the way, to be kept.
	Robots *Robots
}

// Robots is what is known of a host's robots.txt.
type Robots struct {
	// Host is scheme and authority, "https://example.org".
	Host    string
	Fetched time.Time
	// Status is that of the answer, 0 when there was none.
	Status int
	// Body is at most 512 KB.
	Body []byte
}

// Options say how to visit. The zero value works: it is polite and safe.
type Options struct {
	// Workers is the number of requests at a time over all hosts; default 64.
	Workers int
	// Delay is the gap between the starts of requests to one host; default 1 s,
	// negative is none.
	Delay time.Duration
	// Hosts has what is different for single hosts, by exact name: with its
	// port when that is none of the scheme's.
	Hosts map[string]Host
	// Proxy, when not nil, is asked for everything: an http, https or socks5
	// address. Private targets are refused as far as can be told from here; the
	// address in a hop is then the proxy's.
	Proxy *url.URL
	// Roots are the authorities that certificates are trusted by; nil is the
	// system's.
	Roots *x509.CertPool
	// Contact goes into the User-Agent: an address of the operator.
	Contact string
	// Version goes into the User-Agent.
	Version string
	// Limits bound a visit; zero fields take the defaults of DefaultLimits.
	Limits Limits
	// AllowPrivate lets visits go to loopback and private addresses.
	AllowPrivate bool
	// Allow lists prefixes that are let through besides public addresses.
	Allow []netip.Prefix
	// IgnoreRobots switches robots.txt off.
	IgnoreRobots bool
	// RobotsCache gives what was kept of a host's robots.txt, nil when nothing.
	RobotsCache func(host string) *Robots
	// MaxTime begins no visit after this long; 0 is no limit. Visits that have
	// begun are finished, the rest is postponed.
	MaxTime time.Duration
	// Now is the clock for time stamps; default time.Now. Waiting always uses
	// the process's own clock.
	Now func() time.Time
	// Resolve replaces the names' look-up, host to addresses; for tests and demos.
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	// Dial replaces the dialler, name and port to connection; for tests and
	// demos. The address guard is then left to it.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
	// Load makes a job ready. It is called by workers, concurrently.
	Load func(ctx context.Context, j Job) (Task, error)
	// Settle keeps a result. It is called by workers, concurrently; it may
	// block, which holds the crawl back. An error ends the run.
	Settle func(ctx context.Context, r *Result) error
	// Progress, when not nil, is called now and then from one goroutine.
	Progress func(Progress)
	Log      *slog.Logger
}

// Limits bound what one visit may take.
type Limits struct {
	Connect time.Duration // connect and TLS handshake, each; 10 s
	Header  time.Duration // until the answer's header; 30 s
	Total   time.Duration // one request with its body; 60 s
	Raw     int64         // bytes received; 10 MB
	Decoded int64         // bytes after decoding; 20 MB
	Hops    int           // redirects; 20
	Headers int64         // bytes of an answer's header; 64 KB
}

// Progress is how far a run has come.
type Progress struct {
	Done, Left int
	HostsLeft  int
	InFlight   int
	Working    int
	Broken     int
	Unknown    int
	Bytes      int64
	Remaining  time.Duration // a lower bound by politeness: the longest host's queue
}

// Summary is what a run amounted to.
type Summary struct {
	Settled  int
	Requests int
	// Postponed counts jobs not visited because MaxTime was over, or because
	// their host asked to be left alone for longer than a run can wait.
	Postponed int
}

// DefaultLimits are the limits of a visit.
var DefaultLimits = Limits{
	Connect: 10 * time.Second,
	Header:  30 * time.Second,
	Total:   60 * time.Second,
	Raw:     10 << 20,
	Decoded: 20 << 20,
	Hops:    20,
	Headers: 64 << 10,
}

// Crawler visits sources. It may run several times, one run after the other.
type Crawler struct {
	o      Options
	agent  string
	dialer *dialer
	bases  []*http.Transport
	engine *colly.Collector
	gaps   map[string]time.Duration
}

// New prepares a crawler; Close frees its connections. Load and Settle are
// needed.
func New(o Options) (*Crawler, error) {
	if o.Load == nil || o.Settle == nil {
		return nil, errors.New("crawler: Load and Settle are needed")
	}
	if o.Proxy != nil {
		if err := CheckProxy(o.Proxy); err != nil {
			return nil, fmt.Errorf("crawler: %w", err)
		}
	}
	o.setDefaults()
	d := newDialer(o)
	c := &Crawler{
		o: o, agent: userAgent(o.Version, o.Contact), dialer: d,
		bases: []*http.Transport{newTransport(d, &o, false), newTransport(d, &o, true)},
	}
	var rt http.RoundTripper = verifying{c.bases[0], c.bases[1]}
	if o.Proxy != nil {
		rt = proxied{rt, d, newGuard(o.AllowPrivate, o.Allow)}
	}
	hs, err := newHosts(rt, o.Hosts)
	if err != nil {
		return nil, err
	}
	c.gaps = hs.gaps()
	rt = schemes{hs}
	rt = decoder{next: rt, raw: o.Limits.Raw, decoded: o.Limits.Decoded}
	c.engine = newEngine(recorder{rt})
	return c, nil
}

func (o *Options) setDefaults() {
	o.Workers = cmp.Or(max(o.Workers, 0), 64)
	o.Delay = max(cmp.Or(o.Delay, time.Second), 0)
	d := DefaultLimits
	o.Limits = Limits{
		Connect: cmp.Or(o.Limits.Connect, d.Connect),
		Header:  cmp.Or(o.Limits.Header, d.Header),
		Total:   cmp.Or(o.Limits.Total, d.Total),
		Raw:     cmp.Or(o.Limits.Raw, d.Raw),
		Decoded: cmp.Or(o.Limits.Decoded, d.Decoded),
		Hops:    cmp.Or(o.Limits.Hops, d.Hops),
		Headers: cmp.Or(o.Limits.Headers, d.Headers),
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
}

// idle closes the connections that nothing is asked on.
func (c *Crawler) idle() {
	for _, t := range c.bases {
		t.CloseIdleConnections()
	}
}

// Close frees the connections.
func (c *Crawler) Close() { c.idle() }
