package rst

import (
	"strings"
	"unicode/utf8"

	"apud/crawler/doc/lines"
)

// maxDepth bounds blocks inside each other; what is deeper is words.
const maxDepth = 32

// blocksFrom reads the blocks whose lines begin at col, up to a line that
// begins before it.
func (p *parser) blocksFrom(col int32) {
	p.depth++
	defer func() { p.depth-- }()
	for n := 0; p.at < len(p.lines); n++ {
		if n%256 == 0 && p.ctx.Err() != nil {
			return
		}
		l := p.lines[p.at]
		switch {
		case l.Blank():
			p.at++
		case l.Col < col:
			return
		case p.depth >= maxDepth:
			w := lines.New(p.Decoded)
			for p.at < len(p.lines) && !p.lines[p.at].Blank() && p.lines[p.at].Col >= col {
				w.Add(int(p.lines[p.at].Start), int(p.lines[p.at].End))
				p.at++
			}
			p.add(paragraph, w)
		case l.Col > col:
			p.blocksFrom(l.Col)
		default:
			p.element()
		}
	}
}

func (p *parser) add(kind blockKind, w *lines.Words) {
	p.blocks = append(p.blocks, block{kind: kind, note: p.note, words: w})
}

// addWords adds a paragraph, if there is anything in it.
func (p *parser) addWords(w *lines.Words) {
	if !w.Empty() {
		p.add(paragraph, w)
	}
}

// element reads the block that begins with the line at hand.
func (p *parser) element() {
	s := p.text(p.at)
	if s == ".." || strings.HasPrefix(s, ".. ") {
		p.explicit(s)
		return
	}
	if rest, ok := strings.CutPrefix(s, "__ "); ok {
		p.anonymous(len(s) - len(rest))
		return
	}
	p.pending = nil
	switch {
	case strings.HasPrefix(s, ">>> "):
		for p.at < len(p.lines) && !p.lines[p.at].Blank() {
			p.at++
		}
	case s == "|" || strings.HasPrefix(s, "| "):
		p.lineBlock()
	case isGrid(s) && p.grid(), isRuler(s) && p.simple():
	case p.ruled(s):
	default:
		if n := p.itemSign(s); n > 0 {
			p.hang(n, false)
			return
		}
		if n := fieldName(s); n > 0 {
			p.hang(n, true)
			return
		}
		p.paragraph()
	}
}

// hang reads the blocks behind a sign of n bytes at the beginning of the line
// at hand: they go on in the lines that are indented more than the sign.
func (p *parser) hang(n int, least bool) {
	l := &p.lines[p.at]
	mark := l.Col
	s := p.s[l.Start:l.End]
	width := int32(utf8.RuneCountInString(s[:n]))
	for n < len(s) && (s[n] == ' ' || s[n] == '\t') {
		n++
		width++
	}
	if n >= len(s) {
		p.at++
	} else {
		col := mark + width
		if next := p.at + 1; next < len(p.lines) && !p.lines[next].Blank() && p.lines[next].Col > mark {
			col = p.lines[next].Col
		} else if least {
			col = p.least(next, mark)
		}
		l.Start += int32(n)
		l.Col = col
	}
	for p.at < len(p.lines) {
		l := p.lines[p.at]
		if l.Blank() {
			p.at++
			continue
		}
		if l.Col <= mark || p.ctx.Err() != nil {
			return
		}
		p.blocksFrom(l.Col)
	}
}

// least is the least column of the lines from i on that are indented more than
// mark.
func (p *parser) least(i int, mark int32) int32 {
	col := int32(-1)
	for ; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.Blank() {
			continue
		}
		if l.Col <= mark {
			break
		}
		if col < 0 || l.Col < col {
			col = l.Col
		}
	}
	if col < 0 {
		return mark + 1
	}
	return col
}

// skipIndented skips the lines that are indented more than mark.
func (p *parser) skipIndented(mark int32) {
	for p.at < len(p.lines) && (p.lines[p.at].Blank() || p.lines[p.at].Col > mark) {
		p.at++
	}
}

// paragraph reads a paragraph, or a heading with a line below it.
func (p *parser) paragraph() {
	first := p.lines[p.at]
	w := lines.New(p.Decoded)
	if next := p.at + 1; next < len(p.lines) && p.lines[next].Col == first.Col {
		if s := p.text(next); isLine(s) && (len(s) >= 4 || len(s) >= utf8.RuneCountInString(p.text(p.at))) {
			w.Add(int(first.Start), int(first.End))
			p.add(heading, w)
			p.at += 2
			return
		}
	}
	from := p.at
	for p.at < len(p.lines) && !p.lines[p.at].Blank() && p.lines[p.at].Col == first.Col {
		p.at++
	}
	literal := false
	for i := from; i < p.at; i++ {
		start, end := int(p.lines[i].Start), int(p.lines[i].End)
		if i == p.at-1 && strings.HasSuffix(p.s[start:end], "::") {
			literal = true
			end--
			if words := strings.TrimRight(p.s[start:end-1], " "); words == "" || len(words) < end-1-start {
				end = start + len(words)
			}
		}
		if end > start {
			w.Add(start, end)
		}
	}
	p.addWords(w)
	if literal {
		p.literal(first.Col)
	}
}

// literal skips the code that follows "::": what is indented more, or else the
// lines that begin with the same sign.
func (p *parser) literal(col int32) {
	i := p.at
	for i < len(p.lines) && p.lines[i].Blank() {
		i++
	}
	if i == len(p.lines) {
		return
	}
	if p.lines[i].Col > col {
		p.skipIndented(col)
		return
	}
	sign := p.s[p.lines[i].Start]
	if i == p.at || p.lines[i].Col < col || !isPunct(sign) || strings.HasPrefix(p.text(i), "..") {
		return
	}
	for ; i < len(p.lines) && !p.lines[i].Blank() && p.s[p.lines[i].Start] == sign; i++ {
		p.at = i + 1
	}
}

// lineBlock reads lines behind bars.
func (p *parser) lineBlock() {
	first := p.lines[p.at]
	w := lines.New(p.Decoded)
	for ; p.at < len(p.lines); p.at++ {
		l := p.lines[p.at]
		s := p.text(p.at)
		switch {
		case l.Blank():
		case l.Col == first.Col && (s == "|" || strings.HasPrefix(s, "| ")):
			rest := strings.TrimLeft(s[1:], " \t")
			if rest != "" {
				w.Add(int(l.End)-len(rest), int(l.End))
			}
			continue
		case l.Col > first.Col:
			w.Add(int(l.Start), int(l.End))
			continue
		}
		p.addWords(w)
		return
	}
	p.addWords(w)
}

// ruled reads a heading between lines, or a transition.
func (p *parser) ruled(s string) bool {
	if !isLine(s) {
		return false
	}
	col := p.lines[p.at].Col
	blank := func(i int) bool { return i < 0 || i >= len(p.lines) || p.lines[i].Blank() }
	if p.at+2 < len(p.lines) && !blank(p.at+1) && p.text(p.at+2) == s && p.lines[p.at+2].Col == col {
		l := p.lines[p.at+1]
		w := lines.New(p.Decoded)
		w.Add(int(l.Start), int(l.End))
		p.add(heading, w)
		p.at += 3
		return true
	}
	if len(s) >= 4 && blank(p.at-1) && blank(p.at+1) {
		p.at++
		return true
	}
	return false
}

// isLine reports whether s is one sign of punctuation again and again.
func isLine(s string) bool {
	return len(s) >= 2 && isPunct(s[0]) && strings.Trim(s, s[:1]) == "" && s != "::" && s != ".."
}

func isPunct(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}

// itemSign is the length of the sign of a list item that the line at hand
// begins with.
func (p *parser) itemSign(s string) int {
	if n := bulletSign(s); n > 0 {
		return n
	}
	n := numeralSign(s)
	if n == 0 {
		return 0
	}
	// A paragraph may begin with "A. Author": the next line tells.
	if next := p.at + 1; next < len(p.lines) && !p.lines[next].Blank() {
		l := p.lines[next]
		if l.Col == p.lines[p.at].Col && numeralSign(p.text(next)) == 0 {
			return 0
		}
	}
	return n
}

func bulletSign(s string) int {
	for _, sign := range []string{"-", "+", "*", "•", "‣", "⁃"} {
		if rest, ok := strings.CutPrefix(s, sign); ok && (rest == "" || rest[0] == ' ' || rest[0] == '\t') {
			return len(sign)
		}
	}
	return 0
}

// numeralSign is the length of "1.", "(a)", "iv)" or "#." at the beginning of
// s. A capital letter is an initial more often than a numeral.
func numeralSign(s string) int {
	i := 0
	if strings.HasPrefix(s, "(") {
		i++
	}
	j := i
	for j < len(s) && j < i+12 && isAlnum(s[j]) {
		j++
	}
	if j == i && j < len(s) && s[j] == '#' {
		j++
	}
	if j == i || j == len(s) {
		return 0
	}
	if s[j] != ')' && (i > 0 || s[j] != '.') || j+1 < len(s) && s[j+1] != ' ' && s[j+1] != '\t' {
		return 0
	}
	word := s[i:j]
	switch {
	case word == "#" || strings.Trim(word, "0123456789") == "":
	case len(word) == 1 && 'a' <= word[0] && word[0] <= 'z':
	case len(word) > 1 && strings.Trim(word, "ivxlcdm") == "", len(word) > 1 && strings.Trim(word, "IVXLCDM") == "":
	default:
		return 0
	}
	return j + 1
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// fieldName is the length of ":name:" at the beginning of s.
func fieldName(s string) int {
	if len(s) < 3 || s[0] != ':' || s[1] == ':' || s[1] == ' ' {
		return 0
	}
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case ':':
			if i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '\t' {
				if s[i-1] == ' ' {
					return 0
				}
				return i + 1
			}
			if s[i+1] == '`' {
				return 0
			}
		}
	}
	return 0
}
