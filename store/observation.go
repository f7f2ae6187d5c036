package store

import (
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// Latest implements [Reader].
func (r *reader) Latest(source uint64) (Observation, error) {
	return r.pointed(source, func(l *latest) uint64 { return l.Run })
}

// FirstGood implements [Reader].
func (r *reader) FirstGood(source uint64) (Observation, error) {
	return r.pointed(source, func(l *latest) uint64 { return l.First })
}

// LastGood implements [Reader].
func (r *reader) LastGood(source uint64) (Observation, error) {
	return r.pointed(source, func(l *latest) uint64 { return l.Good })
}

// pointed is the observation of the run that the latest record points to.
func (r *reader) pointed(source uint64, run func(*latest) uint64) (o Observation, err error) {
	err = r.view(func(tx *bolt.Tx) error {
		l, ok, err := getLatest(tx, source)
		if err != nil {
			return err
		}
		if !ok || run(&l) == 0 {
			return fmt.Errorf("check of source %d: %w", source, ErrNotFound)
		}
		c, err := getObservation(tx, source, run(&l))
		if err == nil {
			o = c.Observation
		}
		return err
	})
	return o, err
}

// Observations implements [Reader].
func (r *reader) Observations(source uint64) (all []Observation, err error) {
	err = r.view(func(tx *bolt.Tx) error {
		all = nil
		bases := map[uint64]*complete{}
		return prefixed(tx.Bucket(bucketObs), key(source), func(k, v []byte) error {
			c, err := unpackObservation(source, part(k, 1), v, func(run uint64) (*complete, error) {
				if b := bases[run]; b != nil {
					return b, nil
				}
				return getBase(tx, source, run)
			})
			if err != nil {
				return err
			}
			if c.table != nil {
				bases[c.Run] = c
			}
			all = append(all, c.Observation)
			return nil
		})
	})
	// Runs are numbered by their starts, and one that was interrupted may have
	// gone on after a later one.
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b Observation) int { return b.Evidence.Time.Compare(a.Evidence.Time) })
	return all, err
}

func getLatest(tx *bolt.Tx, source uint64) (l latest, ok bool, err error) {
	v := tx.Bucket(bucketLatest).Get(key(source))
	if v == nil {
		return l, false, nil
	}
	return l, true, unpack(key(source), v, &l, (*coder).latest, "last check of source %d", source)
}

func getObservation(tx *bolt.Tx, source, run uint64) (*complete, error) {
	v := tx.Bucket(bucketObs).Get(key(source, run))
	if v == nil {
		return nil, damaged(ErrNotFound, "check of source %d in run %d", source, run)
	}
	return unpackObservation(source, run, v, func(base uint64) (*complete, error) { return getBase(tx, source, base) })
}

// getBase is an observation to which others refer; it refers to none.
func getBase(tx *bolt.Tx, source, run uint64) (*complete, error) {
	v := tx.Bucket(bucketObs).Get(key(source, run))
	if v == nil {
		return nil, damaged(ErrNotFound, "base check of source %d in run %d", source, run)
	}
	return unpackObservation(source, run, v, func(uint64) (*complete, error) {
		return nil, damaged(errRecord, "base check of source %d in run %d refers to another", source, run)
	})
}
