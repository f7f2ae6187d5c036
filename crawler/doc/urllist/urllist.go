// Package urllist reads plain lists of addresses, one a line; lines that begin
// with # are comments.
package urllist

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf8"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// Format reads lists of addresses.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "urls", Title: "list of addresses",
		Extensions: []string{".urls"},
		MediaTypes: []string{"text/uri-list"},
		Yields:     "one citation a line, spans",
	}
}

// Sniff implements [doc.Format]: every line of the beginning is an address.
func (f Format) Sniff(in *doc.Input) int {
	head := in.Head()
	if !utf8.Valid(head) && len(head) < 64<<10 {
		return 0
	}
	addresses := 0
	for line := range bytes.Lines(head) {
		s := strings.TrimSpace(string(line))
		switch {
		case s == "" || strings.HasPrefix(s, "#"):
		case strings.ContainsAny(s, " \t") || !strings.Contains(s, "://"):
			return 0
		default:
			addresses++
		}
	}
	switch {
	case addresses == 0:
		return 0
	case doc.HasExtension(in.Name, f.Info().Extensions) || strings.HasPrefix(in.MediaType, "text/uri-list"):
		return 95
	}
	return 45
}

// Read implements [doc.Format]. Each line is taken whole: what stands in a list
// is an address, whatever it ends with.
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	d := &doc.Draft{Format: "urls", Body: &cite.Text{}}
	at := 0
	for line := range bytes.Lines(in.Data) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s := strings.TrimSpace(strings.TrimPrefix(string(line), "\ufeff"))
		if s != "" && !strings.HasPrefix(s, "#") && utf8.ValidString(s) {
			i := at + bytes.Index(line, []byte(s))
			span := cite.Span{Start: i, End: i + len(s)}
			d.Extra = append(d.Extra, cite.Citation{Raw: s, Span: span, URL: s, Address: span})
		}
		at += len(line)
	}
	return d, nil
}
