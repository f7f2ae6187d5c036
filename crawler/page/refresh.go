package page

import (
	"net/url"
	"strconv"
	"strings"
	"time"
)

// setRefresh reads the content of a meta refresh (HTML, 4.2.5.3).
func (m *meta) setRefresh(s string) {
	if m.refresh != nil {
		return
	}
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	if n == 0 && (s == "" || s[0] != '.') {
		return
	}
	wait, err := strconv.Atoi(s[:n])
	if n > 0 && err != nil || wait > 1<<30 {
		wait = 1 << 30
	}
	s = strings.TrimLeft(s[n:], "0123456789.")
	rest := strings.TrimLeft(s, " \t")
	if rest == s && (rest == "" || rest[0] != ';' && rest[0] != ',') {
		return
	}
	if rest != "" && (rest[0] == ';' || rest[0] == ',') {
		rest = rest[1:]
	}
	rest = strings.TrimSpace(rest)
	if len(rest) >= 3 && strings.EqualFold(rest[:3], "url") {
		if after := strings.TrimSpace(rest[3:]); after != "" && after[0] == '=' {
			rest = strings.TrimSpace(after[1:])
		}
	}
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		quote := rest[0]
		rest = rest[1:]
		if i := strings.IndexByte(rest, quote); i >= 0 {
			rest = rest[:i]
		}
	}
	if rest = strings.TrimSpace(rest); rest == "" {
		return
	}
	m.refresh = &Refresh{URL: rest, Wait: time.Duration(wait) * time.Second}
}

// maxURL bounds addresses.
const maxURL = 4096

// baseOf is the address that those of a page are relative to; nil when there is
// none.
func baseOf(page, base string) *url.URL {
	u, err := url.Parse(page)
	if err != nil || page == "" {
		u = nil
	}
	if base == "" {
		return u
	}
	b, err := url.Parse(dropSpace(base))
	switch {
	case err != nil:
		return u
	case u != nil:
		b = u.ResolveReference(b)
	}
	if b.Scheme != "http" && b.Scheme != "https" {
		return u
	}
	return b
}

// resolve makes an address absolute; empty when it is not one of the web.
func resolve(base *url.URL, ref string) string {
	ref = dropSpace(ref)
	if ref == "" || len(ref) > maxURL {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// dropSpace does as browsers do: line breaks and tabs inside an address are
// nothing, and a blank is escaped later.
func dropSpace(s string) string {
	if !strings.ContainsAny(s, "\n\r\t") {
		return strings.TrimSpace(s)
	}
	return strings.TrimSpace(strings.NewReplacer("\n", "", "\r", "", "\t", "").Replace(s))
}
