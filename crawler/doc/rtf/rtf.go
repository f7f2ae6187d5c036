// Package rtf reads Rich Text Format 1.9: footnotes, endnotes and hyperlink
// fields, with the way back to the bytes.
package rtf

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// maxDepth is the number of open groups above which a document is refused.
const maxDepth = 1000

// Format reads RTF.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "rtf", Title: "Rich Text Format",
		Extensions: []string{".rtf"},
		MediaTypes: []string{"application/rtf", "text/rtf"},
		Yields:     "footnotes, endnotes, hyperlinks, spans",
	}
}

// Sniff implements [doc.Format].
func (Format) Sniff(in *doc.Input) int {
	if bytes.HasPrefix(bytes.TrimLeft(in.Data[:min(len(in.Data), 64)], "\ufeff \r\n"), []byte(`{\rtf`)) {
		return 98
	}
	return 0
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	r := &reader{ctx: ctx, data: in.Data, d: &doc.Draft{Format: "rtf", Body: &cite.Text{}}, charset: charmap.Windows1252, fonts: map[int]encoding.Encoding{}}
	r.state.out = r.d.Body
	r.state.unicodeSkip = 1
	if err := r.read(); err != nil {
		return nil, err
	}
	return r.d, nil
}

// state is what a group inherits and gives back.
type state struct {
	out         *cite.Text // nil inside destinations that are not shown
	unicodeSkip int        // \uc: bytes that stand in for a \u
	italic      bool
	destination string
}

// reader walks through the groups.
type reader struct {
	ctx     context.Context
	data    []byte
	i       int
	d       *doc.Draft
	state   state
	stack   []state
	opened  []opening
	charset encoding.Encoding
	fonts   map[int]encoding.Encoding
	font    int
	skip    int  // bytes still to be passed over after \u
	high    rune // first half of a surrogate pair
	highAt  int
	pending []byte // bytes of a multi-byte character set
	fields  []field
	inst    *cite.Text
	title   *cite.Text
	// ignorable is set after \*: the destination that follows may be unknown,
	// and then is not shown.
	ignorable bool
}

// opening is an open group that means something.
type opening struct {
	kind  string // "", "footnote", "field", "fldinst", "fldrslt", "info-title"
	at    int    // byte of the brace
	start int    // length of the text there
}

// field is a field with its instruction.
type field struct {
	url   string
	span  cite.Span
	start int
	out   *cite.Text
}

func (r *reader) read() error {
	for r.i < len(r.data) {
		switch c := r.data[r.i]; c {
		case '{':
			if len(r.stack) >= maxDepth {
				return doc.ErrTooLarge
			}
			r.flush(r.i)
			r.stack = append(r.stack, r.state)
			o := opening{at: r.i}
			if r.state.out != nil {
				o.start = r.state.out.Len()
			}
			r.opened = append(r.opened, o)
			r.i++
		case '}':
			r.flush(r.i)
			r.i++
			r.close()
			if err := r.ctx.Err(); err != nil {
				return err
			}
		case '\\':
			r.control()
		case '\r', '\n':
			r.i++
		default:
			if r.skip > 0 {
				r.skip--
			} else if c < 0x80 && len(r.pending) == 0 {
				r.plain()
				continue
			} else {
				r.pending = append(r.pending, c)
			}
			r.i++
		}
	}
	r.flush(r.i)
	if r.title != nil && r.d.Title == "" {
		r.d.Title = cite.Fold(r.title.String())
	}
	return nil
}

// plain adds a run of ASCII.
func (r *reader) plain() {
	from := r.i
	for r.i < len(r.data) && r.data[r.i] < 0x80 && !strings.ContainsRune("{}\\\r\n", rune(r.data[r.i])) {
		r.i++
	}
	r.add(string(r.data[from:r.i]), from, r.i)
}

// add adds text that stands at bytes from to to.
func (r *reader) add(s string, from, to int) {
	out := r.state.out
	if out == nil {
		return
	}
	at := out.Len()
	out.Append(s, cite.Span{Start: from, End: to})
	if r.state.italic && r.state.destination == "" {
		out.Italic(at, out.Len())
	}
}

// flush decodes the bytes that wait, which end at end.
func (r *reader) flush(end int) {
	if len(r.pending) == 0 {
		return
	}
	s, err := r.encoding().NewDecoder().Bytes(r.pending)
	if err == nil {
		r.add(string(s), r.highAt, end)
	}
	r.pending = nil
}

func (r *reader) encoding() encoding.Encoding {
	if e := r.fonts[r.font]; e != nil {
		return e
	}
	return r.charset
}

// close ends a group.
func (r *reader) close() {
	n := len(r.stack)
	if n == 0 {
		return
	}
	o := r.opened[n-1]
	r.state, r.stack, r.opened = r.stack[n-1], r.stack[:n-1], r.opened[:n-1]
	r.skip, r.high = 0, 0
	switch o.kind {
	case "footnote":
		last := &r.d.Notes[len(r.d.Notes)-1]
		last.Span = cite.Span{Start: o.at, End: r.i}
	case "fldinst":
		if k := len(r.fields); k > 0 && r.inst != nil {
			f := &r.fields[k-1]
			f.url, f.span = hyperlink(r.inst)
		}
	case "field":
		if k := len(r.fields); k > 0 {
			f := r.fields[k-1]
			r.fields = r.fields[:k-1]
			if f.url != "" && f.out != nil {
				f.out.Link(f.start, f.out.Len(), f.url, f.span)
			}
		}
	}
}

// hyperlink is the address in a HYPERLINK instruction and where it stands.
func hyperlink(inst *cite.Text) (string, cite.Span) {
	s := inst.String()
	i := strings.Index(s, "HYPERLINK")
	if i < 0 {
		return "", cite.Span{}
	}
	at := i + len("HYPERLINK")
	rest := strings.TrimLeft(s[at:], " ")
	at = len(s) - len(rest)
	if strings.HasPrefix(rest, `\`) {
		return "", cite.Span{}
	}
	end := strings.IndexByte(rest, ' ')
	if strings.HasPrefix(rest, `"`) {
		at, rest = at+1, rest[1:]
		end = strings.IndexByte(rest, '"')
	}
	if end < 0 {
		end = len(rest)
	}
	url, span := rest[:end], inst.Source(at, at+end)
	if _, place, ok := strings.Cut(rest[end:], `\l "`); ok && !strings.Contains(url, "#") {
		place, _, _ = strings.Cut(place, `"`)
		url += "#" + place
	}
	return url, span
}

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
		r.state.italic = false
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
		r.add(string(utf16.DecodeRune(r.high, c)), r.highAt, r.i)
		r.high = 0
	default:
		r.add(string(c), at, r.i)
	}
}

// footnote begins a note, whose mark stands just before it.
func (r *reader) footnote(at int) {
	if r.state.out != r.d.Body {
		r.state.out = nil
		return
	}
	n := doc.Note{Text: &cite.Text{}, Label: strconv.Itoa(len(r.d.Notes) + 1)}
	here := r.d.Body.Len()
	n.Marks = []doc.Mark{{Range: cite.Range{Start: here, End: here}, Span: cite.Span{Start: at, End: r.i}}}
	r.d.Notes = append(r.d.Notes, n)
	r.state.out, r.state.italic = n.Text, false
	r.name("footnote")
}
