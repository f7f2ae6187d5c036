package page

import (
	"bytes"
	"strings"
	"time"
)

// meta is what the metadata of a page say, before the best of it is chosen.
type meta struct {
	titles  map[string][]string // by where they are from
	authors []string
	site    ranked
	about   ranked
	lang    ranked
	date    struct {
		rank int
		at   time.Time
		day  bool
	}
	base, canonical, ogURL string
	refresh                *Refresh
	// free is what is said of the page, freePart of parts of it.
	free, freePart string
}

// ranked is the value of the least rank.
type ranked struct {
	rank  int
	value string
}

func (r *ranked) set(rank int, value string) {
	if value != "" && (r.value == "" || rank < r.rank) {
		r.rank, r.value = rank, value
	}
}

// The ranks of where dates and languages are from, best first.
const (
	rankLD = iota + 1
	rankProperty
	rankCitation
	rankDublin
	rankOther
	rankProp
	rankMeta
	rankTime

	rankHTML = 1
)

// The orders of titles and their bounds.
var titleOrder = []string{"title", "og", "twitter", "json-ld", "citation", "dc", "itemprop", "parsely", "meta", "h1", "h2", "pdf-info", "pdf-text"}

const (
	maxTitles  = 12 // from one place
	maxAuthors = 50
)

func (m *meta) addTitle(from, text string) {
	if text == "" {
		return
	}
	if m.titles == nil {
		m.titles = make(map[string][]string, 8)
	}
	have := m.titles[from]
	if len(have) >= maxTitles || from == "title" && len(have) > 0 {
		return
	}
	for _, t := range have {
		if t == text {
			return
		}
	}
	m.titles[from] = append(have, text)
}

func (m *meta) addAuthor(name string) {
	if len(name) < 2 || len(name) > 200 || len(m.authors) >= maxAuthors || isAddress(name) {
		return
	}
	for _, a := range m.authors {
		if strings.EqualFold(a, name) {
			return
		}
	}
	m.authors = append(m.authors, name)
}

func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "//")
}

func (m *meta) setDate(rank int, s string) {
	if s == "" || m.date.rank != 0 && m.date.rank <= rank {
		return
	}
	if at, day, ok := parseDate(s); ok {
		m.date.rank, m.date.at, m.date.day = rank, at, day
	}
}

func (m *meta) setLang(rank int, b []byte) {
	s := strings.ReplaceAll(clean(b), "_", "-")
	if i := strings.IndexAny(s, ", ;"); i >= 0 {
		s = s[:i]
	}
	if len(s) < 2 || len(s) > 35 {
		return
	}
	for _, c := range []byte(s) {
		if !isLetter(c) && c != '-' && (c < '0' || c > '9') {
			return
		}
	}
	m.lang.set(rank, s)
}

func (m *meta) setFree(part bool, s string) {
	s = strings.ToLower(s)
	switch s[strings.LastIndexByte(s, '/')+1:] {
	case "true", "yes", "1":
		s = "true"
	case "false", "no", "0":
		s = "false"
	default:
		return
	}
	at := &m.free
	if part {
		at = &m.freePart
	}
	if *at != "false" {
		*at = s
	}
}

// metaElement reads a meta element.
func (w *walker) metaElement() {
	if w.count[flagTemplate] > 0 {
		return
	}
	if w.has(attrHTTPEquiv) {
		if w.count[flagNoscript] > 0 {
			return
		}
		switch eq := w.attr(attrHTTPEquiv); {
		case equalFold(eq, "refresh"):
			w.setRefresh(clean(w.attr(attrContent)))
		case equalFold(eq, "content-language"):
			w.setLang(rankHTML+1, w.attr(attrContent))
		}
		return
	}
	if !w.has(attrContent) {
		return
	}
	for _, a := range [...]attr{attrProperty, attrName, attrItemprop} {
		if w.has(a) {
			if a == attrItemprop {
				if prop := w.prop(); prop != "" {
					w.itemprop(prop, clean(w.attr(attrContent)))
				}
			} else {
				w.named(w.attr(a))
			}
		}
	}
}

// named reads the content of a meta element of a name.
func (w *walker) named(key []byte) {
	var low [40]byte
	key = bytes.TrimSpace(key)
	if len(key) > len(low) {
		return
	}
	for i, c := range key {
		switch {
		case 'A' <= c && c <= 'Z':
			c |= 0x20
		case c == ':' || c == '_' || c == '-':
			c = '.'
		}
		low[i] = c
	}
	value := func() string { return clean(w.attr(attrContent)) }
	switch string(low[:len(key)]) {
	case "og.title":
		w.addTitle("og", value())
	case "twitter.title":
		w.addTitle("twitter", value())
	case "citation.title", "bepress.citation.title", "eprints.title", "prism.title", "wkhealth.title":
		w.addTitle("citation", value())
	case "dc.title", "dcterms.title", "dcterm.title", "dc.title.alternative", "dcterms.alternative":
		w.addTitle("dc", value())
	case "parsely.title", "sailthru.title":
		w.addTitle("parsely", value())
	case "parsely.page", "parsely.metadata":
		w.parsely(unescape(w.attr(attrContent)))
	case "title", "headline", "hdl", "article.title", "fulltitle", "mediator.title":
		w.addTitle("meta", value())

	case "og.site.name":
		w.site.set(1, value())
	case "application.name":
		w.site.set(3, value())
	case "citation.journal.title", "citation.publisher", "prism.publicationname":
		w.site.set(4, value())
	case "dc.publisher", "dcterms.publisher":
		w.site.set(5, value())
	case "apple.mobile.web.app.title":
		w.site.set(6, value())

	case "author", "citation.author", "bepress.citation.author", "dc.creator", "dcterms.creator", "dcterm.creator",
		"article.author", "parsely.author", "sailthru.author", "eprints.creators.name", "byl", "dc.contributor":
		w.addAuthor(value())
	case "citation.authors":
		for a := range strings.SplitSeq(value(), ";") {
			w.addAuthor(strings.TrimSpace(a))
		}

	case "article.published.time", "og.published.time", "og.article.published.time":
		w.setDate(rankProperty, value())
	case "citation.publication.date", "citation.date", "bepress.citation.date", "citation.online.date", "citation.year", "prism.publicationdate":
		w.setDate(rankCitation, value())
	case "dc.date", "dcterms.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.issued", "eprints.date":
		w.setDate(rankDublin, value())
	case "parsely.pub.date", "sailthru.date", "article.published", "published.time", "pubdate", "publishdate", "publish.date", "publication.date", "datepublished", "dateissued", "originalpublicationdate":
		w.setDate(rankOther, value())
	case "date", "created", "date.created", "search.date", "displaydate", "revision.date":
		w.setDate(rankMeta, value())

	case "description":
		w.about.set(1, value())
	case "og.description":
		w.about.set(2, value())
	case "twitter.description":
		w.about.set(3, value())
	case "dc.description", "dcterms.abstract", "dcterms.description", "citation.abstract":
		w.about.set(4, value())

	case "og.url":
		if w.ogURL == "" {
			w.ogURL = value()
		}
	case "og.locale":
		w.setLang(rankHTML+3, w.attr(attrContent))
	case "language", "dc.language", "dcterms.language", "citation.language":
		w.setLang(rankHTML+2, w.attr(attrContent))
	}
}

// linkElement reads a link element.
func (w *walker) linkElement() {
	if w.canonical != "" || !w.has(attrRel) || !w.has(attrHref) || w.count[flagTemplate]+w.count[flagNoscript] > 0 {
		return
	}
	for rel := range bytes.FieldsSeq(w.attr(attrRel)) {
		if equalFold(rel, "canonical") {
			w.canonical = clean(w.attr(attrHref))
		}
	}
}

// prop is the property of an element that matters, in lower case.
func (w *walker) prop() string {
	for name := range bytes.FieldsSeq(w.attr(attrItemprop)) {
		for _, p := range [...]string{"headline", "author", "datepublished", "isaccessibleforfree", "name", "alternativeheadline"} {
			if equalFold(name, p) {
				return p
			}
		}
	}
	return ""
}

func (w *walker) hasProp(p string) bool { return w.has(attrItemprop) && w.prop() == p }

// itemprop takes the value of a property. A name is that of anything, of an
// author or a place too, and counts only on a heading, which is a title anyhow.
func (w *walker) itemprop(prop, value string) {
	switch prop {
	case "headline", "alternativeheadline":
		w.addTitle("itemprop", value)
	case "author":
		w.addAuthor(value)
	case "datepublished":
		w.setDate(rankProp, value)
	case "isaccessibleforfree":
		w.setFree(false, value)
	}
}

// timeElement takes the date of a time element.
func (w *walker) timeElement() {
	if w.count[flagHidden]+w.count[flagNoscript] > 0 {
		return
	}
	rank := rankTime
	switch {
	case w.has(attrPubdate) || w.hasProp("datepublished"):
		rank = rankProp
	case w.count[flagRegion] > 0:
		rank++
	}
	w.setDate(rank, clean(w.attr(attrDatetime)))
}

// fill writes what was chosen to the page.
func (m *meta) fill(p *Page, url string) {
	for _, from := range titleOrder {
		if from == "h2" && !m.wantH2() {
			continue
		}
		for _, t := range m.titles[from] {
			p.Titles = append(p.Titles, Title{From: from, Text: t})
		}
	}
	p.Authors = m.authors
	p.Site = m.site.value
	p.Description = m.about.value
	p.Lang = m.lang.value
	p.Published, p.Day = m.date.at, m.date.day
	p.Free = m.free
	if p.Free == "" {
		p.Free = m.freePart
	}
	base := baseOf(url, m.base)
	p.Canonical = resolve(base, m.canonical)
	p.OGURL = resolve(base, m.ogURL)
	if r := m.refresh; r != nil {
		if r.URL = resolve(base, r.URL); r.URL != "" {
			p.Refresh = r
		}
	}
}

// wantH2 tells whether a second heading may be the title: when there is no first
// one, or that only names the outlet.
func (m *meta) wantH2() bool {
	for _, t := range m.titles["h1"] {
		if !strings.EqualFold(t, m.site.value) {
			return false
		}
	}
	return true
}
