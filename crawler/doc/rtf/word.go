package rtf

import (
	"strconv"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"apud/crawler/cite"
)

// control reads a control word or symbol.
func (r *reader) control() {
	at := r.i
	r.i++
	if r.i >= len(r.data) {
		return
	}
	c := r.data[r.i]
	if c == '\'' {
		r.hex(at)
		return
	}
	r.flush(at)
	if c < 'a' || c > 'z' {
		r.i++
		r.symbol(c, at)
		return
	}
	from := r.i
	for r.i < len(r.data) && r.data[r.i] >= 'a' && r.data[r.i] <= 'z' || r.i < len(r.data) && r.data[r.i] >= 'A' && r.data[r.i] <= 'Z' {
		r.i++
	}
	word := string(r.data[from:r.i])
	number := r.i
	if r.i < len(r.data) && r.data[r.i] == '-' {
		r.i++
	}
	for r.i < len(r.data) && r.data[r.i] >= '0' && r.data[r.i] <= '9' && r.i-number < 12 {
		r.i++
	}
	value, err := strconv.Atoi(string(r.data[number:r.i]))
	if err != nil {
		value = -1
	}
	if r.i < len(r.data) && r.data[r.i] == ' ' {
		r.i++
	}
	if word == "bin" {
		r.i = min(len(r.data), r.i+max(0, value))
		return
	}
	r.word(word, value, at)
}

// hex reads \'xx, a byte of the character set.
func (r *reader) hex(at int) {
	end := min(len(r.data), at+4)
	b, err := strconv.ParseUint(string(r.data[min(at+2, end):end]), 16, 8)
	r.i = end
	switch {
	case err != nil:
	case r.skip > 0:
		r.skip--
	default:
		if len(r.pending) == 0 {
			r.highAt = at
		}
		r.pending = append(r.pending, byte(b))
		next := r.i+1 < len(r.data) && r.data[r.i] == '\\' && r.data[r.i+1] == '\''
		if len(r.pending) > 1 || !next || !multibyte(r.encoding()) {
			r.flush(r.i)
		}
	}
}

func multibyte(e encoding.Encoding) bool {
	switch e {
	case japanese.ShiftJIS, simplifiedchinese.GBK, korean.EUCKR, traditionalchinese.Big5:
		return true
	}
	return false
}

func (r *reader) symbol(c byte, at int) {
	if r.skip > 0 {
		r.skip--
		return
	}
	switch c {
	case '~':
		r.add("\u00a0", at, r.i)
	case '_':
		r.add("-", at, r.i)
	case '\\', '{', '}':
		r.add(string(rune(c)), at, r.i)
	case '\n', '\r':
		r.add("\n\n", at, r.i)
	case '*':
		r.ignorable = true
	}
}

// unshown are destinations whose text is not the document's.
var unshown = map[string]bool{
	"fonttbl": true, "colortbl": true, "stylesheet": true, "info": true, "pict": true, "object": true,
	"header": true, "headerl": true, "headerr": true, "headerf": true, "footer": true, "footerl": true,
	"footerr": true, "footerf": true, "listtable": true, "listoverridetable": true, "rsidtbl": true,
	"generator": true, "themedata": true, "xmlnstbl": true, "datastore": true, "latentstyles": true,
	"atnid": true, "atnauthor": true, "annotation": true, "bkmkstart": true, "bkmkend": true, "filetbl": true,
	"revtbl": true, "ftnsep": true, "ftnsepc": true, "ftncn": true, "aftnsep": true, "aftnsepc": true, "aftncn": true,
	"nonshppict": true, "pntext": true, "listtext": true,
}

// characters are control words that stand for characters.
var characters = map[string]string{
	"tab": " ", "line": "\n", "par": "\n\n", "sect": "\n\n", "page": "\n\n", "cell": "\n\n", "row": "\n\n",
	"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
	"bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}

// charsets are the character sets of \fcharset and \ansicpg.
var charsets = map[int]encoding.Encoding{
	0: charmap.Windows1252, 128: japanese.ShiftJIS, 129: korean.EUCKR, 134: simplifiedchinese.GBK,
	136: traditionalchinese.Big5, 161: charmap.Windows1253, 162: charmap.Windows1254, 163: charmap.Windows1258,
	177: charmap.Windows1255, 178: charmap.Windows1256, 186: charmap.Windows1257, 204: charmap.Windows1251,
	222: charmap.Windows874, 238: charmap.Windows1250,
	932: japanese.ShiftJIS, 936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5,
	874: charmap.Windows874, 1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252,
	1253: charmap.Windows1253, 1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256,
	1257: charmap.Windows1257, 1258: charmap.Windows1258, 437: charmap.CodePage437, 850: charmap.CodePage850,
}

func (r *reader) word(word string, value, at int) {
	if r.ignorable {
		r.ignorable = false
		if word != "footnote" && word != "fldinst" {
			r.state.out, r.state.destination = nil, word
			return
		}
	}
	if s, ok := characters[word]; ok {
		if r.skip > 0 {
			r.skip--
			return
		}
		if s == "\n\n" && r.state.out == r.d.Body {
			r.endHeading()
		}
		r.add(s, at, r.i)
		return
	}
	if unshown[word] {
		r.state.out, r.state.destination = nil, word
		return
	}
	switch word {
	case "u":
		r.unicode(value, at)
	case "uc":
		r.state.unicodeSkip = max(0, value)
	case "i":
		r.state.italic = value != 0
	case "plain":
		r.state.italic, r.state.size = false, 0
	case "fs":
		r.state.size = value
	case "outlinelevel":
		if value == 0 && r.state.out == r.d.Body && r.state.size < headingSize {
			r.state.size = headingSize
		}
	case "ansicpg":
		if e := charsets[value]; e != nil {
			r.charset = e
		}
	case "f":
		r.font = value
	case "fcharset":
		if e := charsets[value]; e != nil && value != 0 && len(r.fonts) < 10_000 {
			r.fonts[r.font] = e
		}
	case "footnote":
		r.footnote(at)
	case "ftnalt":
		r.kind = endnote
	case "chftn":
		r.numbered = r.numbered || r.state.out != nil && r.state.out != r.d.Body
	case "ftnstart", "aftnstart":
		r.numbers[kindOf(word)].last = min(max(value, 1), 1<<20) - 1
	case "ftnnar", "ftnnalc", "ftnnauc", "ftnnrlc", "ftnnruc", "ftnnchi",
		"aftnnar", "aftnnalc", "aftnnauc", "aftnnrlc", "aftnnruc", "aftnnchi":
		r.numbers[kindOf(word)].format = formats[word[len(word)-3:]]
	case "field":
		r.fields = append(r.fields, field{start: r.length(), out: r.state.out})
		r.name("field")
	case "fldinst":
		r.inst = &cite.Text{}
		r.state.out, r.state.destination = r.inst, "fldinst"
		r.name("fldinst")
	case "fldrslt":
		if k := len(r.fields); k > 0 {
			r.state.out, r.state.destination = r.fields[k-1].out, ""
			r.fields[k-1].start = r.length()
		}
	case "title":
		if r.state.destination == "info" {
			r.title = &cite.Text{}
			r.state.out = r.title
		}
	case "v":
		if value != 0 {
			r.state.out = nil
		}
	}
}

func (r *reader) length() int {
	if r.state.out == nil {
		return 0
	}
	return r.state.out.Len()
}

// name says what the innermost open group is.
func (r *reader) name(kind string) {
	if n := len(r.opened); n > 0 {
		r.opened[n-1].kind = kind
	}
}

// unicode adds the character of \u, in UTF-16, and passes over its stand-in.
func (r *reader) unicode(value, at int) {
	c := rune(uint16(value))
	r.skip = r.state.unicodeSkip
	switch {
	case utf16.IsSurrogate(c) && c < 0xDC00:
		r.high, r.highAt = c, at
	case utf16.IsSurrogate(c):
		r.add(string(utf16.DecodeRune(r.high, c)), r.highAt, r.standIn())
		r.high = 0
	default:
		r.add(string(c), at, r.standIn())
	}
}

// standIn is where the characters end that stand in for a \u just read.
func (r *reader) standIn() int {
	i := r.i
	for n := r.skip; n > 0 && i < len(r.data); n-- {
		switch c := r.data[i]; {
		case c == '\\' && i+3 < len(r.data) && r.data[i+1] == '\'':
			i += 4
		case c == '\\' || c == '{' || c == '}' || c == '\r' || c == '\n':
			return i
		default:
			i++
		}
	}
	return i
}
