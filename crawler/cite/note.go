package cite

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// placeMark and nameMark stand in a masked text for the bytes of an address
// and of an identifier, so that their punctuation divides nothing.
const (
	placeMark = '\x01'
	nameMark  = '\x02'
)

// place is an address in a note, or the place of a lost one.
type place struct {
	Found
	// address is where it stands in the file.
	address Span
	// archive is set when the address is that of an archived copy.
	archive *Archive
}

// named is an identifier and where it stands.
type named struct {
	Range
	Identifier
}

// note is a note while it is read.
type note struct {
	t *Text
	// s is the text; m is s with addresses and identifiers masked and white
	// space made blanks, byte by byte of the same length.
	s, m   string
	places []place
	names  []named
	quotes []quotation
	dates  []dated
}

// names is the identifiers of t, with where they stand in the file. Those in an
// address that was put together or repaired are read from it.
func names(t *Text, places []place) []named {
	var out []named
	for _, f := range Identifiers(t.String()) {
		id := f.Identifier
		for len(places) > 0 && places[0].Outer.End <= f.Start {
			places = places[1:]
		}
		if len(places) > 0 && places[0].Outer.Start <= f.Start && f.End < places[0].Outer.End {
			for _, inner := range Identifiers(places[0].URL) {
				if inner.Kind == id.Kind && strings.HasPrefix(inner.Value, id.Value) {
					id = inner.Identifier
				}
			}
		}
		id.Address = t.Source(f.Start, f.End)
		out = append(out, named{f.Range, id})
	}
	return out
}

// ParseNote reads the citations of a note: the sources that it names by
// address, title, identifier or as "Id." and "supra". Prose that names no source
// gives none.
func ParseNote(t *Text) []Citation {
	n := readNote(t)
	var out []Citation
	force := ""
	for _, r := range n.split() {
		e := n.entry(r)
		c, ok := e.citation()
		if !ok {
			continue
		}
		if len(out) > 0 && e.supplements(&c) {
			supplement(&out[len(out)-1], &c)
			continue
		}
		if c.Signal != "" {
			if strings.EqualFold(c.Signal, force) {
				c.Anomalies = append(c.Anomalies, "signal-repeated")
			}
			force = c.Signal
		}
		c.Force = force
		if n.gluedToSeparator(c, r, len(out)) {
			c.Anomalies = append(c.Anomalies, "no-space-after-separator")
		}
		sort.Strings(c.Anomalies)
		c.N = len(out) + 1
		out = append(out, c)
	}
	return out
}

// readNote finds all that the grammar builds on.
func readNote(t *Text) *note {
	n := &note{t: t, s: t.String()}
	n.places = places(t)
	n.names = names(t, n.places)
	mask := maskSpace(n.s)
	for _, p := range n.places {
		fill(mask, p.Outer, placeMark)
		if p.Outer.Start == p.Outer.End && p.Outer.End < len(mask) && mask[p.Outer.End] == ' ' {
			mask[p.Outer.End] = placeMark
		}
	}
	for _, id := range n.names {
		if mask[id.Start] != placeMark {
			fill(mask, id.Range, nameMark)
		}
	}
	n.m = string(mask)
	n.quotes = quotations(n.m)
	n.dates = findDates(n.m)
	return n
}

// maskSpace is s with every byte of white space a blank.
func maskSpace(s string) []byte {
	mask := []byte(s)
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if r < ' ' || unicode.IsSpace(r) || r == '\u200b' || r == '\u00ad' {
			fill(mask, Range{i, i + n}, ' ')
		}
		i += n
	}
	return mask
}

func fill(mask []byte, r Range, c byte) {
	for i := r.Start; i < r.End; i++ {
		mask[i] = c
	}
}

// placesIn is the places within r.
func (n *note) placesIn(r Range) []place {
	i := sort.Search(len(n.places), func(i int) bool { return n.places[i].Outer.Start >= r.Start })
	j := i
	for j < len(n.places) && n.places[j].Outer.Start < r.End {
		j++
	}
	return n.places[i:j]
}

// namesIn is the identifiers within r.
func (n *note) namesIn(r Range) []named {
	i := sort.Search(len(n.names), func(i int) bool { return n.names[i].Start >= r.Start })
	j := i
	for j < len(n.names) && n.names[j].Start < r.End {
		j++
	}
	return n.names[i:j]
}

// quotesIn is the quotations within r.
func (n *note) quotesIn(r Range) []quotation {
	i := sort.Search(len(n.quotes), func(i int) bool { return n.quotes[i].Start >= r.Start })
	j := i
	for j < len(n.quotes) && n.quotes[j].End <= r.End {
		j++
	}
	return n.quotes[i:j]
}

// datesIn is the dates within r.
func (n *note) datesIn(r Range) []dated {
	i := sort.Search(len(n.dates), func(i int) bool { return n.dates[i].Start >= r.Start })
	j := i
	for j < len(n.dates) && n.dates[j].End <= r.End {
		j++
	}
	return n.dates[i:j]
}

// gluedToSeparator reports whether no blank stands between the citation c, the
// i-th of its note, and the separator before it.
func (n *note) gluedToSeparator(c Citation, r Range, i int) bool {
	return i > 0 && r.Start > 0 && n.m[r.Start-1] == ';' && r.Start < len(n.m) && n.m[r.Start] != ' '
}
