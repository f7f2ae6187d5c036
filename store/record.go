package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"maps"
	"slices"
	"time"

	"apud/crawler/verdict"
)

// recordVersion is the first byte of each record that is written today.
const recordVersion = 1

// version is the first byte of a record.
func (c *coder) version() {
	v := [1]byte{recordVersion}
	c.fixed(v[:])
	if v[0] != recordVersion {
		c.fail()
	}
}

// pack is the record under key k: version, fields, and a sum over k and those.
func pack[T any](k []byte, v *T, fields func(*coder, *T)) []byte {
	c := writing(nil)
	c.version()
	fields(c, v)
	return seal(k, c.buf)
}

// unpack reads what pack wrote into v; what names the record in the error.
func unpack[T any](k, b []byte, v *T, fields func(*coder, *T), what string, args ...any) error {
	b, err := unseal(k, b)
	if err == nil {
		c := reading(b, nil)
		c.version()
		fields(c, v)
		err = c.done()
	}
	if err != nil {
		return damaged(err, what, args...)
	}
	return nil
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var errSum = errors.New("its sum is wrong")

// sumOf is over key and record, so that a record in another's place is seen.
func sumOf(k, b []byte) uint32 {
	return crc32.Update(crc32.Checksum(k, castagnoli), castagnoli, b)
}

func seal(k, b []byte) []byte { return binary.BigEndian.AppendUint32(b, sumOf(k, b)) }

func unseal(k, b []byte) ([]byte, error) {
	if len(b) < 4 {
		return nil, errRecord
	}
	b, sum := b[:len(b)-4], b[len(b)-4:]
	if sumOf(k, b) != binary.BigEndian.Uint32(sum) {
		return nil, errSum
	}
	return b, nil
}

func damaged(err error, what string, args ...any) error {
	return fmt.Errorf("%w: %s: %w", ErrDamaged, fmt.Sprintf(what, args...), err)
}

func (c *coder) source(s *Source) {
	c.str(&s.URL)
	c.str(&s.Normal)
	c.time(&s.FirstSeen)
}

func (c *coder) document(d *Document) {
	c.str(&d.Name)
	c.str(&d.Title)
	c.str(&d.Format)
	c.digest(&d.Digest)
	c.time(&d.Read)
	c.int(&d.Footnotes)
	c.int(&d.Citations)
	c.int(&d.Lost)
}

// run is one record of the bucket run; the documents are in the bucket rundoc.
func (c *coder) run(r *runRecord) {
	c.origin(&r.Start)
	c.time(&r.End)
	c.time(&r.active)
	c.str(&r.State)
	c.str(&r.Version)
	c.int(&r.Planned)
	c.int(&r.Settled)
	classes := slices.Sorted(maps.Keys(r.Counts))
	if c.read {
		r.Counts = map[verdict.Class]int{}
	}
	list(c, &classes, func(k *verdict.Class) {
		word(c, k)
		n := r.Counts[*k]
		c.int(&n)
		r.Counts[*k] = n
	})
}

// runRecord is a run with the time of its last settlement.
type runRecord struct {
	Run
	active time.Time
}

func (c *coder) documents(ids *[]uint64) {
	var last uint64
	list(c, ids, func(id *uint64) {
		d := int64(*id - last)
		c.varint(&d)
		*id = last + uint64(d)
		last = *id
	})
}

func (c *coder) change(v *Change) {
	c.str(&v.Kind)
	c.origin(&v.To.Checked)
	c.status(&v.To)
	c.status(&v.From)
}

func (c *coder) robots(r *Robots) {
	c.time(&r.Fetched)
	c.int(&r.Status)
	var codec uint64
	size := len(r.Body)
	b := r.Body
	if !c.read {
		b, codec = squeeze(r.Body)
	}
	c.uvarint(&codec)
	c.count(&size)
	c.bytes(&b)
	if !c.read || c.err != nil {
		return
	}
	body, err := expand(b, codec, size, nil)
	if err != nil {
		c.fail()
		return
	}
	r.Body = body
}

func micros(d time.Duration) time.Duration { return d.Truncate(time.Microsecond) }
