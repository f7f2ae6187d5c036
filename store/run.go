package store

import (
	"bytes"
	"fmt"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"apud/crawler/verdict"
)

// The states of a run.
const (
	running     = "running"
	done        = "done"
	interrupted = "interrupted"
)

// RunByID implements [Reader].
func (r *reader) RunByID(id uint64) (run Run, err error) {
	err = r.view(func(tx *bolt.Tx) error {
		rec, err := getRun(tx, id)
		if err == nil {
			run = rec.Run
			run.Documents, err = runDocuments(tx, id)
		}
		return err
	})
	return run, err
}

// LastRuns implements [Reader].
func (r *reader) LastRuns(n int) (all []Run, err error) {
	err = r.view(func(tx *bolt.Tx) error {
		all = nil
		c := tx.Bucket(bucketRun).Cursor()
		for k, _ := c.Last(); k != nil && (n <= 0 || len(all) < n); k, _ = c.Prev() {
			rec, err := getRun(tx, part(k, 0))
			if err != nil {
				return err
			}
			if rec.Documents, err = runDocuments(tx, rec.ID); err != nil {
				return err
			}
			all = append(all, rec.Run)
		}
		return nil
	})
	return all, err
}

func getRun(tx *bolt.Tx, id uint64) (runRecord, error) {
	r := runRecord{Run: Run{ID: id}}
	v := tx.Bucket(bucketRun).Get(key(id))
	if v == nil {
		return r, fmt.Errorf("run %d: %w", id, ErrNotFound)
	}
	return r, unpack(key(id), v, &r, (*coder).run, "run %d", id)
}

func putRun(tx *bolt.Tx, r *runRecord) error {
	return tx.Bucket(bucketRun).Put(key(r.ID), pack(key(r.ID), r, (*coder).run))
}

func runDocuments(tx *bolt.Tx, id uint64) (ids []uint64, err error) {
	v := tx.Bucket(bucketRunDoc).Get(key(id))
	if v == nil {
		return nil, damaged(ErrNotFound, "documents of run %d", id)
	}
	return ids, unpack(key(id), v, &ids, (*coder).documents, "documents of run %d", id)
}

// StartRun begins a run over documents. When the last run over the same
// documents was interrupted, not too long ago, that run goes on, and resumed is
// true.
func (s *Store) StartRun(documents []uint64) (run Run, resumed bool, err error) {
	now := millis(s.o.Now())
	err = s.writer.do(&op{last: true, fn: func(tx *bolt.Tx) error {
		for _, id := range documents {
			if tx.Bucket(bucketDoc).Get(key(id)) == nil {
				return fmt.Errorf("document %d: %w", id, ErrNotFound)
			}
		}
		rec, ok, err := interruptedRun(tx, documents)
		if err != nil {
			return err
		}
		resumed = ok && now.Sub(rec.active) <= s.o.Resume
		if !resumed {
			rec = runRecord{Run: Run{Start: now, Counts: map[verdict.Class]int{}}}
			if rec.ID, err = tx.Bucket(bucketRun).NextSequence(); err != nil {
				return err
			}
		}
		rec.State, rec.Version, rec.active, rec.End = running, s.o.Version, now, time.Time{}
		ids := slices.Clone(documents)
		if err := tx.Bucket(bucketRunDoc).Put(key(rec.ID), pack(key(rec.ID), &ids, (*coder).documents)); err != nil {
			return err
		}
		run = rec.Run
		run.Documents = ids
		return putRun(tx, &rec)
	}})
	if err != nil {
		return Run{}, false, fmt.Errorf("start run: %w", err)
	}
	return run, resumed, s.publish()
}

// interruptedRun is the last run over the documents, when it was interrupted.
func interruptedRun(tx *bolt.Tx, documents []uint64) (r runRecord, ok bool, err error) {
	want := sorted(documents)
	c := tx.Bucket(bucketRun).Cursor()
	for k, _ := c.Last(); k != nil; k, _ = c.Prev() {
		had, err := runDocuments(tx, part(k, 0))
		if err != nil {
			return r, false, err
		}
		if !slices.Equal(want, sorted(had)) {
			continue
		}
		r, err = getRun(tx, part(k, 0))
		return r, r.State != done, err
	}
	return r, false, nil
}

func sorted(ids []uint64) []uint64 {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// EndRun ends a run as "done" or "interrupted", seals the segment and publishes
// the view.
func (s *Store) EndRun(id uint64, state string) (run Run, err error) {
	if state != done && state != interrupted {
		return run, fmt.Errorf("end run %d: unknown state %q", id, state)
	}
	now := millis(s.o.Now())
	err = s.writer.do(&op{last: true, after: s.writer.segment.seal, fn: func(tx *bolt.Tx) error {
		rec, err := getRun(tx, id)
		if err != nil {
			return err
		}
		rec.State, rec.End, rec.active = state, now, now
		run = rec.Run
		if run.Documents, err = runDocuments(tx, id); err != nil {
			return err
		}
		return putRun(tx, &rec)
	}})
	if err != nil {
		return Run{}, fmt.Errorf("end run %d: %w", id, err)
	}
	return run, s.publish()
}

// interruptRuns says of runs that no process works on that they were
// interrupted.
func (s *Store) interruptRuns() error {
	var left []uint64
	err := s.read(func(tx *bolt.Tx) error {
		left = nil
		return tx.Bucket(bucketRun).ForEach(func(k, _ []byte) error {
			r, err := getRun(tx, part(bytes.Clone(k), 0))
			if r.State == running {
				left = append(left, r.ID)
			}
			return err
		})
	})
	if err != nil || len(left) == 0 {
		return err
	}
	return s.writer.do(&op{last: true, fn: func(tx *bolt.Tx) error {
		for _, id := range left {
			r, err := getRun(tx, id)
			if err != nil {
				return err
			}
			r.State, r.End = interrupted, r.active
			if err := putRun(tx, &r); err != nil {
				return err
			}
		}
		return nil
	}})
}
