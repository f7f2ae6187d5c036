package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxGroup bounds how long a parenthesis may be, in bytes. One that is longer
// is taken for unbalanced.
const maxGroup = 600

// split divides a note into stretches that cite one source each.
func (n *note) split() []Range {
	var out []Range
	start := 0
	cut := func(end, next int) {
		out = append(out, n.divide(trim(n.m, Range{start, end}))...)
		start = next
	}
	groups := matchGroups(n.m)
	q, g := 0, 0
	for i := 0; i < len(n.m); {
		for q < len(n.quotes) && n.quotes[q].Start < i {
			q++
		}
		if q < len(n.quotes) && n.quotes[q].Start == i {
			if n.anotherAfterComma(start, i) {
				cut(i, i)
			}
			i = max(n.quotes[q].End, i+1)
			continue
		}
		for g < len(groups) && groups[g].Start < i {
			g++
		}
		if g < len(groups) && groups[g].Start == i {
			i = groups[g].End
			continue
		}
		r, size := utf8.DecodeRuneInString(n.m[i:])
		next := i + size
		switch r {
		case ';', '；', '؛':
			if !digitsAround(n.m, i, next) {
				cut(i, next)
			}
		case '.', '。', '։', '?', '!', '…':
			if n.endsCitation(start, i, next) {
				cut(next, next)
			}
		case '\n':
			cut(i, next)
		case ' ':
			if n.breaksLine(i) || n.anotherAfterAnd(start, i) || n.anotherAfterWord(i) {
				cut(i, next)
			}
		}
		i = next
	}
	cut(len(n.m), len(n.m))
	return out
}

// divide cuts a stretch with several addresses before each one that is not the
// copy of an earlier one.
func (n *note) divide(r Range) []Range {
	if r.Start >= r.End {
		return nil
	}
	var out []Range
	seen := -1 // the last address that is no archive's
	ps := n.placesIn(r)
	start := r.Start
	for i, p := range ps {
		if p.archive != nil {
			continue
		}
		if seen < 0 {
			seen = i
			continue
		}
		at := p.Outer.Start
		from := ps[i-1].Outer.End
		// The title between two addresses is that of the second.
		if qs := n.quotesIn(Range{from, at}); len(qs) > 0 {
			at = n.afterAddress(from, qs[0].Start)
		}
		out = append(out, trim(n.m, Range{start, at}))
		start = at
		seen = i
	}
	return append(out, trim(n.m, Range{start, r.End}))
}

// afterAddress is where what belongs to the address before from ends and the
// next citation begins, at limit at the latest.
func (n *note) afterAddress(from, limit int) int {
	at := from
	for at < limit {
		rest := n.m[at:limit]
		trimmed := strings.TrimLeft(rest, " ,.;")
		if trimmed == "" || trimmed[0] != '(' && trimmed[0] != '[' {
			break
		}
		end := strings.IndexAny(trimmed, ")]")
		if end < 0 {
			break
		}
		at += len(rest) - len(trimmed) + end + 1
	}
	return at
}

// matchGroups is the outermost balanced parentheses and brackets of m.
func matchGroups(m string) []Range {
	var out []Range
	for i := 0; i < len(m); i++ {
		if m[i] != '(' && m[i] != '[' {
			continue
		}
		if end := groupEnd(m, i); end > 0 {
			out = append(out, Range{i, end})
			i = end - 1
		}
	}
	return out
}

// groupEnd is where the group that opens at i ends, or 0.
func groupEnd(m string, i int) int {
	depth := 0
	for j := i; j < len(m) && j < i+maxGroup; j++ {
		switch m[j] {
		case '(', '[':
			depth++
		case ')', ']':
			if depth--; depth == 0 {
				return j + 1
			}
		}
	}
	return 0
}

func digitsAround(m string, i, next int) bool {
	return i > 0 && next < len(m) && isDigit(m[i-1]) && isDigit(m[next])
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// endsCitation reports whether the stop at m[i:next] divides citations: a
// signal or a back reference follows, or another source after one is complete.
func (n *note) endsCitation(start, i, next int) bool {
	m := n.m
	if next >= len(m) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(m[i:])
	wide := r == '。' || r == '։'
	if m[next] != ' ' && !wide {
		return false
	}
	rest := strings.TrimLeft(m[next:], " ")
	if rest == "" {
		return false
	}
	if wide {
		return true
	}
	first := firstRune(rest)
	if unicode.IsLower(first) {
		return false
	}
	if k := signalAt(rest); k > 0 && (r != '.' || !abbreviated(m[start:i])) {
		return true
	}
	if referenceAt(rest) > 0 && !abbreviated(m[start:i]) {
		return true
	}
	return n.complete(Range{start, i}) && n.startsCitation(next+len(m[next:])-len(rest))
}

// abbreviated reports whether s ends in an initial or a signal, whose full
// stop ends no sentence.
func abbreviated(s string) bool {
	word := s[strings.LastIndexByte(s, ' ')+1:]
	return utf8.RuneCountInString(word) == 1 && unicode.IsLetter(firstRune(word)) || signalAt(strings.ToLower(word)+". ") > 0
}

// complete reports whether the stretch r has what a citation ends with.
func (n *note) complete(r Range) bool {
	r.Start = max(r.Start, r.End-maxQuote)
	if len(n.placesIn(r)) > 0 {
		return true
	}
	if len(n.quotesIn(r)) == 0 {
		return false
	}
	for _, d := range n.datesIn(r) {
		if d.Start > r.Start && n.m[d.Start-1] == '(' || !d.bare {
			return true
		}
	}
	return false
}

// startsCitation reports whether a title in quotation marks stands at at or
// after names of authors.
func (n *note) startsCitation(at int) bool {
	qs := n.quotesIn(Range{at, min(len(n.m), at+maxQuote)})
	if len(qs) == 0 || qs[0].unopened {
		return false
	}
	before := n.m[at:qs[0].Start]
	if strings.TrimSpace(before) == "" {
		return true
	}
	if len(before) > 200 || strings.ContainsRune(before, placeMark) {
		return false
	}
	return len(parseAuthors(before)) > 0
}

// anotherAfterComma reports whether the quotation at i, after a comma, is the
// title of another source than the one that started at start.
func (n *note) anotherAfterComma(start, i int) bool {
	before := strings.TrimRight(n.m[start:i], " ")
	return (strings.HasSuffix(before, ",") || strings.HasSuffix(before, "，") || strings.HasSuffix(before, "、")) &&
		len(n.placesIn(Range{max(start, i-maxQuote), i})) > 0
}

// anotherAfterAnd reports whether " and " at i leads to a last source with a
// title of its own.
func (n *note) anotherAfterAnd(start, i int) bool {
	for _, and := range []string{" and ", " und ", " et ", " y ", " и ", " և ", " & "} {
		if strings.HasPrefix(n.m[i:], and) {
			return n.complete(Range{start, i}) && n.startsCitation(i+len(and))
		}
	}
	return false
}

// anotherAfterWord reports whether a word that leads from one source to another
// follows a comma at i.
func (n *note) anotherAfterWord(i int) bool {
	if i == 0 || n.m[i-1] != ',' {
		return false
	}
	for _, w := range []string{"quoting ", "citing ", "quoted in ", "cited in ", "reprinted in ", "zit. nach ", "zitiert nach ", "cité dans ", "citado en "} {
		if strings.HasPrefix(n.m[i+1:], w) {
			return true
		}
	}
	return false
}

// breaksLine reports whether the blank at i is a line end that divides: a blank
// line, or, where lines are those of the author, the end of an entry.
func (n *note) breaksLine(i int) bool {
	if n.s[i] != '\n' {
		return false
	}
	if i+1 < len(n.s) && n.s[i+1] == '\n' {
		return true
	}
	if n.t.Wrapped {
		return false
	}
	before, after := strings.TrimRight(n.m[:i], " "), strings.TrimLeft(n.m[i:], " ")
	if before == "" || after == "" {
		return false
	}
	switch before[len(before)-1] {
	case '.', placeMark, ')', ']':
		first := firstRune(after)
		return first == placeMark || !unicode.IsLower(first) && !unicode.IsPunct(first) || openQuote(first) != 0
	}
	return false
}

// trim is r without the blanks and separators at its ends.
func trim(m string, r Range) Range {
	for r.Start < r.End && strings.IndexByte(" ;,.", m[r.Start]) >= 0 {
		r.Start++
	}
	for r.End > r.Start && strings.IndexByte(" ;,", m[r.End-1]) >= 0 {
		r.End--
	}
	return r
}
