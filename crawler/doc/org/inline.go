package org

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"apud/crawler/cite"
	"apud/crawler/doc/lines"
)

// write writes the paragraphs.
func (p *parser) write() {
	if p.titles != nil {
		t := p.Aside(func() { p.words(p.titles) })
		p.title = cite.Fold(t.String())
	}
	for i := range p.blocks {
		if i%256 == 0 && p.ctx.Err() != nil {
			return
		}
		b := &p.blocks[i]
		p.Begin(b.note)
		p.words(b.words)
		if b.heading {
			p.first = cite.Fold(p.Paragraph())
		}
	}
}

func (p *parser) words(w *lines.Words) {
	sc := &scanner{parser: p, w: w, s: w.String()}
	sc.pair()
	sc.run(0, len(sc.s))
}

// maxDepth bounds markup inside each other.
const maxDepth = 16

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
	missing [128]bool
}

// pair finds the bracket that closes each.
func (sc *scanner) pair() {
	first := strings.IndexByte(sc.s, '[')
	if first < 0 {
		return
	}
	sc.shut = make([]int32, len(sc.s))
	var open []int32
	for i := first; i < len(sc.s); i++ {
		switch sc.s[i] {
		case '[':
			open = append(open, int32(i))
		case ']':
			if n := len(open); n > 0 {
				sc.shut[open[n-1]] = int32(i)
				open = open[:n-1]
			}
		}
	}
}

// closing is the bracket that closes the one at i, if one does before end.
func (sc *scanner) closing(i int) (int, bool) {
	end := int(sc.shut[i])
	return end, end > 0 && end < sc.end
}

// run writes s[start:end].
func (sc *scanner) run(start, end int) {
	outer, missing := sc.end, sc.missing
	sc.end, sc.missing = end, [128]bool{}
	sc.depth++
	from := start
	for at := start; at < end; {
		next := at
		if sc.depth < maxDepth {
			next = sc.markup(from, at)
		}
		if next > at {
			from, at = next, next
			continue
		}
		if n := lines.StartsAddress(sc.s[at:end]); n > 0 && (at == start || !isWord(sc.before(at))) {
			// Signs in a bare address stand for themselves.
			for at += n; at < end && strings.IndexByte(" \t\n<>[]|", sc.s[at]) < 0; at++ {
			}
			continue
		}
		at++
	}
	sc.append(from, end)
	sc.depth--
	sc.end, sc.missing = outer, missing
}

func (sc *scanner) append(start, end int) {
	if start < end {
		sc.w.Append(sc.T, start, end)
	}
}

// markup writes s[from:at] and the markup at at, and gives where that ends; at
// when there is none.
func (sc *scanner) markup(from, at int) int {
	rest := sc.s[at:sc.end]
	switch rest[0] {
	case '[':
		return sc.bracket(from, at, rest)
	case '*', '/', '_', '+', '=', '~':
		return sc.emphasis(from, at)
	case '<':
		if strings.HasPrefix(rest, "<<") {
			return sc.place(from, at, rest)
		}
	case '\\':
		return sc.entity(from, at, rest)
	case '@':
		if strings.HasPrefix(rest, "@@") && !sc.missing['@'] {
			if i := strings.Index(rest[2:], "@@"); i >= 0 {
				sc.append(from, at)
				return at + i + 4
			}
			sc.missing['@'] = true
		}
	case '{':
		if strings.HasPrefix(rest, "{{{") {
			return sc.macro(from, at, rest)
		}
	case 's':
		if strings.HasPrefix(rest, "src_") && !isWord(sc.before(at)) {
			return sc.source(from, at, rest)
		}
	}
	return at
}

// before is the character before at, a blank where there is none.
func (sc *scanner) before(at int) rune {
	if at == 0 {
		return ' '
	}
	r, _ := utf8.DecodeLastRuneInString(sc.s[:at])
	return r
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// opens reports whether emphasis may begin behind r.
func opens(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("-–—('\"{\u200b“‘«[", r)
}

// shuts reports whether emphasis may end before at.
func (sc *scanner) shuts(at int) bool {
	if at >= sc.end {
		return true
	}
	r, _ := utf8.DecodeRuneInString(sc.s[at:])
	return unicode.IsSpace(r) || strings.ContainsRune("-–—.,:!?;'\")}[]\\\u200b”’»…", r)
}

// emphasis reads what stands between two signs such as "/" or "=".
func (sc *scanner) emphasis(from, at int) int {
	sign := sc.s[at]
	if sc.missing[sign] || at+2 >= sc.end || unicode.IsSpace(rune(sc.s[at+1])) || !opens(sc.before(at)) {
		return at
	}
	end := at + 2
	for ; end < sc.end; end++ {
		if sc.s[end] == sign && !unicode.IsSpace(rune(sc.s[end-1])) && sc.shuts(end+1) {
			break
		}
	}
	if end >= sc.end {
		sc.missing[sign] = true
		return at
	}
	sc.append(from, at)
	start := sc.T.Len()
	switch sign {
	case '=', '~':
		sc.Code(sc.w, at+1, end)
	case '/':
		sc.run(at+1, end)
		sc.T.Italic(start, sc.T.Len())
	default:
		sc.run(at+1, end)
	}
	return end + 1
}

// place reads <<a place in the text>>.
func (sc *scanner) place(from, at int, rest string) int {
	limit := min(len(rest), maxLabel)
	n := 2
	if strings.HasPrefix(rest, "<<<") {
		n = 3
	}
	i := strings.Index(rest[n:limit], ">>>"[:n])
	if i < 1 || strings.ContainsAny(rest[n:n+i], "<>\n") {
		return at
	}
	sc.append(from, at)
	if n == 3 {
		sc.append(at+n, at+n+i)
	}
	return at + i + 2*n
}

// entities are the names of characters that texts use.
var entities = map[string]string{
	"nbsp": " ", "ldots": "…", "dots": "…", "ndash": "–", "mdash": "—", "amp": "&", "lt": "<", "gt": ">", "quot": "\"",
	"slash": "/", "vert": "|", "lowast": "*", "ast": "*", "under": "_", "equal": "=", "tilde": "~", "plus": "+",
	"lbrack": "[", "rbrack": "]", "lbrace": "{", "rbrace": "}", "sect": "§", "S": "§", "para": "¶", "copy": "©",
	"laquo": "«", "raquo": "»", "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "shy": "", "thinsp": " ",
	"dagger": "†", "Dagger": "‡", "deg": "°", "colon": ":", "percent": "%", "zwnj": "", "hellip": "…",
}

// entity reads "\name" and the line break "\\".
func (sc *scanner) entity(from, at int, rest string) int {
	if strings.HasPrefix(rest, `\\`) && (len(rest) == 2 || rest[2] == '\n' || rest[2] == ' ') {
		sc.append(from, at)
		return at + 2
	}
	i := 1
	for i < len(rest) && i < 10 && 'a' <= rest[i]|0x20 && rest[i]|0x20 <= 'z' {
		i++
	}
	shown, ok := entities[rest[1:i]]
	if !ok || i < 2 {
		return at
	}
	if strings.HasPrefix(rest[i:], "{}") {
		i += 2
	}
	sc.append(from, at)
	lines.Whole(sc.T, shown, sc.w.Source(at, at+i))
	return at + i
}

// source skips code within a line: "src_sh[…]{…}".
func (sc *scanner) source(from, at int, rest string) int {
	i := 4
	for i < len(rest) && i < 40 && (isAlnum(rest[i]) || rest[i] == '-') {
		i++
	}
	if i < len(rest) && rest[i] == '[' {
		if j, ok := sc.closing(at + i); ok {
			i = j + 1 - at
		}
	}
	if i >= len(rest) || rest[i] != '{' || sc.missing['}'] {
		return at
	}
	j := strings.IndexByte(rest[i:], '}')
	if j < 0 {
		sc.missing['}'] = true
		return at
	}
	sc.append(from, at)
	sc.T.Insert("…")
	return at + i + j + 1
}
