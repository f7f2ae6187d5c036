// Package markdown reads Markdown: CommonMark with the tables, addresses and
// notes of GFM, and what pandoc adds to it ("^[inline notes]", attributes,
// title blocks).
//
// Every note, mark and address keeps the way back to its bytes, which is why
// the package scans the text itself. Blocks are found first, line by line, and
// with them the definitions of links and notes; then the words of each block
// are cut into tokens; last the tokens become texts.
//
// What is code, an image or a comment cites nothing. A definition that no link
// uses is a citation too: somebody wrote it down as a source.
package markdown

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// Format reads Markdown.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "markdown", Title: "Markdown (GFM, footnotes, pandoc)",
		Extensions: []string{".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"},
		MediaTypes: []string{"text/markdown", "text/x-markdown"},
		Yields:     "footnotes, inline notes, links, spans",
	}
}

// Sniff implements [doc.Format]. Without a telling name it counts lines that
// only Markdown has.
func (f Format) Sniff(in *doc.Input) int {
	head := in.Head()
	if strings.IndexByte(string(head), 0) >= 0 {
		return 0
	}
	if in.Named(f.Info()) {
		return 90
	}
	signs := 0
	for line := range strings.Lines(string(head)) {
		line = strings.TrimRight(line, "\r\n")
		_, _, note := noteLabel(line)
		switch {
		case note:
			signs += 3
		case strings.Contains(line, "](http"), strings.Contains(line, "][") && strings.Contains(line, "["):
			signs += 2
		case strings.HasPrefix(line, "# "), strings.HasPrefix(line, "## "), strings.HasPrefix(line, "```"):
			signs++
		}
		if signs >= 10 {
			break
		}
	}
	if signs == 0 {
		return 0
	}
	return 10 + 4*min(signs, 10)
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	p := &parser{decoded: doc.Decode(in.Data, ""), base: baseOf(in.BaseURL), defined: map[string]int{}, labelled: map[string]int{}}
	p.s = p.decoded.Text
	for _, step := range []func(context.Context) error{p.readBlocks, p.readInlines} {
		if err := step(ctx); err != nil {
			return nil, fmt.Errorf("read markdown: %w", err)
		}
	}
	w := &writer{parser: p, body: &cite.Text{}}
	if err := w.write(ctx); err != nil {
		return nil, fmt.Errorf("read markdown: %w", err)
	}
	return w.draft(), nil
}

// parser is a document while it is read.
type parser struct {
	decoded *doc.Decoded
	s       string
	base    base

	title, lang string
	blocks      []block
	segments    []segment
	tokens      []token
	// shown is what tokens show instead of their words, each once; places
	// finds it.
	shown  []string
	places map[string]int32
	links  []link
	// defined are the definitions of links by their label, as indices of links.
	defined map[string]int
	notes   []note
	items   []item
	// labelled are the notes by their label.
	labelled map[string]int
}

// note is a note while it is read.
type note struct {
	label      string
	start, end int // in s
	inline     bool
}

// link is an address that markup gives, at s[start:end].
type link struct {
	url        string
	start, end int
	used       bool
}

// source is the span of s[start:end].
func (p *parser) source(start, end int) cite.Span {
	from, to := p.decoded.Source(start, end)
	return cite.Span{Start: from, End: to}
}

// lastRune is the character before at, a line end where there is none.
func lastRune(s string, at int) rune {
	if at == 0 {
		return '\n'
	}
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return r
}

// nextRune is the character at at, a line end where there is none.
func nextRune(s string, at int) rune {
	if at >= len(s) {
		return '\n'
	}
	r, _ := utf8.DecodeRuneInString(s[at:])
	return r
}
