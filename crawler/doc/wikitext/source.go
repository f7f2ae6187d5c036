package wikitext

import (
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/entry"
)

// maxNames bounds the authors of a source.
const maxNames = 200

// person is a name in two parameters.
type person struct{ last, first, whole string }

// source reads a citation template by its fields.
func (w *writer) source(n *node, args []arg) {
	r := &entry.Record{}
	people := map[string]*person{}
	var order []string
	of := func(number string) *person {
		if number == "1" {
			number = ""
		}
		p := people[number]
		if p == nil {
			p = &person{}
			people[number] = p
			if len(order) < maxNames {
				order = append(order, number)
			}
		}
		return p
	}
	var yearRaw, house, anchorKey, archiveDate string
	for _, a := range args {
		if a.start >= a.end {
			continue
		}
		f, number := fieldOf(a.key)
		switch f {
		case url:
			r.Address(w.address(a.start, a.end), entry.Cited)
			continue
		case archive:
			r.Address(w.address(a.start, a.end), entry.Copy)
			continue
		case further:
			r.Address(w.address(a.start, a.end), entry.Further)
			continue
		case anchor:
			anchorKey = w.anchorKey(a)
			continue
		}
		t := w.field(a.start, a.end)
		v := cite.Fold(t.String())
		span := w.span(a.start, a.end)
		switch f {
		case title:
			if r.Title == "" {
				r.Title = v
			}
		case translated:
			if r.Title == "" && strings.HasPrefix(a.key, "script") {
				if _, rest, ok := strings.Cut(v, ":"); ok {
					v = rest
				}
				r.Title = v
			}
		case container:
			if r.Container == "" {
				r.Container = v
			}
		case publisher:
			if house == "" {
				house = v
			}
		case date:
			r.Date = entry.Date(v)
		case year:
			yearRaw = v
		case accessed:
			r.Accessed = entry.Date(v)
		case archived:
			archiveDate = v
		case author:
			p := of(number)
			if strings.HasPrefix(a.key, "editor") || strings.HasPrefix(a.key, "director") {
				break
			}
			p.whole = v
		case last:
			of(number).last = v
		case first:
			of(number).first = v
		case pages:
			if len(v) < 200 {
				r.Locator = cite.Locator{Kind: "page", Raw: v}
			}
		case at:
			r.Locator = locator(v)
		case doi:
			r.Identifier("doi:", v, span)
		case isbn:
			r.Identifier("ISBN", v, span)
		case issn:
			r.Identifier("ISSN", v, span)
		case pmid:
			r.Identifier("PMID:", v, span)
		case pmc:
			r.Identifier("PMCID:", "PMC"+strings.TrimPrefix(strings.ToUpper(v), "PMC"), span)
		case arxiv:
			r.Identifier("arXiv:", v, span)
		case hdl:
			r.Identifier("hdl:", v, span)
		}
		if len(t.Links) > 0 || strings.Contains(v, "://") || f == other && strings.Contains(v, ":") {
			r.Mine(t)
		}
	}
	if r.Date.ISO == "" && yearRaw != "" {
		r.Date = entry.Date(yearRaw)
		if r.Date.ISO == "" {
			r.Date.ISO = doc.ISODate(strings.TrimRight(yearRaw, "abcdefgh"))
		}
	}
	if iso := entry.Date(archiveDate).ISO; iso != "" {
		r.Archived(iso)
	}
	// Where nobody signs a page, the house that publishes it answers for it.
	if r.Container == "" {
		r.Container = house
	}
	var lasts []string
	for _, number := range order {
		p := people[number]
		name := p.whole
		if p.last != "" {
			name = strings.TrimSpace(p.first + " " + p.last)
			lasts = append(lasts, p.last)
		} else if p.whole != "" {
			lasts = append(lasts, p.whole)
			if i := strings.IndexByte(p.whole, ','); i > 0 {
				lasts[len(lasts)-1] = strings.TrimSpace(p.whole[:i])
			}
		}
		if name == "" {
			continue
		}
		if p.whole != "" {
			r.Authors = append(r.Authors, authors(p.whole)...)
		} else {
			r.Authors = append(r.Authors, cite.Author{Name: name})
		}
	}
	if r.Empty() {
		return
	}
	citations := r.Citations(w.span(n.start, n.end))
	w.work(anchorKey, citations)
	if yearRaw == "" {
		yearRaw = r.Date.ISO
		if len(yearRaw) > 4 {
			yearRaw = yearRaw[:4]
		}
		if letter := strings.TrimLeft(r.Date.Raw, "0123456789"); len(letter) == 1 && len(r.Date.Raw) == 5 {
			yearRaw += letter
		}
	}
	w.work(short{names: lasts[:min(len(lasts), 4)], year: yearRaw}.key(), citations)
	w.cite(n, r.String(), citations)
}

// cite puts a source where the template stands: into the note, or among the
// citations of the body.
func (w *writer) cite(n *node, shown string, citations []cite.Citation) {
	switch {
	case w.out.note == inField:
	case w.out.note == inBody:
		w.extra = append(w.extra, citations...)
	default:
		start := w.out.t.Len()
		w.out.t.Append(shown, w.span(n.start, n.end))
		w.out.places = append(w.out.places, entry.Place{Range: cite.Range{Start: start, End: w.out.t.Len()}, Citations: citations})
	}
}

// authors reads a field that names one author, or several divided by ";".
func authors(v string) []cite.Author {
	var out []cite.Author
	for part := range strings.SplitSeq(v, ";") {
		if part = strings.TrimSpace(part); part != "" && len(out) < maxNames {
			out = append(out, doc.Author(part))
		}
	}
	return out
}

// anchorKey is by what short citations know a source that names its anchor.
func (w *writer) anchorKey(a arg) string {
	if n := w.nodeFrom(a.start, a.end); n != nil && n.kind == template {
		name, args := w.args(n)
		if name == "sfnref" || name == "harvid" {
			var b strings.Builder
			for _, a := range args {
				b.WriteString(w.plain(a))
			}
			return strings.ToLower(b.String())
		}
		return ""
	}
	v := strings.ToLower(w.plain(a))
	return strings.TrimPrefix(v, "citeref")
}
