package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	bolt "go.etcd.io/bbolt"
)

// bucketBody is the one bucket of a segment.
var bucketBody = []byte("blob")

const (
	// segmentFence is the size in bytes beyond which no segment grows.
	segmentFence = 1 << 30
	// segmentFill leaves hardly any room in pages to which nothing is added.
	segmentFill = 0.95
)

func sealedName(n uint32) string { return fmt.Sprintf("seg-%06d.db", n) }
func openName(n uint32) string   { return fmt.Sprintf("seg-%06d.open", n) }

// writable is the segment being written. Only the writer's goroutine calls its
// methods; readers reach its file through segments.
type writable struct {
	dir  string
	o    *Options
	pool *segments
	// number is that of the open segment, the last one used when db is nil.
	number uint32
	db     *bolt.DB
	tx     *bolt.Tx
}

// resume takes up the segment that a killed run left open. Should there be
// several, all but the last are sealed.
func (w *writable) resume() error {
	found, err := filepath.Glob(filepath.Join(w.dir, "seg-*"))
	if err != nil {
		return err
	}
	var left []uint32
	for _, path := range found {
		var n uint32
		name := filepath.Base(path)
		if _, err := fmt.Sscanf(name, "seg-%d.", &n); err != nil {
			continue
		}
		w.number = max(w.number, n)
		if name == openName(n) {
			left = append(left, n)
		}
	}
	for i, n := range left {
		if err := w.open(n); err != nil {
			return err
		}
		if i < len(left)-1 {
			if err := w.seal(); err != nil {
				return err
			}
		}
	}
	for _, n := range left {
		w.number = max(w.number, n)
	}
	return nil
}

func (w *writable) open(n uint32) error {
	path := filepath.Join(w.dir, openName(n))
	// Sealing may have been cut short after the mode was changed.
	if err := os.Chmod(path, 0o600); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	db, err := openBolt(path, &bolt.Options{
		Timeout: lockTimeout, FreelistType: bolt.FreelistMapType, NoFreelistSync: true,
		InitialMmapSize: mapSize(segmentFence), MaxSize: segmentFence, OpenFile: w.o.OpenFile,
	})
	if err != nil {
		return err
	}
	db.AllocSize = 1 << 20
	w.number, w.db = n, db
	w.pool.setOpen(n, db)
	return nil
}

// put adds a blob to the open segment, which is made when there is none. It is
// durable after commit.
func (w *writable) put(b *blob) error {
	if w.db == nil {
		if err := w.open(w.number + 1); err != nil {
			return err
		}
		if err := syncDir(w.dir); err != nil {
			return err
		}
	}
	if w.tx == nil {
		tx, err := w.db.Begin(true)
		if err != nil {
			return err
		}
		w.tx = tx
	}
	bucket, err := w.tx.CreateBucketIfNotExists(bucketBody)
	if err != nil {
		return err
	}
	bucket.FillPercent = segmentFill
	seq, err := bucket.NextSequence()
	if err != nil {
		return err
	}
	b.place = &place{Segment: w.number, Seq: seq, Codec: b.codec, Size: b.size, Stored: len(b.data), Base: b.base}
	return bucket.Put(key(seq), b.record())
}

func (w *writable) commit() error {
	if w.tx == nil {
		return nil
	}
	tx := w.tx
	w.tx = nil
	return tx.Commit()
}

func (w *writable) rollback() {
	if w.tx != nil {
		w.tx.Rollback()
		w.tx = nil
	}
}

// full tells whether the open segment is to be sealed.
func (w *writable) full() (bool, error) {
	if w.db == nil {
		return false, nil
	}
	var size int64
	err := w.db.View(func(tx *bolt.Tx) error {
		size = tx.Size()
		return nil
	})
	return size >= w.o.SegmentSize, err
}

// seal ends the open segment: it is cut to the pages in use, made read-only and
// renamed. One without a blob is removed; its number is not used again by this
// process, and no index names it.
func (w *writable) seal() error {
	if w.db == nil {
		return nil
	}
	w.rollback()
	var size int64
	empty := true
	err := guarded(func() error {
		return w.db.View(func(tx *bolt.Tx) error {
			size = tx.Size()
			if b := tx.Bucket(bucketBody); b != nil {
				k, _ := b.Cursor().First()
				empty = k == nil
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	path := filepath.Join(w.dir, openName(w.number))
	w.pool.mu.Lock()
	defer w.pool.mu.Unlock()
	w.pool.open = nil
	err = w.db.Close()
	w.db = nil
	if err != nil {
		return err
	}
	if empty {
		if err := os.Remove(path); err != nil {
			return err
		}
		return syncDir(w.dir)
	}
	if err := finish(path, size); err != nil {
		return err
	}
	if err := os.Rename(path, filepath.Join(w.dir, sealedName(w.number))); err != nil {
		return err
	}
	return syncDir(w.dir)
}

// finish cuts a file to size, makes it read-only and durable.
func finish(path string, size int64) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	err = errors.Join(f.Truncate(size), f.Chmod(0o444), f.Sync())
	return errors.Join(err, f.Close())
}

// syncDir makes the names in a folder durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// segments gives records of segments to readers, any number at a time. It keeps
// some files open.
type segments struct {
	dir string

	mu sync.RWMutex
	// open and number are the segment being written, in the process of its
	// writer only.
	open   *bolt.DB
	number uint32

	held struct {
		sync.Mutex
		files map[uint32]*sealed
		clock uint64
	}
}

// sealed is an open file with a count of its users.
type sealed struct {
	db    *bolt.DB
	users int
	used  uint64
}

// maxHeld is how many sealed segments are kept open.
const maxHeld = 16

func (s *segments) setOpen(n uint32, db *bolt.DB) {
	s.mu.Lock()
	s.open, s.number = db, n
	s.mu.Unlock()
}

// record calls fn with one record, nil when there is none. The slice is only
// good until fn returns.
func (s *segments) record(n uint32, seq uint64, fn func(v []byte) error) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	db := s.open
	if db == nil || n != s.number {
		f, err := s.take(n)
		if err != nil {
			return err
		}
		defer s.give(f)
		db = f.db
	}
	return guarded(func() error {
		return db.View(func(tx *bolt.Tx) error {
			b := tx.Bucket(bucketBody)
			if b == nil {
				return fn(nil)
			}
			return fn(b.Get(key(seq)))
		})
	})
}

func (s *segments) take(n uint32) (*sealed, error) {
	s.held.Lock()
	defer s.held.Unlock()
	s.held.clock++
	f := s.held.files[n]
	if f == nil {
		db, err := openSealed(s.dir, n)
		if err != nil {
			return nil, err
		}
		if s.held.files == nil {
			s.held.files = map[uint32]*sealed{}
		}
		s.evict()
		f = &sealed{db: db}
		s.held.files[n] = f
	}
	f.users++
	f.used = s.held.clock
	return f, nil
}

func openSealed(dir string, n uint32) (*bolt.DB, error) {
	path := filepath.Join(dir, sealedName(n))
	db, err := openBolt(path, &bolt.Options{Timeout: lockTimeout, ReadOnly: true})
	if !errors.Is(err, ErrNotFound) {
		return db, err
	}
	if _, statErr := os.Stat(filepath.Join(dir, openName(n))); statErr == nil {
		return nil, fmt.Errorf("segment %d: %w", n, ErrNotYet)
	}
	// It may have been sealed between the two looks.
	db, err = openBolt(path, &bolt.Options{Timeout: lockTimeout, ReadOnly: true})
	if errors.Is(err, ErrNotFound) {
		err = fmt.Errorf("%w: segment %d is missing", ErrDamaged, n)
	}
	return db, err
}

// evict closes the file that was not used for longest, when there are many.
func (s *segments) evict() {
	if len(s.held.files) < maxHeld {
		return
	}
	var oldest uint32
	var found *sealed
	for n, f := range s.held.files {
		if f.users == 0 && (found == nil || f.used < found.used) {
			oldest, found = n, f
		}
	}
	if found != nil {
		found.db.Close()
		delete(s.held.files, oldest)
	}
}

func (s *segments) give(f *sealed) {
	s.held.Lock()
	f.users--
	s.held.Unlock()
}

// close frees the files; no record may be asked for any more.
func (s *segments) close() error {
	s.held.Lock()
	defer s.held.Unlock()
	var err error
	for n, f := range s.held.files {
		err = errors.Join(err, f.db.Close())
		delete(s.held.files, n)
	}
	return err
}
