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

	"apud/crawler/cite"
	"apud/crawler/doc"
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
	head := bytes.TrimLeft(in.Data[:min(len(in.Data), 64<<10)], "\ufeff \r\n\t")
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

// citations are the item, which stands at byte at, and the addresses in its note.
func (it item) citations(raw []byte, at int) []cite.Citation {
	c := cite.Citation{
		Title: cite.Fold(it.Title), Container: cite.Fold(it.Container),
		Date: it.Issued.date(), Accessed: it.Accessed.date(), URL: it.URL,
		Span: cite.Span{Start: at, End: at + len(raw)},
	}
	if c.Container == "" {
		c.Container = cite.Fold(it.Publisher)
	}
	for _, n := range it.Author {
		switch {
		case n.Literal != "":
			c.Authors = append(c.Authors, cite.Author{Name: cite.Fold(n.Literal), Organization: true})
		case n.Family != "":
			c.Authors = append(c.Authors, cite.Author{Name: cite.Fold(n.Given + " " + n.Particle + " " + n.Family)})
		}
	}
	if it.Page != "" {
		c.Locator = cite.Locator{Kind: "page", Raw: it.Page}
	}
	c.Raw = strings.TrimSpace(c.Title + " " + c.URL)
	if c.URL != "" {
		c.Address = value(raw, "URL", at)
	}
	for _, id := range []struct{ key, prefix, text string }{
		{"DOI", "doi:", it.DOI}, {"ISBN", "ISBN ", it.ISBN}, {"PMID", "PMID: ", strings.Trim(string(it.PMID), `"`)},
	} {
		if id.text == "" {
			continue
		}
		for _, f := range cite.Identifiers(id.prefix + id.text) {
			f.Identifier.Address = value(raw, id.key, at)
			c.Identifiers = append(c.Identifiers, f.Identifier)
		}
	}
	out := []cite.Citation{c}
	for _, f := range cite.Addresses(cite.Plain(it.Note, "", 0)) {
		if f.URL != "" && !f.Assumed && f.URL != c.URL {
			span := value(raw, "note", at)
			out = append(out, cite.Citation{Raw: f.URL, Span: span, URL: f.URL, Address: span})
		}
	}
	return out
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

// value is where the text of a key of the item stands.
func value(raw []byte, key string, at int) cite.Span {
	i := bytes.Index(raw, fmt.Appendf(nil, "%q", key))
	if i >= 0 {
		if j := bytes.IndexByte(raw[i+len(key)+2:], '"'); j >= 0 {
			from := i + len(key) + 2 + j + 1
			for k := from; k < len(raw); k++ {
				switch raw[k] {
				case '\\':
					k++
				case '"':
					return cite.Span{Start: at + from, End: at + k}
				}
			}
		}
	}
	return cite.Span{Start: at, End: at + len(raw)}
}
