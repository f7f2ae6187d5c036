package crawler

import (
	"context"
	"iter"
	"sync"
	"sync/atomic"
	"time"

	"apud/crawler/verdict"
)

// progressEvery is how often a run tells how far it has come.
const progressEvery = 200 * time.Millisecond

// run is what the workers of one Run share.
type run struct {
	o        *Options
	budget   *budget
	robots   *robots
	siblings siblings

	settled, requests, bytes atomic.Int64
	working, broken, unknown atomic.Int64
}

// settle hands a finished visit to the caller, even when the run is being
// cancelled: what was received is not lost.
func (r *run) settle(ctx context.Context, v *visit) error {
	res := v.result()
	if err := r.o.Settle(context.WithoutCancel(ctx), res); err != nil {
		return err
	}
	r.settled.Add(1)
	switch classOf(res.Judgements) {
	case verdict.Working:
		r.working.Add(1)
	case verdict.Broken:
		r.broken.Add(1)
	default:
		r.unknown.Add(1)
	}
	return nil
}

// classOf is the worst that was concluded for any claim.
func classOf(js []verdict.Judgement) verdict.Class {
	class := verdict.Working
	for _, j := range js {
		if j.Class == verdict.Broken || class == verdict.Working {
			class = j.Class
		}
	}
	return class
}

// feed passes jobs on until they or ctx end.
func feed(ctx context.Context, jobs iter.Seq[Job], to chan<- Job) {
	defer close(to)
	for j := range jobs {
		select {
		case to <- j:
		case <-ctx.Done():
			return
		}
	}
}

// Run visits jobs until they end or ctx does. It returns when every worker has
// returned; ctx's error when that was the reason.
func (c *Crawler) Run(ctx context.Context, jobs iter.Seq[Job]) (Summary, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r := &run{o: &c.o, budget: newBudget(max(c.o.Limits.Decoded, c.o.Limits.Raw))}
	r.robots = &robots{kept: c.o.RobotsCache, now: c.o.Now, rules: map[string]*rules{}}
	r.siblings.probes = map[string]*verdict.Probe{}
	c.dialer.forget()

	s := newScheduler(c.o.Delay, c.o.MaxTime, c.o.Workers)
	s.gaps = c.gaps
	s.observe = r.reporter(c.o.Progress)
	queue := make(chan Job, 256)
	var workers, feeder sync.WaitGroup
	feeder.Go(func() { feed(ctx, jobs, queue) })
	for range c.o.Workers {
		workers.Go(func() { newWorker(c, r).loop(ctx, s) })
	}
	s.run(ctx, queue)
	err := s.err
	if err == nil {
		err = context.Cause(ctx)
	}
	cancel()
	feeder.Wait()
	workers.Wait()
	for len(s.back) > 0 { // a last result may have failed to be kept
		if last := <-s.back; err == nil {
			err = last.err
		}
	}
	c.idle()
	if c.o.Progress != nil {
		c.o.Progress(r.progress(s))
	}
	return Summary{Settled: int(r.settled.Load()), Requests: int(r.requests.Load()), Postponed: s.left}, err
}

// reporter calls f now and then.
func (r *run) reporter(f func(Progress)) func(*scheduler) {
	if f == nil {
		return func(*scheduler) {}
	}
	var last time.Time
	return func(s *scheduler) {
		if now := time.Now(); now.Sub(last) >= progressEvery {
			last = now
			f(r.progress(s))
		}
	}
}

func (r *run) progress(s *scheduler) Progress {
	p := Progress{
		Done: int(r.settled.Load()), Left: s.jobs + s.begun, InFlight: s.inFlight,
		Working: int(r.working.Load()), Broken: int(r.broken.Load()), Unknown: int(r.unknown.Load()),
		Bytes: r.bytes.Load(),
	}
	for _, h := range s.hosts {
		if h.busy || h.startable() {
			p.HostsLeft++
			p.Remaining = max(p.Remaining, h.remaining())
		}
	}
	return p
}
