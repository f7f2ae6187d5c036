package cite

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// dated is a date and where it stands.
type dated struct {
	Range
	Date
	// bare is set for a year without month: as likely a number as a date.
	bare bool
}

// datePart is a word, a number or a mark of a text, as dates are made of them.
type datePart struct {
	Range
	num    int // value of a number, else -1
	digits int
	text   string
	// glued is set when nothing stands between this part and the one before.
	glued bool
}

// findDates finds the dates in s, in order and apart from each other.
func findDates(s string) []dated {
	parts := dateParts(s)
	var out []dated
	for i := 0; i < len(parts); {
		d, n := dateAt(s, parts[i:])
		if n == 0 {
			i++
			continue
		}
		out = append(out, d)
		i += n
	}
	return out
}

// ParseDate reads the first date in s: "Oct. 9, 2020", "15 октября 2020 г.",
// "2020年10月15日". The zero Date means that there is none.
func ParseDate(s string) Date {
	for _, d := range findDates(s) {
		return d.Date
	}
	return Date{}
}

func dateParts(s string) []datePart {
	var out []datePart
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		p := datePart{Range: Range{i, i + n}, num: -1}
		switch {
		case digitValue(r) >= 0:
			p.num = 0
			for p.End = i; p.End < len(s); p.End += n {
				r, n = utf8.DecodeRuneInString(s[p.End:])
				v := digitValue(r)
				if v < 0 {
					break
				}
				p.num = min(p.num*10+v, 1<<30)
				p.digits++
			}
		case unicode.IsLetter(r):
			han := isHan(r)
			for p.End = i; p.End < len(s); p.End += n {
				r, n = utf8.DecodeRuneInString(s[p.End:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) || isHan(r) != han || han && p.End > i {
					break
				}
			}
		case unicode.IsSpace(r):
			i += n
			continue
		}
		p.text = s[p.Start:p.End]
		p.glued = len(out) > 0 && out[len(out)-1].End == p.Start
		out = append(out, p)
		i = p.End
	}
	return out
}

// digitValue is the value of a decimal digit of any script that dates are
// written in, or -1.
func digitValue(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '٠' && r <= '٩':
		return int(r - '٠')
	case r >= '۰' && r <= '۹':
		return int(r - '۰')
	case r >= '０' && r <= '９':
		return int(r - '０')
	}
	return -1
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func (p datePart) year() bool  { return p.digits == 4 && p.num >= 1500 && p.num <= 2099 }
func (p datePart) day() bool   { return p.digits > 0 && p.digits <= 2 && p.num >= 1 && p.num <= 31 }
func (p datePart) month() bool { return p.digits > 0 && p.digits <= 2 && p.num >= 1 && p.num <= 12 }

// dateReader walks over the parts of what may be a date.
type dateReader struct {
	parts []datePart
	at    int
}

func (d *dateReader) peek() datePart {
	if d.at < len(d.parts) {
		return d.parts[d.at]
	}
	return datePart{num: -1}
}

// accept steps over the next part if it is one of words.
func (d *dateReader) accept(words ...string) bool {
	text := strings.ToLower(d.peek().text)
	for _, w := range words {
		if text == w {
			d.at++
			return true
		}
	}
	return false
}

// month steps over a month's name, with its full stop and an alternative name
// after a slash, and gives its number.
func (d *dateReader) month() int {
	p := d.peek()
	n := 0
	if p.num < 0 && p.text != "" {
		if d.at+1 < len(d.parts) {
			if n = monthNumber(p.text + " " + d.parts[d.at+1].text); n != 0 {
				d.at++
			}
		}
		if n == 0 {
			n = monthNumber(p.text)
		}
	}
	if n == 0 {
		return 0
	}
	d.at++
	if d.peek().glued {
		d.accept(".", "․")
	}
	if save := d.at; d.accept("/") {
		if d.month() == 0 {
			d.at = save
		}
	}
	return n
}

// ordinal steps over the ending of an ordinal number.
func (d *dateReader) ordinal() {
	if !d.peek().glued {
		return
	}
	if save := d.at; d.accept("-", "‑") {
		if p := d.peek(); p.glued && p.num < 0 && len(p.text) <= 8 && unicode.IsLetter(firstRune(p.text)) {
			d.at++
			return
		}
		d.at = save
		return
	}
	d.accept("st", "nd", "rd", "th", "er", "re", "º", "°", "ª", "o", "e")
}

// toDay steps over the second day of a range of days: "9–10".
func (d *dateReader) toDay() {
	save := d.at
	if d.accept("–", "-", "—", "/", "&", "и") && d.peek().day() {
		d.at++
		return
	}
	d.at = save
}

// yearAfter steps over a year and what leads to it.
func (d *dateReader) yearAfter() (int, bool) {
	save := d.at
	for d.accept(",", "de", "del", "of", "،", "di", "do", "d", "’", "'") {
	}
	if p := d.peek(); p.year() {
		d.at++
		d.yearWord()
		return p.num, true
	}
	d.at = save
	return 0, false
}

// yearWord steps over the word for "year" that some tongues put after it.
func (d *dateReader) yearWord() {
	save := d.at
	if d.accept("թ", "թթ") {
		d.accept(".", "․")
		return
	}
	if d.accept("թվականի", "թվականին", "թվական", "года", "год", "році", "року") {
		return
	}
	if d.accept("г", "р", "r") && d.peek().glued && d.accept(".") {
		return
	}
	d.at = save
}

// dateAt reads the date that parts begin with; n is the number of parts it has.
func dateAt(s string, parts []datePart) (dated, int) {
	first := parts[0]
	if first.num >= 0 && precededByDigits(s, first.Start) {
		return dated{}, 0
	}
	d := &dateReader{parts: parts}
	y, m, day, ok := d.read()
	if !ok {
		return dated{}, 0
	}
	last := parts[d.at-1]
	raw := Range{first.Start, last.End}
	out := dated{Range: raw, bare: m == 0 && d.at <= 1}
	out.Raw = Fold(s[raw.Start:raw.End])
	switch {
	case m > 0 && day > 0:
		out.ISO = fmt.Sprintf("%04d-%02d-%02d", y, m, day)
	case m > 0:
		out.ISO = fmt.Sprintf("%04d-%02d", y, m)
	default:
		out.ISO = fmt.Sprintf("%04d", y)
	}
	return out, d.at
}

// precededByDigits reports whether the number at i goes on before i, as in
// 62/999 or 3.14.
func precededByDigits(s string, i int) bool {
	if i < 2 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return (r == '.' || r == '/') && s[i-2] >= '0' && s[i-2] <= '9'
}

func (d *dateReader) read() (y, m, day int, ok bool) {
	p := d.peek()
	switch {
	case p.year():
		return d.fromYear()
	case p.day():
		if y, m, day, ok = d.numeric(); ok {
			return
		}
		return d.fromDay()
	case p.num < 0:
		return d.fromMonth()
	}
	return
}

// continues reports whether a number goes on after what was read.
func (d *dateReader) continues() bool {
	p := d.peek()
	return p.glued && (p.num >= 0 || p.text == "-" || p.text == "/")
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
