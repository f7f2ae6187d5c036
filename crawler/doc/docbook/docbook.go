// Package docbook reads DocBook 4 and 5: footnotes, links, bibliographies.
package docbook

import (
	"context"
	"slices"

	"apud/crawler/doc"
	"apud/crawler/doc/xmldoc"
	"apud/crawler/doc/xmltext"
)

// Format reads DocBook.
type Format struct{}

var dialect = xmldoc.Dialect{
	Info: doc.Info{
		Name: "docbook", Title: "DocBook",
		Extensions: []string{".dbk", ".docbook", ".xml"},
		MediaTypes: []string{"application/docbook+xml"},
		Yields:     "footnotes, bibliography entries with their calls, links, spans",
	},
	Roots: []string{"article", "book", "chapter", "section", "sect1", "part", "refentry", "appendix", "preface"},
	Block: xmldoc.Set("para", "simpara", "title", "subtitle", "listitem", "entry", "row", "section", "blockquote",
		"term", "formalpara", "bibliomixed", "biblioentry", "caption", "member", "attribution"),
	Skip:     xmldoc.Set("indexterm", "keywordset", "subjectset", "remark", "imagedata", "videodata"),
	Verbatim: xmldoc.Set("programlisting", "screen", "literallayout", "code", "literal", "synopsis"),
	Quoted:   xmldoc.Set("quote"),
	Italic: func(t xmltext.Token) bool {
		return t.Name == "citetitle" || t.Name == "emphasis" && t.Get("role") != "strong" && t.Get("role") != "bold"
	},
	Title: func(path []string) bool {
		n := len(path)
		return n > 1 && n <= 3 && path[n-1] == "title"
	},
	Note:      func(t xmltext.Token, _ []string) bool { return t.Name == "footnote" },
	NoteLabel: xmldoc.Set("abbrev"),
	Call: func(t xmltext.Token) string {
		switch t.Name {
		case "footnoteref", "xref", "biblioref":
			return t.Get("linkend")
		}
		return ""
	},
	Link: func(t xmltext.Token) string {
		switch t.Name {
		case "ulink":
			return "url"
		case "link", "uri", "citetitle", "phrase":
			return "href"
		}
		return ""
	},
	Reference: func(t xmltext.Token) bool { return t.Name == "biblioentry" || t.Name == "bibliomixed" },
	Field:     field,

	Structured: xmldoc.Set("biblioentry", "biblioset"),
}

// field is what an element of a biblioentry tells; a bibliomixed is prose.
func field(t xmltext.Token, path []string) xmldoc.Field {
	if slices.Contains(path, "bibliomixed") {
		return xmldoc.NoField
	}
	journal := slices.Contains(path, "biblioset")
	switch t.Name {
	case "author":
		return xmldoc.Person
	case "surname":
		return xmldoc.Family
	case "firstname", "givenname":
		return xmldoc.Given
	case "corpauthor", "orgname":
		return xmldoc.Body
	case "title", "citetitle":
		if journal && !slices.Contains(path, "article") {
			return xmldoc.Container
		}
		return xmldoc.Title
	case "publishername":
		return xmldoc.Container
	case "pubdate", "date":
		return xmldoc.Date
	case "biblioid":
		return xmldoc.Identifier
	}
	return xmldoc.NoField
}

// Info implements [doc.Format].
func (Format) Info() doc.Info { return dialect.Info }

// Sniff implements [doc.Format]. JATS and DocBook share the name "article";
// DocBook 5 is told by its namespace, DocBook 4 by its document type.
func (Format) Sniff(in *doc.Input) int {
	score := dialect.Sniff(in)
	if score == 0 {
		return 0
	}
	if xmldoc.Mentions(in, "docbook") {
		return 95
	}
	return score / 2
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	return dialect.Read(ctx, in)
}
