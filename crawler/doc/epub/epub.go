// Package epub reads books in EPUB 2 and 3: the members of the spine in their
// order, as one document. Notes may stand in another member than their marks,
// and their numbers may begin anew in each chapter.
//
// Spans name the member and count bytes of its content.
package epub

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"apud/crawler/doc"
	"apud/crawler/doc/html"
	"apud/crawler/doc/zipfile"
)

// Format reads EPUB.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "epub", Title: "EPUB 2 and 3",
		Extensions: []string{".epub"},
		MediaTypes: []string{mediaType},
		Yields:     "footnotes over members, links, spans in members",
	}
}

const mediaType = "application/epub+zip"

// Sniff implements [doc.Format]. The first member of a book names its type, and
// every book has a container.
func (f Format) Sniff(in *doc.Input) int {
	head := string(in.Head())
	switch {
	case !strings.HasPrefix(head, "PK"):
		return 0
	case strings.Contains(head[:min(len(head), 256)], mediaType):
		return 98
	case strings.Contains(head, "META-INF/container.xml"):
		return 85
	case doc.HasExtension(in.Name, f.Info().Extensions):
		return 60
	}
	return 0
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	a, err := zipfile.Open(in.Data, "epub")
	if err != nil {
		return nil, err
	}
	b, err := openBook(a)
	if err != nil {
		return nil, err
	}
	locked, err := encrypted(a)
	if err != nil {
		return nil, err
	}
	var pages []html.Page
	for _, name := range b.spine {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if locked[name] {
			return nil, &doc.SyntaxError{Format: "epub", Msg: "the book is encrypted: " + name + " cannot be read"}
		}
		data, err := a.Read(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		pages = append(pages, html.Page{Part: name, Data: data, XML: true})
	}
	if len(pages) == 0 {
		return nil, &doc.SyntaxError{Format: "epub", Msg: "the book has no text"}
	}
	d, err := html.ReadPages(ctx, "epub", pages)
	if err != nil {
		return nil, err
	}
	if b.title != "" {
		d.Title = b.title
	}
	if b.lang != "" {
		d.Lang = b.lang
	}
	return d, nil
}
