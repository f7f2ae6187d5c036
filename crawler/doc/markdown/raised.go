package markdown

import (
	"strings"
	"unicode/utf8"
)

// Notes made by hand or left over from HTML: a raised or linked label in the
// words, and a paragraph or an item of a list that leads back to it.

// maxRaised bounds a raised label with its tags, in bytes.
const maxRaised = 256

// label is a label that may call or begin a note; it shows n bytes at at and
// is size bytes long with its signs.
type label struct {
	text        string
	at, n, size int
}

// raised reads a raised label at the beginning of s: "<sup>73</sup>", "^73^",
// with or without a link around the number.
func raised(s string) (l label, ok bool) {
	s = s[:min(len(s), maxRaised)]
	var from int
	var shut string
	switch {
	case strings.HasPrefix(s, "<sup"):
		t, ok := scanTag(s, 0)
		if !ok || t.name != "sup" {
			return l, false
		}
		from, shut = t.end, "</sup>"
	case strings.HasPrefix(s, rawSup):
		from, shut = len(rawSup), "`</sup>`"+rawHTML
	case strings.HasPrefix(s, "^"):
		from, shut = 1, "^"
	default:
		return l, false
	}
	end := strings.Index(s[from:], shut)
	if end < 0 {
		return l, false
	}
	end += from
	return labelIn(s, from, end, end+len(shut))
}

const rawSup = "`<sup>`" + rawHTML

// labelIn is the label at s[from:end], which may be linked; false when that is
// an ordinal or other words.
func labelIn(s string, from, end, size int) (l label, ok bool) {
	inner := s[from:end]
	if strings.HasPrefix(inner, "<a ") {
		if t, ok := scanTag(inner, 0); ok && strings.HasSuffix(inner, "</a>") {
			from, end = from+t.end, end-len("</a>")
		}
	} else if i := strings.LastIndex(inner, "](#"); i > 0 && inner[0] == '[' && strings.HasSuffix(inner, ")") {
		from, end = from+1, from+i
	}
	if from > end {
		return l, false
	}
	inner = strings.TrimLeft(s[from:end], `[(\^ `)
	from = end - len(inner)
	inner = strings.TrimRight(inner, `])\^ `)
	if !isLabel(inner) {
		return l, false
	}
	return label{text: inner, at: from, n: len(inner), size: size}, true
}

func isLabel(s string) bool {
	switch {
	case s == "":
		return false
	case len(s) <= 4 && strings.Trim(s, "0123456789") == "",
		strings.Trim(s, "*†‡§¶") == "",
		len(s) <= 6 && strings.Trim(s, "ivxl") == "":
		return true
	}
	return false
}

// anchored reports whether a link within the document leads to a note or back
// from one.
func anchored(url string) bool {
	if !strings.HasPrefix(url, "#") {
		return false
	}
	for _, word := range []string{"fn", "ftn", "edn", "note", "ref"} {
		if strings.Contains(url, word) {
			return true
		}
	}
	return false
}

// isBack reports whether the words of a link lead back to where a note is
// called.
func isBack(s string) bool {
	s = strings.TrimSuffix(strings.Trim(s, `[]\*_ `), "\ufe0e")
	return s == "↩" || s == "↑" || s == "^" || s == "⏎" || s == "↵" || s == "Jump up" || s == "Jump up ^"
}

// isBase reports whether what is raised behind s is an exponent: that of a
// power of ten or of a unit.
func isBase(s, label string) bool {
	word := s[max(0, len(s)-16):]
	if i := strings.LastIndexAny(word, " \n\u00a0("); i >= 0 {
		_, n := utf8.DecodeRuneInString(word[i:])
		word = word[i+n:]
	}
	if word == "10" {
		return true
	}
	word = strings.TrimLeft(word, "0123456789.,")
	if label != "2" && label != "3" {
		return false
	}
	switch word {
	case "m", "cm", "km", "mm", "dm", "ft", "mi", "x", "r", "м", "см", "км", "мм":
		return true
	}
	return false
}

// linkedLabels makes labels of the links to and from notes whose words are a
// label, and gives the items that a link leads back from.
func (p *parser) linkedLabels() (backs []bool) {
	backs = make([]bool, len(p.items))
	for i := range p.blocks {
		b := &p.blocks[i]
		var words words
		for j := b.from; j < b.to; j++ {
			k := &p.tokens[j]
			if k.kind != linkOpen || !anchored(p.links[k.n].url) {
				continue
			}
			last := j + 1
			for last < b.to && last < j+12 && p.tokens[last].kind != linkClose {
				last++
			}
			if last == b.to || p.tokens[last].kind != linkClose {
				continue
			}
			if words.s == "" {
				words = p.join(int(b.first), int(b.last))
			}
			if b.item > 0 && isBack(words.s[k.end:p.tokens[last].start]) {
				backs[b.item-1] = true
				for n := j; n <= last; n++ {
					p.tokens[n].kind = emptyToken
				}
				continue
			}
			l, ok := labelIn(words.s, int(k.end), int(p.tokens[last].start), 0)
			if !ok {
				continue
			}
			k.kind, k.end, k.text, k.n = raisedToken, p.tokens[last].end, p.addText(l.text), int32(l.at)
			for n := j + 1; n <= last; n++ {
				p.tokens[n].kind = emptyToken
			}
		}
	}
	return backs
}

// findRaised makes notes of the paragraphs that begin with a label that stands
// in the text before as well, and of the items that lead back to one.
func (w *writer) findRaised() {
	backs := w.linkedLabels()
	w.raised = map[string]int{}
	seen := map[string]bool{}
	add := func(label string, start, end int) int {
		w.notes = append(w.notes, note{label: label, start: start, end: end})
		w.raised[label] = len(w.notes) - 1
		return len(w.notes) - 1
	}
	for i := range w.blocks {
		b := &w.blocks[i]
		if b.kind == definition || b.note >= 0 {
			continue
		}
		if b.item > 0 && backs[b.item-1] {
			item := &w.items[b.item-1]
			if _, ok := w.raised[item.label]; !ok && seen[item.label] {
				item.note = add(item.label, item.start, item.end) + 1
			}
			if item.note > 0 {
				b.note = int32(item.note - 1)
				continue
			}
		}
		for j := b.from; j < b.to; j++ {
			k := &w.tokens[j]
			if k.kind != raisedToken {
				continue
			}
			label := w.shown[k.text]
			if _, ok := w.raised[label]; j > b.from || !seen[label] || ok {
				seen[label] = true
				continue
			}
			words := w.join(int(b.first), int(b.last))
			start, end := words.span(int(k.start), len(words.s))
			b.note = int32(add(label, start, end))
		}
	}
}
