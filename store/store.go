// Package store keeps what was cited, seen and judged.
//
// A store is a directory with one live index (index.db, one writer), sealed
// segments of blobs (seg-N.db) and a published copy of the index (view.db) that
// readers use while a run writes. FORMAT.md beside this file describes every
// byte.
//
// [Open] gives the writer, [OpenView] a reader. Both have the methods of [Reader].
//
// # A run
//
// [Store.PutDocument] keeps what a document cites; [Store.StartRun] begins a
// run over documents, or goes on with one that was interrupted; [Store.Pending]
// streams the sources it has yet to visit; [Store.Settle] keeps what a visit
// found and returns when it is durable; [Store.EndRun] ends the run. A source
// is settled in a run once and for ever, so that going on is planning again.
//
// [Store.PutMark] keeps what a person says of a source; no check changes that.
//
// # Durability
//
// What Settle, StartRun and EndRun have returned survives the death of the
// process and of the machine. One goroutine writes, in groups: the bodies'
// segment is committed before the index, so that the index never names a body
// that is not there. Times are kept to the millisecond.
package store

import (
	"errors"
	"time"

	"apud/crawler/cite"
	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

// Errors that callers decide on.
var (
	ErrNotFound = errors.New("not in the store")
	ErrNewer    = errors.New("store was written by a newer version")
	ErrDamaged  = errors.New("store is damaged")
	// ErrNotYet is said of a body that the run at work has just kept.
	ErrNotYet = errors.New("kept by the run at work; it can be shown after the run")
)

// Source is one cited address, however often cited.
type Source struct {
	ID uint64
	// URL is the address as first cited, Normal its normalised form (the key).
	URL, Normal string
	FirstSeen   time.Time
}

// Document is a document as last read.
type Document struct {
	ID     uint64
	Name   string
	Title  string
	Format string
	// Digest is that of the bytes read.
	Digest snapshot.Digest
	Read   time.Time
	// Lost counts citations with a lost address.
	Footnotes, Citations, Lost int
}

// Citation is one citation of a document with the source it leads to.
type Citation struct {
	Document uint64
	// Ordinal is the place in document order: footnotes first, then body; from 0.
	Ordinal int
	// Footnote is the note's label; empty for the body. Index is the note's number from 0, -1 for the body.
	Footnote string
	Index    int
	// Sentence is the passage that the note supports.
	Sentence string
	cite.Citation
	// Source is 0 when the citation has no address that can be visited.
	Source uint64
}

// Run is one execution.
type Run struct {
	ID         uint64
	Start, End time.Time
	// State is "running", "done" or "interrupted".
	State   string
	Version string
	// Documents are those of the run, in order of reading.
	Documents []uint64
	// Planned counts sources due, Settled those visited.
	Planned, Settled int
	Counts           map[verdict.Class]int
}

// Observation is one source checked in one run.
type Observation struct {
	Source, Run uint64
	// URL is the reading of the address that was judged.
	URL      string
	Evidence verdict.Evidence // Page fields are not kept
	Claims   []ClaimJudgement
	// Status is the standing after this check: the worst of the claims'. The
	// store sets it.
	Status   verdict.Status
	Requests int
	// Snapshot is the digest of the body kept for this check, or kept earlier
	// and found unchanged; zero when there is none.
	Snapshot snapshot.Digest
}

// ClaimJudgement is the judgement for one claim.
type ClaimJudgement struct {
	Claim cite.Claim
	verdict.Judgement
	// Status is the standing of the source for this claim; the store sets it.
	Status verdict.Status
}

// Change is a source that stands otherwise than in the run before.
type Change struct {
	Run, Source uint64
	// Kind is "newly-broken", "dead", "came-back", "moved", "changed", "new"
	// (broken when first seen) or "unknown" (told before, and now no more).
	Kind     string
	From, To verdict.Status
}

// Settlement is what the writer is given for one source; it computes the
// standing, finds the changes and commits all of it together.
type Settlement struct {
	Observation
	// Resource is the answer to keep; nil when there is none or it is unchanged.
	Resource *snapshot.Resource
	// Robots to keep, nil when none.
	RobotsHost   string
	RobotsStatus int
	RobotsBody   []byte
	RobotsTime   time.Time
}

// Robots is what was kept of a host's robots.txt.
type Robots struct {
	// Host is scheme and authority, "https://example.org".
	Host    string
	Fetched time.Time
	Status  int
	Body    []byte
}

// Pending is a source that waits for its visit.
type Pending struct {
	ID uint64
	// URL is the address as first cited.
	URL string
}
