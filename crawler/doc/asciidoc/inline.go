package asciidoc

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"apud/crawler/cite"
	"apud/crawler/doc/lines"
)

// maxDepth bounds markup inside each other.
const maxDepth = 16

// write writes the paragraphs.
func (p *parser) write() {
	for i := range p.blocks {
		if i%256 == 0 && p.ctx.Err() != nil {
			return
		}
		b := &p.blocks[i]
		p.Begin(b.note)
		sc := &scanner{parser: p, w: b.words, s: b.words.String()}
		sc.pair()
		sc.run(0, len(sc.s))
		if b.heading {
			p.title = cite.Fold(p.Paragraph())
		}
	}
}

// scanner writes the words of a paragraph.
type scanner struct {
	*parser
	w *lines.Words
	s string
	// shut is the bracket that closes each, 0 where none does.
	shut  []int32
	depth int
	// end is where the stretch that is written ends.
	end int
	// missing are signs that nothing ends before end from here on.
	missing map[string]bool
	// found is the end of each sign that was found last.
	found map[string]int
	// stop is where the target of a macro from stopFrom on ends.
	stop, stopFrom int
}

// pair finds the bracket that closes each. An escaped one closes a bracket that
// stands by itself, but not that of a macro.
func (sc *scanner) pair() {
	first := strings.IndexByte(sc.s, '[')
	if first < 0 {
		return
	}
	sc.shut = make([]int32, len(sc.s))
	var open []int32
	for i := first; i < len(sc.s); i++ {
		n := len(open)
		switch sc.s[i] {
		case '\\':
			if i+1 < len(sc.s) && (sc.s[i+1] == '[' || sc.s[i+1] == ']') {
				i++
				if sc.s[i] == ']' && n > 0 && (open[n-1] == 0 || !isWord(rune(sc.s[open[n-1]-1])) && sc.s[open[n-1]-1] != ':') {
					open = open[:n-1]
				}
			}
		case '[':
			open = append(open, int32(i))
		case ']':
			if n > 0 {
				sc.shut[open[n-1]] = int32(i)
				open = open[:n-1]
			}
		}
	}
}

// closing is the bracket that closes the one of a macro at i: the one that
// pairs with it, or the next.
func (sc *scanner) closing(i int) int {
	if end := int(sc.shut[i]); end > 0 && end < sc.end {
		return end
	}
	return sc.next(i)
}

// next is the next closing bracket that is not escaped, or -1.
func (sc *scanner) next(i int) int {
	if sc.missing["]"] {
		return -1
	}
	for i++; i < sc.end; i++ {
		switch sc.s[i] {
		case '\\':
			i++
		case ']':
			return i
		}
	}
	sc.miss("]")
	return -1
}

func (sc *scanner) miss(sign string) {
	if sc.missing == nil {
		sc.missing = map[string]bool{}
	}
	sc.missing[sign] = true
}

// run writes s[start:end].
func (sc *scanner) run(start, end int) {
	outer, missing, found := sc.end, sc.missing, sc.found
	sc.end, sc.missing, sc.found, sc.stop = end, nil, nil, 0
	sc.depth++
	from := start
	for at := start; at < end; {
		next := at
		if c := sc.s[at]; sc.depth >= maxDepth || c == ' ' {
		} else if next = sc.markup(from, at); next == at && 'a' <= c|0x20 && c|0x20 <= 'z' {
			if next = sc.address(from, at); next == at {
				next = sc.macroAt(from, at)
			}
		}
		if next > at {
			from, at = next, next
			continue
		}
		at++
	}
	sc.append(from, end)
	sc.depth--
	sc.end, sc.missing, sc.found, sc.stop = outer, missing, found, 0
}

func (sc *scanner) append(start, end int) {
	if start < end {
		sc.w.Append(sc.T, start, end)
	}
}

// show writes s[from:at], and shown for s[at:next].
func (sc *scanner) show(from, at, next int, shown string) int {
	sc.append(from, at)
	if shown != "" {
		lines.Whole(sc.T, shown, sc.w.Source(at, next))
	}
	return next
}

// escapable are the signs from which a backslash takes the meaning.
const escapable = "[]*_`#^~+<>\"'(&-{}.:!|\\$="

// markup writes s[from:at] and the markup at at, and gives where that ends; at
// when there is none.
func (sc *scanner) markup(from, at int) int {
	rest := sc.s[at:sc.end]
	switch c := rest[0]; c {
	case '\\':
		return sc.escape(from, at, rest)
	case '*', '_', '`', '#':
		if strings.HasPrefix(rest, "``") {
			if next := sc.oldQuotes(from, at); next > at {
				return next
			}
		}
		return sc.emphasis(from, at)
	case '+':
		return sc.plain(from, at, rest)
	case '^', '~':
		return sc.raised(from, at, rest)
	case '"', '\'':
		return sc.quotes(from, at, rest)
	case '&':
		if i := strings.IndexByte(rest[:min(len(rest), 12)], ';'); i > 1 {
			if shown := html.UnescapeString(rest[:i+1]); shown != rest[:i+1] {
				return sc.show(from, at, at+i+1, shown)
			}
		}
	case '<':
		if strings.HasPrefix(rest, "<<") {
			return sc.cross(from, at, rest)
		}
	case '[':
		return sc.anchor(from, at, rest)
	case '(':
		return sc.index(from, at, rest)
	}
	return at
}

// escape takes a backslash away that keeps what follows from meaning something.
func (sc *scanner) escape(from, at int, rest string) int {
	if len(rest) < 2 {
		return at
	}
	next := at + 1
	switch c := rest[1]; {
	case strings.HasPrefix(rest[1:], "footnote"), strings.HasPrefix(rest[1:], "link:"), strings.HasPrefix(rest[1:], "xref:"):
		next++
	case lines.StartsAddress(rest[1:]) > 0:
		sc.append(from, at)
		for next < sc.end && strings.IndexByte(" \t\n[]<>\\", sc.s[next]) < 0 {
			next++
		}
	case strings.IndexByte(escapable, c) >= 0:
		next++
		for next < sc.end && c != '[' && c != ']' && sc.s[next] == c {
			next++
		}
	default:
		return at
	}
	sc.append(from, at)
	sc.append(at+1, next)
	return next
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// before is the character before at, a blank where there is none.
func (sc *scanner) before(at int) rune {
	if at == 0 {
		return ' '
	}
	r, _ := utf8.DecodeLastRuneInString(sc.s[:at])
	return r
}

// after is the character at at, a blank where the stretch ends.
func (sc *scanner) after(at int) rune {
	if at >= sc.end {
		return ' '
	}
	r, _ := utf8.DecodeRuneInString(sc.s[at:sc.end])
	return r
}

// find is where the sign ends what begins at from, or -1.
func (sc *scanner) find(sign string, from int, constrained bool) int {
	key := sign
	if constrained {
		key += " "
	}
	if sc.missing[key] {
		return -1
	}
	if end := sc.found[key]; end > from {
		// It was the first from further back.
		return end
	}
	for i := from; i+len(sign) <= sc.end; i++ {
		if sc.s[i] == '\\' {
			i++
			continue
		}
		if i == from || sc.s[i] != sign[0] || !strings.HasPrefix(sc.s[i:], sign) {
			continue
		}
		if !constrained || !unicode.IsSpace(sc.before(i)) && !isWord(sc.after(i+len(sign))) {
			if sc.found == nil {
				sc.found = map[string]int{}
			}
			sc.found[key] = i
			return i
		}
	}
	sc.miss(key)
	return -1
}

// emphasis reads *bold*, _italic_, `code` and #marked# words, in single signs
// at the borders of words, in double ones anywhere.
func (sc *scanner) emphasis(from, at int) int {
	sign := sc.s[at : at+1]
	start, end := at+1, -1
	if strings.HasPrefix(sc.s[at:sc.end], sign+sign) {
		start++
		sign += sign
		end = sc.find(sign, start, false)
	}
	if end < 0 {
		sign, start = sign[:1], at+1
		if r := sc.before(at); isWord(r) || strings.ContainsRune(":;}", r) || start >= sc.end || unicode.IsSpace(sc.after(start)) {
			return at
		}
		if end = sc.find(sign, start, true); end < 0 {
			return at
		}
	}
	sc.append(from, at)
	text := sc.T.Len()
	switch sign[0] {
	case '`':
		if shown := sc.s[start:end]; strings.ContainsAny(shown, "<[") && lines.StartsAddress(shown) > 0 {
			sc.run(start, end)
		} else {
			sc.Code(sc.w, start, end)
		}
	case '_':
		sc.run(start, end)
		sc.T.Italic(text, sc.T.Len())
	default:
		sc.run(start, end)
	}
	return end + len(sign)
}

// plain reads what stands between plus signs, where nothing else means
// anything, and the sign of a line break.
func (sc *scanner) plain(from, at int, rest string) int {
	if sc.before(at) == ' ' && (len(rest) == 1 || rest[1] == '\n') {
		sc.append(from, at)
		return at + 1
	}
	n := 1
	for n < 3 && n < len(rest) && rest[n] == '+' {
		n++
	}
	sign := "+++"[:n]
	if n == 2 && isWord(sc.before(at)) {
		// As in "C++".
		sc.append(from, at+n)
		return at + n
	}
	if n == 1 && (isWord(sc.before(at)) || unicode.IsSpace(sc.after(at+1))) {
		return at
	}
	end := sc.find(sign, at+n, n == 1)
	if end < 0 {
		return at
	}
	sc.append(from, at)
	if n == 3 && strings.IndexByte(sc.s[at+n:end], '<') >= 0 {
		sc.T.Insert("…")
	} else {
		sc.append(at+n, end)
	}
	return end + n
}

// raised reads ^raised^ and ~lowered~ words.
func (sc *scanner) raised(from, at int, rest string) int {
	i := strings.IndexAny(rest[1:min(len(rest), 60)], rest[:1]+" \n")
	if i < 1 || rest[i+1] != rest[0] {
		return at
	}
	sc.append(from, at)
	sc.run(at+1, at+1+i)
	return at + i + 2
}

// quotes reads quotation marks that are written "`so`" and '`so`'.
func (sc *scanner) quotes(from, at int, rest string) int {
	if len(rest) < 3 || rest[1] != '`' || isWord(sc.before(at)) || unicode.IsSpace(sc.after(at+2)) {
		return at
	}
	open, shut := "“", "”"
	if rest[0] == '\'' {
		open, shut = "‘", "’"
	}
	end := sc.find("`"+rest[:1], at+2, false)
	if end < 0 {
		return at
	}
	sc.show(from, at, at+2, open)
	sc.run(at+2, end)
	return sc.show(end, end, end+2, shut)
}

// oldQuotes reads quotation marks that are written “so”, as they were before
// Asciidoctor.
func (sc *scanner) oldQuotes(from, at int) int {
	if isWord(sc.before(at)) || unicode.IsSpace(sc.after(at+2)) {
		return at
	}
	end := sc.find("''", at+2, false)
	if end < 0 || strings.Contains(sc.s[at+2:end], "``") {
		return at
	}
	sc.show(from, at, at+2, "“")
	sc.run(at+2, end)
	return sc.show(end, end, end+2, "”")
}
