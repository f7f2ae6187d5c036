package cite

import (
	"strings"
)

// readECLI reads "ECLI:EU:C:2099:999", the European case-law identifier.
func readECLI(s string, i int) (FoundIdentifier, bool) {
	if !hasPrefixFold(s[i:], "ECLI:") {
		return none()
	}
	j := i
	for j < len(s) && (alphanumeric(s[j]) || s[j] == ':' || s[j] == '.') {
		j++
	}
	value := strings.TrimRight(s[i:j], ".:")
	parts := strings.Split(value, ":")
	if len(parts) != 5 || len(parts[3]) != 4 || digits(parts[3], 0) != 4 {
		return none()
	}
	return identified("ecli", value, "https://e-justice.europa.eu/ecli/"+value, i, i+len(value))
}

// readCELEX reads "CELEX 32099R0001", the number of a document of the European
// Union's law, also in addresses ("CELEX:…").
func readCELEX(s string, i int) (FoundIdentifier, bool) {
	if !hasPrefixFold(s[i:], "CELEX") {
		return none()
	}
	j := i + len("CELEX")
	for _, filler := range []string{" number", " no.", " no"} {
		if hasPrefixFold(s[j:], filler) {
			j += len(filler)
			break
		}
	}
	if hasPrefixFold(s[j:], "%3A") {
		j += 3
	}
	for j < len(s) && j < i+16 && strings.IndexByte(": \n=", s[j]) >= 0 {
		j++
	}
	end := j
	for end < len(s) && (alphanumeric(s[end]) || s[end] == '(' && digits(s, end+1) == 2 || s[end] == ')' && end > 2 && s[end-3] == '(') {
		end++
	}
	value := s[j:end]
	if len(value) < 8 || len(value) > 20 || digits(value, 1) < 4 || !upper(value[5]) && value[0] != 'E' {
		return none()
	}
	return identified("celex", value, "https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:"+value, j, end)
}

// symbolBodies are the first parts of United Nations document symbols.
var symbolBodies = map[string]bool{
	"A": true, "S": true, "E": true, "T": true, "ST": true, "DP": true, "TD": true, "UNEP": true, "HRI": true,
	"CCPR": true, "CEDAW": true, "CRC": true, "CAT": true, "CERD": true, "CMW": true, "CRPD": true, "CED": true,
	"FCCC": true, "CBD": true, "DC": true, "IDB": true, "HSP": true, "ICCD": true, "SPLOS": true, "CLCS": true, "PCNICC": true, "ICC": true,
}

// readUN reads the symbol of a United Nations document: "A/HRC/45/99",
// "S/RES/9999 (1993)", "E/CN.4/1999/9/Add.1".
func readUN(s string, i int) (FoundIdentifier, bool) {
	end := i
	for end < len(s) && end < i+60 && (alphanumeric(s[end]) || strings.IndexByte("/.-", s[end]) >= 0) {
		end++
	}
	value := strings.TrimRight(s[i:end], "./-")
	end = i + len(value)
	parts := strings.Split(value, "/")
	if len(parts) < 2 || !symbolBodies[parts[0]] || i > 0 && strings.IndexByte("/.:-&?=", s[i-1]) >= 0 || strings.HasSuffix(s[:i], "://") {
		return none()
	}
	numbers := 0
	for _, p := range parts[1:] {
		switch {
		case digits(p, 0) == len(p) && p != "":
			numbers++
		case !symbolPart(p):
			return none()
		case strings.ContainsAny(p, "0123456789"):
			numbers++
		}
	}
	if numbers == 0 || len(parts) == 2 && !loneNumber(parts) {
		return none()
	}
	return identified("un", value, unAddress(value, yearAfter(s[end:])), i, end)
}

// loneNumber reports whether a symbol of two parts is one: "S/26079", "S/PV.3072".
func loneNumber(parts []string) bool {
	p := parts[1]
	return len(parts[0]) == 1 && parts[0] != "T" && (digits(p, 0) == len(p) && len(p) > 3 || strings.HasPrefix(p, "PV."))
}

// symbolPart reports whether p has the form of a part of a symbol: "HRC",
// "CN.4", "Add.1", "S-12".
func symbolPart(p string) bool {
	if p == "" || !upper(p[0]) {
		return digits(p, 0) > 0 && len(p) < 8 && strings.ToUpper(p) == p
	}
	word, number, dotted := strings.Cut(p, ".")
	if dotted {
		return len(word) < 7 && (digits(number, 0) > 0 || strings.ToUpper(number) == number && number != "")
	}
	word, number, dashed := strings.Cut(p, "-")
	if dashed {
		return len(word) < 4 && digits(number, 0) > 0
	}
	return len(p) < 8 && strings.ToUpper(p) == p
}

// yearAfter is the year in brackets that s starts with.
func yearAfter(s string) string {
	s = strings.TrimLeft(s[:min(len(s), 10)], " ,")
	if len(s) >= 6 && s[0] == '(' && digits(s, 1) == 4 && s[5] == ')' {
		return s[1:5]
	}
	return ""
}

// unAddress is where a document can be read. Symbols of the Security Council's
// resolutions end in the year.
func unAddress(symbol, year string) string {
	if year != "" && strings.HasPrefix(symbol, "S/RES/") {
		symbol += "(" + year + ")"
	}
	return "https://undocs.org/" + symbol
}

// readResolution reads "G.A. Res. 62/243" and "S.C. Res. 822".
func readResolution(s string, i int) (FoundIdentifier, bool) {
	general, j := true, 0
	var ok bool
	if j, ok = spelled(s, i, "GA"); !ok {
		general = false
		if j, ok = spelled(s, i, "SC"); !ok {
			return readLongResolution(s, i)
		}
	}
	if j, ok = resolutionWord(s, j); !ok {
		return none()
	}
	return resolutionNumber(s, j, general)
}

// readLongResolution reads "General Assembly resolution 62/243".
func readLongResolution(s string, i int) (FoundIdentifier, bool) {
	for _, organ := range []string{"General Assembly", "Security Council"} {
		if !hasPrefixFold(s[i:], organ) {
			continue
		}
		if j, ok := resolutionWord(s, i+len(organ)); ok {
			return resolutionNumber(s, j, organ[0] == 'G')
		}
	}
	return none()
}

// spelled reads the initials at i, with or without dots and blanks.
func spelled(s string, i int, initials string) (int, bool) {
	j := i
	for k := range len(initials) {
		for j < len(s) && k > 0 && (s[j] == '.' || s[j] == ' ') && j < i+4 {
			j++
		}
		if j >= len(s) || s[j] != initials[k] {
			return 0, false
		}
		j++
	}
	return j, true
}

// resolutionWord reads "Res." or "Resolution" at i, behind dots and blanks.
func resolutionWord(s string, i int) (int, bool) {
	j := skipAny(s, i, ". \n")
	for _, w := range []string{"resolution", "res"} {
		if hasPrefixFold(s[j:], w) {
			j = skipAny(s, j+len(w), ". \n")
			if hasPrefixFold(s[j:], "no.") {
				j = skipAny(s, j+3, " \n")
			}
			return j, true
		}
	}
	return 0, false
}

// skipAny skips up to four of the bytes of set.
func skipAny(s string, i int, set string) int {
	for n := 0; n < 4 && i < len(s) && strings.IndexByte(set, s[i]) >= 0; n++ {
		i++
	}
	return i
}

// resolutionNumber reads "62/243" of the General Assembly, its older "217 (III)",
// or "822" of the Security Council.
func resolutionNumber(s string, i int, general bool) (FoundIdentifier, bool) {
	n := digits(s, i)
	if n == 0 || n > 4 {
		return none()
	}
	end := i + n
	if !general {
		return identified("un", "S/RES/"+s[i:end], unAddress("S/RES/"+s[i:end], yearAfter(s[end:])), i, end)
	}
	if end < len(s) && s[end] == '/' {
		if m := digits(s, end+1); m > 0 && m < 4 {
			end += 1 + m
			value := "A/RES/" + s[i:end]
			return identified("un", value, unAddress(value, ""), i, end)
		}
	}
	// Until 1976 the session stood behind the number, in Roman numerals.
	if session, _, ok := strings.Cut(strings.TrimPrefix(strings.TrimLeft(s[end:min(len(s), end+12)], " A"), "("), ")"); ok && session != "" && strings.Trim(session, "IVXL") == "" {
		value := "A/RES/" + s[i:end] + "(" + session + ")"
		return identified("un", value, unAddress(value, ""), i, end)
	}
	return none()
}
