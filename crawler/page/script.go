package page

import "bytes"

const (
	maxMoves  = 16       // scripts looked into
	maxScript = 64 << 10 // bytes of one that are looked into
	// maxMoved is the most words of a page whose scripts are looked into: one
	// article in twenty assigns the location somewhere, for its own ends.
	maxMoved = 200
)

// script reads a script element.
func (w *walker) script() {
	typ, src := w.attr(attrType), w.has(attrSrc)
	code := w.raw("script")
	if w.count[flagTemplate]+w.count[flagNoscript] > 0 {
		return
	}
	typ = bytes.ToLower(bytes.TrimSpace(typ))
	if bytes.HasPrefix(typ, []byte("application/ld+json")) {
		w.structured(code)
		return
	}
	w.scripts++
	runs := len(typ) == 0 || bytes.Contains(typ, []byte("javascript")) || bytes.Contains(typ, []byte("ecmascript")) || string(typ) == "module"
	if runs && !src {
		w.addMove(code)
	}
}

// addMove notes a script that may assign the location.
func (w *walker) addMove(code []byte) {
	if len(code) > maxScript {
		code = code[:maxScript]
	}
	if len(w.moves) < maxMoves && bytes.Contains(code, []byte("location")) {
		w.moves = append(w.moves, code)
	}
}

// moved is the first address that a script assigns to the location outside any
// function or condition.
func (w *walker) moved() string {
	for _, code := range w.moves {
		if to := assigned(code); to != "" {
			return to
		}
	}
	return ""
}

// assigned finds location = "…", location.href = "…", location.replace("…") and
// their forms through window and its like, as a statement of its own at the top
// level of a script.
func assigned(code []byte) string {
	l := lexer{b: code}
	depth := 0
	begins := true // a statement
	for {
		t := l.next()
		switch {
		case t.kind == lexEnd:
			return ""
		case t.kind == lexMark:
			switch t.text[0] {
			case '{', '(', '[':
				depth++
				begins = false
			case '}', ')', ']':
				depth--
				begins = t.text[0] == '}'
			default:
				begins = t.text[0] == ';'
			}
			if depth < 0 {
				return ""
			}
		case depth > 0:
		case begins && t.kind == lexWord:
			save := l
			if to := l.assignment(t); to != "" {
				return to
			}
			l = save
			begins = false
		default:
			begins = false
		}
	}
}

// assignment reads what follows the first word of a statement.
func (l *lexer) assignment(t lexeme) string {
	seen := false
	for range 6 {
		if t.kind != lexWord {
			return ""
		}
		last := string(t.text)
		switch last {
		case "window", "document", "top", "self", "parent", "this", "globalThis":
			if seen {
				return ""
			}
		case "location":
			seen = true
		case "href", "replace", "assign":
			if !seen {
				return ""
			}
		default:
			return ""
		}
		t = l.next()
		if t.kind != lexMark {
			return ""
		}
		switch c := t.text[0]; {
		case c == '.':
			t = l.next()
			continue
		case !seen:
			return ""
		case c == '=' && last != "replace" && last != "assign", c == '(' && (last == "replace" || last == "assign"):
			t = l.next()
			if t.kind != lexString {
				return ""
			}
			// A string that something is added to is not the whole address.
			if after := l.next(); after.kind == lexMark && (after.text[0] == '+' || after.text[0] == '.' || after.text[0] == '=') {
				return ""
			}
			return unquote(t.text)
		default:
			return ""
		}
	}
	return ""
}

// The kinds of lexeme.
const (
	lexEnd = iota
	lexWord
	lexString
	lexMark
	lexOther
)

type lexeme struct {
	kind int
	text []byte
}

// lexer takes JavaScript apart as far as to find strings, comments and brackets.
type lexer struct {
	b     []byte
	pos   int
	value bool // what came last was a value, so that a slash divides
}

func (l *lexer) next() lexeme {
	for l.pos < len(l.b) {
		rest := l.b[l.pos:]
		c := rest[0]
		switch {
		case isSpace(c):
			l.pos++
		case bytes.HasPrefix(rest, []byte("//")), bytes.HasPrefix(rest, []byte("<!--")), bytes.HasPrefix(rest, []byte("-->")) && l.lineBegins():
			l.skipTo("\n")
		case bytes.HasPrefix(rest, []byte("/*")):
			l.pos += 2
			l.skipTo("*/")
		case c == '"' || c == '\'' || c == '`':
			l.value = true
			return l.quoted(c)
		case c == '/' && !l.value:
			l.value = true
			return l.regexp()
		case isLetter(c) || c == '_' || c == '$' || c >= 0x80:
			n := 1
			for n < len(rest) && (isLetter(rest[n]) || rest[n] == '_' || rest[n] == '$' || rest[n] >= 0x80 || '0' <= rest[n] && rest[n] <= '9') {
				n++
			}
			l.pos += n
			switch string(rest[:n]) {
			case "return", "typeof", "case", "in", "of", "delete", "void", "throw", "else", "do":
				l.value = false
			default:
				l.value = true
			}
			return lexeme{lexWord, rest[:n]}
		case '0' <= c && c <= '9':
			l.pos++
			l.value = true
			return lexeme{lexOther, rest[:1]}
		default:
			l.pos++
			l.value = c == ')' || c == ']' || c == '}'
			return lexeme{lexMark, rest[:1]}
		}
	}
	return lexeme{kind: lexEnd}
}

// lineBegins tells whether only blanks stand before on the line.
func (l *lexer) lineBegins() bool {
	before := bytes.TrimRight(l.b[:l.pos], " \t")
	return len(before) == 0 || before[len(before)-1] == '\n'
}

func (l *lexer) skipTo(s string) {
	if i := bytes.Index(l.b[l.pos:], []byte(s)); i >= 0 {
		l.pos += i + len(s)
	} else {
		l.pos = len(l.b)
	}
}

// quoted reads a string; a template with a value in it is no literal.
func (l *lexer) quoted(quote byte) lexeme {
	start, kind := l.pos, lexString
	for i := start + 1; i < len(l.b); i++ {
		switch c := l.b[i]; {
		case c == '\\':
			i++
		case c == '$' && quote == '`':
			kind = lexOther
		case c == '\n' && quote != '`':
			l.pos = i
			return lexeme{lexOther, nil}
		case c == quote:
			l.pos = i + 1
			return lexeme{kind, l.b[start+1 : i]}
		}
	}
	l.pos = len(l.b)
	return lexeme{kind: lexEnd}
}

func (l *lexer) regexp() lexeme {
	set := false
	for i := l.pos + 1; i < len(l.b); i++ {
		switch c := l.b[i]; {
		case c == '\\':
			i++
		case c == '[':
			set = true
		case c == ']':
			set = false
		case c == '\n':
			l.pos = i
			return lexeme{lexOther, nil}
		case c == '/' && !set:
			l.pos = i + 1
			return lexeme{lexOther, nil}
		}
	}
	l.pos = len(l.b)
	return lexeme{kind: lexEnd}
}

// unquote undoes the escapes that addresses have in scripts.
func unquote(b []byte) string {
	if len(b) > maxURL {
		return ""
	}
	var out []byte
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' || i+1 == len(b) {
			out = append(out, b[i])
			continue
		}
		i++
		switch n := 0; b[i] {
		case 'x':
			n = 2
			fallthrough
		case 'u':
			if b[i] == 'u' {
				n = 4
			}
			v, ok := unhex(b[i+1:], n)
			if !ok {
				return ""
			}
			out = append(out, string(v)...)
			i += n
		case 'n', 'r', 't':
		default:
			out = append(out, b[i])
		}
	}
	return string(out)
}

func unhex(b []byte, n int) (rune, bool) {
	if len(b) < n {
		return 0, false
	}
	var v rune
	for _, c := range b[:n] {
		switch {
		case '0' <= c && c <= '9':
			v = v<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			v = v<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, false
		}
	}
	return v, true
}
