package pdf

import (
	"math"
	"strings"

	"apud/crawler/doc"
)

// head is how the label of a note stands: dates and numbers that begin a line
// inside a note ("6 May") look otherwise.
type head struct {
	page   int
	bare   bool // neither raised nor with a stop or brackets
	raised bool
	x0, x1 float64
}

// newHead is the label that the first n glyphs of a line are.
func newHead(ln *line, n int) head {
	last := ln.glyphs[n-1]
	h := head{page: ln.page, raised: ln.raised(0), x0: ln.glyphs[0].x, x1: last.x + last.w}
	h.bare = !h.raised && !strings.ContainsAny(joined(ln.glyphs[:n]), "[]().")
	return h
}

// lookAlike reports whether the label that a line's first n glyphs are, which is
// not raised, stands as those before it do.
func (l *layout) lookAlike(ln *line, n int) bool {
	if len(l.heads) == 0 || n == 0 {
		return true
	}
	h, first, last := newHead(ln, n), l.heads[0], l.heads[len(l.heads)-1]
	if h.bare && !first.bare && !last.bare {
		return false
	}
	if last.raised || last.page != h.page {
		return true
	}
	// Labels begin or end under each other; in another column all is elsewhere.
	d := min(math.Abs(h.x0-last.x0), math.Abs(h.x1-last.x1))
	return d < 0.6*ln.size || math.Abs(h.x0-last.x0) > 12*ln.size
}

// joined is the text of glyphs.
func joined(gs []glyph) string {
	var b strings.Builder
	for _, g := range gs {
		b.WriteString(g.s)
	}
	return strings.TrimSpace(b.String())
}

func isLabel(s string) bool { return number(s) > 0 || symbolic(s) }

func symbolic(s string) bool {
	return s != "" && strings.Trim(s, "*†‡§¶‖#") == "" && len([]rune(s)) <= 4
}

// number is the value of a label in figures or small roman numerals, 0 for none.
func number(s string) int {
	if s == "" || len(s) > 7 {
		return 0
	}
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			return doc.ParseRoman(s)
		}
		n = n*10 + int(r-'0')
	}
	return n
}
