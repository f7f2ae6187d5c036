package store

import (
	"time"

	"apud/crawler/verdict"
)

// advance is the standing after a judgement.
func (s *Store) advance(prev verdict.Status, j verdict.Judgement, at time.Time) verdict.Status {
	next := prev
	next.Verdict, next.Checked, next.Due = j.Verdict, at, at.AddDate(0, 0, 1)
	state := prev.State
	switch j.Class {
	case verdict.Working:
		state, next.Failures, next.FirstFailure, next.LastGood = verdict.Alive, 0, time.Time{}, at
	case verdict.Broken:
		next.Failures++
		switch {
		case next.Failures == 1:
			state, next.FirstFailure = verdict.Suspect, at
		case next.Failures >= 3 && at.Sub(next.FirstFailure) >= 2*24*time.Hour:
			state = verdict.Dead
		default:
			state = verdict.Failing
		}
	default:
		if state == "" {
			state = verdict.Unverified
		}
	}
	if state != prev.State {
		next.State, next.Since = state, at
	}
	next.Streak++
	return next
}
