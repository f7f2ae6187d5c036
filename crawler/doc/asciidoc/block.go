package asciidoc

import (
	"strings"
	"unicode/utf8"

	"apud/crawler/doc/lines"
)

// codes are the styles of blocks that are code, or show nothing.
var codes = map[string]bool{}

func init() {
	for _, name := range strings.Fields(`source listing literal pass stem latexmath asciimath comment plantuml mermaid ditaa graphviz
		a2s blockdiag seqdiag nwdiag actdiag packetdiag rackdiag vega vegalite wavedrom bytefield erd msc nomnoml svgbob
		umlet tikz meme diagram kroki`) {
		codes[name] = true
	}
}

// readLines sorts the lines into paragraphs.
func (p *parser) readLines() {
	for ; p.at < len(p.lines); p.at++ {
		if p.at%1024 == 0 && p.ctx.Err() != nil {
			return
		}
		if p.lines[p.at].Blank() {
			p.end()
			p.apart = true
			if len(p.blocks) > 0 || p.header > 0 {
				p.header = -1
			}
			continue
		}
		p.line()
		p.apart = false
	}
	p.end()
}

// add adds words to the paragraph at hand.
func (p *parser) add(start, end int) {
	for start < end && (p.s[start] == ' ' || p.s[start] == '\t') {
		start++
	}
	if start >= end {
		return
	}
	if p.w == nil {
		if strings.HasPrefix(p.s[start:end], "[[[") {
			start = p.bibliography(start, end)
		}
		p.w = lines.New(p.Decoded)
	}
	p.put(p.w, start, end)
	if p.note != lines.Body {
		p.Notes[p.note].End = end
	}
}

// bibliography begins the entry of a list of references, "[[[name,label]]]".
func (p *parser) bibliography(start, end int) int {
	i := strings.Index(p.s[start:min(end, start+2*maxName)], "]]]")
	if i < 4 {
		return start
	}
	name, label, ok := strings.Cut(p.s[start+3:start+i], ",")
	if name = strings.TrimSpace(name); !ok {
		label = name
	}
	label = strings.Trim(label, " ()")
	p.note = p.Add(&lines.Note{Label: label, Start: start, End: end})
	if _, ok := p.entries[name]; !ok && name != "" {
		p.entries[name] = p.note
	}
	start += i + 3
	for start < end && p.s[start] == ' ' {
		start++
	}
	return start
}

// end ends the paragraph at hand.
func (p *parser) end() {
	if p.w != nil {
		p.blocks = append(p.blocks, block{words: p.w, note: p.note})
		p.w = nil
		p.style = ""
	}
}

// line sorts the line at hand, which is not blank.
func (p *parser) line() {
	l := p.lines[p.at]
	s := p.text(p.at)
	if strings.HasPrefix(s, "//") && !strings.HasPrefix(s, "///") && l.Col == 0 {
		return
	}
	if l.Col == 0 && p.delimiter(s) {
		return
	}
	if p.table != "" && p.row(s) {
		return
	}
	if p.w == nil && l.Col == 0 && p.opening(s) {
		return
	}
	if n := itemSign(s); n > 0 && (p.w == nil || strings.IndexByte("*.-", s[0]) >= 0 || p.listed()) {
		p.end()
		p.note = lines.Body
		p.add(int(l.Start)+n, int(l.End))
		return
	}
	if s == "+" {
		p.end()
		p.apart = false
		return
	}
	if term, text := definition(s); term > 0 {
		p.end()
		p.note = lines.Body
		p.add(int(l.Start), int(l.Start)+term)
		p.end()
		p.add(int(l.Start)+text, int(l.End))
		return
	}
	if p.w == nil && l.Col > 0 || p.w == nil && codes[p.style] {
		// Code by its indentation, or by the line above.
		p.style = ""
		for p.at+1 < len(p.lines) && !p.lines[p.at+1].Blank() {
			p.at++
		}
		return
	}
	if p.w == nil && p.apart {
		p.note = lines.Body
	}
	p.add(int(l.Start), int(l.End))
}

// listed reports whether the paragraph at hand is an item of a list.
func (p *parser) listed() bool {
	for i := p.at - 1; i >= 0 && i > p.at-8 && !p.lines[i].Blank(); i-- {
		if itemSign(p.text(i)) > 0 {
			return true
		}
	}
	return false
}

// opening reads what only the first line of a block can be.
func (p *parser) opening(s string) bool {
	l := p.lines[p.at]
	switch {
	case p.entry(s):
		return true
	case p.heading(s):
		return true
	case p.header >= 0 && p.header < 3 && p.title != "" && !p.apart:
		// The lines below the title name the author and the revision.
		p.header++
		if p.header < 3 {
			return true
		}
		p.header = -1
	case s == "'''" || s == "---" || s == "***" || s == "<<<" || s == "- - -" || s == "* * *":
		return true
	case s[0] == '[' && s[len(s)-1] == ']' && p.attributeLine(s):
		return true
	case s[0] == '.' && len(s) > 1 && s[1] != '.' && s[1] != ' ' && s[1] != '\t':
		style := p.style
		p.add(int(l.Start)+1, int(l.End))
		p.end()
		p.style = style
		return true
	case p.macro(s):
		return true
	}
	return p.underlined(s)
}

// heading reads "== Title".
func (p *parser) heading(s string) bool {
	sign := s[0]
	n := 0
	for n < len(s) && s[n] == sign {
		n++
	}
	if sign != '=' && sign != '#' || n > 6 || n == len(s) || s[n] != ' ' && s[n] != '\t' {
		return false
	}
	l := p.lines[p.at]
	p.headingWords(int(l.Start)+n, int(l.End))
	if n > 1 {
		p.header = -1
	}
	return true
}

// headingWords adds the words of a heading.
func (p *parser) headingWords(start, end int) {
	p.note, p.style = lines.Body, ""
	p.add(start, end)
	first := len(p.blocks) == 0
	p.end()
	if n := len(p.blocks); first && n > 0 {
		p.blocks[n-1].heading = true
		p.title = strings.TrimSpace(p.s[start:end])
	}
}

// underlined reads a heading with a line of its own length below.
func (p *parser) underlined(s string) bool {
	if p.at+1 >= len(p.lines) {
		return false
	}
	line := p.text(p.at + 1)
	if len(line) < 2 || strings.IndexByte("=-~^+", line[0]) < 0 || strings.Trim(line, line[:1]) != "" {
		return false
	}
	if n := utf8.RuneCountInString(s) - len(line); n < -1 || n > 1 || !strings.ContainsFunc(s, isWord) {
		return false
	}
	l := p.lines[p.at]
	p.headingWords(int(l.Start), int(l.End))
	if line[0] != '=' {
		p.header = -1
	}
	p.at++
	return true
}

// attributeLine reads "[style,…]" above a block.
func (p *parser) attributeLine(s string) bool {
	inner := s[1 : len(s)-1]
	if strings.HasPrefix(inner, "[") {
		return strings.HasSuffix(inner, "]") && !strings.HasPrefix(inner, "[[")
	}
	if inner == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(inner)
	if !isWord(r) && strings.IndexByte("{,.#\"'%_", inner[0]) < 0 {
		return false
	}
	first, rest, _ := strings.Cut(inner, ",")
	if i := strings.IndexAny(first, "%#."); i >= 0 {
		first = first[:i]
	}
	if first = strings.ToLower(strings.TrimSpace(first)); first != "" {
		p.style = first
	}
	if (first == "quote" || first == "verse") && rest != "" {
		// Who said it, and where.
		style := p.style
		end := int(p.lines[p.at].End) - 1
		p.add(end-len(rest), end)
		p.end()
		p.style = style
	}
	return true
}

// macro reads a block that is a macro: "name::target[…]".
func (p *parser) macro(s string) bool {
	colon := strings.Index(s[:min(len(s), 40)], "::")
	if colon < 1 || s[len(s)-1] != ']' || !isAttribute(s[:colon]) {
		return false
	}
	open := strings.IndexByte(s, '[')
	if open < 0 || strings.ContainsAny(s[colon:open], " \t") {
		return false
	}
	l := p.lines[p.at]
	switch name := s[:colon]; name {
	case "ifdef", "ifndef":
		p.add(int(l.Start)+open+1, int(l.End)-1)
		p.end()
	case "image":
		p.w = lines.New(p.Decoded)
		p.put(p.w, int(l.Start), int(l.End))
		p.end()
	}
	return true
}
