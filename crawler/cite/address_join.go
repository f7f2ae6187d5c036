package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// part is the part of an address that a line end fell into.
type part int

const (
	inHost part = iota
	inBody
)

// sense says how surely an address runs on over a line end.
type sense int

const (
	ends sense = iota
	doubtful
	likely
	certain
)

// lineBreak is a line end that an address runs over.
type lineBreak struct {
	// at is the length of the address before it.
	at int
	// sure says that the address cannot end there.
	sure bool
}

// maxToken bounds how much of the next line is looked at.
const maxToken = 256

// join decides whether the address being read runs on over the line end at i,
// or after the blanks at i, and returns where it goes on.
func (sc *addressScanner) join(i int, in part) (int, bool) {
	if !sc.wrapped {
		return i, false
	}
	end := i
	for end < len(sc.text) && sc.text[end] == ' ' && end < i+maxToken {
		end++
	}
	if end == len(sc.text) || sc.text[end] != '\n' && sc.text[end] != '\r' {
		return i, false
	}
	j, sameBlock := sc.nextLine(end)
	if !sameBlock {
		var ok bool
		if j, ok = sc.nextPage(end); !ok {
			return i, false
		}
	}
	token := tokenAt(sc.text[j:])
	switch how := sc.runsOn(token, i, j, in); {
	case how == certain, how == likely && sameBlock:
		sc.breaks = append(sc.breaks, lineBreak{len(sc.url), how == certain})
		return j, true
	case how == doubtful && sameBlock:
		sc.onward = string(sc.url) + trimToken(token)
	}
	return i, false
}

// runsOn judges whether token, at j, continues the address that stopped at the
// line end i.
func (sc *addressScanner) runsOn(token string, i, j int, in part) sense {
	if token == "" {
		return ends
	}
	last, first := sc.url[len(sc.url)-1], token[0]
	if innerStart(token) {
		if last == '=' || last == '/' && archivePrefix(string(sc.url)) {
			return certain
		}
		return ends
	}
	second := byte(' ')
	if len(token) > 1 {
		second = token[1]
	}
	shape := shapeOf(token)
	switch first {
	case '/', '?', '&', '=', '#', '%', '_', '-', '~', '+':
		switch {
		case second == '%' || second == '~' || second == '(' && first == '_', nameByte(second) && (first != '-' || last != '.'),
			first == '#' && (second == '/' || second == '!'), first == '=' && second == '%', first == '/' && second == '?':
			return certain
		case first == '/' && trimToken(token) == "/" && last != '/' && (sc.cut(i) || len(token) > 1):
			return certain
		}
		return ends
	case '.':
		if nameByte(second) && (second < 'A' || second > 'Z') && last != '.' {
			return certain
		}
		return ends
	case ':':
		// A port: ":8080/".
		if digits := strings.TrimLeft(token[1:], "0123456789"); in == inHost && len(digits) < len(token)-1 && (digits == "" || digits[0] == '/') {
			return certain
		}
		return ends
	case ',', ';':
		if nameByte(second) && shape == addressLike && in == inBody && sc.cut(i) {
			return likely
		}
		return ends
	case '(':
		if last == '_' || last == '-' {
			return certain
		}
		return ends
	}
	if r, _ := utf8.DecodeRuneInString(token); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return ends
	}
	if in == inHost {
		return sc.hostRunsOn(token, last, shape, i)
	}
	switch last {
	case '=':
		if shape == plain && commonWord(trimToken(token)) && !sc.closes(j, token) {
			return doubtful
		}
		return certain
	case '&', '%', '_', '-', '+', '~':
		return certain
	case '?':
		if shape == addressLike {
			return certain
		}
		return ends
	case '#':
		return likely
	case '/':
		return sc.slashRunsOn(token, i, j, shape)
	case '.':
		switch {
		case endsInExtension("." + trimToken(token)), shape == addressLike && !upper(first):
			return certain
		case digit(first) && (shape == number || shape == dotted) && !sc.fits(token, i) && (!sc.labelAt(j) || sc.crowded(token, i)) && (strings.Contains(string(sc.url), "/10.") || sc.closes(j, token)):
			return likely
		}
		return ends
	case ',', ';':
		if strings.ContainsAny(trimToken(token), "/=&_") && shape == addressLike && sc.full(i) {
			return likely
		}
		return ends
	case ':', '!', '\'', '*', ')', ']', '}':
		return ends
	}
	return sc.wordRunsOn(token, i, j, shape)
}

// hostRunsOn judges a line end within a host name.
func (sc *addressScanner) hostRunsOn(token string, last byte, shape shape, i int) sense {
	host := sc.host()
	switch {
	case host == "":
		return certain
	case last == '-':
		return certain
	case last == '.':
		if name := hostOf(trimToken(token)); topLevel(lastLabel(name)) && !upper(token[0]) || strings.EqualFold(host, "www.") {
			return certain
		}
		return ends
	case shape != addressLike && shape != dotted:
		return ends
	}
	joined := lastLabel(host + hostOf(trimToken(token)))
	switch complete := strings.IndexByte(host, '.') >= 0 && topLevel(lastLabel(host)); {
	case !topLevel(joined) || upper(token[0]):
		return ends
	case complete && sc.cut(i) || !complete && sc.full(i):
		return likely
	}
	return ends
}

// slashRunsOn judges a line end after a slash.
func (sc *addressScanner) slashRunsOn(token string, i, j int, shape shape) sense {
	word := trimToken(token)
	switch {
	case shape == addressLike, camelCase(word), partOfPermaName(string(sc.url), word):
		return certain
	case upper(token[0]), commonWord(word), sc.fits(token, i), shape == number && len(word) < 4 && sc.labelAt(j):
		return doubtful
	case shape == dotted, sc.closes(j, token):
		return likely
	}
	return doubtful
}

// wordRunsOn judges a line end after a letter or digit, where only a full line
// may have cut an address.
func (sc *addressScanner) wordRunsOn(token string, i, j int, shape shape) sense {
	url, word := string(sc.url), trimToken(token)
	name, _, _ := strings.Cut(word, "?")
	switch {
	case partOfPermaName(url, word):
		return certain
	case sc.cut(i) && strings.Count(url, "(") > strings.Count(url, ")") && strings.IndexByte(token, ')') > 0 && strings.IndexByte(token, '(') < 0:
		return likely
	case sc.labelAt(j), endsInExtension(url) && !(endsInExtension(url+name) && sc.cut(i)):
		return ends
	case sc.cut(i) && len(word) < 3 && !upper(token[0]) && sc.closes(j, token):
		return likely
	case shape == addressLike && (endsInExtension(word) && !upper(token[0]) || sc.full(i)):
		return likely
	case shape == addressLike:
		return doubtful
	case upper(token[0]) || commonWord(word) || sc.fits(token, i):
		return ends
	case sc.cut(i) && (sc.closes(j, token) || shape != number && strings.ContainsAny(word, "0123456789")):
		return likely
	case sc.full(i):
		return doubtful
	}
	return ends
}

// closes reports whether the sentence goes on behind token as it does behind an
// address: with a mark, a bracket or an end.
func (sc *addressScanner) closes(j int, token string) bool {
	if last, _ := utf8.DecodeLastRuneInString(token); strings.ContainsRune(".,;:)]}։՝؛،", last) {
		return true
	}
	rest := strings.TrimLeft(sc.text[j+len(token):min(len(sc.text), j+len(token)+maxToken)], " \t\r")
	if rest == "" || strings.ContainsRune(foreignStops, firstRune(rest)) || rest[0] == '(' || rest[0] == '[' || rest[0] == '>' {
		return true
	}
	after := strings.TrimLeft(rest, " \t\r\n")
	return rest[0] == '\n' && (after == "" || after[0] == '(' || after[0] == '[' || strings.HasPrefix(rest, "\n\n"))
}

// partOfPermaName reports whether w completes the name of a copy at perma.cc,
// "6RCB-7XQ2".
func partOfPermaName(url, w string) bool {
	i := strings.LastIndex(url, "perma.cc/")
	if i < 0 {
		return false
	}
	name := url[i+len("perma.cc/"):] + w
	if len(name) != 9 || name[4] != '-' {
		return false
	}
	for i := range len(name) {
		if i != 4 && !upper(name[i]) && !digit(name[i]) {
			return false
		}
	}
	return true
}

// camelCase reports whether w has a capital behind a small letter, as names of
// pages have.
func camelCase(w string) bool {
	for i := 1; i < len(w); i++ {
		if upper(w[i]) && 'a' <= w[i-1] && w[i-1] <= 'z' && !strings.HasPrefix(w, "Mc") {
			return true
		}
	}
	return false
}
