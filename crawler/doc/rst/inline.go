package rst

import (
	"strings"
	"unicode/utf8"

	"apud/crawler/doc/lines"
)

// scanner writes the words of a block.
type scanner struct {
	*parser
	w *lines.Words
	s string
	// at is the next byte, from the first that is not written.
	at, from int
	// collecting finds targets and writes nothing.
	collecting bool
	// missing are signs that nothing ends from here on.
	missing map[string]bool
	// found is the end of each sign that was found last.
	found map[string]int
}

func (sc *scanner) run() {
	for sc.at < len(sc.s) {
		switch c := sc.s[sc.at]; c {
		case '\\':
			sc.escape()
			continue
		case '*', '`', '|', '[', ':', '_':
			if sc.markup(c) {
				sc.from = sc.at
				continue
			}
		case 'h', 'H', 'f', 'F':
			if n := lines.StartsAddress(sc.s[sc.at:]); n > 0 && opens(sc.s, sc.at) {
				sc.address(n)
				continue
			}
		}
		sc.at++
	}
	sc.flush(len(sc.s))
}

// flush writes what is not written yet, up to end.
func (sc *scanner) flush(end int) {
	if sc.from < end && !sc.collecting {
		sc.w.Append(sc.T, sc.from, end)
	}
	sc.from = max(sc.from, end)
}

// escape takes a backslash away, and a blank behind it as well.
func (sc *scanner) escape() {
	sc.flush(sc.at)
	sc.at++
	sc.from = sc.at
	if sc.at == len(sc.s) {
		return
	}
	if isSpace(sc.s[sc.at]) {
		sc.at++
		sc.from = sc.at
		return
	}
	_, n := utf8.DecodeRuneInString(sc.s[sc.at:])
	sc.at += n
}

// address steps over a bare address, in which signs stand for themselves.
func (sc *scanner) address(n int) {
	sc.at += n
	for sc.at < len(sc.s) {
		switch c := sc.s[sc.at]; {
		case isSpace(c) || c == '<' || c == '>' || c == '`':
			return
		case c == '\\':
			if sc.at+1 < len(sc.s) && isSpace(sc.s[sc.at+1]) {
				return
			}
			sc.escape()
			continue
		case c == '[':
			if _, _, ok := sc.noteMark(); ok {
				return
			}
		case c == '|' && opens(sc.s, sc.at):
			return
		}
		sc.at++
	}
}

// markup reads the markup that begins with c, if any does.
func (sc *scanner) markup(c byte) bool {
	rest := sc.s[sc.at:]
	switch c {
	case '*':
		if strings.HasPrefix(rest, "**") {
			return sc.emphasis("**")
		}
		return sc.emphasis("*")
	case '`':
		if strings.HasPrefix(rest, "``") {
			return sc.code()
		}
		return sc.phrase("", sc.at)
	case ':':
		if n := rolePrefix(rest); n > 0 && starts(sc.s, sc.at, 1) {
			return sc.phrase(rest[1:n-1], sc.at+n)
		}
	case '|':
		return sc.bars()
	case '[':
		return sc.mark()
	case '_':
		if strings.HasPrefix(rest, "_`") && starts(sc.s, sc.at, 2) {
			return sc.inlineTarget()
		}
		return sc.reference()
	}
	return false
}

// find is where the sign ends what begins at from, or -1: behind words, and
// before what may follow markup.
func (sc *scanner) find(sign string, from int, follows func(end int) bool) int {
	if sc.missing[sign] {
		return -1
	}
	if end := sc.found[sign]; end > from {
		// It was the first from further back.
		return end
	}
	for i := from; i < len(sc.s); i++ {
		switch {
		case sc.s[i] == '\\' && sign != "``":
			i++
		case strings.HasPrefix(sc.s[i:], sign) && i > from && !isSpace(sc.s[i-1]) && follows(i+len(sign)):
			if sc.found == nil {
				sc.found = map[string]int{}
			}
			sc.found[sign] = i
			return i
		}
	}
	if sc.missing == nil {
		sc.missing = map[string]bool{}
	}
	sc.missing[sign] = true
	return -1
}

func (sc *scanner) closes(end int) bool { return closes(sc.s, end) }

// emphasis reads *italics* and **bold** words.
func (sc *scanner) emphasis(sign string) bool {
	if !starts(sc.s, sc.at, len(sign)) {
		return false
	}
	start := sc.at + len(sign)
	end := sc.find(sign, start, sc.closes)
	if end < 0 {
		return false
	}
	sc.flush(sc.at)
	from := sc.T.Len()
	sc.plain(start, end)
	if sign == "*" && !sc.collecting {
		sc.T.Italic(from, sc.T.Len())
	}
	sc.at = end + len(sign)
	return true
}

// plain writes s[start:end], in which only backslashes mean anything.
func (sc *scanner) plain(start, end int) {
	if sc.collecting {
		return
	}
	for i := start; i < end; i++ {
		if sc.s[i] != '\\' {
			continue
		}
		sc.w.Append(sc.T, start, i)
		i++
		if start = i; i < end && isSpace(sc.s[i]) {
			start++
		}
	}
	if start < end {
		sc.w.Append(sc.T, start, end)
	}
}

// code reads “code“.
func (sc *scanner) code() bool {
	if !starts(sc.s, sc.at, 2) {
		return false
	}
	end := sc.find("``", sc.at+2, sc.closes)
	if end < 0 {
		return false
	}
	sc.flush(sc.at)
	if !sc.collecting {
		sc.Code(sc.w, sc.at+2, end)
	}
	sc.at = end + 2
	return true
}

// inlineTarget reads _`a place in the text`.
func (sc *scanner) inlineTarget() bool {
	start := sc.at + 2
	end := sc.find("`", start, func(end int) bool { _, ok := sc.suffix(end); return ok })
	if end < 0 {
		return false
	}
	sc.flush(sc.at)
	sc.plain(start, end)
	sc.at = end + 1
	return true
}

// bars reads |a substitution|.
func (sc *scanner) bars() bool {
	if !starts(sc.s, sc.at, 1) {
		return false
	}
	start := sc.at + 1
	end := sc.find("|", start, func(end int) bool {
		rest := strings.TrimPrefix(strings.TrimPrefix(sc.s[end:min(len(sc.s), end+2)], "_"), "_")
		return closes(sc.s, end) || rest == "" || closes(rest, 0)
	})
	if end < 0 || end-start > maxName {
		return false
	}
	name := unescape(sc.s[start:end])
	after := end + 1
	for after < len(sc.s) && after < end+3 && sc.s[after] == '_' {
		after++
	}
	if sc.collecting {
		sc.at = after
		return true
	}
	sc.flush(sc.at)
	from := sc.T.Len()
	if !sc.expand(name, sc.w.Source(sc.at, end+1)) {
		sc.w.Append(sc.T, sc.at, end+1)
	}
	if after > end+1 {
		sc.lead(name, after-end-1, from)
	}
	sc.at = after
	return true
}

// lead leads what is written from from on to the target of the name, or to the
// next one without a name where underlines are two.
func (sc *scanner) lead(name string, underlines, from int) {
	t := sc.targets[normal(name)]
	if underlines == 2 {
		t = nil
		if sc.turnAt < len(sc.turns) {
			t = sc.turns[sc.turnAt]
		}
		sc.turnAt++
	}
	if t != nil {
		if t = sc.parser.lead(t); t != nil {
			sc.link(from, t)
		}
	}
}

// noteMark is the label of the mark of a note at hand, and where that ends.
func (sc *scanner) noteMark() (label string, end int, ok bool) {
	rest := sc.s[sc.at:min(len(sc.s), sc.at+maxLabel)]
	i := 1 + strings.IndexAny(rest[1:], "[] \n")
	if i < 2 || rest[i] != ']' || !strings.HasPrefix(rest[i:], "]_") || !closes(sc.s, sc.at+i+2) || !isLabel(rest[1:i]) {
		return "", 0, false
	}
	return rest[1:i], sc.at + i + 2, true
}

// maxLabel bounds the label of a note, in bytes.
const maxLabel = 200

// mark reads [1]_ and its kin.
func (sc *scanner) mark() bool {
	label, end, ok := sc.noteMark()
	if !ok || !opens(sc.s, sc.at) {
		return false
	}
	if sc.collecting {
		sc.at = end
		return true
	}
	note := sc.called(label)
	if note < 0 {
		return false
	}
	sc.flush(sc.at)
	if sc.Note != lines.Body && label[0] > '9' {
		// A note that names a work by its label.
		sc.w.Append(sc.T, sc.at, end-1)
	}
	sc.Mark(note, sc.w.Source(sc.at, end))
	sc.at = end
	return true
}

// reference reads name_ and name__.
func (sc *scanner) reference() bool {
	end := sc.at + 1
	if end < len(sc.s) && sc.s[end] == '_' {
		end++
	}
	if !closes(sc.s, end) || sc.collecting {
		return false
	}
	start := nameStart(sc.s, sc.at, sc.from)
	if start < 0 {
		return false
	}
	name := sc.s[start:sc.at]
	if end == sc.at+1 {
		if t := sc.targets[normal(name)]; t == nil {
			return false
		}
	} else if sc.turnAt >= len(sc.turns) {
		return false
	}
	sc.flush(start)
	from := sc.T.Len()
	sc.w.Append(sc.T, start, sc.at)
	sc.lead(name, end-sc.at, from)
	sc.at = end
	return true
}
