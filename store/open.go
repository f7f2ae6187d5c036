package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/gofrs/flock"
	bolt "go.etcd.io/bbolt"
)

// The names of the index and of its published copy.
const (
	indexName = "index.db"
	viewName  = "view.db"
)

// Store is a store open for writing. One process has it at a time. Its methods
// may be called by any number of goroutines.
type Store struct {
	reader
	dir    string
	o      Options
	lock   *flock.Flock
	index  *bolt.DB
	writer *writer
	// squeezing bounds the bodies that are compressed at a time.
	squeezing chan struct{}

	publishing sync.Mutex
	published  uint64
	ending     chan struct{}
	ended      sync.WaitGroup
	closed     atomic.Bool
}

// Open opens the store in dir for writing, and makes it when there is none. It
// fails with a [*LockedError] when another process has it. A store of a newer
// version is left alone ([ErrNewer]).
func Open(dir string, o Options) (*Store, error) {
	o.setDefaults()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make store: %w", err)
	}
	l, err := lock(dir, o.Wait)
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir, o: o, lock: l, squeezing: make(chan struct{}, runtime.GOMAXPROCS(0)), ending: make(chan struct{})}
	s.reader.view = s.read
	if err := s.open(); err != nil {
		return nil, errors.Join(err, s.release())
	}
	return s, nil
}

func (s *Store) open() (err error) {
	if err := s.headless(); err != nil {
		return err
	}
	if err := wholePages(filepath.Join(s.dir, indexName)); err != nil {
		return err
	}
	if s.index, err = openIndex(filepath.Join(s.dir, indexName), &s.o); err != nil {
		return err
	}
	if err := sign(s.dir, s.o.Now()); err != nil {
		return fmt.Errorf("sign the lock: %w", err)
	}
	if err := syncDir(s.dir); err != nil {
		return err
	}
	if err := s.removeLeftovers(); err != nil {
		return err
	}
	s.segments = &segments{dir: s.dir}
	w := &writable{dir: s.dir, o: &s.o, pool: s.segments}
	defer func() {
		if s.writer == nil && w.db != nil {
			err = errors.Join(err, w.db.Close())
		}
	}()
	if err := w.resume(); err != nil {
		return fmt.Errorf("take up the open segment: %w", err)
	}
	if err := s.countSegments(w); err != nil {
		return err
	}
	s.writer = newWriter(s.index, w, &s.o)
	if err := s.interruptRuns(); err != nil {
		return err
	}
	// Readers find a view from the first moment on. One that is there stays until
	// something is written, so that an index whose damage shows only when it is
	// read does not take the place of its last good copy.
	if _, err := os.Stat(filepath.Join(s.dir, viewName)); err == nil {
		s.published = 1
	} else if err := s.publish(); err != nil {
		return err
	}
	s.ended.Add(1)
	go s.publishNowAndThen()
	return nil
}

// wholePages looks over the pages of the index before anything is written to it.
func wholePages(path string) error {
	var first error
	err := checkPages(path, func(err error) {
		if first == nil {
			first = err
		}
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case first != nil:
		return fmt.Errorf("%s: %w: %w", path, first, ErrDamaged)
	}
	return nil
}

// headless refuses a folder that lost its index, so that no empty one takes the
// place of what view and segments still hold.
func (s *Store) headless() error {
	if info, err := os.Stat(filepath.Join(s.dir, indexName)); err == nil && info.Size() > 0 || err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	rest, err := filepath.Glob(filepath.Join(s.dir, "seg-*"))
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(s.dir, viewName)); err == nil {
		return fmt.Errorf("%s: %s is gone, and %s is still there; copied to %s it restores what was published last: %w",
			s.dir, indexName, viewName, indexName, ErrDamaged)
	}
	if len(rest) > 0 {
		return fmt.Errorf("%s: %s is gone, and %s is still there: %w", s.dir, indexName, filepath.Base(rest[0]), ErrDamaged)
	}
	return nil
}

// countSegments goes on where the numbers of segments ended, though the last
// files may be gone.
func (s *Store) countSegments(w *writable) error {
	return guarded(func() error {
		return s.index.View(func(tx *bolt.Tx) error {
			v := tx.Bucket(bucketMeta).Get(metaSegment)
			w.number = max(w.number, uint32(part(v, 0)))
			return nil
		})
	})
}

// removeLeftovers removes the unfinished views of a run that was killed.
func (s *Store) removeLeftovers() error {
	old, err := filepath.Glob(filepath.Join(s.dir, viewPattern))
	if err != nil {
		return err
	}
	for _, path := range old {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

// Close waits for what is being written, seals the segment, publishes the view
// and gives the store back.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	close(s.ending)
	s.ended.Wait()
	err := s.finish()
	return errors.Join(err, s.release())
}

// release frees what open took, as far as it came.
func (s *Store) release() error {
	var err error
	if s.writer != nil {
		err = s.writer.close()
	}
	if s.segments != nil {
		err = errors.Join(err, s.segments.close())
	}
	if s.index != nil {
		err = errors.Join(err, s.index.Close())
	}
	return errors.Join(err, s.lock.Close())
}

// read runs fn on the index as it is now, with all that was put before.
func (s *Store) read(fn func(tx *bolt.Tx) error) error {
	if err := s.writer.settled(); err != nil {
		return err
	}
	return guarded(func() error { return s.index.View(fn) })
}
