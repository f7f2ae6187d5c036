package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// angles are opening brackets that hold an address, with their closing ones.
var angles = []struct{ open, close string }{{"<", ">"}, {"‹", "›"}, {"⟨", "⟩"}}

// maxAngle bounds an address in angle brackets, in bytes.
const maxAngle = 4096

// angle reads an address in angle brackets, or an empty pair of them, at i.
func (sc *addressScanner) angle(i int) int {
	s := sc.text
	for _, a := range angles {
		if !strings.HasPrefix(s[i:], a.open) {
			continue
		}
		start := i + len(a.open)
		n := sc.angleLen(start, a.open, a.close)
		if n < 0 {
			return start
		}
		inner := Range{start, start + n}
		outer := Range{i, inner.End + len(a.close)}
		return sc.inAngle(inner, outer)
	}
	return i + 1
}

// angleLen is the number of bytes from start to the closing bracket; -1 when
// another bracket or an empty line comes first. In quoted mail a bracket at the
// start of a line is no closing one.
func (sc *addressScanner) angleLen(start int, open, close string) int {
	s := sc.text[start:min(len(sc.text), start+maxAngle)]
	end := -1
	for from := 0; ; {
		n := strings.Index(s[from:], close)
		if n < 0 || strings.Contains(s[from:from+n], open) || strings.Contains(s[from:from+n], "\n\n") {
			return end
		}
		end = from + n
		line := strings.LastIndexByte(s[:end], '\n')
		if line < 0 || strings.TrimSpace(s[max(line, from):end]) != "" || !sc.quoted(start) {
			return end
		}
		from = end + len(close)
	}
}

// inAngle reads what angle brackets hold.
func (sc *addressScanner) inAngle(inner, outer Range) int {
	s := sc.text
	words := strings.FieldsFunc(s[inner.Start:inner.End], func(r rune) bool { return unicode.IsSpace(r) || invisible(r) })
	if len(words) > 0 && (strings.EqualFold(words[0], "url:") || strings.EqualFold(words[0], "uri:")) {
		words = words[1:]
	}
	for k := 1; k < len(words); k++ {
		words[k] = strings.TrimLeft(words[k], ">")
	}
	compact := strings.Join(words, "")
	if hasPrefixFold(compact, "url:") {
		compact = compact[4:]
	}
	f := Found{Range: inner, Outer: outer, Angle: true}
	if emptyPlace(compact) {
		if !sc.isPlace(outer) {
			return inner.Start
		}
		f.Lost = true
		sc.keep(f)
		return outer.End
	}
	url, assumed, repaired, ok := wholeAddress(compact)
	if !ok || blanks(s[inner.Start:inner.End]) > 2 {
		return inner.Start
	}
	f.URL, f.Assumed, f.Repaired = url, assumed, repaired
	f.Start += strings.Index(s[inner.Start:inner.End], words[0])
	f.End = inner.Start + len(strings.TrimRightFunc(s[inner.Start:inner.End], unicode.IsSpace))
	sc.keep(f)
	return outer.End
}

// emptyPlace reports whether an address was here and is gone: nothing, or a
// scheme alone.
func emptyPlace(s string) bool {
	switch strings.ToLower(s) {
	case "", "http://", "https://", "http:", "https:", "…", "...":
		return true
	}
	return false
}

// blanks is the number of blanks within a line of s, between words.
func blanks(s string) int {
	n := 0
	for line := range strings.SplitSeq(s, "\n") {
		n += max(0, len(strings.Fields(line))-1)
	}
	return n
}

// wholeAddress reads an address that s is as a whole, so that nothing is trimmed.
func wholeAddress(s string) (url string, assumed, repaired, ok bool) {
	sc := &addressScanner{text: s}
	for i := 0; i < len(s) && i < maxHost && len(sc.found) == 0; {
		c := s[i]
		if c == '<' || c == '[' || c == ';' || !triggers[c] {
			i++
			continue
		}
		i = max(i+1, sc.trigger(c, i))
	}
	if len(sc.found) == 0 || sc.found[0].Start != 0 {
		return "", false, false, false
	}
	f := sc.found[0]
	return f.URL + s[f.End:], f.Assumed, f.Repaired, true
}

// isPlace reports whether the empty brackets stand where an address would, and
// not in a formula or in program text.
func (sc *addressScanner) isPlace(outer Range) bool {
	s := sc.text
	before, _ := utf8.DecodeLastRuneInString(s[:outer.Start])
	after, _ := utf8.DecodeRuneInString(s[outer.End:])
	if outer.Start > 0 && (unicode.IsLetter(before) || unicode.IsDigit(before) || strings.ContainsRune("_<>", before)) || after == '<' {
		return false
	}
	lead := strings.TrimRightFunc(s[max(0, outer.Start-24):outer.Start], unicode.IsSpace)
	tail := strings.TrimLeft(s[outer.End:min(len(s), outer.End+24)], " \t")
	next, _ := utf8.DecodeRuneInString(tail)
	prev, _ := utf8.DecodeLastRuneInString(lead)
	word := unicode.IsLetter(prev) || unicode.IsDigit(prev) || prev == ')'
	return !(word && !introduces(lead) && (unicode.IsLetter(next) || unicode.IsDigit(next) || next == '(' || next == '\''))
}
