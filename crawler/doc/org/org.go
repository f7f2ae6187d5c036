// Package org reads Org: footnotes of every kind, links with their
// abbreviations, citations of org-cite, and bare addresses, as Emacs exports
// them.
//
// Lines are sorted into paragraphs first, with the note that each belongs to;
// then the words of each paragraph are written as a reader sees them. Code,
// comments, property drawers and what is not exported cite nothing.
package org

import (
	"context"
	"fmt"
	"strings"

	"apud/crawler/doc"
	"apud/crawler/doc/lines"
)

// Format reads Org.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "org", Title: "Org (Emacs)",
		Extensions: []string{".org"},
		MediaTypes: []string{"text/org", "text/x-org"},
		Yields:     "footnotes, inline notes, links, spans",
	}
}

// signs are what lines of Org begin with or hold and others do not.
var signs = map[string]int{
	"[fn:": 4, "#+title:": 6, "#+begin_": 6, "#+author:": 4, "#+options:": 6, "[[http": 3, ":properties:": 4,
	"#+startup:": 6, "[[file:": 3, "\n* ": 1, "\n** ": 1, "[cite:@": 4, "[[id:": 4,
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
	low := strings.ToLower(head)
	n := 0
	for sign, weight := range signs {
		n += weight * min(strings.Count(low, sign), 4)
	}
	if n < 4 {
		return 0
	}
	return min(20+2*n, 80)
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	d := doc.Decode(in.Data, "")
	all, err := lines.Split(ctx, d.Text, 8)
	if err != nil {
		return nil, fmt.Errorf("read org: %w", err)
	}
	p := &parser{
		Writer: lines.NewWriter(d), ctx: ctx, s: d.Text, base: in.BaseURL, lines: all, note: lines.Body,
		labelled: map[string]int{}, abbreviations: map[string]string{}, macros: map[string]string{},
	}
	p.readLines()
	p.write()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read org: %w", err)
	}
	for _, n := range p.Notes {
		if n.End == 0 {
			// Called, but its words are in no text.
			n.Hidden, n.Marks = true, nil
		}
	}
	out := p.Draft()
	out.Format, out.Title, out.Lang = "org", p.title, p.lang
	if out.Title == "" {
		out.Title = p.first
	}
	return out, nil
}

// parser is a document while it is read.
type parser struct {
	*lines.Writer
	ctx         context.Context
	s           string
	base        string
	title, lang string
	titles      *lines.Words
	// first is the heading that the document begins with.
	first string

	lines []lines.Line
	at    int
	// note is the note whose lines are read.
	note int
	// w is the paragraph at hand.
	w      *lines.Words
	blocks []block
	// hidden is set below headings that are not exported, down to the level.
	hidden bool
	level  int
	// ends are the lines that end blocks, by the name of the block.
	ends map[string][]int

	labelled map[string]int
	// inline are the labels of notes that stand within words.
	inline        map[string]bool
	abbreviations map[string]string
	macros        map[string]string
	// expanding and expanded bound macros.
	expanding, expanded int
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
