package page

import (
	"bytes"

	"apud/crawler/page/pdf"
)

// readPDF reads a PDF. Its text is that of its first pages.
func (p *Page) readPDF(body []byte) {
	if i := bytes.Index(body[:min(len(body), 1024)], []byte("%PDF-")); i > 0 {
		body = body[i:]
	}
	in := pdf.Read(body)
	p.Pages, p.Locked = in.Pages, in.Locked
	var m meta
	m.addTitle("pdf-info", fold(in.Title))
	m.addAuthor(fold(in.Author))
	m.setLang(rankHTML, []byte(in.Lang))
	var s sink
	s.add([]byte(in.Text), false)
	p.Text = string(s.buf)
	p.Words = s.total.all()
	p.Main, p.MainWords, p.LooseWords = p.Text, p.Words, p.Words
	m.addTitle("pdf-text", lead(p.Text))
	m.fill(p, "")
	p.Published = in.Created
}

// lead is the first 600 characters of a text.
func lead(s string) string {
	n := 0
	for i := range s {
		if n++; n > 600 {
			return s[:i]
		}
	}
	return s
}
