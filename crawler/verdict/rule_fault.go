package verdict

import (
	"strings"
)

// schemeRule judges addresses that no visit can be paid to.
func schemeRule(l *look) finding {
	f := l.e.Fault
	if why := misshapen(l.e.URL); why != "" {
		out := found(Malformed, 1, "malformed", "%s cannot be an address: %s", quote(l.e.URL), why)
		out.proposal = repaired(l.e.URL)
		return out
	}
	if len(l.e.Hops) == 0 && strings.HasSuffix(strings.ToLower(l.cited.Hostname()), ".onion") {
		return found(Unsupported, 1, "onion", "the host %s is reached through Tor only", quote(l.cited.Hostname()))
	}
	if f == nil {
		return saw("an address of scheme %q", l.cited.Scheme)
	}
	switch f.Class {
	case FaultNoURL:
		return found(NoURL, 1, "no-url", "%s", orElse(f.Text, "no address is cited"))
	case FaultMalformed:
		out := found(Malformed, 1, "malformed", "%s cannot be an address: %s", quote(l.e.URL), f.Text)
		out.proposal = repaired(l.e.URL)
		return out
	case FaultScheme:
		if len(l.e.Hops) > 0 {
			return saw("a redirect to another scheme")
		}
		out := found(Unsupported, 1, "scheme", "%s is not visited: %s", quote(l.e.URL), f.Text)
		if id, ok := cutPrefixFold(strings.TrimSpace(l.e.URL), "doi:"); ok && strings.HasPrefix(strings.TrimSpace(id), "10.") {
			out.proposal = "https://doi.org/" + strings.TrimSpace(id)
		}
		return out
	case FaultForbidden:
		return found(Unsupported, 1, "forbidden-address", "%s is at a private address, which is not visited: %s", quote(orElse(f.Host, l.e.URL)), f.Text)
	case FaultCanceled:
		return found(Temporary, 0, "canceled", "the run ended before the visit")
	case FaultHostDown:
		return found(Temporary, 0.5, "host-down", "%s", orElse(f.Text, "not tried: the host is down"))
	}
	return saw("a fault of class %s", f.Class)
}

// misshapen says what is wrong with an address that a browser would make
// something of all the same; empty when nothing is.
func misshapen(s string) string {
	s = strings.TrimSpace(s)
	for _, scheme := range []string{"https://", "http://"} {
		rest, ok := cutPrefixFold(s, scheme)
		if !ok {
			continue
		}
		if rest == "" || strings.HasPrefix(rest, "/") || strings.HasPrefix(rest, "?") || strings.HasPrefix(rest, "#") {
			return "there is no host"
		}
		host := strings.TrimSuffix(parse(s).Hostname(), ".")
		if len(host) > 253 {
			return "the host name is longer than a name can be"
		}
		for label := range strings.SplitSeq(host, ".") {
			if len(label) > 63 && plainASCII(label) {
				return "a part of the host name is longer than 63 bytes"
			}
		}
	}
	return ""
}

// repaired is what a malformed address may have meant; empty when that is not
// plain.
func repaired(s string) string {
	s = strings.TrimSpace(s)
	for _, scheme := range []string{"https", "http"} {
		rest, ok := cutPrefixFold(s, scheme)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, ":;/\\ ")
		if u := parse(scheme + "://" + rest); strings.Contains(u.Hostname(), ".") && u.Port() == "" && !strings.ContainsAny(rest, " \t[]") &&
			scheme+"://"+rest != s {
			return scheme + "://" + rest
		}
		return ""
	}
	return ""
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// robotsRule heeds robots.txt.
func robotsRule(l *look) finding {
	switch l.e.Robots {
	case "":
		return saw("robots.txt allows the visit")
	case "unavailable":
		return found(Robots, 0.9, "robots-unavailable", "robots.txt of %s could not be had, which forbids the visit for this time", quote(l.final.Host))
	}
	return found(Robots, 1, "robots-disallow", "robots.txt of %s forbids the visit", quote(l.final.Host))
}

// leastBody is what a page broken off must have brought to be read.
const leastBody = 2 << 10

// transportRule judges failures below HTTP.
func transportRule(l *look) finding {
	f := l.e.Fault
	if f == nil || f.Class == FaultTruncated {
		if why := l.e.Body.Truncated; why != "" && why != "length" && l.e.Body.Size < leastBody {
			return l.tried(found(Unreachable, 0.5, "cut-off", "the answer broke off (%s) after %d bytes", why, l.e.Body.Size))
		}
		return saw("an answer came")
	}
	at := orElse(f.Host, l.final.Host)
	switch f.Class {
	case FaultDNSNotFound:
		return found(DNS, 0.9, f.Class, "the name %s does not exist: %s", quote(at), f.Text)
	case FaultDNSTemporary:
		return l.tried(found(DNS, 0.4, f.Class, "the name %s could not be looked up: %s", quote(at), f.Text))
	case FaultTLSExpired, FaultTLSName, FaultTLSUnknown, FaultTLS:
		return saw("a fault of class %s", f.Class)
	case FaultLoop, FaultTooMany, FaultNoLocation, FaultBadLocation, FaultScheme:
		return found(Unreachable, 0.7, f.Class, "the redirects lead nowhere: %s", f.Text)
	}
	code := f.Class
	if code == "" {
		code = "fault"
	}
	return l.tried(found(Unreachable, 0.5, code, "%s gave no answer: %s", quote(at), f.Text))
}

// tried adds that more than one try failed, which makes it surer.
func (l *look) tried(f finding) finding {
	if n := len(l.e.Retried); n > 0 && f.verdict != "" {
		f.confidence = min(f.confidence+0.1*float64(n), 0.95)
		return f.and("retried", "the same after %d further %s", n, plural(n, "try", "tries"))
	}
	return f
}

func plural(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}

// certificateRule judges certificates. Whether the text is still there behind
// them tells a lapse from a name in foreign hands.
func certificateRule(l *look) finding {
	f := l.e.Fault
	what := ""
	switch {
	case f == nil:
		if s := l.e.Status(); s == 525 || s == 526 {
			return found(TLS, 0.8, "status", "status %d: the proxy finds no valid certificate at its origin", s)
		}
		return saw("no fault of the certificate")
	case f.Class == FaultTLSExpired:
		what = "has expired or is not yet valid"
	case f.Class == FaultTLSName:
		what = "is for another name"
	case f.Class == FaultTLSUnknown:
		what = "is by an unknown issuer"
	case f.Class == FaultTLS:
		what = "or the handshake is not valid"
	default:
		return saw("no fault of the certificate")
	}
	out := found(TLS, 0.9, f.Class, "the certificate of %s %s: %s", quote(orElse(f.Host, l.final.Host)), what, f.Text)
	p := l.e.Unverified
	if p == nil || p.Page == nil || p.Status == 0 || !l.titled() {
		return out
	}
	if m := matchTitle(l.c.Title, p.Page); p.Status < 300 && m.grade > noMatch {
		return out.and("text-behind", "without the check of the certificate the page still shows %s", quote(m.text))
	}
	if f.Class == FaultTLSName {
		return out.and("tls-foreign", "and the page behind it does not show the cited title: the name seems to be in other hands")
	}
	return out.and("text-gone", "and the page behind it does not show the cited title")
}
