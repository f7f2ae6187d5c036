package store

import (
	"fmt"
	"iter"
	"time"

	bolt "go.etcd.io/bbolt"
)

// pendingChunk is how many citations are read in one transaction: a long one
// would keep the writer from using freed pages again.
const pendingChunk = 512

// Pending streams the sources that a run has yet to visit: those its documents
// cite, each once, in the order of their first citation, without those settled
// in this run. Unless all is set, only those are given that are due at now:
// never visited, due by their standing, or claimed something new of. What is
// settled while the stream is read may be given or not.
//
// When the stream was read to its end, the run knows how many are planned. The
// memory it takes is a bit for each source of the store.
func (s *Store) Pending(run uint64, now time.Time, all bool) iter.Seq2[Pending, error] {
	return func(yield func(Pending, error) bool) {
		if err := s.pending(run, now, all, func(p Pending) bool { return yield(p, nil) }); err != nil {
			yield(Pending{}, fmt.Errorf("plan run %d: %w", run, err))
		}
	}
}

// pending calls yield for each pending source, outside of any transaction.
func (s *Store) pending(run uint64, now time.Time, all bool, yield func(Pending) bool) error {
	r, err := s.RunByID(run)
	if err != nil {
		return err
	}
	planned := r.Settled
	var seen bitmap
	var chunk []Pending
	for _, id := range r.Documents {
		for from := key(id); from != nil; {
			err := s.view(func(tx *bolt.Tx) (err error) {
				chunk, from, err = pendingFrom(tx, run, id, from, now, all, &seen, chunk[:0])
				return err
			})
			if err != nil {
				return err
			}
			for _, p := range chunk {
				planned++
				if !yield(p) {
					return nil
				}
			}
		}
	}
	return s.writer.do(&op{last: true, fn: func(tx *bolt.Tx) error {
		r, err := getRun(tx, run)
		if err != nil {
			return err
		}
		r.Planned = planned
		return putRun(tx, &r)
	}})
}

// pendingFrom looks at one chunk of a document's citations. next is where the
// following one begins, nil at the end.
func pendingFrom(tx *bolt.Tx, run, document uint64, from []byte, now time.Time, all bool, seen *bitmap, chunk []Pending) (found []Pending, next []byte, err error) {
	c := tx.Bucket(bucketCite).Cursor()
	last := tx.Bucket(bucketSource).Sequence()
	n := 0
	for k, v := c.Seek(from); len(k) == 12 && part(k, 0) == document; k, v = c.Next() {
		if n == pendingChunk {
			return chunk, append([]byte(nil), k...), nil
		}
		n++
		source, err := sourceOf(v)
		if err != nil {
			return chunk, nil, err
		}
		if source > last {
			return chunk, nil, damaged(ErrNotFound, "source %d of citation %d of document %d", source, ordinalOf(k), document)
		}
		if source == 0 || !seen.add(source) || tx.Bucket(bucketObs).Get(key(source, run)) != nil {
			continue
		}
		if !all {
			l, ok, err := getLatest(tx, source)
			if err != nil {
				return chunk, nil, err
			}
			if ok && !l.Fresh && l.status.Due.After(now) {
				continue
			}
		}
		s, err := getSource(tx, source)
		if err != nil {
			return chunk, nil, err
		}
		chunk = append(chunk, Pending{ID: s.ID, URL: s.URL})
	}
	return chunk, nil, nil
}

// bitmap is a set of small numbers.
type bitmap []uint64

// add reports whether i is new to the set.
func (b *bitmap) add(i uint64) bool {
	for uint64(len(*b)) <= i/64 {
		*b = append(*b, 0)
	}
	bit := uint64(1) << (i % 64)
	was := (*b)[i/64]&bit != 0
	(*b)[i/64] |= bit
	return !was
}
