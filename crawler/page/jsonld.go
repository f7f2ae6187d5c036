package page

import "strings"

// maxStructured bounds the structured data that is read of a page, in bytes.
const maxStructured = 512 << 10

// wantedLD tells of the members that matter.
func wantedLD(key string) bool {
	switch key {
	case "@type", "@graph", "type", "headline", "alternativeHeadline", "name", "author", "creator", "publisher", "datePublished", "dateCreated",
		"description", "inLanguage", "isAccessibleForFree", "hasPart", "isPartOf", "mainEntity", "mainEntityOfPage":
		return true
	}
	return false
}

// structured reads a script of JSON-LD.
func (w *walker) structured(code []byte) {
	if len(code) > w.budget {
		code = code[:w.budget]
	}
	w.budget -= len(code)
	r := reader{b: code, wanted: wantedLD}
	// Some pages put several documents into one script.
	for range 32 {
		v := r.value(0, true)
		w.things(v, 0)
		if r.blank(); r.pos >= len(r.b) {
			return
		}
		if c := r.b[r.pos]; c == '}' || c == ']' || c == ',' || c == ';' {
			r.pos++
		}
	}
}

// things reads a thing or a list of things.
func (m *meta) things(v value, depth int) {
	if depth > 4 {
		return
	}
	v.each(func(v value) {
		if v.object {
			m.thing(v, depth)
		} else if v.list != nil {
			m.things(v, depth+1)
		}
	})
}

// What a thing is to the page.
const (
	isWork = iota
	isPage
	isSite
	isOrganization
	isAside
)

func typeOf(v value) int {
	kind := isAside
	typed := false
	see := func(v value) {
		s := v.text[strings.LastIndexAny(v.text, "/#:")+1:]
		if s == "" {
			return
		}
		typed = true
		k := isWork
		switch {
		case s == "WebSite":
			k = isSite
		case strings.HasSuffix(s, "Organization"), s == "Corporation", s == "LocalBusiness":
			k = isOrganization
		case strings.HasSuffix(s, "WebPage"), strings.HasSuffix(s, "Page"):
			k = isPage
		case s == "Person", strings.HasSuffix(s, "List"), s == "ListItem", s == "ImageObject", s == "SiteNavigationElement", strings.HasPrefix(s, "WP"),
			strings.HasSuffix(s, "Action"), strings.HasSuffix(s, "Rating"), s == "Offer", s == "Place", s == "PostalAddress", s == "Brand", s == "ContactPoint", s == "Review", s == "Comment":
			k = isAside
		}
		kind = min(kind, k)
	}
	v.get("@type").each(see)
	v.get("type").each(see)
	if !typed && v.get("headline").text != "" {
		return isWork
	}
	return kind
}

func (m *meta) thing(v value, depth int) {
	m.things(v.get("@graph"), depth+1)
	name := v.get("name").text
	kind := typeOf(v)
	switch kind {
	case isSite:
		m.site.set(3, name)
		return
	case isOrganization:
		m.site.set(7, name)
		return
	case isAside:
		return
	}
	for _, key := range [...]string{"mainEntity", "mainEntityOfPage"} {
		if e := v.get(key); e.object {
			m.thing(e, depth+1)
		}
	}
	headline := v.get("headline").text
	if headline == "" {
		headline = name
	}
	m.addTitle("json-ld", headline)
	m.addTitle("json-ld", v.get("alternativeHeadline").text)
	for _, key := range [...]string{"author", "creator"} {
		v.get(key).each(func(a value) {
			if a.object {
				a.get("name").each(func(n value) { m.addAuthor(n.text) })
			} else {
				m.addAuthor(a.text)
			}
		})
	}
	v.get("publisher").each(func(o value) { m.site.set(2, o.get("name").text) })
	v.get("isPartOf").each(func(o value) { m.site.set(5, o.get("name").text) })
	rank := rankLD
	if kind == isPage {
		rank = rankCitation
	}
	m.setDate(rank, v.get("datePublished").text)
	m.setDate(rankOther, v.get("dateCreated").text)
	m.about.set(5, v.get("description").text)
	v.get("inLanguage").each(func(l value) { m.setLang(rankHTML+2, []byte(l.text)) })
	m.setFree(false, v.get("isAccessibleForFree").text)
	v.get("hasPart").each(func(part value) { m.setFree(true, part.get("isAccessibleForFree").text) })
}

// parsely reads the metadata that Parse.ly keeps in a meta element.
func (m *meta) parsely(b []byte) {
	if len(b) > 64<<10 {
		return
	}
	r := reader{b: b, wanted: func(key string) bool {
		switch key {
		case "title", "author", "authors", "pub_date":
			return true
		}
		return false
	}}
	v := r.value(0, true)
	m.addTitle("parsely", v.get("title").text)
	v.get("author").each(func(a value) { m.addAuthor(a.text) })
	v.get("authors").each(func(a value) { m.addAuthor(a.text) })
	m.setDate(rankOther, v.get("pub_date").text)
}
