package xmldoc

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"apud/crawler/cite"
	"apud/crawler/doc/entry"
	"apud/crawler/doc/xmltext"
)

// Field is what an element inside a reference tells of the source.
type Field int

// The fields of references. A Person may hold Family and Given names.
const (
	NoField Field = iota
	Person
	Family
	Given
	Body
	Title
	Container
	Date
	Year
	Month
	Day
	Accessed
	Identifier
)

// fields are the fields of a reference as far as they are read.
type fields struct {
	record           entry.Record
	family, given    string
	year, month, day string
}

// apart keeps the words of an element apart from those before it, where the
// document leaves punctuation to its style sheet.
func (r *reader) apart(out *cite.Text) {
	last, _ := utf8.DecodeLastRuneInString(out.String())
	if unicode.IsLetter(last) || unicode.IsDigit(last) || last == '.' || last == ',' {
		out.Insert(" ")
	}
}

func (r *reader) inStructure() bool {
	return len(r.path) > 0 && r.Structured[r.path[len(r.path)-1]]
}

func (r *reader) isField(t xmltext.Token) bool {
	return r.Field != nil && r.Field(t, r.path) != NoField
}

// field takes in the element e of a reference, which the tag t ends.
func (r *reader) field(e element, t xmltext.Token) {
	s := cite.Fold(e.out.String()[e.at:])
	f := &r.notes[e.in].fields
	switch kind := r.Field(e.t, r.path); {
	case kind == Identifier:
		name := e.t.Get("pub-id-type") + e.t.Get("type") + e.t.Get("class")
		f.record.Identifier(strings.ToLower(name)+":", s, cite.Span{Start: e.t.At, End: t.To})
	case kind == Date, kind == Year, kind == Accessed:
		for _, attr := range []string{"iso-8601-date", "when", "when-iso"} {
			if d := entry.Date(e.t.Get(attr)); d.ISO != "" {
				f.date(kind, d)
				return
			}
		}
		if s != "" {
			f.take(kind, s)
		}
	case s != "":
		f.take(kind, s)
	}
}

func (f *fields) date(kind Field, d cite.Date) {
	switch {
	case kind == Accessed:
		f.record.Accessed = d
	case f.record.Date.ISO == "":
		f.record.Date = d
	}
}

// take takes in the field of a kind that is not empty.
func (f *fields) take(kind Field, s string) {
	switch kind {
	case Family:
		f.family = s
	case Given:
		f.given = s
	case Person:
		if f.family != "" {
			s = strings.TrimSpace(f.given + " " + f.family)
		}
		f.family, f.given = "", ""
		f.record.Authors = append(f.record.Authors, cite.Author{Name: s})
	case Body:
		f.record.Authors = append(f.record.Authors, cite.Author{Name: s, Organization: true})
	case Title:
		if f.record.Title == "" {
			f.record.Title = strings.Trim(s, "“”\" ")
		}
	case Container:
		if f.record.Container == "" {
			f.record.Container = strings.TrimRight(s, " ,;:")
		}
	case Date, Accessed:
		if d := cite.ParseDate(s); d.ISO != "" {
			f.date(kind, d)
		}
	case Year:
		f.year = s
	case Month:
		f.month = s
	case Day:
		f.day = s
	}
}

// citations is the reference, nil when its fields say too little and its words
// are to be read. Addresses and identifiers are taken from its words as well.
func (f *fields) citations(t *cite.Text, span cite.Span) []cite.Citation {
	r := &f.record
	if r.Title == "" {
		r.Title, r.Container = r.Container, ""
	}
	if r.Title == "" {
		return nil
	}
	if r.Date.ISO == "" && f.year != "" {
		r.Date = f.written()
	}
	r.Mine(t)
	out := r.Citations(span)
	for i := range out {
		out[i].N = i + 1
		out[i].Raw = cite.Fold(t.String())
	}
	return out
}

// written is the date of year, month and day.
func (f *fields) written() cite.Date {
	raw := cite.Fold(f.day + " " + f.month + " " + f.year)
	if f.month != "" && strings.Trim(f.month, "0123456789") == "" {
		iso := f.year + "-" + two(f.month)
		if f.day != "" {
			iso += "-" + two(f.day)
		}
		if d := entry.Date(iso); d.ISO != "" {
			return d
		}
	}
	if d := cite.ParseDate(raw); d.ISO != "" {
		return d
	}
	return cite.ParseDate(f.year)
}

// two is a number of a month or day with two figures.
func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}
