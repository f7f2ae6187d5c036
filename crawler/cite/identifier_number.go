package cite

import "strings"

// keyword reads one of words at i, and the "-13", ":", "#" and blanks that may
// follow it; it returns where the number starts.
func keyword(s string, i int, names ...string) (int, bool) {
	for _, name := range names {
		if !hasPrefixFold(s[i:], name) {
			continue
		}
		j := i + len(name)
		if j < len(s) && alphanumeric(s[j]) && !(s[j] >= '0' && s[j] <= '9') {
			continue
		}
		for j < len(s) && j < i+len(name)+5 && strings.IndexByte(":# \t\n.=", s[j]) >= 0 {
			j++
		}
		return j, true
	}
	return 0, false
}

// readISBN reads "ISBN 978-0-00-000000-2" and "ISBN-10: 0-00-000000-0".
func readISBN(s string, i int) (FoundIdentifier, bool) {
	j, ok := keyword(s, i, "ISBN-13", "ISBN-10", "ISBN13", "ISBN10", "ISBN 13:", "ISBN 10:", "ISBNs", "ISBN")
	if !ok {
		return none()
	}
	value, end := numberAt(s, j, 13)
	for len(value) > 0 {
		if isbn(value) {
			return identified("isbn", value, "", j, end)
		}
		if len(value) != 13 {
			break
		}
		// A figure may follow a ten-digit number after a blank.
		value, end = numberAt(s, j, 10)
	}
	return none()
}

// numberAt reads up to limit digits, with X as the last, that hyphens or single
// blanks divide.
func numberAt(s string, i, limit int) (value string, end int) {
	var b strings.Builder
	j := i
	end = i
	for j < len(s) && b.Len() < limit {
		c := s[j]
		switch {
		case c >= '0' && c <= '9', (c == 'X' || c == 'x') && (b.Len() == 9 || b.Len() == 7):
			if c == 'x' {
				c = 'X'
			}
			b.WriteByte(c)
			j++
			end = j
			continue
		case c == '-' || c == ' ':
			j++
		case strings.HasPrefix(s[j:], "‐"), strings.HasPrefix(s[j:], "‑"), strings.HasPrefix(s[j:], "–"):
			j += 3
		default:
			return b.String(), end
		}
		if j-end > 3 {
			break
		}
	}
	return b.String(), end
}

// isbn reports whether the check digit of an ISBN of 10 or 13 digits is right
// (ISO 2108).
func isbn(v string) bool {
	sum := 0
	switch len(v) {
	case 10:
		for i := range 10 {
			d := int(v[i] - '0')
			if v[i] == 'X' {
				d = 10
			}
			sum += (10 - i) * d
		}
		return sum%11 == 0
	case 13:
		if strings.IndexByte(v, 'X') >= 0 || !strings.HasPrefix(v, "97") {
			return false
		}
		for i := range 13 {
			sum += int(v[i]-'0') * (1 + 2*(i%2))
		}
		return sum%10 == 0
	}
	return false
}

// readISSN reads "ISSN 0000-0000".
func readISSN(s string, i int) (FoundIdentifier, bool) {
	j, ok := keyword(s, i, "ISSN-L", "ISSN")
	if !ok {
		return none()
	}
	value, end := numberAt(s, j, 8)
	if len(value) != 8 || !issn(value) {
		return none()
	}
	value = value[:4] + "-" + value[4:]
	return identified("issn", value, "https://portal.issn.org/resource/ISSN/"+value, j, end)
}

// issn reports whether the check digit of an ISSN is right (ISO 3297).
func issn(v string) bool {
	sum := 0
	for i := range 8 {
		d := int(v[i] - '0')
		if v[i] == 'X' {
			d = 10
		}
		sum += (8 - i) * d
	}
	return sum%11 == 0
}

// readPubMed reads "PMID: 99999999" and "PMCID: PMC9999999".
func readPubMed(s string, i int) (FoundIdentifier, bool) {
	if j, ok := keyword(s, i, "PMID"); ok {
		n := digits(s, j)
		if n == 0 || n > 9 {
			return none()
		}
		return identified("pmid", s[j:j+n], "https://pubmed.ncbi.nlm.nih.gov/"+s[j:j+n]+"/", j, j+n)
	}
	start := i
	if j, ok := keyword(s, i, "PMCID"); ok {
		start = j
	}
	if !hasPrefixFold(s[start:], "PMC") {
		return none()
	}
	n := digits(s, start+3)
	if n < 4 || n > 9 {
		return none()
	}
	end := start + 3 + n
	value := "PMC" + s[start+3:end]
	return identified("pmcid", value, "https://pmc.ncbi.nlm.nih.gov/articles/"+value+"/", start, end)
}
