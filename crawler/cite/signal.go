package cite

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// signals are the words that introduce a citation, in lower case.
var signals = byLength(
	"see", "see also", "see, e.g.,", "see also, e.g.,", "see e.g.", "see generally", "see especially", "see further",
	"see, for example,", "see for example", "but see", "but see, e.g.,", "but cf.", "but compare", "cf.", "cf", "compare", "contra", "accord", "e.g.,", "e.g.",
	"for example, see", "quoting", "citing", "quoted in", "cited in", "reprinted in", "discussed in", "also", "as cited in",
	"for more information, see", "for details, see", "source:", "sources:",
	"voir", "voir aussi", "voir également", "voir p. ex.", "voir par exemple", "cité dans", "comparer", "contra",
	"siehe", "siehe auch", "s. auch", "vgl.", "vgl. auch", "vgl. etwa", "vgl. dazu", "so auch", "a. a.", "zit. nach", "zitiert nach",
	"véase", "véase también", "véanse", "ver", "ver también", "cfr.", "citado en", "vid.",
	"vedi", "si veda", "vedi anche", "veja", "ver também", "zie", "zie ook",
	"см.", "см. также", "см., напр.,", "см., например,", "ср.", "напр.", "цит. по:", "цит. по", "див.", "див. також", "zob.", "por.",
	"տե՛ս", "տես", "տե՛ս նաև", "տես նաև", "տե՛ս, օրինակ,", "հմմտ.", "հմմտ․", "տե՜ս", "տե՛ս՝",
	"参见", "參見", "另见", "另見", "参看", "參看", "见", "見", "详见", "詳見", "转引自", "轉引自", "例如", "参照", "を参照",
	"انظر", "انظر أيضا", "انظر أيضًا", "انظر أيضاً", "أنظر", "راجع", "قارن", "نقلا عن", "ينظر",
	"ראו", "ראה", "ראו גם", "ראה גם", "השוו", "ראי", "bkz.", "bkz", "krş.", "ayrıca bkz.",
	"βλ.", "βλ. επίσης", "πρβλ.", "იხ.", "იხილეთ", "იხ. აგრეთვე", "vö.", "lásd", "srov.", "viz", "jf.", "se", "se även", "jfr",
)

// byLength sorts words so that a longer one is tried before its beginning.
func byLength(words ...string) []string {
	sort.SliceStable(words, func(i, j int) bool { return len(words[i]) > len(words[j]) })
	return words
}

// signalAt is the length of the signal that s begins with, or 0.
func signalAt(s string) int {
	for _, w := range signals {
		n := prefixFold(s, w)
		if n == 0 {
			continue
		}
		rest := s[n:]
		if rest == "" {
			return n
		}
		r, size := utf8.DecodeRuneInString(rest)
		last, _ := utf8.DecodeLastRuneInString(w)
		switch {
		case isHan(last) || r == ' ' || r == 0xA0 || r == '\n' || openQuote(r) != 0 || r == placeMark:
			return n
		case r == ':' || r == '`':
			return n + size
		case r == ',' && !unicode.IsPunct(last):
			// "See, " before a name; "e.g.," was tried before.
			if strings.HasPrefix(rest, ", ") {
				return n
			}
		case unicode.IsPunct(last) && unicode.IsUpper(r):
			return n
		}
	}
	return 0
}

// prefixFold is how many bytes of s equal prefix, which is in lower case, or 0.
// A blank of prefix stands for white space of any length.
func prefixFold(s, prefix string) int {
	i := 0
	for _, want := range prefix {
		if want == ' ' {
			n := len(s[i:]) - len(strings.TrimLeft(s[i:], " \n\t\u00a0"))
			if n == 0 {
				return 0
			}
			i += n
			continue
		}
		if i >= len(s) {
			return 0
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r != want && unicode.ToLower(r) != want {
			return 0
		}
		i += n
	}
	return i
}
