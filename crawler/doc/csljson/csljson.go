// Package csljson reads CSL-JSON, the citation data of Zotero, pandoc and
// citation processors.
package csljson

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/entry"
)

// Format reads CSL-JSON.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "csljson", Title: "CSL-JSON references",
		Extensions: []string{".json", ".csljson"},
		MediaTypes: []string{"application/vnd.citationstyles.csl+json"},
		Yields:     "one citation an item, with fields and spans",
	}
}

// Sniff implements [doc.Format].
func (f Format) Sniff(in *doc.Input) int {
	head := bytes.TrimLeft(in.Head(), "\ufeff \r\n\t")
	if len(head) == 0 || head[0] != '[' && head[0] != '{' {
		return 0
	}
	marks := 0
	for _, key := range []string{`"title"`, `"type"`, `"issued"`, `"author"`, `"URL"`, `"DOI"`, `"container-title"`} {
		if bytes.Contains(head, []byte(key)) {
			marks++
		}
	}
	if marks >= 2 {
		return 80
	}
	return 0
}

// item is one reference (citation-style-language/schema, csl-data.json).
type item struct {
	Title     string          `json:"title"`
	Author    []name          `json:"author"`
	Container string          `json:"container-title"`
	Publisher string          `json:"publisher"`
	Issued    date            `json:"issued"`
	Accessed  date            `json:"accessed"`
	URL       string          `json:"URL"`
	DOI       string          `json:"DOI"`
	ISBN      string          `json:"ISBN"`
	ISSN      string          `json:"ISSN"`
	PMID      json.RawMessage `json:"PMID"`
	Note      string          `json:"note"`
	Page      string          `json:"page"`
	Archive   string          `json:"archive_location"`
}

type name struct {
	Family   string `json:"family"`
	Given    string `json:"given"`
	Particle string `json:"non-dropping-particle"`
	Literal  string `json:"literal"`
}

type date struct {
	Parts   [][]json.RawMessage `json:"date-parts"`
	Raw     string              `json:"raw"`
	Literal string              `json:"literal"`
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	d := &doc.Draft{Format: "csljson", Body: &cite.Text{}}
	skip := len(in.Data) - len(bytes.TrimPrefix(in.Data, []byte("\xef\xbb\xbf")))
	data := in.Data[skip:]
	dec := json.NewDecoder(bytes.NewReader(data))
	first := bytes.TrimLeft(data, " \r\n\t")
	if len(first) == 0 {
		return d, nil
	}
	list := first[0] == '['
	if list {
		if _, err := dec.Token(); err != nil {
			return nil, syntax(err)
		}
	}
	for dec.More() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, syntax(err)
		}
		end := int(dec.InputOffset())
		var it item
		if err := json.Unmarshal(raw, &it); err != nil {
			if kind := (*json.UnmarshalTypeError)(nil); !errors.As(err, &kind) {
				return nil, syntax(err)
			}
		}
		d.Extra = append(d.Extra, it.citations(raw, skip+end-len(raw))...)
		if !list {
			break
		}
	}
	return d, nil
}

func syntax(err error) error {
	return &doc.SyntaxError{Format: "csljson", Msg: err.Error()}
}

// citations are the item, which stands at byte at, and further addresses.
func (it item) citations(raw []byte, at int) []cite.Citation {
	r := &entry.Record{
		Title: cite.Fold(it.Title), Container: cite.Fold(it.Container), Date: it.Issued.date(), Accessed: it.Accessed.date(),
	}
	if r.Container == "" {
		r.Container = cite.Fold(it.Publisher)
	}
	for _, n := range it.Author {
		switch {
		case n.Literal != "":
			r.Authors = append(r.Authors, cite.Author{Name: cite.Fold(n.Literal), Organization: true})
		case n.Family != "":
			r.Authors = append(r.Authors, cite.Author{Name: cite.Fold(n.Given + " " + n.Particle + " " + n.Family)})
		}
	}
	if it.Page != "" {
		r.Locator = cite.Locator{Kind: "page", Raw: it.Page}
	}
	values := members(raw)
	text := func(key string) *cite.Text {
		v := values[key]
		return unquote(raw[v[0]:v[1]], at+v[0])
	}
	span := func(key string) cite.Span {
		v := values[key]
		return cite.Span{Start: at + v[0], End: at + v[1]}
	}
	r.Address(text("URL"), entry.Cited)
	for _, id := range []struct{ key, word, text string }{
		{"DOI", "doi:", it.DOI}, {"ISBN", "ISBN", it.ISBN}, {"ISSN", "ISSN", it.ISSN}, {"PMID", "PMID:", strings.Trim(string(it.PMID), `"`)},
	} {
		if id.text != "" {
			r.Identifier(id.word, id.text, span(id.key))
		}
	}
	r.Mine(text("note"))
	if r.Empty() {
		return nil
	}
	return r.Citations(cite.Span{Start: at, End: at + len(raw)})
}

// date is a CSL date as precise as it is.
func (d date) date() cite.Date {
	if len(d.Parts) > 0 {
		var parts []string
		for _, p := range d.Parts[0] {
			parts = append(parts, strings.Trim(string(p), `"`))
		}
		raw := strings.Join(parts, "-")
		return cite.Date{ISO: doc.ISODate(raw), Raw: raw}
	}
	raw := d.Raw + d.Literal
	return cite.Date{ISO: doc.ISODate(raw), Raw: raw}
}

// members are where the values of an object stand in raw, those of strings
// without their quotes.
func members(raw []byte) map[string][2]int {
	out := map[string][2]int{}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return out
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			break
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			break
		}
		end := int(dec.InputOffset())
		start := end - len(value)
		if len(value) >= 2 && value[0] == '"' {
			start, end = start+1, end-1
		}
		if name, ok := key.(string); ok {
			out[name] = [2]int{start, end}
		}
	}
	return out
}

// unquote is the inside of a string of JSON, which stands at byte at, as a text.
func unquote(raw []byte, at int) *cite.Text {
	t := &cite.Text{}
	from := 0
	flush := func(to int) {
		if from < to && utf8.Valid(raw[from:to]) {
			t.Append(string(raw[from:to]), cite.Span{Start: at + from, End: at + to})
		}
	}
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' || i+1 >= len(raw) {
			continue
		}
		flush(i)
		end := i + 2
		if raw[i+1] == 'u' {
			end = min(i+6, len(raw))
			if end+6 <= len(raw) && raw[end] == '\\' && raw[end+1] == 'u' && (raw[i+2]|0x20) == 'd' && raw[i+3] >= '8' {
				end += 6 // a pair of surrogates
			}
		}
		var s string
		if err := json.Unmarshal(fmt.Appendf(nil, `"%s"`, raw[i:end]), &s); err == nil {
			t.Append(s, cite.Span{Start: at + i, End: at + end})
		}
		i, from = end-1, end
	}
	flush(len(raw))
	return t
}
