package markdown

import "strings"

// tag is a tag of HTML inside words.
type tag struct {
	name  string
	close bool
	// empty says that the tag closes itself.
	empty bool
	end   int
	// href and cite are where the values of these attributes stand.
	href, cite segment
}

// scanTag reads the tag at i (CommonMark §6.6).
func scanTag(s string, i int) (t tag, ok bool) {
	i++
	if i < len(s) && s[i] == '/' {
		t.close = true
		i++
	}
	start := i
	for i < len(s) && (isLetter(s[i]) || i > start && (isDigit(s[i]) || s[i] == '-')) {
		i++
	}
	if i == start {
		return t, false
	}
	t.name = strings.ToLower(s[start:i])
	for {
		j := skipSpace(s, i)
		if j >= len(s) {
			return t, false
		}
		switch {
		case s[j] == '>':
			t.end = j + 1
			return t, true
		case s[j] == '/' && !t.close && j+1 < len(s) && s[j+1] == '>':
			t.end, t.empty = j+2, true
			return t, true
		case j == i || t.close || !(isLetter(s[j]) || s[j] == '_' || s[j] == ':'):
			return t, false
		}
		if i = t.attribute(s, j); i < 0 {
			return t, false
		}
	}
}

// attribute reads the attribute at i and gives the place behind it, -1 when it
// is none.
func (t *tag) attribute(s string, i int) int {
	start := i
	for i < len(s) && (isLetter(s[i]) || isDigit(s[i]) || strings.IndexByte("_.:-@", s[i]) >= 0) {
		i++
	}
	name := s[start:i]
	j := skipSpace(s, i)
	if j >= len(s) || s[j] != '=' {
		return i
	}
	if i = skipSpace(s, j+1); i >= len(s) {
		return -1
	}
	var value segment
	if quote := s[i]; quote == '"' || quote == '\'' {
		end := strings.IndexByte(s[i+1:], quote)
		if end < 0 {
			return -1
		}
		value = segmentOf(i+1, i+1+end)
		i += end + 2
	} else {
		from := i
		for i < len(s) && !isSpace(s[i]) && strings.IndexByte("\"'=<>`", s[i]) < 0 || i < len(s) && s[i] == '=' && i > from {
			i++
		}
		if value = segmentOf(from, i); i == from {
			return -1
		}
	}
	switch strings.ToLower(name) {
	case "href":
		t.href = value
	case "cite":
		t.cite = value
	}
	return i
}

// angle reads what begins with an angle bracket.
func (l *inline) angle() bool {
	rest := l.s[l.at:]
	if !l.markup {
		if n := autolink(rest); n > 0 {
			l.autolink(n)
			return true
		}
	}
	for _, hidden := range [][2]string{{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}} {
		if strings.HasPrefix(rest, hidden[0]) {
			return l.hidden(hidden[1], len(hidden[0]))
		}
	}
	if l.raised(rest) {
		return true
	}
	t, ok := scanTag(l.s, l.at)
	if !ok {
		return false
	}
	l.tag(&t)
	l.at = t.end
	return true
}

// hidden steps over what ends with the word end.
func (l *inline) hidden(end string, n int) bool {
	if l.unclosed[end] {
		return false
	}
	i := strings.Index(l.s[l.at+n:], end)
	if i < 0 {
		if l.unclosed == nil {
			l.unclosed = map[string]bool{}
		}
		l.unclosed[end] = true
		return false
	}
	l.flush(l.at)
	l.at += n + i + len(end)
	l.from = l.at
	return true
}

// autolink is the length of "<scheme:address>" at the beginning of s.
func autolink(s string) int {
	n := schemeEnd(s[1:])
	if n < 2 || n > 32 || 1+n >= len(s) || s[1+n] != ':' {
		return 0
	}
	for i := n + 2; i < len(s); i++ {
		switch {
		case s[i] == '>':
			return i + 1
		case s[i] == '<' || s[i] <= ' ':
			return 0
		}
	}
	return 0
}

func (l *inline) autolink(n int) {
	l.flush(l.at)
	from, to := l.at+1, l.at+n-1
	l.from = from
	start, end := l.w.span(from, to)
	l.add(linkOpen, from, from).n = int32(l.addLink(l.s[from:to], start, end))
	l.add(textToken, from, to)
	l.add(linkClose, to, l.at+n)
	l.at += n
	l.attributes()
}

// tag reads a tag inside words.
func (l *inline) tag(t *tag) {
	l.flush(l.at)
	l.from = t.end
	switch t.name {
	case "a":
		l.anchor(t)
	case "q", "blockquote", "ins", "del":
		if !t.close && t.cite.end > t.cite.start {
			l.linkAt(t.cite)
			l.add(linkClose, t.end, t.end)
		}
	case "em", "i", "cite":
		kind := italicOpen
		if t.close {
			kind = italicClose
		}
		if !t.empty {
			l.add(kind, t.end, t.end)
		}
	case "code", "kbd", "samp", "tt", "pre", "script", "style":
		l.mute(t)
	}
	if t.name == "br" || l.markup && blockTags[t.name] {
		l.add(breakToken, t.end, t.end)
	}
}

// anchor reads <a> and </a>; an <a> within another ends it.
func (l *inline) anchor(t *tag) {
	if l.anchors > 0 {
		l.anchors = 0
		l.add(linkClose, t.end, t.end)
	}
	if !t.close && !t.empty && t.href.end > t.href.start {
		l.linkAt(t.href)
		l.anchors = 1
	}
}

// linkAt begins a link whose address is the attribute at value.
func (l *inline) linkAt(value segment) {
	start, end := l.w.span(int(value.start), int(value.end))
	l.add(linkOpen, l.from, l.from).n = int32(l.addLink(strings.TrimSpace(unescape(l.s[value.start:value.end])), start, end))
}

// mute begins or ends code written in HTML.
func (l *inline) mute(t *tag) {
	switch n := len(l.muted); {
	case t.empty:
	case !t.close:
		l.muted = append(l.muted, t.name)
		l.add(muteOpen, t.end, t.end)
	case n > 0 && l.muted[n-1] == t.name:
		l.muted = l.muted[:n-1]
		l.add(muteClose, t.end, t.end)
	}
}
