package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// addressScanner finds the addresses in a text. It looks for the few bytes that
// every address has, and reads forward from them; what it has read it does not
// read again.
type addressScanner struct {
	text    string
	wrapped bool
	lines   *lineTable
	page    *Page
	rows    []int
	found   []Found
	// at is the end of the last address: no address starts before it.
	at int

	// url is the address being read, ends the place in the text after each of
	// its bytes, breaks the line ends it ran over.
	url    []byte
	ends   []int
	breaks []lineBreak
	// onward is the reading over a line end that was not taken.
	onward string
	// repaired is set when what is being read was damaged.
	repaired bool
}

// maxHost is the longest host name that DNS allows, in bytes.
const maxHost = 253

// triggers are the bytes at which an address may be recognised.
var triggers = [256]bool{':': true, '.': true, '/': true, '<': true, '[': true, ';': true, 0xE2: true}

func (sc *addressScanner) scan() {
	for i := 0; i < len(sc.text); {
		c := sc.text[i]
		if !triggers[c] {
			i++
			continue
		}
		i = max(i+1, sc.trigger(c, i))
	}
}

// trigger looks for an address at the byte c at i and returns where to go on.
func (sc *addressScanner) trigger(c byte, i int) int {
	switch c {
	case ':':
		return sc.colon(i)
	case '/':
		return sc.slashes(i)
	case '.':
		if next, ok := sc.stripped(i); ok {
			return next
		}
		return sc.dot(i)
	case ';':
		next, _ := sc.stripped(i)
		return next
	case '[':
		return sc.placeholder(i)
	}
	return sc.angle(i)
}

// reset starts a new address.
func (sc *addressScanner) reset() {
	sc.url, sc.ends, sc.breaks = sc.url[:0], sc.ends[:0], sc.breaks[:0]
	sc.onward, sc.repaired = "", false
}

// put appends b, which ends in the text at end.
func (sc *addressScanner) put(b string, end int) {
	for i := 0; i < len(b); i++ {
		sc.url = append(sc.url, b[i])
		sc.ends = append(sc.ends, end)
	}
}

// colon reads an address whose scheme ends at i.
func (sc *addressScanner) colon(i int) int {
	sc.reset()
	start, scheme, ok := sc.schemeBefore(i)
	if !ok {
		return i + 1
	}
	j, strict, ok := sc.afterColon(i + 1)
	if !ok {
		return i + 1
	}
	return sc.schemed(start, scheme, j, strict)
}

// slashes reads an address that starts with "//", or one whose scheme lost its
// colon.
func (sc *addressScanner) slashes(i int) int {
	s := sc.text
	if i+2 >= len(s) || s[i+1] != '/' || s[i+2] == '/' {
		return i + 1
	}
	sc.reset()
	if start, scheme, ok := exactScheme(s[sc.at:i]); ok && scheme != "ftp" {
		sc.repaired = true
		return sc.schemed(sc.at+start, scheme, i+2, true)
	}
	before, _ := utf8.DecodeLastRuneInString(s[sc.at:i])
	if i > sc.at && (before == ':' || !unicode.IsSpace(before) && !isOpening(before)) || i == sc.at && i > 0 {
		return i + 2
	}
	sc.put("https://", i+2)
	next, ok := sc.authority(i+2, true)
	if !ok || next < len(s) && s[next] != '/' && !plainDomain(sc.host()) {
		return max(next, i+2)
	}
	return sc.finish(i, next, true)
}

// schemed reads an address whose authority starts at j. A strict one must have
// a host under a known top-level domain.
func (sc *addressScanner) schemed(start int, scheme string, j int, strict bool) int {
	// "http://http://example.org": the inner scheme is meant.
	for {
		inner, rest := innerScheme(sc.text[j:])
		if rest == 0 {
			break
		}
		scheme, j, sc.repaired = inner, j+rest, true
	}
	sc.put(scheme+"://", j)
	if k, ok := sc.skipToHost(j); ok {
		j = k
	} else if j < len(sc.text) && sc.text[j] == ' ' {
		j, strict, sc.repaired = j+1, true, true
	}
	next, ok := sc.authority(j, strict)
	if !ok {
		return max(next, j)
	}
	return sc.finish(start, next, false)
}

// finish reads what follows the authority, trims and keeps the address. It
// returns where to go on.
func (sc *addressScanner) finish(start, i int, assumed bool) int {
	opener, _ := utf8.DecodeLastRuneInString(sc.text[:start])
	next := sc.body(i, opener)
	f := Found{Assumed: assumed}
	f.Alternatives = sc.trim(opener)
	f.URL = string(sc.url)
	f.Range = Range{start, sc.ends[len(sc.ends)-1]}
	f.Outer = f.Range
	f.Repaired = sc.repaired
	sc.keep(f)
	return max(next, f.End)
}

func (sc *addressScanner) keep(f Found) {
	sc.found = append(sc.found, f)
	sc.at = f.Outer.End
}

// dot reads an address without a scheme, one of whose dots is at i.
func (sc *addressScanner) dot(i int) int {
	s := sc.text
	if i == sc.at || i+1 >= len(s) {
		return i + 1
	}
	www := hasSuffixFold(s[sc.at:i], "www")
	if !nameByte(s[i-1]) || !nameByte(s[i+1]) && !(www && sc.wrapped && s[i+1] == '\n') {
		return i + 1
	}
	start := sc.nameStart(i)
	sc.reset()
	if hasSuffixFold(s[sc.at:i], "w w w") && i-5 == start-4 {
		sc.repaired = true
		sc.put("https://ww", start)
		return sc.named(start-4, start)
	}
	sc.put("https://", start)
	return sc.named(start, start)
}

// named reads the host at j of an address without scheme that starts at start.
func (sc *addressScanner) named(start, j int) int {
	if n := userinfo(sc.text[j:]); n > 0 {
		return j + n
	}
	next, ok := sc.authority(j, true)
	if !ok || !sc.standsAlone(start, next) || !likelyDomain(sc.host(), sc.pathFollows(next)) {
		return next
	}
	return sc.finish(start, next, true)
}

// nameStart is the start of the host name that has a dot at i.
func (sc *addressScanner) nameStart(i int) int {
	limit := max(sc.at, i-maxHost)
	j := i
	for j > limit {
		r, n := utf8.DecodeLastRuneInString(sc.text[limit:j])
		if !hostRune(r) && !invisible(r) {
			break
		}
		j -= n
	}
	return j
}

// standsAlone reports whether the name text[start:end] is no piece of a path, an
// e-mail address or program text.
func (sc *addressScanner) standsAlone(start, end int) bool {
	if start > 0 && strings.IndexByte("@/\\.=&?#%$~-+*|", sc.text[start-1]) >= 0 && sc.text[start-1] != '*' {
		return false
	}
	if end < len(sc.text) {
		switch sc.text[end] {
		case '@', '\\', '(', '=', '{', '$', '[':
			return false
		case ':':
			// "example.org:foo" is no port; "example.org::x" is program text.
			return end+1 == len(sc.text) || sc.text[end+1] != ':'
		}
	}
	return true
}

// pathFollows reports whether a path, query or fragment starts at i.
func (sc *addressScanner) pathFollows(i int) bool {
	return i < len(sc.text) && (sc.text[i] == '/' || sc.text[i] == '?' && i+1 < len(sc.text) && nameByte(sc.text[i+1]))
}

// host is the host name of the address being read.
func (sc *addressScanner) host() string { return hostOf(string(sc.url)) }

// hostOf is the host name in url, without user and port.
func hostOf(url string) string {
	_, h, ok := strings.Cut(url, "://")
	if !ok {
		h = url
	}
	if i := strings.IndexAny(h, "/?#"); i >= 0 {
		h = h[:i]
	}
	if i := strings.LastIndexByte(h, '@'); i >= 0 {
		h = h[i+1:]
	}
	if strings.HasPrefix(h, "[") {
		h, _, _ = strings.Cut(h, "]")
		return h + "]"
	}
	h, _, _ = strings.Cut(h, ":")
	return h
}

// nameByte reports whether b may be at the border of a host's label.
func nameByte(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b >= 0x80
}

func alphanumeric(b byte) bool { return nameByte(b) && b < 0x80 }

// hostRune reports whether r may stand in a host's label.
func hostRune(r rune) bool {
	if r < 0x80 {
		return r == '-' || r == '_' || r == '.' || alphanumeric(byte(r))
	}
	return r != utf8.RuneError && !superscript(r) && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r))
}

// superscript reports whether r is a raised digit, as note numbers are.
func superscript(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || r == 'ª' || r == 'º' || '⁰' <= r && r <= 'ₜ' || '①' <= r && r <= '⓿'
}

// invisible reports whether r is a break hint that belongs to no address.
func invisible(r rune) bool {
	switch r {
	case '\u00AD', '\u200B', '\u2060', '\uFEFF', '\u200E', '\u200F', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069':
		return true
	}
	return false
}

// isOpening reports whether an address may follow r directly.
func isOpening(r rune) bool {
	return strings.ContainsRune("([{<\"'“‘«‹„「『（【《〈:;,—–>*_|", r)
}

func hasSuffixFold(s, suffix string) bool {
	return len(s) >= len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix)
}
