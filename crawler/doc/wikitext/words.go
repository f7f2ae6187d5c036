package wikitext

import (
	"strings"

	"apud/crawler/cite"
)

// words writes s[start:end], which holds no node: lines with their marks,
// apostrophes, character references and tags.
func (w *writer) words(start, end int) {
	at := start
	for i := start; i < end; {
		next := i
		switch c := w.s[i]; {
		case c == '&':
			if at < i {
				w.Append(w.out.t, at, i)
				at = i
			}
			next = w.entity(i, end)
		case w.out.tight:
		case i == w.out.headingEnd && i > 0:
			w.flush(at, i)
			at = i
			next = w.endHeading(i, end)
		case c == '\n':
			w.flush(at, i)
			at = i
			next = w.lineEnd(i, end)
		case c == '\'' && i+1 < end && w.s[i+1] == '\'':
			w.flush(at, i)
			at = i
			next = w.apostrophes(i, end)
		case c == '<':
			if n := w.tagLen(i, end); n > 0 {
				w.flush(at, i)
				at = i
				w.tag(i, i+n)
				next = i + n
			}
		case w.table > 0 && (c == '|' || c == '!') && i+1 < end && w.s[i+1] == c:
			w.flush(at, i)
			w.out.t.Break()
			next = w.cell(i+2, end)
		case i == 0 || i == start && w.startsLine(i):
			next = w.lineStart(i, end)
		}
		if next > i {
			at, i = next, next
		} else {
			i++
		}
	}
	w.flush(at, end)
}

func (w *writer) flush(start, end int) {
	if start < end {
		w.Append(w.out.t, start, end)
	}
}

// startsLine reports whether a line of the text starts at i.
func (w *writer) startsLine(i int) bool { return i == 0 || w.s[i-1] == '\n' }

// lineEnd writes the line end at i and the marks of the next line, and returns
// where the words of that begin.
func (w *writer) lineEnd(i, end int) int {
	w.endItalic()
	next := i + 1
	for next < end && (w.s[next] == ' ' || w.s[next] == '\t' || w.s[next] == '\r') {
		next++
	}
	if next < end && w.s[next] == '\n' {
		w.out.t.Break()
		return next
	}
	if s := w.out.t.String(); s != "" && s[len(s)-1] != '\n' {
		w.Append(w.out.t, i, i+1)
	}
	if next > i+1 && next < end && w.s[next] != '{' && w.s[next] != '|' && w.s[next] != '!' {
		return i + 1
	}
	return w.lineStart(next, end)
}

// lineStart reads the marks that a line starts with at i and returns where its
// words begin.
func (w *writer) lineStart(i, end int) int {
	if i >= end {
		return i
	}
	rest := w.s[i:end]
	if w.gallery && rest[0] != '<' {
		w.out.t.Break()
		line := w.restOfLine(i, end)
		if j := strings.IndexByte(w.s[i:line], '|'); j >= 0 {
			return i + j + 1
		}
		return line
	}
	switch c := w.s[i]; c {
	case '=':
		return w.heading(i, end)
	case '*', '#', ':', ';':
		j := i
		for j < end && strings.IndexByte("*#:;", w.s[j]) >= 0 {
			j++
		}
		if c == '#' && strings.HasPrefix(lowerASCII(rest[:min(len(rest), 9)]), "#redirect") {
			return i
		}
		w.out.t.Break()
		for j < end && (w.s[j] == ' ' || w.s[j] == '\t') {
			j++
		}
		if strings.HasPrefix(w.s[j:end], "{|") {
			return w.lineStart(j, end)
		}
		return j
	case '-':
		if strings.HasPrefix(rest, "----") {
			w.out.t.Break()
			return i + len(rest) - len(strings.TrimLeft(rest, "-"))
		}
	case '_':
		if j := switchLen(rest); j > 0 {
			return i + j
		}
	case '{':
		if strings.HasPrefix(rest, "{|") {
			w.table++
			w.out.t.Break()
			return w.restOfLine(i, end)
		}
	case '|', '!':
		if w.table > 0 {
			return w.row(i, end)
		}
	}
	return i
}

// switchLen is the length of a word such as "__NOTOC__" that s starts with.
func switchLen(s string) int {
	if !strings.HasPrefix(s, "__") {
		return 0
	}
	j := 2
	for j < len(s) && 'A' <= s[j] && s[j] <= 'Z' {
		j++
	}
	if j == 2 || !strings.HasPrefix(s[j:], "__") {
		return 0
	}
	return j + 2
}

func (w *writer) restOfLine(i, end int) int {
	if j := strings.IndexByte(w.s[i:end], '\n'); j >= 0 {
		return i + j
	}
	return end
}

// row reads the mark that a line of a table starts with.
func (w *writer) row(i, end int) int {
	w.out.t.Break()
	switch rest := w.s[i:end]; {
	case strings.HasPrefix(rest, "|}"):
		w.table--
		return i + 2
	case strings.HasPrefix(rest, "|-"):
		return w.restOfLine(i, end)
	case strings.HasPrefix(rest, "|+"):
		return w.cell(i+2, end)
	}
	return w.cell(i+1, end)
}

// cell skips the attributes of the cell that starts at i.
func (w *writer) cell(i, end int) int {
	limit := min(end, i+maxTag)
	j := strings.IndexAny(w.s[i:limit], "|\n[")
	if j < 0 || w.s[i+j] != '|' || i+j+1 < end && w.s[i+j+1] == '|' || !strings.Contains(w.s[i:i+j], "=") {
		return i
	}
	return i + j + 1
}

// heading begins the heading at i.
func (w *writer) heading(i, end int) int {
	to := w.restOfLine(i, len(w.s))
	line := strings.TrimRight(w.s[i:to], " \t\r")
	level := 0
	for level < 6 && 2*level+2 < len(line) && line[level] == '=' && line[len(line)-1-level] == '=' {
		level++
	}
	if level == 0 || w.out.note == inField {
		return i
	}
	w.out.t.Break()
	w.out.headingEnd = i + len(line) - level
	w.out.headingAt = w.out.t.Len()
	if level == 1 && w.title == "" {
		w.title = cite.Fold(w.field(i+level, w.out.headingEnd).String())
	}
	w.headed = true
	return i + level
}

// endHeading skips the marks after a heading at i.
func (w *writer) endHeading(i, end int) int {
	w.out.t.Break()
	return w.restOfLine(i, end)
}

// apostrophes reads the run of apostrophes at i: two for italics, three for
// bold, five for both.
func (w *writer) apostrophes(i, end int) int {
	n := 0
	for i+n < end && w.s[i+n] == '\'' {
		n++
	}
	// One or some too many are apostrophes before the mark.
	extra := 0
	switch {
	case n == 4:
		extra = 1
	case n > 5:
		extra = n - 5
	}
	w.flush(i, i+extra)
	switch n - extra {
	case 2:
		w.toggleItalic()
	case 3:
		w.toggleBold()
	case 5:
		w.toggleBold()
		w.toggleItalic()
	}
	return i + n
}

func (w *writer) toggleItalic() {
	o := &w.out
	if o.italic > 0 {
		o.t.Italic(o.italic-1, o.t.Len())
		o.italic = 0
		return
	}
	o.italic = o.t.Len() + 1
}

// toggleBold begins or ends bold words. Those that come first are the subject
// of the page.
func (w *writer) toggleBold() {
	o := &w.out
	if o.bold == 0 {
		o.bold = o.t.Len() + 1
		return
	}
	if w.title == "" && !w.headed && o.note == inBody && w.depth == 1 {
		w.title = cite.Fold(o.t.String()[o.bold-1:])
	}
	o.bold = 0
}

// tagLen is the length of the tag at i, or 0.
func (w *writer) tagLen(i, end int) int {
	rest := w.s[i+1 : min(end, i+maxTag)]
	name := strings.TrimPrefix(rest, "/")
	if name == "" || (name[0]|0x20) < 'a' || (name[0]|0x20) > 'z' {
		return 0
	}
	j := strings.IndexAny(rest, "<>")
	if j < 0 || rest[j] != '>' || strings.Contains(rest[:j], "://") && !strings.Contains(rest[:j], "=") {
		return 0
	}
	if word := tagName(rest[:j]); strings.ContainsAny(word, ":.@") {
		return 0
	}
	return j + 2
}

// tagName is the name in the inside of a tag, in small letters.
func tagName(inside string) string {
	inside = strings.TrimPrefix(inside, "/")
	if i := strings.IndexAny(inside, " \t\n/"); i >= 0 {
		inside = inside[:i]
	}
	return strings.ToLower(inside)
}

// tag reads an HTML tag.
func (w *writer) tag(start, end int) {
	s := w.s[start:end]
	closes := strings.HasPrefix(s, "</")
	switch name := tagName(s[1 : len(s)-1]); name {
	case "a":
		w.anchor(start, end, closes)
	case "br":
		w.out.t.Insert("\n")
	case "p", "div", "blockquote", "li", "ul", "ol", "dl", "dd", "dt", "table", "tr", "td", "th", "center", "poem", "gallery", "hr":
		w.out.t.Break()
	case "i", "em", "cite", "var":
		if closes == (w.out.italic > 0) {
			w.toggleItalic()
		}
	case "references":
		if !strings.HasSuffix(s, "/>") {
			w.defining = !closes
		}
		w.out.t.Break()
	}
}
