package html

import (
	"html"
	"strings"
)

// longestReference bounds a character reference, in bytes: the longest name of
// the standard has 31 letters.
const longestReference = 40

// longestBare bounds the names that may lack their semicolon, as "&Aacute".
const longestBare = 6

// reference is the text of the character reference that s begins with, and its
// length; 0 when there is none. In the value of an attribute, a name without a
// semicolon before a letter or "=" is part of an address (HTML §13.2.5.73).
func reference(s string, value bool) (text string, n int) {
	s = s[:min(len(s), longestReference)]
	if len(s) < 3 {
		return "", 0
	}
	if s[1] == '#' {
		return numeric(s)
	}
	end := 1
	for end < len(s) && isAlnum(s[end]) {
		end++
	}
	if end == 1 {
		return "", 0
	}
	if end < len(s) && s[end] == ';' {
		name := s[:end+1]
		if text := html.UnescapeString(name); text != name && (!strings.HasSuffix(text, ";") || name == "&semi;") {
			return text, len(name)
		}
	}
	if value && end < len(s) && s[end] == '=' {
		return "", 0
	}
	for k := min(end, longestBare+1); k > 2; k-- {
		if value && k < end {
			return "", 0
		}
		if text := html.UnescapeString(s[:k]); text != s[:k] && text[0] != '&' || s[:k] == "&amp" || s[:k] == "&AMP" {
			return html.UnescapeString(s[:k]), k
		}
	}
	return "", 0
}

// numeric is a reference by number.
func numeric(s string) (text string, n int) {
	end := 2
	hex := end < len(s) && s[end]|0x20 == 'x'
	if hex {
		end++
	}
	start := end
	for end < len(s) && ('0' <= s[end] && s[end] <= '9' || hex && 'a' <= s[end]|0x20 && s[end]|0x20 <= 'f') {
		end++
	}
	if end == start || end-start > 10 {
		return "", 0
	}
	text = html.UnescapeString(s[:end] + ";")
	if end < len(s) && s[end] == ';' {
		end++
	}
	if text == "\x00" || text == "" {
		text = "\uFFFD"
	}
	return text, end
}

// unescape resolves the references in the value of an attribute.
func unescape(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	for {
		b.WriteString(s[:i])
		s = s[i:]
		if s == "" {
			return b.String()
		}
		if text, n := reference(s, true); n > 0 {
			b.WriteString(text)
			s = s[n:]
		} else {
			b.WriteByte('&')
			s = s[1:]
		}
		if i = strings.IndexByte(s, '&'); i < 0 {
			i = len(s)
		}
	}
}
