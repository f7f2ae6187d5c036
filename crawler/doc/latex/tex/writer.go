package tex

import (
	"strings"

	"apud/crawler/cite"
)

// Writer writes what a reader sees.
type Writer struct {
	Src  *Source
	Text *cite.Text
	// Hook reads the command name, which stands at at and ends at after. It
	// returns where to go on, and false for a command that it leaves alone.
	Hook func(name string, at, after, end int) (next int, ok bool)
	// Macro is the text of a command without arguments, for addresses.
	Macro func(name string) (string, bool)

	depth  int
	italic int
	from   int
	quotes int
}

// Into writes with the text going to t.
func (w *Writer) Into(t *cite.Text, write func()) {
	outer := *w
	w.Text, w.italic, w.quotes = t, 0, 0
	write()
	w.closeItalics(0)
	w.Text, w.italic, w.from, w.quotes = outer.Text, outer.italic, outer.from, outer.quotes
}

// In writes src.S[start:end].
func (w *Writer) In(src *Source, start, end int) {
	outer := w.Src
	w.Src = src
	w.Write(start, end)
	w.Src = outer
}

// Deep reports whether no further groups are to be read in each other.
func (w *Writer) Deep() bool { return w.depth > maxDepth }

// Plain is S[start:end] as a text of its own.
func (w *Writer) Plain(start, end int) *cite.Text {
	t := &cite.Text{}
	w.Into(t, func() { w.Write(start, end) })
	return t
}

// Write writes S[start:end].
func (w *Writer) Write(start, end int) {
	w.depth++
	defer func() { w.depth-- }()
	s := w.Src.S
	at := start
	flush := func(i int) {
		w.Src.Append(w.Text, at, i)
		at = i
	}
	for i := start; i < end; {
		next := i
		switch c := s[i]; c {
		case '\\':
			flush(i)
			next = w.command(i, end)
		case '{':
			flush(i)
			next = w.group(i, end)
		case '}', '$':
			flush(i)
			next = i + 1
		case '%':
			if w.Src.Comments {
				flush(i)
				next = w.comment(i, end)
			}
		case '#':
			if p, ok := w.Src.param(i, end); ok && !w.Deep() {
				flush(i)
				w.In(p.Src, p.From, p.To)
				next = i + 2
			}
		case '~', '&':
			flush(i)
			if c == '&' && !w.Src.Comments {
				break
			}
			w.Text.Append(" ", w.Src.Span(i, i+1))
			next = i + 1
		case '-', '`', '\'', '"':
			if shown, n := ligature(s[i:end]); n > 0 {
				flush(i)
				w.Text.Append(shown, w.Src.Span(i, i+n))
				next = i + n
			}
		case '\n':
			flush(i)
			next = w.lineEnd(i, end)
		case 'h', 'H', 'f':
			if i == 0 || !letter(s[i-1]) {
				if strings.IndexByte(s[i:min(end, i+8)], ':') > 0 {
					flush(i)
					next = w.bare(i, end)
				}
			}
		}
		if next > i {
			at, i = next, next
		} else {
			i++
		}
	}
	flush(end)
}

// ligature is what dashes and quotation marks at the start of s become.
func ligature(s string) (shown string, n int) {
	for _, l := range []struct{ raw, shown string }{
		{"---", "—"}, {"--", "–"}, {"``", "“"}, {"''", "”"}, {"`", "‘"}, {"'", "’"}, {"\"`", "„"}, {"\"'", "“"}, {"\"<", "«"}, {"\">", "»"}, {"\"=", "-"},
	} {
		if strings.HasPrefix(s, l.raw) {
			return l.shown, len(l.raw)
		}
	}
	return "", 0
}

func (w *Writer) group(i, end int) int {
	from, to, next, ok := w.Src.Group(i, end)
	if !ok || w.Deep() {
		return i + 1
	}
	open := w.italic
	w.Write(from, to)
	w.closeItalics(open)
	return next
}

func (w *Writer) comment(i, end int) int {
	i = w.Src.lineEnd(i, end)
	if i >= end {
		return end
	}
	// The line end is part of the comment, and so is what indents the next line.
	j := i + 1
	for j < end && (w.Src.S[j] == ' ' || w.Src.S[j] == '\t') {
		j++
	}
	if j < end && w.Src.S[j] == '\n' {
		return i
	}
	return j
}

// lineEnd writes the line end at i, a blank to TeX; a blank line ends the
// paragraph.
func (w *Writer) lineEnd(i, end int) int {
	j, lines := i, 0
	for j < end && strings.IndexByte(" \t\r\n", w.Src.S[j]) >= 0 {
		if w.Src.S[j] == '\n' {
			lines++
		}
		j++
	}
	if lines > 1 {
		w.Text.Break()
	} else if s := w.Text.String(); s != "" && s[len(s)-1] > ' ' {
		w.Text.Append(" ", w.Src.Span(i, i+1))
	}
	return j
}

func (w *Writer) openItalic() {
	if w.italic == 0 {
		w.from = w.Text.Len()
	}
	w.italic++
}

// closeItalics ends italics until open are left.
func (w *Writer) closeItalics(open int) {
	if w.italic > open && open == 0 {
		w.Text.Italic(min(w.from, w.Text.Len()), w.Text.Len())
	}
	w.italic = min(w.italic, open)
}

// command writes the command at i and returns where to go on.
func (w *Writer) command(i, end int) int {
	if next := w.Src.opaque[i]; next > 0 && next <= end {
		w.Text.Insert("…")
		return next
	}
	name, after := w.Src.Name(i, end)
	if name == "" {
		return w.character(i, end)
	}
	if w.Hook != nil {
		if next, ok := w.Hook(name, i, after, end); ok {
			return next
		}
	}
	return w.known(name, i, after, end)
}

// character writes a command that is one character.
func (w *Writer) character(i, end int) int {
	if i+1 >= end {
		return end
	}
	c := w.Src.S[i+1]
	if c == '\\' {
		next := i + 2
		if next < end && w.Src.S[next] == '*' {
			next++
		}
		if _, _, after, ok := w.Src.Option(next, end); ok {
			next = after
		}
		w.Text.Insert("\n")
		return next
	}
	if mark, ok := accents[string(c)]; ok {
		return w.accent(mark, i, i+2, end)
	}
	if shown, ok := single[c]; ok {
		w.Text.Append(shown, w.Src.Span(i, i+2))
		return i + 2
	}
	return i + 1
}

// accent writes the letter behind after with a mark.
func (w *Writer) accent(mark rune, i, after, end int) int {
	from, to, next, ok := w.Src.Arg(after, end)
	if !ok {
		return after
	}
	if w.Deep() {
		return next
	}
	base := w.Plain(from, to).String()
	w.Text.Append(accented(mark, base), w.Src.Span(i, next))
	return next
}
