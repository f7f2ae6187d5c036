package store

import (
	"errors"
	"fmt"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"
)

// What a person can say of a source.
const (
	// MarkWorks says that the source stands, whatever checks find.
	MarkWorks = "works"
	// MarkDead says that it does not.
	MarkDead = "dead"
	// MarkIgnore says that nobody wants to know.
	MarkIgnore = "ignore"
	// MarkClear takes the mark before it away.
	MarkClear = "clear"
)

// MarkWords are the words of marks.
func MarkWords() []string { return []string{MarkWorks, MarkDead, MarkIgnore, MarkClear} }

// ErrMark is a mark that cannot be kept.
var ErrMark = errors.New("no such mark")

// Mark is what a person says of a source. It stands over what checks find, which
// is kept all the same.
type Mark struct {
	Source uint64
	// As is one of [MarkWords].
	As string
	// At is when it was said; the store sets it.
	At time.Time
	// Until is the last day on which it holds, as its first moment in UTC; zero
	// is for no end.
	Until    time.Time
	Note, By string
}

// Holds reports whether the mark is in force at t.
func (m Mark) Holds(t time.Time) bool {
	return m.As != "" && m.As != MarkClear && (m.Until.IsZero() || t.Before(m.Until.AddDate(0, 0, 1)))
}

// String is the mark in words: "works until 2026-05-01: seen by hand".
func (m Mark) String() string {
	s := m.As
	if !m.Until.IsZero() {
		s += " until " + m.Until.UTC().Format(time.DateOnly)
	}
	if m.Note != "" {
		s += ": " + m.Note
	}
	return s
}

// Marks implements [Reader].
func (r *reader) Marks() (all []Mark, err error) {
	err = r.view(func(tx *bolt.Tx) error {
		all = nil
		b := tx.Bucket(bucketMark)
		if b == nil {
			return nil
		}
		return b.ForEach(func(k, _ []byte) error {
			said, err := getMarks(tx, part(k, 0))
			if n := len(said); n > 0 && said[n-1].As != MarkClear {
				all = append(all, said[n-1])
			}
			return err
		})
	})
	return all, err
}

// MarksOf implements [Reader].
func (r *reader) MarksOf(source uint64) (all []Mark, err error) {
	err = r.view(func(tx *bolt.Tx) error {
		all, err = getMarks(tx, source)
		return err
	})
	slices.Reverse(all)
	return all, err
}

// getMarks are all marks of a source, the oldest first. A store from before
// there were marks has no bucket for them until it is written to.
func getMarks(tx *bolt.Tx, source uint64) (all []Mark, err error) {
	b := tx.Bucket(bucketMark)
	if b == nil {
		return nil, nil
	}
	v := b.Get(key(source))
	if v == nil {
		return nil, nil
	}
	if err := unpack(key(source), v, &all, (*coder).marks, "marks of source %d", source); err != nil {
		return nil, err
	}
	for i := range all {
		all[i].Source = source
	}
	return all, nil
}

// PutMark keeps what a person says of m.Source, after what was said before. To
// clear what is not marked changes nothing. It returns the mark as kept, when
// that is durable; the view shows it after Close.
func (s *Store) PutMark(m Mark) (Mark, error) {
	if !slices.Contains(MarkWords(), m.As) {
		return Mark{}, fmt.Errorf("mark source %d as %q: %w", m.Source, m.As, ErrMark)
	}
	m.At = millis(s.o.Now())
	if !m.Until.IsZero() {
		y, month, d := m.Until.UTC().Date()
		m.Until = time.Date(y, month, d, 0, 0, 0, 0, time.UTC)
	}
	err := s.writer.do(&op{last: true, fn: func(tx *bolt.Tx) error {
		if _, err := getSource(tx, m.Source); err != nil {
			return err
		}
		all, err := getMarks(tx, m.Source)
		if err != nil {
			return err
		}
		if n := len(all); m.As == MarkClear && (n == 0 || all[n-1].As == MarkClear) {
			return nil
		}
		all = append(all, m)
		return tx.Bucket(bucketMark).Put(key(m.Source), pack(key(m.Source), &all, (*coder).marks))
	}})
	if err != nil {
		return Mark{}, fmt.Errorf("mark source %d: %w", m.Source, err)
	}
	return m, nil
}

func (c *coder) marks(all *[]Mark) { list(c, all, c.mark) }

func (c *coder) mark(m *Mark) {
	c.str(&m.As)
	c.time(&m.At)
	c.time(&m.Until)
	c.str(&m.Note)
	c.str(&m.By)
}
