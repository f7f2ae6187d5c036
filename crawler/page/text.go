package page

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sink gathers text with its white space folded, and counts.
type sink struct {
	buf   []byte
	space bool // white space came last
	// counted is set when the present word has been counted.
	counted bool
	total   tally
	linked  tally // inside links
}

// tally counts text.
type tally struct {
	words int
	bare  int // runes of scripts that put no spaces between words
	runes int // all but white space; those of bare count twice
}

func (t tally) minus(u tally) tally {
	return tally{t.words - u.words, t.bare - u.bare, t.runes - u.runes}
}

// all is the number of words, with two runes a word where nothing parts them.
func (t tally) all() int { return t.words + (t.bare+1)/2 }

// The classes of bytes.
const (
	byteSpace = iota
	byteOther
	byteWord
	byteWide
)

var classes = func() (t [256]uint8) {
	for i := range t {
		switch c := byte(i); {
		case c >= utf8.RuneSelf:
			t[i] = byteWide
		case c <= ' ' || c == 0x7f:
			t[i] = byteSpace
		case isLetter(c) || '0' <= c && c <= '9':
			t[i] = byteWord
		default:
			t[i] = byteOther
		}
	}
	return t
}()

// part puts white space before what follows.
func (s *sink) part() {
	s.space, s.counted = true, false
}

// add appends text; it takes no more than MaxText bytes in all.
func (s *sink) add(b []byte, link bool) {
	before := s.total
	for i := 0; i < len(b); {
		switch classes[b[i]] {
		case byteSpace:
			s.part()
			i++
		case byteWide:
			r, n := utf8.DecodeRune(b[i:])
			s.addRune(r)
			i += n
		default:
			j := i
			word := false
			for j < len(b) {
				c := classes[b[j]]
				if c != byteWord && c != byteOther {
					break
				}
				word = word || c == byteWord
				j++
			}
			if !s.room(j - i) {
				return
			}
			s.buf = append(s.buf, b[i:j]...)
			s.total.runes += j - i
			if word && !s.counted {
				s.counted = true
				s.total.words++
			}
			i = j
		}
	}
	if link {
		d := s.total.minus(before)
		s.linked.words += d.words
		s.linked.bare += d.bare
		s.linked.runes += d.runes
	}
}

// room makes sure that n more bytes fit, and writes the white space before them.
func (s *sink) room(n int) bool {
	if len(s.buf)+n+1 > MaxText {
		return false
	}
	if s.space {
		if len(s.buf) > 0 {
			s.buf = append(s.buf, ' ')
		}
		s.space = false
	}
	return true
}

func (s *sink) addRune(r rune) {
	switch {
	case unicode.IsSpace(r):
		s.part()
		return
	case invisible(r):
		return
	}
	if !s.room(utf8.UTFMax) {
		return
	}
	s.buf = utf8.AppendRune(s.buf, r)
	s.total.runes++
	switch {
	case unspaced(r):
		s.total.bare++
		s.total.runes++
		s.counted = false
	case !s.counted && (unicode.IsLetter(r) || unicode.IsDigit(r)):
		s.counted = true
		s.total.words++
	}
}

// invisible tells of runes that stand for nothing in a text: soft hyphens, marks
// of byte order and direction, spaces without width. The joiners stay, Persian
// and Indic scripts spell with them.
func invisible(r rune) bool {
	switch r {
	case 0xad, 0x200b, 0x200e, 0x200f, 0x2060, 0xfeff:
		return true
	}
	return 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 || 0x80 <= r && r < 0xa0
}

// unspaced tells of scripts that put no spaces between words.
func unspaced(r rune) bool {
	switch {
	case r < 0x0e00:
		return false
	case r < 0x3040:
		return r < 0x0f00 || 0x1000 <= r && r < 0x10a0 || 0x1780 <= r && r < 0x1800
	case r < 0x3100, 0x31f0 <= r && r < 0x3200, 0x3400 <= r && r < 0x4dc0, 0x4e00 <= r && r < 0xa000:
		return true
	}
	return 0xf900 <= r && r < 0xfb00 || 0xff66 <= r && r < 0xff9e || 0x20000 <= r && r < 0x40000
}

// unescape replaces references to characters.
func unescape(b []byte) []byte {
	for _, c := range b {
		if c == '&' {
			return []byte(html.UnescapeString(string(b)))
		}
	}
	return b
}

// maxField bounds the text kept of one title, name or heading, in bytes.
const maxField = 1000

// clean is the text of a short field: white space folded, references replaced,
// cut at a bound.
func clean(b []byte) string {
	if n := 4 * maxField; len(b) > n {
		for n > 0 && !utf8.RuneStart(b[n]) {
			n--
		}
		b = b[:n]
	}
	return fold(string(unescape(b)))
}

// fold folds white space and drops what is invisible.
func fold(s string) string {
	s = strings.TrimSpace(s)
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		c := s[i]
		plain = c > ' ' && c < 0x7f || c == ' ' && i > 0 && i+1 < len(s) && s[i+1] != ' '
	}
	if !plain {
		var b strings.Builder
		b.Grow(min(len(s), maxField+utf8.UTFMax))
		space := false
		for _, r := range s {
			switch {
			case unicode.IsSpace(r) || r < ' ' || r == 0x7f:
				space = true
				continue
			case invisible(r):
				continue
			}
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			if b.Len() >= maxField {
				break
			}
			b.WriteRune(r)
		}
		s = b.String()
	}
	return strings.TrimSpace(cut(s, maxField))
}

// cut shortens s to at most n bytes, at the end of a rune.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
