package verdict

import (
	"fmt"
	"net/url"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/page"
)

// look is one claim held against the evidence: what the rules share.
type look struct {
	e *Evidence
	c cite.Claim
	// page is that of the answer, the kept one when that did not change; nil
	// when there is none.
	page *page.Page
	// cited and final are the addresses; never nil.
	cited, final *url.URL
	match        match
	// stands is set once the source is known to be there.
	stands bool
	// notes are reasons found on the way.
	notes []Reason
	// headings are the folded titles and h1, and their segments.
	headings []string
	small    *string
}

// titled reports whether there is a cited title to compare.
func (l *look) titled() bool { return fold(l.c.Title) != "" }

func newLook(e *Evidence, c cite.Claim) *look {
	l := &look{e: e, c: c, page: pageOf(e), cited: parse(e.URL), final: parse(e.FinalURL())}
	if l.page == nil {
		return l
	}
	l.match = matchTitle(c.Title, l.page)
	seen := map[string]bool{"": true}
	add := func(s string) {
		if f := fold(clip(s, maxCandidate)); !seen[f] && len(seen) < maxCandidates {
			seen[f] = true
			l.headings = append(l.headings, f)
		}
	}
	for _, t := range l.page.Titles {
		switch t.From {
		case "title", "og", "h1":
			add(t.Text)
			for _, s := range segments(t.Text) {
				add(s)
			}
		}
	}
	return l
}

// pageOf is the page of the answer. One that did not change since the first
// good snapshot is the page of that.
func pageOf(e *Evidence) *page.Page {
	if e.Page == nil && e.Body.Unchanged && e.Prior != nil && e.Prior.Digest == e.Body.Digest && !e.Body.Digest.IsZero() {
		return e.Prior.Page
	}
	return e.Page
}

func parse(s string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil {
		return &url.URL{}
	}
	return u
}

// words counts those that the page shows.
func (l *look) words() int {
	if l.page == nil {
		return 0
	}
	return l.page.Words
}

// text is the folded text of a small page; empty for larger ones.
func (l *look) text() string {
	if l.small == nil {
		s := ""
		if l.page != nil && l.page.Words < 300 {
			s = fold(clip(l.page.Text, 16<<10))
		}
		l.small = &s
	}
	return *l.small
}

// heading is the phrase that a title or h1 is made of by the given share.
func (l *look) heading(p *phrases, share float64) string {
	for _, h := range l.headings {
		if f := p.most(h, share); f != "" {
			return f
		}
	}
	return ""
}

// wording finds a phrase in a title or h1, or in the text of a page with fewer
// words than given; where says in which.
func (l *look) wording(p *phrases, fewer int) (phrase, where string) {
	// A title that is cited and not there makes little of what a heading says
	// besides; without one, a heading may be about such pages.
	share := 0.5
	if l.titled() {
		share = 0
	}
	if f := l.heading(p, share); f != "" {
		return f, "heading"
	}
	if !l.titled() {
		fewer = min(fewer, 80)
	}
	if l.words() < fewer {
		if f := p.in(l.text()); f != "" {
			return f, "text"
		}
	}
	return "", ""
}

// mark is the first fingerprint of a kind.
func (l *look) mark(kind string) string {
	if l.page != nil {
		for _, m := range l.page.Marks {
			if m.Kind == kind {
				return m.Name
			}
		}
	}
	return ""
}

// html reports whether the page is a page, not a file.
func (l *look) html() bool { return l.page != nil && l.page.Kind == page.HTML }

// success reports whether the answer is one.
func (l *look) success() bool {
	s := l.e.Status()
	return 200 <= s && s < 300 || s == 304
}

// redirected reports whether the answer came from another address than the
// cited one, but for what is silent.
func (l *look) redirected() bool {
	return len(l.e.Hops) > 0 && !sameAddress(l.cited, l.final)
}

// note keeps a reason for whatever verdict is reached.
func (l *look) note(code, format string, args ...any) {
	l.notes = append(l.notes, Reason{Code: code, Text: fmt.Sprintf(format, args...)})
}

// home reports whether a path is that of a front page.
func home(u *url.URL) bool {
	p := strings.ToLower(strings.Trim(u.EscapedPath(), "/"))
	if p != "" {
		parts := strings.Split(p, "/")
		last := parts[len(parts)-1]
		name, _, dotted := strings.Cut(last, ".")
		switch {
		case dotted && (name == "index" || name == "default" || name == "home" || name == "main"), last == "home", last == "index":
			parts = parts[:len(parts)-1]
		}
		if len(parts) > 1 || len(parts) == 1 && !language(parts[0]) {
			return false
		}
	}
	for key := range strings.SplitSeq(u.RawQuery, "&") {
		key, _, _ = strings.Cut(strings.ToLower(key), "=")
		if key != "" && !strings.HasPrefix(key, "utm_") && !idle[key] {
			return false
		}
	}
	return true
}

// idle are query parameters that choose no page.
var idle = map[string]bool{
	"lang": true, "language": true, "locale": true, "ref": true, "from": true, "source": true, "error": true, "redirect": true,
	"redirected": true, "r": true, "status": true, "404": true, "notfound": true, "gclid": true, "fbclid": true,
}

// language reports whether a path segment is a language tag, such as "en-gb".
func language(s string) bool {
	s, region, cut := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	if len(s) != 2 || !letters(s) {
		return false
	}
	return !cut || len(region) == 2 && letters(region)
}

func letters(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// depth counts the segments of a path.
func depth(u *url.URL) int {
	n := 0
	for s := range strings.SplitSeq(u.EscapedPath(), "/") {
		if s != "" {
			n++
		}
	}
	return n
}

// sameAddress reports whether two addresses differ in no more than scheme,
// "www.", a last slash, or spelling.
func sameAddress(a, b *url.URL) bool {
	host := func(u *url.URL) string {
		h := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
		if p := u.Port(); p != "" && p != "80" && p != "443" {
			h += ":" + p
		}
		return strings.TrimPrefix(h, "www.")
	}
	path := func(u *url.URL) string { return strings.TrimSuffix(u.Path, "/") }
	return host(a) == host(b) && path(a) == path(b) && a.Query().Encode() == b.Query().Encode()
}
