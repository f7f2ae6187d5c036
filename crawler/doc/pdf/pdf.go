// Package pdf reads PDF (ISO 32000): link annotations first, then the text as
// it lies on the page. Notes are found by where and how small they stand: at the
// foot of a page, or after the text, each behind a raised or leading label.
//
// A PDF has no running text of its own. Spans name the page, such as "page 3",
// and count bytes of the text that this package reads from it, line by line.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"apud/crawler/doc"
	"apud/crawler/page/pdf"
)

// Format reads PDF.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "pdf", Title: "PDF",
		Extensions: []string{".pdf"},
		MediaTypes: []string{"application/pdf"},
		Yields:     "footnotes and endnotes by place and size, link annotations, spans in the text of pages",
	}
}

// Sniff implements [doc.Format].
func (Format) Sniff(in *doc.Input) int {
	if bytes.Contains(in.Data[:min(len(in.Data), 1024)], []byte("%PDF-")) {
		return 98
	}
	return 0
}

// Read implements [doc.Format]. A file that is cut short or whose tables are
// damaged is read as far as it goes.
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	data := in.Data
	if i := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")); i > 0 {
		data = data[i:]
	}
	r, err := pdf.Open(data)
	if err != nil {
		return nil, failure(err)
	}
	if r.Len() == 0 {
		return nil, &doc.SyntaxError{Format: "pdf", Msg: "no pages"}
	}
	l := &layout{}
	d, err := l.draft(r.Len(), func(i int) (*page, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		pg, err := r.Page(i)
		if err != nil {
			return nil, failure(fmt.Errorf("page %d: %w", i+1, err))
		}
		return newPage(pg, i+1), nil
	})
	if err != nil {
		return nil, err
	}
	d.Lang = r.Lang()
	if t := r.Title(); t != "" {
		d.Title = t
	}
	return d, nil
}

// failure is an error of the reader underneath as formats give it.
func failure(err error) error {
	if errors.Is(err, pdf.ErrTooMuch) {
		return fmt.Errorf("%w: %w", doc.ErrTooLarge, err)
	}
	return &doc.SyntaxError{Format: "pdf", Msg: err.Error()}
}
