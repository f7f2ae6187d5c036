package odt

import (
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc/entry"
	"apud/crawler/doc/managed"
	"apud/crawler/doc/xmltext"
)

// maxMarks bounds the marks that may be open at once.
const maxMarks = 1000

// openMark begins a mark whose name holds what a citation manager knows.
func (r *reader) openMark(t xmltext.Token, out *cite.Text) {
	name := t.Get("name")
	if out == nil || len(r.marks) >= maxMarks {
		return
	}
	if c := managed.Citations(r.ctx, name, t.Value(r.part, "name")); c != nil {
		r.marks[name] = entry.Place{Range: cite.Range{Start: out.Len()}, Citations: c}
	}
}

// closeMark ends it.
func (r *reader) closeMark(t xmltext.Token, out *cite.Text) {
	name := t.Get("name")
	p, ok := r.marks[name]
	if !ok {
		return
	}
	delete(r.marks, name)
	p.End = out.Len()
	r.place(p)
}

// place takes in a place; one that does not follow those before is a fault of
// the file and is left out.
func (r *reader) place(p entry.Place) {
	if n := len(r.places); p.Start > p.End || n > 0 && r.places[n-1].End > p.Start {
		return
	}
	r.places = append(r.places, p)
}

// source takes in the bibliography mark e, whose attributes are the fields of
// the source (ODF 1.3, 7.1.4).
func (r *reader) source(e element, out *cite.Text) {
	t := e.t
	rec := &entry.Record{Title: cite.Fold(t.Get("title")), Date: entry.Date(t.Get("year"))}
	for _, attr := range []string{"journal", "booktitle", "publisher"} {
		if rec.Container == "" {
			rec.Container = cite.Fold(t.Get(attr))
		}
	}
	for name := range strings.SplitSeq(t.Get("author"), ";") {
		if family, given, ok := strings.Cut(cite.Fold(name), ", "); ok {
			rec.Authors = append(rec.Authors, cite.Author{Name: given + " " + family})
		} else if family != "" {
			rec.Authors = append(rec.Authors, cite.Author{Name: family})
		}
	}
	rec.URL(strings.TrimSpace(t.Get("url")), t.Value(r.part, "url"))
	for _, attr := range []string{"isbn", "issn"} {
		rec.Identifier(strings.ToUpper(attr), t.Get(attr), t.Value(r.part, attr))
	}
	if !rec.Empty() {
		r.place(entry.Place{Range: cite.Range{Start: e.at, End: out.Len()}, Citations: rec.Citations(cite.Span{Part: r.part, Start: t.At, End: t.To})})
	}
}
