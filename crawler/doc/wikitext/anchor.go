package wikitext

import (
	"html"
	"regexp"
	"strings"
)

var hrefs = regexp.MustCompile(`(?i)\shref\s*=\s*(?:"([^"]*)"|'([^']*)')`)

// anchor reads the tag s[start:end] of a link of HTML. MediaWiki shows such a
// tag as words, with the address in it a link; converters leave them behind.
func (w *writer) anchor(start, end int, closes bool) {
	o := &w.out
	if o.from > 0 {
		at, links := o.anchor, o.t.Links
		// Links stand in order: one inside counts instead.
		if n := len(links); n == 0 || links[n-1].Start < o.from {
			o.t.Link(o.from-1, o.t.Len(), html.UnescapeString(w.s[at[0]:at[1]]), w.span(at[0], at[1]))
		}
		o.from = 0
	}
	if closes {
		return
	}
	m := hrefs.FindStringSubmatchIndex(w.s[start:end])
	if m == nil {
		return
	}
	from, to := start+max(m[2], m[4]), start+max(m[3], m[5])
	if url := w.s[from:to]; strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "https://") {
		o.anchor, o.from = [2]int{from, to}, o.t.Len()+1
	}
}
