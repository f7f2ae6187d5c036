// Package extract shows what documents cite, as read, before anything is visited.
package extract

import (
	"encoding/json"
	"io"

	"apud/crawler/cite"
)

// JSON writes one object a document. Its fields are a promise: they are added
// to, never renamed or removed.
type JSON struct{ enc *json.Encoder }

// NewJSON writes to w.
func NewJSON(w io.Writer) *JSON {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return &JSON{enc}
}

type jsonDocument struct {
	V         int            `json:"v"`
	Type      string         `json:"type"`
	Document  string         `json:"document"`
	Format    string         `json:"format"`
	Title     string         `json:"title,omitempty"`
	Footnotes []jsonFootnote `json:"footnotes,omitempty"`
	Body      []jsonCitation `json:"body,omitempty"`
}

type jsonFootnote struct {
	Label string `json:"label"`
	cite.Span
	Text      string         `json:"text,omitempty"`
	Markers   []jsonMarker   `json:"markers,omitempty"`
	Citations []jsonCitation `json:"citations,omitempty"`
}

type jsonMarker struct {
	cite.Span
	Sentence *jsonQuote `json:"sentence,omitempty"`
	Clause   *jsonQuote `json:"clause,omitempty"`
}

type jsonQuote struct {
	cite.Span
	Text string `json:"text,omitempty"`
}

type jsonCitation struct {
	N   int    `json:"n"`
	Raw string `json:"raw"`
	cite.Span
	Signal       string            `json:"signal,omitempty"`
	Authors      []string          `json:"authors,omitempty"`
	Title        string            `json:"title,omitempty"`
	Container    string            `json:"container,omitempty"`
	Date         string            `json:"date,omitempty"`
	Accessed     string            `json:"accessed,omitempty"`
	Locator      string            `json:"locator,omitempty"`
	URL          string            `json:"url,omitempty"`
	Address      *cite.Span        `json:"address,omitempty"`
	Alternatives []string          `json:"alternatives,omitempty"`
	Archives     []cite.Archive    `json:"archives,omitempty"`
	Identifiers  []cite.Identifier `json:"identifiers,omitempty"`
	RefersTo     *cite.Reference   `json:"refers_to,omitempty"`
	Lost         bool              `json:"lost,omitempty"`
	Assumed      bool              `json:"scheme_assumed,omitempty"`
	Repaired     bool              `json:"repaired,omitempty"`
	Anomalies    []string          `json:"anomalies,omitempty"`
}

type jsonError struct {
	V        int    `json:"v"`
	Type     string `json:"type"`
	Document string `json:"document"`
	Error    string `json:"error"`
}

// Document writes what d cites.
func (j *JSON) Document(d *cite.Document) error {
	out := jsonDocument{V: 1, Type: "document", Document: d.Name, Format: d.Format, Title: d.Title, Body: citations(d.Body)}
	for _, f := range d.Footnotes {
		jf := jsonFootnote{Label: f.Label, Span: f.Span, Text: f.Text, Citations: citations(f.Citations)}
		for _, m := range f.Markers {
			jf.Markers = append(jf.Markers, jsonMarker{m.Span, quote(m.Sentence), quote(m.Clause)})
		}
		out.Footnotes = append(out.Footnotes, jf)
	}
	return j.enc.Encode(out)
}

// Error writes that a document could not be read.
func (j *JSON) Error(name string, err error) error {
	return j.enc.Encode(jsonError{1, "error", name, err.Error()})
}

func quote(q cite.Quote) *jsonQuote {
	if q.Text == "" {
		return nil
	}
	return &jsonQuote{q.Span, q.Text}
}

func citations(cs []cite.Citation) []jsonCitation {
	var out []jsonCitation
	for _, c := range cs {
		j := jsonCitation{
			N: c.N, Raw: c.Raw, Span: c.Span, Signal: c.Signal, Title: c.Title, Container: c.Container,
			Date: c.Date.ISO, Accessed: c.Accessed.ISO, Locator: c.Locator.Raw, URL: c.URL,
			Alternatives: c.Alternatives, Archives: c.Archives, Identifiers: c.Identifiers,
			RefersTo: c.RefersTo, Lost: c.Lost, Assumed: c.Assumed, Repaired: c.Repaired, Anomalies: c.Anomalies,
		}
		if !c.Address.IsZero() {
			j.Address = &c.Address
		}
		for _, a := range c.Authors {
			j.Authors = append(j.Authors, a.Name)
		}
		out = append(out, j)
	}
	return out
}
