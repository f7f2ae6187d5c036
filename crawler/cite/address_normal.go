package cite

import (
	"errors"
	"net/netip"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// AddressError says why an address cannot be visited.
type AddressError struct {
	Address string
	// Reason is a short phrase: "no host", "port out of range".
	Reason string
	// Repaired is the address that was probably meant, normalised; empty when
	// there is no telling.
	Repaired string
}

func (e *AddressError) Error() string {
	return "address " + strconv.Quote(e.Address) + ": " + e.Reason
}

// Normalize is raw in the one form by which sources are told apart: scheme and
// host in lower case and ASCII, default port dropped, percent-encoding made
// equal, dot segments resolved, an empty path made "/", the fragment dropped.
//
// It is as lenient as browsers are (the URL Standard of the WHATWG): blanks
// around are dropped and inside encoded, backslashes are slashes, a percent
// sign without digits stays. What no browser would visit is an *[AddressError].
func Normalize(raw string) (string, error) {
	url, err := normalize(raw)
	if err != nil {
		return "", &AddressError{Address: raw, Reason: err.Error(), Repaired: mended(raw)}
	}
	return url, nil
}

func normalize(raw string) (string, error) {
	s := strings.TrimFunc(raw, func(r rune) bool { return r <= ' ' })
	s = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(s)
	s, _, _ = strings.Cut(s, "#")
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok || !isScheme(scheme) {
		return "", errors.New("no scheme")
	}
	scheme = strings.ToLower(scheme)
	port, known := defaultPorts[scheme]
	if !known {
		return "", errors.New("scheme " + scheme + " cannot be visited")
	}
	rest, query, hasQuery := strings.Cut(rest, "?")
	rest = strings.TrimLeft(strings.ReplaceAll(rest, `\`, "/"), "/")
	authority, path := rest, ""
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		authority, path = rest[:i], rest[i:]
	}
	user := ""
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		user, authority = encode(authority[:i], userSafe)+"@", authority[i+1:]
	}
	host, number, err := hostPort(authority)
	if err != nil {
		return "", err
	}
	if (host == "http" || host == "https") && strings.HasPrefix(path, "//") {
		return "", errors.New("scheme twice")
	}
	var b strings.Builder
	b.WriteString(scheme + "://" + user + host)
	if number != "" && number != port {
		b.WriteString(":" + number)
	}
	b.WriteString(encode(removeDots(path), pathSafe))
	if hasQuery {
		b.WriteString("?" + encode(query, querySafe))
	}
	return b.String(), nil
}

// defaultPorts are the schemes that can be visited.
var defaultPorts = map[string]string{"http": "80", "https": "443", "ftp": "21"}

func isScheme(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; !alphanumeric(c) && (i == 0 || c != '+' && c != '-' && c != '.') {
			return false
		}
	}
	return s != "" && (s[0] < '0' || s[0] > '9')
}

// mended is what a reader of running text would make of raw.
func mended(raw string) string {
	url, assumed, repaired, ok := wholeAddress(strings.Join(strings.Fields(raw), ""))
	if !ok || !assumed && !repaired && !strings.ContainsAny(raw, " \t\n") {
		return ""
	}
	if again, err := normalize(url); err == nil {
		return again
	}
	return ""
}

// hostPort takes an authority apart and makes the host ASCII.
func hostPort(authority string) (host, port string, err error) {
	host = authority
	if i := strings.LastIndexByte(authority, ':'); i > strings.LastIndexByte(authority, ']') {
		host, port = authority[:i], authority[i+1:]
	}
	if host == "" {
		return "", "", errors.New("no host")
	}
	if port != "" {
		n, err := strconv.ParseUint(port, 10, 64)
		if strings.Trim(port, "0123456789") != "" {
			return "", "", errors.New("port is no number")
		}
		if err != nil || n > 65535 {
			return "", "", errors.New("port out of range")
		}
		port = strconv.FormatUint(n, 10)
	}
	if strings.HasPrefix(host, "[") {
		a, err := netip.ParseAddr(strings.Trim(host, "[]"))
		if err != nil || !a.Is6() || !strings.HasSuffix(host, "]") {
			return "", "", errors.New("bad IPv6 address")
		}
		return "[" + a.String() + "]", port, nil
	}
	host, err = asciiHost(host)
	return host, port, err
}

// toASCII maps host names as browsers do.
var toASCII = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false), idna.VerifyDNSLength(false))

// asciiHost is host in lower case and ASCII.
func asciiHost(host string) (string, error) {
	host = decodeAll(host)
	ascii, err := toASCII.ToASCII(host)
	if err != nil {
		// Labels with a hyphen in the third and fourth place are in use.
		if !isASCII(host) {
			return "", errors.New("bad host name")
		}
		ascii = strings.ToLower(host)
	}
	if i := strings.IndexFunc(ascii, func(r rune) bool {
		return r <= ' ' || r >= 0x7F || strings.ContainsRune("#%/:<>?@[\\]^|\"`{}", r)
	}); i >= 0 {
		return "", errors.New("host holds " + strconv.QuoteRune([]rune(ascii[i:])[0]))
	}
	name := strings.TrimSuffix(ascii, ".")
	if name == "" {
		return "", errors.New("no host")
	}
	if len(name) > maxHost {
		return "", errors.New("host longer than 253 bytes")
	}
	for label := range strings.SplitSeq(name, ".") {
		switch {
		case label == "":
			return "", errors.New("empty label in host")
		case len(label) > 63:
			return "", errors.New("label longer than 63 bytes in host")
		}
	}
	if last := lastLabel(name); strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x") && ipNumber(last) >= 0 {
		return ipv4(name)
	}
	return name, nil
}

// ipv4 reads the forms of IPv4 address that the URL Standard takes: up to four
// numbers, each decimal, octal or hexadecimal, the last filling what is left.
func ipv4(name string) (string, error) {
	bad := errors.New("bad IPv4 address")
	parts := strings.Split(name, ".")
	if len(parts) > 4 {
		return "", bad
	}
	var sum int64
	for i, p := range parts {
		n := ipNumber(p)
		if n < 0 {
			return "", bad
		}
		if i < len(parts)-1 {
			if n > 255 {
				return "", bad
			}
			sum |= n << (8 * (3 - i))
			continue
		}
		if n >= 1<<(8*(4-i)) {
			return "", bad
		}
		sum |= n
	}
	return netip.AddrFrom4([4]byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)}).String(), nil
}

// ipNumber is the value of one number of an IPv4 address, -1 when it is none.
func ipNumber(s string) int64 {
	base := 10
	switch {
	case hasPrefixFold(s, "0x"):
		s, base = s[2:], 16
		if s == "" {
			return 0
		}
	case len(s) > 1 && s[0] == '0':
		s, base = s[1:], 8
	}
	n, err := strconv.ParseUint(s, base, 33)
	if err != nil {
		return -1
	}
	return int64(n)
}

// removeDots resolves "." and ".." in a path (RFC 3986, section 5.2.4); the
// result starts with a slash.
func removeDots(path string) string {
	if path == "" {
		return "/"
	}
	segments := strings.Split(path[1:], "/")
	out := segments[:0]
	for i, seg := range segments {
		last := i == len(segments)-1
		switch strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(seg, "%2e", "."), "%2E", ".")) {
		case ".":
			if last {
				out = append(out, "")
			}
		case "..":
			if len(out) > 0 {
				out = out[:len(out)-1]
			}
			if last {
				out = append(out, "")
			}
		default:
			out = append(out, seg)
		}
	}
	return "/" + strings.Join(out, "/")
}

// The marks that stand for themselves, beside letters and digits; "-._~" and
// "!*'()" also when they were encoded (RFC 3986, section 2.3; RFC 2396,
// section 2.3).
const (
	marks     = "-._~!*'()"
	pathSafe  = marks + "/:@$&+,;="
	querySafe = pathSafe + "?"
	userSafe  = marks + ":$&+,;="
)

// encode makes the percent-encoding of s equal: what stands for itself is
// written so, all else as "%" and two capital digits. Encoded delimiters stay.
func encode(s, safe string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' {
			v, ok := hexByte(s[i+1:])
			switch {
			case !ok:
				b.WriteByte('%')
				continue
			case alphanumeric(v) || strings.IndexByte(marks, v) >= 0:
				b.WriteByte(v)
			default:
				writeHex(&b, v)
			}
			i += 2
			continue
		}
		if alphanumeric(c) || strings.IndexByte(safe, c) >= 0 {
			b.WriteByte(c)
		} else {
			writeHex(&b, c)
		}
	}
	return b.String()
}

func writeHex(b *strings.Builder, c byte) {
	const digits = "0123456789ABCDEF"
	b.Write([]byte{'%', digits[c>>4], digits[c&15]})
}

// hexByte is the byte that the first two hexadecimal digits of s make.
func hexByte(s string) (byte, bool) {
	if len(s) < 2 {
		return 0, false
	}
	n, err := strconv.ParseUint(s[:2], 16, 8)
	return byte(n), err == nil
}

// decodeAll undoes percent-encoding.
func decodeAll(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if v, ok := hexByte(s[i+1:]); s[i] == '%' && ok {
			b.WriteByte(v)
			i += 2
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
