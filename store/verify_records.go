package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	bolt "go.etcd.io/bbolt"

	"apud/crawler/cite"
)

// records looks at each record of the index and at what it refers to.
func (v *verifier) records(tx *bolt.Tx) error {
	for _, name := range buckets {
		if tx.Bucket(name) == nil && !slices.ContainsFunc(younger, func(y []byte) bool { return bytes.Equal(y, name) }) {
			return v.find(v.name, "", "no bucket %s", name)
		}
	}
	for _, part := range []func(*bolt.Tx) error{
		v.sources, v.documents, v.citations, v.runs, v.observations, v.lasts, v.changes, v.hosts, v.marks,
	} {
		if err := part(tx); err != nil {
			return err
		}
	}
	return nil
}

// each walks over a bucket whose keys have size bytes.
func (v *verifier) each(tx *bolt.Tx, bucket []byte, size int, fn func(k, val []byte) error) error {
	return tx.Bucket(bucket).ForEach(func(k, val []byte) error {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		if len(k) != size {
			return v.find(v.name, "bucket "+string(bucket), "a key of %d bytes, not %d", len(k), size)
		}
		return fn(k, val)
	})
}

func (v *verifier) sources(tx *bolt.Tx) error {
	last := tx.Bucket(bucketSource).Sequence()
	err := v.each(tx, bucketSource, 8, func(k, _ []byte) error {
		v.out.Sources++
		s, err := getSource(tx, part(k, 0))
		if err != nil {
			return v.find(v.name, what("source", k), "%v", err)
		}
		if s.ID > last {
			return v.find(v.name, what("source", k), "its number was not given yet")
		}
		if !bytes.Equal(tx.Bucket(bucketURL).Get(hashKey(s.Normal)), k) {
			return v.find(v.name, what("source", k), "its address does not lead to it")
		}
		return nil
	})
	if err != nil {
		return err
	}
	return v.each(tx, bucketURL, shortHash, func(k, val []byte) error {
		if len(val) != 8 || tx.Bucket(bucketSource).Get(val) == nil {
			return v.find(v.name, fmt.Sprintf("address %x", k), "leads to no source")
		}
		return nil
	})
}

func (v *verifier) documents(tx *bolt.Tx) error {
	err := v.each(tx, bucketDoc, 8, func(k, _ []byte) error {
		d, err := getDocument(tx, part(k, 0))
		if err == nil && d.ID > tx.Bucket(bucketDoc).Sequence() {
			err = errors.New("its number was not given yet")
		}
		if err != nil {
			return v.find(v.name, what("document", k), "%v", err)
		}
		if !bytes.Equal(tx.Bucket(bucketName).Get(hashKey(d.Name)), k) {
			return v.find(v.name, what("document", k), "its name does not lead to it")
		}
		n := 0
		if err := prefixed(tx.Bucket(bucketCite), k, func(_, _ []byte) error { n++; return nil }); err != nil {
			return err
		}
		if n != d.Citations {
			return v.find(v.name, what("document", k), "%d citations, said to be %d", n, d.Citations)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return v.each(tx, bucketName, shortHash, func(k, val []byte) error {
		if len(val) != 8 || tx.Bucket(bucketDoc).Get(val) == nil {
			return v.find(v.name, fmt.Sprintf("name %x", k), "leads to no document")
		}
		return nil
	})
}

func (v *verifier) citations(tx *bolt.Tx) error {
	err := v.each(tx, bucketCite, 12, func(k, val []byte) error {
		c, err := readCitation(k, val)
		name := fmt.Sprintf("citation %d of document %d", c.Ordinal, c.Document)
		switch {
		case err != nil:
			return v.find(v.name, name, "%v", err)
		case tx.Bucket(bucketDoc).Get(key(c.Document)) == nil:
			return v.find(v.name, name, "there is no such document")
		case c.Source == 0:
			return nil
		case tx.Bucket(bucketSource).Get(key(c.Source)) == nil:
			return v.find(v.name, name, "source %d is missing", c.Source)
		}
		if k, _ := tx.Bucket(bucketCitedBy).Cursor().Seek(append(key(c.Source), k...)); len(k) != 20 ||
			part(k, 0) != c.Source || part(k, 1) != c.Document || ordinalOf(k[8:]) != c.Ordinal {
			return v.find(v.name, name, "source %d does not know of it", c.Source)
		}
		s, err := getSource(tx, c.Source)
		if err != nil {
			return nil // found with the sources
		}
		if normal, err := cite.Normalize(c.Target()); err == nil && normal != s.Normal {
			return v.find(v.name, name, "leads to source %d, which is %s", c.Source, s.Normal)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return v.each(tx, bucketCitedBy, 20, func(k, _ []byte) error {
		name := fmt.Sprintf("source %d, cited by document %d", part(k, 0), part(k, 1))
		val := tx.Bucket(bucketCite).Get(k[8:])
		if val == nil {
			return v.find(v.name, name, "citation %d is missing", ordinalOf(k[8:]))
		}
		if source, err := sourceOf(val); err == nil && source != part(k, 0) {
			return v.find(v.name, name, "citation %d leads to source %d", ordinalOf(k[8:]), source)
		}
		return nil
	})
}

func (v *verifier) runs(tx *bolt.Tx) error {
	return v.each(tx, bucketRun, 8, func(k, _ []byte) error {
		r, err := getRun(tx, part(k, 0))
		if err == nil && r.ID > tx.Bucket(bucketRun).Sequence() {
			err = errors.New("its number was not given yet")
		}
		if err != nil {
			return v.find(v.name, what("run", k), "%v", err)
		}
		ids, err := runDocuments(tx, part(k, 0))
		if err != nil {
			return v.find(v.name, what("run", k), "%v", err)
		}
		for _, id := range ids {
			if tx.Bucket(bucketDoc).Get(key(id)) == nil {
				if err := v.find(v.name, what("run", k), "document %d is missing", id); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (v *verifier) observations(tx *bolt.Tx) error {
	settled := map[uint64]int{}
	err := v.each(tx, bucketObs, 16, func(k, _ []byte) error {
		v.out.Observations++
		source, run := part(k, 0), part(k, 1)
		settled[run]++
		name := fmt.Sprintf("check of source %d in run %d", source, run)
		o, err := getObservation(tx, source, run)
		switch {
		case err != nil:
			return v.find(v.name, name, "%v", err)
		case tx.Bucket(bucketSource).Get(key(source)) == nil:
			return v.find(v.name, name, "the source is missing")
		case tx.Bucket(bucketRun).Get(key(run)) == nil:
			return v.find(v.name, name, "the run is missing")
		case tx.Bucket(bucketLatest).Get(key(source)) == nil:
			return v.find(v.name, name, "the source has no last check")
		case !o.Snapshot.IsZero() && tx.Bucket(bucketBlob).Get(o.Snapshot[:]) == nil:
			return v.find(v.name, name, "body %s is missing", o.Snapshot)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return v.each(tx, bucketRun, 8, func(k, _ []byte) error {
		r, err := getRun(tx, part(k, 0))
		if err == nil && r.Settled != settled[r.ID] {
			return v.find(v.name, what("run", k), "%d sources settled, said to be %d", settled[r.ID], r.Settled)
		}
		return nil
	})
}

func (v *verifier) lasts(tx *bolt.Tx) error {
	return v.each(tx, bucketLatest, 8, func(k, _ []byte) error {
		source := part(k, 0)
		name := what("last check of source", k)
		l, _, err := getLatest(tx, source)
		if err != nil {
			return v.find(v.name, name, "%v", err)
		}
		for _, run := range []uint64{l.Run, l.Base, l.First, l.Good} {
			if run != 0 && tx.Bucket(bucketObs).Get(key(source, run)) == nil {
				return v.find(v.name, name, "its check in run %d is missing", run)
			}
		}
		if l.Run == 0 || l.Base == 0 {
			return v.find(v.name, name, "it names no check")
		}
		o, err := getObservation(tx, source, l.Run)
		if err == nil && (classOf(&o.Observation) != l.Class || !o.Status.Due.Equal(l.status.Due)) {
			return v.find(v.name, name, "it says otherwise than the check")
		}
		if _, err := getBase(tx, source, l.Base); err != nil {
			return v.find(v.name, name, "%v", err)
		}
		if !l.Full.IsZero() {
			if p, err := getPlace(tx, l.Full); err != nil || p.Codec == codecDelta {
				return v.find(v.name, name, "body %s is not kept whole", l.Full)
			}
		}
		return nil
	})
}

func (v *verifier) changes(tx *bolt.Tx) error {
	return v.each(tx, bucketChange, 16, func(k, val []byte) error {
		name := fmt.Sprintf("change of source %d in run %d", part(k, 1), part(k, 0))
		var c Change
		if err := unpack(k, val, &c, (*coder).change, "change"); err != nil {
			return v.find(v.name, name, "%v", err)
		}
		if tx.Bucket(bucketObs).Get(key(part(k, 1), part(k, 0))) == nil {
			return v.find(v.name, name, "its check is missing")
		}
		o, err := getObservation(tx, part(k, 1), part(k, 0))
		if err == nil && o.Status != c.To {
			return v.find(v.name, name, "it says otherwise than the check")
		}
		return nil
	})
}

func (v *verifier) hosts(tx *bolt.Tx) error {
	return tx.Bucket(bucketHost).ForEach(func(k, val []byte) error {
		var r Robots
		if err := unpack(k, val, &r, (*coder).robots, "robots.txt"); err != nil {
			return v.find(v.name, fmt.Sprintf("robots.txt of %q", k), "%v", err)
		}
		return v.ctx.Err()
	})
}

func (v *verifier) marks(tx *bolt.Tx) error {
	if tx.Bucket(bucketMark) == nil {
		return nil
	}
	return v.each(tx, bucketMark, 8, func(k, _ []byte) error {
		name := what("marks of source", k)
		all, err := getMarks(tx, part(k, 0))
		switch {
		case err != nil:
			return v.find(v.name, name, "%v", err)
		case tx.Bucket(bucketSource).Get(k) == nil:
			return v.find(v.name, name, "the source is missing")
		case len(all) == 0:
			return v.find(v.name, name, "there is none")
		}
		for _, m := range all {
			if !slices.Contains(MarkWords(), m.As) {
				return v.find(v.name, name, "one of them is %q", m.As)
			}
		}
		return nil
	})
}

// what names a record by the number that is its key.
func what(kind string, k []byte) string { return fmt.Sprintf("%s %d", kind, part(k, 0)) }
