package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class is how a label counts.
type class uint8

const (
	number class = iota
	roman
	letter
	symbol
	name
)

// style is how labels look at the beginning of a line: their class and what
// stands around them.
type style struct {
	class class
	// open and close are the marks around the label; 0 for none.
	open, close rune
}

// value is what a label or mark stands for.
type value struct {
	class class
	n     int
	// text is the mark itself for symbols and names.
	text string
}

// label is the beginning of what may be a note.
type label struct {
	style style
	value value
	// text is the label without its brackets.
	text string
	line int
	// start is where the label begins, after where the note's text does.
	start, after int
}

const (
	maxLabel  = 24 // bytes that a label may have
	maxIndent = 16 // blanks before a label
)

var openers = map[rune]rune{'[': ']', '(': ')', '{': '}', '［': '］', '（': '）', '【': '】', '〔': '〕', '<': '>'}

// labelWords are words before the number of a note.
var labelWords = []string{"Note ", "note ", "Footnote ", "Endnote ", "Fn. ", "fn. ", "FN ", "n. ", "n.", "Anm. ", "Примечание ", "Прим. ", "Ծան. ", "注释", "註釋", "注", "註", "脚注", "הערה ", "هامش ", "^"}

// labelsAt are the readings of the beginning of line i as a label, none for
// most lines.
func (p *page) labelsAt(i int) []label {
	l := p.lines[i]
	s := p.s[l.start:l.end]
	lead := len(s) - len(strings.TrimLeft(s, " \t\u00a0\u3000"))
	if lead > maxIndent {
		return nil
	}
	s = s[lead:]
	base := label{line: i, start: l.start + lead}
	head := s[:min(len(s), maxLabel+utf8.UTFMax)]
	open, n := utf8.DecodeRuneInString(head)
	if closing, ok := openers[open]; ok {
		return base.bracketed(s, head, open, closing, n)
	}
	word := 0
	for _, w := range labelWords {
		if strings.HasPrefix(head, w) {
			word = len(w)
			break
		}
	}
	inner := head[word:]
	if v, text, size := plainValue(inner); size > 0 {
		return base.plain(s, word, v, text, size)
	}
	return nil
}

// bracketed reads "[1]", "(iv)", "[^note]", "（3）".
func (b label) bracketed(s, head string, open, closing rune, n int) []label {
	end := strings.IndexRune(head, closing)
	if end < n+1 || end-n > maxLabel {
		return nil
	}
	inner := head[n:end]
	b.after = end + utf8.RuneLen(closing)
	rest := s[b.after:]
	if r, size := utf8.DecodeRuneInString(rest); r == ':' || r == '：' {
		b.after += size
		rest = rest[size:]
	}
	// "(i) the text": a blank after round brackets, or the note's text glued to
	// square ones.
	if r := firstRune(rest); rest != "" && !unicode.IsSpace(r) && (open == '(' || open == '{' || open == '<') {
		return nil
	}
	b.after += len(rest) - len(strings.TrimLeft(rest, " \t\u00a0"))
	b.after += b.start
	var out []label
	for _, v := range values(strings.TrimSpace(inner)) {
		l := b
		l.value, l.text = v, strings.TrimPrefix(strings.TrimSpace(inner), "^")
		l.style = style{v.class, open, closing}
		out = append(out, l)
	}
	return out
}

// plain reads "1.", "2)", "³", "*", "iv.", "Note 5:", "6" and a blank.
func (b label) plain(s string, word int, v value, text string, size int) []label {
	rest := s[word+size:]
	b.after = word + size
	closing, n := utf8.DecodeRuneInString(rest)
	switch {
	case n > 0 && strings.ContainsRune(".):/]．、）：", closing):
		b.after += n
		rest = rest[n:]
	default:
		closing = 0
	}
	after := firstRune(rest)
	raised := v.class == symbol || v.class == number && digitKind(firstRune(text)) != asciiDigit
	switch {
	case rest == "" || unicode.IsSpace(after):
		if closing == 0 && (v.class == roman || v.class == letter) && rest != "" {
			return nil
		}
	case raised || word > 0 || closing == '、' || closing == '．' || closing == '）':
	case v.class == number && closing == 0 && v.n < 1000 && (unicode.IsUpper(after) || strings.ContainsRune("“«„‘\"《「", after)):
		// The blank after a raised number is lost: "1See Varga".
		closing = '\u200b'
	case v.class == number && closing == '.' && (unicode.IsUpper(after) || strings.ContainsRune("“«„‘\"《「", after)):
	default:
		return nil
	}
	b.after += len(rest) - len(strings.TrimLeft(rest, " \t\u00a0\u3000"))
	b.after += b.start
	b.value, b.text = v, text
	b.style = style{class: v.class, close: closing}
	if v.class == number && raised {
		b.style.open = '¹'
	}
	if word > 0 {
		b.style.open = 'n'
	}
	return []label{b}
}

// values are the readings of what stands between brackets: "i" may be a roman
// number or a letter.
func values(s string) []value {
	named := strings.HasPrefix(s, "^")
	s = strings.TrimPrefix(s, "^")
	if v, _, n := plainValue(s); n == len(s) && n > 0 {
		out := []value{v}
		if v.class == roman && len(s) == 1 {
			out = append(out, value{class: letter, n: letterNumber(s)})
		}
		return out
	}
	if len(s) == 1 && letterNumber(s) > 0 {
		return []value{{class: letter, n: letterNumber(s)}}
	}
	if named && s != "" && !strings.ContainsAny(s, " []") {
		return []value{{class: name, text: s}}
	}
	return nil
}

func letterNumber(s string) int {
	if len(s) == 1 && s[0] >= 'a' && s[0] <= 'z' {
		return int(s[0]-'a') + 1
	}
	return 0
}

const (
	noDigit = iota
	asciiDigit
	raisedDigit
	wideDigit
	otherDigit
)

const raisedDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹"

func digitKind(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return asciiDigit
	case strings.ContainsRune(raisedDigits, r) && r != 0:
		return raisedDigit
	case r >= '０' && r <= '９':
		return wideDigit
	case r >= '٠' && r <= '٩' || r >= '۰' && r <= '۹' || r >= '①' && r <= '⑳':
		return otherDigit
	}
	return noDigit
}

func digitOf(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '０' && r <= '９':
		return int(r - '０')
	case r >= '٠' && r <= '٩':
		return int(r - '٠')
	case r >= '۰' && r <= '۹':
		return int(r - '۰')
	}
	return utf8.RuneCountInString(raisedDigits[:strings.IndexRune(raisedDigits, r)])
}

const symbols = "*†‡§¶‖#※＊"

// plainValue reads the number, roman number or symbols that s begins with.
func plainValue(s string) (v value, text string, size int) {
	r, n := utf8.DecodeRuneInString(s)
	if r >= '①' && r <= '⑳' {
		return value{class: number, n: int(r-'①') + 1}, s[:n], n
	}
	if kind := digitKind(r); kind != noDigit {
		total := 0
		for size < len(s) {
			r, n := utf8.DecodeRuneInString(s[size:])
			if digitKind(r) != kind || r >= '①' && r <= '⑳' || size >= maxLabel {
				break
			}
			total = min(total*10+digitOf(r), 1<<30)
			size += n
		}
		if total == 0 || total > 9999 {
			return value{}, "", 0
		}
		return value{class: number, n: total}, s[:size], size
	}
	if strings.ContainsRune(symbols, r) && n > 0 {
		for size < len(s) && strings.HasPrefix(s[size:], s[:n]) && size < 4*n {
			size += n
		}
		return value{class: symbol, text: s[:size]}, s[:size], size
	}
	for size < len(s) && strings.IndexByte("ivxlcIVXLC", s[size]) >= 0 {
		size++
	}
	if size > 0 && size <= 12 {
		if k := romanNumber(strings.ToLower(s[:size])); k > 0 && (strings.ToLower(s[:size]) == s[:size] || strings.ToUpper(s[:size]) == s[:size]) {
			return value{class: roman, n: k}, s[:size], size
		}
	}
	return value{}, "", 0
}

// romanNumber is the value of a well-formed roman number in small letters, or 0.
func romanNumber(s string) int {
	rest, n := s, 0
	for _, d := range []struct {
		text string
		n    int
	}{{"c", 100}, {"xc", 90}, {"l", 50}, {"xl", 40}, {"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}} {
		for k := 0; strings.HasPrefix(rest, d.text) && k < 3; k++ {
			n += d.n
			rest = rest[len(d.text):]
		}
	}
	if rest != "" {
		return 0
	}
	return n
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
