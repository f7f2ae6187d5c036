package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// quotation is a stretch between quotation marks.
type quotation struct {
	// Range is the stretch with its marks; inner is what they enclose.
	Range
	inner Range
	// unopened and unclosed say which mark is missing.
	unopened, unclosed bool
	// nested says that typographic quotation marks stand inside.
	nested bool
	// single is set for ‘…’ and '…', which apostrophes make uncertain.
	single bool
}

// closers are the marks that may close a quotation opened by the key. The
// first is the usual one.
var closers = map[rune]string{
	'“': "”“", '„': "“”", '”': "”", '«': "»", '»': "«", '‹': "›", '›': "‹",
	'「': "」", '『': "』", '《': "》", '〈': "〉", '"': "\"", '‘': "’‘", '‚': "‘’", '\'': "'", '＂': "＂", '〝': "〟", '`': "`",
}

// openQuote is the set of marks that close what r opens, or 0 for no quote.
func openQuote(r rune) int { return len(closers[r]) }

// quotations finds the stretches in quotation marks, in order and apart from
// each other. Addresses are already masked in m: no title runs over one.
func quotations(m string) []quotation {
	var out []quotation
	free := 0 // the end of the last quotation
	for i := 0; i < len(m); {
		r, n := utf8.DecodeRuneInString(m[i:])
		if r < utf8.RuneSelf && r != '"' && r != '\'' {
			i += n
			continue
		}
		if openQuote(r) == 0 || !opens(m, i, r, n) {
			if r == '”' || r == '»' || r == '」' || r == '》' || r == '"' && closes(m, i, n) {
				if q, ok := unopened(m, free, i, n); ok {
					out = append(out, q)
					free = q.End
				}
			}
			i += n
			continue
		}
		q, ok := quoteFrom(m, i, r, n)
		if !ok {
			i += n
			continue
		}
		out = append(out, q)
		i, free = q.End, q.End
	}
	return out
}

// opens reports whether the mark r of n bytes at i opens a quotation.
func opens(m string, i int, r rune, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(m[:i])
	after, _ := utf8.DecodeRuneInString(m[i+n:])
	if i+n == len(m) || unicode.IsSpace(after) && r != '«' && r != '»' {
		return false
	}
	switch r {
	case '"', '\'', '”', '‘', '`':
		return i == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{—–;,:/", before) || before == '“' || before == '‘'
	case '»', '›':
		// »German« as against «French».
		return (i == 0 || unicode.IsSpace(before) || before == '(') && !unicode.IsSpace(after)
	}
	return true
}

// closes reports whether the straight mark of n bytes at i closes a quotation.
func closes(m string, i, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(m[:i])
	return i > 0 && !unicode.IsSpace(before) && before != '(' && before != '['
}

// maxQuote bounds how far a closing mark is looked for, in bytes. Titles are
// shorter by far; quotations of that length are no titles.
const maxQuote = 2000

// quoteFrom reads the quotation that the mark r of n bytes at i opens.
func quoteFrom(m string, i int, r rune, n int) (quotation, bool) {
	q := quotation{Range: Range{i, i}, single: r == '‘' || r == '\'' || r == '‚' || r == '`'}
	q.inner.Start = i + n
	limit := min(len(m), i+maxQuote)
	marks := closers[r]
	depth := 0
	for j := i + n; j < limit; {
		c, size := utf8.DecodeRuneInString(m[j:])
		switch {
		case c == placeMark:
			return q.broken(m, j)
		case c == r && r != '"' && r != '\'' && r != '`' && r != '”' && opens(m, j, c, size):
			// The same mark again: nested, when it is closed twice, else the
			// closing mark of the first is missing.
			if depth > 0 || !closedTwice(m[j+size:limit], marks) {
				return q.broken(m, j)
			}
			depth++
		case strings.ContainsRune(marks, c) && (!q.single || endsSingle(m, j, size)) && (c != '"' || closes(m, j, size)):
			if c == '“' && r == '“' && opens(m, j, c, size) {
				break
			}
			if depth > 0 {
				depth--
				q.nested = true
				break
			}
			q.inner.End, q.End = j, j+size
			q.nested = q.nested || !q.single && nests(m[q.inner.Start:j])
			return q, j > i+n
		}
		j += size
	}
	return q.broken(m, limit)
}

// closedTwice reports whether s has two closing marks before the next address.
func closedTwice(s, marks string) bool {
	if i := strings.IndexRune(s, placeMark); i >= 0 {
		s = s[:i]
	}
	usual, _ := utf8.DecodeRuneInString(marks)
	return strings.Count(s, string(usual)) >= 2
}

// endsSingle reports whether the mark at i closes a title rather than being an
// apostrophe: punctuation stands before or after it, or the words end.
func endsSingle(m string, i, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(m[:i])
	rest := m[i+n:]
	if rest == "" {
		return true
	}
	after, size := utf8.DecodeRuneInString(rest)
	switch {
	case unicode.IsLetter(after) || unicode.IsDigit(after):
		return false
	case strings.ContainsRune(",.;:)]?!", after) || strings.ContainsRune(",.?!…", before):
		return true
	}
	next, _ := utf8.DecodeRuneInString(rest[size:])
	return before != 's' && unicode.IsSpace(after) && (next == '(' || next == '[' || next == placeMark || unicode.IsUpper(next))
}

// nests reports whether s has a pair of typographic marks.
func nests(s string) bool {
	for _, pair := range []string{"‘’", "“”", "«»", "„“"} {
		open, n := utf8.DecodeRuneInString(pair)
		if i := strings.IndexRune(s, open); i >= 0 && strings.Contains(s[i:], pair[n:]) {
			return true
		}
	}
	return false
}

// broken ends a quotation whose closing mark is missing before limit: at the
// last comma before the capitalised words that name the outlet, which stand
// before the date in parentheses.
func (q quotation) broken(m string, limit int) (quotation, bool) {
	if q.single {
		return q, false
	}
	s := m[q.inner.Start:limit]
	cut := -1
	if i := datedParenthesis(s); i >= 0 {
		for at := i; ; {
			j := strings.LastIndex(s[:at], ", ")
			if j < 0 {
				break
			}
			if first := firstRune(s[j+2:]); unicode.IsLetter(first) && !unicode.IsLower(first) {
				cut = j
				break
			}
			at = j
		}
		if cut < 0 {
			cut = len(strings.TrimRight(s[:i], " \n"))
		}
	} else if j := strings.Index(s, ", "); j > 0 {
		cut = j
	}
	if cut <= 0 {
		return q, false
	}
	q.unclosed = true
	q.inner.End = q.inner.Start + cut
	q.End = q.inner.End
	q.nested = nests(m[q.inner.Start:q.inner.End])
	return q, true
}

// datedParenthesis is where the first parenthesis with a year stands, or -1.
func datedParenthesis(s string) int {
	for at := 0; ; {
		i := strings.IndexByte(s[at:], '(')
		if i < 0 {
			return -1
		}
		i += at
		end := strings.IndexByte(s[i:], ')')
		if end < 0 {
			return -1
		}
		if ParseDate(s[i:i+end]).ISO != "" {
			return i
		}
		at = i + 1
	}
}

// maxUnopened bounds how far back a title without opening mark may start.
const maxUnopened = 400

// unopened reads a title whose opening mark is missing: it starts at the
// separator before it and ends at the closing mark of n bytes at i, before
// which, as in “title,” stands a comma, or after which one does.
func unopened(m string, free, i, n int) (quotation, bool) {
	free = max(free, i-maxUnopened)
	before := m[free:i]
	comma := strings.HasSuffix(before, ",") || strings.HasPrefix(m[i+n:], ",")
	if !comma {
		return quotation{}, false
	}
	start := free
	if j := strings.LastIndexAny(before, ";\x01\x02"); j >= 0 {
		start = free + j + 1
	}
	for start < i && strings.IndexByte(" .;>\n", m[start]) >= 0 {
		start++
	}
	if k := signalAt(m[start:i]); k > 0 {
		start += k
		start += len(m[start:i]) - len(strings.TrimLeft(m[start:i], " "))
	}
	if start >= i || start == i-maxUnopened {
		return quotation{}, false
	}
	return quotation{Range: Range{start, i + n}, inner: Range{start, i}, unopened: true, nested: nests(m[start:i])}, true
}
