package store

import (
	"fmt"

	bolt "go.etcd.io/bbolt"

	"apud/crawler/cite"
	"apud/crawler/snapshot"
)

// shortHash is the size in bytes of the hashes that find sources and documents;
// what is found is compared with what was looked for.
const shortHash = 16

func hashKey(s string) []byte {
	d := snapshot.Sum([]byte(s))
	return d[:shortHash]
}

// Source implements [Reader].
func (r *reader) Source(id uint64) (s Source, err error) {
	err = r.view(func(tx *bolt.Tx) error {
		s, err = getSource(tx, id)
		return err
	})
	return s, err
}

// SourceByURL implements [Reader].
func (r *reader) SourceByURL(url string) (s Source, err error) {
	normal, err := cite.Normalize(url)
	if err != nil {
		return s, fmt.Errorf("%w: %w", ErrNotFound, err)
	}
	err = r.view(func(tx *bolt.Tx) error {
		id, ok, err := findSource(tx, normal)
		if err == nil && !ok {
			err = fmt.Errorf("source %s: %w", normal, ErrNotFound)
		}
		if err == nil {
			s, err = getSource(tx, id)
		}
		return err
	})
	return s, err
}

func getSource(tx *bolt.Tx, id uint64) (Source, error) {
	s := Source{ID: id}
	v := tx.Bucket(bucketSource).Get(key(id))
	if v == nil {
		return s, fmt.Errorf("source %d: %w", id, ErrNotFound)
	}
	return s, unpack(key(id), v, &s, (*coder).source, "source %d", id)
}

func findSource(tx *bolt.Tx, normal string) (id uint64, ok bool, err error) {
	v := tx.Bucket(bucketURL).Get(hashKey(normal))
	if v == nil {
		return 0, false, nil
	}
	s, err := getSource(tx, part(v, 0))
	if err == nil && s.Normal != normal {
		err = fmt.Errorf("%w: %s is found as %s", ErrDamaged, normal, s.Normal)
	}
	return s.ID, true, err
}

// putSource finds or makes the source behind a cited address; 0 when the
// address cannot be visited.
func putSource(tx *bolt.Tx, s Source) (uint64, error) {
	normal, err := cite.Normalize(s.URL)
	if err != nil {
		return 0, nil
	}
	id, ok, err := findSource(tx, normal)
	if err != nil || ok {
		return id, err
	}
	s.Normal = normal
	sources := tx.Bucket(bucketSource)
	sources.FillPercent = sequentialFill
	if s.ID, err = sources.NextSequence(); err != nil {
		return 0, err
	}
	if err := sources.Put(key(s.ID), pack(key(s.ID), &s, (*coder).source)); err != nil {
		return 0, err
	}
	return s.ID, tx.Bucket(bucketURL).Put(hashKey(normal), key(s.ID))
}
