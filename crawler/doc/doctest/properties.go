package doctest

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// properties is what must be so for every document.
type properties struct {
	testing.TB
	data     []byte
	unescape func(string) string
}

// span checks that s lies in the file, between characters. The bytes of an
// archive's members are not at hand and are not checked.
func (p *properties) span(what string, s cite.Span) {
	p.Helper()
	if s.Start < 0 || s.End < s.Start {
		p.Errorf("%s: span %+v runs backwards", what, s)
		return
	}
	if s.Part != "" {
		return
	}
	if s.End > len(p.data) {
		p.Errorf("%s: span %+v leaves the file of %d bytes", what, s, len(p.data))
		return
	}
	if !utf8.Valid(p.data) {
		return
	}
	for _, at := range []int{s.Start, s.End} {
		if at < len(p.data) && !utf8.RuneStart(p.data[at]) {
			p.Errorf("%s: span %+v cuts a character", what, s)
		}
	}
}

// draft checks what a format promises of its draft.
func (p *properties) draft(d *doc.Draft) {
	p.Helper()
	if d.Body != nil {
		p.text("body", d.Body)
	}
	var last cite.Span
	for _, n := range d.Notes {
		what := "note " + n.Label
		p.span(what, n.Span)
		if n.Span.Part == last.Part && n.Span.Start < last.Start {
			p.Errorf("%s stands before the note before it", what)
		}
		last = n.Span
		if n.Text == nil && n.Citations == nil {
			p.Errorf("%s has neither text nor citations", what)
		}
		if n.Text != nil {
			p.text(what, n.Text)
		}
		for _, m := range n.Marks {
			p.span(what+": mark", m.Span)
			if m.Start < 0 || m.End < m.Start || d.Body == nil || m.End > d.Body.Len() {
				p.Errorf("%s: mark %+v leaves the body", what, m.Range)
			}
		}
	}
}

// text checks a text and its links.
func (p *properties) text(what string, t *cite.Text) {
	p.Helper()
	if utf8.Valid(p.data) && !utf8.ValidString(t.String()) {
		p.Errorf("%s: its text is not UTF-8", what)
	}
	p.span(what, t.Source(0, t.Len()))
	for _, l := range t.Links {
		if l.Start < 0 || l.End < l.Start || l.End > t.Len() {
			p.Errorf("%s: link %+v leaves the text", what, l)
		}
		p.span(what+": link", l.Address)
	}
	for _, r := range t.Italics {
		if r.Start < 0 || r.End <= r.Start || r.End > t.Len() {
			p.Errorf("%s: italics %+v leave the text", what, r)
		}
	}
}

// document checks what is read out of the draft.
func (p *properties) document(d *cite.Document) {
	p.Helper()
	for _, f := range d.Footnotes {
		p.span("footnote "+f.Label, f.Span)
		for _, m := range f.Markers {
			p.span("sentence of footnote "+f.Label, m.Sentence.Span)
			p.span("clause of footnote "+f.Label, m.Clause.Span)
		}
		p.citations(f.Citations)
	}
	p.citations(d.Body)
}

func (p *properties) citations(citations []cite.Citation) {
	p.Helper()
	for _, c := range citations {
		what := fmt.Sprintf("citation %q", c.Raw)
		p.span(what, c.Span)
		p.span(what+": address", c.Address)
		if c.URL != "" && !c.Assumed && !c.Repaired && p.unescape != nil {
			p.address(c.URL, c.Address)
		}
		for _, a := range c.Archives {
			p.span(what+": archive", a.Address)
		}
	}
}

// address checks that the bytes at s are those of the address: replacing them
// must replace it.
func (p *properties) address(url string, s cite.Span) {
	p.Helper()
	if s.Part != "" || s.End > len(p.data) || s.Start > s.End {
		return
	}
	if got := p.unescape(string(p.data[s.Start:s.End])); !strings.Contains(got, url) {
		p.Errorf("the bytes at the address %s are %q", url, got)
	}
}
