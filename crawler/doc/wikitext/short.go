package wikitext

import (
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc/entry"
)

// short is a citation by name and year of a work that is described elsewhere.
type short struct {
	names []string
	year  string
	loc   cite.Locator
	raw   string
	span  cite.Span
}

// key is what the work is known by: MediaWiki's anchors put names and year
// together.
func (s short) key() string {
	return strings.ToLower(strings.Join(s.names, "") + s.year)
}

// work remembers a work that short citations may mean.
func (w *writer) work(key string, citations []cite.Citation) {
	if _, ok := w.works[key]; !ok && key != "" {
		w.works[key] = citations
	}
}

// shorts are the names of templates that cite by name and year; those that are
// true are notes of their own.
var shorts = map[string]bool{
	"sfn": true, "sfnp": true, "sfnm": true, "shortened footnote": true, "snf": true,
	"harv": false, "harvnb": false, "harvtxt": false, "harvp": false, "harvs": false, "harvcol": false, "harvcolnb": false,
	"harvard citation": false, "harvard citation no brackets": false, "harvsp": false, "harvid": false, "harvcoltxt": false,
}

// short reads a short citation.
func (w *writer) short(n *node, args []arg) []short {
	byNumber := map[string]*short{}
	var order []string
	of := func(number string) *short {
		s := byNumber[number]
		if s == nil {
			s = &short{span: w.span(n.start, n.end)}
			byNumber[number] = s
			order = append(order, number)
		}
		return s
	}
	for _, a := range args {
		v := w.plain(a)
		switch name, number := shortKey(a.key); {
		case v == "":
		case name == "a":
			s := of(number)
			s.names = append(s.names, v)
		case name == "y":
			of(number).year = v
		case name == "p" || name == "pp" || name == "page" || name == "pages" || name == "s" || name == "seite":
			of(number).loc = cite.Locator{Kind: "page", Raw: v}
		case name == "loc" || name == "at":
			of(number).loc = locator(v)
		case name == "":
			s := of("")
			if isYear(v) || len(s.names) >= 5 {
				s.year = v
			} else {
				s.names = append(s.names, v)
			}
		}
	}
	var out []short
	for _, number := range order {
		s := byNumber[number]
		if len(s.names) == 0 {
			continue
		}
		s.raw = strings.Join(s.names, " & ")
		if s.year != "" {
			s.raw += " " + s.year
		}
		if s.loc.Raw != "" {
			pre := ", "
			if s.loc.Kind == "page" {
				pre = ", p. "
				if strings.ContainsAny(s.loc.Raw, "-–,") {
					pre = ", pp. "
				}
			}
			s.raw += pre + s.loc.Raw
		}
		out = append(out, *s)
	}
	return out
}

// shortKey is the name of a parameter of a short citation and, where one
// template has several ("2a1", "2y"), its number.
func shortKey(key string) (name, number string) {
	name = strings.TrimLeft(key, "0123456789")
	if name == "" {
		return "", ""
	}
	number = key[:len(key)-len(name)]
	return strings.TrimRight(name, "0123456789"), number
}

// isYear reports whether s is a year, perhaps with a letter behind it.
func isYear(s string) bool {
	s = strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz")
	s = strings.TrimPrefix(s, "c. ")
	if len(s) < 3 || len(s) > 9 {
		return s == "" || s == "n."
	}
	return strings.Trim(s, "0123456789-–/") == ""
}

// locator is a place in words.
func locator(v string) cite.Locator {
	for _, c := range cite.ParseNote(cite.Plain("“T,” "+v, "", 0)) {
		if c.Locator.Raw != "" {
			return c.Locator
		}
	}
	return cite.Locator{Kind: "section", Raw: v}
}

// shortNote makes a note of short citations. Those with the same words are one.
func (w *writer) shortNote(n *node, list []short) {
	if len(list) == 0 {
		return
	}
	var raw []string
	for _, s := range list {
		raw = append(raw, s.raw)
	}
	k := key("", "\x00"+strings.Join(raw, "; "))
	if i, ok := w.named[k]; ok {
		w.call(i, "", n.start, n.end)
		return
	}
	i := w.newNote("", n.start, n.end)
	w.named[k] = i
	w.call(i, "", n.start, n.end)
	o := output{t: w.notes[i].text, note: i}
	o = w.into(o, func() { w.writeShorts(n, list) })
	w.notes[i].places = o.places
}

// writeShorts writes short citations: in a note they are citations.
func (w *writer) writeShorts(n *node, list []short) {
	for j, s := range list {
		if j > 0 {
			w.out.t.Insert("; ")
		}
		start := w.out.t.Len()
		w.out.t.Append(s.raw, s.span)
		if i := w.out.note; i >= 0 {
			if w.notes[i].shorts == nil {
				w.notes[i].shorts = map[int]short{}
			}
			w.notes[i].shorts[len(w.out.places)] = s
			w.out.places = append(w.out.places, entry.Place{Range: cite.Range{Start: start, End: w.out.t.Len()}})
		}
	}
}

// shortCitations are the work that s means; where the page does not describe it
// the names and the year are all that is known.
func (w *writer) shortCitations(s short) []cite.Citation {
	works, ok := w.works[s.key()]
	if !ok || len(works) == 0 {
		c := cite.Citation{Raw: s.raw, Span: s.span, Locator: s.loc, Date: entry.Date(strings.TrimRight(s.year, "abcdefgh"))}
		for _, name := range s.names {
			c.Authors = append(c.Authors, cite.Author{Name: name})
		}
		return []cite.Citation{c}
	}
	c := works[0]
	c.Raw, c.Span = s.raw, s.span
	if s.loc.Raw != "" {
		c.Locator = s.loc
	}
	return []cite.Citation{c}
}
