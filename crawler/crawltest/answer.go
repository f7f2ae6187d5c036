package crawltest

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// serve answers for all hosts.
func (w *Web) serve(rw http.ResponseWriter, r *http.Request) {
	s := r.Context().Value(stopKey{}).(*stop)
	epoch := w.note(s, r)
	h := w.site.host(s.host, epoch)
	if r.TLS == nil && h.tls != "" {
		switch h.plainHTTP {
		case "refused":
			w.reset(rw)
			return
		case "redirect":
			http.Redirect(rw, r, w.address("https://"+s.host+r.URL.RequestURI(), s, r), http.StatusMovedPermanently)
			return
		}
	}
	p := w.site.page(s.host, r.URL.RequestURI(), epoch)
	if p == nil {
		p = absent(h, r.URL.Path)
	}
	if !w.wait(r, p.delay) || w.misbehaves(rw, r, p) {
		return
	}
	a := w.answer(h, p, s, r, epoch)
	for name, values := range a.header {
		rw.Header()[name] = values
	}
	w.send(rw, r, p, a)
}

// absent is the page for an address that the site says nothing of.
func absent(h *host, path string) *page {
	p := &page{host: h.name, path: path, status: http.StatusNotFound, cut: -1, hang: -1}
	if path == "/" && h.outlet != "" {
		p.status = http.StatusOK
		p.article.headline = h.outlet
		p.article.parts = []part{{"p", []string{"The latest from our newsroom."}}}
	}
	return p
}

// misbehaves does what a page does instead of answering; it reports false when
// the page answers.
func (w *Web) misbehaves(rw http.ResponseWriter, r *http.Request, p *page) bool {
	switch p.fault {
	case "stall":
		w.hold(r)
		return true
	case "reset":
		w.reset(rw)
		return true
	case "empty":
		w.raw(rw, "")
		return true
	case "noise":
		w.raw(rw, "220 mail.example.org ESMTP ready\r\n\x00\x01\x02\r\n")
		return true
	}
	if p.flaky > 0 && w.fails(p) {
		if p.flakyWith == "reset" {
			w.reset(rw)
		} else {
			status, _ := strconv.Atoi(cmp.Or(p.flakyWith, "503")) // checked when read
			rw.WriteHeader(status)
		}
		return true
	}
	switch {
	case r.Method == http.MethodHead && p.head != 0:
		rw.WriteHeader(p.head)
	case p.agent != "" && !welcome(p.agent, r.UserAgent()):
		rw.WriteHeader(http.StatusForbidden)
	case p.cookie != "" && (p.cookie == "never" || !remembers(r)):
		http.SetCookie(rw, &http.Cookie{Name: "visit", Value: "1", Path: "/"})
		http.Redirect(rw, r, r.URL.RequestURI(), http.StatusFound)
	case p.trap != "":
		Traps()[p.trap].ServeHTTP(rw, r)
	default:
		return false
	}
	return true
}

// fails counts a flaky page's requests in this epoch.
func (w *Web) fails(p *page) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.failed[p]++
	return w.failed[p] <= p.flaky
}

// welcome reports whether a page that is choosy about agents answers this one.
func welcome(wanted, agent string) bool {
	if wanted == "browser" {
		return strings.HasPrefix(agent, "Mozilla/5.0 (") && !strings.Contains(agent, "compatible;")
	}
	return strings.Contains(strings.ToLower(agent), strings.ToLower(wanted))
}

func remembers(r *http.Request) bool {
	_, err := r.Cookie("visit")
	return err == nil
}

// answer is what a page sends.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (w *Web) answer(h *host, p *page, s *stop, r *http.Request, epoch int) *answer {
	a := &answer{status: p.status, header: http.Header{}}
	a.body, a.header["Content-Type"] = w.body(h, p, epoch)
	if asked := r.Host; asked != s.host && p.pdf == "" {
		a.body = []byte(w.Rewrite(string(a.body)))
	}
	if p.charset != "" {
		a.body = inCharset(a.body, p.charset)
	}
	a.body = append(a.body, strings.Repeat(" ", p.pad)...)
	if p.etag != "" {
		a.header.Set("ETag", tag(p.etag, a.body))
	}
	if !p.modified.IsZero() {
		a.header.Set("Last-Modified", p.modified.Format(http.TimeFormat))
	}
	if a.status == http.StatusOK && unchanged(r, a.header) {
		a.status, a.body = http.StatusNotModified, nil
	}
	if coding := ""; p.encoding != "" && a.body != nil {
		a.body, coding = encode(a.body, p.encoding)
		a.header.Set("Content-Encoding", coding)
	}
	if p.location != "" {
		a.header.Set("Location", w.address(p.location, s, r))
	}
	for i := range p.fields / 100 {
		a.header.Set(fmt.Sprintf("X-Further-%04d", i), strings.Repeat("x", 80))
	}
	for name, values := range p.header {
		a.header[http.CanonicalHeaderKey(name)] = values
	}
	for _, name := range p.without {
		a.header[http.CanonicalHeaderKey(name)] = nil
	}
	return a
}

// mediaTypes are those of addresses that end like a file's name.
var mediaTypes = map[string]string{
	".txt": "text/plain", ".pdf": "application/pdf", ".json": "application/json",
	".xml": "application/xml", ".css": "text/css", ".svg": "image/svg+xml",
}

// body is a page's body in UTF-8, and its media type.
func (w *Web) body(h *host, p *page, epoch int) ([]byte, []string) {
	a := &p.article
	media := cmp.Or(p.mediaType, mediaTypes[path.Ext(p.path)], "text/html")
	if p.pdf != "" {
		text := p.body
		if a.headline != "" {
			text = a.plain()
		}
		return writePDF(p.pdf, text), []string{"application/pdf"}
	}
	declared := cmp.Or(p.charset, "utf-8")
	typed := media
	if !p.silent && (strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "xml")) {
		typed = media + "; charset=" + declared
	}
	inPage := declared
	if p.silent && strings.HasPrefix(declared, "utf-16") {
		inPage = "" // it could not be read before it is known
	}
	switch {
	case p.body != "" || p.status < 300 && a.headline == "" || p.location != "":
		return []byte(a.fillIn(p.body, h.lang)), []string{typed}
	case a.headline == "":
		return refusal(p.status).render(h, p.path, inPage, nil), []string{typed}
	}
	return a.render(h, p.path, inPage, w.headlines(p, epoch)), []string{typed}
}

// headlines are those of the other articles that the host has.
func (w *Web) headlines(of *page, epoch int) []link {
	var out []link
	for _, p := range w.site.pages[of.host] {
		if p.article.published == "" || p.path == of.path || w.site.page(p.host, p.path, epoch) != p {
			continue
		}
		out = append(out, link{p.path, p.article.headline})
	}
	slices.SortFunc(out, func(a, b link) int { return strings.Compare(a.Path, b.Path) })
	return out[:min(len(out), 8)]
}

// address is a place to go on to, as the client knows it.
func (w *Web) address(to string, s *stop, r *http.Request) string {
	if r.Host == s.host {
		return to
	}
	return w.Rewrite(to)
}

// tag is an entity tag as the site gives it, or one made of the body.
func tag(given string, body []byte) string {
	if given != "auto" {
		return given
	}
	sum := sha256.Sum256(body)
	return fmt.Sprintf("%q", fmt.Sprintf("%x", sum[:8]))
}

// unchanged evaluates the conditions of RFC 9110 section 13.2.2.
func unchanged(r *http.Request, header http.Header) bool {
	if known := r.Header.Get("If-None-Match"); known != "" {
		return header.Get("ETag") != "" && strings.Contains(known, strings.TrimPrefix(header.Get("ETag"), "W/"))
	}
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	modified, none := http.ParseTime(header.Get("Last-Modified"))
	return err == nil && none == nil && !modified.After(since)
}

// send writes the answer, as fast and as far as the page has it.
func (w *Web) send(rw http.ResponseWriter, r *http.Request, p *page, a *answer) {
	if a.status != http.StatusNoContent && a.status != http.StatusNotModified {
		rw.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	rw.WriteHeader(a.status)
	if r.Method == http.MethodHead {
		return
	}
	switch {
	case p.cut >= 0 && p.cut < len(a.body):
		rw.Write(a.body[:p.cut]) // the server ends a connection that falls short of its length
	case p.hang >= 0 && p.hang < len(a.body):
		rw.Write(a.body[:p.hang])
		http.NewResponseController(rw).Flush()
		w.hold(r)
	case p.drip > 0:
		for piece := range slices.Chunk(a.body, p.drip) {
			rw.Write(piece)
			http.NewResponseController(rw).Flush()
			if !w.wait(r, p.dripPause) {
				return
			}
		}
	default:
		rw.Write(a.body)
	}
}

// wait pauses; it reports false when there is nobody left to answer.
func (w *Web) wait(r *http.Request, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-w.done:
	case <-r.Context().Done():
	}
	return false
}

// hold waits until the client or the web is gone.
func (w *Web) hold(r *http.Request) {
	select {
	case <-w.done:
	case <-r.Context().Done():
	}
}
