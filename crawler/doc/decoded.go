package doc

import (
	"sort"
	"strings"
	"unicode/utf8"

	"apud/crawler/cite"
)

// character appends what n bytes from src on, up to four, stand for. Of several
// characters the first has all the bytes.
func (d *Decoded) character(b *strings.Builder, s string, src, n int) {
	for i := range s {
		if len(d.raw)%stride == 0 {
			at := src
			if i > 0 {
				at += n
			}
			d.steps = append(d.steps, step{b.Len() + i, at})
		}
		if i == 0 {
			d.raw = append(d.raw, uint8(n))
		} else {
			d.raw = append(d.raw, 0)
		}
	}
	b.WriteString(s)
}

// walk is offset for a text with steps.
func (d *Decoded) walk(at int, end bool) int {
	k := max(0, sort.Search(len(d.steps), func(i int) bool { return d.steps[i].at > at })-1)
	if end && k > 0 && d.steps[k].at == at {
		k--
	}
	place, src := d.steps[k].at, d.steps[k].src
	for i := k * stride; i < len(d.raw) && place < at; i++ {
		_, n := utf8.DecodeRuneInString(d.Text[place:])
		if place+n > at && !end {
			break
		}
		place += n
		src += int(d.raw[i])
	}
	return src
}

// add appends one character that stands for n bytes from src on.
func (d *Decoded) add(b *strings.Builder, s string, src, n int) {
	if s == "" {
		return
	}
	if k := len(d.runs); k > 0 {
		if last := &d.runs[k-1]; last.wide == len(s) && last.raw == n && last.src+last.n*last.raw == src {
			last.n++
			b.WriteString(s)
			return
		}
	}
	d.runs = append(d.runs, run{at: b.Len(), src: src, n: 1, wide: len(s), raw: n})
	b.WriteString(s)
}

// addASCII appends bytes that stand for themselves.
func (d *Decoded) addASCII(b *strings.Builder, s []byte, src int) {
	if len(s) == 0 {
		return
	}
	d.runs = append(d.runs, run{at: b.Len(), src: src, n: len(s), wide: 1, raw: 1})
	b.Write(s)
}

// Exact reports whether text and data are the same byte by byte, but for a byte
// order mark.
func (d *Decoded) Exact() bool { return len(d.runs) == 0 && len(d.steps) == 0 }

// Source is the bytes of the data that Text[start:end] stands for.
func (d *Decoded) Source(start, end int) (from, to int) {
	if d.Exact() {
		return start + d.skip, end + d.skip
	}
	from = d.offset(start, false)
	if end <= start {
		return from, from
	}
	return from, max(from, d.offset(end, true))
}

// offset maps a place in the text; a place inside a character maps to its
// beginning, or to its end when end is set.
func (d *Decoded) offset(at int, end bool) int {
	if len(d.steps) > 0 {
		return d.walk(at, end)
	}
	i := d.find(at)
	if end && i > 0 && d.runs[i].at == at {
		i--
	}
	r := d.runs[i]
	in := min(max(at-r.at, 0), r.n*r.wide)
	k := in / r.wide
	if end && in%r.wide > 0 {
		k++
	}
	return r.src + k*r.raw
}

func (d *Decoded) find(at int) int {
	return max(0, sort.Search(len(d.runs), func(i int) bool { return d.runs[i].at > at })-1)
}

// Append adds Text[start:end] to t with the way back to the data.
func (d *Decoded) Append(t *cite.Text, start, end int) {
	if start >= end {
		return
	}
	if d.Exact() {
		t.Append(d.Text[start:end], cite.Span{Start: start + d.skip, End: end + d.skip})
		return
	}
	if len(d.steps) > 0 {
		t.AppendMapped(d.Text[start:end], d, start)
		return
	}
	for i := d.find(start); i < len(d.runs) && d.runs[i].at < end; i++ {
		r := d.runs[i]
		from, to := max(start, r.at), min(end, r.at+r.n*r.wide)
		if r.wide == r.raw {
			src, last := d.Source(from, to)
			t.Append(d.Text[from:to], cite.Span{Start: src, End: last})
			continue
		}
		for from < to {
			next := min(to, r.at+((from-r.at)/r.wide+1)*r.wide)
			src, last := d.Source(from, next)
			t.Append(d.Text[from:next], cite.Span{Start: src, End: last})
			from = next
		}
	}
}
