// Package wikitext reads the markup of MediaWiki: notes in <ref> and in
// templates such as {{efn}}, citation templates in the tongues of the larger
// Wikipedias, external links and bare addresses.
//
// A first pass pairs braces, brackets and tags, so that damage in one place
// stays there; a second writes the text that a reader sees. A citation template
// is read by its fields, not by its looks, and each address that stands in it
// comes out once.
//
// Links between pages cite nothing, and neither do comments and what stands in
// <nowiki>, <pre> and their kin.
package wikitext

import (
	"context"
	"fmt"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/lines"
)

// Format reads wikitext.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "wikitext", Title: "Wikitext (MediaWiki, Wikipedia)",
		Extensions: []string{".wiki", ".mediawiki", ".wikitext"},
		MediaTypes: []string{"text/x-wiki", "text/mediawiki"},
		Yields:     "notes, citation templates with fields, links, spans",
	}
}

// signs are what wikitext has and other texts do not, with how much each says.
var signs = map[string]int{
	"<ref>": 6, "<ref name": 8, "</ref>": 4, "{{reflist": 8, "{{cite": 8, "[[category:": 8, "[[file:": 8,
	"<references": 8, "'''": 2, "{{efn": 8, "\n== ": 3, "[[": 1, "{{": 1, "{|": 1,
}

// Sniff implements [doc.Format]. Without a telling name it looks for markup
// that other texts do not have.
func (f Format) Sniff(in *doc.Input) int {
	head := string(in.Head())
	if strings.IndexByte(head, 0) >= 0 {
		return 0
	}
	if in.Named(f.Info()) {
		return 90
	}
	low := lowerASCII(head)
	n := 0
	for sign, weight := range signs {
		n += weight * min(strings.Count(low, sign), 3)
	}
	if n < 8 {
		return 0
	}
	return min(10+n, 75)
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	d := doc.Decode(in.Data, "")
	w := &writer{Decoded: d, s: d.Text, ctx: ctx, named: map[string]int{},
		inside: map[int][2]int{}, works: map[string][]cite.Citation{}, budget: (maxDepth+10)*len(d.Text) + 1000}
	w.nodes = scan(d.Text)
	w.out.t = &cite.Text{}
	w.out.note = inBody
	w.body = w.out.t
	w.render(0, len(w.s))
	w.endItalic()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read wikitext: %w", err)
	}
	return w.draft(), nil
}

// span is where s[start:end] stands in the file.
func (w *writer) span(start, end int) cite.Span { return lines.Span(w.Decoded, start, end) }

// lowerASCII is s with the letters A to Z small, byte by byte.
func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
