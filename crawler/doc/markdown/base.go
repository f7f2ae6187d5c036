package markdown

import (
	"net/url"
	"strings"
)

// base resolves relative addresses; nil leaves them alone.
type base struct{ *url.URL }

func baseOf(address string) base {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return base{}
	}
	return base{u}
}

// resolve is the address that ref means. Without a base, and for a place within
// the document, it is ref.
func (b base) resolve(ref string) string {
	if b.URL == nil || ref == "" || ref[0] == '#' || hasScheme(ref) {
		return ref
	}
	u, err := b.Parse(ref)
	if err != nil {
		return ref
	}
	return u.String()
}

// hasScheme reports whether s begins with a scheme.
func hasScheme(s string) bool {
	i := strings.IndexByte(s, ':')
	return i > 0 && schemeEnd(s) == i
}

// schemeEnd is the length of the scheme that s may begin with.
func schemeEnd(s string) int {
	i := 0
	for i < len(s) && (isLetter(s[i]) || i > 0 && (isDigit(s[i]) || s[i] == '+' || s[i] == '-' || s[i] == '.')) {
		i++
	}
	return i
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isSpace(c byte) bool  { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// isPunct reports whether a backslash before c takes its meaning away.
func isPunct(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}
