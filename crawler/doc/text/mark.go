package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// form is how marks look in the text.
type form uint8

const (
	bracketed form = iota // [1], [iv], [^x], 〔1〕
	inParens              // (1)
	raised                // ¹
	glued                 // office.1
	sign                  // *
	caret                 // ^1
	forms
)

// mark is a place in the text that may call a note.
type mark struct {
	start, end int
	form       form
	value      value
	note       int // index of the note called
}

// scanner finds marks of the values that labels have.
type scanner struct {
	s      string
	wanted map[value]bool
	marks  []mark
}

func (sc *scanner) add(start, end int, f form, v value) bool {
	if !sc.wanted[v] {
		return false
	}
	sc.marks = append(sc.marks, mark{start: start, end: end, form: f, value: v})
	return true
}

// scan walks over the text once.
func (sc *scanner) scan() {
	s := sc.s
	word := 0 // where the run of characters without blanks began
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case c <= ' ':
				word = i + 1
			case c == ':' && strings.HasPrefix(s[i:], "://"):
				i = sc.skipAddress(i)
				continue
			case c == '[' || c == '(' || c == '{':
				if n := sc.brackets(i); n > 0 {
					i += n
					continue
				}
			case c >= '0' && c <= '9':
				i = sc.digits(i, word)
				continue
			case c == '*' || c == '#':
				i = sc.signs(i)
				continue
			case c == '^':
				if v, _, n := plainValue(s[i+1 : min(len(s), i+1+maxLabel)]); n > 0 && v.class == number {
					sc.add(i, i+1+n, caret, v)
					i += 1 + n
					continue
				}
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '［' || r == '【' || r == '〔' || r == '（':
			if n := sc.brackets(i); n > 0 {
				i += n
				continue
			}
		case strings.ContainsRune(raisedDigits, r) || r >= '①' && r <= '⑳':
			i = sc.raisedRun(i)
			continue
		case strings.ContainsRune(symbols, r):
			i = sc.signs(i)
			continue
		case r == 0xA0 || r == 0x3000:
			word = i + n
		}
		i += n
	}
}

// skipAddress is where the address around "://" at i ends, but for what may be
// a mark in brackets.
func (sc *scanner) skipAddress(i int) int {
	open := 0
	for i < len(sc.s) {
		r, n := utf8.DecodeRuneInString(sc.s[i:])
		switch {
		case r == '(':
			open++
		case r == ')':
			open--
		}
		if open < 0 || unicode.IsSpace(r) || strings.ContainsRune(`<>"”»[。，；、！？（）《》†‡§¶`, r) || r > utf8.RuneSelf && digitKind(r) == raisedDigit {
			break
		}
		i += n
	}
	return i
}

// brackets reads the marks in the brackets at i, several maybe: "[3, 4]",
// "[3–5]". It returns the length, 0 when there are none.
func (sc *scanner) brackets(i int) int {
	s := sc.s
	open, n := utf8.DecodeRuneInString(s[i:])
	head := s[i+n : min(len(s), i+n+3*maxLabel)]
	end := strings.IndexRune(head, openers[open])
	if end <= 0 {
		return 0
	}
	size := n + end + utf8.RuneLen(openers[open])
	f := bracketed
	if open == '(' || open == '（' {
		f = inParens
		// A number between blanks counts items of a list.
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after := firstRune(s[i+size:])
		if (i == 0 || unicode.IsSpace(before)) && (after == ' ' || unicode.IsLetter(after)) {
			return 0
		}
	}
	inner := head[:end]
	found := false
	at := i + n
	last := 0
	for _, part := range strings.FieldsFunc(inner, func(r rune) bool { return strings.ContainsRune(",;، ，、–-", r) }) {
		k := strings.Index(s[at:i+size], part) + at
		spread := last > 0 && k > 0 && strings.ContainsAny(s[at:k], "–-")
		vs := values(part)
		if len(vs) == 0 {
			break
		}
		start, stop := k, k+len(part)
		if part == strings.TrimSpace(inner) {
			start, stop = i, i+size
		}
		for _, v := range vs {
			if spread && v.class == number && v.n-last < 30 {
				for between := last + 1; between < v.n; between++ {
					sc.add(start, stop, f, value{class: number, n: between})
				}
			}
			if sc.add(start, stop, f, v) {
				found = true
			}
			if v.class == number {
				last = v.n
			}
		}
		at = k + len(part)
	}
	if !found {
		return 0
	}
	return size
}

// digits reads the number at i, which is a mark when it is glued to a word or
// to the punctuation after one. word is where the characters without blank
// began. It returns where the number ends.
func (sc *scanner) digits(i, word int) int {
	s := sc.s
	end := i
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	if i == word || end-i > 4 {
		return end
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	switch {
	case unicode.IsLetter(before):
		// "COVID19", "A4", "h2o" are words.
		token := s[max(word, i-40):i]
		if strings.ToUpper(token) == token && strings.ToLower(token) != token || len(token) < 3 {
			return end
		}
	case !strings.ContainsRune(`.,;:!?)]”’»"'…。，；：！？」』》）—։՝՜՞؟،؛۔।`, before):
		return end
	default:
		// 3.14 and 10,000 are numbers.
		head := strings.TrimRight(s[max(word, i-8):i], `.,:’'`)
		if head == "" || isDigit(head[len(head)-1]) {
			return end
		}
	}
	// What follows ends the word: a list of further marks, or none.
	at := end
	ends := []int{i, end}
	for at+1 < len(s) && (s[at] == ',' || strings.HasPrefix(s[at:], "–")) {
		k := at + 1
		if s[at] != ',' {
			k = at + len("–")
		}
		stop := k
		for stop < len(s) && isDigit(s[stop]) {
			stop++
		}
		if stop == k || stop-k > 3 {
			break
		}
		ends = append(ends, k, stop)
		at = stop
	}
	if after := firstRune(s[at:]); at < len(s) && (unicode.IsLetter(after) && unicode.IsLower(after) || strings.ContainsRune("%/°$€-", after) || after == '.' && at+1 < len(s) && isDigit(s[at+1])) {
		return at
	}
	for k := 0; k+1 < len(ends); k += 2 {
		if v, _, n := plainValue(s[ends[k]:ends[k+1]]); n > 0 {
			sc.add(ends[k], ends[k+1], glued, v)
		}
	}
	return at
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// raisedRun reads superscript numbers from i on: "¹", "³,⁴", "¹²".
func (sc *scanner) raisedRun(i int) int {
	s := sc.s
	last := 0
	spread := false
	for i < len(s) {
		v, _, n := plainValue(s[i:min(len(s), i+maxLabel)])
		if n == 0 {
			break
		}
		if spread && v.n-last < 30 {
			for between := last + 1; between < v.n; between++ {
				sc.add(i, i+n, raised, value{class: number, n: between})
			}
		}
		sc.add(i, i+n, raised, v)
		last = v.n
		i += n
		spread = false
		for _, sep := range []string{",", "˒", "⁻", "–", "-", " "} {
			if strings.HasPrefix(s[i:], sep) {
				r, _ := utf8.DecodeRuneInString(s[i+len(sep):])
				if digitKind(r) == raisedDigit {
					spread = sep == "⁻" || sep == "–" || sep == "-"
					i += len(sep)
				}
				break
			}
		}
		if r := firstRune(s[i:]); digitKind(r) != raisedDigit && !(r >= '①' && r <= '⑳') {
			break
		}
	}
	return max(i, 0)
}

// signs reads the symbols at i.
func (sc *scanner) signs(i int) int {
	v, _, n := plainValue(sc.s[i:min(len(sc.s), i+maxLabel)])
	if n == 0 {
		return i + 1
	}
	before, _ := utf8.DecodeLastRuneInString(sc.s[:i])
	if i > 0 && !unicode.IsSpace(before) {
		after := firstRune(sc.s[i+n:])
		if !unicode.IsLetter(after) && !unicode.IsDigit(after) || unicode.In(after, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			sc.add(i, i+n, sign, v)
		}
	}
	return i + n
}
