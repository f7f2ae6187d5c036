// Package check carries a run through: it plans what is to be visited, lets the
// crawler visit it, and keeps what comes home.
package check

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"time"

	"apud/cmd/internal/evidence"
	"apud/crawler"
	"apud/store"
)

// Plan says what a run visits.
type Plan struct {
	// Documents are those of the run, in order.
	Documents []uint64
	// DueOnly leaves out sources that need no visit yet.
	DueOnly bool
	// Now is the clock; default time.Now.
	Now func() time.Time
	// Resumed, when not nil, is told that an interrupted run goes on.
	Resumed func(store.Run)
}

// Run visits what the plan says and keeps it in s. The run is ended in the
// store, as interrupted when ctx was cancelled; then ctx's error is returned
// beside it.
func Run(ctx context.Context, s *store.Store, p Plan, o crawler.Options) (store.Run, crawler.Summary, error) {
	if p.Now == nil {
		p.Now = time.Now
	}
	run, resumed, err := s.StartRun(p.Documents)
	if err != nil {
		return run, crawler.Summary{}, err
	}
	if resumed && p.Resumed != nil {
		p.Resumed(run)
	}
	k := &keeper{s: s, run: run.ID}
	o.Now = p.Now
	o.Load, o.Settle, o.RobotsCache = k.load, k.settle, k.robots
	c, err := crawler.New(o)
	if err != nil {
		return run, crawler.Summary{}, err
	}
	defer c.Close()
	sum, err := c.Run(ctx, k.jobs(p.Now(), !p.DueOnly))
	if k.failed != nil {
		err = k.failed
	}
	state := "done"
	if err != nil {
		state = "interrupted"
	}
	ended, endErr := s.EndRun(run.ID, state)
	if endErr != nil {
		return run, sum, errors.Join(err, endErr)
	}
	return ended, sum, err
}

// keeper stands between the crawler and the store.
type keeper struct {
	s   *store.Store
	run uint64
	// failed is the error that ended the stream of jobs.
	failed error
}

func (k *keeper) jobs(now time.Time, all bool) iter.Seq[crawler.Job] {
	return func(yield func(crawler.Job) bool) {
		for p, err := range k.s.Pending(k.run, now, all) {
			if err != nil {
				k.failed = fmt.Errorf("plan run %d: %w", k.run, err)
				return
			}
			if !yield(crawler.Job{ID: p.ID, URL: p.URL}) {
				return
			}
		}
	}
}

// load makes a job ready: the claims of its citations, the validators of the
// last visit, the first good snapshot.
func (k *keeper) load(_ context.Context, j crawler.Job) (crawler.Task, error) {
	t := crawler.Task{Job: j}
	cited, err := k.s.CitedBy(j.ID)
	if err != nil {
		return t, fmt.Errorf("read citations of %s: %w", j.URL, err)
	}
	seen := map[string]bool{}
	for _, c := range cited {
		claim := c.Claim()
		if key := claim.Key(); !seen[key] {
			seen[key] = true
			t.Claims = append(t.Claims, claim)
		}
		for _, a := range c.Alternatives {
			if !seen["alternative "+a] {
				seen["alternative "+a] = true
				t.Alternatives = append(t.Alternatives, a)
			}
		}
	}
	last, err := k.s.LastGood(j.ID)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return t, nil
	case err != nil:
		return t, fmt.Errorf("read the last visit of %s: %w", j.URL, err)
	}
	t.Digest = last.Snapshot
	if n := len(last.Evidence.Hops); n > 0 && !t.Digest.IsZero() && last.URL == j.URL {
		h := last.Evidence.Hops[n-1].Header
		t.ETag, t.LastModified = h.Get("Etag"), h.Get("Last-Modified")
	}
	t.Last = func() ([]byte, http.Header, error) { return evidence.Kept(k.s, last) }
	t.Prior, err = evidence.Prior(k.s, j.ID)
	return t, err
}

func (k *keeper) robots(host string) *crawler.Robots {
	r, err := k.s.Robots(host)
	if err != nil {
		return nil
	}
	return &crawler.Robots{Host: host, Fetched: r.Fetched, Status: r.Status, Body: r.Body}
}

// settle keeps one result.
func (k *keeper) settle(_ context.Context, r *crawler.Result) error {
	st := &store.Settlement{
		Observation: store.Observation{Source: r.ID, Run: k.run, URL: r.URL, Evidence: r.Evidence, Requests: r.Requests},
		Resource:    r.Resource,
	}
	for i, j := range r.Judgements {
		st.Claims = append(st.Claims, store.ClaimJudgement{Claim: r.Claims[i], Judgement: j})
	}
	if r.Resource != nil {
		st.Snapshot = r.Resource.Digest
	} else if r.Evidence.Body.Unchanged {
		st.Snapshot = r.Evidence.Body.Digest
	}
	if r.Robots != nil {
		st.RobotsHost, st.RobotsStatus, st.RobotsBody, st.RobotsTime = r.Robots.Host, r.Robots.Status, r.Robots.Body, r.Robots.Fetched
	}
	_, err := k.s.Settle(st)
	return err
}
