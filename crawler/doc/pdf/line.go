package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// line is a line of text as it lies on a page, its glyphs from left to right.
type line struct {
	page   int
	glyphs []glyph
	x0, x1 float64
	y      float64 // baseline of the larger glyphs
	size   float64 // of most of the glyphs
	// weights are how many bytes stand in each size.
	weights []weight
}

type weight struct {
	size float64
	n    int
}

// maxLine is how many glyphs pieces on one baseline are joined up to.
const maxLine = 1024

// text is the line's characters, with a blank where a gap is.
func (l *line) text() string {
	var b strings.Builder
	for i, g := range l.glyphs {
		if i > 0 && l.gapBefore(i) {
			b.WriteByte(' ')
		}
		b.WriteString(g.s)
	}
	return b.String()
}

// gapBefore reports whether a blank must be put before glyph i.
func (l *line) gapBefore(i int) bool {
	a, b := l.glyphs[i-1], l.glyphs[i]
	return b.x-(a.x+a.w) > 0.17*min(a.size, b.size) && a.s != " " && b.s != " "
}

// raised reports whether glyph i is a superscript of this line.
func (l *line) raised(i int) bool {
	g := l.glyphs[i]
	return g.size < 0.85*l.size && g.y > l.y+0.12*l.size && strings.TrimSpace(g.s) != ""
}

// lines puts the glyphs of a page into lines, in reading order: columns one
// after the other, what spans them in between.
func (pg *page) lines() []*line {
	pieces := pg.pieces()
	mid, two := columns(pieces)
	if !two {
		return join(pieces, pg.number)
	}
	// Full-width pieces divide the page into bands; in each band the left
	// column comes before the right one.
	slices.SortStableFunc(pieces, func(a, b *line) int { return cmp.Compare(b.y, a.y) })
	var out, left, right []*line
	flush := func() {
		out = append(out, join(left, pg.number)...)
		out = append(out, join(right, pg.number)...)
		left, right = nil, nil
	}
	for _, p := range pieces {
		switch {
		case p.x0 < mid-p.size && p.x1 > mid+p.size:
			flush()
			out = append(out, p)
		case (p.x0+p.x1)/2 < mid:
			left = append(left, p)
		default:
			right = append(right, p)
		}
	}
	flush()
	return out
}

// pieces are runs of glyphs on one baseline without a wide gap. Superscripts
// join the run that they touch.
func (pg *page) pieces() []*line {
	var out []*line
	var last *line
	for _, g := range pg.glyphs {
		if last != nil && follows(last.glyphs[len(last.glyphs)-1], g) {
			last.glyphs = append(last.glyphs, g)
			continue
		}
		last = &line{page: pg.number, glyphs: []glyph{g}}
		out = append(out, last)
	}
	for _, l := range out {
		l.settle()
	}
	return slices.DeleteFunc(out, func(l *line) bool { return strings.TrimSpace(l.text()) == "" })
}

// follows reports whether b continues the run that a ends.
func follows(a, b glyph) bool {
	size := max(a.size, b.size)
	gap := b.x - (a.x + a.w)
	return math.Abs(a.y-b.y) < 0.6*size && gap > -0.7*size && gap < 1.3*size
}

// settle computes a line's measures from its glyphs.
func (l *line) settle() {
	l.x0, l.x1, l.y = math.Inf(1), math.Inf(-1), math.Inf(1)
	l.measure(0)
	l.sort()
}

// measure takes the glyphs from one on into the measures.
func (l *line) measure(from int) {
	for _, g := range l.glyphs[from:] {
		l.x0, l.x1 = min(l.x0, g.x), max(l.x1, g.x+g.w)
		l.weigh(math.Round(g.size*2)/2, len(g.s))
	}
	size, best := l.size, 0
	for _, w := range l.weights {
		if w.n > best || w.n == best && w.size > size {
			size, best = w.size, w.n
		}
	}
	if size != l.size {
		l.size, l.y, from = size, math.Inf(1), 0
	}
	for _, g := range l.glyphs[from:] {
		if math.Abs(g.size-l.size) < 0.1*l.size+0.5 {
			l.y = min(l.y, g.y)
		}
	}
	if math.IsInf(l.y, 1) {
		l.y = l.glyphs[0].y
	}
}

func (l *line) weigh(size float64, n int) {
	for i := range l.weights {
		if l.weights[i].size == size {
			l.weights[i].n += n
			return
		}
	}
	if len(l.weights) < 64 {
		l.weights = append(l.weights, weight{size, n})
	}
}

func (l *line) sort() {
	byX := func(a, b glyph) int { return cmp.Compare(a.x, b.x) }
	if !slices.IsSortedFunc(l.glyphs, byX) {
		slices.SortStableFunc(l.glyphs, byX)
	}
}

// columns finds the gutter of a page in two columns.
func columns(pieces []*line) (mid float64, two bool) {
	if len(pieces) < 12 {
		return 0, false
	}
	x0, x1 := math.Inf(1), math.Inf(-1)
	for _, p := range pieces {
		x0, x1 = min(x0, p.x0), max(x1, p.x1)
	}
	mid = (x0 + x1) / 2
	left, right, across := 0, 0, 0
	for _, p := range pieces {
		w := p.x1 - p.x0
		switch {
		case p.x0 < mid-p.size && p.x1 > mid+p.size:
			across++
		case w < 0.25*(x1-x0):
		case p.x1 <= mid+p.size:
			left++
		case p.x0 >= mid-p.size:
			right++
		}
	}
	return mid, left >= 6 && right >= 6 && across*3 < left+right
}

// join puts pieces that stand on one baseline into lines, from top to bottom.
func join(pieces []*line, number int) []*line {
	slices.SortStableFunc(pieces, func(a, b *line) int {
		if math.Abs(a.y-b.y) > 0.45*min(a.size, b.size) {
			return cmp.Compare(b.y, a.y)
		}
		return 0
	})
	var out []*line
	for _, p := range pieces {
		if n := len(out); n > 0 && len(out[n-1].glyphs)+len(p.glyphs) <= maxLine && sameLine(out[n-1], p) {
			l := out[n-1]
			l.glyphs = append(l.glyphs, p.glyphs...)
			l.measure(len(l.glyphs) - len(p.glyphs))
			continue
		}
		c := *p
		c.page = number
		out = append(out, &c)
	}
	for _, l := range out {
		l.sort()
	}
	return out
}

// sameLine reports whether p stands on a's line: on its baseline, or raised
// within its height.
func sameLine(a, p *line) bool {
	big := max(a.size, p.size)
	return math.Abs(a.y-p.y) < 0.3*big || math.Abs(a.y-p.y) < 0.65*big && min(a.size, p.size) < 0.85*big && (p.x0 >= a.x1-big || p.x1 <= a.x0+big)
}
