package markdown

import "strings"

// startLeaf begins the block whose sign is ahead; false when the line is words.
func (b *blocks) startLeaf(c *cursor, matched int, all bool) bool {
	indent, _ := c.indent()
	if indent >= 4 {
		return false
	}
	at := c.pos + spaces(c)
	line := c.s[at:c.end]
	if b.leaf == paragraphLeaf && all {
		if level := underline(line); level > 0 {
			b.closeParagraph(heading, level)
			return true
		}
		if b.startTable(line) {
			return true
		}
	}
	if b.leaf == tableLeaf {
		if all && strings.IndexByte(line, '|') >= 0 {
			b.row(at, c.end)
			return true
		}
		b.leaf = noLeaf
	}
	switch line[0] {
	case '#':
		return b.startHeading(at, c.end, matched)
	case '`', '~':
		n := run(line, line[0])
		if n < 3 || line[0] == '`' && strings.IndexByte(line[n:], '`') >= 0 {
			return false
		}
		b.shut(matched)
		b.leaf, b.fence, b.first = fenceLeaf, line[:n], len(b.segments)
		b.raw = strings.Trim(line[n:], " \t") == rawHTML
		return true
	case '<':
		return b.startMarkup(c, line, matched)
	case ':':
		// A fenced division of pandoc; its attributes are no words.
		if strings.HasPrefix(line, ":::") {
			b.shut(matched)
			return true
		}
	case '-', '*', '_':
		if isRule(line) {
			b.shut(matched)
			return true
		}
	}
	return false
}

// run is the number of bytes c that s begins with.
func run(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

// underline is the level of the heading that the line makes of the paragraph
// above it, or 0.
func underline(line string) int {
	line = strings.TrimRight(line, " \t")
	switch {
	case run(line, '=') == len(line):
		return 1
	case run(line, '-') == len(line):
		return 2
	}
	return 0
}

func (b *blocks) startHeading(start, end, matched int) bool {
	level := run(b.s[start:end], '#')
	text := b.s[start+level : end]
	if level > 6 || text != "" && text[0] != ' ' && text[0] != '\t' {
		return false
	}
	b.shut(matched)
	text = strings.TrimRight(text, " \t")
	text = strings.TrimRight(text[:len(text)-attributesEnd(text)], " \t")
	if closed := strings.TrimRight(text, "#"); strings.HasSuffix(closed, " ") || closed == "" {
		text = strings.TrimRight(closed, " \t")
	}
	to := start + level + len(text)
	from := to - len(strings.TrimLeft(text, " \t"))
	if from == to {
		return true
	}
	b.segments = append(b.segments, segmentOf(from, to))
	b.addBlock(heading, level, len(b.segments)-1)
	return true
}

// attributesEnd is the length of pandoc's attributes at the end of a heading.
func attributesEnd(text string) int {
	i := strings.LastIndexByte(text, '{')
	if i < 1 || i+1 == len(text) || !strings.HasSuffix(text, "}") || strings.IndexByte(" \t", text[i-1]) < 0 || strings.IndexByte("#.-", text[i+1]) < 0 {
		return 0
	}
	return len(text) - i
}

// verbatim reads a line of a block of code or HTML; false when the block ended
// before it.
func (b *blocks) verbatim(c *cursor, blank bool) bool {
	if b.leaf == fenceLeaf {
		indent, _ := c.indent()
		line := strings.TrimRight(c.s[c.pos+spaces(c):c.end], " \t")
		if indent < 4 && len(line) >= len(b.fence) && line != "" && run(line, b.fence[0]) == len(line) {
			b.closeLeaf()
		} else if b.raw {
			b.segments = append(b.segments, segmentOf(c.pos, c.end))
		}
		return true
	}
	if blank && b.until == "" {
		return false
	}
	if !b.silent {
		b.segments = append(b.segments, segmentOf(c.pos, c.end))
	}
	if b.until != "" && containsFold(c.line(), b.until) {
		b.closeLeaf()
	}
	return true
}

// verbatims are the beginnings of HTML that ends at a word of its own and not
// at a blank line.
var verbatims = []struct {
	start, until string
	silent       bool
}{
	{"<script", "</script>", true}, {"<style", "</style>", true},
	{"<pre", "</pre>", false}, {"<textarea", "</textarea>", true},
	{"<!--", "-->", true}, {"<?", "?>", true}, {"<![CDATA[", "]]>", true}, {"<!", ">", true},
}

// startMarkup begins a block of HTML.
func (b *blocks) startMarkup(c *cursor, line string, matched int) bool {
	begin := func(until string, silent bool) bool {
		b.shut(matched)
		b.leaf, b.first, b.until, b.silent = markupLeaf, len(b.segments), until, silent
		return b.verbatim(c, false)
	}
	for _, v := range verbatims {
		if len(line) < len(v.start) || !strings.EqualFold(line[:len(v.start)], v.start) {
			continue
		}
		if isLetter(v.start[1]) && len(line) > len(v.start) && (isLetter(line[len(v.start)]) || isDigit(line[len(v.start)])) {
			continue
		}
		if v.silent && strings.HasPrefix(v.start, "<!--") {
			// Words may follow a comment on its line.
			if i := strings.Index(line, v.until); i >= 0 && strings.TrimSpace(line[i+len(v.until):]) != "" {
				return false
			}
		}
		return begin(v.until, v.silent)
	}
	t, ok := scanTag(line, 0)
	name := strings.ToLower(tagName(line))
	switch {
	case blockTags[name]:
		return begin("", false)
	case ok && b.leaf != paragraphLeaf && strings.TrimSpace(line[t.end:]) == "" && name != "sup" && name != "a":
		return begin("", false)
	}
	return false
}

// tagName is the name of the tag that s begins with, whole or not.
func tagName(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "<"), "/")
	n := 0
	for n < len(s) && (isLetter(s[n]) || n > 0 && (isDigit(s[n]) || s[n] == '-')) {
		n++
	}
	if n < len(s) && !isSpace(s[n]) && s[n] != '>' && s[n] != '/' {
		return ""
	}
	return s[:n]
}

// blockTags are the elements that begin a block of HTML (CommonMark §4.6).
var blockTags = func() map[string]bool {
	out := map[string]bool{}
	for _, name := range strings.Fields(`address article aside base basefont blockquote body caption center col
		colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4
		h5 h6 head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param
		search section summary table tbody td tfoot th thead title tr track ul`) {
		out[name] = true
	}
	return out
}()

// startTable makes a table of the last line of the paragraph when line is the
// rule under the head of a table.
func (b *blocks) startTable(line string) bool {
	if strings.Trim(line, "|:- \t") != "" || !strings.Contains(line, "-") || b.first == len(b.segments) {
		return false
	}
	head := b.segments[len(b.segments)-1]
	cells := b.cells(int(head.start), int(head.end))
	if !strings.Contains(line, "|") && len(cells) != 1 || !strings.Contains(b.s[head.start:head.end], "|") ||
		len(cells) != strings.Count(strings.Trim(line, "| \t"), "|")+1 {
		return false
	}
	b.segments = b.segments[:len(b.segments)-1]
	b.closeParagraph(paragraph, 0)
	b.row(int(head.start), int(head.end))
	b.leaf = tableLeaf
	return true
}

// row adds the cells of a row, each a paragraph.
func (b *blocks) row(start, end int) {
	for _, cell := range b.cells(start, end) {
		if cell.start == cell.end {
			continue
		}
		b.segments = append(b.segments, cell)
		b.addBlock(paragraph, 0, len(b.segments)-1)
	}
}

// cells cuts a row at the bars that no backslash stands before.
func (b *blocks) cells(start, end int) []segment {
	row := strings.TrimRight(b.s[start:end], " \t")
	end = start + len(row)
	if strings.HasPrefix(row, "|") {
		start++
	}
	if end > start && b.s[end-1] == '|' && (end-2 < start || b.s[end-2] != '\\') {
		end--
	}
	var out []segment
	from := start
	for i := start; i <= end; i++ {
		if i < end && b.s[i] == '\\' {
			i++
			continue
		}
		if i < end && b.s[i] != '|' {
			continue
		}
		text := strings.TrimRight(b.s[from:i], " \t")
		to := from + len(text)
		out = append(out, segmentOf(to-len(strings.TrimLeft(text, " \t")), to))
		from = i + 1
	}
	return out
}

// containsFold reports whether s contains the lower-case word.
func containsFold(s, word string) bool {
	for i := 0; i+len(word) <= len(s); i++ {
		j := strings.IndexByte(s[i:], word[0])
		if j < 0 {
			return false
		}
		if i += j; i+len(word) <= len(s) && strings.EqualFold(s[i:i+len(word)], word) {
			return true
		}
	}
	return false
}
