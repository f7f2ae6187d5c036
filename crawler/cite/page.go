package cite

import (
	"math"
	"slices"
	"unicode/utf8"
)

// Page knows how wide the lines of a document with the lines of a page are: in
// characters and in columns, since programs that break lines count either.
type Page struct {
	widths [2][]uint16
}

// The measures of a line's width.
const (
	inCharacters = iota
	inColumns
)

// Grow makes room for n more lines.
func (p *Page) Grow(n int) {
	for measure := range p.widths {
		p.widths[measure] = slices.Grow(p.widths[measure], n)
	}
}

// Add adds a line.
func (p *Page) Add(line string) {
	for measure, n := range [2]int{utf8.RuneCountInString(line), Columns(line)} {
		p.widths[measure] = append(p.widths[measure], uint16(min(n, math.MaxUint16)))
	}
}

// block is how many lines around a line tell the width of its block.
const block = 15

// width is the width of line n, and the width of the block around it as its
// other lines show it; the latter is 0 when they are too few to tell.
func (p *Page) width(n, measure int) (own, around int) {
	lines, widths := 0, p.widths[measure]
	for i := max(0, n-block); i < min(len(widths), n+block+1); i++ {
		if i != n && widths[i] > 0 {
			around = max(around, int(widths[i]))
			lines++
		}
	}
	if lines < 3 {
		around = 0
	}
	return int(widths[n]), around
}

// Columns is the width of s on a screen, where Chinese, Japanese and Korean
// characters take two columns.
func Columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if wide(r) {
			n++
		}
	}
	return n
}

func wide(r rune) bool {
	return r >= 0x1100 && (r <= 0x115F || r >= 0x2E80 && r <= 0xA4CF || r >= 0xAC00 && r <= 0xD7A3 ||
		r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE6F || r >= 0xFF00 && r <= 0xFF60 || r >= 0xFFE0 && r <= 0xFFE6 || r >= 0x20000 && r <= 0x3FFFD)
}
