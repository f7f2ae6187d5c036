package markdown

import "strings"

// noteLabel is the label of the definition of a note that s begins with, and
// the length of its sign, "[^label]:".
func noteLabel(s string) (label string, n int, ok bool) {
	if !strings.HasPrefix(s, "[^") {
		return "", 0, false
	}
	end := strings.IndexAny(s[:min(len(s), maxLabel)], "] \t")
	if end < 3 || s[end] != ']' || end+1 >= len(s) || s[end+1] != ':' {
		return "", 0, false
	}
	return s[2:end], end + 2, true
}

// itemSign is the length of the sign of a list item that s begins with.
func itemSign(s string) int {
	n := 0
	switch {
	case s[0] == '-' || s[0] == '+' || s[0] == '*':
		n = 1
	case isDigit(s[0]):
		for n < len(s) && isDigit(s[n]) {
			n++
		}
		if n > 9 || n == len(s) || s[n] != '.' && s[n] != ')' {
			return 0
		}
		n++
	default:
		return 0
	}
	if n < len(s) && s[n] != ' ' && s[n] != '\t' {
		return 0
	}
	return n
}

// isRule reports whether the line is a thematic break.
func isRule(s string) bool {
	sign, n := s[0], 0
	if sign != '-' && sign != '*' && sign != '_' {
		return false
	}
	for i := range len(s) {
		switch s[i] {
		case sign:
			n++
		case ' ', '\t':
		default:
			return false
		}
	}
	return n >= 3
}
