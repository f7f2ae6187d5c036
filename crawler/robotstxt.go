package crawler

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// rules are those that a robots.txt has for one crawler.
type rules struct {
	lines []rule
	delay time.Duration // Crawl-delay
	size  int           // of the file
}

// rule is one Allow or Disallow line.
type rule struct {
	allow   bool
	pattern string
}

// parseRobots reads the rules for the crawler that goes by token (RFC 9309
// section 2.2): those of all groups that name it, or else those for everybody.
// Lines that make no sense are passed over.
func parseRobots(body []byte, token string) *rules {
	var own, everybody rules
	named := false // a group names token
	var into []*rules
	agents := false // the last line was a User-agent line
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	for line := range bytes.FieldsFuncSeq(body, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = bytes.Cut(line, []byte("#"))
		key, value, ok := strings.Cut(string(line), ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "user-agent":
			if !agents {
				into, agents = into[:0], true
			}
			switch {
			case value == "*":
				into = append(into, &everybody)
			case strings.EqualFold(agentToken(value), token):
				into, named = append(into, &own), true
			}
		case "allow", "disallow":
			agents = false
			if value == "" {
				continue // forbids nothing
			}
			for _, r := range into {
				r.lines = append(r.lines, rule{allow: strings.EqualFold(strings.TrimSpace(key), "allow"), pattern: escaped(value)})
			}
		case "crawl-delay":
			agents = false
			if f, err := strconv.ParseFloat(value, 64); err == nil && f > 0 {
				for _, r := range into {
					r.delay = min(time.Duration(min(f, 3600)*float64(time.Second)), maxCrawlDelay)
				}
			}
		}
	}
	if named {
		return &own
	}
	return &everybody
}

// agentToken is the product token at the start of a User-agent value.
func agentToken(s string) string {
	for i := range len(s) {
		c := s[i]
		if c != '-' && c != '_' && (c|0x20 < 'a' || c|0x20 > 'z') {
			return s[:i]
		}
	}
	return s
}

// allowed reports whether path, with its query, may be visited: the longest
// rule that matches decides, and of two alike the one that allows. The file
// itself always may.
func (r *rules) allowed(path string) bool {
	if len(r.lines) == 0 || path == "/robots.txt" {
		return true
	}
	path = escaped(path)
	longest, allow := -1, true
	for _, l := range r.lines {
		n := len(l.pattern)
		if n < longest || n == longest && allow || !matches(l.pattern, path) {
			continue
		}
		longest, allow = n, l.allow
	}
	return allow
}

// matches reports whether a pattern matches the beginning of path; * stands for
// any bytes, $ at the end for the end of path. It takes time in proportion to
// both.
func matches(pattern, path string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	first, rest, star := strings.Cut(pattern, "*")
	path, ok := strings.CutPrefix(path, first)
	if !ok {
		return false
	}
	for star {
		var part string
		part, rest, star = strings.Cut(rest, "*")
		if !star && anchored {
			return strings.HasSuffix(path, part)
		}
		i := strings.Index(path, part)
		if i < 0 {
			return false
		}
		path = path[i+len(part):]
	}
	return !anchored || path == ""
}

// escaped writes a path in the one way that RFC 9309 section 2.2.2 compares:
// what need not be escaped is not, and what must be is, in capitals.
func escaped(s string) string {
	if !strings.ContainsRune(s, '%') && strings.IndexFunc(s, func(r rune) bool { return r > '~' || r <= ' ' }) < 0 {
		return s
	}
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) && hex(s[i+1]) && hex(s[i+2]) {
			n, _ := strconv.ParseUint(s[i+1:i+3], 16, 8)
			i += 2
			if c = byte(n); unreserved(c) {
				b.WriteByte(c)
				continue
			}
		} else if c > ' ' && c <= '~' {
			b.WriteByte(c)
			continue
		}
		b.WriteString("%" + string(digits[c>>4]) + string(digits[c&15]))
	}
	return b.String()
}

// unreserved are the characters of RFC 3986 section 2.3.
func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
