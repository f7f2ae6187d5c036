package cite

import "strings"

// introductions are the last words before an address.
var introductions = []string{
	"available at", "available at:", "accessible at", "accessible at:", "available from", "available from:",
	"retrieved from", "archived at", "archived at:", "online at", "found at", "available online at", "available online:", "url:",
	"disponible à", "disponible à l’adresse", "disponible sur", "disponible en", "disponible en:", "verfügbar unter", "abrufbar unter",
	"доступно по адресу", "режим доступа:", "url :", "disponível em", "disponível em:", "disponibile su", "հասանելի է",
}

// introduces reports whether s ends in words that announce an address.
func introduces(s string) bool {
	for _, w := range introductions {
		if !hasSuffixFold(s, w) {
			continue
		}
		if n := len(s) - len(w); n == 0 || !nameByte(s[n-1]) {
			return true
		}
	}
	return false
}

// stripped reads an address that left nothing behind at all: "available at ."
// with the mark at i.
func (sc *addressScanner) stripped(i int) (int, bool) {
	s := sc.text
	if i == 0 || s[i-1] != ' ' {
		return i + 1, false
	}
	lead := strings.TrimRight(s[max(sc.at, i-32):i], " ")
	if !introduces(lead) || i+1 < len(s) && s[i] == '.' && nameByte(s[i+1]) {
		return i + 1, false
	}
	// The blank before the mark is where the address stood.
	place := Range{i, i}
	sc.keep(Found{Range: place, Outer: place, Lost: true})
	return i + 1, true
}

// placeholders are words in brackets that stand for an address taken away.
var placeholders = []string{"[link]", "[url]", "[hyperlink]", "[web link]", "[weblink]", "[link removed]", "[url removed]", "[link omitted]", "[url omitted]", "[ссылка]", "[lien]", "[enlace]"}

// placeholder reads such a word at i.
func (sc *addressScanner) placeholder(i int) int {
	s := sc.text
	for _, p := range placeholders {
		if !hasPrefixFold(s[i:], p) {
			continue
		}
		end := i + len(p)
		if end < len(s) && strings.IndexByte("([:{", s[end]) >= 0 {
			return end
		}
		lead := strings.TrimRight(s[max(sc.at, i-32):i], " \n")
		if introduces(lead) || strings.HasSuffix(lead, ",") || strings.HasSuffix(lead, ":") {
			place := Range{i, end}
			sc.keep(Found{Range: place, Outer: place, Lost: true})
		}
		return end
	}
	return i + 1
}
