package bibtex

import (
	"strings"

	"apud/crawler/cite"
)

// maxNames bounds the authors of an entry.
const maxNames = 500

// names reads a list of names, divided by "and" outside braces.
func (e *Entry) names(v value) []cite.Author {
	var out []cite.Author
	for _, p := range v {
		if p.words != "" {
			continue
		}
		s := e.lib.src.S
		for _, r := range split(s[p.start:p.end], " and ") {
			if len(out) == maxNames {
				return out
			}
			if a := e.name(p.start+r[0], p.start+r[1]); a.Name != "" {
				out = append(out, a)
			}
		}
	}
	return out
}

// name reads one name: "Given Family", "Family, Given", "Family, Jr, Given",
// or a body in braces.
func (e *Entry) name(start, end int) cite.Author {
	s := e.lib.src.S
	for start < end && s[start] <= ' ' {
		start++
	}
	for end > start && s[end-1] <= ' ' {
		end--
	}
	show := func(from, to int) string {
		return cite.Fold(e.text(value{{start: from, end: to}}).String())
	}
	if raw := s[start:end]; raw == "others" {
		return cite.Author{}
	}
	if _, _, next, ok := e.lib.src.Group(start, end); ok && next == end {
		return cite.Author{Name: show(start, end), Organization: true}
	}
	parts := split(s[start:end], ",")
	var shown []string
	for _, r := range parts {
		shown = append(shown, show(start+r[0], start+r[1]))
	}
	if strings.Contains(s[start:end], "family") && strings.Contains(s[start:end], "=") {
		return cite.Author{Name: extended(shown)}
	}
	name := shown[0]
	switch {
	case len(shown) == 2:
		name = shown[1] + " " + shown[0]
	case len(shown) > 2:
		name = shown[2] + " " + shown[0] + " " + shown[1]
	}
	return cite.Author{Name: strings.TrimSpace(name)}
}

// extended reads BibLaTeX's "family=…, given=…, prefix=…, suffix=…".
func extended(parts []string) string {
	by := map[string]string{}
	for _, p := range parts {
		k, v, _ := strings.Cut(p, "=")
		by[strings.TrimSpace(k)] = strings.Trim(v, ` "”“`)
	}
	return cite.Fold(by["given"] + " " + by["prefix"] + " " + by["family"] + " " + by["suffix"])
}

// split is the ranges of s between separators outside braces. Blanks in sep
// stand for any white space.
func split(s, sep string) [][2]int {
	var out [][2]int
	depth, from := 0, 0
	word := strings.TrimSpace(sep)
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
			continue
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth != 0 || !strings.HasPrefix(s[i:], word) {
			continue
		}
		if word != sep && (i == 0 || s[i-1] > ' ' || i+len(word) >= len(s) || s[i+len(word)] > ' ') {
			continue
		}
		out = append(out, [2]int{from, i})
		i += len(word) - 1
		from = i + 1
	}
	return append(out, [2]int{from, len(s)})
}
