package cite

import (
	"sort"
	"strings"
)

// Text is running text taken out of a document, with the way back to the bytes
// that it came from. Formats build it piece by piece; the grammar reads
// [Text.String] and maps what it finds back with [Text.Source].
//
// Paragraphs are separated by a blank line ("\n\n"), lines within a paragraph
// by "\n".
type Text struct {
	b      strings.Builder
	pieces []piece
	// Wrapped says that line ends are those of a page (plain text, PDF), so
	// that an address may run on over a line end.
	Wrapped bool
	// Page knows how wide the lines of a wrapped text were, Rows which of them
	// each line of this text was; without them the text itself tells.
	Page *Page
	Rows []int
	// Links are addresses that markup gives to stretches of the text, in order.
	Links []Link
	// Italics are stretches set in italics, in order: titles, often.
	Italics []Range
}

// Range is a half-open range of bytes of a [Text].
type Range struct{ Start, End int }

// Link is an address that markup gives to a stretch of text.
type Link struct {
	Range
	URL string
	// Address is where the address stands in the file.
	Address Span
}

// piece maps text bytes from at on to src; exact pieces map byte by byte,
// others (an entity, an escape) only as a whole.
type piece struct {
	at    int
	n     int
	src   Span
	exact bool
	// via, when not nil, leads from src on to the file.
	via Mapper
}

// Mapper leads from the bytes of a decoded text to those of the file.
type Mapper interface {
	// Source is the bytes of the file that text[start:end] stands for.
	Source(start, end int) (from, to int)
}

// Len is the number of bytes of text so far.
func (t *Text) Len() int { return t.b.Len() }

// String is the text.
func (t *Text) String() string { return t.b.String() }

// Grow makes room for n more bytes, so that a long text is not moved as it grows.
func (t *Text) Grow(n int) { t.b.Grow(n) }

// Append adds s, which stands for the bytes src. When s is as long as src the
// two map byte by byte, else only as a whole.
func (t *Text) Append(s string, src Span) {
	if s == "" {
		return
	}
	exact := len(s) == src.Len()
	if n := len(t.pieces); exact && n > 0 {
		last := &t.pieces[n-1]
		if last.exact && last.via == nil && last.src.Part == src.Part && last.src.End == src.Start && last.at+last.n == t.Len() {
			last.n += len(s)
			last.src.End = src.End
			t.b.WriteString(s)
			return
		}
	}
	t.pieces = append(t.pieces, piece{at: t.Len(), n: len(s), src: src, exact: exact})
	t.b.WriteString(s)
}

// AppendMapped adds s, which is decoded text from at on; m knows where that
// stands in the file.
func (t *Text) AppendMapped(s string, m Mapper, at int) {
	if s == "" {
		return
	}
	src := Span{Start: at, End: at + len(s)}
	if n := len(t.pieces); n > 0 {
		last := &t.pieces[n-1]
		if last.via == m && last.src.End == at && last.at+last.n == t.Len() {
			last.n += len(s)
			last.src.End = src.End
			t.b.WriteString(s)
			return
		}
	}
	t.pieces = append(t.pieces, piece{at: t.Len(), n: len(s), src: src, exact: true, via: m})
	t.b.WriteString(s)
}

// Insert adds s, which stands for nothing in the file: a break, a blank.
func (t *Text) Insert(s string) { t.b.WriteString(s) }

// Break ends a paragraph.
func (t *Text) Break() {
	s := t.String()
	switch {
	case s == "" || strings.HasSuffix(s, "\n\n"):
	case strings.HasSuffix(s, "\n"):
		t.Insert("\n")
	default:
		t.Insert("\n\n")
	}
}

// Link records that text[start:end] leads to url, which stands at src.
func (t *Text) Link(start, end int, url string, src Span) {
	t.Links = append(t.Links, Link{Range{start, end}, url, src})
}

// Italic records that text[start:end] is set in italics. Stretches that touch
// are one.
func (t *Text) Italic(start, end int) {
	if start >= end {
		return
	}
	if n := len(t.Italics); n > 0 && t.Italics[n-1].End == start {
		t.Italics[n-1].End = end
		return
	}
	t.Italics = append(t.Italics, Range{start, end})
}

// Source is the way back: the bytes of the file that text[start:end] came from.
// An empty range maps to the place between its neighbours. The span covers one
// part only, that of its first byte.
func (t *Text) Source(start, end int) Span {
	if len(t.pieces) == 0 {
		return Span{}
	}
	i := t.find(start)
	p := t.pieces[i]
	s := Span{Part: p.src.Part, Start: p.source(start, false)}
	if end <= start {
		s.End = s.Start
		return s
	}
	j := t.find(end - 1)
	for j > i && t.pieces[j].src.Part != s.Part {
		j--
	}
	s.End = t.pieces[j].source(end, true)
	if s.End < s.Start {
		s.End = s.Start
	}
	return s
}

// find is the index of the piece that holds text byte at, or of the one before
// an inserted byte.
func (t *Text) find(at int) int {
	i := sort.Search(len(t.pieces), func(i int) bool { return t.pieces[i].at > at }) - 1
	return max(i, 0)
}

// source maps text position at; end says that at is the end of a range.
func (p piece) source(at int, end bool) int {
	if p.via != nil {
		at = p.src.Start + min(max(at-p.at, 0), p.n)
		if end && at > p.src.Start {
			_, to := p.via.Source(at-1, at)
			return to
		}
		from, _ := p.via.Source(at, at)
		return from
	}
	switch {
	case at <= p.at && !end:
		return p.src.Start
	case at >= p.at+p.n:
		return p.src.End
	case p.exact:
		return p.src.Start + at - p.at
	case end:
		return p.src.End
	}
	return p.src.Start
}

// Slice is text[start:end] as a Text of its own, with its links and italics.
func (t *Text) Slice(start, end int) *Text {
	out := &Text{Wrapped: t.Wrapped}
	out.b.WriteString(t.String()[start:end])
	for i := t.find(start); i < len(t.pieces) && t.pieces[i].at < end; i++ {
		p := t.pieces[i]
		from, to := max(start, p.at), min(end, p.at+p.n)
		if from >= to {
			continue
		}
		q := piece{at: from - start, n: to - from, exact: p.exact, src: p.src, via: p.via}
		if p.exact {
			q.src.Start, q.src.End = p.src.Start+from-p.at, p.src.Start+to-p.at
		}
		out.pieces = append(out.pieces, q)
	}
	for _, l := range t.Links {
		if l.Start < end && l.End > start || l.Start == l.End && l.Start >= start && l.Start < end {
			l.Start, l.End = max(l.Start, start)-start, min(l.End, end)-start
			out.Links = append(out.Links, l)
		}
	}
	for _, r := range t.Italics {
		if r.Start < end && r.End > start {
			out.Italics = append(out.Italics, Range{max(r.Start, start) - start, min(r.End, end) - start})
		}
	}
	return out
}

// Plain is a Text that maps byte by byte to a stretch of a file that starts at
// offset at.
func Plain(s string, part string, at int) *Text {
	t := &Text{}
	t.Append(s, Span{Part: part, Start: at, End: at + len(s)})
	return t
}
