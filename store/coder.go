package store

import (
	"encoding/binary"
	"errors"
	"math"
	"net/http"
	"time"

	"apud/crawler/snapshot"
)

// coder writes a record, or reads one: each record is described once, by a
// method that names its fields in order, and that method serves both ways.
// FORMAT.md has the encodings in prose.
type coder struct {
	// buf is what was written so far, or what is left to read.
	buf  []byte
	read bool
	err  error
	// at is the time in milliseconds from which the record's other times count.
	at int64
	// table holds the strings met so far, those of the base first; refs finds
	// them again when writing.
	table []string
	refs  map[string]int
	// base gives headers that this record repeats; nil when there is none.
	base *Observation
}

var errRecord = errors.New("record cannot be read")

// writing begins a record that knows the strings of its base.
func writing(base []string) *coder {
	c := &coder{refs: make(map[string]int, len(base)+16)}
	for _, s := range base {
		c.learn(s)
	}
	return c
}

// reading begins to read b.
func reading(b []byte, base []string) *coder {
	return &coder{read: true, buf: b, table: base[:len(base):len(base)]}
}

func (c *coder) fail() {
	if c.err == nil {
		c.err = errRecord
	}
	c.buf = nil
}

// done is the error of a record that should have been read to its end.
func (c *coder) done() error {
	if c.read && c.err == nil && len(c.buf) > 0 {
		c.fail()
	}
	return c.err
}

func (c *coder) learn(s string) {
	if c.refs != nil {
		if _, known := c.refs[s]; known {
			return
		}
		c.refs[s] = len(c.table)
	}
	c.table = append(c.table, s)
}

func (c *coder) uvarint(v *uint64) {
	if !c.read {
		c.buf = binary.AppendUvarint(c.buf, *v)
		return
	}
	x, n := binary.Uvarint(c.buf)
	if n <= 0 {
		c.fail()
		*v = 0
		return
	}
	*v, c.buf = x, c.buf[n:]
}

// varint is zigzag: small numbers of either sign are short.
func (c *coder) varint(v *int64) {
	u := uint64(*v)<<1 ^ uint64(*v>>63)
	c.uvarint(&u)
	*v = int64(u>>1) ^ -int64(u&1)
}

func (c *coder) int(v *int) {
	x := int64(*v)
	c.varint(&x)
	*v = int(x)
}

func (c *coder) count(v *int) {
	x := uint64(*v)
	c.uvarint(&x)
	if x > math.MaxInt32 {
		c.fail()
		x = 0
	}
	*v = int(x)
}

func (c *coder) bool(v *bool) {
	var x uint64
	if *v {
		x = 1
	}
	c.uvarint(&x)
	if x > 1 {
		c.fail()
	}
	*v = x == 1
}

// fixed is n bytes as they are.
func (c *coder) fixed(p []byte) {
	if !c.read {
		c.buf = append(c.buf, p...)
		return
	}
	if len(c.buf) < len(p) {
		c.fail()
		return
	}
	c.buf = c.buf[copy(p, c.buf):]
}

// bytes is a length and that many bytes.
func (c *coder) bytes(p *[]byte) {
	n := uint64(len(*p))
	c.uvarint(&n)
	switch {
	case !c.read:
		c.buf = append(c.buf, *p...)
	case n > uint64(len(c.buf)):
		c.fail()
		*p = nil
	case n == 0:
		*p = nil
	default:
		*p = append([]byte(nil), c.buf[:n]...)
		c.buf = c.buf[n:]
	}
}

// The kinds of a string; greater numbers refer to a table.
const (
	strLiteral = iota
	strDate
	strTables
)

// str is a string, written once in a record and its base and referred to after.
func (c *coder) str(s *string) {
	if c.read {
		*s = c.readStr()
		return
	}
	if i, ok := wordRefs[*s]; ok {
		c.ref(strTables + 2*uint64(i) + 1)
		return
	}
	if i, ok := c.refs[*s]; ok {
		c.ref(strTables + 2*uint64(i))
		return
	}
	if t, err := time.Parse(http.TimeFormat, *s); err == nil && t.Format(http.TimeFormat) == *s {
		c.ref(strDate)
		sec := t.Unix() - c.at/1000
		c.varint(&sec)
		return
	}
	c.ref(strLiteral)
	c.buf = binary.AppendUvarint(c.buf, uint64(len(*s)))
	c.buf = append(c.buf, *s...)
	c.learn(*s)
}

func (c *coder) ref(k uint64) { c.uvarint(&k) }

func (c *coder) readStr() string {
	var k uint64
	c.uvarint(&k)
	switch {
	case c.err != nil:
		return ""
	case k == strLiteral:
		var n uint64
		c.uvarint(&n)
		if c.err != nil || n > uint64(len(c.buf)) {
			c.fail()
			return ""
		}
		s := string(c.buf[:n])
		c.buf = c.buf[n:]
		c.learn(s)
		return s
	case k == strDate:
		var sec int64
		c.varint(&sec)
		if sec > maxDate || sec < -maxDate {
			c.fail()
			return ""
		}
		return time.Unix(sec+c.at/1000, 0).UTC().Format(http.TimeFormat)
	}
	i := (k - strTables) / 2
	if k%2 == 1 {
		if i < uint64(len(words)) {
			return words[i]
		}
	} else if i < uint64(len(c.table)) {
		return c.table[i]
	}
	c.fail()
	return ""
}

const (
	// maxDate bounds the seconds between a record and a date in it.
	maxDate = 1 << 38
	// maxMillis bounds times, maxMicros durations, so that no arithmetic overflows.
	maxMillis = 1 << 48
	maxMicros = 1 << 50
)

// word is a string of a named type.
func word[T ~string](c *coder, v *T) {
	s := string(*v)
	c.str(&s)
	*v = T(s)
}

// digest is 32 bytes through the table of strings, or the empty string.
func (c *coder) digest(d *snapshot.Digest) {
	var s string
	if !d.IsZero() {
		s = string(d[:])
	}
	c.str(&s)
	if !c.read {
		return
	}
	*d = snapshot.Digest{}
	if s != "" && copy(d[:], s) != len(s) || s != "" && len(s) != len(d) {
		c.fail()
	}
}

// time is milliseconds from the record's time, plus one; 0 is no time.
func (c *coder) time(t *time.Time) {
	var u uint64
	if !c.read && !t.IsZero() {
		d := t.UnixMilli() - c.at
		u = (uint64(d)<<1 ^ uint64(d>>63)) + 1
	}
	c.uvarint(&u)
	if !c.read {
		return
	}
	*t = time.Time{}
	if u > 0 {
		u--
		ms := int64(u>>1) ^ -int64(u&1)
		if ms > maxMillis || ms < -maxMillis {
			c.fail()
			return
		}
		*t = time.UnixMilli(c.at + ms).UTC()
	}
}

// origin is the time from which the record's other times count.
func (c *coder) origin(t *time.Time) {
	c.at = 0
	c.time(t)
	if !t.IsZero() {
		c.at = t.UnixMilli()
	}
}

func (c *coder) duration(d *time.Duration) {
	us := int64(*d / time.Microsecond)
	c.varint(&us)
	if us > maxMicros || us < -maxMicros {
		c.fail()
		us = 0
	}
	*d = time.Duration(us) * time.Microsecond
}

// float is a multiple of 1/10000 doubled, or 1 and the eight bytes.
func (c *coder) float(f *float64) {
	const scale = 10000
	var u uint64
	if !c.read {
		u = 1
		if n := math.Round(*f * scale); n >= 0 && n <= 1<<40 && n/scale == *f && !math.Signbit(*f) {
			u = uint64(n) << 1
		}
	}
	c.uvarint(&u)
	if u%2 == 0 {
		*f = float64(u>>1) / scale
		return
	}
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], math.Float64bits(*f))
	c.fixed(b[:])
	*f = math.Float64frombits(binary.BigEndian.Uint64(b[:]))
}

// list is a count and that many elements. An element takes a byte at least, so
// that no count makes more than the bytes can fill.
func list[T any](c *coder, s *[]T, each func(*T)) {
	n := len(*s)
	c.count(&n)
	if !c.read {
		for i := range *s {
			each(&(*s)[i])
		}
		return
	}
	*s = nil
	if n > len(c.buf) {
		c.fail()
	}
	for range n {
		if c.err != nil {
			return
		}
		var v T
		each(&v)
		*s = append(*s, v)
	}
}

// optional is 0 for nil, or 1 and the thing.
func optional[T any](c *coder, p **T, each func(*T)) {
	there := *p != nil
	c.bool(&there)
	switch {
	case !there:
		*p = nil
	case c.read:
		var v T
		each(&v)
		*p = &v
	default:
		each(*p)
	}
}

// millis is t as records keep it.
func millis(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return time.UnixMilli(t.UnixMilli()).UTC()
}
