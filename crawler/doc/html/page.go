package html

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// Page is a page, or a member of a book.
type Page struct {
	// Part names the member in spans; empty for a file.
	Part string
	Data []byte
	// Charset is what was declared outside of the page; empty when nothing was.
	Charset string
	// Base is the address of the page, which resolves relative ones; empty for
	// a file and for a member.
	Base string
	// XML says that the page is XHTML whatever it looks like.
	XML bool
}

// page is a page while it is read.
type page struct {
	Page
	// n is its place among the pages.
	n       int32
	decoded *doc.Decoded
	s       string
	// xml says that tags may close themselves and that CDATA sections occur;
	// strict that no tag is left out.
	xml, strict bool
	base        *url.URL

	tokens []token
	// anchors are the tokens of anchors whose address has a fragment.
	anchors []int32
	// hidden is what marks, labels and ways back take up; no text.
	hidden []segment
	// slanted are the classes that style sheets in the page set in italics.
	slanted map[string]bool
	// main says that the page has a main part.
	main                 bool
	title, heading, lang string
}

// maxPage bounds a page: tokens count its bytes in 32 bits.
const maxPage = 1 << 30

func newPage(in Page, n int) (*page, error) {
	if len(in.Data) > maxPage {
		return nil, fmt.Errorf("%w: a page of %d bytes", doc.ErrTooLarge, len(in.Data))
	}
	p := &page{Page: in, n: int32(n), decoded: doc.Decode(in.Data, declared(in))}
	p.s = p.decoded.Text
	if len(p.s) > maxPage {
		return nil, fmt.Errorf("%w: a page of %d characters", doc.ErrTooLarge, len(p.s))
	}
	head := strings.TrimLeft(p.s[:min(len(p.s), 512)], "\ufeff \t\r\n")
	p.strict = in.XML
	p.xml = in.XML || strings.HasPrefix(head, "<?xml") || strings.Contains(head, "http://www.w3.org/1999/xhtml")
	if u, err := url.Parse(in.Base); err == nil && u.Host != "" {
		p.base = u
	}
	return p, nil
}

// declaration is a declaration of the charset, of XML or of HTML.
var declaration = regexp.MustCompile(`(?i)<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)|<meta\s[^>]*charset\s*=\s*["']?\s*([^\s"'/>;]+)`)

// declared is the charset that is declared outside of the page or in it. In
// ASCII letters nobody can declare UTF-16 (HTML §13.2.3.2).
func declared(in Page) string {
	if in.Charset != "" {
		return in.Charset
	}
	m := declaration.FindSubmatch(in.Data[:min(len(in.Data), 4096)])
	if m == nil {
		return ""
	}
	name := string(m[1]) + string(m[2])
	if strings.HasPrefix(strings.ToLower(name), "utf-16") {
		return "utf-8"
	}
	return name
}

// source is the span of s[start:end].
func (p *page) source(start, end int) cite.Span {
	from, to := p.decoded.Source(start, end)
	return cite.Span{Part: p.Part, Start: from, End: to}
}

// address is the address in an attribute: references resolved, what browsers
// drop dropped, relative ones resolved.
func (p *page) address(v segment) string {
	ref := unescape(p.s[v.start:v.end])
	if strings.ContainsAny(ref, "\t\n\r") {
		ref = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(ref)
	}
	ref = unwrap(strings.Trim(ref, " \u00a0\f"))
	if p.base == nil && strings.HasPrefix(ref, "//") {
		return "https:" + ref
	}
	if p.base == nil || ref == "" || ref[0] == '#' || hasScheme(ref) {
		return ref
	}
	u, err := p.base.Parse(ref)
	if err != nil {
		return ref
	}
	return u.String()
}

// unwrap takes an address out of the redirector that Google Docs puts before
// each.
func unwrap(ref string) string {
	if !strings.Contains(ref, "google.com/url?") {
		return ref
	}
	u, err := url.Parse(ref)
	if err != nil || u.Host != "www.google.com" || u.Path != "/url" {
		return ref
	}
	if q := u.Query().Get("q"); hasScheme(q) {
		return q
	}
	return ref
}

// hasScheme reports whether an address leads out of the document.
func hasScheme(s string) bool {
	for i := range len(s) {
		c := s[i]
		switch {
		case c == ':':
			return i > 0
		case 'a' <= c|0x20 && c|0x20 <= 'z', i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return false
		}
	}
	return false
}

// member is the path of the member that ref means in a book.
func (p *page) member(ref string) string {
	if u, err := url.PathUnescape(ref); err == nil {
		ref = u
	}
	return path.Join(path.Dir(p.Part), ref)
}

// readHead reads what a page says of itself: its base address, language and
// title, and the classes of its italics.
func (p *page) readHead() {
	for i := range p.tokens {
		t := &p.tokens[i]
		if t.kind != startTag {
			continue
		}
		switch t.name {
		case elHTML, elBody:
			if p.lang == "" {
				if p.lang = p.value(t, "lang"); p.lang == "" {
					p.lang = p.value(t, "xml:lang")
				}
			}
		case elBase:
			if v, ok := p.attr(t, "href"); ok {
				p.rebase(unescape(p.s[v.start:v.end]))
			}
		case elTitle:
			if p.title == "" {
				p.title = p.textOf(i, 1000)
			}
		case elStyle:
			p.readStyle(p.s[t.to:p.endOf(i)])
		}
		if t.flags&isMain != 0 && t.end > int32(i)+1 {
			p.main = true
		}
	}
}

// rebase takes the address of <base>; only the first counts.
func (p *page) rebase(ref string) {
	u, err := url.Parse(strings.TrimSpace(ref))
	if err != nil {
		return
	}
	if p.base != nil {
		u = p.base.ResolveReference(u)
	}
	if u.Host == "" {
		return
	}
	if u.Scheme == "" {
		u.Scheme = "https"
	}
	p.base = u
}

// slanting is a rule of a style sheet that sets a class in italics.
var slanting = regexp.MustCompile(`\.([A-Za-z][\w-]*)\s*\{[^{}]*font-style:\s*(?:italic|oblique)`)

func (p *page) readStyle(css string) {
	for _, m := range slanting.FindAllStringSubmatch(css[:min(len(css), 256<<10)], 1000) {
		if p.slanted == nil {
			p.slanted = map[string]bool{}
		}
		p.slanted[m[1]] = true
	}
}

// isSlanted reports whether an inline element is set in italics by its style.
func (p *page) isSlanted(t *token) bool {
	if int(t.to-t.at) < len(`<i style=x>`) {
		return false
	}
	if v, ok := p.attr(t, "style"); ok && v.end-v.start < 512 {
		style := strings.ReplaceAll(p.s[v.start:v.end], " ", "")
		if strings.Contains(style, "font-style:italic") || strings.Contains(style, "font-style:oblique") {
			return true
		}
	}
	if p.slanted == nil {
		return false
	}
	v, _ := p.attr(t, "class")
	for word := range strings.FieldsSeq(p.s[v.start:v.end]) {
		if p.slanted[word] {
			return true
		}
	}
	return false
}

// endOf is the byte at which the content of the element of token i ends.
func (p *page) endOf(i int) int {
	t := &p.tokens[i]
	switch end := int(t.end); {
	case t.flags&isShut != 0:
		return int(t.to)
	case end < len(p.tokens):
		return int(p.tokens[end].at)
	}
	return len(p.s)
}

// afterOf is the byte behind the element of token i with its end tag.
func (p *page) afterOf(i int) int {
	t := &p.tokens[i]
	if end := int(t.end); end < len(p.tokens) && t.flags&isShut == 0 {
		if last := &p.tokens[end]; last.kind == endTag && last.name == t.name {
			return int(last.to)
		}
	}
	return p.endOf(i)
}
