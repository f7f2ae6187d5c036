package store

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"apud/crawler/verdict"
)

func TestInterruptedRunGoesOn(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{})
	a := put(t, s, cited("a", "https://a.example/1", "https://a.example/2", "https://a.example/3"))
	b := put(t, s, cited("b", "https://a.example/1", "https://b.example/1"))
	run := start(t, s, a.ID, b.ID)
	todo := pending(t, s, run.ID, day, true)
	if len(todo) != 4 {
		t.Fatalf("Pending = %v, want four", todo)
	}
	settle(t, s, visited(todo[1], run.ID, day, "x"))
	end(t, s, run.ID, "interrupted")
	closing(t, s)

	s = open(t, dir, Options{Now: at(day.Add(time.Hour))})
	other := start(t, s, a.ID)
	if other.ID == run.ID {
		t.Errorf("a run over other documents goes on with run %d", run.ID)
	}
	end(t, s, other.ID, "done")
	again, resumed, err := s.StartRun([]uint64{b.ID, a.ID})
	if err != nil || !resumed || again.ID != run.ID || again.Settled != 1 || again.State != "running" || !again.End.IsZero() {
		t.Fatalf("StartRun = %+v, %t, %v, want run %d resumed", again, resumed, err, run.ID)
	}
	left := pending(t, s, again.ID, day, true)
	if len(left) != 3 || slices.Contains(left, todo[1]) {
		t.Errorf("Pending = %v, want the three that are left", left)
	}
	for _, p := range left {
		settle(t, s, gone(p, again.ID, day.Add(time.Hour)))
	}
	ended := end(t, s, again.ID, "done")
	if ended.Settled != 4 || ended.Planned != 4 {
		t.Errorf("EndRun = %+v, want 4 planned and settled", ended)
	}
	if next, resumed, err := s.StartRun([]uint64{a.ID, b.ID}); err != nil || resumed || next.ID == run.ID {
		t.Errorf("StartRun after the end = %+v, %t, %v, want a new run", next, resumed, err)
	}
	closing(t, s)
	sound(t, dir)
}

func TestOldInterruptedRunIsLeft(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{})
	d := put(t, s, cited("a", "https://a.example/1"))
	run := start(t, s, d.ID)
	closing(t, s)
	s = open(t, dir, Options{Now: at(day.AddDate(0, 0, 8))})
	if r, err := s.RunByID(run.ID); err != nil || r.State != "interrupted" || !r.End.Equal(day) {
		t.Errorf("a run that nobody ended = %+v, %v, want interrupted", r, err)
	}
	if next, resumed, err := s.StartRun([]uint64{d.ID}); err != nil || resumed || next.ID == run.ID {
		t.Errorf("StartRun = %+v, %t, %v, want a new run", next, resumed, err)
	}
}

func TestChanges(t *testing.T) {
	working := func(v verdict.Verdict) verdict.Judgement {
		return verdict.Judgement{Verdict: v, Class: verdict.Working}
	}
	broken := verdict.Judgement{Verdict: verdict.NotFound, Class: verdict.Broken}
	blocked := verdict.Judgement{Verdict: verdict.Blocked, Class: verdict.Unknown}
	ok := working(verdict.OK)
	tests := []struct {
		name  string
		tells []verdict.Judgement
		want  []string
	}{
		{"new and broken", []verdict.Judgement{broken}, []string{"new"}},
		{"new and well", []verdict.Judgement{ok}, []string{""}},
		{"breaks and comes back", []verdict.Judgement{ok, broken, broken, ok}, []string{"", "newly-broken", "", "came-back"}},
		{"moves once", []verdict.Judgement{ok, working(verdict.Moved), working(verdict.Moved)}, []string{"", "moved", ""}},
		{"changes", []verdict.Judgement{ok, working(verdict.Changed), ok}, []string{"", "changed", ""}},
		{"cannot be told", []verdict.Judgement{ok, blocked, blocked, ok}, []string{"", "unknown", "", ""}},
		{"is told to be broken at last", []verdict.Judgement{blocked, broken}, []string{"", "newly-broken"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, newDir(t), Options{})
			d := put(t, s, cited("d", "https://a.example/1"))
			for i, j := range tt.tells {
				run := start(t, s, d.ID)
				st := visited(pending(t, s, run.ID, day, true)[0], run.ID, day.AddDate(0, 0, i), "x")
				st.Claims[0].Judgement = j
				settle(t, s, st)
				end(t, s, run.ID, "done")
				got, err := s.Changes(run.ID)
				if err != nil {
					t.Fatal(err)
				}
				kind := ""
				if len(got) > 0 {
					kind = got[0].Kind
				}
				if kind != tt.want[i] {
					t.Errorf("check %d: change %q, want %q", i, kind, tt.want[i])
				}
			}
		})
	}
}

func TestDeadIsAChange(t *testing.T) {
	s := open(t, newDir(t), Options{})
	d := put(t, s, cited("d", "https://a.example/1"))
	var kinds []string
	for i := range 30 {
		run := start(t, s, d.ID)
		status := settle(t, s, gone(pending(t, s, run.ID, day, true)[0], run.ID, day.AddDate(0, 0, i)))
		end(t, s, run.ID, "done")
		got, err := s.Changes(run.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range got {
			kinds = append(kinds, c.Kind)
			if c.Kind == "dead" && (c.To != status || c.From.State == verdict.Dead) {
				t.Errorf("change = %+v, want to the standing %+v", c, status)
			}
		}
	}
	if want := []string{"new", "dead"}; !slices.Equal(kinds, want) {
		t.Errorf("changes of a month = %v, want %v", kinds, want)
	}
}

func TestEachClaimStandsForItself(t *testing.T) {
	s := open(t, newDir(t), Options{})
	d := put(t, s, cited("d", "https://a.example/1"))
	var o Observation
	for i := range 3 {
		run := start(t, s, d.ID)
		st := visited(pending(t, s, run.ID, day, true)[0], run.ID, day.AddDate(0, 0, i), "x")
		other := st.Claims[0]
		other.Claim.Title = "Not here"
		other.Verdict, other.Class = verdict.Mismatch, verdict.Broken
		st.Claims = append(st.Claims, other)
		settle(t, s, st)
		end(t, s, run.ID, "done")
		var err error
		if o, err = s.Latest(st.Source); err != nil {
			t.Fatal(err)
		}
	}
	if got := o.Claims[0].Status; got.State != verdict.Alive || got.Failures != 0 {
		t.Errorf("the claim that holds stands as %+v", got)
	}
	if got := o.Claims[1].Status; got.Failures != 3 || !got.FirstFailure.Equal(day) {
		t.Errorf("the claim that does not hold stands as %+v, want 3 failures", got)
	}
	if o.Status.Verdict != verdict.Mismatch || o.Status.State != o.Claims[1].Status.State {
		t.Errorf("the source stands as %+v, want as the worst", o.Status)
	}
	if g, err := s.FirstGood(o.Source); err != nil || g.Run != 1 {
		t.Errorf("FirstGood = run %d, %v, want 1: one claim holds", g.Run, err)
	}
}

func TestLocked(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{})
	var locked *LockedError
	_, err := Open(dir, Options{Now: at(day)})
	if !errors.As(err, &locked) || locked.PID != os.Getpid() || locked.Host == "" || !locked.Since.Equal(day) {
		t.Fatalf("Open of a store at work = %v, want a LockedError with all that is known", err)
	}
	if _, err := Verify(t.Context(), dir); !errors.As(err, &locked) {
		t.Errorf("Verify of a store at work = %v, want a LockedError", err)
	}
	freed := make(chan error)
	go func() {
		time.Sleep(50 * time.Millisecond)
		freed <- s.Close()
	}()
	second, err := Open(dir, Options{Now: at(day), Wait: time.Minute})
	if err != nil {
		t.Fatalf("Open that waits = %v", err)
	}
	if err := <-freed; err != nil {
		t.Error(err)
	}
	closing(t, second)
	if _, err := second.EndRun(1, "done"); !errors.Is(err, os.ErrClosed) {
		t.Errorf("EndRun after Close = %v, want ErrClosed", err)
	}
}

func TestNewerStoreIsLeftAlone(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{})
	closing(t, s)
	setSchema(t, filepath.Join(dir, indexName), schema+1)
	setSchema(t, filepath.Join(dir, viewName), schema+1)
	before := contents(t, dir)
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("Open = %v, want ErrNewer", err)
	}
	if _, err := OpenView(dir); !errors.Is(err, ErrNewer) {
		t.Errorf("OpenView = %v, want ErrNewer", err)
	}
	if _, err := Verify(t.Context(), dir); !errors.Is(err, ErrNewer) {
		t.Errorf("Verify = %v, want ErrNewer", err)
	}
	if after := contents(t, dir); !reflect.DeepEqual(before, after) {
		t.Error("the store was changed")
	}
}

func TestModes(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{})
	d := put(t, s, cited("d", "https://a.example/1"))
	run := start(t, s, d.ID)
	settle(t, s, visited(pending(t, s, run.ID, day, true)[0], run.ID, day, "x"))
	closing(t, s)
	want := map[string]os.FileMode{
		".": 0o700, "index.db": 0o600, "view.db": 0o600, "lock": 0o600, "seg-000001.db": 0o444,
	}
	for name, mode := range want {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
		} else if got := info.Mode().Perm(); got != mode {
			t.Errorf("%s has mode %o, want %o", name, got, mode)
		}
	}
	if got := contents(t, dir); len(got) != len(want)-1 {
		t.Errorf("%d files, want %d", len(got), len(want)-1)
	}
}
