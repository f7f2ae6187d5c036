// Package ris reads RIS, the line format of reference managers.
package ris

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf8"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// Format reads RIS.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "ris", Title: "RIS references",
		Extensions: []string{".ris"},
		MediaTypes: []string{"application/x-research-info-systems"},
		Yields:     "one citation a reference, with fields and spans",
	}
}

// Sniff implements [doc.Format].
func (f Format) Sniff(in *doc.Input) int {
	head := bytes.TrimLeft(in.Data[:min(len(in.Data), 4096)], "\ufeff \r\n\t")
	if bytes.HasPrefix(head, []byte("TY  - ")) {
		return 97
	}
	if doc.HasExtension(in.Name, f.Info().Extensions) && utf8.Valid(head) {
		return 50
	}
	return 0
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	d := &doc.Draft{Format: "ris", Body: &cite.Text{}}
	var r *record
	at := 0
	for line := range bytes.Lines(in.Data) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tag, value, valueAt := field(line)
		switch {
		case tag == "TY":
			r = &record{start: at}
		case r == nil:
		case tag == "ER":
			d.Extra = append(d.Extra, r.citations(at+len(bytes.TrimRight(line, "\r\n")))...)
			r = nil
		default:
			r.set(tag, value, cite.Span{Start: at + valueAt, End: at + valueAt + len(value)})
		}
		at += len(line)
	}
	if r != nil {
		d.Extra = append(d.Extra, r.citations(len(in.Data))...)
	}
	return d, nil
}

// field takes a line "XX  - value" apart.
func field(line []byte) (tag, value string, at int) {
	s := strings.TrimPrefix(string(line), "\ufeff")
	cut := len(line) - len(s)
	if len(s) < 5 || s[2:5] != "  -" {
		return "", "", 0
	}
	rest := strings.TrimLeft(s[5:], " ")
	at = cut + len(s) - len(rest)
	return s[:2], strings.TrimRight(rest, "\r\n "), at
}

// record is a reference being read.
type record struct {
	start int
	c     cite.Citation
	more  []cite.Citation // further addresses
}

func (r *record) set(tag, value string, span cite.Span) {
	if value == "" {
		return
	}
	c := &r.c
	switch tag {
	case "TI", "T1", "CT":
		c.Title = cite.Fold(value)
	case "AU", "A1":
		c.Authors = append(c.Authors, doc.Author(value))
	case "T2", "JO", "JF", "BT", "PB":
		if c.Container == "" {
			c.Container = cite.Fold(value)
		}
	case "DA", "PY", "Y1":
		if iso := doc.ISODate(value); len(iso) > len(c.Date.ISO) {
			c.Date = cite.Date{ISO: iso, Raw: value}
		}
	case "Y2":
		c.Accessed = cite.Date{ISO: doc.ISODate(value), Raw: value}
	case "SP":
		c.Locator = cite.Locator{Kind: "page", Raw: value}
	case "DO", "UR", "L1", "L2", "LK", "SN", "AN", "M3":
		r.address(tag, value, span)
	}
}

// address takes in addresses and identifiers; a line can hold several.
func (r *record) address(tag, value string, span cite.Span) {
	if tag == "DO" && strings.HasPrefix(value, "10.") {
		value = "doi:" + value
	}
	for _, id := range cite.Identifiers(value) {
		id.Identifier.Address = span
		r.c.Identifiers = append(r.c.Identifiers, id.Identifier)
	}
	for _, f := range cite.Addresses(cite.Plain(value, span.Part, span.Start)) {
		if f.URL == "" || f.Assumed {
			continue
		}
		at := cite.Span{Part: span.Part, Start: span.Start + f.Start, End: span.Start + f.End}
		if r.c.URL == "" {
			r.c.URL, r.c.Address = f.URL, at
		} else if f.URL != r.c.URL {
			r.more = append(r.more, cite.Citation{Raw: f.URL, Span: at, URL: f.URL, Address: at})
		}
	}
}

// citations are the reference and its further addresses; the record ends at end.
func (r *record) citations(end int) []cite.Citation {
	r.c.Span = cite.Span{Start: r.start, End: end}
	r.c.Raw = strings.TrimSpace(r.c.Title + " " + r.c.URL)
	return append([]cite.Citation{r.c}, r.more...)
}
