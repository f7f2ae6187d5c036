package page

import "bytes"

// The kinds of token.
type token uint8

const (
	textToken token = iota
	startToken
	endToken
)

// span is a part of the bytes scanned.
type span struct{ start, end int }

// scanner takes HTML apart into text and tags, in one pass and without copying.
// It knows of attributes only those that this package reads. A tag that the end
// of the bytes cuts off is no tag.
//
// The tokenizer of golang.org/x/net/html reads byte by byte, allocates for each
// attribute, and clears a table at each tag that a hostile tag has made large.
type scanner struct {
	b   []byte
	pos int
	// cdata makes CDATA sections text, as in XML.
	cdata bool

	text   []byte // of a text token
	isRaw  bool   // the text has no references
	tag    tag
	name   span // of the tag
	closed bool // <tag/>
	have   uint32
	attrs  [nAttrs]span
}

// next reads a token; it is false at the end.
func (s *scanner) next() (token, bool) {
	b := s.b
	for s.pos < len(b) {
		i := s.pos
		for {
			j := bytes.IndexByte(b[i:], '<')
			if j < 0 {
				i = len(b)
				break
			}
			i += j
			if i+1 < len(b) && opens(b[i+1]) {
				break
			}
			i++
		}
		if i > s.pos {
			s.text, s.isRaw = b[s.pos:i], false
			s.pos = i
			return textToken, true
		}
		switch c := b[i+1]; {
		case c == '!':
			if s.declaration() {
				return textToken, true
			}
		case c == '?':
			s.skipPast('>')
		case c == '/':
			if i+2 < len(b) && isLetter(b[i+2]) {
				s.pos = i + 2
				s.readName()
				if !s.readAttrs() {
					return 0, false
				}
				return endToken, true
			}
			s.skipPast('>')
		default:
			s.pos = i + 1
			s.readName()
			if !s.readAttrs() {
				return 0, false
			}
			return startToken, true
		}
	}
	return 0, false
}

func opens(c byte) bool { return isLetter(c) || c == '/' || c == '!' || c == '?' }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// skipPast moves behind the next c, or to the end.
func (s *scanner) skipPast(c byte) {
	if j := bytes.IndexByte(s.b[s.pos:], c); j >= 0 {
		s.pos += j + 1
	} else {
		s.pos = len(s.b)
	}
}

// declaration passes a comment, a doctype or a CDATA section, which is text when
// wanted.
func (s *scanner) declaration() (text bool) {
	rest := s.b[s.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		s.pos += commentEnd(rest)
	case s.cdata && bytes.HasPrefix(rest, []byte("<![CDATA[")):
		rest = rest[len("<![CDATA["):]
		s.pos += len("<![CDATA[")
		end := bytes.Index(rest, []byte("]]>"))
		if end < 0 {
			s.text, s.isRaw = rest, true
			s.pos = len(s.b)
			return true
		}
		s.text, s.isRaw = rest[:end], true
		s.pos += end + len("]]>")
		return true
	default:
		s.skipPast('>')
	}
	return false
}

// commentEnd is the length of the comment that b begins with.
func commentEnd(b []byte) int {
	for i := len("<!--"); ; i++ {
		j := bytes.IndexByte(b[i:], '>')
		if j < 0 {
			return len(b)
		}
		i += j
		head := b[len("<!--"):i]
		if len(head) == 0 || string(head) == "-" || bytes.HasSuffix(head, []byte("--")) || bytes.HasSuffix(head, []byte("--!")) {
			return i + 1
		}
	}
}

// readName reads the name of a tag.
func (s *scanner) readName() {
	var name [16]byte
	n, i := 0, s.pos
	for ; i < len(s.b); i++ {
		c := s.b[i]
		if isSpace(c) || c == '/' || c == '>' {
			break
		}
		if n < len(name) {
			if 'A' <= c && c <= 'Z' {
				c |= 0x20
			}
			name[n] = c
		}
		n++
	}
	s.name = span{s.pos, i}
	s.pos = i
	s.tag = tagOther
	if n <= len(name) {
		s.tag = tagOf(name[:n])
	}
}

// readAttrs reads the attributes and the end of a tag; it is false when the
// bytes end first.
func (s *scanner) readAttrs() bool {
	s.have, s.closed = 0, false
	b, i := s.b, s.pos
	for {
		for i < len(b) && (isSpace(b[i]) || b[i] == '/') {
			s.closed = b[i] == '/'
			i++
		}
		if i >= len(b) {
			s.pos = len(b)
			return false
		}
		if b[i] == '>' {
			s.pos = i + 1
			return true
		}
		s.closed = false
		key := i
		i++ // an equals sign may begin a name
		for i < len(b) && !isSpace(b[i]) && b[i] != '/' && b[i] != '>' && b[i] != '=' {
			i++
		}
		keyEnd := i
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		val := span{i, i}
		if i < len(b) && b[i] == '=' {
			i++
			for i < len(b) && isSpace(b[i]) {
				i++
			}
			if i < len(b) && (b[i] == '"' || b[i] == '\'') {
				j := bytes.IndexByte(b[i+1:], b[i])
				if j < 0 {
					s.pos = len(b)
					return false
				}
				val = span{i + 1, i + 1 + j}
				i = val.end + 1
			} else {
				val.start = i
				for i < len(b) && !isSpace(b[i]) && b[i] != '>' {
					i++
				}
				val.end = i
			}
		}
		if a := attrOf(b[key:keyEnd]); a != attrOther && s.have&(1<<a) == 0 {
			s.have |= 1 << a
			s.attrs[a] = val
		}
	}
}

// has tells whether the tag has an attribute.
func (s *scanner) has(a attr) bool { return s.have&(1<<a) != 0 }

// attr is the value of an attribute as it stands, nil when there is none.
func (s *scanner) attr(a attr) []byte {
	if !s.has(a) {
		return nil
	}
	return s.b[s.attrs[a].start:s.attrs[a].end]
}

// raw reads the content of an element that ends at its end tag only, and moves
// behind that tag.
func (s *scanner) raw(name string) []byte {
	start := s.pos
	var hidden, doubled bool
	for i := start; ; {
		j := bytes.Index(s.b[i:], []byte("</"))
		if j < 0 {
			break
		}
		if name == "script" {
			hidden, doubled = escapes(s.b[i:i+j], hidden, doubled)
		}
		i += j + 2
		if !hasFold(s.b[i:], name) {
			continue
		}
		if k := i + len(name); k < len(s.b) && (isSpace(s.b[k]) || s.b[k] == '/' || s.b[k] == '>') {
			if doubled {
				doubled = false
				continue
			}
			s.pos = i
			s.skipPast('>')
			return s.b[start : i-2]
		}
	}
	s.pos = len(s.b)
	return s.b[start:]
}

// escapes follows a script through a comment inside it, in which the end tag of
// a script that begins there does not end the whole (HTML, 4.12.1.3).
func escapes(b []byte, hidden, doubled bool) (bool, bool) {
	for {
		if !hidden {
			i := bytes.Index(b, []byte("<!--"))
			if i < 0 {
				return false, false
			}
			b, hidden = b[i+2:], true
		}
		end := bytes.Index(b, []byte("-->"))
		inside := b
		if end >= 0 {
			inside = b[:end]
		}
		if !doubled {
			doubled = beginsScript(inside)
		}
		if end < 0 {
			return true, doubled
		}
		b, hidden, doubled = b[end+len("-->"):], false, false
	}
}

func beginsScript(b []byte) bool {
	for {
		i := bytes.IndexByte(b, '<')
		if i < 0 {
			return false
		}
		b = b[i+1:]
		if hasFold(b, "script") && len(b) > 6 && (isSpace(b[6]) || b[6] == '/' || b[6] == '>') {
			return true
		}
	}
}

// hasFold tells whether b begins with a lower-case name, in any case.
func hasFold(b []byte, name string) bool {
	if len(b) < len(name) {
		return false
	}
	for i := range len(name) {
		c := b[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if c != name[i] {
			return false
		}
	}
	return true
}
