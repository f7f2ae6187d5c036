package asciidoc

import (
	"strings"

	"apud/crawler/doc/lines"
)

// Bounds of the value of an attribute, and of what attributes add in all beyond
// the length of the document.
const (
	maxValue    = 8 << 10
	maxExpanded = 1 << 20
	maxName     = 100
)

// builtin are the attributes that every document has.
var builtin = map[string]string{
	"empty": "", "blank": "", "sp": " ", "nbsp": " ", "zwsp": "\u200b", "wj": "\u2060", "apos": "'", "quot": "\"",
	"lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "deg": "°", "plus": "+", "brvbar": "¦", "vbar": "|",
	"amp": "&", "lt": "<", "gt": ">", "startsb": "[", "endsb": "]", "caret": "^", "asterisk": "*", "tilde": "~",
	"backslash": `\`, "backtick": "`", "two-colons": "::", "two-semicolons": ";;", "cpp": "C++", "cxx": "C++", "pp": "++",
}

// entry reads ":name: value" and its kin at the line at hand.
func (p *parser) entry(s string) bool {
	if len(s) < 3 || s[0] != ':' {
		return false
	}
	end := strings.IndexByte(s[1:min(len(s), maxName)], ':') + 1
	if end < 2 || end+1 < len(s) && s[end+1] != ' ' && s[end+1] != '\t' {
		return false
	}
	name := strings.ToLower(s[1:end])
	bare := strings.Trim(name, "!")
	if !isAttribute(bare) {
		return false
	}
	if bare != name {
		delete(p.attributes, bare)
		return true
	}
	value := strings.TrimSpace(s[end+1:])
	for p.at+1 < len(p.lines) && len(value) < maxValue {
		more, ok := strings.CutSuffix(value, ` \`)
		if !ok {
			if more, ok = strings.CutSuffix(value, " +"); !ok {
				break
			}
		}
		p.at++
		value = strings.TrimSpace(more) + " " + p.text(p.at)
	}
	value = p.expand(value)
	p.attributes[bare] = value[:min(len(value), maxValue)]
	return true
}

// isAttribute reports whether s is the name of an attribute.
func isAttribute(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isAlnum(c) && c != '_' && (c != '-' || i == 0) {
			return false
		}
	}
	return s != ""
}

// reference is the value of the attribute that s begins with, "{name}", and
// the length of that.
func (p *parser) reference(s string) (value string, n int) {
	end := strings.IndexByte(s[:min(len(s), maxName)], '}')
	if end < 2 {
		return "", 0
	}
	name := strings.ToLower(s[1:end])
	value, ok := p.attributes[name]
	if !ok {
		value, ok = builtin[name]
	}
	if !ok || len(value) > p.budget {
		return "", 0
	}
	p.budget -= len(value)
	return value, end + 1
}

// expand is a value with the attributes in it written out.
func (p *parser) expand(s string) string {
	if strings.IndexByte(s, '{') < 0 {
		return s
	}
	var b strings.Builder
	from := 0
	for i := 0; i < len(s) && b.Len() < maxValue; i++ {
		if s[i] != '{' {
			continue
		}
		if value, n := p.reference(s[i:]); n > 0 {
			b.WriteString(s[from:i])
			b.WriteString(value)
			from = i + n
			i = from - 1
		}
	}
	b.WriteString(s[from:])
	return b.String()
}

// put adds s[start:end] to w with the attributes in it written out.
func (p *parser) put(w *lines.Words, start, end int) {
	w.Add(start, start)
	from := start
	for i := start; i < end; i++ {
		if p.s[i] != '{' {
			continue
		}
		if i > start && p.s[i-1] == '\\' {
			w.More(from, i-1)
			from = i
			continue
		}
		if value, n := p.reference(p.s[i:end]); n > 0 {
			w.More(from, i)
			w.Put(value, i, i+n)
			from = i + n
			i = from - 1
		}
	}
	w.More(from, end)
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
