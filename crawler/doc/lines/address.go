package lines

import (
	"net/url"
	"strings"
)

// HasScheme reports whether s begins with a scheme.
func HasScheme(s string) bool {
	i := strings.IndexByte(s, ':')
	if i < 2 {
		return false
	}
	for j := range i {
		c := s[j]
		if letter := 'a' <= c|0x20 && c|0x20 <= 'z'; !letter && (j == 0 || c != '+' && c != '-' && c != '.' && (c < '0' || c > '9')) {
			return false
		}
	}
	return true
}

// Resolve is the address that ref means in a document at base. What is no
// address stays what it is.
func Resolve(base, ref string) string {
	if base == "" || ref == "" || ref[0] == '#' || HasScheme(ref) {
		return ref
	}
	b, err := url.Parse(base)
	if err != nil || b.Host == "" {
		return ref
	}
	u, err := b.Parse(ref)
	if err != nil {
		return ref
	}
	return u.String()
}

// Leads reports whether the address leads out of the document.
func Leads(address string) bool {
	return HasScheme(address) || len(address) > 2 && strings.HasPrefix(address, "//")
}

// StartsAddress is the length of the scheme with its slashes where s begins
// with one that running text writes: "https://".
func StartsAddress(s string) int {
	for _, scheme := range []string{"https://", "http://", "ftp://"} {
		if len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return len(scheme)
		}
	}
	return 0
}
