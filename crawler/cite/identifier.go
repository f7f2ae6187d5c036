package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// FoundIdentifier is an identifier and the range of the text that it occupies,
// without the word that introduces it.
type FoundIdentifier struct {
	Range
	Identifier
}

// Identifiers finds the identifiers of works in s, in order and without
// overlap: DOI, arXiv, ISBN and ISSN (only those whose check digit is right),
// PubMed, handles, URNs, ARKs, ECLI, CELEX and the symbols of United Nations
// documents, resolutions cited by number included. DOIs, arXiv numbers and
// handles are also found inside the addresses of their resolvers.
func Identifiers(s string) []FoundIdentifier {
	var found []FoundIdentifier
	for i := 0; i < len(s); {
		read := identifierStarts[s[i]]
		if read == nil || i > 0 && !identifierBorder(s, i) {
			i++
			continue
		}
		f, ok := read(s, i)
		if !ok {
			i++
			continue
		}
		found = append(found, f)
		i = max(i+1, f.End)
	}
	return found
}

// identifierStarts are the readers by the byte that an identifier, or the word
// that introduces it, starts with.
var identifierStarts = [256]func(s string, i int) (FoundIdentifier, bool){
	'1': readDOI,
	'a': readA, 'A': readA,
	'c': readCELEX, 'C': readC,
	'e': readE, 'E': readE,
	'g': readResolution, 'G': readResolution,
	'h': readHandle, 'H': readH,
	'i': readI, 'I': readI,
	'p': readPubMed, 'P': readPubMed,
	's': readResolution, 'S': readS,
	'T': readUN,
	'D': readUN,
	'F': readUN,
	'U': readU, 'u': readURN,
}

// identifierBorder reports whether a new word starts at i.
func identifierBorder(s string, i int) bool {
	b := s[i-1]
	if s[i] == '1' {
		return b != '.' && (b < '0' || b > '9')
	}
	return !alphanumeric(b) && b != '_'
}

func identified(kind, value, url string, start, end int) (FoundIdentifier, bool) {
	return FoundIdentifier{Range{start, end}, Identifier{Kind: kind, Value: value, URL: url}}, true
}

func none() (FoundIdentifier, bool) { return FoundIdentifier{}, false }

func readA(s string, i int) (FoundIdentifier, bool) {
	if f, ok := readArXiv(s, i); ok {
		return f, true
	}
	if f, ok := readARK(s, i); ok {
		return f, true
	}
	return readUN(s, i)
}

func readC(s string, i int) (FoundIdentifier, bool) {
	if f, ok := readCELEX(s, i); ok {
		return f, true
	}
	return readUN(s, i)
}

func readE(s string, i int) (FoundIdentifier, bool) {
	if f, ok := readECLI(s, i); ok {
		return f, true
	}
	return readUN(s, i)
}

func readH(s string, i int) (FoundIdentifier, bool) {
	if f, ok := readHandle(s, i); ok {
		return f, true
	}
	return readUN(s, i)
}

func readI(s string, i int) (FoundIdentifier, bool) {
	if f, ok := readISBN(s, i); ok {
		return f, true
	}
	return readISSN(s, i)
}

func readS(s string, i int) (FoundIdentifier, bool) {
	if f, ok := readResolution(s, i); ok {
		return f, true
	}
	return readUN(s, i)
}

func readU(s string, i int) (FoundIdentifier, bool) {
	if f, ok := readURN(s, i); ok {
		return f, true
	}
	return readUN(s, i)
}

// readDOI reads "10.5555/12345678" (ISO 26324). A DOI may hold nearly any
// character; it ends before white space and the sentence's marks.
func readDOI(s string, i int) (FoundIdentifier, bool) {
	if !strings.HasPrefix(s[i:], "10.") {
		return none()
	}
	address := addressBefore(s, i)
	if address != "" && !strings.Contains(strings.ToLower(address), "doi.") && !strings.Contains(address, "/doi/") {
		return none()
	}
	j := i + 3
	for j < len(s) && j < i+20 && (s[j] >= '0' && s[j] <= '9' || s[j] == '.') {
		j++
	}
	if digits(s, i+3) < 4 || j == len(s) {
		return none()
	}
	switch {
	case s[j] == '/':
		j++
	case hasPrefixFold(s[j:], "%2f"):
		j += 3
	default:
		return none()
	}
	suffix := j
	end := identifierEnd(s, j, address != "")
	if end == suffix {
		return none()
	}
	value := s[i:end]
	if address != "" || strings.Contains(value, "%2") {
		value = decodeAll(value)
		if cut := publisherTail(value); strings.Contains(address, "/doi/") && cut > 0 {
			end -= cut
			value = value[:len(value)-cut]
		}
	}
	if !utf8.ValidString(value) {
		return none()
	}
	return identified("doi", value, "https://doi.org/"+encode(value, pathSafe), i, end)
}

// publisherTail is the length of what publishers put behind the DOI in their
// addresses.
func publisherTail(value string) int {
	for _, tail := range []string{"/full/html", "/fulltext.html", "/full", "/pdf", "/abstract", "/epdf", "/meta", "/html", ".pdf"} {
		if strings.HasSuffix(value, tail) {
			return len(tail)
		}
	}
	return 0
}

// addressBefore is the address that the byte i of s stands in, up to i; empty
// when it stands in none.
func addressBefore(s string, i int) string {
	start := max(0, i-200)
	for j := i; j > start; j-- {
		if b := s[j-1]; b <= ' ' || b == '<' || b == '"' {
			start = j
			break
		}
	}
	word := s[start:i]
	if strings.Contains(word, "://") || hasPrefixFold(word, "www.") || strings.Contains(strings.ToLower(word), "doi.org/") {
		return word
	}
	return ""
}

// identifierEnd is where an identifier without blanks that starts at i ends.
func identifierEnd(s string, i int, inAddress bool) int {
	round, square := 0, 0
	j := i
loop:
	for j < len(s) {
		r, n := utf8.DecodeRuneInString(s[j:])
		switch {
		case r <= ' ' || r == 0x7F || unicode.IsSpace(r) || r == '"' || r == '`' || r == '\\' || strings.ContainsRune(stops, r) || r == '’' || superscript(r):
			break loop
		case r == utf8.RuneError && n == 1, r == '{', r == '}', r == '|':
			break loop
		case inAddress && (r == '?' || r == '#' || r == '&'):
			break loop
		case r == '<' || r == '>':
			// Old DOIs hold "<123:ABC>"; markup does not look like that.
			if r == '>' || !oldDOI(s[j:]) {
				break loop
			}
			j += strings.IndexByte(s[j:], '>')
			n = 1
		case r == '(':
			round++
		case r == ')':
			round--
		case r == '[':
			square++
		case r == ']':
			square--
		case (r == ',' || r == ';') && j+1 < len(s) && hasPrefixFold(s[j+1:], "http"):
			break loop
		}
		if round < 0 || square < 0 {
			break
		}
		j += n
	}
	return i + len(strings.TrimRight(s[i:j], ".,;:!?'*([-_/"))
}

// oldDOI reports whether s starts with a bracket of the kind that serials' old
// DOIs hold: "<0001:TTOP>".
func oldDOI(s string) bool {
	n := strings.IndexByte(s[:min(len(s), 30)], '>')
	return n > 4 && s[1] >= '0' && s[1] <= '9' && strings.IndexByte(s[:n], ':') > 0 && strings.IndexByte(s[:n], ' ') < 0
}

// readArXiv reads "arXiv:2010.99999v2", "arXiv:hep-th/9901001" and the address
// "arxiv.org/abs/…".
func readArXiv(s string, i int) (FoundIdentifier, bool) {
	if !hasPrefixFold(s[i:], "arxiv") {
		return none()
	}
	j := i + len("arxiv")
	switch {
	case hasPrefixFold(s[j:], ".org/abs/"), hasPrefixFold(s[j:], ".org/pdf/"):
		j += len(".org/abs/")
	case j < len(s) && s[j] == ':':
		j++
		for j < len(s) && s[j] == ' ' && j < i+8 {
			j++
		}
	default:
		return none()
	}
	start := j
	for j < len(s) && (s[j]|0x20 >= 'a' && s[j]|0x20 <= 'z' || s[j] == '-' || s[j] == '.') {
		j++
	}
	old := j > start
	if old {
		if j == len(s) || s[j] != '/' {
			return none()
		}
		j++
	}
	n := digits(s, j)
	if old && n != 7 || !old && n != 4 {
		return none()
	}
	j += n
	if !old {
		if j == len(s) || s[j] != '.' {
			return none()
		}
		if n = digits(s, j+1); n != 4 && n != 5 {
			return none()
		}
		j += 1 + n
	}
	if j < len(s) && s[j] == 'v' {
		if n = digits(s, j+1); n > 0 && n < 4 {
			j += 1 + n
		}
	}
	value := s[start:j]
	return identified("arxiv", value, "https://arxiv.org/abs/"+value, start, j)
}

// digits is the number of decimal digits in s from i on.
func digits(s string, i int) int {
	n := 0
	for i+n < len(s) && s[i+n] >= '0' && s[i+n] <= '9' {
		n++
	}
	return n
}

// readHandle reads "hdl:10255/dryad.12" and the address "hdl.handle.net/…".
func readHandle(s string, i int) (FoundIdentifier, bool) {
	j := i
	switch {
	case hasPrefixFold(s[i:], "hdl:"):
		j += 4
	case hasPrefixFold(s[i:], "hdl.handle.net/"):
		j += len("hdl.handle.net/")
	default:
		return none()
	}
	for j < len(s) && s[j] == ' ' && j < i+8 {
		j++
	}
	n := 0
	for j+n < len(s) && (s[j+n] >= '0' && s[j+n] <= '9' || s[j+n] == '.') {
		n++
	}
	if n < 2 || j+n >= len(s) || s[j+n] != '/' {
		return none()
	}
	end := identifierEnd(s, j+n+1, true)
	if end == j+n+1 {
		return none()
	}
	return identified("hdl", s[j:end], "https://hdl.handle.net/"+encode(s[j:end], pathSafe), j, end)
}

// readURN reads "urn:nbn:de:0000-test-9" (RFC 8141).
func readURN(s string, i int) (FoundIdentifier, bool) {
	if !hasPrefixFold(s[i:], "urn:") {
		return none()
	}
	j := i + 4
	for j < len(s) && (alphanumeric(s[j]) || s[j] == '-') {
		j++
	}
	if j-i < 6 || j >= len(s) || s[j] != ':' {
		return none()
	}
	end := identifierEnd(s, j+1, true)
	if end <= j+1 {
		return none()
	}
	value, url := s[i:end], ""
	if hasPrefixFold(value, "urn:nbn:") {
		url = "https://nbn-resolving.org/" + encode(value, pathSafe)
	}
	return identified("urn", value, url, i, end)
}

// readARK reads "ark:/12345/x6np1wh8k" and the newer "ark:12345/…".
func readARK(s string, i int) (FoundIdentifier, bool) {
	if !hasPrefixFold(s[i:], "ark:") {
		return none()
	}
	j := i + 4
	if j < len(s) && s[j] == '/' {
		j++
	}
	n := 0
	for j+n < len(s) && alphanumeric(s[j+n]) {
		n++
	}
	if n < 5 || j+n >= len(s) || s[j+n] != '/' {
		return none()
	}
	end := identifierEnd(s, j+n+1, true)
	if end == j+n+1 {
		return none()
	}
	return identified("ark", s[i:end], "https://n2t.net/"+encode(s[i:end], pathSafe), i, end)
}
