package markdown

import (
	"math"
	"unicode"
)

// delimiter is a run of signs that may begin or end emphasis.
type delimiter struct {
	token int
	sign  byte
	// n is the signs left of the length that were written.
	n, length         int
	canOpen, canClose bool
}

// delimiters reads a run of the sign c.
func (l *inline) delimiters(c byte) bool {
	if l.at < l.literal {
		return false
	}
	n := run(l.s[l.at:], c)
	if (c == '~' || c == '=') && n != 2 {
		l.at += n
		return true
	}
	before, after := lastRune(l.s, l.at), nextRune(l.s, l.at+n)
	left := !unicode.IsSpace(after) && (!isSign(after) || unicode.IsSpace(before) || isSign(before))
	right := !unicode.IsSpace(before) && (!isSign(before) || unicode.IsSpace(after) || isSign(after))
	d := delimiter{sign: c, n: n, length: n, canOpen: left, canClose: right}
	if c == '_' || c == '=' {
		d.canOpen = left && (!right || isSign(before))
		d.canClose = right && (!left || isSign(after))
	}
	l.marked = l.marked || c == '=' && d.canOpen
	l.show(textToken, n)
	if bottom := l.bottom(); len(l.runs)-bottom >= maxRuns {
		l.emphasis(bottom)
		l.settle()
	}
	if len(l.runs) >= 8*maxRuns {
		l.dropRuns(4 * maxRuns)
	}
	if d.canOpen || d.canClose {
		d.token = len(l.tokens) - 1
		l.runs = append(l.runs, d)
	}
	return true
}

func isSign(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// emphasis pairs the runs from the bottom-th on, as CommonMark has it, and
// drops them. The time is linear: floor holds, for each kind of run, below
// which height of the stack no partner is.
func (l *inline) emphasis(bottom int) {
	var stack []int
	var floor [24]int
	runs := l.runs[bottom:]
	for i := range runs {
		c := &runs[i]
		for c.canClose && c.n > 0 {
			kind := c.kind()
			j := len(stack) - 1
			for j >= floor[kind] && !pairs(&runs[stack[j]], c) {
				j--
			}
			if j < floor[kind] {
				floor[kind] = len(stack)
				break
			}
			o := &runs[stack[j]]
			l.pair(o, c)
			if o.n == 0 {
				j--
			}
			stack = stack[:j+1]
			for k := range floor {
				floor[k] = min(floor[k], len(stack))
			}
		}
		if c.canOpen && c.n > 0 {
			stack = append(stack, i)
		}
	}
	l.runs = l.runs[:bottom]
}

// kind counts the kinds of runs that look for the same partners.
func (d *delimiter) kind() int {
	kind := d.length % 3
	if d.canOpen {
		kind += 3
	}
	switch d.sign {
	case '_':
		kind += 6
	case '~':
		kind += 12
	case '=':
		kind += 18
	}
	return kind
}

// pairs reports whether o and c may begin and end the same emphasis.
func pairs(o, c *delimiter) bool {
	if o.sign != c.sign {
		return false
	}
	return !(o.canClose || c.canOpen) || (o.length+c.length)%3 != 0 || o.length%3 == 0 && c.length%3 == 0
}

// pair takes the signs of one emphasis off both runs.
func (l *inline) pair(o, c *delimiter) {
	n := 1
	if o.n >= 2 && c.n >= 2 {
		n = 2
	}
	open, shut := &l.tokens[o.token], &l.tokens[c.token]
	open.end -= int32(n)
	shut.start += int32(n)
	o.n -= n
	c.n -= n
	if n == 1 {
		open.opens = min(open.opens, math.MaxUint16-1) + 1
		shut.closes = min(shut.closes, math.MaxUint16-1) + 1
	}
}

// dropRuns makes letters of the first n runs.
func (l *inline) dropRuns(n int) {
	l.runs = append(l.runs[:0], l.runs[n:]...)
	for i := range l.brackets {
		l.brackets[i].runs = max(0, l.brackets[i].runs-n)
	}
	l.settle()
}

// bottom is the first run within the innermost bracket.
func (l *inline) bottom() int {
	if n := len(l.brackets); n > 0 {
		return l.brackets[n-1].runs
	}
	return 0
}

// settle merges tokens that nothing can change any more into one where they
// are words next to each other. It waits until that pays.
func (l *inline) settle() {
	first := len(l.tokens)
	if len(l.brackets) > 0 {
		first = l.brackets[0].token
	}
	if len(l.runs) > 0 {
		first = min(first, l.runs[0].token)
	}
	if first-l.settled < 4096 || first-l.settled < len(l.tokens)-first {
		return
	}
	n := l.settled
	for i := l.settled + 1; i < first; i++ {
		last, next := &l.tokens[n], &l.tokens[i]
		if last.kind == textToken && next.kind == textToken && last.end == next.start &&
			last.opens == 0 && next.opens == 0 && last.closes == 0 && next.closes == 0 {
			last.end = next.end
			continue
		}
		n++
		l.tokens[n] = *next
	}
	n++
	less := first - n
	l.tokens = append(l.tokens[:n], l.tokens[first:]...)
	for i := range l.brackets {
		l.brackets[i].token -= less
	}
	for i := range l.runs {
		l.runs[i].token -= less
	}
	l.settled = n
}
