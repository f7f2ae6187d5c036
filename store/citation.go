package store

import (
	"encoding/binary"

	bolt "go.etcd.io/bbolt"
)

// Citations implements [Reader].
func (r *reader) Citations(document uint64) (all []Citation, err error) {
	err = r.view(func(tx *bolt.Tx) error {
		all = nil
		if _, err := getDocument(tx, document); err != nil {
			return err
		}
		return prefixed(tx.Bucket(bucketCite), key(document), func(k, v []byte) error {
			c, err := readCitation(k, v)
			all = append(all, c)
			return err
		})
	})
	return all, err
}

// CitedBy implements [Reader].
func (r *reader) CitedBy(source uint64) (all []Citation, err error) {
	err = r.view(func(tx *bolt.Tx) error {
		all = nil
		cites := tx.Bucket(bucketCite)
		return prefixed(tx.Bucket(bucketCitedBy), key(source), func(k, _ []byte) error {
			v := cites.Get(k[8:])
			if v == nil {
				return damaged(ErrNotFound, "citation %d of document %d", ordinalOf(k[8:]), part(k, 1))
			}
			c, err := readCitation(k[8:], v)
			all = append(all, c)
			return err
		})
	})
	return all, err
}

func readCitation(k, v []byte) (Citation, error) {
	c := Citation{Document: part(k, 0), Ordinal: ordinalOf(k)}
	return c, unpack(k, v, &c, (*coder).citation, "citation %d of document %d", c.Ordinal, c.Document)
}

// ordinalOf is the second part of a citation's key.
func ordinalOf(k []byte) int {
	if len(k) < 12 {
		return 0
	}
	return int(binary.BigEndian.Uint32(k[8:]))
}

// sourceOf is the source of a citation's record, without reading the rest or
// the sum.
func sourceOf(v []byte) (uint64, error) {
	c := reading(v, nil)
	c.version()
	var source uint64
	c.uvarint(&source)
	if c.err != nil {
		return 0, damaged(c.err, "a citation's record")
	}
	return source, nil
}
