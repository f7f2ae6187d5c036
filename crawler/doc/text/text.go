// Package text reads plain text: letters, articles and notes as people type
// them, and as programs take them out of pages.
//
// Nothing in a plain text says what a note is. The package looks for labels at
// the beginnings of lines that count up ("[i]", "1.", "(2)", "³", "*") and for
// marks of the same value in the text; the style with the longest such count is
// that of the document. What follows a label is the note, over page ends where
// need be; headers, footers and page numbers are left out.
package text

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// Format reads plain text in any usual encoding.
type Format struct{}

// Info describes the format.
func (Format) Info() doc.Info {
	return doc.Info{
		Name:       "text",
		Title:      "Plain text",
		Extensions: []string{".txt", ".text"},
		MediaTypes: []string{"text/plain"},
		Yields:     "footnotes, addresses, spans",
	}
}

// Sniff takes every text, but lets any other format go first.
func (f Format) Sniff(in *doc.Input) int {
	head := in.Head()
	if binary(head) {
		return 0
	}
	switch ext := strings.ToLower(path.Ext(in.Name)); {
	case ext == ".txt" || ext == ".text":
		return 60
	case strings.HasPrefix(in.MediaType, "text/plain"):
		return 30
	}
	return 5
}

// binary reports whether data is no text: NUL bytes that are not those of
// UTF-16, or control characters in number.
func binary(data []byte) bool {
	if len(data) == 0 {
		return false
	}
	head := data[:min(len(data), 64<<10)]
	if strings.HasPrefix(doc.Decode(head[:min(len(head), 4<<10)], "").Charset, "utf-16") {
		return false
	}
	control := 0
	for _, c := range head {
		switch {
		case c == 0:
			return true
		case c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1b && c != 0x1a && c != '\b':
			control++
		}
	}
	return control > len(head)/20
}

// charset is the encoding that a media type declares.
func charset(mediaType string) string {
	_, after, ok := strings.Cut(strings.ToLower(mediaType), "charset=")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(after, ";")
	return strings.Trim(name, `"' `)
}

// Read takes the text apart. Data that is no text gives a [*doc.SyntaxError].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	if binary(in.Data) {
		line := 1 + bytes.Count(in.Data[:max(0, bytes.IndexByte(in.Data, 0))], []byte("\n"))
		return nil, &doc.SyntaxError{Format: "text", Line: line, Msg: "not a text: it has bytes that no text has"}
	}
	p := &page{decoded: doc.Decode(in.Data, charset(in.MediaType))}
	p.s = p.decoded.Text
	for _, step := range []func(){p.readLines, p.measure, p.findNotes, p.assemble} {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("read text: %w", err)
		}
		step()
	}
	return &doc.Draft{Format: "text", Title: p.title(), Body: p.body, Notes: p.drafts()}, nil
}

// page is a text while it is read.
type page struct {
	decoded *doc.Decoded
	s       string
	lines   []line
	// wrapped says that line ends are those of a page, width how long its full
	// lines are, in characters.
	wrapped bool
	width   int
	layout  *cite.Page
	// heads are the running heads: first lines that several pages share.
	heads map[string]bool

	labels []label // of the notes, in order
	notes  []extent
	marks  []mark // of the notes, in order
	body   *cite.Text
	called [][]doc.Mark // by note
}

// drafts is the notes found.
func (p *page) drafts() []doc.Note {
	var out []doc.Note
	for i, n := range p.notes {
		from, to := p.decoded.Source(n.label.start, n.end)
		t := &cite.Text{Wrapped: p.wrapped}
		var rows []int
		for k, r := range n.parts {
			switch {
			case k > 0 && p.oneWord(t, r.Start):
				rows = rows[:len(rows)-1]
			case k > 0:
				t.Insert("\n")
			}
			rows = append(rows, n.rows[k])
			p.decoded.Append(t, r.Start, r.End)
		}
		if p.wrapped {
			t.Page, t.Rows = p.widths(), rows
		}
		out = append(out, doc.Note{
			Label: n.label.text,
			Span:  cite.Span{Start: from, End: to},
			Text:  t,
			Marks: p.called[i],
		})
	}
	return out
}

// assemble puts the body together: all lines but those of notes and of the
// furniture of pages.
func (p *page) assemble() {
	t := &cite.Text{Wrapped: p.wrapped}
	t.Grow(len(p.s))
	p.called = make([][]doc.Mark, len(p.notes))
	taken := p.takenLines()
	n, m := 0, 0
	unfinished := false // the last line of the body ends within a sentence
	gap, torn := false, false
	for i, l := range p.lines {
		for n < len(taken) && taken[n].end <= i {
			n++
		}
		if n < len(taken) && taken[n].start <= i {
			torn = true
			continue
		}
		if p.furniture(i) {
			torn = true
			continue
		}
		gap = gap || l.blank
		torn = torn || l.pageBreak
		if t.Len() > 0 {
			if gap && !(torn && unfinished) || !gap && torn && !unfinished {
				t.Insert("\n\n")
			} else if !p.oneWord(t, l.start) {
				p.newline(t, i)
			}
		}
		gap, torn = false, false
		start := l.start
		for m < len(p.marks) && p.marks[m].start < l.start {
			m++
		}
		at := t.Len()
		p.decoded.Append(t, start, l.end)
		for ; m < len(p.marks) && p.marks[m].end <= l.end; m++ {
			mark := p.marks[m]
			from, to := p.decoded.Source(mark.start, mark.end)
			p.called[mark.note] = append(p.called[mark.note], doc.Mark{
				Range: cite.Range{Start: at + mark.start - start, End: at + mark.end - start},
				Span:  cite.Span{Start: from, End: to},
			})
		}
		unfinished = p.wrapped && !finished(p.s[l.start:l.end])
	}
	p.body = t
}

// oneWord reports whether the line end between t and the line at start falls
// between Chinese or Japanese characters and stands for no blank.
func (p *page) oneWord(t *cite.Text, start int) bool {
	if !p.wrapped {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(t.String())
	first, n := utf8.DecodeRuneInString(p.s[start:])
	switch next := cite.Columns(p.s[start : start+n]); {
	case cite.Columns(string(last)) == 2:
		return next == 2 || first >= '0' && first <= '9'
	case last >= '0' && last <= '9':
		return strings.ContainsRune("年月日页頁号號", first)
	}
	return false
}

// newline adds the line end before line i, as a piece of the file where it is
// one, so that whole stretches of the file stay in one piece.
func (p *page) newline(t *cite.Text, i int) {
	at := p.lines[i].start - 1
	if at >= 0 && p.s[at] == '\n' {
		p.decoded.Append(t, at, at+1)
		return
	}
	t.Insert("\n")
}

// finished reports whether a sentence may end with s.
func finished(s string) bool {
	s = strings.TrimRight(s, " \t")
	for s != "" {
		r, n := utf8.DecodeLastRuneInString(s)
		if strings.ContainsRune(`”’»"')]）」』>0123456789¹²³⁴⁵⁶⁷⁸⁹⁰*†‡`, r) {
			s = s[:len(s)-n]
			continue
		}
		return strings.ContainsRune(".!?:;。！？։؟…", r)
	}
	return true
}
