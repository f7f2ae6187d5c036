// Package html reads HTML and XHTML: files, and pages fetched by address.
//
// All conventions for notes come under one rule: an anchor in the body names a
// place, and what stands there is a note when it stands among notes, when the
// anchor or the place says so by its role, or when it leads back to the anchor.
// The rule takes what pandoc, kramdown, GitHub, MediaWiki, Word, LibreOffice,
// Google Docs, WordPress and docutils write. Notes in the margin, which no
// anchor calls, are known by their class, and notes of pages without such
// anchors are read as those of plain text are.
//
// Navigation, headers, footers and what else stands beside the text is left
// out; where a page says which is its main part, all else is. The addresses of
// links, of quotations and of embedded pages are citations; what is code is
// none.
//
// Tags are paired as browsers do where they are left out. A book is several
// pages: see [ReadPages].
package html

import (
	"context"
	"mime"
	"strings"

	"apud/crawler/doc"
)

// Format reads HTML.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "html", Title: "HTML, XHTML, web pages",
		Extensions: []string{".html", ".htm", ".xhtml", ".xht", ".shtml"},
		MediaTypes: []string{"text/html", "application/xhtml+xml"},
		Yields:     "footnotes of every convention, links, quotations, spans",
	}
}

// Sniff implements [doc.Format].
func (f Format) Sniff(in *doc.Input) int {
	head := in.Data[:min(len(in.Data), 4<<10)]
	s := strings.ToLower(doc.Decode(head, "").Text)
	if strings.IndexByte(s, 0) >= 0 {
		return 0
	}
	s = strings.TrimLeft(s, " \t\r\n")
	kind, _, _ := mime.ParseMediaType(in.MediaType)
	named := doc.HasExtension(in.Name, f.Info().Extensions) || kind == "text/html" || kind == "application/xhtml+xml"
	switch {
	case strings.HasPrefix(s, "<!doctype html"), strings.HasPrefix(s, "<html"):
		return 96
	case strings.HasPrefix(s, "<") && (strings.Contains(s, "<!doctype html") || strings.Contains(s, "<html")):
		return 93
	case named:
		return 88
	case strings.HasPrefix(s, "<") && !strings.HasPrefix(s, "<?xml"):
		tags := 0
		for _, tag := range []string{"<p>", "<p ", "</p>", "<a href=", "</a>", "<div", "</div>", "<li>", "<h1", "<h2", "<br", "<body", "<title>", "<meta "} {
			tags += strings.Count(s, tag)
		}
		if tags >= 3 {
			return 30 + 2*min(tags, 15)
		}
	}
	return 0
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	kind, params, _ := mime.ParseMediaType(in.MediaType)
	p := Page{Data: in.Data, Charset: params["charset"], Base: in.BaseURL, XML: kind == "application/xhtml+xml"}
	return ReadPages(ctx, "html", []Page{p})
}
