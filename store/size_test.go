package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"syscall"
	"testing"

	bolt "go.etcd.io/bbolt"

	"apud/crawler/snapshot"
)

// indexSize is what the buckets of the index take: the bytes of records with
// their keys, and the bytes of the pages these are in. The first tells what a
// run adds. The second does not, for a run or two: pages filled in the order of
// their keys are left half empty, and the runs after fill them up.
func indexSize(t testing.TB, s *Store) (records, pages int64) {
	t.Helper()
	if err := s.view(func(tx *bolt.Tx) error {
		records, pages = 0, 0
		for _, name := range buckets {
			st := tx.Bucket(name).Stats()
			records += int64(st.LeafInuse + st.BranchInuse + st.InlineBucketInuse)
			pages += int64(st.LeafAlloc + st.BranchAlloc)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return records, pages
}

// TestUnchangedRunIsCheap holds what a run over unchanged sources costs: at most
// 300 bytes a source, in records at each run, and in pages on the average of
// runs that begin when the room left by the first is used up.
func TestUnchangedRunIsCheap(t *testing.T) {
	const n, runs, settledDown = 500, 40, 20
	dir := newDir(t)
	s := open(t, dir, Options{})
	var urls []string
	for i := range n {
		urls = append(urls, fmt.Sprintf("https://www.host-%d.example/some/path/of/an/article-%d.html", i%50, i))
	}
	d := put(t, s, cited("d", urls...))
	body := func(i int) string { return fmt.Sprintf("<title>Page %d</title>", i) }
	var last, from int64
	for r := range runs {
		run := start(t, s, d.ID)
		when := day.AddDate(0, 0, r)
		todo := pending(t, s, run.ID, when, true)
		if len(todo) != n {
			t.Fatalf("run %d: %d sources to visit, want %d", run.ID, len(todo), n)
		}
		settleAll(t, s, 64, n, func(i int) *Settlement {
			if r == 0 {
				return visited(todo[i], run.ID, when, body(i))
			}
			return unchanged(todo[i], run.ID, when, body(i))
		})
		end(t, s, run.ID, "done")
		records, pages := indexSize(t, s)
		cost := float64(records-last) / n
		// Less than a key and a sum would mean that nothing was measured.
		if r > 0 && (cost > 300 || cost < 40) {
			t.Errorf("run %d over unchanged sources: %.0f bytes a source in records, want 40 to 300", run.ID, cost)
		}
		if r == 1 {
			t.Logf("second run: %.0f bytes a source in records", cost)
		}
		if r == settledDown {
			from = pages
		}
		if r == runs-1 {
			cost := float64(pages-from) / n / (runs - 1 - settledDown)
			t.Logf("runs %d to %d: %.0f bytes a source and run in pages", settledDown+2, runs, cost)
			if cost > 300 || cost < 40 {
				t.Errorf("%.0f bytes a source and run in pages, want 40 to 300", cost)
			}
		}
		last = records
	}
	o, err := s.Latest(1)
	if err != nil {
		t.Fatal(err)
	}
	if h := o.Evidence.Hops[0].Header; h.Get("Etag") == "" || h.Get("Date") == "" || h.Get("Set-Cookie") != "" {
		t.Errorf("header of an unchanged check = %v, want it without what differs at each answer", h)
	}
	closing(t, s)
	sound(t, dir)
}

// TestSettlingTakesLittleMemory settles 10,000 sources and holds the heap.
func TestSettlingTakesLittleMemory(t *testing.T) {
	const n = 10000
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	s := open(t, newDir(t), Options{})
	before := heap()
	documents := manySources(t, s, n)
	run := start(t, s, documents)
	i, peak := 0, uint64(0)
	next := make(chan Pending)
	done := make(chan struct{})
	go func() {
		defer close(done)
		settleAll(t, s, 64, n, func(int) *Settlement {
			p := <-next
			return visited(p, run.ID, day, article(int(p.ID), 2))
		})
	}()
	for p, err := range s.Pending(run.ID, day, true) {
		if err != nil {
			t.Fatal(err)
		}
		if i++; i%2000 == 0 {
			peak = max(peak, heap())
		}
		next <- p
	}
	<-done
	if grown := int64(peak) - int64(before); grown > 64<<20 {
		t.Errorf("the heap grew by %d MB", grown>>20)
	} else {
		t.Logf("the heap grew by %d MB", grown>>20)
	}
}

// manySources puts a document that cites n sources; nothing of it is left in
// memory but what the store keeps there.
func manySources(t testing.TB, s *Store, n int) uint64 {
	t.Helper()
	var urls []string
	for i := range n {
		urls = append(urls, fmt.Sprintf("https://host-%d.example/%d", i%100, i))
	}
	return put(t, s, cited("d", urls...)).ID
}

// TestFailingFile lets the file of the segment fail to open: the settlement is
// refused, nothing of it is kept, and the next one is.
func TestFailingFile(t *testing.T) {
	dir := newDir(t)
	var fails atomic.Bool
	o := Options{OpenFile: func(name string, flag int, perm os.FileMode) (*os.File, error) {
		if fails.Load() && filepath.Ext(name) == ".open" {
			return nil, &os.PathError{Op: "open", Path: name, Err: syscall.ENOSPC}
		}
		return os.OpenFile(name, flag, perm)
	}}
	s := open(t, dir, o)
	d := put(t, s, cited("d", "https://a.example/1", "https://a.example/2"))
	run := start(t, s, d.ID)
	todo := pending(t, s, run.ID, day, true)
	fails.Store(true)
	if _, err := s.Settle(visited(todo[0], run.ID, day, "body")); !errors.Is(err, syscall.ENOSPC) || errors.Is(err, ErrDamaged) {
		t.Errorf("Settle on a full disk = %v, want ENOSPC", err)
	}
	if _, err := s.Latest(todo[0].ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("Latest of what was refused = %v, want ErrNotFound", err)
	}
	// What needs no segment goes on.
	settle(t, s, gone(todo[1], run.ID, day))
	fails.Store(false)
	settle(t, s, visited(todo[0], run.ID, day, "body"))
	if b, err := s.Body(snapshot.Sum([]byte("body"))); err != nil || string(b) != "body" {
		t.Errorf("Body = %q, %v", b, err)
	}
	closing(t, s)
	sound(t, dir)
}

// TestOneRefusalLeavesTheGroup settles a good and a bad one in the same group.
func TestOneRefusalLeavesTheGroup(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{GroupIdle: 1e9})
	d := put(t, s, cited("d", "https://a.example/1", "https://a.example/2"))
	run := start(t, s, d.ID)
	todo := pending(t, s, run.ID, day, true)
	errs := make(chan error)
	go func() { _, err := s.Settle(visited(todo[0], run.ID, day, "body")); errs <- err }()
	go func() { _, err := s.Settle(visited(todo[1], run.ID, day, "other")); errs <- err }()
	if _, err := s.Settle(gone(Pending{ID: 99, URL: "https://x.example/"}, run.ID, day)); !errors.Is(err, ErrNotFound) {
		t.Errorf("Settle of no source = %v, want ErrNotFound", err)
	}
	for range 2 {
		if err := <-errs; err != nil {
			t.Errorf("Settle beside it = %v", err)
		}
	}
	closing(t, s)
	if v := sound(t, dir); v.Observations != 2 || v.Blobs != 2 {
		t.Errorf("Verify = %+v, want two checks with their bodies", v)
	}
}
