package verdict

import (
	"strings"
	"time"

	"apud/crawler/page"
)

// titleRule is the best detector: does the page bear the cited title?
func titleRule(l *look) finding {
	m := l.match
	switch {
	case !l.titled():
		return saw("no title is cited")
	case m.number:
		return saw("the cited title has a number that %s lacks: %s", quote(m.text), strings.Join(m.missing, ", "))
	case m.grade == noMatch:
		return saw("no title is like the cited one; nearest is %s (%.2f)", quote(m.text), m.score)
	case m.grade == weakMatch && m.score < titleMatches:
		return saw("%s is somewhat like the cited title (%.2f)", quote(m.text), m.score)
	case l.echoed():
		return saw("the title is there because it was searched for")
	}
	l.stands = true
	if m.grade == weakMatch {
		l.note("title-part", "%s lacks %s of the cited title", quote(m.text), quote(strings.Join(m.missing, ", ")))
		return saw("%s is the cited title but for %s", quote(m.text), strings.Join(m.missing, ", "))
	}
	if why := l.unsure(); why != "" {
		l.match.grade = weakMatch
		l.note("title-generic", "%s", why)
		return saw("%s", why)
	}
	l.note("title-match", "the page shows the cited title: %s (%s, %.2f)", quote(m.text), m.from, m.score)
	return saw("%s is the cited title (%s, %.2f)", quote(m.text), m.from, m.score)
}

// generic are titles that many a page has.
var generic = newPhrases(`
{introduction|editorial|letters|letter to the editor|letters to the editor|annual report|home|homepage|home page|about|about us|news|latest news|press release|press releases|preface|foreword|contents|table of contents|index|contact|report|abstract|summary|conclusion|appendix|statement|publications|events|archive|blog|welcome|overview|untitled|document|article|review|book review|book reviews|faq|search|download|downloads|statistics|data|publication|newsletter|minutes|agenda|speech|interview|opinion|comment|commentary|notes|correction|erratum|obituary}
{einleitung|vorwort|editorial|jahresbericht|startseite|über uns|aktuelles|nachrichten|pressemitteilung|inhalt|inhaltsverzeichnis|impressum|kontakt|bericht|leserbriefe}
{introduction|éditorial|rapport annuel|accueil|à propos|actualités|communiqué de presse|préface|avant propos|sommaire|contact}
{introducción|editorial|informe anual|inicio|noticias|nota de prensa|prólogo|índice|contacto|quiénes somos}
{introduzione|editoriale|relazione annuale|notizie|comunicato stampa|prefazione|indice|contatti|chi siamo}
{introdução|relatório anual|início|notícias|prefácio|índice|contato}
{введение|предисловие|от редакции|годовой отчет|главная|новости|содержание|контакты|о нас}
{はじめに|序文|目次|お知らせ|ニュース|年次報告|引言|前言|目录|首页|新闻|关于我们|年度报告}
`)

// unsure says why a title that many pages have is not enough; empty when it is.
// Date or author have to go with it, where both sides name them.
func (l *look) unsure() string {
	f := fold(l.c.Title)
	words := len(strings.Fields(f))
	listed := generic.most(f, 1) != ""
	if words > 2 && !listed || dense(f) && !listed {
		return ""
	}
	if l.authorShown() {
		return ""
	}
	gap, known := dateGap(l.c.Date, l.page)
	switch {
	case known && gap <= 400:
		return ""
	case known:
		return "the title is a common one, and the page's date is " + l.page.Published.Format("2006-01-02") + ", the cited one " + quote(l.c.Date)
	case listed && (l.c.Date != "" || len(l.c.Authors) > 0):
		return "the title is a common one, and the page shows neither the cited date nor the author"
	}
	return ""
}

// authorShown reports whether the page names a cited author.
func (l *look) authorShown() bool {
	for _, a := range l.c.Authors {
		name := fold(a.Name)
		if !a.Organization {
			// "Moss, Ida" and "Ida Moss".
			if last, _, comma := strings.Cut(a.Name, ","); comma {
				name = fold(last)
			} else if parts := strings.Fields(name); len(parts) > 0 {
				name = parts[len(parts)-1]
			}
		}
		if len(name) < 3 {
			continue
		}
		for _, shown := range l.page.Authors {
			if holds(fold(clip(shown, maxCandidate)), name) {
				return true
			}
		}
		if holds(fold(clip(l.page.Text, 64<<10)), name) {
			return true
		}
	}
	return false
}

// dateGap is the number of days between a cited date and the page's, each as
// exact as it is.
func dateGap(cited string, p *page.Page) (days int, known bool) {
	if p.Published.IsZero() {
		return 0, false
	}
	first, last, ok := span(cited)
	if !ok {
		return 0, false
	}
	switch at := p.Published; {
	case at.Before(first):
		return int(first.Sub(at) / day), true
	case at.After(last):
		return int(at.Sub(last) / day), true
	}
	return 0, true
}

// span is the time that "2020", "2020-10" or "2020-10-14" covers.
func span(iso string) (first, last time.Time, ok bool) {
	for _, f := range []struct {
		layout              string
		years, months, days int
	}{{"2006", 1, 0, 0}, {"2006-01", 0, 1, 0}, {"2006-01-02", 0, 0, 1}} {
		if t, err := time.Parse(f.layout, iso); err == nil {
			return t, t.AddDate(f.years, f.months, f.days), true
		}
	}
	return first, last, false
}

// echoed reports whether the title is on the page only because it was searched
// for, without success.
func (l *look) echoed() bool {
	if !l.html() || l.words() >= 300 {
		return false
	}
	title := fold(l.c.Title)
	if echoWords.in(title) != "" {
		return false
	}
	if l.match.from != "text" {
		// A candidate that has the words of a search beside the title, or the
		// title in quotation marks, is no title.
		f := fold(l.match.text)
		if echoWords.in(f) == "" && !strings.HasPrefix(f, "search ") && !strings.Contains(f, "search results") &&
			!strings.HasPrefix(f, "suche ") && !strings.HasPrefix(f, "recherche ") {
			return false
		}
	}
	return echoWords.in(l.text()) != ""
}

// echoRule judges searches without success.
func echoRule(l *look) finding {
	if !l.html() {
		return saw("no page")
	}
	if f, where := l.wording(echoWords, 200); f != "" {
		return found(Soft404, 0.8, "no-results", "the %s says %s: a search stands in for the source", where, quote(f))
	}
	return saw("no search without results")
}

// sameTextRule lets a source stand that has lost its title and kept the text
// that was cited under it.
func sameTextRule(l *look) finding {
	p := l.e.Prior
	if !l.titled() || p == nil || p.Page == nil || l.page == nil || p.Page == l.page || p.Page.MainWords < leastDrift {
		return saw("no earlier text to compare, or no title")
	}
	if matchTitle(l.c.Title, p.Page).grade == noMatch {
		return saw("the first good snapshot did not show the cited title either")
	}
	c := page.Containment(p.Page, l.page)
	if c < sameText {
		return saw("%.0f %% of the text of %s is left", 100*c, p.Time.Format("2006-01-02"))
	}
	l.stands = true
	l.note("same-text", "%.0f %% of the text of %s is there, under another title", 100*c, p.Time.Format("2006-01-02"))
	return saw("the text is that of %s", p.Time.Format("2006-01-02"))
}

// mismatchRule judges pages that are readable and not the one cited.
func mismatchRule(l *look) finding {
	if !l.titled() {
		return saw("no title is cited")
	}
	m := l.match
	switch {
	case m.grade == weakMatch:
		return saw("the title is somewhat like the cited one")
	case l.page.Kind == page.Other:
		return saw("a file of type %s, which shows no title", l.page.MediaType)
	case l.page.Kind == page.PDF && l.words() < 20 && !telling(l.page):
		return saw("a PDF without text or title")
	case m.number:
		return found(Mismatch, 0.7, "number-differs", "the page shows %s, without %s of the cited title %s", quote(m.text), quote(strings.Join(m.missing, ", ")), quote(l.c.Title))
	}
	nearest := ""
	for _, t := range candidatesOf(l.page) {
		nearest = t.Text
		break
	}
	if nearest == "" && (l.page.Cut || l.e.Body.Truncated != "") {
		return saw("no title in what was read of a longer page")
	}
	return found(Mismatch, 0.7, "title-differs", "the page calls itself %s, cited is %s (likeness %.2f)", quote(nearest), quote(l.c.Title), m.score)
}

// telling reports whether a page has a title that is more than a word.
func telling(p *page.Page) bool {
	for _, c := range candidatesOf(p) {
		if c.From != "text" && len(c.folded) >= leastRunes && strings.Contains(c.folded, " ") {
			return true
		}
	}
	return false
}

// weakRule judges pages that are nearly the one cited.
func weakRule(l *look) finding {
	if !l.titled() || l.match.grade != weakMatch {
		return saw("the title needs no second look")
	}
	return found(WeakMatch, 0.6, "weak-match", "the page shows %s, cited is %s (likeness %.2f)", quote(l.match.text), quote(l.c.Title), l.match.score)
}
