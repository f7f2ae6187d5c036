package store

import (
	"fmt"

	bolt "go.etcd.io/bbolt"

	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

// recordSize is about what a settlement takes in the index, for the size of a
// group.
const recordSize = 1 << 10

// Settle keeps what a visit found: body, observation, standing and change
// together. It returns the standing when all of it is durable; it blocks until
// then, for a second at most and less when many settle at a time. A source that
// is settled in this run already stays as it is.
func (s *Store) Settle(st *Settlement) (verdict.Status, error) {
	status, err := s.settle(st)
	if err != nil {
		return status, fmt.Errorf("settle source %d in run %d: %w", st.Source, st.Run, err)
	}
	return status, nil
}

func (s *Store) settle(st *Settlement) (status verdict.Status, err error) {
	t := settlement{o: exact(st.Observation), now: s.o.Now(), advance: s.advance}
	write := &op{size: recordSize}
	if r := st.Resource; r != nil {
		t.o.Snapshot = snapshot.Sum(r.Body)
		if !r.Digest.IsZero() && r.Digest != t.o.Snapshot {
			return status, fmt.Errorf("body is %s, said to be %s", t.o.Snapshot, r.Digest)
		}
		full, err := s.fullOf(st.Source)
		if err != nil {
			return status, err
		}
		if write.blob, err = s.prepareBlob(r.Body, t.o.Snapshot, full); err != nil {
			return status, err
		}
		if write.blob != nil {
			write.size += len(write.blob.data)
		}
	}
	if st.RobotsHost != "" {
		t.robots = &Robots{Host: st.RobotsHost, Status: st.RobotsStatus, Body: st.RobotsBody, Fetched: st.RobotsTime}
	}
	write.fn = func(tx *bolt.Tx) (err error) {
		status, err = t.write(tx)
		return err
	}
	return status, s.writer.do(write)
}

// fullOf is the last body of a source that was kept whole.
func (s *Store) fullOf(source uint64) (d snapshot.Digest, err error) {
	err = s.view(func(tx *bolt.Tx) error {
		l, _, err := getLatest(tx, source)
		d = l.Full
		return err
	})
	return d, err
}
