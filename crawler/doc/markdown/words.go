package markdown

import (
	"sort"
	"strings"

	"apud/crawler/cite"
)

// words is the words of a block in one string, with the way back to the lines
// that they come from.
type words struct {
	s string
	// one are its lines when nothing stands between them, else many.
	one  [1]line
	many []line
}

func (w *words) lines() []line {
	if w.many != nil {
		return w.many
	}
	return w.one[:]
}

// line maps n bytes of words from at on to the text from src on.
type line struct{ at, src, n int }

// join joins segments with line ends. Where they stand next to each other in
// the text nothing is copied.
func (p *parser) join(first, last int) words {
	segments := p.segments[first:last]
	touching := true
	for i := 1; i < len(segments) && touching; i++ {
		end := segments[i-1].end
		touching = segments[i].start == end+1 && p.s[end] == '\n'
	}
	if len(segments) == 0 {
		return words{}
	}
	if touching {
		start, end := int(segments[0].start), int(segments[len(segments)-1].end)
		return words{s: p.s[start:end], one: [1]line{{0, start, end - start}}}
	}
	var b strings.Builder
	lines := make([]line, 0, len(segments))
	for i, s := range segments {
		l := line{b.Len(), int(s.start), int(s.end - s.start)}
		b.WriteString(p.s[s.start:s.end])
		if i < len(segments)-1 {
			b.WriteByte('\n')
			if p.s[s.end] == '\n' {
				l.n++
			}
		}
		lines = append(lines, l)
	}
	return words{s: b.String(), many: lines}
}

// find is the line that holds at.
func (w *words) find(at int) int {
	if len(w.lines()) == 1 {
		return 0
	}
	return max(0, sort.Search(len(w.lines()), func(i int) bool { return w.lines()[i].at > at })-1)
}

// offset maps a place in the words to one in the text.
func (w *words) offset(at int) int {
	l := w.lines()[w.find(at)]
	return l.src + min(at-l.at, l.n)
}

// span maps a stretch of words to the text.
func (w *words) span(start, end int) (from, to int) {
	from = w.offset(start)
	if end <= start {
		return from, from
	}
	l := w.lines()[w.find(end-1)]
	return from, max(from, l.src+min(end-l.at, l.n))
}

// appendWords adds words[start:end] to t.
func (p *parser) appendWords(t *cite.Text, w *words, start, end int) {
	for i := w.find(start); start < end && i < len(w.lines()); i++ {
		l := w.lines()[i]
		to := min(end, l.at+l.n)
		if to > start {
			p.decoded.Append(t, l.src+start-l.at, l.src+to-l.at)
			start = to
		}
		// A line end of two bytes maps to nothing.
		if start < end && (i+1 == len(w.lines()) || start < w.lines()[i+1].at) {
			t.Insert("\n")
			start++
		}
	}
}
