package cite

import (
	"sort"
	"strings"
)

// Found is an address in a [Text], or the place of one that was lost.
type Found struct {
	// Range is the stretch that a new address replaces, without angle brackets.
	Range
	// URL is the address as read: breaks and invisible characters dropped,
	// damage repaired, a missing scheme put in. It is empty when Lost.
	URL string
	// Outer is Range with the angle brackets around it, if any.
	Outer Range
	// Angle says that angle brackets stand around the address.
	Angle bool
	// Link says that markup gives the address.
	Link bool
	// Assumed says that the text gives no scheme and https was put in.
	Assumed bool
	// Repaired says that the text is damaged and the address was put right.
	Repaired bool
	// Lost says that there is a place for an address and nothing in it.
	Lost bool
	// Alternatives are less sure readings, the surest first.
	Alternatives []string
}

// Addresses finds every address in t, those of its markup and those of its
// words, in order and without overlap.
//
// Addresses of http, https and ftp are found, and, where the name looks like a
// domain of the public list, addresses without a scheme. E-mail addresses,
// file names and addresses made harmless on purpose ("hxxps") are left alone.
// In wrapped text an address may run on over line ends. The time taken is
// linear in the length of the text.
func Addresses(t *Text) []Found {
	s := t.String()
	sc := &addressScanner{text: s, wrapped: t.Wrapped}
	if len(t.Rows) > 0 {
		sc.page, sc.rows = t.Page, t.Rows
	}
	sc.scan()
	return withLinks(t, sc.found)
}

// withLinks merges the links of markup into what was found in words. Markup
// wins wherever the two meet.
func withLinks(t *Text, words []Found) []Found {
	links := linked(t)
	if len(links) == 0 {
		return words
	}
	out := make([]Found, 0, len(words)+len(links))
	w := 0
	for _, l := range links {
		for w < len(words) && words[w].Outer.End <= l.Start {
			out = append(out, words[w])
			w++
		}
		for ; w < len(words) && words[w].Outer.Start < l.End; w++ {
			l = l.over(words[w])
		}
		// The markup may end before the words that were taken into it.
		if n := len(out); n > 0 && out[n-1].Outer.End > l.Outer.Start {
			l.Outer.Start = out[n-1].Outer.End
			l.Start = max(l.Start, l.Outer.Start)
			l.End = max(l.End, l.Start)
			l.Outer.End = max(l.Outer.End, l.End)
		}
		out = append(out, l)
	}
	return append(out, words[w:]...)
}

// over is the link l laid over the address w of its words.
func (l Found) over(w Found) Found {
	if w.Angle && l.Start <= w.End && l.End >= w.Start {
		l.Angle = true
		l.Outer = Range{min(l.Outer.Start, w.Outer.Start), max(l.Outer.End, w.Outer.End)}
	}
	// A program that marks addresses often sees the first line only.
	if w.Start <= l.Start && len(w.URL) > len(l.URL) && strings.HasPrefix(w.URL, strings.TrimSuffix(l.URL, "-")) {
		l.Alternatives = append(l.Alternatives, w.URL)
		l.End = max(l.End, w.End)
		l.Outer.End = max(l.Outer.End, l.End)
	}
	return l
}

// linked is the links of t that lead to the web, in order, pieces of one link
// put together.
func linked(t *Text) []Found {
	s := t.String()
	var out []Found
	for _, l := range t.Links {
		url := strings.TrimSpace(l.URL)
		if !visitable(url) || l.Start < 0 || l.End > len(s) || l.Start > l.End {
			continue
		}
		out = append(out, Found{Range: l.Range, Outer: l.Range, URL: url, Link: true})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Start < out[j].Start })
	kept := out[:0]
	for _, l := range out {
		if n := len(kept); n > 0 {
			last := &kept[n-1]
			if l.Start < last.End {
				l.Start = last.End
				l.End = max(l.End, l.Start)
				l.Outer = l.Range
			}
			if l.URL == last.URL && l.Start < l.End && strings.TrimSpace(s[last.End:l.Start]) == "" {
				last.End, last.Outer.End = l.End, l.End
				continue
			}
		}
		kept = append(kept, l)
	}
	return kept
}

// visitable reports whether url has a scheme that can be visited.
func visitable(url string) bool {
	for _, scheme := range []string{"https:", "http:", "ftp:", "//"} {
		if hasPrefixFold(url, scheme) && len(url) > len(scheme) {
			return true
		}
	}
	return false
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
