package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Verification is what [Verify] looked at and found.
type Verification struct {
	Sources, Observations, Blobs int
	// Bytes are those of the bodies, decoded.
	Bytes    int64
	Findings []Finding
}

// Finding is one thing that is wrong.
type Finding struct {
	// File is the file's name, Record what in it is wrong; empty when that is
	// the file as a whole.
	File, Record string
	What         string
}

// String is the finding in a line.
func (f Finding) String() string {
	if f.Record == "" {
		return f.File + ": " + f.What
	}
	return f.File + ": " + f.Record + ": " + f.What
}

const (
	// maxFindings bounds what is told of a store that is wholly wrong.
	maxFindings = 1000
	// checkTime bounds bbolt's own check of one file.
	checkTime = 10 * time.Minute
)

// errEnough ends a verification that found too much.
var errEnough = errors.New("more was found than is told")

// Verify looks over the store in dir: the structure of each file, the digest of
// each body, each record, and each reference in both directions. It changes
// nothing. What is wrong is in the findings; the error says that the store could
// not be looked at. A store at work is a [*LockedError].
//
// It reads every byte: about a second for each gigabyte of pages.
func Verify(ctx context.Context, dir string) (*Verification, error) {
	if _, err := os.Stat(filepath.Join(dir, indexName)); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: no store: %w", dir, ErrNotFound)
	} else if err != nil {
		return nil, err
	}
	release, err := lockShared(dir)
	if err != nil {
		return nil, err
	}
	defer release()
	v := &verifier{ctx: ctx, dir: dir, out: &Verification{}, segments: map[uint32]*bolt.DB{}}
	defer v.close()
	err = v.all()
	if errors.Is(err, errEnough) {
		err = nil
	}
	return v.out, err
}

// verifier is one verification.
type verifier struct {
	ctx context.Context
	dir string
	out *Verification
	// name is that of the index being looked at.
	name     string
	segments map[uint32]*bolt.DB
}

func (v *verifier) close() {
	for _, db := range v.segments {
		_ = guarded(db.Close)
	}
}

// find adds a finding.
func (v *verifier) find(file, record, what string, args ...any) error {
	if len(v.out.Findings) == maxFindings {
		v.out.Findings = append(v.out.Findings, Finding{File: file, What: errEnough.Error()})
	}
	if len(v.out.Findings) > maxFindings {
		return errEnough
	}
	v.out.Findings = append(v.out.Findings, Finding{File: file, Record: record, What: fmt.Sprintf(what, args...)})
	return v.ctx.Err()
}

func (v *verifier) all() error {
	if err := v.segmentFiles(); err != nil {
		return err
	}
	if err := v.indexFile(indexName, v.records, v.places, v.bodies); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(v.dir, viewName)); errors.Is(err, fs.ErrNotExist) {
		return v.find(viewName, "", "is missing; the next run makes it")
	}
	of := *v.out
	err := v.indexFile(viewName, v.records, v.places)
	of.Findings = v.out.Findings
	*v.out = of
	return err
}

// indexFile looks over the index or its copy.
func (v *verifier) indexFile(name string, parts ...func(*bolt.Tx) error) error {
	v.name = name
	db, err := v.file(name)
	if err != nil || db == nil {
		return err
	}
	defer func() { _ = guarded(db.Close) }()
	for _, part := range parts {
		if err := v.reading(name, db, part); err != nil {
			return err
		}
	}
	return nil
}

// segmentFiles opens all segments that are sound.
func (v *verifier) segmentFiles() error {
	found, err := filepath.Glob(filepath.Join(v.dir, "seg-*"))
	if err != nil {
		return err
	}
	slices.Sort(found)
	for _, path := range found {
		name := filepath.Base(path)
		var n uint32
		if _, err := fmt.Sscanf(name, "seg-%d.", &n); err != nil || name != sealedName(n) && name != openName(n) {
			continue
		}
		if v.segments[n] != nil {
			if err := v.find(name, "", "segment %d is there twice", n); err != nil {
				return err
			}
			continue
		}
		if info, err := os.Stat(path); err == nil && info.Size() == 0 && name == openName(n) {
			// Made, and killed before its first transaction.
			continue
		}
		db, err := v.file(name)
		if err != nil {
			return err
		}
		if db != nil {
			v.segments[n] = db
		}
	}
	return nil
}

// file looks over the structure of a file, and opens it when that is sound.
func (v *verifier) file(name string) (*bolt.DB, error) {
	path := filepath.Join(v.dir, name)
	sound := true
	var enough error
	if err := checkPages(path, func(err error) {
		sound = false
		if enough == nil {
			enough = v.find(name, "", "%v", err)
		}
	}); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if enough != nil || !sound {
		return nil, enough
	}
	db, err := openRead(path)
	if errors.Is(err, ErrDamaged) {
		return nil, v.find(name, "", "%v", err)
	}
	if err != nil {
		return nil, err
	}
	errs, ended := boltCheck(v.ctx, db)
	for _, err := range errs {
		if err := v.find(name, "", "%v", err); err != nil {
			break
		}
	}
	if !ended {
		// The check still holds the file, which can therefore not be closed.
		return nil, errors.Join(v.find(name, "", "its check did not end"), v.ctx.Err())
	}
	if len(errs) > 0 {
		_ = guarded(db.Close)
		return nil, v.ctx.Err()
	}
	return db, nil
}

// boltCheck runs bbolt's own check, which turns its panics into errors.
func boltCheck(ctx context.Context, db *bolt.DB) (errs []error, ended bool) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	tx, err := db.Begin(false)
	if err != nil {
		return []error{err}, true
	}
	ch := tx.Check()
	for {
		select {
		case err, ok := <-ch:
			if !ok {
				if err := tx.Rollback(); err != nil {
					errs = append(errs, err)
				}
				return errs, true
			}
			if len(errs) < maxFindings {
				errs = append(errs, err)
			}
		case <-ctx.Done():
			return errs, false
		}
	}
}

// reading runs part on db; a panic in it becomes a finding.
func (v *verifier) reading(name string, db *bolt.DB, part func(*bolt.Tx) error) error {
	err := guarded(func() error { return db.View(part) })
	if errors.Is(err, ErrDamaged) {
		return v.find(name, "", "%v", err)
	}
	return err
}
