// Package rtf reads Rich Text Format 1.9: footnotes, endnotes and hyperlink
// fields, with the way back to the bytes.
package rtf

import (
	"bytes"
	"context"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

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
	r := &reader{ctx: ctx, data: in.Data, d: &doc.Draft{Format: "rtf", Body: &cite.Text{}}, charset: charmap.Windows1252, fonts: map[int]encoding.Encoding{}, large: -1}
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
	size        int // of the type, in half points
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
	// heading is the first paragraph in the type of a heading; large is where
	// one begins that is being read, -1 for none.
	heading string
	large   int
	// numbers are how footnotes and endnotes are labelled.
	numbers [2]numbering
	// kind and numbered are of the note being read.
	kind     int
	numbered bool
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
	for _, o := range r.opened {
		if o.kind == "footnote" { // cut short
			r.endNote(o)
		}
	}
	if r.title != nil {
		r.d.Title = cite.Fold(r.title.String())
	}
	if r.d.Title == "" || r.d.Title == "Untitled" {
		r.d.Title = r.heading
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
	if out == r.d.Body {
		r.measure(s)
	}
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
		r.endNote(o)
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
