package wikitext

import "strings"

// kind is what a node is.
type kind byte

const (
	template kind = iota // {{name|…}}
	param                // {{{name|default}}}
	page                 // [[target|text]]
	external             // [address text]
	ref                  // <ref name="…">…</ref>
	comment              // <!-- … -->
	verbatim             // <nowiki>…</nowiki>
)

// node is a construct of the text, from start to end. Those never closed are
// left out.
type node struct {
	kind       kind
	start, end int
	// from and to are the inside.
	from, to int
	// pipes are the bars at the node's own level.
	pipes []int
	// attributes are those of a tag.
	attributes string
	// name is that of a tag, in small letters.
	name string
}

// maxTag bounds the length of a tag, in bytes.
const maxTag = 2000

// verbatims are the tags whose inside is no markup.
var verbatims = []string{
	"nowiki", "pre", "syntaxhighlight", "source", "math", "code", "score", "timeline", "templatedata", "graph",
	"chem", "ce", "hiero", "mapframe", "maplink", "tt",
}

// scanner pairs what opens with what closes. Each note is a world of its own.
type scanner struct {
	s, low string
	nodes  []node
	stack  []int
	// floor is where the stack of the note being read begins; floors are those
	// of the notes around it, and until their ends.
	floor  int
	floors []int
	until  []int
	// open counts the open templates and parameters, and the open page links,
	// above the floor.
	braces, pages int
	counts        [][2]int
	finders       map[string]*finder
}

// scan finds the nodes of s, by their start.
func scan(s string) []node {
	sc := &scanner{s: s, low: lowerASCII(s), finders: map[string]*finder{}}
	for i := 0; i < len(s); {
		for len(sc.until) > 0 && i >= sc.until[len(sc.until)-1] {
			sc.leave()
		}
		i = sc.at(i)
	}
	kept := sc.nodes[:0]
	for _, n := range sc.nodes {
		if n.end > 0 {
			kept = append(kept, n)
		}
	}
	return kept
}

func (sc *scanner) at(i int) int {
	switch sc.s[i] {
	case '{':
		return sc.openBraces(i)
	case '}':
		return sc.closeBraces(i)
	case '[':
		return sc.openBracket(i)
	case ']':
		return sc.closeBracket(i)
	case '|':
		if n := sc.holder(); n != nil {
			n.pipes = append(n.pipes, i)
		}
	case '\n':
		// The words of an external link stand in one line.
		if n := sc.top(); n != nil && n.kind == external {
			sc.pop()
		}
	case '<':
		return sc.tag(i)
	}
	return i + 1
}

func (sc *scanner) push(n node) {
	switch n.kind {
	case template, param:
		sc.braces++
	case page:
		sc.pages++
	}
	sc.stack = append(sc.stack, len(sc.nodes))
	sc.nodes = append(sc.nodes, n)
}

// top is the innermost open node of the note being read.
func (sc *scanner) top() *node {
	if len(sc.stack) == sc.floor {
		return nil
	}
	return &sc.nodes[sc.stack[len(sc.stack)-1]]
}

// holder is the innermost open node that bars divide.
func (sc *scanner) holder() *node {
	for i := len(sc.stack) - 1; i >= sc.floor; i-- {
		if n := &sc.nodes[sc.stack[i]]; n.kind != external {
			return n
		}
	}
	return nil
}

func (sc *scanner) pop() *node {
	n := sc.top()
	sc.stack = sc.stack[:len(sc.stack)-1]
	switch n.kind {
	case template, param:
		sc.braces--
	case page:
		sc.pages--
	}
	return n
}

// run is the number of bytes c from i on.
func (sc *scanner) run(i int, c byte) int {
	n := 0
	for i+n < len(sc.s) && sc.s[i+n] == c {
		n++
	}
	return n
}

func (sc *scanner) openBraces(i int) int {
	n := sc.run(i, '{')
	end := i + n
	if n == 3 && strings.HasPrefix(sc.s[end:], "!}}") {
		i++ // a brace and {{!}}
		n = 2
	}
	for ; n >= 2 && n != 3; n -= 2 {
		sc.push(node{kind: template, start: i, from: i + 2})
		i += 2
	}
	if n == 3 {
		sc.push(node{kind: param, start: i, from: i + 3})
	}
	return end
}

func (sc *scanner) closeBraces(i int) int {
	n := sc.run(i, '}')
	end := i + n
	for n >= 2 && sc.braces > 0 {
		top := sc.pop()
		for top.kind != template && top.kind != param {
			top = sc.pop()
		}
		wide := 2
		if top.kind == param {
			if n >= 3 {
				wide = 3
			} else {
				top.kind, top.start = template, top.start+1
			}
		}
		top.to, top.end = i, i+wide
		i += wide
		n -= wide
	}
	return end
}

func (sc *scanner) openBracket(i int) int {
	if strings.HasPrefix(sc.s[i:], "[[") && !addressStarts(sc.s[i+2:]) {
		sc.push(node{kind: page, start: i, from: i + 2})
		return i + 2
	}
	if addressStarts(sc.s[i+1:]) {
		if n := sc.top(); n == nil || n.kind != external {
			sc.push(node{kind: external, start: i, from: i + 1})
		}
	}
	return i + 1
}

func (sc *scanner) closeBracket(i int) int {
	if n := sc.top(); n != nil && n.kind == external {
		sc.pop()
		n.to, n.end = i, i+1
		return i + 1
	}
	if sc.pages == 0 || !strings.HasPrefix(sc.s[i:], "]]") {
		return i + 1
	}
	if n := sc.holder(); n == nil || n.kind != page {
		return i + 1
	}
	n := sc.pop()
	for n.kind != page {
		n = sc.pop()
	}
	n.to, n.end = i, i+2
	return i + 2
}

// addressStarts reports whether s starts with what an external link may lead to.
func addressStarts(s string) bool {
	for _, scheme := range []string{"https://", "http://", "//", "ftp://"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return true
		}
	}
	return false
}

func (sc *scanner) tag(i int) int {
	rest := sc.low[i+1:]
	if strings.HasPrefix(rest, "!--") {
		end := sc.next("-->", i+4)
		stop := min(end+3, len(sc.s))
		sc.nodes = append(sc.nodes, node{kind: comment, start: i, end: stop})
		return stop
	}
	if isTag(rest, "ref") {
		return sc.ref(i)
	}
	for _, name := range verbatims {
		if isTag(rest, name) {
			return sc.verbatim(i, name)
		}
	}
	return i + 1
}

// isTag reports whether the tag name starts at s, which follows a "<".
func isTag(s, name string) bool {
	return strings.HasPrefix(s, name) && len(s) > len(name) && strings.IndexByte(" \t\n/>", s[len(name)]) >= 0
}

// tagEnd is the end of the tag that starts at i, or 0.
func (sc *scanner) tagEnd(i int) int {
	limit := min(len(sc.s), i+maxTag)
	var quote byte
	for j := i + 1; j < limit; j++ {
		switch c := sc.s[j]; {
		case quote != 0:
			if c == quote || c == '\n' {
				quote = 0
			}
		case c == '"' || c == '\'' && sc.s[j-1] == '=':
			quote = c
		case c == '>':
			return j + 1
		case c == '<':
			return 0
		}
	}
	// A quotation mark that is never closed.
	if j := strings.IndexAny(sc.s[i+1:limit], "<>"); j >= 0 && sc.s[i+1+j] == '>' {
		return i + j + 2
	}
	return 0
}

func (sc *scanner) ref(i int) int {
	from := sc.tagEnd(i)
	if from == 0 {
		return i + 1
	}
	n := node{kind: ref, start: i, from: from, to: from, end: from, name: "ref"}
	n.attributes = sc.s[i+len("<ref") : from-1]
	if strings.HasSuffix(n.attributes, "/") {
		n.attributes = strings.TrimSuffix(n.attributes, "/")
		sc.nodes = append(sc.nodes, n)
		return from
	}
	n.to = sc.next("</ref", from)
	n.end = n.to
	if n.to < len(sc.s) {
		n.end = sc.tagEnd(n.to)
		if n.end == 0 {
			n.end = n.to + len("</ref")
		}
	}
	// A note that is not closed ends with its paragraph or at the next note.
	if other := sc.nextRef(from); n.to == len(sc.s) || other < n.to {
		n.to = min(n.to, other, sc.next("\n\n", from))
		n.end = n.to
	}
	sc.nodes = append(sc.nodes, n)
	sc.enter(n.to)
	return from
}

// nextRef is where the next note opens.
func (sc *scanner) nextRef(i int) int {
	for {
		j := sc.next("<ref", i)
		if j == len(sc.s) || isTag(sc.low[j+1:], "ref") {
			return j
		}
		i = j + 1
	}
}

// enter begins the inside of a note that ends at end.
func (sc *scanner) enter(end int) {
	sc.floors = append(sc.floors, sc.floor)
	sc.until = append(sc.until, end)
	sc.counts = append(sc.counts, [2]int{sc.braces, sc.pages})
	sc.floor, sc.braces, sc.pages = len(sc.stack), 0, 0
}

func (sc *scanner) leave() {
	sc.stack = sc.stack[:sc.floor]
	n := len(sc.until) - 1
	sc.floor = sc.floors[n]
	sc.braces, sc.pages = sc.counts[n][0], sc.counts[n][1]
	sc.floors, sc.until, sc.counts = sc.floors[:n], sc.until[:n], sc.counts[:n]
}

func (sc *scanner) verbatim(i int, name string) int {
	from := sc.tagEnd(i)
	if from == 0 {
		return i + 1
	}
	n := node{kind: verbatim, start: i, from: from, to: from, end: from, name: name}
	if sc.s[from-2] != '/' {
		n.to = sc.next("</"+name, from)
		if n.to == len(sc.s) {
			return from
		}
		n.end = sc.tagEnd(n.to)
		if n.end == 0 {
			n.end = n.to + len("</"+name)
		}
	}
	sc.nodes = append(sc.nodes, n)
	return n.end
}

// finder remembers where a word was found last, so that looking for it again
// and again stays linear.
type finder struct{ from, at int }

// next is where word stands next from i on, or the end. Words are looked for
// from ever later places.
func (sc *scanner) next(word string, i int) int {
	f := sc.finders[word]
	if f == nil {
		f = &finder{from: 0, at: -1}
		sc.finders[word] = f
	}
	if f.at < i || i < f.from {
		f.from, f.at = i, len(sc.s)
		if j := strings.Index(sc.low[min(i, len(sc.s)):], word); j >= 0 {
			f.at = i + j
		}
	}
	return f.at
}
