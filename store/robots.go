package store

import (
	"fmt"

	bolt "go.etcd.io/bbolt"
)

// Robots implements [Reader]. host is scheme and authority.
func (r *reader) Robots(host string) (found Robots, err error) {
	found.Host = host
	err = r.view(func(tx *bolt.Tx) error {
		v := tx.Bucket(bucketHost).Get(hostKey(host))
		if v == nil {
			return fmt.Errorf("robots.txt of %s: %w", host, ErrNotFound)
		}
		return unpack(hostKey(host), v, &found, (*coder).robots, "robots.txt of %s", host)
	})
	return found, err
}

func putRobots(tx *bolt.Tx, r *Robots) error {
	r.Fetched = millis(r.Fetched)
	return tx.Bucket(bucketHost).Put(hostKey(r.Host), pack(hostKey(r.Host), r, (*coder).robots))
}

// hostKey is the host itself, or its hash when it is longer than any real one.
func hostKey(host string) []byte {
	if len(host) > 1024 {
		return hashKey(host)
	}
	return append([]byte(nil), host...)
}
