package html

import (
	"strings"
	"unicode/utf8"

	"apud/crawler/cite"
)

// words adds s[start:end] to t as a reader sees it: references resolved, white
// space of any length one blank, and none at the start of a line.
func (p *page) words(t *cite.Text, start, end int) {
	s := p.s
	for i := start; i < end; {
		switch c := s[i]; {
		case c == '&':
			if text, n := reference(s[i:end], false); n > 0 {
				t.Append(text, p.source(i, i+n))
				i += n
				continue
			}
			p.append(t, i, i+1)
			i++
		case isSpace(c):
			j := i + 1
			for j < end && isSpace(s[j]) {
				j++
			}
			if text := t.String(); text != "" && !isSpace(text[len(text)-1]) {
				t.Append(" ", p.source(i, j))
			}
			i = j
		default:
			// Words with single blanks between them are one piece.
			j := i + 1
			for j < end && s[j] != '&' && (!isSpace(s[j]) || s[j] == ' ' && j+1 < end && !isSpace(s[j+1])) {
				j++
			}
			p.append(t, i, j)
			i = j
		}
	}
}

// append adds s[start:end] as it is.
func (p *page) append(t *cite.Text, start, end int) {
	if p.Part == "" {
		p.decoded.Append(t, start, end)
		return
	}
	if p.decoded.Exact() {
		t.Append(p.s[start:end], p.source(start, end))
		return
	}
	for start < end {
		_, n := utf8.DecodeRuneInString(p.s[start:end])
		t.Append(p.s[start:start+n], p.source(start, start+n))
		start += n
	}
}

// textOf is the text of the element of token i in one line, up to about limit
// bytes.
func (p *page) textOf(i, limit int) string {
	t := &p.tokens[i]
	if t.flags&isShut != 0 {
		return ""
	}
	var b strings.Builder
	at := int(t.to)
	for k := i + 1; b.Len() < limit; k++ {
		to := len(p.s)
		if k < len(p.tokens) {
			to = int(p.tokens[k].at)
		}
		b.WriteString(plain(p.s[at:min(to, at+limit)]))
		if k >= int(t.end) || k >= len(p.tokens) || k > i+1+limit {
			break
		}
		at = int(p.tokens[k].to)
		if inner := &p.tokens[k]; inner.kind == startTag && inner.name.is(silent) {
			at = p.endOf(k)
			k = int(inner.end) - 1
		}
	}
	return cite.Fold(strings.ToValidUTF8(b.String(), ""))
}

// plain resolves the references in text.
func plain(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] == '&' {
			if text, n := reference(s[i:], false); n > 0 {
				b.WriteString(text)
				i += n
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}
