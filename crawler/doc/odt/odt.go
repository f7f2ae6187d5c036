// Package odt reads OpenDocument text (ODF 1.3), zipped (.odt) or flat (.fodt):
// foot- and endnotes with the labels they show, links, and bibliography marks.
//
// Spans name the member, content.xml, and count bytes of its content; in a flat
// file they count from its start.
package odt

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/entry"
	"apud/crawler/doc/xmltext"
	"apud/crawler/doc/zipfile"
)

// Format reads OpenDocument text.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "odt", Title: "OpenDocument text (ODT, FODT)",
		Extensions: []string{".odt", ".ott", ".fodt"},
		MediaTypes: []string{"application/vnd.oasis.opendocument.text"},
		Yields:     "footnotes, endnotes, links, bibliography marks, spans in content.xml",
	}
}

// Sniff implements [doc.Format].
func (f Format) Sniff(in *doc.Input) int {
	head := in.Data[:min(len(in.Data), 4<<10)]
	switch zipped := bytes.HasPrefix(head, []byte("PK")); {
	case zipped && bytes.Contains(head, []byte("application/vnd.oasis.opendocument.text")):
		return 98
	case zipped && doc.HasExtension(in.Name, f.Info().Extensions):
		return 60
	case !zipped && bytes.Contains(head, []byte("<office:document ")):
		return 95
	}
	return 0
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	r := &reader{ctx: ctx, d: &doc.Draft{Format: "odt", Body: &cite.Text{}}, italics: map[string]bool{}}
	data := in.Data
	if bytes.HasPrefix(data, []byte("PK")) {
		a, err := zipfile.Open(in.Data, "odt")
		if err != nil {
			return nil, err
		}
		r.part = "content.xml"
		switch data, err = a.Read(r.part); {
		case errors.Is(err, fs.ErrNotExist):
			return nil, &doc.SyntaxError{Format: "odt", Msg: "the archive has no content.xml"}
		case err != nil:
			return nil, err
		}
		styles, err := a.ReadIf("styles.xml")
		if err != nil {
			return nil, err
		}
		r.readStyles(styles)
		if meta, err := a.ReadIf("meta.xml"); err == nil {
			r.d.Title = xmltext.MetaTitle(meta)
		}
	}
	if r.part == "" {
		r.d.Title = xmltext.MetaTitle(data)
	}
	r.marks = map[string]entry.Place{}
	r.s = xmltext.NewScanner(data)
	if _, err := r.read(r.d.Body, "", 0); err != nil {
		return nil, err
	}
	for _, p := range r.places {
		r.d.Extra = append(r.d.Extra, p.Citations...)
	}
	if r.heading != "" && (r.d.Title == "" || r.titled) {
		r.d.Title = r.heading
	}
	return r.d, nil
}

// reader walks through content.xml.
type reader struct {
	ctx     context.Context
	d       *doc.Draft
	part    string
	s       *xmltext.Scanner
	italics map[string]bool // styles set in italics
	style   string          // style being defined
	heading string
	titled  bool // heading is of the style Title
	// marks are the marks of citation managers that are open, places those of
	// the text being read that are complete.
	marks  map[string]entry.Place
	places []entry.Place
}

// passedOver are elements whose text is not the document's: deletions, comments,
// menus of fields, labels (read apart), outlines of tables of contents.
var passedOver = map[string]bool{
	"tracked-changes": true, "annotation": true, "annotation-end": true,
	"sequence-decls": true, "variable-decls": true, "forms": true, "desc": true,
	"index-title-template": true, "table-of-content-source": true, "bibliography-source": true,
	"master-styles": true, "scripts": true, "settings": true, "meta": true, "binary-data": true,
}

// read adds text to out up to the end of the element until, and returns where
// that ended. depth counts notes inside notes, of which there are none.
func (r *reader) read(out *cite.Text, until string, depth int) (int, error) {
	var open []element
	for {
		t, err := r.s.Next()
		if errors.Is(err, io.EOF) {
			return 0, nil
		}
		if err != nil {
			return 0, err
		}
		switch t.Kind {
		case xmltext.Text:
			if len(open) > 0 && open[len(open)-1].inline {
				t.AppendTo(out, r.part, false)
			}
		case xmltext.Start:
			if passedOver[t.Name] || t.Name == "note" && depth > 0 {
				if err := r.s.Skip(); err != nil {
					return 0, doc.IgnoreEOF(err)
				}
				continue
			}
			if t.Name == "note" {
				if err := r.note(t, out); err != nil {
					return 0, err
				}
				continue
			}
			e := element{t: t, at: out.Len()}
			e.inline = len(open) > 0 && open[len(open)-1].inline || t.Name == "p" || t.Name == "h"
			open = append(open, e)
			r.start(t, out)
		case xmltext.End:
			if len(open) == 0 {
				if t.Name == until {
					return t.To, nil
				}
				continue
			}
			e := open[len(open)-1]
			open = open[:len(open)-1]
			r.end(e, out)
			if err := r.ctx.Err(); err != nil {
				return 0, err
			}
		}
	}
}

// element is an open element, with the place in the text where it began.
type element struct {
	t      xmltext.Token
	at     int
	inline bool // text inside it counts
}

func (r *reader) start(t xmltext.Token, out *cite.Text) {
	here := cite.Span{Part: r.part, Start: t.At, End: t.To}
	switch t.Name {
	case "s":
		n, err := strconv.Atoi(t.Get("c"))
		if err != nil {
			n = 1
		}
		out.Append(strings.Repeat(" ", min(max(n, 1), 1000)), here)
	case "tab":
		out.Append(" ", here)
	case "line-break":
		out.Append("\n", here)
	case "style":
		r.style = t.Get("name")
	case "text-properties":
		if s := t.Get("font-style"); s != "" && r.style != "" {
			r.italics[r.style] = s == "italic" || s == "oblique"
		}
	case "reference-mark-start":
		r.openMark(t, out)
	case "reference-mark-end":
		r.closeMark(t, out)
	}
}

func (r *reader) end(e element, out *cite.Text) {
	switch e.t.Name {
	case "p", "h":
		s := cite.Fold(out.String()[e.at:])
		titled := e.t.Get("style-name") == "Title"
		if s != "" && (titled && !r.titled || e.t.Name == "h" && r.heading == "") {
			r.heading, r.titled = s, titled
		}
		out.Break()
	case "span":
		if r.italics[e.t.Get("style-name")] {
			out.Italic(e.at, out.Len())
		}
	case "bibliography-mark":
		r.source(e, out)
	case "a":
		if url := e.t.Get("href"); url != "" && !strings.HasPrefix(url, "#") {
			out.Link(e.at, out.Len(), url, e.t.Value(r.part, "href"))
		}
	}
}
