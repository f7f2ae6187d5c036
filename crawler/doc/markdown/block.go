package markdown

import (
	"context"
	"strings"
)

// maxDepth bounds containers inside each other; what is deeper is words.
const maxDepth = 100

// block is a stretch of words: a paragraph, a heading, a cell.
type block struct {
	kind blockKind
	// level is that of a heading.
	level byte
	// note is the note that it stands in; -1 for the body.
	note int32
	// first and last are its segments.
	first, last int32
	// skip is the length of definitions at its beginning, in bytes of words.
	skip int32
	// item is the numbered item that it stands in, counted from 1.
	item int32
	// link is what a definition defines.
	link int32
	// from and to are its tokens.
	from, to int32
}

type blockKind byte

const (
	paragraph blockKind = iota
	heading
	markup // a block of HTML
	definition
)

// segment is a line of a block, without the signs of its containers.
type segment struct{ start, end int32 }

func segmentOf(start, end int) segment { return segment{int32(start), int32(end)} }

// container is a block that holds blocks.
type container struct {
	kind byte // '>', '-' or '^' of a note
	// indent is the columns by which the lines of an item are indented.
	indent int
	note   int
	item   int
}

// item is an item of a numbered list.
type item struct {
	label      string
	start, end int // in s
	// note is the note that it turns out to be, counted from 1.
	note int
}

// leafKind is the kind of the block that lines are added to.
type leafKind byte

const (
	noLeaf leafKind = iota
	paragraphLeaf
	fenceLeaf
	markupLeaf
	tableLeaf
)

// blocks reads lines into blocks.
type blocks struct {
	*parser
	open []container
	leaf leafKind
	// first is the first segment of the leaf.
	first int
	// fence is the sign and length of the fence that is open.
	fence string
	// raw says that the fence holds HTML and no code.
	raw bool
	// until ends a block of HTML; empty: a blank line does.
	until string
	// silent says that the block of HTML shows nothing.
	silent bool
}

func (p *parser) readBlocks(ctx context.Context) error {
	b := &blocks{parser: p}
	for at, n := p.frontMatter(), 0; at < len(p.s); n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		end := strings.IndexByte(p.s[at:], '\n')
		next := at + end + 1
		if end < 0 {
			next = len(p.s)
			end = next - at
		}
		end += at
		if end > at && p.s[end-1] == '\r' {
			end--
		}
		b.line(at, end)
		at = next
	}
	b.closeLeaf()
	return ctx.Err()
}

// line reads the line s[start:end].
func (b *blocks) line(start, end int) {
	c := &cursor{s: b.s, pos: start, end: end}
	matched := b.match(c)
	all := matched == len(b.open)
	_, blank := c.indent()
	if b.leaf == fenceLeaf || b.leaf == markupLeaf {
		if all && b.verbatim(c, blank) {
			b.reach(end, blank)
			return
		}
		b.closeLeaf()
	}
	if blank {
		// A blank line ends quotes, not items and notes.
		b.closeLeaf()
		b.open = b.open[:matched]
		return
	}
	for {
		indent, _ := c.indent()
		if indent >= 4 {
			if b.leaf == noLeaf || b.leaf == tableLeaf {
				// Indented code.
				b.shut(matched)
				b.reach(end, false)
				return
			}
			break
		}
		if !b.container(c, matched, indent) {
			break
		}
		matched = len(b.open)
		all = true
		if _, blank = c.indent(); blank {
			return
		}
	}
	if b.startLeaf(c, matched, all) {
		b.reach(end, false)
		return
	}
	if b.leaf != paragraphLeaf {
		b.shut(matched)
		b.leaf, b.first = paragraphLeaf, len(b.segments)
	}
	indent, _ := c.indent()
	c.skip(indent)
	b.segments = append(b.segments, segmentOf(c.pos, end))
	b.reach(end, false)
}

// match takes the signs of the open containers that the line goes on with.
func (b *blocks) match(c *cursor) int {
	for i, open := range b.open {
		indent, blank := c.indent()
		switch open.kind {
		case '>':
			if blank || indent > 3 || c.s[c.pos+spaces(c)] != '>' {
				return i
			}
			c.skip(indent)
			c.take(1)
			c.skip(1)
		default:
			if blank {
				continue
			}
			if indent < open.indent {
				return i
			}
			c.skip(open.indent)
		}
	}
	return len(b.open)
}

// spaces is the bytes of white space ahead.
func spaces(c *cursor) int {
	i := c.pos
	for i < c.end && (c.s[i] == ' ' || c.s[i] == '\t') {
		i++
	}
	return i - c.pos
}

// shut closes the leaf and the containers from the n-th on.
func (b *blocks) shut(n int) {
	b.closeLeaf()
	b.open = b.open[:n]
}

// reach stretches the note that is open up to end.
func (b *blocks) reach(end int, blank bool) {
	if n := b.note(); n >= 0 && !blank {
		b.notes[n].end = end
	}
	if n := b.item(); n > 0 && !blank {
		b.items[n-1].end = end
	}
}

// note is the innermost note that is open, or -1.
func (b *blocks) note() int {
	for i := len(b.open) - 1; i >= 0; i-- {
		if b.open[i].kind == '^' {
			return b.open[i].note
		}
	}
	return -1
}

// item is the outermost numbered item that is open, counted from 1, or 0.
func (b *blocks) item() int {
	for i := range b.open {
		if b.open[i].item > 0 {
			return b.open[i].item
		}
	}
	return 0
}

// container opens the container whose sign is ahead, if any.
func (b *blocks) container(c *cursor, matched, indent int) bool {
	if matched >= maxDepth {
		return false
	}
	ahead := c.s[c.pos+spaces(c) : c.end]
	if ahead[0] == '>' {
		b.shut(matched)
		c.skip(indent)
		c.take(1)
		c.skip(1)
		b.open = append(b.open, container{kind: '>'})
		return true
	}
	if label, n, ok := noteLabel(ahead); ok {
		b.shut(matched)
		c.skip(indent)
		start := c.pos
		c.take(n)
		b.notes = append(b.notes, note{label: label, start: start, end: c.pos})
		key := normal(label)
		if _, ok := b.labelled[key]; !ok {
			b.labelled[key] = len(b.notes) - 1
		}
		b.open = append(b.open, container{kind: '^', indent: 4, note: len(b.notes) - 1})
		return true
	}
	n := itemSign(ahead)
	if n == 0 && b.defines(ahead) {
		n = 1
	}
	if n == 0 || isRule(ahead) {
		return false
	}
	rest := ahead[n:]
	empty := strings.Trim(rest, " \t") == ""
	if b.leaf == paragraphLeaf && matched == len(b.open) &&
		(empty || isDigit(ahead[0]) && ahead[:n-1] != "1") {
		// Only what is surely a list breaks off a paragraph.
		return false
	}
	b.shut(matched)
	c.skip(indent)
	start := c.pos
	c.take(n)
	gap, _ := c.indent()
	if empty || gap > 4 {
		gap = 1
	}
	c.skip(gap)
	open := container{kind: '-', indent: indent + n + gap}
	if isDigit(ahead[0]) && b.item() == 0 {
		b.items = append(b.items, item{label: ahead[:n-1], start: start, end: c.pos})
		open.item = len(b.items)
	}
	b.open = append(b.open, open)
	return true
}

// defines reports whether the line begins what pandoc calls the definition of
// a term, ":   words", below a term of one line.
func (b *blocks) defines(line string) bool {
	return len(line) > 2 && line[0] == ':' && (line[1] == ' ' || line[1] == '\t') &&
		(b.leaf != paragraphLeaf || len(b.segments) == b.first+1)
}

// addBlock adds the block of the segments from first on.
func (b *blocks) addBlock(kind blockKind, level, first int) *block {
	b.blocks = append(b.blocks, block{
		kind: kind, level: byte(level), note: int32(b.note()), item: int32(b.item()), first: int32(first), last: int32(len(b.segments)),
	})
	return &b.blocks[len(b.blocks)-1]
}

// closeLeaf ends the block that lines are added to.
func (b *blocks) closeLeaf() {
	switch b.leaf {
	case paragraphLeaf:
		b.closeParagraph(paragraph, 0)
	case fenceLeaf:
		if b.raw && b.first < len(b.segments) {
			b.addBlock(markup, 0, b.first)
		}
	case markupLeaf:
		if !b.silent {
			b.addBlock(markup, 0, b.first)
		}
	}
	b.leaf = noLeaf
}

// closeParagraph ends a paragraph or a heading below which a line is drawn.
func (b *blocks) closeParagraph(kind blockKind, level int) {
	b.leaf = noLeaf
	if b.first == len(b.segments) {
		return
	}
	last := len(b.segments)
	if kind == heading {
		s := &b.segments[last-1]
		s.end -= int32(attributesEnd(b.s[s.start:s.end]))
	}
	w := b.join(b.first, last)
	skip := 0
	for skip < len(w.s) && w.s[skip] == '[' {
		n := b.define(w, skip)
		if n == 0 {
			break
		}
		skip += n
	}
	if strings.TrimSpace(w.s[skip:]) == "" {
		return
	}
	n := b.addBlock(kind, level, b.first)
	n.skip = int32(skip)
}
