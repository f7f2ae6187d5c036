package store

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"
)

// viewPattern is the name of a view that is being written.
const viewPattern = "view-*.tmp"

// View is a store open for reading, as it was last published: during a run a
// minute ago at most. It disturbs no run and is disturbed by none.
type View struct {
	reader
	db *bolt.DB
}

// OpenView opens the store in dir for reading. It fails with [ErrNotFound] when
// there is none. To see what was published since, open another one.
func OpenView(dir string) (*View, error) {
	db, err := openRead(filepath.Join(dir, viewName))
	if errors.Is(err, ErrNotFound) {
		return nil, fmt.Errorf("%s: no store: %w", dir, ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	v := &View{db: db}
	v.reader.segments = &segments{dir: dir}
	v.reader.view = func(fn func(*bolt.Tx) error) error {
		return guarded(func() error { return db.View(fn) })
	}
	return v, nil
}

// Close frees the files. No method may be called after it.
func (v *View) Close() error {
	return errors.Join(v.segments.close(), v.db.Close())
}

// publish writes the view, when something was written since the last one.
func (s *Store) publish() error {
	s.publishing.Lock()
	defer s.publishing.Unlock()
	commits := s.writer.commits.Load() + 1
	if s.published == commits {
		return nil
	}
	f, err := os.CreateTemp(s.dir, viewPattern) // its mode is 0600
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	defer os.Remove(f.Name())
	err = guarded(func() error { return s.index.View(func(tx *bolt.Tx) error { return writeView(f, tx) }) })
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(s.dir, viewName))
	}
	if err == nil {
		err = syncDir(s.dir)
	}
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	s.published = commits
	return nil
}

func writeView(f *os.File, tx *bolt.Tx) error {
	b := bufio.NewWriterSize(f, 1<<16)
	if _, err := tx.WriteTo(b); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return f.Sync()
}

// publishNowAndThen publishes until the store is closed. A view that cannot be
// written is written later; the end of the run reports what then hinders it.
func (s *Store) publishNowAndThen() {
	defer s.ended.Done()
	t := time.NewTicker(s.o.Publish)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			_ = s.publish()
		case <-s.ending:
			return
		}
	}
}

// finish seals the open segment and publishes.
func (s *Store) finish() error {
	err := s.writer.do(&op{
		fn: func(*bolt.Tx) error { return nil }, last: true,
		after: s.writer.segment.seal,
	})
	if err != nil {
		return fmt.Errorf("seal segment: %w", err)
	}
	return s.publish()
}
