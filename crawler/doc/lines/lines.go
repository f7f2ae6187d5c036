// Package lines puts the words of lines together, with the way back to the
// file: what light markup calls a paragraph is often several lines, each behind
// an indentation or a bullet that is no part of it.
//
// [Words] are the words of a paragraph; a [Writer] writes what a reader sees of
// them into the texts of the body and of the notes.
package lines

import (
	"sort"
	"strings"
	"unicode/utf8"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// Words is the words of some lines, divided by line ends.
type Words struct {
	d      *doc.Decoded
	b      strings.Builder
	pieces []piece
}

// piece maps n bytes of the words from at on to raw bytes of the decoded text
// from src on: byte by byte, or as a whole.
type piece struct {
	at, n, src, raw int
	whole           bool
}

// New is no words yet of d.
func New(d *doc.Decoded) *Words { return &Words{d: d} }

// Add adds the line d.Text[start:end], which holds no line end.
func (w *Words) Add(start, end int) {
	if n := len(w.pieces); n > 0 {
		last := &w.pieces[n-1]
		if !last.whole && start > 0 && start-1 == last.src+last.raw && w.d.Text[start-1] == '\n' {
			// Lines that touch are one piece, their line end with them.
			start--
			last.n += end - start
			last.raw += end - start
			w.b.WriteString(w.d.Text[start:end])
			return
		}
		w.b.WriteByte('\n')
	}
	w.More(start, end)
}

// More adds d.Text[start:end] to the line at hand.
func (w *Words) More(start, end int) {
	w.pieces = append(w.pieces, piece{at: w.b.Len(), n: end - start, src: start, raw: end - start})
	w.b.WriteString(w.d.Text[start:end])
}

// Put adds s, which stands for d.Text[start:end], to the line at hand.
func (w *Words) Put(s string, start, end int) {
	w.pieces = append(w.pieces, piece{w.b.Len(), len(s), start, end - start, true})
	w.b.WriteString(s)
}

// String is the words.
func (w *Words) String() string { return w.b.String() }

// Empty reports whether there is no line.
func (w *Words) Empty() bool { return len(w.pieces) == 0 }

// find is the piece that holds at.
func (w *Words) find(at int) int {
	return max(0, sort.Search(len(w.pieces), func(i int) bool { return w.pieces[i].at > at })-1)
}

// Offset is the place in the decoded text of a place in the words.
func (w *Words) Offset(at int) int {
	if len(w.pieces) == 0 {
		return 0
	}
	p := w.pieces[w.find(at)]
	switch {
	case at >= p.at+p.n:
		return p.src + p.raw
	case !p.whole:
		return p.src + at - p.at
	}
	return p.src
}

// Range is the stretch of the decoded text of a stretch of the words.
func (w *Words) Range(start, end int) (from, to int) {
	from = w.Offset(start)
	if end <= start || len(w.pieces) == 0 {
		return from, from
	}
	p := w.pieces[w.find(end-1)]
	to = p.src + p.raw
	if !p.whole && end < p.at+p.n {
		to = p.src + end - p.at
	}
	return from, max(from, to)
}

// Source is the span in the file of a stretch of the words.
func (w *Words) Source(start, end int) cite.Span {
	from, to := w.Range(start, end)
	return Span(w.d, from, to)
}

// Append adds a stretch of the words to t.
func (w *Words) Append(t *cite.Text, start, end int) {
	for i := w.find(start); start < end && i < len(w.pieces); i++ {
		p := w.pieces[i]
		if to := min(end, p.at+p.n); to > start {
			if p.whole {
				Whole(t, w.String()[start:to], Span(w.d, p.src, p.src+p.raw))
			} else {
				w.d.Append(t, p.src+start-p.at, p.src+to-p.at)
			}
			start = to
		}
		if start < end && (i+1 == len(w.pieces) || start < w.pieces[i+1].at) {
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

// Whole adds s to t, which stands for the bytes src as a whole even where the
// two are as long.
func Whole(t *cite.Text, s string, src cite.Span) {
	if _, n := utf8.DecodeRuneInString(s); len(s) == src.Len() && n < len(s) {
		t.Append(s[:n], src)
		s = s[n:]
	}
	t.Append(s, src)
}
