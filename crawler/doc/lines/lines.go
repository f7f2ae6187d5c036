// Package lines puts the words of lines together, with the way back to the
// file: what light markup calls a paragraph is often several lines, each behind
// an indentation or a bullet that is no part of it.
package lines

import (
	"sort"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// Words is the words of some lines, divided by line ends.
type Words struct {
	d     *doc.Decoded
	b     strings.Builder
	lines []line
}

// line maps n bytes of the words from at on to the decoded text from src on.
type line struct{ at, src, n int }

// New is no words yet of d.
func New(d *doc.Decoded) *Words { return &Words{d: d} }

// Add adds the line d.Text[start:end], which holds no line end.
func (w *Words) Add(start, end int) {
	if len(w.lines) > 0 {
		w.b.WriteByte('\n')
	}
	w.lines = append(w.lines, line{w.b.Len(), start, end - start})
	w.b.WriteString(w.d.Text[start:end])
}

// String is the words.
func (w *Words) String() string { return w.b.String() }

// Empty reports whether there is no line.
func (w *Words) Empty() bool { return len(w.lines) == 0 }

// find is the line that holds at.
func (w *Words) find(at int) int {
	return max(0, sort.Search(len(w.lines), func(i int) bool { return w.lines[i].at > at })-1)
}

// Offset is the place in the decoded text of a place in the words.
func (w *Words) Offset(at int) int {
	if len(w.lines) == 0 {
		return 0
	}
	l := w.lines[w.find(at)]
	return l.src + min(at-l.at, l.n)
}

// Source is the span in the file of a stretch of the words.
func (w *Words) Source(start, end int) cite.Span {
	from := w.Offset(start)
	to := from
	if end > start {
		l := w.lines[w.find(end-1)]
		to = max(from, l.src+min(end-l.at, l.n))
	}
	from, to = w.d.Source(from, to)
	return cite.Span{Start: from, End: to}
}

// Append adds a stretch of the words to t.
func (w *Words) Append(t *cite.Text, start, end int) {
	for i := w.find(start); start < end && i < len(w.lines); i++ {
		l := w.lines[i]
		if to := min(end, l.at+l.n); to > start {
			w.d.Append(t, l.src+start-l.at, l.src+to-l.at)
			start = to
		}
		if start < end {
			t.Insert("\n")
			start++
		}
	}
}

// Span is the span in the file of a stretch of the decoded text.
func Span(d *doc.Decoded, start, end int) cite.Span {
	from, to := d.Source(start, end)
	return cite.Span{Start: from, End: to}
}
