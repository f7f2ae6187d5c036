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

// shape says what a token looks like.
type shape int

const (
	plain shape = iota
	number
	hyphened
	dotted
	addressLike
)

// shapeOf tells an address's piece from a word of a sentence.
func shapeOf(token string) shape {
	word := trimToken(token)
	if endsInExtension(word) {
		return addressLike
	}
	if strings.ContainsAny(word, "=&%_?#~") {
		return addressLike
	}
	if a, b, ok := strings.Cut(word, "/"); ok {
		if b == "" || len(a) > 3 || len(b) > 3 || !letters(a) || !letters(b) {
			return addressLike
		}
		return plain
	}
	digits, hyphens, dots := 0, 0, 0
	for i := 0; i < len(word); i++ {
		switch c := word[i]; {
		case '0' <= c && c <= '9':
			digits++
		case c == '-':
			hyphens++
		case c == '.':
			dots++
		}
	}
	switch {
	case digits > 0 && digits == len(word):
		return number
	case hyphens > 1 || hyphens > 0 && digits > 0:
		return addressLike
	case dots > 0 && !strings.HasSuffix(token, "."):
		return dotted
	case hyphens > 0:
		return hyphened
	case digits > 2 && digits < len(word):
		return addressLike
	}
	return plain
}

func letters(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

func upper(c byte) bool { return 'A' <= c && c <= 'Z' }

// foreignStops end a sentence or its parts without a blank after them, and
// stand in no address.
const foreignStops = "。，；：！？、《》（）「」『』【】"

// tokenAt is the start of s up to white space, an angle bracket or a mark that
// no address has.
func tokenAt(s string) string {
	s = s[:min(len(s), maxToken)]
	for i, r := range s {
		if unicode.IsSpace(r) || r == '<' || r == '>' || i > 0 && strings.ContainsRune(foreignStops, r) {
			return s[:i]
		}
	}
	return s
}

// trimToken drops the sentence's marks from the end of a token.
func trimToken(token string) string {
	for i, c := range token {
		if strings.ContainsRune("()[]{},;\"”»“’", c) && i > 0 {
			if c == '(' || c == '[' || c == '{' || i == len(token)-1 {
				continue
			}
			if c == ',' || c == ';' {
				continue
			}
			if opened := strings.ContainsAny(token[:i], "([{"); !opened {
				token = token[:i]
				break
			}
		}
	}
	return strings.TrimRight(token, ".,;:!?)]}'\"”»“’…։՝؛،؟।")
}

// innerStart reports whether token starts an address of its own.
func innerStart(token string) bool {
	_, n := innerScheme(token)
	return n > 0 || hasPrefixFold(token, "www.") || hasPrefixFold(token, "ftp://")
}

// archivePrefix reports whether url ends where an archive's address holds the
// address archived: "/web/20200102030405/".
func archivePrefix(url string) bool {
	url = strings.TrimSuffix(url, "/")
	stamp := url[strings.LastIndexByte(url, '/')+1:]
	stamp = strings.TrimRight(stamp, "_*abcdefghijklmnopqrstuvwxyz")
	if len(stamp) < 4 || len(stamp) > 14 {
		return strings.HasSuffix(url, "/web") || strings.HasSuffix(url, "/all")
	}
	return strings.Trim(stamp, "0123456789") == ""
}

// endsInExtension reports whether s ends in a file name's extension.
func endsInExtension(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	return dot >= 0 && len(s)-dot <= 6 && extensions[strings.ToLower(s[dot+1:])]
}

// commonWord reports whether w is one of the words that sentences are full of.
func commonWord(w string) bool { return commonWords[strings.ToLower(w)] }

var commonWords = words(`a an and are as at be but by for from had has have he her his i if in
	into is it its no not of on or our she so than that the their them then there these they
	this to was we were what when where which while who will with would you accessed see last
	visited archived available quoting citing via also
	à au aux avec ce ces dans de des du elle en est et il ils la le les ou par pas pour que
	qui sur un une voir consulté
	aber als am auch auf aus bei das dem den der des die ein eine er für ist im mit nach nicht
	oder sich sie und von vom vor war wie zu zum zur abgerufen siehe
	con como del el ella está los las más para pero por se según ser sin su y véase consultado
	da di do dos das e em na nas nos o os um uma não com
	a al alla che col da dal della delle gli nel nella non per più sono una
	и в во на не но о об от по с со за из к как что это для или у см
	և ու է են մի որ`)
