package cite

import (
	"net/netip"
	"strings"
	"unicode/utf8"
)

// misspelt are damaged schemes with what was meant.
var misspelt = map[string]string{
	"ttp": "http", "ttps": "https", "htp": "http", "htps": "https", "htpp": "http", "htpps": "https",
	"htttp": "http", "htttps": "https", "hhttp": "http", "hhttps": "https", "httpss": "https",
	"hhtp": "http", "hhtps": "https", "hhtpp": "http", "hptt": "http", "hptts": "https",
}

// schemeBefore is the scheme that ends at i, repaired where need be.
func (sc *addressScanner) schemeBefore(i int) (start int, scheme string, ok bool) {
	s := sc.text[max(sc.at, i-12):i]
	base := i - len(s)
	word := len(s)
	for word > 0 && s[word-1]|0x20 >= 'a' && s[word-1]|0x20 <= 'z' {
		word--
	}
	if !strings.HasPrefix(sc.text[i:], "://") {
		start, scheme, ok = exactScheme(s)
		return base + start, scheme, ok
	}
	if start, scheme, ok = sc.dividedScheme(base+word, i); ok {
		return start, scheme, true
	}
	if meant, bad := misspelt[strings.ToLower(s[word:])]; bad {
		sc.repaired = true
		return base + word, meant, true
	}
	if start, scheme, ok = exactScheme(s); ok {
		return base + start, scheme, true
	}
	// "http s://" and "h ttps://": a blank fell into the scheme.
	for _, split := range []string{"http s", "htt ps", "ht tps", "h ttps", "htt p", "ht tp", "h ttp"} {
		if hasSuffixFold(s, split) {
			sc.repaired = true
			return i - len(split), strings.ReplaceAll(split, " ", ""), true
		}
	}
	return 0, "", false
}

// dividedScheme is the scheme of wrapped text whose end text[word:i] stands at the
// start of a line and the beginning at the end of the line before.
func (sc *addressScanner) dividedScheme(word, i int) (start int, scheme string, ok bool) {
	before := strings.TrimRight(sc.text[max(sc.at, word-40):word], " \t>")
	line := strings.TrimRight(before, "\r\n")
	if !sc.wrapped || len(line) == len(before) {
		return 0, "", false
	}
	line = strings.TrimRight(line, " ")
	end := word - (len(sc.text[max(sc.at, word-40):word]) - len(line))
	for _, scheme := range []string{"https", "http"} {
		head, found := strings.CutSuffix(scheme, strings.ToLower(sc.text[word:i]))
		if n := len(line) - len(head); found && head != "" && hasSuffixFold(line, head) && (n == 0 || !nameByte(line[n-1])) {
			return end - len(head), scheme, true
		}
	}
	return 0, "", false
}

// exactScheme is the scheme that s ends in, in lower case.
func exactScheme(s string) (start int, scheme string, ok bool) {
	for _, scheme := range []string{"https", "http", "ftp"} {
		if !hasSuffixFold(s, scheme) {
			continue
		}
		start := len(s) - len(scheme)
		// "sftp" is another scheme; "athttp" has lost a blank.
		if scheme == "ftp" && start > 0 && alphanumeric(s[start-1]) {
			return 0, "", false
		}
		return start, s[start:], true
	}
	return 0, "", false
}

// afterColon is where the authority starts that follows the colon before i.
func (sc *addressScanner) afterColon(i int) (j int, strict, ok bool) {
	s := sc.text
	rest := s[i:min(len(s), i+8)]
	switch {
	case strings.HasPrefix(rest, "//"):
		j = i + 2
		for j < len(s) && j < i+5 && s[j] == '/' {
			j++
			sc.repaired = true
		}
		return j, sc.repaired, true
	case strings.HasPrefix(rest, " //"), strings.HasPrefix(rest, "\\\\"), strings.HasPrefix(rest, "/ /"):
		sc.repaired = true
		j = i + 2
		if rest[0] != '\\' {
			j++
		}
		return j, true, true
	case strings.HasPrefix(rest, "/"):
		sc.repaired = true
		if sc.wrapped {
			if k, found := sc.skipToHost(i + 1); found && k < len(s) && s[k] == '/' {
				return k + 1, true, true
			}
		}
		return i + 1, true, true
	}
	if k, found := sc.skipToHost(i); found && strings.HasPrefix(s[k:], "//") {
		return k + 2, true, true
	}
	return 0, false, false
}

// skipToHost skips a line end that fell between a scheme and its host.
func (sc *addressScanner) skipToHost(i int) (int, bool) {
	if !sc.wrapped {
		return i, false
	}
	j := i
	for j < len(sc.text) && sc.text[j] == ' ' && j < i+4 {
		j++
	}
	if j == len(sc.text) || sc.text[j] != '\n' && sc.text[j] != '\r' {
		return i, false
	}
	next, ok := sc.nextLine(j)
	return next, ok
}

// innerScheme is a second scheme at the start of s, and its length.
func innerScheme(s string) (scheme string, n int) {
	for _, scheme := range []string{"https", "http"} {
		if !hasPrefixFold(s, scheme) {
			continue
		}
		for _, sep := range []string{"://", "//", ":/"} {
			if strings.HasPrefix(s[len(scheme):], sep) {
				return scheme, len(scheme) + len(sep)
			}
		}
	}
	return "", 0
}

// authority reads user, host and port at i. It fails on what cannot be a host.
func (sc *addressScanner) authority(i int, strict bool) (next int, ok bool) {
	s := sc.text
	if n := userinfo(s[i:]); n > 0 {
		sc.put(s[i:i+n], i+n)
		for k := range n {
			sc.ends[len(sc.ends)-n+k] = i + k + 1
		}
		i += n
	}
	from := len(sc.url)
	if i < len(s) && s[i] == '[' {
		n := strings.IndexByte(s[i:min(len(s), i+60)], ']')
		if n < 0 {
			return i + 1, false
		}
		if a, err := netip.ParseAddr(s[i+1 : i+n]); err != nil || !a.Is6() {
			return i + 1, false
		}
		sc.put(s[i:i+n+1], i+n+1)
		return sc.port(i + n + 1), true
	}
	i = sc.hostName(i, from)
	whole := len(sc.url)
	sc.cutHost(from)
	if len(sc.url) == from {
		return i, false
	}
	end := sc.ends[len(sc.ends)-1]
	if placeholderFollows(s[end:]) {
		return i, false
	}
	host := string(sc.url[from:])
	if !alphanumeric(host[0]) && host[0] < 0x80 {
		return i, false
	}
	if strict && (strings.IndexByte(host, '.') < 0 || !topLevel(lastLabel(host))) {
		return i, false
	}
	if end < i && (len(sc.url) < whole || i == len(s) || s[i] != ':') {
		return end, true
	}
	return sc.port(i), true
}

// hostName reads the letters of a host name.
func (sc *addressScanner) hostName(i, from int) int {
	s := sc.text
	for i < len(s) {
		c := s[i]
		switch {
		case alphanumeric(c) || c == '-' || c == '_':
			sc.put(s[i:i+1], i+1)
			i++
		case c == '.':
			if i+1 < len(s) && (nameByte(s[i+1]) && !sentenceAfter(s[i+1:]) || sc.lineEnd(i+1)) {
				sc.put(".", i+1)
				i++
				continue
			}
			return i
		case c == '\n' || c == '\r' || c == ' ':
			if len(sc.url) == from {
				return i
			}
			j, ok := sc.join(i, inHost)
			if !ok {
				return i
			}
			i = j
		case c < 0x80:
			return i
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			switch {
			case invisible(r):
			case hostRune(r):
				sc.put(s[i:i+n], i+n)
			default:
				return i
			}
			i += n
		}
	}
	return i
}

// sentenceAfter reports whether s, after a dot, starts with a character that a
// host label cannot start with.
func sentenceAfter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !hostRune(r) && !invisible(r)
}

// cutHost drops what was glued to the host that starts at url[from]: a final
// dot, a note number, a word of another script.
func (sc *addressScanner) cutHost(from int) {
	for len(sc.url) > from && strings.IndexByte("-_.", sc.url[len(sc.url)-1]) >= 0 {
		sc.drop(len(sc.url) - 1)
	}
	host := string(sc.url[from:])
	label := lastLabel(host)
	if len(label) == len(host) || topLevel(label) {
		return
	}
	n := 0
	for n < len(label) && alphanumeric(label[n]) && (label[n] < '0' || label[n] > '9') {
		n++
	}
	if n > 1 && n < len(label) && label[n] != '-' && topLevel(label[:n]) {
		sc.drop(from + len(host) - len(label) + n)
	}
}

// drop cuts the address being read to n bytes.
func (sc *addressScanner) drop(n int) { sc.url, sc.ends = sc.url[:n], sc.ends[:n] }

// port reads ":8080" at i.
func (sc *addressScanner) port(i int) int {
	s := sc.text
	if i+1 >= len(s) || s[i] != ':' {
		return i
	}
	j := i + 1
	for j < len(s) && j < i+7 && '0' <= s[j] && s[j] <= '9' {
		j++
	}
	if j == i+1 {
		return i
	}
	for k := i; k < j; k++ {
		sc.put(s[k:k+1], k+1)
	}
	return j
}

// userinfo is the length of "user:secret@" at the start of s.
func userinfo(s string) int {
	for i := 0; i < len(s) && i < 128; i++ {
		switch c := s[i]; {
		case c == '@':
			return i + 1
		case alphanumeric(c), strings.IndexByte("-._~!$&'*+;=:%", c) >= 0:
		default:
			return 0
		}
	}
	return 0
}

// placeholderFollows reports whether s, after a host, shows that the host is a
// pattern or was made harmless on purpose.
func placeholderFollows(s string) bool {
	s = strings.TrimPrefix(s, ".")
	for _, p := range []string{"[.]", "(.)", "[dot]", "(dot)", "{", "${", "<", "%7B"} {
		if strings.HasPrefix(s, p) {
			// "<https://example.org><...>" closes before it opens.
			return p != "<" || len(s) > 1 && alphanumeric(s[1]) && strings.IndexByte(s[:min(len(s), 40)], '>') > 0 && !strings.HasPrefix(s, "<http")
		}
	}
	return false
}

func lastLabel(host string) string { return host[strings.LastIndexByte(host, '.')+1:] }
