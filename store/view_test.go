package store

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"apud/crawler/snapshot"
)

// TestReadersWhileARunWrites opens views over and over while a run settles and
// publishes: what a view shows hangs together, and no reader meets an error.
func TestReadersWhileARunWrites(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{Publish: 10 * time.Millisecond, SegmentSize: 128 << 10})
	var urls []string
	for i := range 200 {
		urls = append(urls, fmt.Sprintf("https://a.example/%d", i))
	}
	d := put(t, s, cited("d", urls...))
	stop := make(chan struct{})
	var readers sync.WaitGroup
	var read [3]int
	for i := range read {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				n, err := readAll(dir)
				if err != nil {
					t.Errorf("reader %d: %v", i, err)
					return
				}
				read[i] += n
			}
		})
	}
	for run := range 2 {
		r := start(t, s, d.ID)
		todo := pending(t, s, r.ID, day, true)
		settleAll(t, s, 16, len(todo), func(i int) *Settlement {
			return visited(todo[i], r.ID, day.AddDate(0, 0, run), article(i, 5)+fmt.Sprint(run))
		})
		end(t, s, r.ID, "done")
	}
	close(stop)
	readers.Wait()
	closing(t, s)
	n, err := readAll(dir)
	if err != nil || n != 200 {
		t.Errorf("at the end: %d sources, %v, want 200", n, err)
	}
	t.Logf("%v sources read meanwhile", read)
	sound(t, dir)
}

// readAll reads what a view shows of its last run.
func readAll(dir string) (n int, err error) {
	v, err := OpenView(dir)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, v.Close()) }()
	runs, err := v.LastRuns(1)
	if err != nil || len(runs) == 0 {
		return 0, err
	}
	for _, id := range runs[0].Documents {
		cites, err := v.Citations(id)
		if err != nil {
			return n, err
		}
		for _, c := range cites {
			o, err := v.Latest(c.Source)
			if errors.Is(err, ErrNotFound) && !errors.Is(err, ErrDamaged) {
				continue
			}
			if err != nil {
				return n, err
			}
			n++
			body, err := v.Body(o.Snapshot)
			if err != nil && !errors.Is(err, ErrNotYet) {
				return n, err
			}
			if err == nil && snapshot.Sum(body) != o.Snapshot {
				return n, fmt.Errorf("body of source %d is another", c.Source)
			}
		}
	}
	return n, nil
}
