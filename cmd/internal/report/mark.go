package report

import (
	"time"

	"apud/crawler/verdict"
	"apud/store"
)

// Ignored is the class of sources that a person has marked to be ignored: they
// are counted apart, and never a finding.
const Ignored verdict.Class = "ignored"

// apply lets a person's mark stand over what was found. The verdict and its
// reasons stay as they were seen.
func (e *Entry) apply(m store.Mark) {
	e.Mark = &m
	switch m.As {
	case store.MarkWorks:
		e.Class, e.Status.State = verdict.Working, verdict.Alive
	case store.MarkDead:
		e.Class, e.Status.State = verdict.Broken, verdict.Dead
	case store.MarkIgnore:
		e.Class = Ignored
	}
	if silences(m, e.Change) {
		e.Change = ""
	}
}

// silences reports whether a change of this kind is no news under the mark: a
// person who knows how the source stands need not be told that it broke.
func silences(m store.Mark, kind string) bool {
	switch kind {
	case "newly-broken", "dead", "new", "unknown":
		return true
	}
	return m.As == store.MarkIgnore
}

// marksAt are the marks in force at a time, by source.
func marksAt(r Reader, at time.Time) (map[uint64]store.Mark, error) {
	all, err := r.Marks()
	if err != nil {
		return nil, err
	}
	held := map[uint64]store.Mark{}
	for _, m := range all {
		if m.Holds(at) {
			held[m.Source] = m
		}
	}
	return held, nil
}

// marked is the mark in words, empty when there is none.
func (e Entry) marked() string {
	if e.Mark == nil {
		return ""
	}
	return "marked " + e.Mark.String()
}

type jsonMark struct {
	As    string `json:"as"`
	Until string `json:"until,omitempty"`
	Note  string `json:"note,omitempty"`
	By    string `json:"by,omitempty"`
	At    string `json:"at"`
}

func markInJSON(m *store.Mark) *jsonMark {
	if m == nil {
		return nil
	}
	j := &jsonMark{As: m.As, Note: m.Note, By: m.By, At: stamp(m.At)}
	if !m.Until.IsZero() {
		j.Until = m.Until.Format(time.DateOnly)
	}
	return j
}
