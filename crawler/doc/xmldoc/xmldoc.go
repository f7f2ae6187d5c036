// Package xmldoc reads documents in XML vocabularies that differ only in the
// names of their elements. A [Dialect] names them; JATS, TEI and DocBook are
// dialects.
package xmldoc

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/xmltext"
)

// Dialect names the elements of a vocabulary by what they are to a reader of
// citations. Elements that are not named are inline.
type Dialect struct {
	Info doc.Info
	// Roots are the names of the document's element.
	Roots []string
	// Block elements end a paragraph.
	Block map[string]bool
	// Skip elements hold no text of the document.
	Skip map[string]bool
	// Verbatim elements hold code: their text is no place for addresses.
	Verbatim map[string]bool
	// Quoted elements are shown in quotation marks.
	Quoted map[string]bool
	// Italic reports whether an element sets its text in italics.
	Italic func(t xmltext.Token) bool
	// Title reports whether an element is the document's title.
	Title func(path []string) bool
	// Note reports whether an element is a note.
	Note func(t xmltext.Token, path []string) bool
	// NoteLabel elements inside a note hold its label.
	NoteLabel map[string]bool
	// Call is the id of the note that an element calls, empty for none.
	Call func(t xmltext.Token) string
	// Link is the attribute that holds an element's address, empty for none.
	Link func(t xmltext.Token) (attr string)
	// Reference reports whether an element is an entry of a list of
	// references; such entries become notes when something calls them.
	Reference func(t xmltext.Token) bool
	// Field is what an element inside a reference tells; nil where references
	// are prose.
	Field func(t xmltext.Token, path []string) Field
	// Structured elements hold fields without the punctuation between them.
	Structured map[string]bool
}

// Sniff says how surely in is of the dialect.
func (d Dialect) Sniff(in *doc.Input) int {
	head := in.Data[:min(len(in.Data), 8<<10)]
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if !bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("<")) {
		return 0
	}
	for _, root := range d.Roots {
		i := bytes.Index(head, []byte("<"+root))
		if i < 0 || i+1+len(root) >= len(head) || !bytes.ContainsRune([]byte(" >\t\r\n"), rune(head[i+1+len(root)])) {
			continue
		}
		if doc.HasExtension(in.Name, d.Info.Extensions) {
			return 92
		}
		if bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n"), []byte("<?xml")) || bytes.Contains(head, []byte("xmlns")) {
			return 85
		}
	}
	return 0
}

// Read takes a document of the dialect apart.
func (d Dialect) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	r := &reader{Dialect: d, ctx: ctx, s: xmltext.NewScanner(in.Data), body: &cite.Text{}, byID: map[string]int{}, calls: map[string][]doc.Mark{}}
	err := r.read()
	if syntax := (*doc.SyntaxError)(nil); errors.As(err, &syntax) && (len(r.notes) > 0 || r.body.Len() > 0) {
		err = nil // cut short: what came before the damage is read
	}
	if err != nil {
		return nil, err
	}
	for n := len(r.open); n > 0; n-- {
		if i := r.open[n-1].note; i >= 0 {
			r.notes[i].Span.End = r.s.Offset()
		}
	}
	return r.draft(), nil
}

type reader struct {
	Dialect
	ctx   context.Context
	s     *xmltext.Scanner
	body  *cite.Text
	title string
	lang  string
	notes []note
	byID  map[string]int
	calls map[string][]doc.Mark
	path  []string
	open  []element
	// quoted counts the quotations that are open.
	quoted int
}

// note is a note or a reference; references that nothing calls go to the body.
type note struct {
	doc.Note
	reference bool
	id        string
	fields    fields
	label     *cite.Text
}

// element is an open element.
type element struct {
	t    xmltext.Token
	out  *cite.Text // where its text goes; nil for nowhere
	at   int
	note int // index of the note that it is, -1 for none
	in   int // index of the reference that it is in, -1 for none
}

func (r *reader) read() error {
	for {
		t, err := r.s.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t.Kind {
		case xmltext.Text:
			if out := r.out(); out != nil {
				t.AppendTo(out, "", false)
			}
		case xmltext.Start:
			if r.Skip[t.Name] || r.Verbatim[t.Name] {
				if err := r.s.Skip(); err != nil {
					return doc.IgnoreEOF(err)
				}
				continue
			}
			r.start(t)
		case xmltext.End:
			r.end(t)
			if err := r.ctx.Err(); err != nil {
				return err
			}
		}
	}
}

// out is where text goes now.
func (r *reader) out() *cite.Text {
	if n := len(r.open); n > 0 {
		return r.open[n-1].out
	}
	return nil
}

func (r *reader) start(t xmltext.Token) {
	out := r.out()
	if len(r.open) == 0 {
		out, r.lang = r.body, t.Get("lang")
	}
	e := element{t: t, out: out, note: -1, in: -1}
	if n := len(r.open); n > 0 {
		e.in = r.open[n-1].in
	}
	switch {
	case r.Note(t, r.path), r.Reference(t):
		e.note = len(r.notes)
		n := note{id: t.Get("id"), reference: r.Reference(t), label: &cite.Text{}}
		n.Text = &cite.Text{}
		n.Label = t.Get("n")
		if n.Label == "" {
			n.Label = t.Get("label")
		}
		n.Span.Start = t.At
		if s := r.body.String(); !n.reference && out == r.body && s != "" && !strings.HasSuffix(s, "\n") {
			// A note written within a paragraph, where it is called, is its
			// own mark.
			n.Marks = []doc.Mark{{Range: cite.Range{Start: out.Len(), End: out.Len()}, Span: cite.Span{Start: t.At, End: t.To}}}
		}
		if n.reference {
			e.in = len(r.notes)
		}
		r.notes = append(r.notes, n)
		e.out = n.Text
	case r.NoteLabel[t.Name] && r.inNote() >= 0:
		e.out = r.notes[r.inNote()].label
	case e.in >= 0 && out != nil && (r.isField(t) || r.inStructure()):
		r.apart(out)
	case out != nil && r.Block[t.Name]:
		out.Break()
	case out != nil && r.Quoted[t.Name]:
		out.Insert(quotes[r.quoted%2][0])
		r.quoted++
	}
	if e.out != nil {
		e.at = e.out.Len()
	}
	r.open = append(r.open, e)
	r.path = append(r.path, t.Name)
}

// inNote is the index of the innermost note that is open, -1 for none.
func (r *reader) inNote() int {
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].note >= 0 {
			return r.open[i].note
		}
	}
	return -1
}

func (r *reader) end(t xmltext.Token) {
	n := len(r.open)
	if n == 0 {
		return
	}
	e := r.open[n-1]
	if r.Title(r.path) && r.title == "" && e.out != nil {
		r.title = cite.Fold(e.out.String()[e.at:])
	}
	r.open, r.path = r.open[:n-1], r.path[:n-1]
	if e.note >= 0 {
		r.notes[e.note].Span.End = t.To
		r.byID[r.notes[e.note].id] = e.note
		return
	}
	if e.out == nil {
		return
	}
	if id := r.Call(e.t); id != "" && e.out == r.body {
		for id := range strings.FieldsSeq(id) {
			id = strings.TrimPrefix(id, "#")
			r.calls[id] = append(r.calls[id], doc.Mark{Range: cite.Range{Start: e.at, End: e.out.Len()}, Span: cite.Span{Start: e.t.At, End: t.To}})
		}
		return
	}
	if attr := r.Link(e.t); attr != "" {
		if url := e.t.Get(attr); url != "" && !strings.HasPrefix(url, "#") {
			if e.at == e.out.Len() { // an empty element shows its address
				e.out.Append(url, e.t.Value("", attr))
			}
			e.out.Link(e.at, e.out.Len(), url, e.t.Value("", attr))
		}
	}
	if r.Italic(e.t) {
		e.out.Italic(e.at, e.out.Len())
	}
	switch {
	case e.in >= 0 && r.isField(e.t):
		r.field(e, t)
	case r.Block[e.t.Name]:
		e.out.Break()
	case r.Quoted[e.t.Name]:
		r.quoted--
		e.out.Insert(quotes[r.quoted%2][1])
	}
}

// quotes are the marks of outer and inner quotations.
var quotes = [2][2]string{{"“", "”"}, {"‘", "’"}}

// draft puts notes and calls together.
func (r *reader) draft() *doc.Draft {
	d := &doc.Draft{Format: r.Info.Name, Title: r.title, Lang: r.lang, Body: r.body}
	number := 0
	for _, n := range r.notes {
		if calls := r.calls[n.id]; n.id != "" && len(calls) > 0 {
			n.Marks = append(n.Marks, calls...)
		}
		if l := cite.Fold(n.label.String()); l != "" {
			n.Label = strings.Trim(l, "[]().")
		}
		if n.Label == "" {
			if !n.reference {
				number++
			}
			n.Label = strconv.Itoa(number)
			if n.reference {
				n.Label = n.id
			}
		}
		if n.reference {
			n.Citations = n.fields.citations(n.Text, n.Span)
			if len(n.Marks) == 0 {
				if n.Citations == nil {
					n.Citations = cite.ParseNote(n.Text)
				}
				d.Extra = append(d.Extra, n.Citations...)
				continue
			}
		}
		d.Notes = append(d.Notes, n.Note)
	}
	return d
}

// Set is a set of element names.
func Set(names ...string) map[string]bool {
	s := make(map[string]bool, len(names))
	for _, n := range names {
		s[n] = true
	}
	return s
}

// Mentions reports whether the first 8 KB name word, in any case: a namespace,
// a document type.
func Mentions(in *doc.Input, word string) bool {
	head := strings.ToLower(string(in.Data[:min(len(in.Data), 8<<10)]))
	return strings.Contains(head, word)
}
