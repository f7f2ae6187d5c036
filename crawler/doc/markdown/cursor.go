package markdown

// cursor walks over the beginning of a line, counting columns: a tab reaches to
// the next multiple of four.
type cursor struct {
	s        string
	pos, end int
	col      int
	// rest is the columns of a tab that are not yet taken.
	rest int
}

// indent is the columns of white space ahead, and whether nothing else follows.
func (c *cursor) indent() (columns int, blank bool) {
	columns = c.rest
	col := c.col + c.rest
	for i := c.pos; i < c.end; i++ {
		switch c.s[i] {
		case ' ':
			columns++
			col++
		case '\t':
			n := 4 - col%4
			columns += n
			col += n
		default:
			return columns, false
		}
	}
	return columns, true
}

// skip takes up to n columns of white space.
func (c *cursor) skip(n int) {
	for n > 0 {
		if c.rest > 0 {
			k := min(n, c.rest)
			c.rest -= k
			c.col += k
			n -= k
			continue
		}
		if c.pos >= c.end {
			return
		}
		switch c.s[c.pos] {
		case ' ':
			c.pos++
			c.col++
			n--
		case '\t':
			c.pos++
			c.rest = 4 - c.col%4
		default:
			return
		}
	}
}

// take takes n bytes, each a column wide.
func (c *cursor) take(n int) {
	c.pos += n
	c.col += n
}

// line is what is ahead.
func (c *cursor) line() string { return c.s[c.pos:c.end] }
