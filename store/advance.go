package store

import (
	"time"

	"apud/crawler/verdict"
)

// advance is the standing of a source, for one claim, after a judgement. The
// address tells sources apart, so that they do not all come due together.
func (s *Store) advance(address string, prev verdict.Status, j verdict.Judgement, at time.Time) verdict.Status {
	p := s.o.Policy
	p.Seed += address
	return verdict.Advance(prev, j, at, p)
}
