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
	"fmt"
	"strings"

	"github.com/ledongthuc/pdf"

	"apud/crawler/doc"
)

// The limits against hostile files.
const (
	maxPages   = 10_000
	maxDepth   = 64       // of the page tree, of forms inside forms
	maxContent = 32 << 20 // bytes of one page's decoded content
	maxTotal   = 256 << 20
	maxGlyphs  = 4_000_000
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

// Read implements [doc.Format]. The library underneath panics on damage; that is
// a [*doc.SyntaxError] here.
func (Format) Read(ctx context.Context, in *doc.Input) (d *doc.Draft, err error) {
	defer func() {
		if p := recover(); p != nil {
			d, err = nil, &doc.SyntaxError{Format: "pdf", Msg: fmt.Sprint(p)}
		}
	}()
	data := in.Data
	if i := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")); i > 0 {
		data = data[i:]
	}
	r, err := pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &doc.SyntaxError{Format: "pdf", Msg: err.Error()}
	}
	pages, err := leaves(r)
	if err != nil {
		return nil, err
	}
	l := &layout{}
	left := int64(maxTotal)
	for i, p := range pages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		pg, err := readPage(p, i+1, &left)
		if err != nil {
			return nil, err
		}
		l.pages = append(l.pages, pg)
	}
	d = l.draft()
	if t := strings.TrimSpace(r.Trailer().Key("Info").Key("Title").Text()); t != "" && !strings.HasPrefix(t, "Microsoft Word") {
		d.Title = t
	}
	return d, nil
}

// leaves lists the pages of the tree, in order. Loops end at the depth limit.
func leaves(r *pdf.Reader) ([]pdf.Value, error) {
	var out []pdf.Value
	visited := 0
	var walk func(v pdf.Value, depth int) error
	walk = func(v pdf.Value, depth int) error {
		if visited++; visited > 4*maxPages || depth > maxDepth || len(out) > maxPages {
			return fmt.Errorf("%w: the tree of pages is too large or loops", doc.ErrTooLarge)
		}
		kids := v.Key("Kids")
		if kids.Kind() != pdf.Array {
			if v.Kind() == pdf.Dict {
				out = append(out, v)
			}
			return nil
		}
		for i := range kids.Len() {
			if err := walk(kids.Index(i), depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	err := walk(r.Trailer().Key("Root").Key("Pages"), 0)
	if err == nil && len(out) == 0 {
		err = &doc.SyntaxError{Format: "pdf", Msg: "no pages"}
	}
	return out, err
}

// inherited looks a key up in a page and the nodes above it.
func inherited(v pdf.Value, key string) pdf.Value {
	for range maxDepth {
		if k := v.Key(key); !k.IsNull() {
			return k
		}
		if v = v.Key("Parent"); v.IsNull() {
			break
		}
	}
	return pdf.Value{}
}
