// Package tei reads TEI P5 documents: notes, references and bibliographies.
package tei

import (
	"context"
	"slices"

	"apud/crawler/doc"
	"apud/crawler/doc/xmldoc"
	"apud/crawler/doc/xmltext"
)

// Format reads TEI.
type Format struct{}

var dialect = xmldoc.Dialect{
	Info: doc.Info{
		Name: "tei", Title: "TEI P5",
		Extensions: []string{".tei", ".xml"},
		MediaTypes: []string{"application/tei+xml"},
		Yields:     "notes, bibliography entries with their calls, links, spans",
	},
	Roots: []string{"TEI", "TEI.2", "teiCorpus"},
	Block: xmldoc.Set("p", "head", "ab", "l", "item", "cell", "row", "div", "bibl", "biblStruct", "listBibl",
		"signed", "salute", "dateline", "titleStmt", "opener", "closer", "byline"),
	Skip:     xmldoc.Set("encodingDesc", "revisionDesc", "publicationStmt", "profileDesc", "fw", "surface"),
	Verbatim: xmldoc.Set("code", "formula", "eg", "egXML"),
	Quoted:   xmldoc.Set("quote", "q", "soCalled"),
	Italic: func(t xmltext.Token) bool {
		return t.Name == "title" || t.Name == "emph" || t.Name == "hi" && (t.Get("rend") == "italic" || t.Get("rend") == "italics" || t.Get("rendition") == "simple:italic")
	},
	Title: func(path []string) bool {
		n := len(path)
		return n > 1 && path[n-1] == "title" && path[n-2] == "titleStmt"
	},
	Note: func(t xmltext.Token, path []string) bool {
		return t.Name == "note" && !slices.Contains(path, "teiHeader") && !slices.Contains(path, "biblStruct")
	},
	NoteLabel: xmldoc.Set("label"),
	Call: func(t xmltext.Token) string {
		if target := t.Get("target"); (t.Name == "ref" || t.Name == "ptr") && len(target) > 1 && target[0] == '#' {
			return target
		}
		return ""
	},
	Link: func(t xmltext.Token) string {
		switch t.Name {
		case "ref", "ptr":
			return "target"
		case "graphic", "media":
			return ""
		}
		return ""
	},
	Reference: func(t xmltext.Token) bool {
		return (t.Name == "bibl" || t.Name == "biblStruct") && t.Get("id") != ""
	},
	Field:      field,
	Structured: xmldoc.Set("biblStruct", "analytic", "monogr", "imprint"),
}

// field is what an element of a bibliography's entry tells.
func field(t xmltext.Token, path []string) xmldoc.Field {
	switch t.Name {
	case "author":
		return xmldoc.Person
	case "surname":
		return xmldoc.Family
	case "forename":
		return xmldoc.Given
	case "orgName":
		return xmldoc.Body
	case "title":
		if level := t.Get("level"); level == "j" || level == "m" || level == "s" || slices.Contains(path, "monogr") {
			return xmldoc.Container
		}
		return xmldoc.Title
	case "date":
		if t.Get("type") == "access" || t.Get("type") == "accessed" {
			return xmldoc.Accessed
		}
		return xmldoc.Date
	case "idno":
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
