package page

import (
	"strings"
	"sync"
	"unicode/utf8"
)

const (
	maxNoScript = 4 << 10
	maxKept     = 256 << 10 // of a buffer that is used again
)

// Parse reads a resource. The header's content type only helps with what the
// bytes leave open; url is the address that answered, to which those on the page
// are relative. It never fails: of bytes that make no sense it says what little
// they say. It takes time in proportion to the bytes, of which it reads no more
// than [MaxParse], or those of a PDF.
func Parse(body []byte, contentType, url string) *Page {
	p := &Page{}
	p.Kind, p.MediaType = sniff(body, contentType)
	switch p.Kind {
	case HTML:
		p.read(body, contentType, url, false)
	case Plain:
		if strings.HasSuffix(p.MediaType, "xml") {
			p.read(body, contentType, url, true)
		} else {
			p.readPlain(body, contentType)
		}
	case PDF:
		p.readPDF(body)
	}
	return p
}

// cutBody is what is read of a body.
func (p *Page) cutBody(body []byte) []byte {
	if len(body) > MaxParse {
		p.Cut = true
		n := MaxParse
		for i := range utf8.UTFMax {
			if utf8.RuneStart(body[n-i]) {
				n -= i
				break
			}
		}
		return body[:n]
	}
	return body
}

var walkers = sync.Pool{New: func() any { return new(walker) }}

// read reads HTML, or XML as far as it is like it.
func (p *Page) read(body []byte, contentType, url string, xml bool) {
	b, charset := decode(p.cutBody(body), contentType, true)
	p.Charset = charset
	w := walkers.Get().(*walker)
	w.reset(b, p)
	w.cdata = xml
	w.walk()
	w.fill(p, url)
	w.texts()
	p.NoScript = string(w.noscript.buf)
	p.Shell = w.shell()
	p.Fragments = w.fragments()
	if p.Words <= maxMarkedWords {
		p.Marks = marksIn(b)
	}
	if p.Refresh == nil && p.Words <= maxMoved {
		if to := resolve(baseOf(url, w.base), w.moved()); to != "" {
			p.Refresh = &Refresh{URL: to, Script: true}
		}
	}
	w.release()
}

func (w *walker) reset(b []byte, p *Page) {
	*w = walker{
		scanner: scanner{b: b}, p: p, budget: maxStructured,
		text: sink{buf: w.text.buf[:0]}, noscript: sink{buf: w.noscript.buf[:0]},
		stack: w.stack[:0], takes: w.takes[:0], ids: w.ids[:0],
		paras: w.paras[:0], formParas: w.formParas[:0], regions: w.regions[:0],
	}
}

// release gives the buffers back, unless the page has made them large.
func (w *walker) release() {
	if cap(w.text.buf)+16*(cap(w.ids)+cap(w.paras)+cap(w.formParas)+cap(w.regions))+4*cap(w.stack)+128*cap(w.takes) > maxKept {
		return
	}
	w.reset(nil, nil)
	walkers.Put(w)
}

// texts writes the texts and their counts to the page.
func (w *walker) texts() {
	p, t := w.p, &w.text
	p.Text = string(t.buf)
	p.Words = t.total.all()
	p.LooseWords = t.total.minus(t.linked).all()
	paras := w.paras
	if len(paras) == 0 {
		paras = w.formParas
	}
	switch {
	case len(paras) > 0:
		p.Main = joined(p.Text, paras)
	case len(w.regions) > 0:
		p.Main = joined(p.Text, without(w.regions, len(p.Text)))
	}
	if p.Main == "" {
		p.Main, p.MainWords = p.Text, p.Words
		return
	}
	var s sink
	s.buf = t.buf[:0]
	s.add([]byte(p.Main), false)
	p.MainWords = s.total.all()
}

// joined is the parts of a text, one a line.
func joined(text string, parts []span) string {
	n := 0
	for _, at := range parts {
		n += at.end - at.start + 1
	}
	var b strings.Builder
	b.Grow(n)
	for _, at := range parts {
		s := strings.TrimSpace(text[at.start:at.end])
		if s == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(s)
	}
	return b.String()
}

// without is what lies between the parts.
func without(parts []span, end int) []span {
	var out []span
	at := 0
	for _, r := range parts {
		if r.start > at {
			out = append(out, span{at, r.start})
		}
		at = max(at, r.end)
	}
	if at < end {
		out = append(out, span{at, end})
	}
	return out
}

// fragments are the names of places on the page. They share one string.
func (w *walker) fragments() map[string]bool {
	if len(w.ids) == 0 {
		return nil
	}
	var b strings.Builder
	n := 0
	for _, id := range w.ids {
		n += id.end - id.start
	}
	b.Grow(n)
	for _, id := range w.ids {
		b.Write(w.b[id.start:id.end])
	}
	all := b.String()
	out := make(map[string]bool, len(w.ids))
	for _, id := range w.ids {
		s := all[:id.end-id.start]
		all = all[len(s):]
		if strings.IndexByte(s, '&') >= 0 {
			s = string(unescape([]byte(s)))
		}
		out[s] = true
	}
	return out
}

// readPlain reads text that is no HTML.
func (p *Page) readPlain(body []byte, contentType string) {
	b, charset := decode(p.cutBody(body), contentType, false)
	p.Charset = charset
	var s sink
	s.add(b, false)
	p.Text = string(s.buf)
	p.Words = s.total.all()
	p.Main, p.MainWords, p.LooseWords = p.Text, p.Words, p.Words
	if p.Words <= maxMarkedWords {
		p.Marks = marksIn(b)
	}
}
