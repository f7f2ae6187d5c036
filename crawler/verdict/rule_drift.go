package verdict

import (
	"strings"

	"apud/crawler/page"
)

// The bounds of the share of old text that is left. Two articles of one site
// share 0.11 at most; one paragraph replaced leaves 0.68 at least.
const (
	driftedText = 0.20
	sameText    = 0.65
	// leastDrift is how many words a text has to have to be compared.
	leastDrift = 40
)

// compared is what became of the text first seen.
type compared struct {
	left float64
	// kept is the share of the new text that is old.
	kept float64
}

// compareText compares with the first good snapshot; why says why not.
func (l *look) compareText() (c compared, why string) {
	p := l.e.Prior
	switch {
	case p == nil || p.Page == nil:
		return c, "no earlier good snapshot"
	case p.Page == l.page, !p.Digest.IsZero() && p.Digest == l.e.Body.Digest:
		return c, "the bytes are those first seen"
	case p.Volatile:
		return c, "a living page, which changed at every check"
	case home(l.cited):
		return c, "a front page, which is to change"
	case l.e.Body.Truncated != "":
		return c, "the answer is not whole"
	case l.page.Kind == page.Other || p.Page.Kind != l.page.Kind:
		return c, "of another kind than the text first seen"
	case p.Page.MainWords < leastDrift:
		return c, "too little text to compare"
	case l.page.Lang != "" && p.Page.Lang != "" && !strings.EqualFold(primary(l.page.Lang), primary(p.Page.Lang)):
		return c, "in another language than at first: " + quote(l.page.Lang)
	case l.page.Free == "false" && p.Page.Free != "false":
		return c, "behind a paywall since"
	case l.page.MainWords < 15 && l.page.Shell != "":
		return c, "filled by a script"
	}
	if l.page.Main == p.Page.Main {
		return compared{1, 1}, ""
	}
	return compared{page.Containment(p.Page, l.page), page.Containment(l.page, p.Page)}, ""
}

// primary is the language of a tag without its region.
func primary(tag string) string {
	s, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	return s
}

// driftRule judges addresses where another text has taken the place of the one
// first seen.
func driftRule(l *look) finding {
	c, why := l.compareText()
	if why != "" {
		return saw("%s", why)
	}
	at := l.e.Prior.Time.Format("2006-01-02")
	switch {
	case c.left >= driftedText:
		return saw("%.0f %% of the text of %s is left", 100*c.left, at)
	case l.stands && l.teaser(c):
		return saw("%.0f %% of the text of %s is left, the beginning", 100*c.left, at)
	case l.titled() && !l.stands && matchTitle(l.c.Title, l.e.Prior.Page).grade == noMatch:
		return saw("the first good snapshot did not show the cited title either")
	}
	return found(Drifted, 0.95, "drifted", "%.0f %% of the text of %s is left", 100*c.left, at).
		and("text-now", "the text begins %s, it began %s", quote(l.page.Main), quote(l.e.Prior.Page.Main))
}

// teaser reports whether the page is a beginning of the text first seen.
func (l *look) teaser(c compared) bool {
	return l.page.MainWords < 80 || c.kept >= 0.5
}

// changedRule judges sources that are there and not as they were.
func changedRule(l *look) finding {
	c, why := l.compareText()
	if why != "" {
		return saw("%s", why)
	}
	at := l.e.Prior.Time.Format("2006-01-02")
	if c.left < sameText {
		return found(Changed, 0.6, "text-changed", "%.0f %% of the text of %s is left", 100*c.left, at)
	}
	before, now := heading(l.e.Prior.Page, l.page)
	if before != now && differs(before, now, l.page.Site, l.e.Prior.Page.Site) {
		return found(Changed, 0.6, "title-changed", "the title is %s, it was %s", quote(now), quote(before))
	}
	return saw("%.0f %% of the text of %s is left, the title is the same", 100*c.left, at)
}

// heading is the title of two pages as both give it in the same way.
func heading(a, b *page.Page) (of, and string) {
	for _, from := range []string{"og", "json-ld", "citation", "h1", "title", "pdf-info"} {
		for _, x := range a.Titles {
			for _, y := range b.Titles {
				if x.From == from && y.From == from {
					return x.Text, y.Text
				}
			}
		}
	}
	return "", ""
}

// differs reports whether two titles differ by more than a word, the names of
// the outlet aside.
func differs(a, b string, sites ...string) bool {
	aside := map[string]bool{}
	for _, s := range sites {
		for w := range strings.FieldsSeq(fold(clip(s, maxCandidate))) {
			aside[w] = true
		}
	}
	a, b = fold(clip(a, maxCandidate)), fold(clip(b, maxCandidate))
	if dense(a) || dense(b) {
		x, y := newFolded(a), newFolded(b)
		return min(share(x, y), share(y, x)) < titleMatches
	}
	n := 0
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		for w := range strings.FieldsSeq(pair[0]) {
			if !aside[w] && !holds(pair[1], w) {
				n++
			}
		}
	}
	return n >= 2
}

// retractedRule looks for words that take the text back, and that were not
// there before.
func retractedRule(l *look) finding {
	if l.page.Kind == page.Other {
		return saw("a file")
	}
	cited := fold(l.c.Title)
	before := func(f string) bool {
		if holds(cited, f) {
			return true
		}
		p := l.e.Prior
		if p == nil || p.Page == nil {
			return false
		}
		for _, t := range p.Page.Titles {
			if holds(fold(clip(t.Text, maxCandidate)), f) {
				return true
			}
		}
		return holds(fold(clip(p.Page.Main, 64<<10)), f)
	}
	// At the beginning of a title, as journals put it: "RETRACTED: …". A title that
	// only speaks of such things begins otherwise, or is the cited one.
	for _, t := range l.page.Titles {
		f := fold(clip(t.Text, maxCandidate))
		words := retractedWords.in(firstWords(f, 3))
		if words == "" || !strings.HasPrefix(f, words) || before(words) || (!l.titled() && l.e.Prior == nil) {
			continue
		}
		return found(Changed, 0.8, "retracted", "the title says %s: %s", quote(words), quote(t.Text))
	}
	if p := l.e.Prior; p == nil || p.Page == nil || p.Digest == l.e.Body.Digest || !takesBack(l.page.Main) {
		return saw("nothing taken back")
	}
	text := fold(clip(l.page.Main, 64<<10))
	for _, s := range []string{
		"this article has been retracted", "this paper has been retracted", "this article has been withdrawn",
		"this paper has been withdrawn", "has been retracted by", "retraction notice", "expression of concern",
	} {
		if holds(text, s) && !before(s) {
			return found(Changed, 0.7, "retracted", "the text says now %s", quote(s))
		}
	}
	return saw("nothing taken back")
}

func firstWords(s string, n int) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(n, len(words))], " ")
}

// takesBack tells cheaply whether a text can hold words that take it back;
// folding the whole of it costs more than all other rules together.
func takesBack(text string) bool {
	text = strings.ToLower(clip(text, 64<<10))
	return strings.Contains(text, "retract") || strings.Contains(text, "withdrawn") || strings.Contains(text, "concern")
}
