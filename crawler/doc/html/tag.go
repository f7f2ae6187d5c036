package html

// segment is s[start:end] of a page.
type segment struct{ start, end int }

// attribute is an attribute of a tag: where its name and its value stand.
type attribute struct{ name, value segment }

// tagName is where the name stands in the tag that begins at i.
func tagName(s string, i, end int) segment {
	i++
	if i < end && s[i] == '/' {
		i++
	}
	start := i
	for i < end && !isSpace(s[i]) && s[i] != '/' && s[i] != '>' {
		i++
	}
	return segment{start, i}
}

// nextAttribute reads the attribute at i of a tag that ends at end, and gives
// the place behind it; ok is false behind the last.
func nextAttribute(s string, i, end int) (a attribute, next int, ok bool) {
	for i < end && (isSpace(s[i]) || s[i] == '/') {
		i++
	}
	if i >= end || s[i] == '>' {
		return a, i, false
	}
	a.name.start = i
	for i++; i < end && !isSpace(s[i]) && s[i] != '/' && s[i] != '>' && s[i] != '='; i++ {
	}
	a.name.end = i
	for i < end && isSpace(s[i]) {
		i++
	}
	if i >= end || s[i] != '=' {
		a.value = segment{i, i}
		return a, i, true
	}
	for i++; i < end && isSpace(s[i]); i++ {
	}
	if i < end && (s[i] == '"' || s[i] == '\'') {
		quote := s[i]
		a.value.start = i + 1
		for i++; i < end && s[i] != quote; i++ {
		}
		a.value.end = i
		return a, min(i+1, end), true
	}
	a.value.start = i
	for i < end && !isSpace(s[i]) && s[i] != '>' {
		i++
	}
	a.value.end = i
	return a, i, true
}

// closed reports whether the start tag s[i:end] closes itself: its slash is no
// part of a value.
func closed(s string, i, end int) bool {
	if end-i < 3 || s[end-1] != '>' || s[end-2] != '/' {
		return false
	}
	for at := tagName(s, i, end).end; ; {
		a, next, ok := nextAttribute(s, at, end)
		if !ok {
			return true
		}
		if a.value.end == end-1 {
			return false
		}
		at = next
	}
}

// attr is where the value of the attribute named name stands in a tag.
func (p *page) attr(t *token, name string) (segment, bool) {
	for at := tagName(p.s, int(t.at), int(t.to)).end; ; {
		a, next, ok := nextAttribute(p.s, at, int(t.to))
		if !ok {
			return segment{}, false
		}
		if equalFold(p.s[a.name.start:a.name.end], name) {
			return a.value, true
		}
		at = next
	}
}

// value is the value of an attribute, its references resolved; empty when the
// tag has none.
func (p *page) value(t *token, name string) string {
	v, _ := p.attr(t, name)
	return unescape(p.s[v.start:v.end])
}

// trim takes the white space off the ends of a segment.
func (p *page) trim(v segment) segment {
	for v.start < v.end && isSpace(p.s[v.start]) {
		v.start++
	}
	for v.end > v.start && isSpace(p.s[v.end-1]) {
		v.end--
	}
	return v
}

// equalFold compares with a word in lower-case ASCII.
func equalFold(s, low string) bool {
	if len(s) != len(low) {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if c != low[i] {
			return false
		}
	}
	return true
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }
func isAlnum(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' }
