package doc

import (
	"strings"

	"apud/crawler/cite"
)

// Author reads a name as catalogues write it, "Family, Given" or "{Body}", into
// the order in which it is spoken.
func Author(name string) cite.Author {
	name = cite.Fold(name)
	if body, ok := strings.CutPrefix(name, "{"); ok {
		return cite.Author{Name: strings.TrimSuffix(body, "}"), Organization: true}
	}
	family, given, ok := strings.Cut(name, ",")
	if !ok || strings.TrimSpace(given) == "" {
		return cite.Author{Name: strings.TrimRight(name, ", ")}
	}
	given, suffix, _ := strings.Cut(given, ",")
	out := strings.TrimSpace(given) + " " + strings.TrimSpace(family)
	if suffix = strings.TrimSpace(suffix); suffix != "" {
		out += " " + suffix
	}
	return cite.Author{Name: out}
}

// ISODate makes "2020/10/9", "2020-10-09T…" and "2020///" an ISO date as precise
// as it is; empty when s has no year.
func ISODate(s string) string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '-' || r == 'T' || r == ' ' })
	if len(parts) == 0 || len(parts[0]) != 4 || strings.Trim(parts[0], "0123456789") != "" {
		return ""
	}
	iso := parts[0]
	for _, p := range parts[1:min(len(parts), 3)] {
		if len(p) == 1 {
			p = "0" + p
		}
		if len(p) != 2 || strings.Trim(p, "0123456789") != "" || p == "00" {
			break
		}
		iso += "-" + p
	}
	return iso
}
