package org

import (
	"sort"
	"strings"

	"apud/crawler/doc/lines"
)

// maxLabel bounds the label of a note, in bytes.
const maxLabel = 200

// silent are the blocks whose content is code, or shows nothing.
var silent = map[string]bool{"src": true, "example": true, "export": true, "comment": true}

// readLines sorts the lines into paragraphs.
func (p *parser) readLines() {
	p.findEnds()
	blanks := 0
	for ; p.at < len(p.lines); p.at++ {
		if p.at%1024 == 0 && p.ctx.Err() != nil {
			return
		}
		if p.lines[p.at].Blank() {
			p.end()
			// Two blank lines end a note.
			if blanks++; blanks == 2 {
				p.note = lines.Body
			}
			continue
		}
		blanks = 0
		p.line()
	}
	p.end()
}

// findEnds finds the lines that end blocks and drawers.
func (p *parser) findEnds() {
	p.ends = map[string][]int{}
	for i := range p.lines {
		s := p.text(i)
		if rest, ok := cutFold(s, "#+end_"); ok {
			name := strings.ToLower(firstWord(rest))
			p.ends[name] = append(p.ends[name], i)
		} else if strings.EqualFold(s, ":end:") {
			p.ends[":"] = append(p.ends[":"], i)
		} else if p.lines[i].Col == 0 && stars(s) > 0 {
			p.ends["*"] = append(p.ends["*"], i)
		}
	}
}

// endOf is the line at or behind i that ends a block of the name, or -1. A
// heading comes before it only in a drawer that was never closed.
func (p *parser) endOf(name string, i int) int {
	after := func(list []int) int {
		if k := sort.SearchInts(list, i); k < len(list) {
			return list[k]
		}
		return len(p.lines)
	}
	end := after(p.ends[name])
	if end == len(p.lines) || after(p.ends["*"]) < end {
		return -1
	}
	return end
}

// line sorts the line at hand, which is not blank.
func (p *parser) line() {
	l := p.lines[p.at]
	s := p.text(p.at)
	switch {
	case l.Col == 0 && stars(s) > 0:
		p.heading(s)
		return
	case l.Col == 0 && strings.HasPrefix(s, "[fn:"):
		if label, n := noteLabel(s); n > 0 {
			p.startNote(label, n)
			return
		}
	}
	if p.hidden && p.note == lines.Body {
		return
	}
	switch {
	case s == "#" || strings.HasPrefix(s, "# "):
		p.end()
	case strings.HasPrefix(s, "#+"):
		p.keyword(s)
	case s == ":" || strings.HasPrefix(s, ": "):
		p.end()
	case s[0] == ':' && s[len(s)-1] == ':' && p.drawer(s):
	case s[0] == '|':
		p.row()
	case strings.Trim(s, "-") == "" && len(s) >= 5:
		p.end()
	case isPlanning(s):
		p.end()
	default:
		if n := itemSign(s, l.Col); n > 0 {
			p.end()
			p.add(int(l.Start)+n, int(l.End))
			return
		}
		p.add(int(l.Start), int(l.End))
	}
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
		p.w = lines.New(p.Decoded)
	}
	p.w.Add(start, end)
	if p.note != lines.Body {
		p.Notes[p.note].End = int(p.lines[p.at].End)
	}
}

// end ends the paragraph at hand.
func (p *parser) end() {
	if p.w != nil {
		p.blocks = append(p.blocks, block{words: p.w, note: p.note})
		p.w = nil
	}
}

// startNote begins the note that the line at hand defines.
func (p *parser) startNote(label string, n int) {
	p.end()
	l := p.lines[p.at]
	p.note = p.Add(&lines.Note{Label: label, Start: int(l.Start), End: int(l.End), Hidden: p.hidden})
	if _, ok := p.labelled[label]; !ok {
		p.labelled[label] = p.note
	}
	if rest := strings.TrimLeft(p.s[int(l.Start)+n:l.End], " \t"); rest != "" {
		n = int(l.End-l.Start) - len(rest) + itemSign(rest, 1)
	}
	p.add(int(l.Start)+n, int(l.End))
}

// noteLabel is the label of "[fn:label]" at the beginning of s, and the length
// of that.
func noteLabel(s string) (label string, n int) {
	if !strings.HasPrefix(s, "[fn:") {
		return "", 0
	}
	i := len("[fn:")
	for i < min(len(s), maxLabel) && (isAlnum(s[i]) || s[i] == '-' || s[i] == '_' || s[i] >= 0x80) {
		i++
	}
	if i == len("[fn:") || i == len(s) || s[i] != ']' {
		return "", 0
	}
	return s[len("[fn:"):i], i + 1
}

// stars is the level of the heading that s is, or 0.
func stars(s string) int {
	n := 0
	for n < len(s) && s[n] == '*' {
		n++
	}
	if n == len(s) || s[n] != ' ' && s[n] != '\t' {
		return 0
	}
	return n
}

// heading begins a section. Those marked so are not exported.
func (p *parser) heading(s string) {
	p.end()
	p.note = lines.Body
	level := stars(s)
	if p.hidden && level > p.level {
		return
	}
	p.hidden = false
	start, end := int(p.lines[p.at].Start)+level, int(p.lines[p.at].End)
	start += len(p.s[start:end]) - len(strings.TrimLeft(p.s[start:end], " \t"))
	if i := strings.LastIndexAny(p.s[start:end], " \t"); p.s[end-1] == ':' && strings.HasPrefix(p.s[start+i+1:end], ":") && end-start-i > 2 {
		tags := p.s[start+i+1 : end]
		end = start + max(i, 0)
		p.hidden = strings.Contains(tags, ":noexport:")
	}
	for _, word := range []string{"TODO ", "DONE ", "COMMENT "} {
		if strings.HasPrefix(p.s[start:end], word) {
			start += len(word)
			p.hidden = p.hidden || word == "COMMENT "
		}
	}
	if rest := p.s[start:end]; len(rest) >= 5 && strings.HasPrefix(rest, "[#") && rest[3] == ']' {
		start += 5
	}
	p.level = level
	if p.hidden {
		return
	}
	p.add(start, end)
	first := len(p.blocks) == 0
	p.end()
	if first && len(p.blocks) == 1 {
		p.blocks[0].heading = true
	}
}

// keyword reads a line that begins with "#+".
func (p *parser) keyword(s string) {
	p.end()
	if rest, ok := cutFold(s, "#+begin_"); ok {
		name := strings.ToLower(firstWord(rest))
		if silent[name] {
			if end := p.endOf(name, p.at); end >= 0 {
				p.reach(end)
				p.at = end
			}
		}
		return
	}
	name, value, ok := strings.Cut(s[2:], ":")
	if !ok {
		return
	}
	value = strings.TrimSpace(value)
	switch strings.ToLower(name) {
	case "title":
		if p.titles == nil {
			p.titles = lines.New(p.Decoded)
		}
		l := p.lines[p.at]
		p.titles.Add(int(l.End)-len(value), int(l.End))
	case "language":
		p.lang = value
	case "link":
		if key, url, ok := strings.Cut(value, " "); ok {
			p.abbreviations[strings.Trim(key, `"`)] = strings.TrimSpace(url)
		}
	case "macro":
		if key, text, ok := strings.Cut(value, " "); ok {
			p.macros[strings.ToLower(key)] = strings.TrimSpace(text)
		}
	case "caption":
		l := p.lines[p.at]
		p.add(int(l.End)-len(value), int(l.End))
		p.end()
	}
}

// reach stretches the note at hand to the line i.
func (p *parser) reach(i int) {
	if p.note != lines.Body {
		p.Notes[p.note].End = int(p.lines[i].End)
	}
}

// drawer skips the properties or the log at hand.
func (p *parser) drawer(s string) bool {
	name := s[1 : len(s)-1]
	if name == "" || strings.ContainsAny(name, " :\t") {
		return false
	}
	if strings.EqualFold(name, "end") {
		p.end()
		return true
	}
	end := p.endOf(":", p.at+1)
	if end < 0 {
		return false
	}
	p.end()
	if strings.EqualFold(name, "properties") || strings.EqualFold(name, "logbook") {
		p.at = end
	}
	return true
}

// isPlanning reports whether s tells when a task is due.
func isPlanning(s string) bool {
	for _, word := range []string{"CLOSED:", "SCHEDULED:", "DEADLINE:", "CLOCK:"} {
		if rest, ok := strings.CutPrefix(s, word); ok {
			rest = strings.TrimLeft(rest, " ")
			return strings.HasPrefix(rest, "[") || strings.HasPrefix(rest, "<")
		}
	}
	return false
}

// row reads the cells of a row of a table.
func (p *parser) row() {
	p.end()
	l := p.lines[p.at]
	s := p.text(p.at)
	if strings.HasPrefix(s, "|-") {
		return
	}
	at := 1
	for at < len(s) {
		end := strings.IndexByte(s[at:], '|')
		if end < 0 {
			end = len(s) - at
		}
		end += at
		if cell := strings.TrimRight(s[at:end], " \t"); cell != "" {
			p.add(int(l.Start)+at, int(l.Start)+at+len(cell))
			p.end()
		}
		at = end + 1
	}
}

// itemSign is the length of the sign of a list item at the beginning of s, with
// its box.
func itemSign(s string, col int32) int {
	n := 0
	switch {
	case s[0] == '-' || s[0] == '+' || s[0] == '*' && col > 0:
		n = 1
	case isAlnum(s[0]):
		for n < len(s) && n < 9 && '0' <= s[n] && s[n] <= '9' {
			n++
		}
		if n == 0 && len(s) > 1 && s[1] == ')' {
			n = 1
		}
		if n == 0 || n == len(s) || s[n] != '.' && s[n] != ')' {
			return 0
		}
		n++
	default:
		return 0
	}
	if n < len(s) && s[n] != ' ' && s[n] != '\t' {
		return 0
	}
	rest := strings.TrimLeft(s[n:], " \t")
	if len(rest) >= 3 && rest[0] == '[' && strings.IndexByte(" Xx-", rest[1]) >= 0 && rest[2] == ']' {
		return len(s) - len(rest) + 3
	}
	return n
}

// cutFold is s without the prefix, in either case.
func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return "", false
	}
	return s[len(prefix):], true
}

func firstWord(s string) string {
	if i := strings.IndexAny(s, " \t"); i >= 0 {
		return s[:i]
	}
	return s
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
