package bibtex

import (
	"maps"
	"regexp"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc/entry"
	"apud/crawler/doc/latex/tex"
)

// containers are the fields that name where a source appeared, the nearest
// first.
var containers = []string{
	"journaltitle", "journal", "shortjournal", "booktitle", "maintitle", "newspaper", "eventtitle", "website", "organization", "institution",
	"school", "publisher",
}

// inherited are the fields that an entry takes from the one that it refers to.
var inherited = []string{"publisher", "institution", "organization", "date", "year", "month", "isbn", "issn", "journal", "journaltitle", "booktitle"}

// Citations are the entry and the further addresses that it names.
func (e *Entry) Citations() []cite.Citation { return e.record().Citations(e.Span) }

// String shows the entry to a reader.
func (e *Entry) String() string { return e.record().String() }

// has is the value of the first of the fields that is there.
func (e *Entry) has(names ...string) (value, bool) {
	for _, name := range names {
		if v, ok := e.fields[name]; ok {
			return v, true
		}
	}
	return nil, false
}

// text is a value as a reader sees it.
func (e *Entry) text(v value) *cite.Text {
	w := &tex.Writer{Src: e.lib.src, Text: &cite.Text{}}
	for _, p := range v {
		if p.words != "" {
			w.Text.Insert(p.words)
			continue
		}
		w.Write(p.start, p.end)
	}
	return w.Text
}

// address is the value of a field that is an address.
func (e *Entry) address(name string) *cite.Text {
	v := e.fields[name]
	if len(v) == 1 && v[0].words == "" {
		if s := e.lib.src.S[v[0].start:v[0].end]; strings.Contains(s, `\url`) || strings.Contains(s, `\href`) {
			return e.text(v)
		}
		return e.lib.src.Address(v[0].start, v[0].end, nil)
	}
	// What is put together stands where it is put together.
	t := &cite.Text{}
	t.Append(e.text(v).String(), e.lib.src.Span(e.at[name][0], e.at[name][1]))
	return t
}

func (e *Entry) words(names ...string) string {
	v, ok := e.has(names...)
	if !ok {
		return ""
	}
	return cite.Fold(e.text(v).String())
}

// span is where a value stands.
func (e *Entry) span(v value) cite.Span {
	if len(v) == 0 || v[0].words != "" {
		return e.Span
	}
	return e.lib.src.Span(v[0].start, v[0].end)
}

// complete is the entry with what it inherits.
func (e *Entry) complete() *Entry {
	out := *e
	copied := false
	take := func(name string, from *Entry, source string) {
		v := from.fields[source]
		if _, ok := out.fields[name]; ok || v.len() > maxWords {
			return
		}
		if !copied {
			out.fields, out.at = maps.Clone(e.fields), maps.Clone(e.at)
			copied = true
		}
		out.fields[name], out.at[name] = v, from.at[source]
	}
	for i, key := range strings.Split(e.words("xdata"), ",") {
		if parent := e.lib.Lookup(strings.TrimSpace(key)); parent != nil && parent.Type == "xdata" && i < 8 {
			for name := range parent.fields {
				take(name, parent, name)
			}
		}
	}
	if parent := e.lib.Lookup(e.words("crossref")); parent != nil && parent.Key != e.Key {
		if _, ok := parent.fields["title"]; ok {
			take("booktitle", parent, "title")
		}
		for _, name := range inherited {
			if _, ok := parent.fields[name]; ok {
				take(name, parent, name)
			}
		}
	}
	return &out
}

// record is the entry by its fields.
func (e *Entry) record() *entry.Record {
	e = e.complete()
	r := &entry.Record{}
	if v, ok := e.has("author", "shortauthor"); ok {
		r.Authors = e.names(v)
	} else if v, ok := e.has("editor"); ok {
		r.Authors = e.names(v)
	}
	r.Title = e.words("title", "maintitle")
	if sub := e.words("subtitle"); sub != "" && r.Title != "" {
		r.Title += ": " + sub
	}
	for _, name := range containers {
		if r.Container = e.words(name); r.Container != "" && r.Container != r.Title {
			break
		}
	}
	r.Date = e.date()
	r.Accessed = entry.Date(e.words("urldate", "lastchecked", "lastaccessed", "accessed", "accessdate", "visited", "retrieved"))
	if pages := e.words("pages"); pages != "" && len(pages) < 200 {
		r.Locator = cite.Locator{Kind: "page", Raw: pages}
	}
	for _, name := range []string{"url", "link", "ee", "bdsk-url-1"} {
		if _, ok := e.fields[name]; ok {
			r.Address(e.address(name), entry.Cited)
		}
	}
	for _, name := range []string{"archiveurl", "archive-url", "archivedurl", "urlarchive", "url-archive", "waybackurl"} {
		if _, ok := e.fields[name]; ok {
			r.Address(e.address(name), entry.Copy)
		}
	}
	if iso := entry.Date(e.words("archivedate", "archive-date")).ISO; iso != "" {
		r.Archived(iso)
	}
	e.identifiers(r)
	for _, name := range []string{"howpublished", "note", "addendum", "titleaddon", "url2", "bdsk-url-2", "publisher", "journal", "title", "pubstate", "annotation"} {
		if v, ok := e.fields[name]; ok {
			e.mine(r, v)
		}
	}
	return r
}

// seen begins a field that says when the source was seen.
var seen = regexp.MustCompile(`(?i)^\W*(?:(?:last|date)\s+)?(?:accessed|visited|retrieved|checked|viewed|abgerufen|abruf|zugriff|letzter zugriff|consulté|consultado|дата обращения)`)

// mine takes in the addresses in the words of a field, and when they were seen.
func (e *Entry) mine(r *entry.Record, v value) {
	t := e.text(v)
	if len(t.Links) == 0 && !strings.ContainsAny(t.String(), ":.0123456789") {
		return
	}
	r.Mine(t)
	if r.Accessed.Raw == "" {
		if s := t.String(); seen.MatchString(s) {
			r.Accessed = cite.ParseDate(s[seen.FindStringIndex(s)[1]:])
			return
		}
		for _, c := range cite.ParseNote(t) {
			if c.Accessed.Raw != "" {
				r.Accessed = c.Accessed
			}
		}
	}
}

// date is the entry's date as precise as it is.
func (e *Entry) date() cite.Date {
	if d := e.words("date"); d != "" {
		return entry.Date(d)
	}
	year, month, day := e.words("year"), e.words("month"), e.words("day")
	if month == "" || year == "" {
		return entry.Date(year)
	}
	if strings.Trim(month, "0123456789") == "" {
		raw := year + "-" + month
		if day != "" {
			raw += "-" + day
		}
		return entry.Date(raw)
	}
	if d := entry.Date(strings.TrimSpace(day + " " + month + " " + year)); d.ISO != "" {
		return d
	}
	return entry.Date(year)
}

func (e *Entry) identifiers(r *entry.Record) {
	for _, f := range []struct{ name, word string }{
		{"doi", "doi:"}, {"isbn", "ISBN"}, {"issn", "ISSN"}, {"eissn", "ISSN"}, {"pmid", "PMID:"}, {"pmcid", "PMCID:"}, {"hdl", "hdl:"},
		{"handle", "hdl:"}, {"arxiv", "arXiv:"}, {"arxivid", "arXiv:"}, {"urn", ""},
	} {
		if v, ok := e.fields[f.name]; ok {
			r.Identifier(f.word, bareIdentifier(e.address(f.name).String()), e.span(v))
		}
	}
	v, ok := e.fields["eprint"]
	if !ok {
		return
	}
	value := e.address("eprint").String()
	switch kind := strings.ToLower(e.words("eprinttype", "archiveprefix")); kind {
	case "arxiv", "":
		r.Identifier("arXiv:", value, e.span(v))
	case "pubmed", "pmid":
		r.Identifier("PMID:", value, e.span(v))
	case "hdl":
		r.Identifier("hdl:", value, e.span(v))
	}
	if strings.Contains(value, "://") {
		r.Address(e.address("eprint"), entry.Cited)
	}
}

// bareIdentifier is the identifier without its resolver's address.
func bareIdentifier(s string) string {
	for _, prefix := range []string{"https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "https://hdl.handle.net/"} {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			return rest
		}
	}
	return s
}
