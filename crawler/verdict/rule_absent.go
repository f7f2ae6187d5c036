package verdict

import (
	"path"
	"strings"

	"apud/crawler/page"
)

// absent finds the wording of something not found.
func (l *look) absent(share float64, fewer int) (phrase, where string) {
	for _, list := range []*phrases{absentWords, absentWordsElsewhere} {
		if f := l.heading(list, share); f != "" {
			return f, "heading"
		}
	}
	// Nothing but "404".
	for _, h := range l.headings {
		if h == "404" || h == "error" && l.words() < 60 {
			return h, "heading"
		}
	}
	if l.words() < fewer {
		for _, list := range []*phrases{absentWords, absentWordsElsewhere} {
			if f := list.in(l.text()); f != "" {
				return f, "text"
			}
		}
	}
	return "", ""
}

// removalRule comes before the title: what was withdrawn often keeps its
// headline. The main text has to be next to nothing else.
func removalRule(l *look) finding {
	if !l.html() || l.page.MainWords >= 60 {
		return saw("a main text of %d words", mainWords(l.page))
	}
	if l.match.grade != fullMatch {
		return saw("no title to mislead")
	}
	main := fold(clip(l.page.Main, 8<<10))
	title := fold(l.c.Title)
	for _, list := range []*phrases{absentWords, absentWordsElsewhere} {
		f := list.in(main)
		if f == "" || holds(title, f) {
			continue
		}
		// In a text that goes on, it may be the subject.
		if float64(len(f)) >= 0.15*float64(len(main)) || len(strings.Fields(main)) < 25 {
			return found(Soft404, 0.85, "removed", "the page keeps the headline %s and says %s", quote(l.match.text), quote(f))
		}
	}
	return saw("a main text of %d words, no notice of a removal", l.page.MainWords)
}

func mainWords(p *page.Page) int {
	if p == nil {
		return 0
	}
	return p.MainWords
}

// files are endings of files that no page has.
var files = map[string]bool{
	".pdf": true, ".doc": true, ".docx": true, ".xls": true, ".xlsx": true, ".ppt": true, ".pptx": true, ".zip": true, ".ps": true,
	".rtf": true, ".odt": true, ".epub": true, ".csv": true, ".jpg": true, ".jpeg": true, ".png": true, ".gif": true, ".mp3": true,
	".mp4": true, ".gz": true, ".tif": true, ".tiff": true, ".svg": true,
}

// absentRule judges pages that say, with success, that something is not there.
func absentRule(l *look) finding {
	if l.page.Kind == page.Other || l.page.Kind == page.PDF {
		return saw("a file")
	}
	share, fewer := 0.5, 80
	if l.titled() {
		share, fewer = 0, 200
	}
	if f, where := l.absent(share, fewer); f != "" {
		confidence := 0.9
		if where == "text" {
			confidence = 0.8
		}
		return found(Soft404, confidence, "not-found-words", "the %s says %s", where, quote(f))
	}
	if ext := strings.ToLower(path.Ext(l.cited.Path)); files[ext] && l.html() && l.match.grade == noMatch {
		return found(Soft404, 0.8, "file-replaced", "the address is that of a %s file, and a page came in its place", quote(ext))
	}
	if l.titled() && l.match.grade == noMatch && !home(l.cited) {
		for _, u := range []string{l.page.Canonical, l.page.OGURL} {
			if u != "" && home(parse(u)) {
				return found(Soft404, 0.8, "canonical-root", "the page says that it is the front page %s", quote(u))
			}
		}
	}
	return saw("no words of something not found")
}

// emptyRule judges pages with nothing on them.
func emptyRule(l *look) finding {
	p := l.page
	switch {
	case p.Kind == page.Empty:
		return found(Soft404, 0.8, "empty", "the answer has no bytes")
	case p.Kind == page.Other, p.Kind == page.PDF:
		return saw("a file")
	case l.match.grade == weakMatch:
		return saw("a title like the cited one")
	case p.Words >= 8 || len(strings.TrimSpace(p.Text)) >= 60:
		return saw("%d words", p.Words)
	case !l.titled() && len(p.Titles) > 0:
		return saw("few words, with a title")
	}
	return found(Soft404, 0.7, "empty", "the page has %d words", p.Words)
}

// siblingRule judges by an address that cannot exist: where that brings the same
// page, the page is what the site says to everything.
func siblingRule(l *look) finding {
	s := l.e.Sibling
	switch {
	case s == nil:
		return saw("no other address was tried")
	case l.match.grade == weakMatch:
		return saw("a title like the cited one")
	case s.Fault != nil || s.Status < 200 || s.Status >= 300 || s.Page == nil:
		return saw("%s answers with status %d", quote(s.URL), s.Status)
	}
	same := ""
	switch {
	case l.redirected() && s.FinalURL != s.URL && s.FinalURL == l.e.FinalURL():
		same = "leads to the same place"
	case !s.Digest.IsZero() && s.Digest == l.e.Body.Digest:
		same = "brings the same bytes"
	case page.Similarity(l.page, s.Page) >= 0.7:
		same = "brings nearly the same text"
	case l.words() < 300 && sameHeads(l.page, s.Page):
		same = "brings a page of the same title and heading"
	default:
		return saw("%s brings another page", quote(s.URL))
	}
	return found(Soft404, 0.85, "sibling", "an address that cannot exist, %s, %s", quote(s.URL), same)
}

// sameHeads reports whether two pages have the same title and h1.
func sameHeads(a, b *page.Page) bool {
	heads := func(p *page.Page) (title, h1 string) {
		for _, t := range p.Titles {
			switch {
			case t.From == "title" && title == "":
				title = fold(clip(t.Text, maxCandidate))
			case t.From == "h1" && h1 == "":
				h1 = fold(clip(t.Text, maxCandidate))
			}
		}
		return title, h1
	}
	at, ah := heads(a)
	bt, bh := heads(b)
	return at != "" && ah != "" && at == bt && ah == bh
}
