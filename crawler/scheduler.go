package crawler

import (
	"container/heap"
	"context"
	"slices"
	"time"
)

const (
	// maxPause is the longest that a host's Retry-After is waited for.
	maxPause = time.Minute
	// maxFailures connections failed in a row, and the host is given up.
	maxFailures = 3
	// maxThrottled answers in a row that ask for a longer pause than maxPause
	// put the rest of the host off to the next run.
	maxThrottled = 2
)

// scheduler says which host is asked next. One goroutine owns it and all its
// hosts; workers get an assignment and give a report back.
//
// A host has one request in flight. The next may start gap after the last one
// did. Among hosts whose time has come, the one with the most time of queueing
// before it goes first, which keeps the whole run near the time that the
// longest queue takes at best.
type scheduler struct {
	gap     time.Duration
	gaps    map[string]time.Duration // of hosts that have their own
	maxTime time.Duration
	work    chan assignment
	back    chan report
	// observe is called after each report.
	observe func(*scheduler)

	start    time.Time
	hosts    map[string]*host
	ready    hostHeap // may start now
	waiting  hostHeap // by next start
	sleeping sleepers
	jobs     int // not begun
	begun    int // begun and not settled
	inFlight int
	over     bool // maxTime has passed
	left     int  // not visited
	err      error
}

// host is a queue and its times. Instants are counted from the run's start.
type host struct {
	name  string
	queue []Job    // not begun
	front []*visit // begun; they go first
	// next is the earliest start of the next request.
	next time.Duration
	// least is the gap that is set, gap the one that robots.txt made of it.
	least, gap time.Duration
	busy       bool
	// held is the visit that is away to fetch this host's robots.txt from
	// where it was moved; nothing else may start before it is back.
	held      *visit
	failures  int
	throttled int
	down      bool

	heap  *hostHeap
	index int
}

// assignment is one start at a host: of a job, or of a visit to go on with.
type assignment struct {
	host  *host
	name  string
	job   Job
	visit *visit
	// down says that the host was given up.
	down bool
}

// report is what became of an assignment.
type report struct {
	host *host
	// visit goes on at the host named to after wait; nil when settled.
	visit *visit
	to    string
	wait  time.Duration
	// hold keeps the host closed until the visit is back from a robots.txt;
	// holds is the host that a settled visit kept closed until now.
	hold  bool
	holds *host
	// sent is when the request left; zero when none did.
	sent time.Time
	// reached and failed say whether the host could be connected to; neither
	// is set when it was not tried.
	reached, failed bool
	// gap is what robots.txt asks for, pause what the answer asked for.
	gap, pause time.Duration
	// err ends the run.
	err error
}

func newScheduler(gap, maxTime time.Duration, workers int) *scheduler {
	s := &scheduler{
		gap: gap, maxTime: maxTime,
		work: make(chan assignment), back: make(chan report, workers),
		observe: func(*scheduler) {},
		start:   time.Now(), hosts: map[string]*host{},
	}
	s.ready.before = func(a, b *host) bool { return a.remaining() > b.remaining() }
	s.waiting.before = func(a, b *host) bool { return a.next < b.next }
	return s
}

// run hands out work until all jobs are settled, ctx ends or a report brings an
// error. It closes work at its end; reports may then still be in flight.
func (s *scheduler) run(ctx context.Context, jobs <-chan Job) {
	defer close(s.work)
	alarm := time.NewTimer(time.Hour)
	defer alarm.Stop()
	for {
		now := time.Since(s.start)
		s.wakeUp(now)
		if jobs == nil && s.jobs == 0 && s.begun == 0 && s.inFlight == 0 {
			return
		}
		var out chan assignment
		var next assignment
		if h := s.ready.top(); h != nil {
			out, next = s.work, h.peek()
		}
		alarm.Reset(s.nap(now))
		select {
		case j, ok := <-jobs:
			if !ok {
				jobs = nil
				break
			}
			s.add(j)
		case out <- next:
			s.started(next, time.Since(s.start))
		case r := <-s.back:
			s.returned(r)
			s.observe(s)
		case <-alarm.C:
		case <-ctx.Done():
			return
		}
		if s.err != nil {
			return
		}
	}
}

// add queues a job. The host of an address that cannot be asked for has the
// empty name and knows no gaps.
func (s *scheduler) add(j Job) {
	if s.over {
		s.left++
		return
	}
	t, _ := parseTarget(j.URL)
	h := s.host(t.host)
	if h.postponed() {
		s.left++
		return
	}
	h.queue = append(h.queue, j)
	s.jobs++
	s.place(h)
}

func (s *scheduler) host(name string) *host {
	h := s.hosts[name]
	if h == nil {
		h = &host{name: name, least: s.gap}
		if own, ok := s.gaps[name]; ok {
			h.least = own
		}
		if name == "" {
			h.least = 0
		}
		h.gap = h.least
		s.hosts[name] = h
	}
	return h
}

// place puts a host where it belongs after any change.
func (s *scheduler) place(h *host) {
	where := &s.waiting
	switch {
	case h.busy || !h.startable():
		h.remove()
		return
	case h.down || h.next <= time.Since(s.start):
		where = &s.ready
	}
	if h.heap == where {
		heap.Fix(where, h.index)
		return
	}
	h.remove()
	heap.Push(where, h)
}

// wakeUp moves to the ready what has come of age.
func (s *scheduler) wakeUp(now time.Duration) {
	if s.maxTime > 0 && now >= s.maxTime && !s.over {
		s.over = true
		for _, h := range s.hosts {
			s.putOff(h)
		}
	}
	for len(s.sleeping) > 0 && s.sleeping[0].wake <= now {
		v := heap.Pop(&s.sleeping).(*visit)
		s.enqueue(s.host(v.to), v)
	}
	for h := s.waiting.top(); h != nil && h.next <= now; h = s.waiting.top() {
		heap.Pop(&s.waiting)
		heap.Push(&s.ready, h)
	}
}

// putOff leaves the jobs of a host that were not begun to the next run.
func (s *scheduler) putOff(h *host) {
	s.jobs -= len(h.queue)
	s.left += len(h.queue)
	h.queue = nil
	s.place(h)
}

// nap is how long nothing can change by itself.
func (s *scheduler) nap(now time.Duration) time.Duration {
	until := now + time.Hour
	if len(s.sleeping) > 0 {
		until = min(until, s.sleeping[0].wake)
	}
	if h := s.waiting.top(); h != nil {
		until = min(until, h.next)
	}
	if s.maxTime > 0 && !s.over {
		until = min(until, s.maxTime)
	}
	return until - now
}

func (s *scheduler) started(a assignment, now time.Duration) {
	h := a.host
	if a.visit == nil {
		h.queue[0] = Job{}
		h.queue = h.queue[1:]
		if len(h.queue) == 0 {
			h.queue = nil
		}
		s.jobs--
		s.begun++
	} else {
		h.take(a.visit)
	}
	h.busy = true
	s.inFlight++
	s.place(h)
}

func (s *scheduler) returned(r report) {
	h := r.host
	h.busy = false
	s.inFlight--
	if r.err != nil {
		s.err = r.err
	}
	if h.name != "" {
		h.gap = max(h.least, r.gap)
	}
	if !r.sent.IsZero() {
		h.next = r.sent.Sub(s.start) + h.gap
	}
	s.breaker(h, r)
	if v := r.visit; v == nil {
		s.begun--
		s.open(r.holds)
	} else {
		if r.hold && h.held == nil {
			h.held, v.holds = v, h
		}
		if v.holds != nil && !v.asksRobots() {
			s.open(v.holds)
			v.holds = nil
		}
		v.to = r.to
		if r.wait > 0 {
			v.wake = time.Since(s.start) + r.wait
			heap.Push(&s.sleeping, v)
		} else {
			s.enqueue(s.host(v.to), v)
		}
	}
	s.place(h)
}

// open lets a host that was held go on.
func (s *scheduler) open(h *host) {
	if h != nil {
		h.held = nil
		s.place(h)
	}
}

// breaker gives up hosts that cannot be reached, and heeds those that want to
// be left alone.
func (s *scheduler) breaker(h *host, r report) {
	switch {
	case r.reached:
		h.failures = 0
	case r.failed:
		h.failures++
		h.down = h.down || h.failures >= maxFailures
	}
	switch {
	case r.pause > 0:
		h.next = max(h.next, time.Since(s.start)+min(r.pause, maxPause))
		if r.pause <= maxPause {
			h.throttled = 0
		} else if h.throttled++; h.postponed() {
			s.putOff(h)
		}
	case r.reached:
		h.throttled = 0
	}
}

func (s *scheduler) enqueue(h *host, v *visit) {
	h.front = append(h.front, v)
	s.place(h)
}

// postponed reports whether the host asked twice in a row for longer pauses
// than a run can wait.
func (h *host) postponed() bool { return h.throttled >= maxThrottled }

// startable reports whether there is something to start.
func (h *host) startable() bool {
	if h.held != nil {
		return h.robotsVisit() != nil
	}
	return len(h.front) > 0 || len(h.queue) > 0
}

// robotsVisit is the first visit in front that is after a robots.txt; those may
// pass a host that is held, or two hosts could wait for each other.
func (h *host) robotsVisit() *visit {
	for _, v := range h.front {
		if v.asksRobots() {
			return v
		}
	}
	return nil
}

// peek is what starts next at the host.
func (h *host) peek() assignment {
	a := assignment{host: h, name: h.name, down: h.down}
	switch {
	case h.held != nil:
		a.visit = h.robotsVisit()
	case len(h.front) > 0:
		a.visit = h.front[0]
	default:
		a.job = h.queue[0]
	}
	return a
}

func (h *host) take(v *visit) {
	if h.front[0] == v {
		h.front[0] = nil
		h.front = h.front[1:]
		return
	}
	i := slices.Index(h.front, v)
	h.front = slices.Delete(h.front, i, i+1)
}

// remaining is the least time that the host's queue still takes.
func (h *host) remaining() time.Duration {
	return time.Duration(len(h.queue)+len(h.front)) * max(h.gap, 1)
}
