package crawler

import (
	"context"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/gocolly/colly/v2"

	"apud/crawler/page"
	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

// worker makes requests, one at a time, through a collector of its own.
type worker struct {
	c      *Crawler
	run    *run
	engine *colly.Collector
	got    []byte // by the collector's last answer
}

// newEngine prepares the collector that the workers' are cloned from. It is
// made without colly's constructor, which lets COLLY_* variables overrule its
// caller, and with all switched off that colly would do on its own: robots,
// cookies, limits, redirects, the memory of visited addresses.
func newEngine(rt http.RoundTripper) *colly.Collector {
	e := &colly.Collector{}
	e.Init()
	e.SetClient(&http.Client{Transport: rt})
	e.SetRedirectHandler(func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse })
	e.IgnoreRobotsTxt = true
	e.AllowURLRevisit = true
	e.ParseHTTPErrorResponse = true
	e.MaxBodySize = 0
	return e
}

func newWorker(c *Crawler, r *run) *worker {
	w := &worker{c: c, run: r, engine: c.engine.Clone()}
	w.engine.OnResponse(func(r *colly.Response) { w.got = r.Body })
	return w
}

func (w *worker) loop(ctx context.Context, s *scheduler) {
	for a := range s.work {
		s.back <- w.serve(ctx, a)
	}
}

// serve goes on with a visit until it has made one request or is settled.
func (w *worker) serve(ctx context.Context, a assignment) (r report) {
	r = report{host: a.host}
	v := a.visit
	if v == nil {
		task, err := w.c.o.Load(ctx, a.job)
		if err != nil {
			r.err = err
			return r
		}
		v = newVisit(w.c, w.run, task)
	}
	defer func() {
		if r.visit == nil {
			r.holds = v.holds
			v.free()
		}
	}()
	if w.guarded(v, func() { w.advance(ctx, v, a, &r) }); ctx.Err() != nil && v.unfinished() {
		return report{host: a.host}
	}
	if v.unfinished() {
		r.visit, r.to, r.wait = v, v.chain.at.host, v.wait
		r.hold = v.asksRobots() && v.chain.after.at.host == a.name
		v.wait = 0
		return r
	}
	r.err = w.run.settle(ctx, v)
	return r
}

// guarded makes a panic in f, on some hostile page, an end to this visit only.
func (w *worker) guarded(v *visit, f func()) {
	defer func() {
		if p := recover(); p != nil {
			w.c.o.Log.Error("visit panicked", "url", v.task.URL, "panic", p, "stack", string(debug.Stack()))
			v.abandon(fmt.Sprint("internal error: ", p))
		}
	}()
	f()
}

func (w *worker) advance(ctx context.Context, v *visit, a assignment, r *report) {
	v.begin()
	asked := false
	for v.unfinished() && !asked && v.wait == 0 && v.chain.at.host == a.name {
		c := v.chain
		if a.down {
			v.hostDown(a.name)
			continue
		}
		admitted, gap := v.admitted()
		r.gap = max(r.gap, gap)
		if !admitted {
			continue
		}
		ans := w.ask(ctx, c)
		v.requests++
		w.run.requests.Add(1)
		w.run.bytes.Add(ans.body.rawSize)
		if ans.tried {
			asked, r.sent = true, ans.sent
		}
		r.reached = r.reached || ans.hop.IP != ""
		if ans.fault != nil {
			if ans.fault.Class == verdict.FaultCanceled {
				w.run.budget.release(&ans.held)
				return
			}
			r.failed = ans.hop.IP == "" && unreached(ans.fault.Class)
		}
		r.pause = pauseAsked(ans.hop.Status, ans.hop.Header, w.c.o.Now())
		v.answered(ans)
	}
}

// answer is what one request brought.
type answer struct {
	hop verdict.Hop
	// fault says why there is no answer, or why it is not whole.
	fault *verdict.Fault
	bytes []byte
	body  bodyFacts
	// tried says that a connection was begun or used, at sent.
	tried bool
	sent  time.Time
	// held is what the bytes take of the budget.
	held held
}

// ask makes the request that the chain is at.
func (w *worker) ask(ctx context.Context, c *chain) answer {
	ex := &exchange{
		insecure: c.insecure, begun: time.Now(), limit: w.c.o.Limits.Total,
		most: c.purpose.most(), budget: w.run.budget,
	}
	ex.hop = verdict.Hop{URL: c.at.url, Via: c.via, Start: w.c.o.Now()}
	ctx, cancel := context.WithCancelCause(context.WithValue(ctx, exchangeKey{}, ex))
	defer cancel(nil)
	ex.total = time.AfterFunc(ex.limit, func() { cancel(errTotal) })
	defer ex.total.Stop()

	w.got = nil
	w.engine.Context = ctx
	err := w.engine.Request(http.MethodGet, c.at.url, nil, nil, c.header(w.c.agent))
	ex.seal()
	w.run.budget.shrink(&ex.held, int64(len(w.got)))

	ans := answer{hop: ex.hop, bytes: w.got, body: ex.body, tried: ex.dialled, sent: ex.sent, held: ex.held}
	if ans.sent.IsZero() {
		ans.sent = ex.begun
	}
	if ex.err != nil {
		err = ex.err
	}
	switch {
	case ctx.Err() != nil && context.Cause(ctx) != errTotal:
		ans.fault = &verdict.Fault{Class: verdict.FaultCanceled}
	case ans.hop.Status == 0 && err != nil:
		ans.fault = faultOf(ctx, err, ex.inTLS)
	case ans.hop.Status == 0:
		ans.fault = &verdict.Fault{Class: verdict.FaultProtocol, Text: "no answer"}
	case ans.body.truncated == "time", ans.body.truncated == "disconnect":
		ans.fault = &verdict.Fault{Class: verdict.FaultTruncated, Text: "the answer broke off: " + ans.body.truncated}
	}
	if ans.fault != nil {
		ans.fault.Host = c.at.host
	}
	return ans
}

// page is what the bytes say.
func (a *answer) page() *page.Page {
	return page.Parse(a.bytes, a.hop.Header.Get("Content-Type"), a.hop.URL)
}

// digests are those of the body, decoded and as sent.
func (a *answer) digests() (decoded, raw snapshot.Digest) {
	decoded = snapshot.Sum(a.bytes)
	if raw = a.body.rawDigest; raw.IsZero() {
		raw = decoded
	}
	return decoded, raw
}
