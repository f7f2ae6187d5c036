package crawler

import (
	"fmt"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"

	"apud/crawler/verdict"
)

// maxURL bounds an address. RFC 9110 section 4.1 has servers take 8,000 bytes,
// and the parser takes time by the square of the length.
const maxURL = 8 << 10

// target is an address that can be asked for.
type target struct {
	url string
	// host is what politeness counts by: the name, with its port when that is
	// none of the scheme's. http and https of one name are one host.
	host string
	// origin is scheme and authority; a robots.txt rules over an origin.
	origin string
	// path is path and query as they are sent.
	path string
}

var urls = whatwg.NewParser(whatwg.WithPercentEncodeSinglePercentSign())

// parseTarget reads an address as a browser would. The fault says why it cannot
// be asked for.
func parseTarget(raw string) (target, *verdict.Fault) {
	if t, ok := plainTarget(raw); ok {
		return t, nil
	}
	raw = strings.TrimSpace(raw)
	if raw == "" {
		return target{}, &verdict.Fault{Class: verdict.FaultNoURL, Text: "there is no address"}
	}
	return resolveTarget("", raw)
}

// resolveTarget reads ref as a browser would on the page at base.
func resolveTarget(base, ref string) (t target, fault *verdict.Fault) {
	malformed := func(why any) *verdict.Fault {
		return &verdict.Fault{Class: verdict.FaultMalformed, Text: fmt.Sprint(why)}
	}
	if len(ref) > maxURL {
		return target{}, malformed(fmt.Sprintf("the address is longer than %d bytes", maxURL))
	}
	// The parser is foreign and its input is anybody's.
	defer func() {
		if r := recover(); r != nil {
			t, fault = target{}, malformed(r)
		}
	}()
	u, err := urls.ParseRef(base, ref)
	if err != nil {
		return target{}, malformed(err)
	}
	switch u.Scheme() {
	case "http", "https":
	default:
		return target{}, &verdict.Fault{Class: verdict.FaultScheme, Text: "cannot visit " + u.Protocol() + " addresses"}
	}
	if u.Hostname() == "" || len(u.Href(true)) > 2*maxURL {
		return target{}, malformed("the address has no host or is too long")
	}
	return target{
		url:    u.Href(true),                      // fragments are not sent
		host:   strings.TrimSuffix(u.Host(), "."), // without a default port
		origin: u.Scheme() + "://" + u.Host(),
		path:   u.Pathname() + u.Search(),
	}, nil
}

// plainTarget reads the addresses that need no normalising, nearly all of them,
// at no cost: its strings are parts of raw.
func plainTarget(raw string) (target, bool) {
	rest, secure := strings.CutPrefix(raw, "https://")
	if !secure {
		var ok bool
		if rest, ok = strings.CutPrefix(raw, "http://"); !ok {
			return target{}, false
		}
	}
	end := len(rest)
	letters := false
	for i := range len(rest) {
		c := rest[i]
		if c == '/' {
			end = i
			break
		}
		switch {
		case 'a' <= c && c <= 'z':
			letters = true
		case '0' <= c && c <= '9', c == '-', c == '.':
		default:
			return target{}, false
		}
	}
	host := rest[:end]
	// Names in digits alone may be an IPv4 address in disguise, names in
	// Punycode want checking, and a bare host wants its slash.
	if !letters || end == len(rest) || len(raw) > maxURL || host[0] == '.' || host[end-1] == '.' ||
		strings.Contains(host, "..") || strings.Contains(host, "xn--") || numeric(host[strings.LastIndexByte(host, '.')+1:]) {
		return target{}, false
	}
	path := rest[end:]
	for i := range len(path) {
		c := path[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case strings.IndexByte("/?-_~=&;,:+!$()@*", c) >= 0:
		case c == '.' && path[i-1] != '/': // dot segments
		case c == '%' && i+2 < len(path) && hex(path[i+1]) && hex(path[i+2]) &&
			(path[i+1] != '2' || path[i+2]|0x20 != 'e'):
		default:
			return target{}, false
		}
	}
	origin := raw[:len(raw)-len(path)]
	if strings.IndexByte(path, '?') == len(path)-1 { // an empty query is none
		path = path[:len(path)-1]
	}
	return target{url: raw, host: host, origin: origin, path: path}, true
}

// numeric reports whether a host's last label makes the host an IPv4 address
// to the URL standard: digits, or 0x and hexadecimal digits.
func numeric(label string) bool {
	h, isHex := strings.CutPrefix(label, "0x")
	for i := range len(h) {
		if c := h[i]; (c < '0' || c > '9') && (!isHex || !hex(c)) {
			return false
		}
	}
	return true
}

func hex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}
