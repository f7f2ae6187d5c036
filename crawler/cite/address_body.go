package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// closingMarks are the marks that end an address which follows their opening mark.
var closingMarks = map[rune]rune{
	'\'': '\'', '“': '”', '‘': '’', '„': '“', '«': '»', '‹': '›', '»': '«', '「': '」', '『': '』', '（': '）', '《': '》',
}

// stops end an address wherever they stand, beside white space and controls.
const stops = "“”„‟«»‹›「」『』（）【】《》〈〉［］｛｝〔〕＜＞⟨⟩，。；：、！？…—։՝،؛؟۔।॥†‡§¶•·"

// body reads path, query and fragment at i and returns where it stopped.
func (sc *addressScanner) body(i int, opener rune) int {
	s := sc.text
	i, ok := sc.bodyStart(i)
	if !ok {
		return i
	}
	var round, square, curly int
	for i < len(s) {
		c := s[i]
		if c >= 0x80 {
			r, n := utf8.DecodeRuneInString(s[i:])
			switch {
			case invisible(r):
			case r == '\u2010' || r == '\u2011':
				// Typesetting puts these hyphens for the plain one.
				sc.put("-", i+n)
				sc.repaired = true
			case 'ﬀ' <= r && r <= 'ﬆ':
				sc.put(ligatures[r-'ﬀ'], i+n)
				sc.repaired = true
			case sc.stopsAt(r, n, i, opener):
				return i
			default:
				sc.put(s[i:i+n], i+n)
			}
			i += n
			continue
		}
		switch {
		case c == '\n' || c == '\r' || c == ' ':
			j, ok := sc.join(i, inBody)
			if !ok {
				return i
			}
			i = j
			continue
		case c <= ' ' || c == 0x7F || c == '<' || c == '>' || c == '"' || c == '`' || c == '\\':
			return i
		case c == '(':
			round++
		case c == '[':
			square++
		case c == '{':
			curly++
		case c == ')':
			round--
		case c == ']':
			square--
		case c == '}':
			curly--
		case c == '\'' && (opener == '\'' || possessive(s[i+1:])):
			return i
		case c == '&' && entityStop(s[i:]):
			return i
		case c == ':' && strings.HasPrefix(s[i:], "://"):
			if sc.glued() {
				return sc.lastEnd()
			}
		}
		if round < 0 || square < 0 || curly < 0 {
			return i
		}
		sc.put(s[i:i+1], i+1)
		i++
	}
	return i
}

// ligatures are the letters that U+FB00 to U+FB06 join.
var ligatures = [...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}

// bodyStart finds the path, query or fragment that follows an authority.
func (sc *addressScanner) bodyStart(i int) (int, bool) {
	s := sc.text
	if i >= len(s) {
		return i, false
	}
	switch s[i] {
	case '/', '?', '#':
		return i, true
	case '\n', '\r', ' ':
		if j, ok := sc.join(i, inHost); ok {
			return j, j < len(s) && strings.IndexByte("/?#", s[j]) >= 0
		}
		if strayBlank(s[i:]) && topLevel(lastLabel(sc.host())) {
			sc.repaired = true
			return i + 1, true
		}
	}
	return i, false
}

// strayBlank reports whether s, after a host, is a blank and then a path that
// cannot be anything else.
func strayBlank(s string) bool {
	if len(s) < 3 || s[0] != ' ' || s[1] != '/' || !alphanumeric(s[2]) {
		return false
	}
	token := tokenAt(s[1:])
	return strings.IndexByte(token[1:], '/') >= 0 || endsInExtension(token)
}

func (sc *addressScanner) lastEnd() int { return sc.ends[len(sc.ends)-1] }

// stopsAt reports whether the rune r of n bytes at i ends the address.
func (sc *addressScanner) stopsAt(r rune, n, i int, opener rune) bool {
	switch {
	case r == utf8.RuneError || unicode.IsSpace(r) || unicode.IsControl(r) || superscript(r):
		return true
	case closingMarks[opener] == r:
		return true
	case r == '’':
		next, _ := utf8.DecodeRuneInString(sc.text[i+n:])
		return !unicode.IsLetter(next) || possessive(sc.text[i+n:])
	case strings.ContainsRune(stops, r):
		return true
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai):
		// Where words are not divided by blanks, one that is glued to a plain
		// address belongs to the sentence, as does one behind a file name.
		if alphanumeric(sc.url[len(sc.url)-1]) && isASCII(string(sc.url)) || endsInExtension(string(sc.url[max(0, len(sc.url)-8):])) {
			word := tokenAt(sc.text[i:])
			if end := strings.IndexAny(word, stops); end > 0 {
				word = word[:end]
			}
			sc.onward = string(sc.url) + trimToken(word)
			return true
		}
		return false
	}
	return r >= 0xE000 && r <= 0xF8FF || r >= 0xFFF0 && r <= 0xFFFF
}

// possessive reports whether s, after an apostrophe, is the ending of a word
// that was formed from the address.
func possessive(s string) bool {
	if s == "" || s[0]|0x20 != 's' {
		return false
	}
	r, n := utf8.DecodeRuneInString(s[1:])
	return n == 0 || unicode.IsSpace(r) || strings.ContainsRune(".,;:)", r)
}

// entityStop reports whether s starts with a character reference that stands
// for a mark at which addresses end.
func entityStop(s string) bool {
	for _, e := range []string{"&quot;", "&gt;", "&lt;", "&#34;", "&#39;", "&nbsp;", "&rdquo;", "&raquo;"} {
		if strings.HasPrefix(s, e) {
			return true
		}
	}
	return false
}

// glued reports whether the scheme at the end of what was read starts another
// address, glued on, and cuts it off. Archives and redirectors hold an address
// within theirs.
func (sc *addressScanner) glued() bool {
	_, scheme, ok := exactScheme(string(sc.url[max(0, len(sc.url)-6):]))
	if !ok {
		return false
	}
	start := len(sc.url) - len(scheme)
	switch sc.url[start-1] {
	case '/', '=', '?', '&', ':', '@', '-', '+', '#', '!', '*', '%', '~':
		return false
	}
	if start > 2 && sc.url[start-3] == '%' {
		return false
	}
	sc.drop(start)
	sc.cutNoteNumber()
	return true
}

// cutNoteNumber drops a raised number that the text has lost the raising of:
// up to three digits after a letter.
func (sc *addressScanner) cutNoteNumber() {
	n := len(sc.url)
	for n > 0 && len(sc.url)-n < 4 && '0' <= sc.url[n-1] && sc.url[n-1] <= '9' {
		n--
	}
	if digits := len(sc.url) - n; digits > 0 && digits < 4 && n > 0 && sc.url[n-1]|0x20 >= 'a' && sc.url[n-1]|0x20 <= 'z' {
		sc.drop(n)
	}
}
