// Package crawler visits cited sources, politely, and brings home evidence.
//
// [Crawler.Run] takes a stream of jobs, visits each through colly with one
// request a host at a time, judges what came and hands each [Result] to the
// caller, who keeps it. A source is settled when the caller says so; a run that
// ends early has settled exactly what it handed over.
package crawler

import (
	"context"
	"iter"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"

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
	// Delay is the gap between the starts of requests to one host; default 1 s.
	Delay time.Duration
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
	// MaxTime starts no visit to a new host after this long; 0 is no limit.
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
	Settled   int
	Requests  int
	Postponed int // not visited because MaxTime was over
}

// Crawler visits sources.
type Crawler struct{ o Options }

// New prepares a crawler; Close frees its connections.
func New(o Options) (*Crawler, error) { return &Crawler{o}, nil }

// Run visits jobs until they end or ctx does. It returns when every worker has
// returned; ctx's error when that was the reason.
func (c *Crawler) Run(ctx context.Context, jobs iter.Seq[Job]) (Summary, error) {
	return Summary{}, nil
}

// Close frees the connections.
func (c *Crawler) Close() {}
