package crawler

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// step is one request of a simulated visit: where, and what comes of it.
type step struct {
	host       int
	latency    time.Duration
	gap, pause time.Duration
	wait       time.Duration // before the next step
	asked      bool          // a request is made
	reached    bool
	robots     bool // the step is after a robots.txt of the host before
}

func drawStep(t *rapid.T) step {
	s := step{
		host:    rapid.IntRange(0, 4).Draw(t, "host"),
		latency: time.Duration(rapid.IntRange(0, 3000).Draw(t, "latency")) * time.Millisecond,
		asked:   rapid.IntRange(0, 9).Draw(t, "asked") > 0,
	}
	s.reached = s.asked && rapid.IntRange(0, 4).Draw(t, "reached") > 0
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		s.gap = time.Duration(rapid.IntRange(0, 30).Draw(t, "gap")) * time.Second
	case 1:
		s.pause = time.Duration(rapid.IntRange(0, 100).Draw(t, "pause")) * time.Second
	case 2:
		s.wait = time.Duration(rapid.IntRange(0, 70).Draw(t, "wait")) * time.Second
	case 3, 4:
		s.robots = true
	}
	return s
}

// start is when a request left for a host, and when it was over.
type start struct {
	sent, over time.Time
	// rest is the least time from sent, and from over, to the next start.
	gap, pause time.Duration
}

// TestPoliteness holds for any web: one request a host at a time, none before
// its time, each job settled or put off, and an end.
func TestPoliteness(t *testing.T) {
	const gap = time.Second
	rapid.Check(t, func(rt *rapid.T) {
		visits := rapid.SliceOfN(rapid.SliceOfN(rapid.Custom(drawStep), 1, 5), 0, 30).Draw(rt, "visits")
		workers := rapid.IntRange(1, 8).Draw(rt, "workers")
		maxTime := time.Duration(rapid.SampledFrom([]int{0, 0, 5, 60}).Draw(rt, "maxTime")) * time.Second
		var (
			starts  = map[string][]start{}
			settled = map[uint64]int{}
			left    int
			faults  []string
		)
		synctest.Test(t, func(t *testing.T) {
			starts, settled, left, faults = simulateVisits(visits, gap, maxTime, workers)
		})
		for _, f := range faults {
			rt.Error(f)
		}
		for id, n := range settled {
			if n != 1 {
				rt.Errorf("job %d was settled %d times", id, n)
			}
		}
		if len(settled)+left != len(visits) {
			rt.Errorf("settled %d, put off %d, want %d in all", len(settled), left, len(visits))
		}
		for host, all := range starts {
			for i := 1; i < len(all); i++ {
				was, is := all[i-1], all[i]
				if is.sent.Before(was.over) {
					rt.Errorf("%s: two requests at a time", host)
				}
				if got := is.sent.Sub(was.sent); got < max(gap, was.gap) {
					rt.Errorf("%s: gap %v, want at least %v", host, got, max(gap, was.gap))
				}
				if got, want := is.sent.Sub(was.over), min(was.pause, maxPause); got < want {
					rt.Errorf("%s: pause %v, want at least %v", host, got, want)
				}
			}
		}
	})
}

func simulateVisits(visits [][]step, gap, maxTime time.Duration, workers int) (map[string][]start, map[uint64]int, int, []string) {
	s := newScheduler(gap, maxTime, workers)
	var (
		mu      sync.Mutex
		wg      sync.WaitGroup
		starts  = map[string][]start{}
		settled = map[uint64]int{}
		faults  []string
		at      = map[*visit]int{}
	)
	name := func(h int) string { return fmt.Sprintf("h%d.example", h) }
	work := func(a assignment) report {
		v := a.visit
		if v == nil {
			v = &visit{task: Task{Job: a.job}}
		}
		mu.Lock()
		steps := visits[v.task.ID]
		n := at[v]
		at[v]++
		mu.Unlock()
		now := steps[n]
		if v.chain != nil && a.name != v.chain.at.host {
			mu.Lock()
			faults = append(faults, fmt.Sprintf("step at %s, want %s", a.name, v.chain.at.host))
			mu.Unlock()
		}
		r := report{host: a.host}
		if now.asked && !a.down {
			r.sent, r.reached, r.failed = time.Now(), now.reached, !now.reached
			r.gap, r.pause = now.gap, now.pause
			time.Sleep(now.latency)
			mu.Lock()
			starts[a.name] = append(starts[a.name], start{r.sent, time.Now(), now.gap, now.pause})
			mu.Unlock()
		}
		if n+1 < len(steps) {
			next := steps[n+1]
			was := v.chain
			v.chain = &chain{at: target{host: name(next.host)}}
			switch {
			case next.robots:
				v.chain.purpose = forRobots
				v.chain.after = &chain{at: target{host: a.name}}
				if was != nil && was.after != nil { // a further hop
					v.chain.after = was.after
				}
				r.hold = v.chain.after.at.host == a.name
			case was != nil && was.after != nil:
				v.chain = was.after
			}
			r.visit, r.to, r.wait = v, v.chain.at.host, now.wait
			return r
		}
		v.chain = nil
		r.holds = v.holds
		mu.Lock()
		settled[v.task.ID]++
		mu.Unlock()
		return r
	}
	for range workers {
		wg.Go(func() {
			for a := range s.work {
				s.back <- work(a)
			}
		})
	}
	queue := make(chan Job)
	wg.Go(func() {
		defer close(queue)
		for i, steps := range visits {
			queue <- Job{ID: uint64(i), URL: "http://" + name(steps[0].host) + "/"}
		}
	})
	done := make(chan struct{})
	wg.Go(func() {
		defer close(done)
		s.run(context.Background(), queue)
	})
	<-done
	wg.Wait()
	return starts, settled, s.left, faults
}
