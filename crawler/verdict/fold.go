package verdict

import (
	"html"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold reduces a text to what its words have in common however they are set: in
// lower case, without marks, apostrophes and punctuation, one space between
// words.
func fold(s string) string {
	if strings.IndexByte(s, '&') >= 0 {
		// Titles come escaped twice from careless templates.
		s = html.UnescapeString(html.UnescapeString(s))
	}
	if strings.ContainsAny(s, ",.") {
		s = thousands.ReplaceAllString(s, "$1$2")
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	put := func(r rune) {
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	if plainASCII(s) {
		for i := range len(s) {
			switch c := s[i]; {
			case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
				put(rune(c))
			case 'A' <= c && c <= 'Z':
				put(rune(c) + 'a' - 'A')
			case c == '\'' || c == '`':
			default:
				space = true
			}
		}
		return b.String()
	}
	var hangul bool
	for _, r := range norm.NFKD.String(s) {
		switch {
		case apostrophes[r], detachable(r), unicode.Is(unicode.Cf, r):
			// Left out: a word with it is the word without it.
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.M, r):
			r = unicode.ToLower(r)
			if as := plainer[r]; as != "" {
				for _, r := range as {
					put(r)
				}
				continue
			}
			hangul = hangul || 0x1100 <= r && r <= 0x11ff
			put(r)
		default:
			space = true
		}
	}
	if hangul {
		return norm.NFC.String(b.String())
	}
	return b.String()
}

// thousands are marked off as one likes.
var thousands = regexp.MustCompile(`([0-9])[.,]([0-9]{3})\b`)

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

var apostrophes = map[rune]bool{
	'\'': true, '`': true, '´': true, '‘': true, '’': true, '‛': true, 'ʼ': true, 'ʻ': true, 'ʾ': true, 'ʿ': true, '′': true, '״': true, '׳': true,
}

// plainer has the letters that no decomposition reaches.
var plainer = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h", 'ς': "σ",
	'ي': "ی", 'ى': "ی", 'ك': "ک",
}

// detachable reports whether r is a mark that a word can do without. The vowel
// signs of the Indic scripts are marks too, but belong to the word.
func detachable(r rune) bool {
	switch {
	case 0x300 <= r && r <= 0x36f, 0x483 <= r && r <= 0x487, 0x591 <= r && r <= 0x5c7, 0x610 <= r && r <= 0x61a,
		0x64b <= r && r <= 0x65f, r == 0x670, 0x6d6 <= r && r <= 0x6ed, 0x20d0 <= r && r <= 0x20ff,
		r == 0x3099, r == 0x309a, 0xfe00 <= r && r <= 0xfe0f, 0xfe20 <= r && r <= 0xfe2f:
		return unicode.Is(unicode.M, r)
	}
	return false
}

// unlaut undoes the spelling of umlauts in two letters, in a folded text.
var unlaut = strings.NewReplacer("ae", "a", "oe", "o", "ue", "u")

// dense reports whether s is in a script that sets no spaces between words.
func dense(s string) bool {
	n, all := 0, 0
	for _, r := range s {
		if r == ' ' {
			continue
		}
		all++
		if isDense(r) {
			n++
		}
	}
	return n*2 > all
}

func isDense(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// holds reports whether a folded text has the folded words in it, whole.
func holds(text, words string) bool {
	if words == "" {
		return false
	}
	first, last := firstRune(words), lastRune(words)
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(words)
		if (i == 0 || text[i-1] == ' ' || isDense(first)) &&
			(end == len(text) || text[end] == ' ' || isDense(last) || isHangul(last)) {
			return true
		}
		from = i + 1
	}
}

// isHangul is for particles, which Korean hangs on to its words.
func isHangul(r rune) bool { return unicode.Is(unicode.Hangul, r) }

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) (last rune) {
	for _, r := range s[max(0, len(s)-4):] {
		last = r
	}
	return last
}

// quote shortens a text for a reason.
func quote(s string) string {
	const most = 120
	s = strings.Join(strings.Fields(s[:min(len(s), 4*most)]), " ")
	if r := []rune(s); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	return "“" + strings.ToValidUTF8(s, "") + "”"
}
