package markdown

import (
	"context"
	"strings"
)

// token is a piece of the words of a block.
type token struct {
	kind tokenKind
	// opens and closes are italics that begin behind and end before it.
	opens, closes uint16
	// start and end are its words.
	start, end int32
	// n is a link or a note.
	n int32
	// text is what the words show, where that is not the words: an index of
	// what the parser has shown.
	text int32
}

type tokenKind byte

const (
	textToken tokenKind = iota
	shownToken
	linkOpen
	linkClose
	imageOpen
	imageClose
	markToken
	noteOpen
	noteClose
	italicOpen
	italicClose
	muteOpen
	muteClose
	breakToken
	raisedToken // <sup>1</sup>; n is where its label stands, text the label
	emptyToken
)

// inline cuts the words of one block into tokens.
type inline struct {
	*parser
	w  *words
	s  string
	at int
	// from is where the text begins that is no token yet.
	from     int
	note     int
	markup   bool
	brackets []bracket
	runs     []delimiter
	// settled is the first token that others may yet be merged into.
	settled int
	// literal is the end of the address being read, in which signs are letters.
	literal int
	// marked says that words are marked, "==so==".
	marked bool
	// ticks are the places of runs of backticks by their length; nil until
	// the first is met.
	ticks map[int][]int
	// unclosed are the endings that do not follow any more.
	unclosed map[string]bool
	// raw is where HTML in backticks ends, and rawEnd what follows its attribute.
	raw, rawEnd int
	// anchors is the number of open <a> with an address: 0 or 1.
	anchors int
	muted   []string
}

// maxOpen bounds the brackets that are open, and maxRuns the runs of delimiters
// that look for a partner, so that signs without end take no memory.
const maxOpen, maxRuns = 1024, 8192

func (p *parser) readInlines(ctx context.Context) error {
	for i := range p.blocks {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		b := &p.blocks[i]
		if b.kind == definition {
			continue
		}
		w := p.join(int(b.first), int(b.last))
		b.from = int32(len(p.tokens))
		in := &inline{parser: p, w: &w, s: w.s, at: int(b.skip), from: int(b.skip), note: int(b.note), markup: b.kind == markup, settled: len(p.tokens)}
		in.read()
		b.to = int32(len(p.tokens))
	}
	return nil
}

// special are the bytes that may be more than letters, in Markdown and in HTML.
var special, specialMarkup = byteSet("\\`*_~=[]!^<&:"), byteSet("<&")

func byteSet(s string) (set [256]bool) {
	for i := range len(s) {
		set[s[i]] = true
	}
	return set
}

func (l *inline) read() {
	set := &special
	if l.markup {
		set = &specialMarkup
	}
	for l.at < len(l.s) {
		if !set[l.s[l.at]] {
			l.at++
			continue
		}
		if !l.sign(l.s[l.at]) {
			l.at++
		}
	}
	l.flush(len(l.s))
	l.emphasis(0)
	for range l.anchors {
		l.add(linkClose, len(l.s), len(l.s))
	}
	l.dropNotes()
}

// dropNotes makes brackets of notes that were never closed into words.
func (l *inline) dropNotes() {
	for _, b := range l.brackets {
		l.tokens[b.token].kind = textToken
	}
}

// sign reads the sign c; false when it is a letter like others.
func (l *inline) sign(c byte) bool {
	rest := l.s[l.at:]
	switch c {
	case '\\':
		return l.escape()
	case '`':
		return l.code()
	case '*', '_', '~', '=':
		return l.delimiters(c)
	case '[':
		if label, n := l.called(rest); n > 0 {
			l.show(markToken, n).n = int32(label)
			return true
		}
		l.open('[', 1)
		return true
	case '!':
		if strings.HasPrefix(rest, "![") && !strings.HasPrefix(rest, "![^") {
			l.open('!', 2)
			return true
		}
	case '^':
		if l.raised(rest) {
			return true
		}
		if strings.HasPrefix(rest, "^,^") {
			// Pandoc's comma between the marks of two notes.
			l.show(shownToken, 3).text = l.addText(",")
			return true
		}
		if strings.HasPrefix(rest, "^[") {
			l.open('^', 2)
			return true
		}
	case ']':
		l.close()
		return true
	case '<':
		return l.angle()
	case '&':
		if text, n := entity(rest); n > 0 {
			l.show(shownToken, n).text = l.addText(text)
			return true
		}
	case ':':
		if l.at >= l.literal && strings.HasPrefix(rest, "://") {
			l.literal = addressEnd(l.s, l.at+3)
			if l.marked && strings.HasSuffix(l.s[:l.literal], "==") {
				l.literal -= 2
			}
		}
	}
	return false
}

// raised reads a raised label.
func (l *inline) raised(s string) bool {
	r, ok := raised(s)
	if !ok {
		return false
	}
	at := l.at + r.at
	t := l.show(raisedToken, r.size)
	t.n, t.text = int32(at), l.addText(r.text)
	l.attributes()
	return true
}

// addText keeps what a token shows; most show the same as one before.
func (p *parser) addText(s string) int32 {
	if p.places == nil {
		p.places = map[string]int32{}
	}
	i, ok := p.places[s]
	if !ok {
		i = int32(len(p.shown))
		p.shown, p.places[s] = append(p.shown, s), i
	}
	return i
}

// add adds a token behind the text before it.
func (l *inline) add(kind tokenKind, start, end int) *token {
	l.flush(start)
	l.tokens = append(l.tokens, token{kind: kind, start: int32(start), end: int32(end)})
	l.from = end
	return &l.tokens[len(l.tokens)-1]
}

// show adds the next n bytes as a token and steps over them.
func (l *inline) show(kind tokenKind, n int) *token {
	t := l.add(kind, l.at, l.at+n)
	l.at += n
	return t
}

// flush makes a token of the text up to end.
func (l *inline) flush(end int) {
	if l.from < end {
		l.tokens = append(l.tokens, token{kind: textToken, start: int32(l.from), end: int32(end)})
	}
	l.from = max(l.from, end)
}

func (l *inline) escape() bool {
	switch {
	case l.at+1 >= len(l.s):
		return false
	case l.s[l.at+1] == '\n':
		l.show(breakToken, 2)
		return true
	case isPunct(l.s[l.at+1]):
		// The letter alone is text; the backslash stands for nothing.
		l.flush(l.at)
		l.from = l.at + 1
		l.at += 2
		return true
	}
	return false
}

// addressEnd is the end of an address at i: where white space or a bracket is,
// without the signs at the end that may belong to the words around it.
func addressEnd(s string, i int) int {
	j := i
	for j < len(s) {
		if s[j] <= ' ' || s[j] == '<' || s[j] == '>' || s[j] == '"' || s[j] == '`' || s[j] == '|' {
			break
		}
		if s[j] >= 0x80 && strings.ContainsRune("—–…“”‘’«»「」、。", nextRune(s, j)) {
			break
		}
		j++
	}
	for j > i && strings.IndexByte("*_~.,:;!?'\")]}", s[j-1]) >= 0 {
		j--
	}
	return j
}

// called is the note that s calls and the length of the mark.
func (l *inline) called(s string) (note, n int) {
	if !strings.HasPrefix(s, "[^") {
		return 0, 0
	}
	end := strings.IndexAny(s[:min(len(s), maxLabel)], "] \t\n")
	if end < 3 || s[end] != ']' {
		return 0, 0
	}
	i, ok := l.labelled[normal(s[2:end])]
	if !ok {
		return 0, 0
	}
	return i, end + 1
}
