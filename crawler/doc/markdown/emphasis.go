package markdown

import (
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
	if c == '~' && n != 2 {
		l.at += n
		return true
	}
	before, after := lastRune(l.s, l.at), nextRune(l.s, l.at+n)
	left := !unicode.IsSpace(after) && (!isSign(after) || unicode.IsSpace(before) || isSign(before))
	right := !unicode.IsSpace(before) && (!isSign(before) || unicode.IsSpace(after) || isSign(after))
	d := delimiter{sign: c, n: n, length: n, canOpen: left, canClose: right}
	if c == '_' {
		d.canOpen = left && (!right || isSign(before))
		d.canClose = right && (!left || isSign(after))
	}
	l.show(textToken, n)
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
	var floor [18]int
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
	open.end -= n
	shut.start += n
	o.n -= n
	c.n -= n
	if n == 1 {
		open.opens++
		shut.closes++
	}
}
