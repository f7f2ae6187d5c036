package store

import (
	"errors"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
)

// markable is an open store with two sources, 1 and 2.
func markable(t *testing.T, dir string) *Store {
	t.Helper()
	s := open(t, dir, Options{})
	put(t, s, cited("d", "https://a.example/1", "https://a.example/2"))
	return s
}

func TestMarksAreKeptWithTheirHistory(t *testing.T) {
	dir := newDir(t)
	s := markable(t, dir)
	works := mark(t, s, Mark{Source: 1, As: MarkWorks, Until: day.AddDate(0, 0, 90), Note: "read at home", By: "Ada"})
	if want := time.Date(2026, 5, 31, 0, 0, 0, 0, time.UTC); works.Until != want || works.At != day {
		t.Errorf("PutMark = %+v, want it said at %v, until %v", works, day, want)
	}
	clear := mark(t, s, Mark{Source: 1, As: MarkClear})
	dead := mark(t, s, Mark{Source: 1, As: MarkDead})
	ignore := mark(t, s, Mark{Source: 2, As: MarkIgnore, Note: "not ours"})
	check := func(t *testing.T, r Reader) {
		if all, err := r.Marks(); err != nil || !reflect.DeepEqual(all, []Mark{dead, ignore}) {
			t.Errorf("Marks = %v, %v, want %v and %v", all, err, dead, ignore)
		}
		if all, err := r.MarksOf(1); err != nil || !reflect.DeepEqual(all, []Mark{dead, clear, works}) {
			t.Errorf("MarksOf(1) = %v, %v, want the newest first", all, err)
		}
		if all, err := r.MarksOf(99); err != nil || len(all) != 0 {
			t.Errorf("MarksOf(99) = %v, %v, want none", all, err)
		}
	}
	t.Run("Store", func(t *testing.T) { check(t, s) })
	closing(t, s)
	v, err := OpenView(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	t.Run("View", func(t *testing.T) { check(t, v) })
	sound(t, dir)
}

func TestClearedMarks(t *testing.T) {
	s := markable(t, newDir(t))
	mark(t, s, Mark{Source: 2, As: MarkClear})
	if all, err := s.MarksOf(2); err != nil || len(all) != 0 {
		t.Errorf("MarksOf after nothing was cleared = %v, %v, want none", all, err)
	}
	mark(t, s, Mark{Source: 2, As: MarkDead})
	mark(t, s, Mark{Source: 2, As: MarkClear})
	mark(t, s, Mark{Source: 2, As: MarkClear})
	if all, err := s.Marks(); err != nil || len(all) != 0 {
		t.Errorf("Marks after clear = %v, %v, want none", all, err)
	}
	if all, err := s.MarksOf(2); err != nil || len(all) != 2 {
		t.Errorf("MarksOf after clear = %v, %v, want both", all, err)
	}
}

func TestMarkRefuses(t *testing.T) {
	s := markable(t, newDir(t))
	if _, err := s.PutMark(Mark{Source: 1, As: "perhaps"}); !errors.Is(err, ErrMark) {
		t.Errorf("PutMark(perhaps) = %v, want ErrMark", err)
	}
	if _, err := s.PutMark(Mark{Source: 99, As: MarkDead}); !errors.Is(err, ErrNotFound) {
		t.Errorf("PutMark of an unknown source = %v, want ErrNotFound", err)
	}
	if all, err := s.Marks(); err != nil || len(all) != 0 {
		t.Errorf("Marks = %v, %v, want none", all, err)
	}
}

func TestMarkHolds(t *testing.T) {
	last := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		m    Mark
		at   time.Time
		want bool
	}{
		{Mark{As: MarkDead}, last, true},
		{Mark{As: MarkWorks, Until: last}, last.AddDate(0, 0, -30), true},
		{Mark{As: MarkWorks, Until: last}, last.Add(24*time.Hour - time.Nanosecond), true},
		{Mark{As: MarkWorks, Until: last}, last.Add(24 * time.Hour), false},
		{Mark{As: MarkClear}, last, false},
		{Mark{}, last, false},
	} {
		if got := tt.m.Holds(tt.at); got != tt.want {
			t.Errorf("%+v holds at %v: %t, want %t", tt.m, tt.at, got, tt.want)
		}
	}
}

func TestMarkInWords(t *testing.T) {
	until := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	for want, m := range map[string]Mark{
		"dead":                              {As: MarkDead},
		"ignore: not ours":                  {As: MarkIgnore, Note: "not ours"},
		"works until 2026-05-01: read well": {As: MarkWorks, Until: until, Note: "read well"},
	} {
		if got := m.String(); got != want {
			t.Errorf("%+v is %q, want %q", m, got, want)
		}
	}
}

// TestStoreFromBeforeMarks opens a store that has no bucket for marks.
func TestStoreFromBeforeMarks(t *testing.T) {
	dir := newDir(t)
	closing(t, markable(t, dir))
	for _, name := range []string{indexName, viewName} {
		edit(t, filepath.Join(dir, name), func(tx *bolt.Tx) error { return tx.DeleteBucket(bucketMark) })
	}
	sound(t, dir)
	v, err := OpenView(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if all, err := v.Marks(); err != nil || len(all) != 0 {
		t.Errorf("Marks = %v, %v, want none", all, err)
	}
	if all, err := v.MarksOf(1); err != nil || len(all) != 0 {
		t.Errorf("MarksOf = %v, %v, want none", all, err)
	}
	s := open(t, dir, Options{})
	want := mark(t, s, Mark{Source: 1, As: MarkDead})
	closing(t, s)
	sound(t, dir)
	after, err := OpenView(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer after.Close()
	if all, err := after.Marks(); err != nil || !reflect.DeepEqual(all, []Mark{want}) {
		t.Errorf("Marks = %v, %v, want %v", all, err, want)
	}
}
