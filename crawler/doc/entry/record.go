package entry

import (
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// Record is an entry while its fields are read. The zero Record is empty.
type Record struct {
	// Authors, Title, Container, Date, Accessed and Locator are as read.
	Authors        []cite.Author
	Title          string
	Container      string
	Date, Accessed cite.Date
	Locator        cite.Locator
	address        link
	archives       []cite.Archive
	identifiers    []cite.Identifier
	more           []link
	archived       string
	seen           map[string]bool
}

// URL takes in the address of the source.
func (r *Record) URL(url string, at cite.Span) { r.add(link{url: url, at: at}) }

func (r *Record) add(l link) {
	switch {
	case l.url == "" || r.has(l.url):
	case r.address.url == "":
		r.address = l
	default:
		r.more = append(r.more, l)
	}
}

func (r *Record) further(l link) {
	if l.url != "" && !r.has(l.url) {
		r.more = append(r.more, l)
	}
}

// Archive takes in the address of an archived copy.
func (r *Record) Archive(url string, at cite.Span) {
	if url == "" || r.has(url) {
		return
	}
	a := cite.Archive{URL: url, Address: at}
	a.Original, a.Date, _ = cite.UnwrapArchive(url)
	r.archives = append(r.archives, a)
}

// Archived takes in when the copy was made, an ISO date. It counts where the
// copy's address does not tell.
func (r *Record) Archived(date string) { r.archived = date }

// Identifier takes in a name of the work: kind is the word that introduces it
// in prose, such as "doi:" or "ISBN".
func (r *Record) Identifier(kind, value string, at cite.Span) {
	value = strings.TrimSpace(value)
	if len(value) >= len(kind) && strings.EqualFold(value[:len(kind)], kind) {
		value = value[len(kind):]
	}
	for _, f := range cite.Identifiers(kind + " " + value) {
		f.Address = at
		if !hasIdentifier(r.identifiers, f.Identifier) {
			r.identifiers = append(r.identifiers, f.Identifier)
		}
	}
}

// Mine takes in the addresses and identifiers that stand in the words of a
// field. A name without a scheme ("example.org" as an outlet) is no address.
func (r *Record) Mine(t *cite.Text) {
	for _, c := range cite.ParseBody(t) {
		for _, id := range c.Identifiers {
			if !hasIdentifier(r.identifiers, id) {
				r.identifiers = append(r.identifiers, id)
			}
		}
		copied := false
		for _, a := range c.Archives {
			r.Archive(a.URL, a.Address)
			copied = copied || a.URL == c.URL
		}
		if c.URL != "" && !c.Assumed && !copied {
			r.URL(c.URL, c.Address)
		}
	}
}

// has reports whether url was taken in before, and remembers it.
func (r *Record) has(url string) bool {
	if r.seen[url] {
		return true
	}
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	r.seen[url] = true
	return false
}

// Empty reports whether nothing that names a source was taken in.
func (r *Record) Empty() bool {
	return r.Title == "" && r.address.url == "" && len(r.archives) == 0 && len(r.identifiers) == 0 && len(r.more) == 0
}

// Citations are the entry, which stands at span, and a citation for each
// further address.
func (r *Record) Citations(span cite.Span) []cite.Citation {
	c := cite.Citation{
		Raw: r.String(), Span: span,
		Authors: r.Authors, Title: r.Title, Container: r.Container,
		Date: r.Date, Accessed: r.Accessed, Locator: r.Locator,
		URL: r.address.url, Address: r.address.at, Assumed: r.address.assumed,
		Archives: r.archives, Identifiers: r.identifiers,
	}
	for i := range c.Archives {
		if c.Archives[i].Date == "" {
			c.Archives[i].Date = r.archived
		}
	}
	if original, date, ok := cite.UnwrapArchive(c.URL); ok {
		c.Archives = append([]cite.Archive{{URL: c.URL, Original: original, Date: date, Address: c.Address}}, c.Archives...)
	}
	more := r.more
	switch {
	case c.URL != "":
	case len(more) > 0:
		c.URL, c.Address, c.Assumed = more[0].url, more[0].at, more[0].assumed
		more = more[1:]
	case len(c.Archives) > 0:
		// The copy is all that is cited: it is the source's address.
		c.URL, c.Address = c.Archives[0].URL, c.Archives[0].Address
	}
	out := []cite.Citation{c}
	for _, l := range more {
		out = append(out, cite.Citation{
			Raw: c.Raw, Span: span, Authors: c.Authors, Title: c.Title, Container: c.Container, Date: c.Date,
			URL: l.url, Address: l.at, Assumed: l.assumed,
		})
	}
	return out
}

// String shows the entry to a reader: names, title, outlet and date.
func (r *Record) String() string {
	var parts []string
	var names []string
	for _, a := range r.Authors {
		names = append(names, a.Name)
	}
	if len(names) > 0 {
		parts = append(parts, strings.Join(names, ", "))
	}
	if r.Title != "" {
		parts = append(parts, "“"+r.Title+"”")
	}
	if r.Container != "" {
		parts = append(parts, r.Container)
	}
	s := strings.Join(parts, ", ")
	if date := r.Date.Raw; date != "" {
		s = strings.TrimSpace(s + " (" + date + ")")
	}
	if s == "" {
		s = r.address.url
	}
	return s
}

// Date is a date of a field: an ISO one, or one in words.
func Date(raw string) cite.Date {
	raw = cite.Fold(raw)
	if raw == "" {
		return cite.Date{}
	}
	if iso := doc.ISODate(raw); iso != "" {
		return cite.Date{ISO: iso, Raw: raw}
	}
	d := cite.ParseDate(raw)
	return cite.Date{ISO: d.ISO, Raw: raw}
}
