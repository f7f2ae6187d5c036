package verdict

import (
	"testing"
	"time"
)

// diary checks a source on days, counted from the first.
type diary struct {
	s  Status
	at time.Time
}

func (d *diary) check(day int, v Verdict, codes ...string) State {
	j := Judgement{Verdict: v, Class: ClassOf(v)}
	for _, c := range codes {
		j.Reasons = append(j.Reasons, Reason{Code: c, Text: c})
	}
	d.at = start.AddDate(0, 0, day)
	d.s = Advance(d.s, j, d.at, Policy{Seed: essay})
	return d.s.State
}

func TestAdvanceConfirms(t *testing.T) {
	for _, test := range []struct {
		verdict Verdict
		code    string
		days    []int
		want    []State
	}{
		{NotFound, "", []int{0, 1, 4, 7}, []State{Suspect, Failing, Failing, Dead}},
		{NotFound, "", []int{0, 1, 2, 3, 4, 5, 6}, []State{Suspect, Failing, Failing, Failing, Failing, Failing, Dead}},
		{NotFound, "", []int{0, 30}, []State{Suspect, Failing}},
		{Gone, "", []int{0, 1}, []State{Suspect, Dead}},
		{Gone, "", []int{0, 0}, []State{Suspect, Failing}},
		{Parked, "", []int{0, 1, 3}, []State{Suspect, Failing, Dead}},
		{Drifted, "", []int{0, 3}, []State{Suspect, Dead}},
		{Mismatch, "", []int{0, 3}, []State{Suspect, Dead}},
		{Soft404, "", []int{0, 3, 6}, []State{Suspect, Failing, Dead}},
		{HomeRedirect, "", []int{0, 3, 6}, []State{Suspect, Failing, Dead}},
		{DNS, FaultDNSNotFound, []int{0, 3, 7}, []State{Suspect, Failing, Dead}},
		{DNS, FaultDNSTemporary, []int{0, 3, 7, 10, 14}, []State{Suspect, Failing, Failing, Failing, Dead}},
		{Unreachable, FaultTimeout, []int{0, 3, 7, 10, 14}, []State{Suspect, Failing, Failing, Failing, Dead}},
		{ServerError, "", []int{0, 20, 21, 22, 23}, []State{Suspect, Failing, Failing, Failing, Dead}},
		{TLS, FaultTLSExpired, []int{0, 10, 20, 30}, []State{Suspect, Failing, Failing, Dead}},
		{TLS, "tls-foreign", []int{0, 3, 7}, []State{Suspect, Failing, Dead}},
		{Malformed, "", []int{0}, []State{Dead}},
	} {
		var d diary
		for i, day := range test.days {
			if got := d.check(day, test.verdict, test.code); got != test.want[i] {
				t.Errorf("%s (%s) on days %v: state = %s after check %d, want %s", test.verdict, test.code, test.days, got, i+1, test.want[i])
			}
		}
		if d.s.Failures != len(test.days) || !d.s.FirstFailure.Equal(start) {
			t.Errorf("%s: %d failures since %v", test.verdict, d.s.Failures, d.s.FirstFailure)
		}
	}
}

func TestAdvanceResets(t *testing.T) {
	var d diary
	for i, step := range []struct {
		day     int
		verdict Verdict
		want    State
	}{
		{0, OK, Alive}, {7, NotFound, Suspect}, {8, NotFound, Failing}, {11, OK, Alive}, {20, NotFound, Suspect}, {21, NotFound, Failing},
		{26, NotFound, Dead}, {56, NotFound, Dead}, {86, Moved, Alive},
	} {
		if got := d.check(step.day, step.verdict); got != step.want {
			t.Errorf("check %d: state = %s, want %s", i+1, got, step.want)
		}
	}
	if d.s.Failures != 0 || !d.s.FirstFailure.IsZero() || !d.s.LastGood.Equal(d.at) || !d.s.Since.Equal(d.at) || d.s.Streak != 1 {
		t.Errorf("status after a success: %+v", d.s)
	}
}

func TestAdvanceMixedFailures(t *testing.T) {
	var d diary
	d.check(0, ServerError)
	if got := d.check(3, Gone); got != Failing {
		t.Errorf("one 410 after one server error is %s, want failing", got)
	}
	if got := d.check(4, Gone); got != Dead {
		t.Errorf("two 410 and a server error are %s, want dead", got)
	}
}

func TestAdvanceUnknown(t *testing.T) {
	for _, v := range []Verdict{Blocked, Login, Consent, RateLimited, Legal, Robots, NeedsJS, Unsupported, NoURL} {
		var d diary
		for day := range 200 {
			if got := d.check(day, v); got != Unverified {
				t.Fatalf("%s for %d days, never good: %s, want unverified", v, day, got)
			}
		}
		d = diary{}
		d.check(0, OK)
		for _, day := range []int{7, 30, 90} {
			if got := d.check(day, v); got != Alive {
				t.Errorf("%s on day %d, good before: %s, want alive", v, day, got)
			}
		}
		if got := d.check(91, v); got != Unverified {
			t.Errorf("%s for 90 days: %s, want unverified", v, got)
		}
		// It neither counts as a failure nor takes failures back.
		d = diary{}
		d.check(0, NotFound)
		d.check(1, v)
		if d.s.State != Suspect || d.s.Failures != 1 {
			t.Errorf("%s after a failure: %+v", v, d.s)
		}
	}
}

func TestAdvanceTemporary(t *testing.T) {
	var d diary
	d.check(0, OK)
	for day := 1; day < 15; day++ {
		if got := d.check(day, Temporary); got != Alive || d.s.Verdict != Temporary {
			t.Errorf("away on day %d: %s %s, want alive and temporary", day, got, d.s.Verdict)
		}
	}
	if got := d.check(15, Temporary); got != Suspect || d.s.Verdict != ServerError {
		t.Errorf("away for 14 days: %s %s, want suspect and server-error", got, d.s.Verdict)
	}
	for day := 16; day < 19; day++ {
		if got := d.check(day, Temporary); got != Failing {
			t.Errorf("day %d: %s, want failing", day, got)
		}
	}
	if got := d.check(19, Temporary); got != Dead {
		t.Errorf("away for 18 days and five checks more: %s, want dead", got)
	}
	// A pause in between starts the count anew.
	d = diary{}
	d.check(0, OK)
	d.check(1, Temporary)
	d.check(10, OK)
	if got := d.check(16, Temporary); got != Alive || d.s.Verdict != Temporary {
		t.Errorf("away for a day: %s %s", got, d.s.Verdict)
	}
}

func TestAdvanceDue(t *testing.T) {
	var d diary
	within := func(what string, least, most time.Duration) {
		t.Helper()
		if got := d.s.Due.Sub(d.at); got < least || got > most {
			t.Errorf("%s: due after %v, want %v to %v", what, got, least, most)
		}
	}
	const jitter = 10
	early := func(d time.Duration) time.Duration { return d - d/jitter }
	d.check(0, OK)
	within("first good", early(7*day), 7*day)
	d.check(7, OK)
	within("second good", early(7*day*3/2), 7*day*3/2)
	for n := 14; n < 400; n += 30 {
		d.check(n, OK)
	}
	within("long good", early(30*day), 30*day)
	d.check(500, NotFound)
	within("suspect", early(1*day), 1*day-time.Hour)
	d.check(501, NotFound)
	within("failing", early(3*day), 3*day)
	d.check(510, NotFound)
	within("dead", early(30*day), 30*day)
	d.check(540, Blocked)
	d = diary{}
	d.check(0, RateLimited)
	within("asked to wait", early(1*day), 1*day)
	d.check(1, Blocked)
	within("blocked", early(7*day), 30*day)

	seeds := map[time.Time]bool{}
	for _, seed := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		seeds[Advance(Status{}, Judgement{Verdict: OK}, start, Policy{Seed: seed}).Due] = true
	}
	if len(seeds) < 6 {
		t.Errorf("sources seen together are due at %d times", len(seeds))
	}
	exact := Advance(Status{}, Judgement{Verdict: OK}, start, Policy{Jitter: -1, Alive: 2 * day, AliveMax: 2 * day})
	if got := exact.Due.Sub(start); got != 2*day {
		t.Errorf("due after %v without jitter, want 48h", got)
	}
}

func TestVerdicts(t *testing.T) {
	seen := map[Verdict]bool{}
	classes := map[Class]int{}
	for _, i := range Verdicts() {
		if seen[i.Verdict] || i.Means == "" || i.Advice == "" || ClassOf(i.Verdict) != i.Class {
			t.Errorf("row of %s: %+v", i.Verdict, i)
		}
		if (i.Confirm.Checks > 0) != (i.Class == Broken) {
			t.Errorf("%s is %s and dead after %d checks", i.Verdict, i.Class, i.Confirm.Checks)
		}
		seen[i.Verdict] = true
		classes[i.Class]++
	}
	if classes[Working] != 6 || classes[Broken] != 12 || classes[Unknown] != 10 {
		t.Errorf("classes: %v", classes)
	}
	if got := ClassOf("no such verdict"); got != Unknown {
		t.Errorf("ClassOf of no verdict = %s", got)
	}
}
