// Package jats reads journal articles in JATS (ANSI/NISO Z39.96): footnotes,
// reference lists with the places that call them, and links.
package jats

import (
	"context"

	"apud/crawler/doc"
	"apud/crawler/doc/xmldoc"
	"apud/crawler/doc/xmltext"
)

// Format reads JATS.
type Format struct{}

var dialect = xmldoc.Dialect{
	Info: doc.Info{
		Name: "jats", Title: "JATS journal article",
		Extensions: []string{".jats", ".nxml", ".xml"},
		MediaTypes: []string{"application/jats+xml"},
		Yields:     "footnotes, references with their calls, links, spans",
	},
	Roots: []string{"article", "book-part-wrapper"},
	Block: xmldoc.Set("p", "title", "sec", "list-item", "label", "title-group", "td", "th", "tr", "caption",
		"disp-quote", "abstract", "fn-group", "ref-list", "def", "term", "attrib", "subtitle", "contrib", "aff"),
	Skip:     xmldoc.Set("tex-math", "processing-meta", "journal-meta", "permissions", "article-id", "contrib-id", "self-uri", "history"),
	Verbatim: xmldoc.Set("code", "preformat"),
	Italic:   func(t xmltext.Token) bool { return t.Name == "italic" || t.Name == "source" },
	Title: func(path []string) bool {
		n := len(path)
		return n > 1 && path[n-1] == "article-title" && path[n-2] == "title-group"
	},
	Note: func(t xmltext.Token, path []string) bool {
		return t.Name == "fn"
	},
	NoteLabel: xmldoc.Set("label"),
	Call: func(t xmltext.Token) string {
		if kind := t.Get("ref-type"); t.Name == "xref" && (kind == "fn" || kind == "table-fn" || kind == "bibr" || kind == "") {
			return t.Get("rid")
		}
		return ""
	},
	Link: func(t xmltext.Token) string {
		switch t.Name {
		case "ext-link", "uri", "self-uri", "related-article", "related-object":
			return "href"
		}
		return ""
	},
	Reference: func(t xmltext.Token) bool { return t.Name == "ref" },
	Field:     field,

	Structured: xmldoc.Set("element-citation", "nlm-citation", "person-group"),
}

// field is what an element of a reference tells. Names of editors and
// translators are not those of authors.
func field(t xmltext.Token, path []string) xmldoc.Field {
	switch t.Name {
	case "name", "string-name":
		return xmldoc.Person
	case "surname":
		return xmldoc.Family
	case "given-names":
		return xmldoc.Given
	case "collab", "institution":
		return xmldoc.Body
	case "article-title", "chapter-title", "part-title", "data-title":
		return xmldoc.Title
	case "source":
		return xmldoc.Container
	case "year":
		return xmldoc.Year
	case "month":
		return xmldoc.Month
	case "day":
		return xmldoc.Day
	case "date-in-citation", "access-date":
		return xmldoc.Accessed
	case "pub-id", "isbn", "issn":
		return xmldoc.Identifier
	}
	return xmldoc.NoField
}

// Info implements [doc.Format].
func (Format) Info() doc.Info { return dialect.Info }

// Sniff implements [doc.Format].
func (Format) Sniff(in *doc.Input) int { return dialect.Sniff(in) }

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	return dialect.Read(ctx, in)
}
