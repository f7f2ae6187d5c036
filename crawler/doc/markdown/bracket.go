package markdown

import "strings"

// bracket is an opening bracket that may yet become one of a link.
type bracket struct {
	// kind is '[', '!' of an image or '^' of a note.
	kind  byte
	token int
	// at is the place behind the bracket.
	at   int
	runs int
	dead bool
	// nested says that brackets stand inside.
	nested bool
}

// open adds a bracket that may be one of a link.
func (l *inline) open(kind byte, n int) {
	l.show(textToken, n)
	for i := len(l.brackets) - 1; i >= 0 && !l.brackets[i].nested; i-- {
		l.brackets[i].nested = true
	}
	if len(l.brackets) == maxOpen {
		// The outermost are letters then, as the innermost are links.
		l.brackets = append(l.brackets[:0], l.brackets[maxOpen/2:]...)
	}
	l.settle()
	l.brackets = append(l.brackets, bracket{kind: kind, token: len(l.tokens) - 1, at: l.at, runs: len(l.runs)})
}

// close reads a closing bracket.
func (l *inline) close() {
	n := len(l.brackets) - 1
	if n < 0 {
		l.at++
		return
	}
	b := l.brackets[n]
	if b.kind == '^' {
		l.closeNote(b)
		return
	}
	if b.dead {
		l.brackets = l.brackets[:n]
		l.at++
		return
	}
	link, next, ok := l.target(b)
	l.brackets = l.brackets[:n]
	if !ok {
		l.at++
		return
	}
	l.flush(l.at)
	l.emphasis(b.runs)
	open, shut := linkOpen, linkClose
	if b.kind == '!' {
		open, shut = imageOpen, imageClose
	}
	l.tokens[b.token].kind, l.tokens[b.token].n = open, int32(link)
	l.add(shut, l.at, next)
	l.at = next
	l.attributes()
	if b.kind == '!' {
		return
	}
	// Links hold no links; a note in between holds its own.
	for i := n - 1; i >= 0 && l.brackets[i].kind != '^'; i-- {
		if l.brackets[i].kind == '[' {
			if l.brackets[i].dead {
				break
			}
			l.brackets[i].dead = true
		}
	}
}

// target is the link that the closing bracket at l.at makes of b, and what
// follows it.
func (l *inline) target(b bracket) (link, next int, ok bool) {
	s := l.s
	after := l.at + 1
	if after < len(s) && s[after] == '(' {
		if link, next, ok = l.inlineTarget(after + 1); ok {
			return link, next, true
		}
	}
	if after < len(s) && s[after] == '[' {
		if end := labelEnd(s, after+1); end > after+1 {
			if i, ok := l.use(s[after+1 : end]); ok {
				return i, end + 1, true
			}
			return 0, 0, false
		}
	}
	if b.nested || l.at-b.at > maxLabel {
		return 0, 0, false
	}
	link, ok = l.use(s[b.at:l.at])
	if !ok {
		return 0, 0, false
	}
	if strings.HasPrefix(s[after:], "[]") {
		after += 2
	}
	return link, after, true
}

// use is the link defined under label.
func (l *inline) use(label string) (int, bool) {
	i, ok := l.defined[normal(label)]
	if ok {
		l.links[i].used = true
	}
	return i, ok
}

// inlineTarget reads "destination "title")" at i.
func (l *inline) inlineTarget(i int) (target, next int, ok bool) {
	s := l.s
	i = skipSpace(s, i)
	from, to, i, ok := destination(s, i)
	if !ok {
		return 0, 0, false
	}
	if j := skipSpace(s, i); j > i {
		i = j
		if k, ok := linkTitle(s, i); ok {
			i = skipSpace(s, k)
		}
	}
	if i >= len(s) || s[i] != ')' {
		return 0, 0, false
	}
	start, end := l.w.span(from, to)
	return l.addLink(unescape(s[from:to]), start, end), i + 1, true
}

// addLink keeps an address that stands at s[start:end] of the text.
func (l *inline) addLink(url string, start, end int) int {
	l.links = append(l.links, link{url: url, start: start, end: end, used: true})
	return len(l.links) - 1
}

// closeNote ends a note inside the words.
func (l *inline) closeNote(b bracket) {
	l.brackets = l.brackets[:len(l.brackets)-1]
	l.flush(l.at)
	l.emphasis(b.runs)
	start, end := l.w.span(b.at-2, l.at+1)
	l.notes = append(l.notes, note{start: start, end: end, inline: true})
	l.tokens[b.token].kind, l.tokens[b.token].n = noteOpen, int32(len(l.notes)-1)
	l.show(noteClose, 1).n = int32(len(l.notes) - 1)
}
