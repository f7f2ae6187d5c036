package pdf

import (
	"bytes"
	"strconv"
)

// object is nil, bool, float64, name, str, array, dict, stream, ref or, in the
// content of pages only, operator.
type object any

type (
	name     string
	str      string
	array    []object
	dict     map[name]object
	ref      int // the number of an object; generations tell nothing of use here
	operator string
	// stream is a dictionary and where its bytes begin.
	stream struct {
		dict
		at   int
		data []byte // that it begins in
		of   int    // the number of its object, for decryption
	}
	closing byte // ] or >
)

// lexer reads objects (7.2, 7.3).
type lexer struct {
	b   []byte
	pos int
	// refs tells of a file, in which 1 0 R is a reference and words are no
	// operators.
	refs bool
	eof  bool
	// items counts those of the object that is being read.
	items int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func (l *lexer) space() {
	for l.pos < len(l.b) {
		switch c := l.b[l.pos]; {
		case isSpace(c):
			l.pos++
		case c == '%':
			for l.pos < len(l.b) && l.b[l.pos] != '\n' && l.b[l.pos] != '\r' {
				l.pos++
			}
		default:
			return
		}
	}
}

// object reads the next object; eof is set when there is none. It always moves
// on, unless at the end.
func (l *lexer) object(depth int) object {
	l.space()
	if l.pos >= len(l.b) {
		l.eof = true
		return nil
	}
	if depth == 0 {
		l.items = 0
	}
	c := l.b[l.pos]
	switch {
	case c == '(':
		return l.literal()
	case c == '<':
		if l.pos+1 < len(l.b) && l.b[l.pos+1] == '<' {
			l.pos += 2
			if depth >= maxNesting {
				return nil
			}
			return l.dict(depth)
		}
		return l.hex()
	case c == '/':
		return l.name()
	case c == '[':
		l.pos++
		if depth >= maxNesting {
			return nil
		}
		var a array
		for {
			o := l.object(depth + 1)
			if l.eof || o == closing(']') {
				return a
			}
			if _, ok := o.(closing); !ok && l.items < maxItems {
				l.items++
				a = append(a, o)
			}
		}
	case c == ']':
		l.pos++
		return closing(']')
	case c == '>':
		l.pos++
		if l.pos < len(l.b) && l.b[l.pos] == '>' {
			l.pos++
		}
		return closing('>')
	case isDigit(c) || c == '+' || c == '-' || c == '.':
		return l.number()
	case isDelimiter(c):
		l.pos++
		return nil
	}
	start := l.pos
	for l.pos < len(l.b) && !isSpace(l.b[l.pos]) && !isDelimiter(l.b[l.pos]) {
		l.pos++
	}
	switch word := string(l.b[start:l.pos]); word {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	default:
		return operator(word)
	}
}

func (l *lexer) dict(depth int) object {
	d := dict{}
	for {
		k := l.object(depth + 1)
		if l.eof || k == closing('>') {
			return d
		}
		key, ok := k.(name)
		if !ok {
			if k == operator("endobj") || k == operator("stream") {
				l.pos -= len("endobj")
				return d
			}
			continue
		}
		v := l.object(depth + 1)
		if v == closing('>') || l.eof {
			return d
		}
		if len(d) < maxKeys && l.items < maxItems {
			l.items++
			d[key] = v
		}
	}
}

func (l *lexer) number() object {
	start := l.pos
	l.pos++
	whole := isDigit(l.b[start])
	for l.pos < len(l.b) && (isDigit(l.b[l.pos]) || l.b[l.pos] == '.' || l.b[l.pos] == '-') {
		whole = whole && isDigit(l.b[l.pos])
		l.pos++
	}
	text := l.b[start:l.pos]
	if len(text) > 32 {
		return 0.0
	}
	if whole && l.refs {
		if n, err := strconv.Atoi(string(text)); err == nil && n <= 1<<30 && l.isRef() {
			return ref(n)
		}
	}
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil {
		// Some writers double the sign or put it inside.
		text = bytes.TrimLeft(text, "+-")
		text, _, _ = bytes.Cut(text, []byte("-"))
		v, _ = strconv.ParseFloat(string(text), 64)
	}
	return v
}

// isRef reads the generation and the R of a reference, if they follow.
func (l *lexer) isRef() bool {
	i := l.pos
	blanks := func() {
		for i < len(l.b) && i < l.pos+16 && isSpace(l.b[i]) {
			i++
		}
	}
	blanks()
	digits := i
	for i < len(l.b) && i < digits+5 && isDigit(l.b[i]) {
		i++
	}
	if i == digits || i == l.pos {
		return false
	}
	end := i
	blanks()
	if i == end || i >= len(l.b) || l.b[i] != 'R' || i+1 < len(l.b) && !isSpace(l.b[i+1]) && !isDelimiter(l.b[i+1]) {
		return false
	}
	l.pos = i + 1
	return true
}

func (l *lexer) name() object {
	l.pos++
	start := l.pos
	escaped := false
	for l.pos < len(l.b) && !isSpace(l.b[l.pos]) && !isDelimiter(l.b[l.pos]) {
		escaped = escaped || l.b[l.pos] == '#'
		l.pos++
	}
	text := l.b[start:l.pos]
	if !escaped {
		return name(text)
	}
	var out []byte
	for i := 0; i < len(text); i++ {
		if text[i] == '#' && i+2 < len(text) {
			hi, ok1 := unhex(text[i+1])
			lo, ok2 := unhex(text[i+2])
			if ok1 && ok2 {
				out = append(out, hi<<4|lo)
				i += 2
				continue
			}
		}
		out = append(out, text[i])
	}
	return name(out)
}

func unhex(c byte) (byte, bool) {
	switch {
	case isDigit(c):
		return c - '0', true
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}

func (l *lexer) hex() object {
	l.pos++
	var out []byte
	half, have := byte(0), false
	for l.pos < len(l.b) {
		c := l.b[l.pos]
		l.pos++
		if c == '>' {
			break
		}
		v, ok := unhex(c)
		switch {
		case !ok:
		case have:
			out, have = append(out, half<<4|v), false
		default:
			half, have = v, true
		}
	}
	if have {
		out = append(out, half<<4)
	}
	return str(out)
}

func (l *lexer) literal() object {
	l.pos++
	var out []byte
	depth := 1
	for l.pos < len(l.b) {
		c := l.b[l.pos]
		l.pos++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return str(out)
			}
		case '\\':
			if l.pos >= len(l.b) {
				return str(out)
			}
			c = l.b[l.pos]
			l.pos++
			switch c {
			case 'n':
				c = '\n'
			case 'r':
				c = '\r'
			case 't':
				c = '\t'
			case 'b', 'f':
				c = ' '
			case '\r':
				if l.pos < len(l.b) && l.b[l.pos] == '\n' {
					l.pos++
				}
				continue
			case '\n':
				continue
			default:
				if '0' <= c && c <= '7' {
					v := c - '0'
					for i := 0; i < 2 && l.pos < len(l.b) && '0' <= l.b[l.pos] && l.b[l.pos] <= '7'; i++ {
						v = v<<3 | (l.b[l.pos] - '0')
						l.pos++
					}
					c = v
				}
			}
		}
		out = append(out, c)
	}
	return str(out)
}
