package page

import (
	"unicode/utf16"
	"unicode/utf8"
)

// value is a value of JSON. Members that no one asks for are left out.
type value struct {
	text   string // of a string, a number, true, false
	object bool
	keys   []string
	list   []value // items of an array, or values of the keys
}

// get is a member of an object.
func (v value) get(key string) value {
	for i, k := range v.keys {
		if k == key {
			return v.list[i]
		}
	}
	return value{}
}

// each calls f for the items of an array, or for the value itself.
func (v value) each(f func(value)) {
	if v.object || v.list == nil {
		f(v)
		return
	}
	for _, item := range v.list {
		f(item)
	}
}

const (
	maxNesting = 48
	maxValues  = 5_000
)

// reader reads JSON as it is found in pages: with comments around it, line
// breaks and bare quotes inside strings, commas too many and brackets too few.
// What it can't read it steps over.
type reader struct {
	b      []byte
	pos    int
	wanted func(key string) bool
	values int // made so far
}

// blank passes white space and comments.
func (r *reader) blank() {
	for r.pos < len(r.b) {
		rest := r.b[r.pos:]
		switch c := rest[0]; {
		case c <= ' ':
			r.pos++
		case c == '/' && len(rest) > 1 && rest[1] == '*':
			l := lexer{b: r.b, pos: r.pos + 2}
			l.skipTo("*/")
			r.pos = l.pos
		case c == '/' && len(rest) > 1 && rest[1] == '/':
			l := lexer{b: r.b, pos: r.pos}
			l.skipTo("\n")
			r.pos = l.pos
		case hasFold(rest, "<!--"):
			r.pos += len("<!--")
		case hasFold(rest, "-->"):
			r.pos += len("-->")
		case hasFold(rest, "<![cdata["):
			r.pos += len("<![cdata[")
		case hasFold(rest, "]]>"):
			r.pos += len("]]>")
		case c == 0xef && hasFold(rest, "\ufeff"):
			r.pos += 3
		default:
			return
		}
	}
}

// value reads one value. It always moves on, unless it stands before a bracket
// that closes or at the end.
func (r *reader) value(depth int, keep bool) (v value) {
	r.blank()
	if r.pos >= len(r.b) {
		return v
	}
	if r.values++; r.values > maxValues {
		keep = false
	}
	switch c := r.b[r.pos]; c {
	case '{', '[':
		r.pos++
		if depth >= maxNesting {
			return v
		}
		if c == '{' {
			return r.object(depth, keep)
		}
		for {
			r.blank()
			if r.pos >= len(r.b) || r.b[r.pos] == '}' {
				return v
			}
			switch r.b[r.pos] {
			case ']':
				r.pos++
				return v
			case ',', ':':
				r.pos++
				continue
			}
			if item := r.value(depth+1, keep); keep {
				v.list = append(v.list, item)
			}
		}
	case '"':
		s := r.quoted()
		if keep {
			v.text = clean(unquoteJSON(s))
		}
	case '}', ']':
	default:
		start := r.pos
		r.pos++
		for r.pos < len(r.b) && classes[r.b[r.pos]] != byteSpace && !ends(r.b[r.pos]) {
			r.pos++
		}
		if keep && r.pos-start < 64 {
			v.text = string(r.b[start:r.pos])
		}
	}
	return v
}

func ends(c byte) bool { return c == ',' || c == '}' || c == ']' || c == ':' || c == '"' }

func (r *reader) object(depth int, keep bool) (v value) {
	v.object = true
	for {
		r.blank()
		if r.pos >= len(r.b) {
			return v
		}
		switch r.b[r.pos] {
		case '}':
			r.pos++
			return v
		case '"':
		case ']':
			return v
		default:
			r.pos++
			continue
		}
		key := r.quoted()
		r.blank()
		if r.pos >= len(r.b) || r.b[r.pos] != ':' {
			continue
		}
		r.pos++
		k := keep && r.wanted(string(key))
		if item := r.value(depth+1, k); k {
			v.keys = append(v.keys, string(key))
			v.list = append(v.list, item)
		}
	}
}

// quoted reads a string, without its quotes. A quote that nothing follows which
// may follow a string belongs to it.
func (r *reader) quoted() []byte {
	start := r.pos + 1
	for i := start; i < len(r.b); i++ {
		switch r.b[i] {
		case '\\':
			i++
		case '"':
			j, line := i+1, false
			for j < len(r.b) && classes[r.b[j]] == byteSpace {
				line = line || r.b[j] == '\n'
				j++
			}
			if j == len(r.b) || ends(r.b[j]) && (r.b[j] != '"' || line) || r.b[j] == '/' || r.b[j] == '<' || hasFold(r.b[j:], "-->") {
				r.pos = i + 1
				return r.b[start:i]
			}
		}
	}
	r.pos = len(r.b)
	return r.b[min(start, len(r.b)):]
}

// unquoteJSON undoes escapes.
func unquoteJSON(b []byte) []byte {
	if len(b) > 6*maxField {
		b = b[:6*maxField]
	}
	var out []byte
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' {
			if out != nil {
				out = append(out, b[i])
			}
			continue
		}
		if out == nil {
			out = append(make([]byte, 0, len(b)), b[:i]...)
		}
		if i++; i == len(b) {
			break
		}
		switch c := b[i]; c {
		case 'n', 'r', 't', 'b', 'f':
			out = append(out, ' ')
		case 'u':
			v, ok := unhex(b[i+1:], 4)
			if !ok {
				continue
			}
			i += 4
			if utf16.IsSurrogate(v) && i+6 < len(b) && b[i+1] == '\\' && b[i+2] == 'u' {
				if w, ok := unhex(b[i+3:], 4); ok {
					v = utf16.DecodeRune(v, w)
					i += 6
				}
			}
			out = utf8.AppendRune(out, v)
		default:
			out = append(out, c)
		}
	}
	if out == nil {
		return b
	}
	return out
}
