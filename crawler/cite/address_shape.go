package cite

import (
	"strings"
	"unicode"
)

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
