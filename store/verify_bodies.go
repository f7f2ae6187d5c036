package store

import (
	"bytes"
	"maps"
	"slices"
	"strconv"

	bolt "go.etcd.io/bbolt"

	"apud/crawler/snapshot"
)

// places looks at each body that the index names.
func (v *verifier) places(index *bolt.Tx) error {
	blobs := index.Bucket(bucketBlob)
	if blobs == nil {
		return v.find(v.name, "", "no bucket %s", bucketBlob)
	}
	return blobs.ForEach(func(k, val []byte) error {
		if len(k) != len(snapshot.Digest{}) {
			return v.find(v.name, "a place", "its key has %d bytes", len(k))
		}
		d := snapshot.Digest(k)
		var p place
		if err := unpack(k, val, &p, (*coder).place, "place"); err != nil {
			return v.find(v.name, "place of "+d.String(), "%v", err)
		}
		v.out.Blobs++
		v.out.Bytes += int64(p.Size)
		return v.placed(index, d, &p)
	})
}

// bodies looks at each body of each segment. One that the index does not name
// is left over from a killed run and harmless; it is looked at all the same.
func (v *verifier) bodies(index *bolt.Tx) error {
	for _, n := range slices.Sorted(maps.Keys(v.segments)) {
		name := sealedName(n)
		if err := v.reading(name, v.segments[n], func(tx *bolt.Tx) error { return v.segment(index, tx, n, name) }); err != nil {
			return err
		}
	}
	return nil
}

// placed looks whether what the index says of a body is so.
func (v *verifier) placed(index *bolt.Tx, d snapshot.Digest, p *place) error {
	what := "body " + d.String()
	db := v.segments[p.Segment]
	if db == nil {
		return v.find(v.name, what, "segment %d is missing or damaged", p.Segment)
	}
	if p.Codec == codecDelta {
		base, err := getPlace(index, p.Base)
		switch {
		case err != nil:
			if err := v.find(v.name, what, "its base: %v", err); err != nil {
				return err
			}
		case base.Codec == codecDelta:
			if err := v.find(v.name, what, "its base %s is a difference itself", p.Base); err != nil {
				return err
			}
		}
	}
	return v.reading(sealedName(p.Segment), db, func(tx *bolt.Tx) error {
		rec := record(tx, p.Seq)
		if rec == nil {
			return v.find(v.name, what, "segment %d has no record %d", p.Segment, p.Seq)
		}
		h, data, err := openRecord(rec)
		if err != nil {
			return v.find(v.name, what, "record %d of segment %d: %v", p.Seq, p.Segment, err)
		}
		if h.Digest != d || h.Codec != p.Codec || h.Size != p.Size || h.Base != p.Base || len(data) != p.Stored {
			return v.find(v.name, what, "record %d of segment %d is another", p.Seq, p.Segment)
		}
		return nil
	})
}

// record is a record of a segment, nil when there is none.
func record(tx *bolt.Tx, seq uint64) []byte {
	b := tx.Bucket(bucketBody)
	if b == nil {
		return nil
	}
	return b.Get(key(seq))
}

// segment looks at each body of a segment.
func (v *verifier) segment(index, tx *bolt.Tx, n uint32, name string) error {
	b := tx.Bucket(bucketBody)
	if b == nil {
		return nil
	}
	return b.ForEach(func(k, rec []byte) error {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		seq := part(k, 0)
		h, _, err := openRecord(rec)
		if err != nil {
			return v.find(name, recordName(seq), "%v", err)
		}
		base, ok := v.base(index, &h)
		if !ok {
			// Its base is a finding of its own.
			return nil
		}
		if _, err := openBlob(rec, h.Digest, base); err != nil {
			return v.find(name, recordName(seq), "%v", err)
		}
		return nil
	})
}

func recordName(seq uint64) string {
	return "record " + strconv.FormatUint(seq, 10)
}

// base is the body that h is a difference from; ok is false when it cannot be
// had.
func (v *verifier) base(index *bolt.Tx, h *blobHead) (body []byte, ok bool) {
	if h.Codec != codecDelta {
		return nil, true
	}
	p, err := getPlace(index, h.Base)
	if err != nil || p.Codec == codecDelta || v.segments[p.Segment] == nil {
		return nil, false
	}
	err = guarded(func() error {
		return v.segments[p.Segment].View(func(tx *bolt.Tx) error {
			rec := bytes.Clone(record(tx, p.Seq))
			body, err = openBlob(rec, h.Base, nil)
			return err
		})
	})
	return body, err == nil
}
