// Package ris reads RIS, the line format of reference managers.
package ris

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf8"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/entry"
	"apud/crawler/doc/lines"
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
	out := &doc.Draft{Format: "ris", Body: &cite.Text{}}
	d := doc.Decode(in.Data, "")
	var r *record
	at := 0
	for line := range strings.Lines(d.Text) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tag, start, end := field(line)
		switch {
		case tag == "TY":
			if r != nil {
				out.Extra = append(out.Extra, r.citations(at)...)
			}
			r = &record{d: d, start: at}
		case r == nil:
		case tag == "ER":
			out.Extra = append(out.Extra, r.citations(at+len(strings.TrimRight(line, " \r\n")))...)
			r = nil
		case start < end:
			r.set(tag, at+start, at+end)
		}
		at += len(line)
	}
	if r != nil {
		out.Extra = append(out.Extra, r.citations(len(d.Text))...)
	}
	return out, nil
}

// field takes a line "XX  - value" apart: the value is line[start:end].
func field(line string) (tag string, start, end int) {
	if len(line) < 5 || line[2:5] != "  -" {
		return "", 0, 0
	}
	end = len(strings.TrimRight(line, " \r\n\t"))
	start = 5
	for start < end && (line[start] == ' ' || line[start] == '\t') {
		start++
	}
	return line[:2], start, max(start, end)
}

// record is a reference being read.
type record struct {
	entry.Record
	d     *doc.Decoded
	start int
}

func (r *record) set(tag string, start, end int) {
	value := r.d.Text[start:end]
	t := &cite.Text{}
	r.d.Append(t, start, end)
	span := lines.Span(r.d, start, end)
	switch tag {
	case "TI", "T1", "CT":
		if r.Title == "" {
			r.Title = cite.Fold(value)
		}
	case "AU", "A1":
		r.Authors = append(r.Authors, doc.Author(value))
	case "T2", "JO", "JF", "BT", "PB":
		if r.Container == "" {
			r.Container = cite.Fold(value)
		}
	case "DA", "PY", "Y1":
		if iso := doc.ISODate(value); len(iso) > len(r.Date.ISO) {
			r.Date = cite.Date{ISO: iso, Raw: value}
		}
	case "Y2":
		r.Accessed = cite.Date{ISO: doc.ISODate(value), Raw: value}
	case "SP":
		r.Locator = cite.Locator{Kind: "page", Raw: value}
	case "DO":
		if strings.HasPrefix(value, "10.") {
			r.Identifier("doi:", value, span)
			return
		}
		r.Mine(t)
	case "SN":
		r.Identifier("ISBN", value, span)
		r.Identifier("ISSN", value, span)
	case "UR", "L1", "L2", "LK", "AN", "M3", "N1":
		r.Mine(t)
	}
}

// citations are the reference, which ends at end, and its further addresses.
func (r *record) citations(end int) []cite.Citation {
	if r.Empty() {
		return nil
	}
	end = r.start + len(strings.TrimRight(r.d.Text[r.start:end], " \r\n"))
	return r.Citations(lines.Span(r.d, r.start, end))
}
