package cite

import (
	"strings"
	"unicode/utf8"
)

// trim drops from the end of the address being read what belongs to the
// sentence, and returns the less sure readings.
func (sc *addressScanner) trim(opener rune) []string {
	whole := len(sc.url)
	host := strings.Index(string(sc.url), "://") + 3
	floor := host + len(sc.host())
	sc.drop(floor + len(trimTail(string(sc.url[floor:]), opener)))
	var alternatives []string
	if kept := len(sc.url); whole > kept && sc.dotWasCut(kept, whole) && endsInAbbreviation(string(sc.url)) {
		alternatives = append(alternatives, string(sc.url)+".")
	}
	if n := noteNumber(string(sc.url)); n > 0 {
		alternatives = append(alternatives, string(sc.url))
		sc.drop(n)
	}
	for k := len(sc.breaks) - 1; k >= 0 && len(alternatives) < 4; k-- {
		b := sc.breaks[k]
		if b.at >= len(sc.url) {
			continue
		}
		if sc.url[b.at-1] == '-' && b.at-1 > floor {
			alternatives = append(alternatives, string(sc.url[:b.at-1])+string(sc.url[b.at:]))
		}
		if !b.sure {
			alternatives = append(alternatives, trimTail(string(sc.url[:b.at]), opener))
		}
	}
	if sc.onward != "" {
		alternatives = append(alternatives, sc.onward)
	}
	return alternatives
}

// dotWasCut reports whether the first thing cut was a full stop. What was cut
// is still behind the address in its buffer.
func (sc *addressScanner) dotWasCut(kept, whole int) bool {
	return sc.url[:whole][kept] == '.'
}

// trimTail drops the marks at the end of an address that are the sentence's.
func trimTail(url string, opener rune) string {
	for url != "" {
		r, n := utf8.DecodeLastRuneInString(url)
		switch {
		case strings.ContainsRune(".,;:!?'*|–՛՞՜․’‐([{^", r):
		case r == '_' && opener == '_', r == '~' && opener == '~':
		case r == ']' || r == ')':
			if label := noteLabel(url); label > 0 {
				n = label
				break
			}
			return url
		default:
			return url
		}
		url = url[:len(url)-n]
	}
	return url
}

// noteLabel is the length of a note's mark, such as "[iv]" or "[12]", at the end
// of url.
func noteLabel(url string) int {
	if !strings.HasSuffix(url, "]") {
		return 0
	}
	open := strings.LastIndexByte(url[max(0, len(url)-7):], '[')
	if open < 0 {
		return 0
	}
	open += max(0, len(url)-7)
	label := url[open+1 : len(url)-1]
	label = strings.TrimPrefix(label, "^")
	if label == "" || len(label) > 5 {
		return 0
	}
	if strings.Trim(label, "0123456789") == "" && len(label) < 4 || strings.Trim(label, "ivxlc") == "" || label == "*" {
		return len(url) - open
	}
	return 0
}

// noteNumber is the length of url without a note's number that stands behind
// the full stop of its sentence: "https://example.org/home.15"; 0 when there is
// none.
func noteNumber(url string) int {
	if n := extensionEnd(url); n > 0 {
		return n
	}
	n := len(url)
	for n > 0 && '0' <= url[n-1] && url[n-1] <= '9' {
		n--
	}
	if digits := len(url) - n; digits < 2 || digits > 3 || n < 5 || url[n-1] != '.' || url[n] == '0' {
		return 0
	}
	segment := url[strings.LastIndexByte(url[:n-1], '/')+1 : n-1]
	if len(segment) < 3 || !letters(strings.ReplaceAll(segment, "-", "")) || strings.Count(url, "/") < 3 {
		return 0
	}
	return n - 1
}

// extensionEnd is the length of url up to a file name's extension to which a
// note's number is glued, perhaps with the sentence's next word:
// "https://example.org/rights.aspx4Legal"; 0 when there is none.
func extensionEnd(url string) int {
	dot := strings.LastIndexByte(url, '.') + 1
	n := dot
	for n < len(url) && url[n]|0x20 >= 'a' && url[n]|0x20 <= 'z' {
		n++
	}
	d := digits(url, n)
	if strings.Count(url[:dot], "/") < 3 || d == 0 || d > 3 || !extensions[url[dot:n]] || extensions[url[dot:n+d]] {
		return 0
	}
	if n+d < len(url) && !upper(url[n+d]) || strings.HasPrefix(url[n:], "5") && n+1 == len(url) {
		return 0
	}
	return n
}

// endsInAbbreviation reports whether the last word of url may well be one that
// is written with a full stop: "Acme_Inc".
func endsInAbbreviation(url string) bool {
	word := url[strings.LastIndexAny(url, "/_-.,")+1:]
	return len(word) > 0 && len(word) <= 4 && upper(word[0]) && letters(word) && strings.Count(url, "/") > 2
}
