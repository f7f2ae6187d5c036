package rst

import (
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc/lines"
)

// maxName bounds the name of a target, in bytes.
const maxName = 1000

// footnote is how the label of a note is written.
type footnote struct {
	note  int
	label string // "1", "#", "#name", "*" or "CIT2002"
}

// explicit reads the block that begins with "..".
func (p *parser) explicit(s string) {
	mark := p.lines[p.at].Col
	rest := strings.TrimLeft(s[2:], " \t")
	skip := len(s) - len(rest)
	if rest == "" {
		p.pending = nil
		next := p.at + 1
		if next >= len(p.lines) || p.lines[next].Blank() {
			p.at++
			return
		}
	}
	if strings.HasPrefix(rest, "_") || strings.HasPrefix(rest, "__:") {
		if p.target(rest, skip, mark) {
			return
		}
	}
	p.pending = nil
	if label, n, ok := noteLabel(rest); ok {
		p.footnote(label, skip+n)
		return
	}
	if strings.HasPrefix(rest, "|") {
		if p.substitution(rest, skip) {
			return
		}
	}
	if name, n := directiveName(rest); n > 0 {
		p.directive(name, skip+n)
		return
	}
	p.at++
	p.skipIndented(mark)
}

// noteLabel is the label in brackets that s begins with and the length of it.
func noteLabel(s string) (label string, n int, ok bool) {
	if !strings.HasPrefix(s, "[") {
		return "", 0, false
	}
	end := strings.IndexByte(s[:min(len(s), maxName)], ']')
	if end < 2 || end+1 < len(s) && s[end+1] != ' ' && s[end+1] != '\t' || !isLabel(s[1:end]) {
		return "", 0, false
	}
	return s[1:end], end + 1, true
}

// isLabel reports whether s is the label of a note: "1", "#", "#name", "*" or
// a name.
func isLabel(s string) bool {
	if s == "*" || s == "#" {
		return true
	}
	return isName(strings.TrimPrefix(s, "#"))
}

// footnote reads a note whose text begins n bytes into the line at hand.
func (p *parser) footnote(label string, n int) {
	l := p.lines[p.at]
	note := p.Add(&lines.Note{Label: label, Start: int(l.Start)})
	p.footnotes = append(p.footnotes, footnote{note, label})
	outer, first := p.note, p.at
	p.note = note
	p.hang(n, true)
	p.note = outer
	last := p.at - 1
	for last > first && p.lines[last].Blank() {
		last--
	}
	p.Notes[note].End = int(p.lines[last].End)
}

// target reads "_name: address", which begins skip bytes into the line at hand.
func (p *parser) target(rest string, skip int, mark int32) bool {
	var name string
	n := 0
	switch {
	case strings.HasPrefix(rest, "__:"):
		n = 3
	case strings.HasPrefix(rest, "_`"):
		end := closing(rest, 2, '`')
		if end < 0 || end+1 >= len(rest) || rest[end+1] != ':' {
			return false
		}
		name, n = rest[2:end], end+2
	default:
		end := closing(rest, 1, ':')
		for end >= 0 && end+1 < len(rest) && rest[end+1] != ' ' && rest[end+1] != '\t' {
			end = closing(rest, end+1, ':')
		}
		if end < 2 {
			return false
		}
		name, n = rest[1:end], end+1
	}
	if n < len(rest) && rest[n] != ' ' && rest[n] != '\t' {
		return false
	}
	p.address(name, skip+n, mark)
	return true
}

// anonymous reads "__ address", which begins skip bytes into the line at hand.
func (p *parser) anonymous(skip int) {
	p.address("", skip, p.lines[p.at].Col)
}

// closing is the place of the sign c at or behind i that no backslash takes
// the meaning from, or -1.
func closing(s string, i int, c byte) int {
	for last := min(len(s), i+maxName); i < last; i++ {
		switch s[i] {
		case '\\':
			i++
		case c:
			return i
		}
	}
	return -1
}

// address reads the address of the target name: the rest of the line at hand
// and the lines below that are indented.
func (p *parser) address(name string, skip int, mark int32) {
	w := lines.New(p.Decoded)
	for first := true; p.at < len(p.lines); first = false {
		l := p.lines[p.at]
		if !first && (l.Blank() || l.Col <= mark) {
			break
		}
		start := int(l.Start)
		if first {
			start = min(start+skip, int(l.End))
		}
		for start < int(l.End) && (p.s[start] == ' ' || p.s[start] == '\t') {
			start++
		}
		if start < int(l.End) {
			w.Add(start, int(l.End))
		}
		p.at++
	}
	name = normal(unescape(name))
	s := w.String()
	switch {
	case s == "" && name == "":
		p.turns = append(p.turns, &target{})
		return
	case s == "":
		p.pending = append(p.pending, name)
		return
	}
	t := &target{url: unescapeAddress(s), span: w.Source(0, len(s))}
	if alias, ok := referenceName(s); ok {
		t.url, t.alias = "", alias
	}
	names := p.pending
	p.pending = nil
	if name == "" {
		p.turns = append(p.turns, t)
	} else {
		names = append(names, name)
	}
	for _, name := range names {
		if _, ok := p.targets[name]; !ok {
			p.targets[name] = t
		}
	}
	p.blocks = append(p.blocks, block{kind: definition, note: p.note, target: t})
}

// referenceName is the name in "name_" or "`long name`_".
func referenceName(s string) (string, bool) {
	inner, ok := strings.CutSuffix(s, "_")
	if !ok || strings.HasSuffix(inner, "\\") {
		return "", false
	}
	if quoted, ok := strings.CutPrefix(inner, "`"); ok {
		quoted, ok = strings.CutSuffix(quoted, "`")
		return normal(unescape(quoted)), ok
	}
	return normal(inner), isName(inner)
}

// lead is where t leads, through names that stand for names.
func (p *parser) lead(t *target) *target {
	for range 20 {
		t.used = true
		if t.url != "" {
			return t
		}
		next := p.targets[t.alias]
		if t.alias == "" || next == nil || next == t {
			return nil
		}
		t = next
	}
	return nil
}

// normal is the form in which names are compared.
func normal(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// unescape undoes backslashes: one before a blank takes the blank away.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
			if i == len(s) || isSpace(s[i]) {
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// unescapeAddress is an address as it is meant: without blanks, which stand
// where it runs over lines, and without backslashes.
func unescapeAddress(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case isSpace(s[i]):
			continue
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == ' ':
			i++
			b.WriteByte(' ')
			continue
		case s[i] == '\\':
			if i++; i == len(s) || isSpace(s[i]) {
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// link leads a stretch of the text at hand to t.
func (p *parser) link(start int, t *target) {
	if url := lines.Resolve(p.base, t.url); lines.Leads(url) {
		p.T.Link(start, p.T.Len(), url, t.span)
	}
}

// pictureTo writes a picture that leads to t.
func (p *parser) pictureTo(t *target) {
	if url := lines.Resolve(p.base, t.url); lines.Leads(url) {
		p.Picture(url, t.span)
	}
}

// unused writes the address of a definition that no link uses.
func (p *parser) unused(t *target) {
	if t.used || !lines.Leads(t.url) {
		return
	}
	text := &cite.Text{}
	lines.Whole(text, t.url, t.span)
	text.Link(0, text.Len(), t.url, t.span)
	p.Paste(text, t.span)
}
