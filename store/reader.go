package store

import (
	bolt "go.etcd.io/bbolt"

	"apud/crawler/snapshot"
)

// Reader is what a store shows: [Store] as it is now, [View] as it was last
// published. What is not there is an [ErrNotFound]. Any number of goroutines
// may read; what is returned is the caller's.
type Reader interface {
	// Documents are all documents, in the order of their first reading.
	Documents() ([]Document, error)
	Document(id uint64) (Document, error)
	// Citations are those of a document, in its order.
	Citations(document uint64) ([]Citation, error)
	// CitedBy are the citations that lead to a source, by document and order.
	CitedBy(source uint64) ([]Citation, error)

	Source(id uint64) (Source, error)
	// SourceByURL finds a source by any spelling of its address.
	SourceByURL(url string) (Source, error)

	// Latest is the last check of a source.
	Latest(source uint64) (Observation, error)
	// Observations are the checks of a source, the newest first.
	Observations(source uint64) ([]Observation, error)
	// FirstGood is the first check that found the source working and kept a
	// body. LastGood is the last one; where only "not modified" was answered
	// since, it is the check that brought the body, with its header.
	FirstGood(source uint64) (Observation, error)
	LastGood(source uint64) (Observation, error)
	Body(d snapshot.Digest) ([]byte, error)

	RunByID(id uint64) (Run, error)
	// LastRuns are the last n runs, the newest first; 0 is all.
	LastRuns(n int) ([]Run, error)
	// Changes are those of a run, by source.
	Changes(run uint64) ([]Change, error)

	Robots(host string) (Robots, error)

	// Marks are the marks that stand, one a source at most, by source; among them
	// those whose time is over.
	Marks() ([]Mark, error)
	// MarksOf are all marks that a source ever had, the newest first.
	MarksOf(source uint64) ([]Mark, error)
}

// reader has the methods of Reader, on an index and its segments.
type reader struct {
	// view runs fn in a transaction; no slice of it may leave fn.
	view     func(fn func(tx *bolt.Tx) error) error
	segments *segments
}

var (
	_ Reader = (*Store)(nil)
	_ Reader = (*View)(nil)
)
