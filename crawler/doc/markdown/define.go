package markdown

import (
	"html"
	"strings"
)

// maxLabel bounds the label of a link, in bytes (CommonMark §4.7).
const maxLabel = 999

// maxParens bounds parentheses inside each other in a destination.
const maxParens = 32

// normal is the form in which labels are compared.
func normal(label string) string {
	return strings.ToLower(strings.Join(strings.Fields(label), " "))
}

// define reads the definition of a link at the place at of a paragraph's words
// and gives its length, 0 when there is none.
func (b *blocks) define(w words, at int) int {
	s := w.s
	end := labelEnd(s, at+1)
	if end < 0 || end+1 >= len(s) || s[end+1] != ':' {
		return 0
	}
	label := normal(s[at+1 : end])
	i := skipSpace(s, end+2)
	from, to, i, ok := destination(s, i)
	if label == "" || !ok || from == to && s[from-1] != '<' {
		return 0
	}
	stop := lineStop(s, i)
	if j := skipSpace(s, i); j > i {
		if k, ok := linkTitle(s, j); ok {
			if n := lineStop(s, k); n >= 0 {
				stop = n
			}
		}
	}
	if stop < 0 {
		return 0
	}
	start, last := w.span(from, to)
	b.links = append(b.links, link{url: unescape(s[from:to]), start: start, end: last})
	n := len(b.links) - 1
	if _, ok := b.defined[label]; !ok {
		b.defined[label] = n
	}
	b.blocks = append(b.blocks, block{kind: definition, note: int32(b.note()), link: int32(n)})
	return stop - at
}

// lineStop is the place behind the line end that follows blanks at i, -1 when
// words follow.
func lineStop(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	switch {
	case i == len(s):
		return i
	case s[i] == '\n':
		return i + 1
	}
	return -1
}

// labelEnd is the place of the bracket that closes a label, or -1.
func labelEnd(s string, i int) int {
	for last := min(len(s), i+maxLabel); i < last; i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			return -1
		case ']':
			return i
		}
	}
	return -1
}

// skipSpace steps over blanks and line ends.
func skipSpace(s string, i int) int {
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	return i
}

// destination reads the destination of a link at i: where it stands and what
// follows it.
func destination(s string, i int) (from, to, next int, ok bool) {
	if i < len(s) && s[i] == '<' {
		for j := i + 1; j < len(s); j++ {
			switch s[j] {
			case '\\':
				j++
			case '\n', '<':
				return 0, 0, 0, false
			case '>':
				return i + 1, j, j + 1, true
			}
		}
		return 0, 0, 0, false
	}
	depth := 0
	j := i
scan:
	for ; j < len(s); j++ {
		switch c := s[j]; {
		case c == '\\' && j+1 < len(s) && isPunct(s[j+1]):
			j++
		case c == '(':
			if depth++; depth > maxParens {
				return 0, 0, 0, false
			}
		case c == ')':
			if depth == 0 {
				break scan
			}
			depth--
		case c <= ' ' || c == 0x7f:
			break scan
		}
	}
	return i, j, j, depth == 0
}

// linkTitle steps over the title of a link at i.
func linkTitle(s string, i int) (next int, ok bool) {
	if i >= len(s) || s[i] != '"' && s[i] != '\'' && s[i] != '(' {
		return 0, false
	}
	end := s[i]
	if end == '(' {
		end = ')'
	}
	for j := i + 1; j < len(s); j++ {
		switch {
		case s[j] == '\\':
			j++
		case s[j] == end:
			return j + 1, true
		case s[j] == '(' && end == ')':
			return 0, false
		}
	}
	return 0, false
}

// unescape undoes backslashes and entities.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 && strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]) {
			b.WriteByte(s[i+1])
			i += 2
			continue
		}
		if text, n := entity(s[i:]); n > 0 {
			b.WriteString(text)
			i += n
			continue
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

// entity is the character that s begins with as an entity, and the entity's
// length. An ampersand without its semicolon is one of an address.
func entity(s string) (text string, n int) {
	if s[0] != '&' {
		return "", 0
	}
	end := 1
	for end < len(s) && end < 34 && (isLetter(s[end]) || isDigit(s[end]) || s[end] == '#') {
		end++
	}
	if end < 3 || end >= len(s) || s[end] != ';' {
		return "", 0
	}
	name := s[:end+1]
	if text = html.UnescapeString(name); text == name || strings.HasSuffix(text, ";") && name != "&semi;" && name != "&#59;" {
		return "", 0
	}
	return text, len(name)
}
