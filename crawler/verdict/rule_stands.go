package verdict

import (
	"net/url"
	"strings"

	"apud/crawler/page"
)

// resolvers lead on from names that are meant to last; where they lead to is
// nobody's business.
var resolvers = []string{
	"doi.org", "handle.net", "n2t.net", "purl.org", "purl.oclc.org", "w3id.org", "nbn-resolving.org", "nbn-resolving.de", "perma.cc",
	"purl.archive.org", "identifiers.org", "ark.bnf.fr", "persistent-identifier.nl", "resolver.kb.nl",
}

// movedRule judges sources that answer at another address.
func movedRule(l *look) finding {
	hops := l.e.Hops
	if len(hops) < 2 || !l.redirected() {
		return saw("at the cited address")
	}
	for _, r := range resolvers {
		if under(strings.ToLower(l.cited.Hostname()), r) {
			l.note("resolver", "%s leads to %s, as it is to", quote(l.cited.Hostname()), quote(l.e.FinalURL()))
			return saw("a resolver leads to %s", quote(l.e.FinalURL()))
		}
	}
	moved, temporary := 0, 0
	for i := 1; i < len(hops); i++ {
		if sameAddress(parse(hops[i-1].URL), parse(hops[i].URL)) {
			continue
		}
		switch s := hops[i-1].Status; {
		case s == 301 || s == 308 || hops[i].Via == "refresh":
			moved++
		default:
			temporary++
		}
	}
	switch {
	case temporary > 0:
		return found(MovedTemporary, 0.9, "redirect", "the server leads for now from %s to %s", quote(l.e.URL), quote(l.e.FinalURL()))
	case moved == 0:
		return saw("redirects that change nothing")
	}
	f := found(Moved, 0.95, "redirect", "the server leads for good from %s to %s", quote(l.e.URL), quote(l.e.FinalURL()))
	if !l.titled() {
		f.confidence = 0.7
	}
	f.proposal = l.e.FinalURL()
	if l.c.Fragment != "" && !strings.Contains(f.proposal, "#") {
		f.proposal += "#" + l.c.Fragment
	}
	return f
}

// standsRule is the last: nothing speaks against the source.
func standsRule(l *look) finding {
	switch {
	case l.stands:
		return finding{verdict: OK, confidence: 0.97, saw: "the source stands"}
	case l.titled():
		return found(OK, 0.6, "unreadable", "a file of type %s answers, whose title cannot be read", quote(orElse(l.page.MediaType, string(l.page.Kind))))
	}
	return found(OK, 0.8, "no-title", "status %d; no title is cited, and nothing speaks against the page", l.e.Status())
}

// fragmentRule notes whether the cited place in the page exists. A place that
// is gone does not make the source so.
func fragmentRule(l *look) finding {
	fragment := strings.TrimPrefix(l.c.Fragment, "#")
	if fragment == "" || l.page == nil {
		return saw("no place in the page is cited")
	}
	where := "the page"
	id, directive, hasText := strings.Cut(fragment, ":~:")
	switch {
	case l.page.Kind == page.PDF:
		where = "the PDF"
		n, ok := pdfPage(fragment)
		if !ok || l.page.Pages == 0 || n <= l.page.Pages {
			return saw("page %d of %d", n, l.page.Pages)
		}
		l.note("fragment-missing", "the cited page %d is not in a PDF of %d", n, l.page.Pages)
		return saw("page %d of %d", n, l.page.Pages)
	case l.page.Kind != page.HTML:
		return saw("no page that has places")
	case hasText:
		for text := range strings.SplitSeq(directive, "&") {
			if t, ok := strings.CutPrefix(text, "text="); ok && !l.hasText(t) {
				l.note("fragment-missing", "the cited words are not in the page: %s", quote(t))
			}
		}
	}
	if id == "" || id == "top" || strings.ContainsAny(id[:1], "!/") || l.page.Fragments == nil || l.page.Shell != "" && l.words() < 40 {
		return saw("no anchor is cited, or it is a script's")
	}
	plain, err := url.PathUnescape(id)
	if err != nil {
		plain = id
	}
	if l.page.Fragments[id] || l.page.Fragments[plain] || l.page.Fragments["user-content-"+plain] {
		return saw("%s is in %s", quote(id), where)
	}
	l.note("fragment-missing", "the cited place %s is not in %s", quote("#"+id), where)
	return saw("%s is not in %s", quote(id), where)
}

// pdfPage reads "page=12" among the parameters of a fragment.
func pdfPage(fragment string) (int, bool) {
	for p := range strings.SplitSeq(fragment, "&") {
		s, ok := cutPrefixFold(p, "page=")
		if !ok || s == "" || len(s) > 6 {
			continue
		}
		n := 0
		for i := range len(s) {
			if s[i] < '0' || s[i] > '9' {
				return 0, false
			}
			n = 10*n + int(s[i]-'0')
		}
		return n, true
	}
	return 0, false
}

// hasText reports whether the page has the words of a text fragment:
// [prefix-,]start[,end][,-suffix].
func (l *look) hasText(directive string) bool {
	text := fold(clip(l.page.Text, page.MaxText))
	for part := range strings.SplitSeq(directive, ",") {
		part = strings.TrimSuffix(strings.TrimPrefix(part, "-"), "-")
		plain, err := url.PathUnescape(part)
		if err != nil {
			plain = part
		}
		if f := fold(plain); f != "" && !strings.Contains(text, f) {
			return false
		}
	}
	return true
}
