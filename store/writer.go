package store

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	bolt "go.etcd.io/bbolt"
)

// op is one piece of writing. fn may run more than once, and then has the same
// effect; it changes nothing but tx and its own results.
type op struct {
	fn   func(tx *bolt.Tx) error
	blob *blob
	size int
	// lazy is answered when it has run, not when it is durable.
	lazy bool
	// last ends the group; after, when set, runs when the group is durable.
	last  bool
	after func() error
	done  chan error
}

// writer is the one goroutine that writes. It gathers ops into groups, each one
// transaction of the segment and, after it, one of the index.
type writer struct {
	index   *bolt.DB
	segment *writable
	o       *Options

	ops  chan *op
	quit chan struct{}
	once sync.Once
	wait sync.WaitGroup
	// unseen counts lazy ops that readers do not see yet.
	unseen atomic.Int64
	// commits counts the commits of the index.
	commits atomic.Uint64

	// The rest belongs to the goroutine.
	tx     *bolt.Tx
	group  []*op
	bytes  int
	begun  time.Time
	failed error
	end    error
}

func newWriter(index *bolt.DB, segment *writable, o *Options) *writer {
	w := &writer{index: index, segment: segment, o: o, ops: make(chan *op), quit: make(chan struct{})}
	w.wait.Add(1)
	go w.run()
	return w
}

// do hands o to the goroutine and waits for its answer.
func (w *writer) do(o *op) error {
	o.done = make(chan error, 1)
	select {
	case w.ops <- o:
		return <-o.done
	case <-w.quit:
		return fmt.Errorf("write to the store: %w", os.ErrClosed)
	}
}

// settled makes sure that readers see what lazy ops have put.
func (w *writer) settled() error {
	if w.unseen.Load() == 0 {
		return nil
	}
	return w.do(&op{fn: func(*bolt.Tx) error { return nil }, last: true})
}

// close commits what is there and ends the goroutine.
func (w *writer) close() error {
	w.once.Do(func() { close(w.quit) })
	w.wait.Wait()
	return w.end
}

func (w *writer) run() {
	defer w.wait.Done()
	timer := time.NewTimer(0)
	defer timer.Stop()
	timer.Stop()
	for {
		select {
		case o := <-w.ops:
			w.execute(o)
			if left := w.left(o); left > 0 {
				timer.Reset(left)
				continue
			}
		case <-timer.C:
		case <-w.quit:
			w.end = errors.Join(w.commit(), w.shut())
			return
		}
		timer.Stop()
		w.commit()
	}
}

// left is how long the group may still wait for more after o.
func (w *writer) left(o *op) time.Duration {
	if w.tx == nil || o.last || len(w.group) >= w.o.GroupCount || w.bytes >= w.o.GroupBytes {
		return 0
	}
	left := w.o.GroupWait - time.Since(w.begun)
	for _, g := range w.group {
		if !g.lazy {
			return min(left, w.o.GroupIdle)
		}
	}
	return left
}

// execute runs o in the group's transaction.
func (w *writer) execute(o *op) {
	if w.failed != nil {
		o.done <- w.failed
		return
	}
	if err := w.step(o); err != nil {
		// What o has changed goes, what those before it have changed is done again.
		if again := w.again(); again != nil {
			w.lose(again)
		}
		o.done <- err
		return
	}
	w.group = append(w.group, o)
	w.bytes += o.size
	if o.lazy {
		w.unseen.Add(1)
		o.done <- nil
	}
}

func (w *writer) step(o *op) error {
	return guarded(func() error {
		if w.tx == nil {
			tx, err := w.index.Begin(true)
			if err != nil {
				return err
			}
			w.tx, w.begun = tx, time.Now()
		}
		if o.blob != nil {
			if err := w.keep(o.blob); err != nil {
				return err
			}
		}
		return o.fn(w.tx)
	})
}

// keep puts a blob into the segment, and its place into the index, unless the
// index knows it.
func (w *writer) keep(b *blob) error {
	blobs := w.tx.Bucket(bucketBlob)
	if blobs.Get(b.digest[:]) != nil {
		return nil
	}
	if b.place == nil {
		if err := w.segment.put(b); err != nil {
			return fmt.Errorf("keep body %s: %w", b.digest, err)
		}
		meta := w.tx.Bucket(bucketMeta)
		if n := key(uint64(b.place.Segment)); string(meta.Get(metaSegment)) != string(n) {
			if err := meta.Put(metaSegment, n); err != nil {
				return err
			}
		}
	}
	return blobs.Put(b.digest[:], pack(b.digest[:], b.place, (*coder).place))
}

// again begins the transaction anew with the ops of the group.
func (w *writer) again() error {
	w.rollback()
	for _, o := range w.group {
		if err := w.step(o); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) rollback() {
	if w.tx == nil {
		return
	}
	tx := w.tx
	w.tx = nil
	// A rollback after a panic in a damaged file may panic again.
	if err := guarded(tx.Rollback); errors.Is(err, ErrDamaged) {
		w.failed = err
	}
}

// commit makes the group durable and answers its ops.
func (w *writer) commit() error {
	if w.tx == nil {
		return nil
	}
	err := guarded(w.segment.commit)
	if err == nil {
		tx := w.tx
		if err = guarded(tx.Commit); err == nil {
			w.tx = nil
		}
	}
	if err != nil {
		w.lose(fmt.Errorf("commit: %w", err))
		return err
	}
	w.commits.Add(1)
	for _, o := range w.group {
		if o.lazy {
			w.unseen.Add(-1)
			continue
		}
		var err error
		if o.after != nil {
			err = o.after()
		}
		o.done <- err
	}
	w.clear()
	full, err := w.segment.full()
	if err == nil && full {
		err = w.segment.seal()
	}
	if err != nil {
		w.failed = fmt.Errorf("seal segment: %w", err)
	}
	return nil
}

// lose gives the group up. When ops were answered before they were durable, the
// store cannot be written to any more: the caller believes what is not there.
func (w *writer) lose(err error) {
	if errors.Is(err, ErrDamaged) {
		w.failed = err
	}
	w.rollback()
	if e := guarded(func() error { w.segment.rollback(); return nil }); e != nil {
		w.failed = e
	}
	for _, o := range w.group {
		if o.lazy {
			w.failed = err
			w.unseen.Add(-1)
			continue
		}
		o.done <- err
	}
	w.clear()
}

func (w *writer) clear() {
	clear(w.group)
	w.group, w.bytes = w.group[:0], 0
}

// shut seals the segment when that was not done before.
func (w *writer) shut() error {
	if w.segment.db == nil {
		return nil
	}
	return w.segment.seal()
}
