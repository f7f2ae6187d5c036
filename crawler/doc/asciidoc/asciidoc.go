// Package asciidoc reads AsciiDoc as Asciidoctor, Antora and pandoc have it:
// footnotes within the words and those used again, lists of references, links
// of every kind, attributes in their places, and bare addresses.
//
// Lines are sorted into paragraphs first, attributes written out; then the
// words of each paragraph are written as a reader sees them. Code, comments,
// passthroughs, pictures and references within the documents cite nothing.
// Other files are not included.
package asciidoc

import (
	"context"
	"fmt"
	"strings"

	"apud/crawler/doc"
	"apud/crawler/doc/lines"
)

// Format reads AsciiDoc.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "asciidoc", Title: "AsciiDoc (Asciidoctor, Antora)",
		Extensions: []string{".adoc", ".asciidoc", ".asc", ".ad"},
		MediaTypes: []string{"text/asciidoc", "text/x-asciidoc"},
		Yields:     "footnotes, references, links, spans",
	}
}

// signs are what lines of AsciiDoc hold and others do not.
var signs = map[string]int{
	"footnote:[": 8, "link:http": 6, "\n== ": 3, "\n=== ": 3, "\n[source": 6, "\ninclude::": 6, "\nimage::": 6, "xref:": 4,
	"\n:toc:": 8, "\n|===": 6, "\n----\n": 2, "\n[quote": 6, "\nnote: ": 2, "\n[[": 2, "\n====\n": 3, "footnoteref:[": 8,
	"\n:sectnums:": 8, "\n:icons:": 8, "footnote:": 1, "[[[": 4, "\n____\n": 4,
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
	low := "\n" + strings.ToLower(head)
	n := 0
	if strings.HasPrefix(low, "\n= ") {
		n = 8
	}
	for sign, weight := range signs {
		n += weight * min(strings.Count(low, sign), 3)
	}
	// "== Part ==" is a heading of a wiki.
	if strings.Contains(low, " ==\n") {
		n -= 12
	}
	if n < 6 {
		return 0
	}
	return min(20+2*n, 80)
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	d := doc.Decode(in.Data, "")
	all, err := lines.Split(ctx, d.Text, 8)
	if err != nil {
		return nil, fmt.Errorf("read asciidoc: %w", err)
	}
	p := &parser{
		Writer: lines.NewWriter(d), ctx: ctx, s: d.Text, base: in.BaseURL, lines: all, note: lines.Body,
		attributes: map[string]string{}, entries: map[string]int{}, named: map[string]int{},
		budget: maxExpanded + len(d.Text),
	}
	p.readLines()
	p.write()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read asciidoc: %w", err)
	}
	out := p.Draft()
	out.Format, out.Title, out.Lang = "asciidoc", p.title, p.attributes["lang"]
	return out, nil
}

// parser is a document while it is read.
type parser struct {
	*lines.Writer
	ctx   context.Context
	s     string
	base  string
	title string

	lines []lines.Line
	at    int
	// note is the entry of a list of references whose lines are read.
	note int
	// apart says that a blank line stands before the line at hand.
	apart bool
	// w is the paragraph at hand.
	w      *lines.Words
	blocks []block
	// style is what the line above says the next block is.
	style string
	// table is the line that ends the table at hand; empty outside of one.
	table string
	// header counts the lines of author and revision below the title; -1
	// when the header is over.
	header int

	attributes map[string]string
	// budget is what attributes may still add, in bytes.
	budget int

	// entries are the entries of lists of references by their names, named
	// the footnotes by theirs.
	entries, named map[string]int
	// count is the number of footnotes.
	count int
}

// block is a paragraph of words.
type block struct {
	words   *lines.Words
	note    int
	heading bool
}

func (p *parser) text(i int) string {
	l := p.lines[i]
	return p.s[l.Start:max(l.Start, l.End)]
}
