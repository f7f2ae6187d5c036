package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"os"
)

// This file looks over the pages of a bbolt file with plain reads, before
// anything maps it: a page number that leads out of the file ends a process that
// follows it, and pages in a ring never end. What it finds sound, bbolt can walk.

// The parts of bbolt's pages (bbolt internal/common/page.go).
const (
	pageHeader  = 16
	pageElement = 16

	pageBranch   = 0x01
	pageLeaf     = 0x02
	pageMeta     = 0x04
	pageFreelist = 0x10

	leafBucket   = 0x01
	bucketHeader = 16

	boltMagic   = 0xED0CDAED
	boltVersion = 2
	noFreelist  = 1<<64 - 1

	// maxDepth is deeper than any tree: a page of it has two children at least.
	maxDepth = 64
)

var order = binary.NativeEndian

// pages walks the pages of one file.
type pages struct {
	f    io.ReaderAt
	size uint64 // of a page
	end  uint64 // the first page after those in use
	seen bitmap
	// found is told what is wrong; the walk goes on.
	found func(error)
}

// checkPages looks over the file and tells found what is wrong.
func checkPages(path string, found func(error)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	p := &pages{f: f, found: found}
	p.check(info.Size())
	return nil
}

// meta is what one of the two first pages says.
type meta struct {
	root, free, end, tx uint64
}

func (p *pages) check(length int64) {
	m, err := p.readMeta()
	if err != nil {
		p.found(err)
		return
	}
	p.end = m.end
	if p.end < 3 || p.end > uint64(length)/p.size {
		p.found(fmt.Errorf("%d pages in use, %d are there", p.end, uint64(length)/p.size))
		return
	}
	p.seen.add(0)
	p.seen.add(1)
	p.tree(m.root, 0)
	if m.free == noFreelist {
		return
	}
	free := p.freelist(m.free)
	for _, id := range free {
		if id < 2 || id >= p.end {
			p.found(fmt.Errorf("free page %d is not in the file", id))
		} else if !p.seen.add(id) {
			p.found(fmt.Errorf("page %d is free and in use, or free twice", id))
		}
	}
	for id := range p.end {
		if p.seen.add(id) {
			p.found(fmt.Errorf("page %d is neither free nor in use", id))
		}
	}
}

// readMeta is the newer of the metas that are whole.
func (p *pages) readMeta() (m meta, err error) {
	first, err0 := p.metaAt(0)
	if err0 == nil {
		m, err = first, nil
	}
	size := p.size
	if size == 0 {
		// The first does not say where the second is.
		for size = 1024; size <= 1<<16; size *= 2 {
			if second, err := p.metaAt(int64(size)); err == nil && p.size == size {
				return second, nil
			}
		}
		return m, fmt.Errorf("no page 0 or 1 that is whole: %w", err0)
	}
	if second, err1 := p.metaAt(int64(size)); err1 == nil && (err0 != nil || second.tx > first.tx) {
		m = second
	}
	return m, nil
}

func (p *pages) metaAt(off int64) (m meta, err error) {
	b := make([]byte, pageHeader+64)
	if _, err := p.f.ReadAt(b, off); err != nil {
		return m, err
	}
	if order.Uint16(b[8:])&pageMeta == 0 {
		return m, errors.New("not a meta page")
	}
	b = b[pageHeader:]
	size := uint64(order.Uint32(b[8:]))
	h := fnv.New64a()
	h.Write(b[:56])
	switch {
	case order.Uint32(b) != boltMagic || order.Uint32(b[4:]) != boltVersion:
		return m, errors.New("not of bbolt")
	case h.Sum64() != order.Uint64(b[56:]):
		return m, errors.New("checksum of a meta page")
	case size < 1024 || size > 1<<16:
		return m, fmt.Errorf("pages of %d bytes", size)
	}
	p.size = size
	return meta{root: order.Uint64(b[16:]), free: order.Uint64(b[32:]), end: order.Uint64(b[40:]), tx: order.Uint64(b[48:])}, nil
}

// read is a page with those it flows over to; nil after a finding.
func (p *pages) read(id uint64) []byte {
	if id < 2 || id >= p.end {
		p.found(fmt.Errorf("page %d is not in the file", id))
		return nil
	}
	head := make([]byte, pageHeader)
	if _, err := p.f.ReadAt(head, int64(id*p.size)); err != nil {
		p.found(fmt.Errorf("page %d: %w", id, err))
		return nil
	}
	over := uint64(order.Uint32(head[12:]))
	switch {
	case order.Uint64(head) != id:
		p.found(fmt.Errorf("page %d says that it is %d", id, order.Uint64(head)))
		return nil
	case over >= p.end-id:
		p.found(fmt.Errorf("page %d flows over the end", id))
		return nil
	}
	for i := id; i <= id+over; i++ {
		if !p.seen.add(i) {
			p.found(fmt.Errorf("page %d is used twice", i))
			return nil
		}
	}
	b := make([]byte, (over+1)*p.size)
	if _, err := p.f.ReadAt(b, int64(id*p.size)); err != nil {
		p.found(fmt.Errorf("page %d: %w", id, err))
		return nil
	}
	return b
}

func (p *pages) tree(id uint64, depth int) {
	if depth > maxDepth {
		p.found(fmt.Errorf("page %d: too deep", id))
		return
	}
	if b := p.read(id); b != nil {
		p.node(id, b, depth)
	}
}

// node looks over a branch or leaf, which may be an inline one inside a value.
func (p *pages) node(id uint64, b []byte, depth int) {
	flags, n := order.Uint16(b[8:]), int(order.Uint16(b[10:]))
	if flags != pageBranch && flags != pageLeaf {
		p.found(fmt.Errorf("page %d: flags %#x", id, flags))
		return
	}
	if pageHeader+n*pageElement > len(b) {
		p.found(fmt.Errorf("page %d: %d elements do not fit", id, n))
		return
	}
	var last []byte
	for i := range n {
		e := b[pageHeader+i*pageElement:]
		at := uint64(len(b) - len(e))
		var k, v []byte
		var ok bool
		if flags == pageBranch {
			k, ok = cut(b, at+uint64(order.Uint32(e)), uint64(order.Uint32(e[4:])))
		} else {
			pos, size := at+uint64(order.Uint32(e[4:])), uint64(order.Uint32(e[8:]))
			if k, ok = cut(b, pos, size); ok {
				v, ok = cut(b, pos+size, uint64(order.Uint32(e[12:])))
			}
		}
		switch {
		case !ok:
			p.found(fmt.Errorf("page %d: element %d leads out of the page", id, i))
			continue
		case i > 0 && string(last) >= string(k):
			p.found(fmt.Errorf("page %d: key %d is out of order", id, i))
		}
		last = k
		switch {
		case flags == pageBranch:
			p.tree(order.Uint64(e[8:]), depth+1)
		case order.Uint32(e)&leafBucket != 0:
			p.bucket(id, v, depth)
		}
	}
}

func (p *pages) bucket(id uint64, v []byte, depth int) {
	switch {
	case len(v) < bucketHeader:
		p.found(fmt.Errorf("page %d: a bucket of %d bytes", id, len(v)))
	case order.Uint64(v) != 0:
		p.tree(order.Uint64(v), depth+1)
	case len(v) < bucketHeader+pageHeader || depth > maxDepth:
		p.found(fmt.Errorf("page %d: an inline bucket of %d bytes", id, len(v)))
	default:
		p.node(id, v[bucketHeader:], depth+1)
	}
}

func cut(b []byte, from, size uint64) ([]byte, bool) {
	if from > uint64(len(b)) || size > uint64(len(b))-from {
		return nil, false
	}
	return b[from : from+size], true
}

func (p *pages) freelist(id uint64) []uint64 {
	b := p.read(id)
	if b == nil {
		return nil
	}
	if order.Uint16(b[8:]) != pageFreelist {
		p.found(fmt.Errorf("page %d: no freelist", id))
		return nil
	}
	n, b := uint64(order.Uint16(b[10:])), b[pageHeader:]
	if n == 0xFFFF {
		n, b = order.Uint64(b), b[8:]
	}
	if n > uint64(len(b))/8 {
		p.found(fmt.Errorf("page %d: %d free pages do not fit", id, n))
		return nil
	}
	ids := make([]uint64, n)
	for i := range ids {
		ids[i] = order.Uint64(b[8*i:])
	}
	return ids
}
