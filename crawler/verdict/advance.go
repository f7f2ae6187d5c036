package verdict

import (
	"hash/fnv"
	"math"
	"strconv"
	"time"
)

// Policy says when a source is looked at again. The zero value is the default.
type Policy struct {
	// Alive is the time to the next check of a source that stands, 7 days; it
	// grows by half with each good check in a row, up to AliveMax, 30 days.
	Alive, AliveMax time.Duration
	// Suspect, Failing and Dead are the times to the next check in these
	// states: 1, 3 and 30 days.
	Suspect, Failing, Dead time.Duration
	// Soon is that of a source that asked to wait, 1 day.
	Soon time.Duration
	// Jitter is the share of these times, at most, by which checks come early,
	// 0.1, so that sources seen together part, and so that a nightly run finds
	// them due. Negative is none.
	Jitter float64
	// Seed tells sources apart for the jitter; their addresses will do.
	Seed string
	// Patience is how long a temporary failure, or a blocked source that was
	// good before, is borne: 14 and 90 days.
	Patience, Trust time.Duration
}

func (p Policy) withDefaults() Policy {
	for _, f := range []struct {
		d   *time.Duration
		def time.Duration
	}{
		{&p.Alive, 7 * day},
		{&p.AliveMax, 30 * day},
		{&p.Suspect, 1 * day},
		{&p.Failing, 3 * day},
		{&p.Dead, 30 * day},
		{&p.Soon, 1 * day},
		{&p.Patience, 14 * day},
		{&p.Trust, 90 * day},
	} {
		if *f.d <= 0 {
			*f.d = f.def
		}
	}
	if p.Jitter == 0 {
		p.Jitter = 0.1
	}
	p.Jitter = min(max(p.Jitter, 0), 0.5)
	return p
}

// Advance is the standing after a check at a time, given the one before; the
// zero Status is that of a source never checked.
//
// What cannot be told neither counts as a failure nor takes failures back. A
// source comes alive again with its first good check.
func Advance(prev Status, j Judgement, at time.Time, p Policy) Status {
	p = p.withDefaults()
	next := prev
	next.Verdict, next.Checked = j.Verdict, at
	if j.Verdict == Temporary {
		next = waited(next, at, p)
	}
	class := ClassOf(next.Verdict)
	state := prev.State
	switch class {
	case Working:
		state = Alive
		next.Failures, next.FirstFailure, next.LastGood = 0, time.Time{}, at
	case Broken:
		next.Failures++
		if next.FirstFailure.IsZero() {
			next.FirstFailure = at
		}
		state = failed(prev, next, j)
	default:
		if state == "" || state == Alive && at.Sub(prev.LastGood) > p.Trust {
			state = Unverified
		}
		if next.Failures == 0 && j.Verdict != Temporary {
			next.FirstFailure = time.Time{}
		}
	}
	if state != prev.State {
		next.State, next.Since = state, at
	}
	next.Streak++
	if prev.Verdict == "" || ClassOf(prev.Verdict) != class {
		next.Streak = 1
	}
	next.Due = at.Add(p.pause(next, at))
	return next
}

// waited takes in a temporary failure. One that has lasted for long is none.
func waited(s Status, at time.Time, p Policy) Status {
	if s.FirstFailure.IsZero() {
		s.FirstFailure = at
	}
	if at.Sub(s.FirstFailure) >= p.Patience {
		s.Verdict = ServerError
	}
	return s
}

// failed is the state after one more failure.
func failed(prev, next Status, j Judgement) State {
	if prev.State == Dead {
		return Dead
	}
	c := confirmOf(next.Verdict, j.Reasons)
	// A source that fails in one way today and in another tomorrow has to
	// satisfy both.
	if before := infoOf[prev.Verdict]; before != nil && before.Class == Broken && before.Verdict != next.Verdict {
		c.Checks, c.Span = max(c.Checks, before.Confirm.Checks), max(c.Span, before.Confirm.Span)
	}
	switch {
	case c.Checks > 0 && next.Failures >= c.Checks && next.Checked.Sub(next.FirstFailure) >= c.Span:
		return Dead
	case next.Failures <= 1:
		return Suspect
	}
	return Failing
}

func confirmOf(v Verdict, reasons []Reason) Confirm {
	i := infoOf[v]
	if i == nil {
		return Confirm{}
	}
	for _, r := range reasons {
		if c, ok := i.ByReason[r.Code]; ok {
			return c
		}
	}
	return i.Confirm
}

// pause is the time from a check to the next.
func (p Policy) pause(s Status, at time.Time) time.Duration {
	var d time.Duration
	switch {
	case s.State == Suspect:
		d = p.Suspect
	case s.State == Failing:
		d = p.Failing
	case s.State == Dead:
		d = p.Dead
	case s.Verdict == Temporary, s.Verdict == RateLimited:
		d = p.Soon
	default:
		// Alive, or not to be told.
		d = min(p.AliveMax, time.Duration(float64(p.Alive)*math.Pow(1.5, float64(min(max(s.Streak-1, 0), 40)))))
		d = max(d, min(p.Alive, p.AliveMax))
	}
	h := fnv.New64a()
	h.Write([]byte(p.Seed))
	h.Write([]byte(strconv.FormatInt(at.Unix(), 10)))
	// The low bits of FNV are the better mixed ones.
	u := float64(h.Sum64()&0xffff) / 0x10000
	return d - time.Duration(float64(d)*p.Jitter*(1+u)/2)
}
