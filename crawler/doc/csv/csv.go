// Package csv reads tables of sources: comma, semicolon or tab separated, with
// or without a row of headings. Each address in a cell is a citation; headings
// such as title, author and date say what the other cells are.
package csv

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/lines"
)

// Format reads tables.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "csv", Title: "table (CSV, TSV)",
		Extensions: []string{".csv", ".tsv"},
		MediaTypes: []string{"text/csv", "text/tab-separated-values"},
		Yields:     "one citation an address, with title, author, date by heading; spans",
	}
}

// Sniff implements [doc.Format].
func (f Format) Sniff(in *doc.Input) int {
	if in.Named(f.Info()) && !bytes.Contains(in.Data[:min(len(in.Data), 4096)], []byte{0}) {
		return 90
	}
	return 0
}

// headings are the names of columns in lower case, by what they hold.
var headings = map[string]string{
	"title": "title", "headline": "title", "titel": "title", "titre": "title", "name": "title",
	"author": "author", "authors": "author", "creator": "author", "autor": "author", "auteur": "author",
	"date": "date", "published": "date", "year": "date", "publication year": "date", "datum": "date", "issued": "date",
	"accessed": "accessed", "access date": "accessed", "access_date": "accessed",
	"publication": "container", "publication title": "container", "container": "container", "journal": "container",
	"outlet": "container", "source": "container", "website": "container", "publisher": "container",
	"doi": "doi", "note": "label", "footnote": "label", "label": "label",
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	d := &doc.Draft{Format: "csv", Body: &cite.Text{}}
	decoded := doc.Decode(in.Data, "")
	data := []byte(decoded.Text)
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = separator(data), true, -1, true
	starts := lineStarts(data)
	var columns []string
	for row := 0; ; row++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		from := int(r.InputOffset())
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return d, nil
		}
		if err != nil {
			if parse := (*csv.ParseError)(nil); errors.As(err, &parse) {
				return nil, &doc.SyntaxError{Format: "csv", Line: parse.Line, Column: parse.Column, Msg: parse.Err.Error()}
			}
			return nil, err
		}
		if row == 0 {
			if columns = heading(cells); columns != nil {
				continue
			}
		}
		t := table{r: r, d: decoded, starts: starts, columns: columns}
		d.Extra = append(d.Extra, t.row(cells, from, int(r.InputOffset()))...)
	}
}

// separator is the likeliest separator: the one most common in the first line.
func separator(data []byte) rune {
	first, _, _ := bytes.Cut(data, []byte("\n"))
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t'} {
		if n := bytes.Count(first, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// heading is what each column holds, when the row is one of headings.
func heading(cells []string) []string {
	out := make([]string, len(cells))
	known := 0
	for i, c := range cells {
		if strings.Contains(c, "://") {
			return nil
		}
		out[i] = headings[strings.ToLower(strings.TrimSpace(c))]
		if h := strings.ToLower(strings.TrimSpace(c)); out[i] != "" || strings.Contains(h, "url") || strings.Contains(h, "link") {
			known++
		}
	}
	if known == 0 {
		return nil
	}
	return out
}

// lineStarts are the offsets at which the lines begin.
func lineStarts(data []byte) []int {
	out := []int{0}
	for i, c := range data {
		if c == '\n' {
			out = append(out, i+1)
		}
	}
	return out
}

// table is what reading a row needs.
type table struct {
	r       *csv.Reader
	d       *doc.Decoded
	starts  []int
	columns []string
}

// cell is the i-th cell of the row at hand as a text.
func (t table) cell(i int, s string) *cite.Text {
	line, column := t.r.FieldPos(i)
	at := t.starts[line-1] + column - 1
	data := t.d.Text
	quoted := at < len(data) && data[at] == '"'
	if quoted {
		at++
	}
	out := &cite.Text{}
	from := at
	for j := range len(s) {
		switch {
		case quoted && s[j] == '"' && strings.HasPrefix(data[min(at, len(data)):], `""`),
			s[j] == '\n' && strings.HasPrefix(data[min(at, len(data)):], "\r\n"):
			// Two bytes that stand for one.
			t.d.Append(out, from, at)
			out.Append(s[j:j+1], lines.Span(t.d, at, at+2))
			at += 2
			from = at
		default:
			at++
		}
	}
	if at <= len(data) {
		t.d.Append(out, from, at)
	}
	return out
}

// row is the citations of a row, which stands at bytes from to to.
func (t table) row(cells []string, from, to int) []cite.Citation {
	var shared cite.Citation
	for i, c := range cells {
		if i >= len(t.columns) || strings.TrimSpace(c) == "" {
			continue
		}
		switch t.columns[i] {
		case "title":
			shared.Title = cite.Fold(c)
		case "author":
			for a := range strings.SplitSeq(c, ";") {
				if strings.TrimSpace(a) != "" {
					shared.Authors = append(shared.Authors, doc.Author(a))
				}
			}
		case "date":
			shared.Date = cite.Date{ISO: doc.ISODate(strings.TrimSpace(c)), Raw: c}
		case "accessed":
			shared.Accessed = cite.Date{ISO: doc.ISODate(strings.TrimSpace(c)), Raw: c}
		case "container":
			shared.Container = cite.Fold(c)
		case "doi":
			for _, id := range cite.Identifiers("doi:" + strings.TrimPrefix(strings.TrimSpace(c), "doi:")) {
				shared.Identifiers = append(shared.Identifiers, id.Identifier)
			}
		}
	}
	end := max(from, from+len(strings.TrimRight(t.d.Text[from:to], "\r\n")))
	shared.Span = lines.Span(t.d, from, end)
	shared.Raw = cite.Fold(strings.Join(cells, ", "))
	var out []cite.Citation
	for i, c := range cells {
		words := t.cell(i, c)
		for _, f := range cite.Addresses(words) {
			if f.URL == "" || f.Assumed && !strings.HasPrefix(strings.TrimSpace(c), "www.") {
				continue
			}
			e := shared
			e.URL, e.Assumed, e.Repaired = f.URL, f.Assumed, f.Repaired
			e.Address = words.Source(f.Start, f.End)
			out = append(out, e)
		}
	}
	if len(out) == 0 && (shared.Title != "" || len(shared.Identifiers) > 0) {
		out = append(out, shared)
	}
	return out
}
