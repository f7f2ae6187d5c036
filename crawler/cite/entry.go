package cite

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"
)

// spent stands in the working copy of an entry for what has been read.
const spent = '\x03'

// entry is the stretch of a note that cites one source, while it is read.
type entry struct {
	n *note
	// Range is the stretch in the text of the note.
	Range
	// w is the stretch with what has been read struck out.
	w []byte
	// start is where the entry begins after its signal; offsets count in w.
	start int
	// titled is the stretch of the title with its quotation marks, if there is one.
	titled Range
	quoted bool
	// dateGroup is the parenthesis that the date stands in, if there is one.
	dateGroup Range
	places    []place
	names     []named
	quotes    []quotation
	dates     []dated
	c         Citation
}

// entry prepares the reading of the stretch r.
func (n *note) entry(r Range) *entry {
	e := &entry{n: n, Range: r, w: []byte(n.m[r.Start:r.End])}
	for _, p := range n.placesIn(r) {
		p.Outer.Start -= r.Start
		p.Outer.End = min(p.Outer.End, r.End) - r.Start
		e.places = append(e.places, p)
	}
	for _, id := range n.namesIn(r) {
		id.Start, id.End = id.Start-r.Start, min(id.End, r.End)-r.Start
		e.names = append(e.names, id)
	}
	for _, q := range n.quotesIn(r) {
		q.Start, q.End = q.Start-r.Start, q.End-r.Start
		q.inner.Start, q.inner.End = q.inner.Start-r.Start, q.inner.End-r.Start
		e.quotes = append(e.quotes, q)
	}
	for _, d := range n.datesIn(r) {
		d.Start, d.End = d.Start-r.Start, d.End-r.Start
		e.dates = append(e.dates, d)
	}
	return e
}

// citation reads the entry; ok says whether it cites anything.
func (e *entry) citation() (c Citation, ok bool) {
	if e.Start >= e.End {
		return c, false
	}
	e.signal()
	e.reference()
	e.addresses()
	e.identifiers()
	e.accessed()
	e.title()
	e.date()
	e.locator()
	switch {
	case e.c.RefersTo != nil:
	case e.quoted:
		e.container()
		e.authors(e.start, e.titled.Start)
	default:
		e.unquoted()
	}
	if !e.cites() {
		return c, false
	}
	e.span()
	return e.c, true
}

// signal reads the words that introduce the citation.
func (e *entry) signal() {
	if bytes.HasPrefix(e.w, []byte("and ")) {
		e.start = len("and ")
	}
	if e.start < len(e.w) && (e.w[e.start] == '(' || e.w[e.start] == '[') {
		if k := signalAt(string(e.w[e.start+1:])); k > 0 {
			e.start++
		}
	}
	k := signalAt(string(e.w[e.start:]))
	if k == 0 {
		return
	}
	raw := strings.TrimRight(e.raw(Range{e.start, e.start + k}), ":`՝ ")
	if !strings.HasSuffix(strings.ToLower(raw), "e.g.,") {
		raw = strings.TrimRight(raw, ",")
	}
	e.c.Signal = raw
	e.start += k
	for e.start < len(e.w) && strings.IndexByte(" ,:", e.w[e.start]) >= 0 {
		e.start++
	}
}

// raw is the text of r as a reader sees it.
func (e *entry) raw(r Range) string {
	return Fold(e.n.s[e.Start+r.Start : e.Start+r.End])
}

// strike marks r as read.
func (e *entry) strike(r Range) {
	for i := max(r.Start, 0); i < min(r.End, len(e.w)); i++ {
		e.w[i] = spent
	}
}

// strikeGroup marks r as read, with the parenthesis around it when that holds
// nothing of another kind.
func (e *entry) strikeGroup(r Range) {
	if g := e.group(r); g.Start < g.End {
		r = g
	}
	e.strike(r)
}

// group is the parenthesis or bracket that stands around r, or nothing.
func (e *entry) group(r Range) Range {
	open := bytes.LastIndexAny(e.w[max(0, r.Start-maxGroup):r.Start], "()[]（）")
	if open < 0 {
		return Range{}
	}
	open += max(0, r.Start-maxGroup)
	c, size := utf8.DecodeRune(e.w[open:])
	if c != '(' && c != '[' && c != '（' {
		return Range{}
	}
	end := bytes.IndexAny(e.w[r.End:min(len(e.w), r.End+maxGroup)], "()[]（）")
	if end < 0 || size == 0 {
		return Range{}
	}
	end += r.End
	c, size = utf8.DecodeRune(e.w[end:])
	if c != ')' && c != ']' && c != '）' {
		return Range{}
	}
	return Range{open, end + size}
}

// identifiers reads the names of works that are no addresses.
func (e *entry) identifiers() {
	for _, id := range e.names {
		// The symbol of a legal document is its title as well.
		legal := id.Kind == "un" || id.Kind == "ecli" || id.Kind == "celex"
		known := false
		for _, have := range e.c.Identifiers {
			known = known || have.Kind == id.Kind && have.Value == id.Value
		}
		if known {
			continue
		}
		e.c.Identifiers = append(e.c.Identifiers, id.Identifier)
		if legal {
			continue
		}
		r := id.Range
		if m := namedBy.FindIndex(e.w[max(0, r.Start-20):r.Start]); m != nil {
			r.Start = max(0, r.Start-20) + m[0]
		}
		e.strikeGroup(r)
	}
}

// namedBy are the words that introduce an identifier.
var namedBy = regexp.MustCompile(`(?i)(?:\bdoi|\bisbn(?:-1[03])?|\bissn|\bpmid|\bpmcid|\bhdl|\barxiv|\bcelex|\bu\.?n\.?\s?docs?\.?|\bdocs?\.)[\s:№]*$`)

// locator reads the place inside the source.
func (e *entry) locator() {
	from := e.start
	if e.quoted {
		from = e.titled.End
	}
	if from >= len(e.w) {
		return
	}
	first, all := findLocators(string(e.w[from:]))
	e.c.Locator = first
	for _, r := range all {
		e.strike(Range{from + r.Start, from + r.End})
	}
}

// cites reports whether what was read names a source.
func (e *entry) cites() bool {
	c := &e.c
	switch {
	case c.URL != "" || c.Lost || len(c.Archives) > 0 || len(c.Identifiers) > 0 || c.RefersTo != nil:
		return true
	case c.Title == "":
		return false
	case e.quoted:
		return c.Container != "" || c.Date.Raw != "" || len(c.Authors) > 0 || c.Signal != "" && c.Locator.Raw != ""
	}
	first, _, _ := strings.Cut(strings.ToLower(c.Title), " ")
	return c.Date.Raw != "" && (documentWords[first] || len(c.Authors) > 0 || c.Container != "" || c.Signal != "") ||
		len(c.Authors) > 0 && (c.Locator.Raw != "" || c.Container != "")
}

// span fixes where the citation stands, without the full stop after it.
func (e *entry) span() {
	r := Range{0, len(e.w)}
	s := e.n.s[e.Start:e.End]
	for r.End > 0 && strings.IndexByte(" .,;:", e.n.m[e.Start+r.End-1]) >= 0 && !endsInReference(s[:r.End]) {
		r.End--
	}
	// A parenthesis that opened before the entry closes with it.
	if r.End > 0 && s[r.End-1] == ')' && strings.Count(e.n.m[e.Start:e.Start+r.End], ")") > strings.Count(e.n.m[e.Start:e.Start+r.End], "(") {
		r.End--
	}
	if r.End == 0 {
		r.End = len(e.w)
	}
	e.c.Span = e.n.t.Source(e.Start, e.Start+r.End)
	e.c.Raw = e.raw(r)
}

// supplements reports whether c adds to the citation before it instead of
// citing another source: a copy, an identifier, a date of access.
func (e *entry) supplements(c *Citation) bool {
	if c.Signal != "" || c.Title != "" || c.Lost || c.RefersTo != nil || len(c.Authors) > 0 {
		return false
	}
	if len(c.Archives) > 0 {
		return c.URL == c.Archives[0].URL
	}
	return c.URL == "" && len(c.Identifiers) > 0 && c.Container == ""
}

// maxRaw bounds how far what supplements a citation makes its text grow.
const maxRaw = 4 << 10

// supplement adds to last what c tells.
func supplement(last, c *Citation) {
	last.Archives = append(last.Archives, c.Archives...)
	last.Identifiers = append(last.Identifiers, c.Identifiers...)
	if last.Accessed.Raw == "" {
		last.Accessed = c.Accessed
	}
	if last.Span.Part == c.Span.Part && c.Span.End > last.Span.End {
		last.Span.End = c.Span.End
		if len(last.Raw) < maxRaw {
			last.Raw += "; " + c.Raw
		}
	}
}
