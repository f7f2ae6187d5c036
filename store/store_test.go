package store

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"apud/crawler/cite"
	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

func TestRunFromDocumentToReport(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{Version: "1.2.3"})
	d := put(t, s, cited("letter.txt", "https://a.example/one", "https://b.example/two#part", "https://a.example:443/one"))
	if d.Citations != 3 || d.Footnotes != 3 || d.ID == 0 {
		t.Errorf("PutDocument = %+v, want 3 citations in 3 footnotes", d)
	}
	run := start(t, s, d.ID)
	if run.State != "running" || run.Version != "1.2.3" || !run.Start.Equal(day) {
		t.Errorf("StartRun = %+v", run)
	}
	todo := pending(t, s, run.ID, day, true)
	if len(todo) != 2 || todo[0].URL != "https://a.example/one" {
		t.Fatalf("Pending = %v, want two sources in order of citation", todo)
	}
	settle(t, s, visited(todo[0], run.ID, day, "a page"))
	settle(t, s, gone(todo[1], run.ID, day))
	if left := pending(t, s, run.ID, day, true); len(left) != 0 {
		t.Errorf("Pending after all are settled = %v", left)
	}
	ended := end(t, s, run.ID, "done")
	if ended.Settled != 2 || ended.Planned != 2 || ended.Counts[verdict.Working] != 1 || ended.Counts[verdict.Broken] != 1 || ended.State != "done" {
		t.Errorf("EndRun = %+v, want 2 planned and settled, one working, one broken", ended)
	}
	v, err := OpenView(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	for name, r := range map[string]Reader{"Store": s, "View": v} {
		t.Run(name, func(t *testing.T) { readsTheRun(t, r, d, run.ID) })
	}
	closing(t, s)
	got := sound(t, dir)
	if got.Sources != 2 || got.Observations != 2 || got.Blobs != 1 || got.Bytes != 6 {
		t.Errorf("Verify = %+v, want 2 sources, 2 checks, 1 blob of 6 bytes", got)
	}
}

func readsTheRun(t *testing.T, r Reader, d Document, run uint64) {
	if got, err := r.Document(d.ID); err != nil || got != d {
		t.Errorf("Document = %+v, %v, want %+v", got, err, d)
	}
	if all, err := r.Documents(); err != nil || len(all) != 1 || all[0] != d {
		t.Errorf("Documents = %+v, %v", all, err)
	}
	cites, err := r.Citations(d.ID)
	if err != nil || len(cites) != 3 || cites[1].Footnote != "2" || cites[1].Index != 1 || cites[1].Sentence != "A sentence." || cites[2].Source != cites[0].Source {
		t.Fatalf("Citations = %+v, %v", cites, err)
	}
	by, err := r.CitedBy(cites[0].Source)
	if err != nil || len(by) != 2 || !reflect.DeepEqual(by[0], cites[0]) || !reflect.DeepEqual(by[1], cites[2]) {
		t.Errorf("CitedBy = %+v, %v", by, err)
	}
	src, err := r.SourceByURL("HTTPS://A.example/one#x")
	if err != nil || src.ID != cites[0].Source || !src.FirstSeen.Equal(day) {
		t.Errorf("SourceByURL = %+v, %v", src, err)
	}
	o, err := r.Latest(src.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := visited(Pending{ID: src.ID, URL: src.URL}, run, day, "a page").Observation
	want.Snapshot = snapshot.Sum([]byte("a page"))
	want.Status, want.Claims[0].Status = o.Status, o.Claims[0].Status
	if !reflect.DeepEqual(o, want) {
		t.Errorf("Latest =\n%+v, want\n%+v", o, want)
	}
	if o.Status.Verdict != verdict.OK || !o.Status.Checked.Equal(day) || o.Status.State != verdict.Alive {
		t.Errorf("Status = %+v", o.Status)
	}
	for name, f := range map[string]func(uint64) (Observation, error){"FirstGood": r.FirstGood, "LastGood": r.LastGood} {
		if got, err := f(src.ID); err != nil || !reflect.DeepEqual(got, o) {
			t.Errorf("%s = %+v, %v", name, got, err)
		}
		if _, err := f(cites[1].Source); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s of a source never good: %v, want ErrNotFound", name, err)
		}
	}
	if body, err := r.Body(o.Snapshot); err != nil || string(body) != "a page" {
		t.Errorf("Body = %q, %v", body, err)
	}
	changes, err := r.Changes(run)
	if err != nil || len(changes) != 1 || changes[0].Kind != "new" || changes[0].Source != cites[1].Source {
		t.Errorf("Changes = %+v, %v, want one that is new and broken", changes, err)
	}
	runs, err := r.LastRuns(5)
	if err != nil || len(runs) != 1 || runs[0].ID != run || !reflect.DeepEqual(runs[0].Documents, []uint64{d.ID}) {
		t.Errorf("LastRuns = %+v, %v", runs, err)
	}
}

func TestNotFound(t *testing.T) {
	s := open(t, newDir(t), Options{})
	for name, f := range map[string]func() error{
		"Document":     func() error { _, err := s.Document(9); return err },
		"Citations":    func() error { _, err := s.Citations(9); return err },
		"Source":       func() error { _, err := s.Source(9); return err },
		"SourceByURL":  func() error { _, err := s.SourceByURL("https://x.example/"); return err },
		"SourceByURL2": func() error { _, err := s.SourceByURL("no address"); return err },
		"Latest":       func() error { _, err := s.Latest(9); return err },
		"RunByID":      func() error { _, err := s.RunByID(9); return err },
		"Body":         func() error { _, err := s.Body(snapshot.Sum(nil)); return err },
		"Robots":       func() error { _, err := s.Robots("https://x.example"); return err },
		"StartRun":     func() error { _, _, err := s.StartRun([]uint64{9}); return err },
		"EndRun":       func() error { _, err := s.EndRun(9, "done"); return err },
		"Settle": func() error {
			_, err := s.Settle(gone(Pending{ID: 1, URL: "https://x.example/"}, 9, day))
			return err
		},
		"PutMark":  func() error { _, err := s.PutMark(Mark{Source: 9, As: MarkDead}); return err },
		"OpenView": func() error { _, err := OpenView(newDir(t)); return err },
		"Verify":   func() error { _, err := Verify(t.Context(), newDir(t)); return err },
	} {
		if err := f(); !errors.Is(err, ErrNotFound) || errors.Is(err, ErrDamaged) {
			t.Errorf("%s = %v, want ErrNotFound", name, err)
		}
	}
	if all, err := s.Observations(9); err != nil || len(all) != 0 {
		t.Errorf("Observations = %v, %v, want none", all, err)
	}
}

func TestDocumentReadAgain(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{})
	first := put(t, s, cited("a.txt", "https://a.example/1", "https://a.example/2", "https://a.example/3"))
	kept, changed, err := s.PutDocument(cited("a.txt", "https://a.example/1", "https://a.example/2", "https://a.example/3"), snapshot.Sum([]byte("a.txt")))
	if err != nil || changed || kept != first {
		t.Errorf("the same again = %+v, %t, %v, want %+v, false", kept, changed, err, first)
	}
	kept, changed, err = s.PutDocument(cited("a.txt", "https://a.example/1", "https://a.example/3"), snapshot.Sum([]byte("other")))
	if err != nil || !changed || kept.ID != first.ID || kept.Citations != 2 {
		t.Errorf("with one less = %+v, %t, %v", kept, changed, err)
	}
	two, err := s.SourceByURL("https://a.example/2")
	if err != nil {
		t.Fatal(err)
	}
	if by, err := s.CitedBy(two.ID); err != nil || len(by) != 0 {
		t.Errorf("CitedBy of what is no longer cited = %v, %v", by, err)
	}
	run := start(t, s, first.ID)
	if todo := pending(t, s, run.ID, day, true); len(todo) != 2 {
		t.Errorf("Pending = %v, want what is cited now", todo)
	}
	closing(t, s)
	sound(t, dir)
}

func TestCitationsWithoutAnAddress(t *testing.T) {
	s := open(t, newDir(t), Options{})
	d := &cite.Document{Name: "d", Body: []cite.Citation{
		{N: 1, Raw: "lost", Lost: true}, {N: 2, URL: "mailto:a@b.example"}, {N: 3, URL: "http://"},
		{N: 4, Identifiers: []cite.Identifier{{Kind: "doi", Value: "10.1/x", URL: "https://doi.example/10.1/x"}}},
	}}
	kept := put(t, s, d)
	if kept.Lost != 1 {
		t.Errorf("Lost = %d, want 1", kept.Lost)
	}
	all, err := s.Citations(kept.ID)
	if err != nil || len(all) != 4 {
		t.Fatalf("Citations = %v, %v", all, err)
	}
	for i, want := range []bool{false, false, false, true} {
		if got := all[i].Source != 0; got != want || all[i].Index != -1 || all[i].Ordinal != i {
			t.Errorf("citation %d = %+v, with a source: %t", i, all[i], want)
		}
	}
}

func TestDueOnly(t *testing.T) {
	s := open(t, newDir(t), Options{})
	d := put(t, s, cited("d", "https://a.example/1", "https://a.example/2"))
	run := start(t, s, d.ID)
	todo := pending(t, s, run.ID, day, false)
	if len(todo) != 2 {
		t.Fatalf("never visited: %v", todo)
	}
	st := settle(t, s, visited(todo[0], run.ID, day, "x"))
	end(t, s, run.ID, "done")
	run = start(t, s, d.ID)
	if got := pending(t, s, run.ID, st.Due.Add(-time.Second), false); len(got) != 1 || got[0] != todo[1] {
		t.Errorf("before it is due: %v, want the other alone", got)
	}
	if got := pending(t, s, run.ID, st.Due, false); len(got) != 2 {
		t.Errorf("when it is due: %v, want both", got)
	}
	changed := cited("d", "https://a.example/1", "https://a.example/2")
	changed.Footnotes[0].Citations[0].Title = "Another title"
	put(t, s, changed)
	if got := pending(t, s, run.ID, day, false); len(got) != 2 {
		t.Errorf("with a new claim: %v, want both", got)
	}
}

func TestSettledOnce(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{})
	d := put(t, s, cited("d", "https://a.example/1"))
	run := start(t, s, d.ID)
	src := pending(t, s, run.ID, day, true)[0]
	first := settle(t, s, visited(src, run.ID, day, "x"))
	again := settle(t, s, gone(src, run.ID, day.Add(time.Hour)))
	if again != first {
		t.Errorf("second Settle = %+v, want the first's %+v", again, first)
	}
	ended := end(t, s, run.ID, "done")
	if ended.Settled != 1 || ended.Counts[verdict.Broken] != 0 {
		t.Errorf("EndRun = %+v, want one settled", ended)
	}
	if _, err := s.Settle(gone(src, run.ID, day)); err != nil {
		t.Errorf("Settle again after the end = %v", err)
	}
	all, err := s.Observations(src.ID)
	if err != nil || len(all) != 1 {
		t.Errorf("Observations = %v, %v", all, err)
	}
	closing(t, s)
	sound(t, dir)
}

func TestSettleRefuses(t *testing.T) {
	s := open(t, newDir(t), Options{})
	d := put(t, s, cited("d", "https://a.example/1", "https://a.example/2"))
	run := start(t, s, d.ID)
	todo := pending(t, s, run.ID, day, true)
	lying := visited(todo[0], run.ID, day, "x")
	lying.Resource.Digest = snapshot.Sum([]byte("y"))
	if _, err := s.Settle(lying); err == nil {
		t.Error("a body with another digest was kept")
	}
	end(t, s, run.ID, "done")
	if _, err := s.Settle(visited(todo[1], run.ID, day, "x")); err == nil || !strings.Contains(err.Error(), "ended") {
		t.Errorf("Settle in a run that ended = %v", err)
	}
	if _, err := s.EndRun(run.ID, "finished"); err == nil {
		t.Error("EndRun took an unknown state")
	}
}

func TestUnchangedBodyNeverKept(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{})
	d := put(t, s, cited("d", "https://a.example/1"))
	run := start(t, s, d.ID)
	src := pending(t, s, run.ID, day, true)[0]
	settle(t, s, unchanged(src, run.ID, day, "never seen"))
	if o, err := s.Latest(src.ID); err != nil || !o.Snapshot.IsZero() {
		t.Errorf("Latest = %+v, %v, want no snapshot", o, err)
	}
	closing(t, s)
	sound(t, dir)
}

func TestLastGoodHasTheHeaderOfTheBody(t *testing.T) {
	s := open(t, newDir(t), Options{})
	d := put(t, s, cited("d", "https://a.example/1"))
	src := Pending{}
	days := 0
	next := func(make func(Pending, uint64, time.Time) *Settlement) {
		run := start(t, s, d.ID)
		src = pending(t, s, run.ID, day, true)[0]
		settle(t, s, make(src, run.ID, day.AddDate(0, 0, days)))
		end(t, s, run.ID, "done")
		days++
	}
	next(func(p Pending, r uint64, w time.Time) *Settlement { return visited(p, r, w, "body") })
	next(func(p Pending, r uint64, w time.Time) *Settlement {
		st := unchanged(p, r, w, "body")
		st.Evidence.Hops[0].Status = 304
		st.Evidence.Hops[0].Header = map[string][]string{"Date": {"Tue, 03 Mar 2026 04:00:00 GMT"}}
		return st
	})
	if o, err := s.LastGood(src.ID); err != nil || o.Evidence.Hops[0].Header.Get("Etag") == "" || o.Snapshot != snapshot.Sum([]byte("body")) {
		t.Errorf("LastGood = %+v, %v, want the check that brought the body", o, err)
	}
	if o, err := s.Latest(src.ID); err != nil || o.Evidence.Status() != 304 || len(o.Evidence.Hops[0].Header) != 1 {
		t.Errorf("Latest = %+v, %v, want the 304", o, err)
	}
	next(gone)
	next(func(p Pending, r uint64, w time.Time) *Settlement { return visited(p, r, w, "other body") })
	first, err := s.FirstGood(src.ID)
	if err != nil || first.Run != 1 {
		t.Errorf("FirstGood = run %d, %v, want 1", first.Run, err)
	}
	last, err := s.LastGood(src.ID)
	if err != nil || last.Run != 4 {
		t.Errorf("LastGood = run %d, %v, want 4", last.Run, err)
	}
	all, err := s.Observations(src.ID)
	if err != nil || len(all) != 4 || all[0].Run != 4 || all[3].Run != 1 {
		t.Errorf("Observations = %d, %v, want 4, the newest first", len(all), err)
	}
}

func TestRobotsKept(t *testing.T) {
	s := open(t, newDir(t), Options{})
	d := put(t, s, cited("d", "https://a.example/1"))
	run := start(t, s, d.ID)
	st := visited(pending(t, s, run.ID, day, true)[0], run.ID, day, "x")
	st.RobotsHost, st.RobotsStatus, st.RobotsTime = "https://a.example", 200, day
	st.RobotsBody = []byte(strings.Repeat("User-agent: *\nDisallow: /private\n", 100))
	settle(t, s, st)
	got, err := s.Robots("https://a.example")
	want := Robots{Host: "https://a.example", Fetched: day, Status: 200, Body: st.RobotsBody}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("Robots = %+v, %v, want %+v", got, err, want)
	}
}
