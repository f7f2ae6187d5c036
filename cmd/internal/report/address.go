package report

import (
	"fmt"
	"net/url"
	"strings"
)

// onWeb reports whether a reader may be led to the address: it is of the web,
// and so runs nothing here.
func onWeb(address string) bool {
	_, ok := webAddress(address)
	return ok
}

// webAddress is the address as one in plain letters, if it is of the web.
func webAddress(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || !strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https") {
		return "", false
	}
	u.RawQuery = plainLetters(u.RawQuery)
	return u.String(), true
}

// plainLetters writes what is not ASCII in percent signs.
func plainLetters(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c > ' ' && c < 0x7f {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
