// Package rst reads reStructuredText as docutils, Sphinx and pandoc write it:
// footnotes and citations with the labels that a reader sees, links with their
// targets wherever those stand, and bare addresses.
//
// Blocks are found first, by their indentation, and with them the targets of
// links, the notes and the substitutions; then the words of each block are
// written as a reader sees them.
//
// Code, comments and pictures cite nothing. A target that no link uses is a
// citation too: somebody wrote it down as a source.
package rst

import (
	"context"
	"fmt"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/lines"
)

// Format reads reStructuredText.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "rst", Title: "reStructuredText (docutils, Sphinx)",
		Extensions: []string{".rst", ".rest", ".restx"},
		MediaTypes: []string{"text/x-rst", "text/prs.fallenstein.rst"},
		Yields:     "footnotes, citations, links, spans",
	}
}

// Sniff implements [doc.Format]. Without a telling name it counts lines that
// only reStructuredText has.
func (f Format) Sniff(in *doc.Input) int {
	head := string(in.Head())
	if strings.IndexByte(head, 0) >= 0 {
		return 0
	}
	if in.Named(f.Info()) {
		return 90
	}
	signs := 0
	for line := range strings.Lines(head) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, ".. "):
			rest := line[3:]
			_, _, note := noteLabel(rest)
			switch {
			case note:
				signs += 4
			case strings.HasPrefix(rest, "_") && strings.Contains(rest, ":"), strings.Contains(rest, "::"):
				signs += 3
			}
		case strings.Contains(line, ">`_"), strings.Contains(line, "]_ "), strings.HasSuffix(line, "]_"):
			signs += 3
		case strings.HasPrefix(line, ":") && strings.Contains(line, ": "), strings.Contains(line, "``"):
			signs++
		}
		if signs >= 20 {
			break
		}
	}
	if signs < 3 {
		return 0
	}
	return 10 + 3*min(signs, 20)
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	d := doc.Decode(in.Data, "")
	all, err := lines.Split(ctx, d.Text, 8)
	if err != nil {
		return nil, fmt.Errorf("read rst: %w", err)
	}
	p := &parser{
		Writer: lines.NewWriter(d), ctx: ctx, s: d.Text, base: in.BaseURL, lines: all, note: lines.Body,
		targets: map[string]*target{}, subs: map[string]*substitution{}, labelled: map[string]int{},
	}
	p.blocksFrom(0)
	p.number()
	p.collect()
	p.write()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read rst: %w", err)
	}
	out := p.Draft()
	out.Format, out.Title = "rst", p.title
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
	at    int // the next line
	depth int
	// note is the note whose lines are read.
	note int

	blocks []block
	// footnotes are the notes in the order in which they stand, with how
	// their labels are written.
	footnotes []footnote
	labelled  map[string]int
	// auto and symbols are the notes that are called in turn.
	auto, symbols []int

	targets map[string]*target
	// turns are the targets without a name, called in turn.
	turns []*target
	// pending are the names of targets that lead where the next one leads.
	pending []string
	subs    map[string]*substitution

	// autoAt, symbolAt and turnAt count calls while writing.
	autoAt, symbolAt, turnAt int
	// expanding and expanded bound substitutions.
	expanding, expanded int
}

// block is a stretch of words.
type block struct {
	kind  blockKind
	note  int
	words *lines.Words
	// target is that of a definition or of a picture that links.
	target *target
}

type blockKind byte

const (
	paragraph blockKind = iota
	heading
	definition
	picture
)

// target is where a link leads.
type target struct {
	url  string
	span cite.Span
	// alias is the name of the target meant, if url is empty.
	alias string
	used  bool
}

// substitution is the words that a name between bars stands for.
type substitution struct {
	words *lines.Words
	// shown stands for words where the document gives codes.
	shown  string
	target *target
	busy   bool
}

func (p *parser) text(i int) string {
	l := p.lines[i]
	return p.s[l.Start:max(l.Start, l.End)]
}
