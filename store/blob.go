package store

import (
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"apud/crawler/snapshot"
)

// blob is a body on its way into a segment.
type blob struct {
	digest, base snapshot.Digest
	codec        uint64
	size         int
	data         []byte
	// place is set once the blob is in a segment.
	place *place
}

// place is where a blob is kept: the record of the bucket blob.
type place struct {
	Segment uint32
	Seq     uint64
	Codec   uint64
	// Size is that of the body, Stored that of the bytes in the segment.
	Size, Stored int
	Base         snapshot.Digest
}

func (c *coder) place(p *place) {
	n := uint64(p.Segment)
	c.uvarint(&n)
	p.Segment = uint32(n)
	c.uvarint(&p.Seq)
	c.uvarint(&p.Codec)
	c.count(&p.Size)
	c.count(&p.Stored)
	if p.Codec == codecDelta {
		c.fixed(p.Base[:])
	}
}

// blobHead is what a segment says of a blob before its bytes, so that the index
// can be made anew from segments.
type blobHead struct {
	Digest, Base snapshot.Digest
	Codec        uint64
	Size         int
}

func (c *coder) blobHead(h *blobHead) {
	c.fixed(h.Digest[:])
	c.uvarint(&h.Codec)
	c.count(&h.Size)
	if h.Codec == codecDelta {
		c.fixed(h.Base[:])
	}
}

// record is the blob as a segment keeps it.
func (b *blob) record() []byte {
	h := blobHead{Digest: b.digest, Base: b.base, Codec: b.codec, Size: b.size}
	c := writing(nil)
	c.version()
	c.blobHead(&h)
	return append(c.buf, b.data...)
}

// openRecord reads what record wrote; data is part of v.
func openRecord(v []byte) (h blobHead, data []byte, err error) {
	c := reading(v, nil)
	c.version()
	c.blobHead(&h)
	return h, c.buf, c.err
}

func getPlace(tx *bolt.Tx, d snapshot.Digest) (place, error) {
	var p place
	v := tx.Bucket(bucketBlob).Get(d[:])
	if v == nil {
		return p, fmt.Errorf("body %s: %w", d, ErrNotFound)
	}
	return p, unpack(d[:], v, &p, (*coder).place, "place of %s", d)
}

// Body is the body with this digest, as it was received. Its bytes are checked
// against the digest. A [View] says [ErrNotYet] of a body that the run at work
// has just kept.
func (r *reader) Body(d snapshot.Digest) ([]byte, error) {
	return r.body(d, 0)
}

func (r *reader) body(d snapshot.Digest, depth int) ([]byte, error) {
	var p place
	if err := r.view(func(tx *bolt.Tx) (err error) {
		p, err = getPlace(tx, d)
		return err
	}); err != nil {
		return nil, err
	}
	var base []byte
	if p.Codec == codecDelta {
		if depth > 0 {
			return nil, damaged(errors.New("a difference from a difference"), "body %s", d)
		}
		var err error
		if base, err = r.body(p.Base, depth+1); err != nil {
			return nil, fmt.Errorf("base of body %s: %w", d, err)
		}
	}
	var out []byte
	err := r.segments.record(p.Segment, p.Seq, func(v []byte) (err error) {
		if v == nil {
			return damaged(ErrNotFound, "body %s in segment %d", d, p.Segment)
		}
		out, err = openBlob(v, d, base)
		return err
	})
	return out, err
}

// openBlob is the body in record v, checked.
func openBlob(v []byte, want snapshot.Digest, base []byte) ([]byte, error) {
	h, data, err := openRecord(v)
	if err == nil && h.Digest != want {
		err = fmt.Errorf("it is of %s", h.Digest)
	}
	if err != nil {
		return nil, damaged(err, "record of body %s", want)
	}
	b, err := expand(data, h.Codec, h.Size, base)
	if err == nil && snapshot.Sum(b) != want {
		err = errors.New("its bytes have another digest")
	}
	if err != nil {
		return nil, damaged(err, "body %s", want)
	}
	return b, nil
}

// prepareBlob makes body ready to be kept: nil when it is kept already. full is
// the last body of the same source that was kept whole.
func (s *Store) prepareBlob(body []byte, d, full snapshot.Digest) (*blob, error) {
	if len(body) > maxBody {
		return nil, fmt.Errorf("keep body of %d bytes: at most %d", len(body), maxBody)
	}
	kept := false
	if err := s.view(func(tx *bolt.Tx) error {
		kept = tx.Bucket(bucketBlob).Get(d[:]) != nil
		return nil
	}); err != nil || kept {
		return nil, err
	}
	b := &blob{digest: d, size: len(body)}
	s.squeezing <- struct{}{}
	defer func() { <-s.squeezing }()
	if len(body) >= minSqueeze && len(body) <= maxDelta && !full.IsZero() {
		// A base that cannot be read is no reason to lose the new body.
		base, err := s.Body(full)
		if err == nil && len(base) >= minSqueeze && len(base) <= maxDelta {
			z, err := difference(body, base)
			if err != nil {
				return nil, fmt.Errorf("compress body %s: %w", d, err)
			}
			// A full copy compresses to a fifth or so; a difference that is not
			// below a third of that is no use as one.
			if len(z) <= len(body)/100 {
				b.data, b.codec, b.base = z, codecDelta, full
				return b, nil
			}
			b.data, b.codec = squeeze(body)
			if len(z) <= len(b.data)/3 {
				b.data, b.codec, b.base = z, codecDelta, full
			}
			return b, nil
		}
	}
	b.data, b.codec = squeeze(body)
	return b, nil
}
