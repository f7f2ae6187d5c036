package cite

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// title reads the title in quotation marks, and else that in italics.
func (e *entry) title() {
	for _, q := range e.quotes {
		if q.Start < e.start && !q.unopened || q.inner.Start >= q.inner.End || !e.titles(q) {
			continue
		}
		e.setTitle(q.Range, q.inner)
		if q.unopened {
			e.c.Anomalies = append(e.c.Anomalies, "missing-opening-quote")
		}
		if q.unclosed {
			e.c.Anomalies = append(e.c.Anomalies, "missing-closing-quote")
		}
		if q.nested {
			e.c.Anomalies = append(e.c.Anomalies, "nested-quotes")
		}
		return
	}
}

// titles reports whether the quotation q is a title rather than words quoted:
// it stands outside parentheses and before the end of what names the source.
func (e *entry) titles(q quotation) bool {
	inner := string(e.w[q.inner.Start:q.inner.End])
	if strings.TrimSpace(strings.ReplaceAll(inner, string(spent), "")) == "" {
		return false
	}
	before := e.w[e.start:max(q.Start, e.start)]
	if i := strings.LastIndexAny(string(before), "([)]"); i >= 0 && (before[i] == '(' || before[i] == '[') {
		return false
	}
	if e.c.RefersTo != nil {
		return false
	}
	// After the address nothing but remarks follows.
	for _, p := range e.places {
		if p.Outer.Start < q.Start {
			return false
		}
	}
	return true
}

// setTitle makes inner, which with its marks is outer, the title.
func (e *entry) setTitle(outer, inner Range) {
	e.c.Title = cleanTitle(e.n.unwrap(e.Start+inner.Start, e.Start+inner.End))
	e.titled, e.quoted = outer, true
}

// unwrap is text[start:end] in one line. Where lines are those of a page, a
// hyphen between small letters at a line end is the printer's.
func (n *note) unwrap(start, end int) string {
	s := n.s[start:end]
	if n.t.Wrapped && strings.Contains(s, "-\n") {
		s = lineHyphen.ReplaceAllString(s, "$1$2")
	}
	return Fold(s)
}

var lineHyphen = regexp.MustCompile(`(\p{Ll}{2})-\n\s*(\p{Ll}{2})`)

// cleanTitle takes off the punctuation that belongs to the citation.
func cleanTitle(s string) string {
	s = strings.Trim(Fold(strings.ReplaceAll(s, "\u00ad", "")), " ")
	s = strings.TrimLeft(s, ",;:")
	for _, end := range []string{",", ".", ";", ":", "，", "。", "،", "؛"} {
		t := strings.TrimSuffix(s, end)
		if t == s || end == "." && strings.HasSuffix(t, ".") {
			continue
		}
		s = t
		break
	}
	return strings.TrimSpace(s)
}

// container reads the outlet, which stands between the title and what follows.
func (e *entry) container() {
	from := e.titled.End
	if in := e.italicIn(Range{from, len(e.w)}); in.Start < in.End {
		before := strings.Trim(string(e.w[from:in.Start]), " ,.;:—–-\x03")
		if before == "" || strings.EqualFold(before, "in") || volumeBefore.MatchString(before) {
			e.c.Container = cleanContainer(e.raw(in))
			e.volume(Range{in.End, len(e.w)})
			e.missing()
			return
		}
	}
	from = e.byline(from)
	r := e.segment(from)
	if r.Start == r.End {
		r = e.segment(e.afterDate(r.End))
	}
	raw := leadIn.ReplaceAllString(e.raw(r), "")
	if publisher(raw) {
		raw = ""
	}
	name, locator := journal(raw)
	if e.c.Locator.Raw == "" && locator != "" {
		e.c.Locator = Locator{Kind: "page", Raw: locator}
	}
	e.c.Container = e.withoutVolume(cleanContainer(name))
	if !isOutlet(e.c.Container) {
		e.c.Container = ""
	}
	if e.c.Container == "" {
		e.c.Container = e.outletWithDate()
	}
	e.volume(Range{r.End, len(e.w)})
	e.missing()
}

var byName = regexp.MustCompile(`^[ ,]*(?:by|von|par|por|di) (\p{Lu}[^,;(\x01-\x03]{3,60})[,.(\x03]`)

// byline reads the author after the title: “Title” by Ilse Varga, Merrow Courier.
func (e *entry) byline(from int) int {
	m := byName.FindSubmatchIndex(e.w[from:])
	if m == nil {
		return from
	}
	a := parseAuthors(string(e.w[from+m[2] : from+m[3]]))
	if a == nil {
		return from
	}
	e.c.Authors = a
	return from + m[3]
}

// afterDate is where an outlet may stand behind the date that was read at at:
// ‘Title’ (2020) 14 Journal of Hydrography 201.
func (e *entry) afterDate(at int) int {
	if at >= len(e.w) || e.w[at] != spent {
		return at
	}
	end := at
	for end < len(e.w) && e.w[end] == spent {
		end++
	}
	lead := ", "
	if e.n.s[e.Start+end-1] == ')' {
		lead = " "
	}
	if rest := string(e.w[end:]); strings.HasPrefix(rest, lead) && len(rest) > len(lead) {
		if first := firstRune(rest[len(lead):]); unicode.IsUpper(first) || unicode.IsDigit(first) {
			return end
		}
	}
	return at
}

// outletWithDate is the outlet that stands in one parenthesis with the date:
// “Title” (Merrow Courier, 9 October 2020).
func (e *entry) outletWithDate() string {
	g := e.dateGroup
	if g.Start < e.titled.End || g.Start >= g.End || strings.Trim(string(e.w[e.titled.End:g.Start]), " ,.\x03") != "" {
		return ""
	}
	inside := e.raw(Range{g.Start + 1, g.End - 1})
	before, _, ok := strings.Cut(inside, e.c.Date.Raw)
	name := cleanContainer(before)
	if !ok || publisher(before) || len(name) < 3 || strings.ContainsAny(name, "0123456789") || strings.HasSuffix(strings.TrimSpace(before), ".") || !isOutlet(name) || !isName(name) {
		return ""
	}
	return name
}

// missing records what a title in quotation marks should have beside it.
func (e *entry) missing() {
	if e.c.Container == "" {
		e.c.Anomalies = append(e.c.Anomalies, "no-container")
	}
	if e.c.Date.Raw == "" {
		e.c.Anomalies = append(e.c.Anomalies, "no-date")
	}
}

// segment is the stretch from from on up to what has been read.
func (e *entry) segment(from int) Range {
	r := Range{from, from}
	for r.End < len(e.w) {
		c := e.w[r.End]
		if c == spent || c == placeMark || c == nameMark || c == '[' {
			break
		}
		if c == '(' {
			// "The Times (London)" is one name; "(reporting that …)" is none.
			end := groupEnd(string(e.w), r.End)
			inside := ""
			if end > 0 {
				inside = string(e.w[r.End+1 : end-1])
			}
			if inside == "" || len(inside) > 30 || !unicode.IsUpper(firstRune(inside)) || strings.ContainsAny(inside, "0123456789\x01\x02\x03:") {
				break
			}
			r.End = end
			continue
		}
		r.End++
	}
	for r.Start < r.End {
		c, n := utf8.DecodeRune(e.w[r.Start:r.End])
		if !strings.ContainsRune(" ,.;:—–-/|，。：、，．،»”’\"'՝-", c) {
			break
		}
		r.Start += n
	}
	return r
}

var (
	volumeBefore = regexp.MustCompile(`^\d+$`)
	leadIn       = regexp.MustCompile(`^(?i:in|dans|en|em|w|i|в|у|//|载|載|载于|載於|刊于|刊於|发表于|في|ב)\s*[:：]?\s+|^(?i:in|in:|dans:|载|載|见于)[:：]?\s*(?:[«“"《『])|^//\s*|^载|^載`)
	// 14 J. Imagin. Hydrogr. 201, 209
	legalJournal = regexp.MustCompile(`^(\d{1,4})\s(\D[^\d]*?)\s(?:at\s)?(\d+(?:[–-]\d+)?)(?:,\s?(\d+(?:[–-]\d+)?))?[,.]?$`)
	// Journal 14, no. 2, 201–209 and its kin
	academicJournal = regexp.MustCompile(`^(\D.*?)[,.]?\s(?i:vol(?:ume)?\.?\s?|v\.\s?|bd\.?\s?|jg\.?\s?|t\.\s?|tome\s|т\.\s?|том\s|հատ\.\s?|第|vol\.)?(\d{1,4})(?:\s?\(\d[\d–/-]*\)|[,.:]?\s?(?i:no|nr|n°|nº|№|núm|num|iss(?:ue)?|heft|h|вып|հմր|is)\.?\s?\d+[\d–/-]*)?(?:[,:]\s?(?i:(?:pp?|s|p|с)\.?\s?)?(\d+(?:[–-]\d+)?))?[,.:]?$`)
	issueAlone      = regexp.MustCompile(`^(\D.*?)[,.]\s(?i:(?:no|nr|n°|nº|№|núm|num|issue|heft|вып|հմր|vol|volume|bd|jg|т|том|年第|第)\.?\s?)[\d–/-]+.*$`)
	pagesAfter      = regexp.MustCompile(`^[\s\x03.]*(?:;\s?\d+(?:\s?\(\d+\))?)?[,:]\s?(?:pp?\.\s?)?(\d+(?:\s?[–-]\s?\d+)?)`)
)

// journal splits volume, issue and pages off the name of a journal.
func journal(s string) (name, page string) {
	s = strings.Trim(s, " ,")
	if m := legalJournal.FindStringSubmatch(s); m != nil {
		if m[4] != "" {
			return m[2], m[4]
		}
		return m[2], m[3]
	}
	if m := academicJournal.FindStringSubmatch(s); m != nil {
		rest := s[len(m[1]):]
		if m[3] != "" || strings.ContainsAny(rest, "(,№.°") || strings.Contains(strings.ToLower(rest), "no") || strings.Contains(strings.ToLower(rest), "vol") {
			return m[1], m[3]
		}
	}
	if m := issueAlone.FindStringSubmatch(s); m != nil {
		return m[1], ""
	}
	return s, ""
}

var lastVolume = regexp.MustCompile(` \d{1,4}$`)

// withoutVolume takes the volume off the name of a journal that is cited by
// year and page.
func (e *entry) withoutVolume(name string) string {
	if len(e.c.Date.ISO) == len("2020") && e.c.Locator.Kind == "page" {
		return lastVolume.ReplaceAllString(name, "")
	}
	return name
}

// volume reads the pages of a journal after its volume and year.
func (e *entry) volume(r Range) {
	if e.c.Locator.Raw != "" || r.Start >= len(e.w) {
		return
	}
	if m := pagesAfter.FindSubmatch(e.w[r.Start:]); m != nil {
		e.c.Locator = Locator{Kind: "page", Raw: string(m[1])}
	}
}

// cleanContainer takes off what is around the name of an outlet.
func cleanContainer(s string) string {
	s = leadIn.ReplaceAllString(s, "")
	s = strings.Trim(s, " ,;:—–-/|«»“”„\"《》『』（）、，；：،؛‘’'*_")
	if i := strings.Index(s, ", "); i > 0 && !strings.Contains(s, ", and ") {
		s = s[:i]
	}
	for _, sep := range []string{"，", "،"} {
		s, _, _ = strings.Cut(s, sep)
	}
	if i := strings.Index(s, ": "); i > 0 && strings.HasSuffix(s, ":") {
		s = s[:i]
	}
	s = strings.TrimSuffix(s, "。")
	if strings.HasSuffix(s, ".") && !abbreviates(lastWord(s)) {
		s = strings.TrimSuffix(s, ".")
	}
	// "Merrow Courier. London" has the place of printing.
	if i := strings.Index(s, ". "); i > 0 && !abbreviates(lastWord(s[:i+1])) {
		s = s[:i]
	}
	return strings.TrimSpace(s)
}

// abbreviates reports whether the full stop of word is that of an abbreviation.
func abbreviates(word string) bool {
	word = strings.TrimSuffix(word, ".")
	return strings.Contains(word, ".") || utf8.RuneCountInString(word) <= 3 || shortened[strings.ToLower(word)]
}

// shortened are words of four and more letters that names of journals and
// bodies are shortened to.
var shortened = wordSet(`univ assn comm chron intl natl dept govt corp hydrogr imagin quar mag proc trans bull ann symp conf phys chem biol econ polit hist stud resear mass calif conn penn tenn wash minn okla oreg prof capt hosp`)

// isOutlet reports whether s can be the name of an outlet.
func isOutlet(s string) bool {
	first := firstRune(s)
	if s == "" || utf8.RuneCountInString(s) > 120 {
		return false
	}
	if !unicode.IsLetter(first) && !unicode.IsDigit(first) {
		return false
	}
	if unicode.IsLower(first) {
		// "openDemocracy", "taz", "la Repubblica" but not "by the author".
		word, rest, more := strings.Cut(s, " ")
		return strings.ToLower(word) != word || !more && len(word) > 1 || particles[word] && more && unicode.IsUpper(firstRune(rest))
	}
	return strings.IndexFunc(s, unicode.IsLetter) >= 0 && len(strings.Fields(s)) <= 14
}

// italicIn is the first stretch in italics within r that is no signal or kin.
func (e *entry) italicIn(r Range) Range {
	for _, it := range e.n.t.Italics {
		it.Start, it.End = it.Start-e.Start, it.End-e.Start
		if it.End <= r.Start || it.Start >= r.End {
			continue
		}
		it.Start, it.End = max(it.Start, r.Start), min(it.End, r.End)
		words := strings.Trim(string(e.w[it.Start:it.End]), " ,.;:()\x03\x01\x02")
		if words == "" || len(words) < 2 || signalAt(words+" ") > 0 || referenceAt(words+" ") > 0 || strings.HasPrefix(words, "et al") || strings.ContainsAny(words, "\x01\x03") {
			continue
		}
		return it
	}
	return Range{}
}
