// Package evidence puts what a check saw together again from the store: the
// record of the visit, the page as its kept bytes say it, and the first good
// snapshot before it.
package evidence

import (
	"errors"
	"fmt"
	"net/http"

	"apud/crawler/page"
	"apud/crawler/snapshot"
	"apud/crawler/verdict"
	"apud/store"
)

// Reader is the part of a store that is needed.
type Reader interface {
	FirstGood(source uint64) (store.Observation, error)
	Observations(source uint64) ([]store.Observation, error)
	Body(d snapshot.Digest) ([]byte, error)
}

// Of is the evidence of a check, as [verdict.Classify] wants it.
func Of(r Reader, o store.Observation) (*verdict.Evidence, error) {
	e := o.Evidence
	if !o.Snapshot.IsZero() {
		body, header, err := Kept(r, o)
		if err != nil {
			return nil, err
		}
		e.Page = page.Parse(body, header.Get("Content-Type"), e.FinalURL())
	}
	prior, err := Prior(r, o.Source)
	if err != nil {
		return nil, err
	}
	if prior != nil && prior.Time.Before(e.Time) {
		e.Prior = prior
	}
	return &e, nil
}

// Kept is the body and header of the answer at a check.
func Kept(r Reader, o store.Observation) ([]byte, http.Header, error) {
	body, err := r.Body(o.Snapshot)
	if err != nil {
		return nil, nil, fmt.Errorf("read the kept copy of %s: %w", o.URL, err)
	}
	var h http.Header
	if n := len(o.Evidence.Hops); n > 0 {
		h = o.Evidence.Hops[n-1].Header
	}
	return body, h, nil
}

// Prior is the first good snapshot of a source; nil when there is none.
func Prior(r Reader, source uint64) (*verdict.Prior, error) {
	first, err := r.FirstGood(source)
	if errors.Is(err, store.ErrNotFound) || err == nil && first.Snapshot.IsZero() {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the first good snapshot of source %d: %w", source, err)
	}
	body, header, err := Kept(r, first)
	if err != nil {
		return nil, err
	}
	all, err := r.Observations(source)
	if err != nil {
		return nil, fmt.Errorf("read the checks of source %d: %w", source, err)
	}
	return &verdict.Prior{
		Volatile: volatile(all),
		Time:     first.Evidence.Time, URL: first.Evidence.FinalURL(), Digest: first.Snapshot,
		Page: page.Parse(body, header.Get("Content-Type"), first.Evidence.FinalURL()),
	}, nil
}

// enough is how many checks tell that a page is a living one.
const enough = 4

// volatile reports whether a page said something else at each good check, so
// that another text is nothing new.
func volatile(all []store.Observation) bool {
	seen := map[snapshot.Digest]bool{}
	good := 0
	for _, o := range all {
		if o.Status.LastGood.Equal(o.Status.Checked) && !o.Snapshot.IsZero() {
			good++
			seen[o.Snapshot] = true
		}
	}
	return good >= enough && len(seen) == good
}
