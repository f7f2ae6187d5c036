package cite

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// unquoted reads a citation whose title stands in no quotation marks: one in
// italics, an entry of a list of references, or names and title between commas.
func (e *entry) unquoted() {
	if it := e.italicIn(Range{e.start, len(e.w)}); it.Start < it.End {
		e.italic(it)
		return
	}
	end := e.start
	for end < len(e.w) && e.w[end] != spent && e.w[end] != placeMark {
		end++
	}
	head := e.named(Range{e.start, end})
	if e.yearFirst(head, end) || e.medical(head) || e.slashes(head) {
		return
	}
	e.commas(head)
}

// named is what is left of r to be read, with the identifiers that belong to a
// title as written.
func (e *entry) named(r Range) string {
	b := []byte(string(e.w[r.Start:r.End]))
	for i, c := range b {
		if c == nameMark {
			b[i] = e.n.s[e.Start+r.Start+i]
		}
	}
	return string(b)
}

// italic reads a citation with words in italics: its title, or its outlet when
// the title stands before it.
func (e *entry) italic(it Range) {
	before := strings.Trim(strings.ReplaceAll(string(e.w[e.start:it.Start]), string(spent), " "), " ")
	if head, title, ok := titleBeforeItalic(before); ok {
		e.c.Authors = parseAuthors(head)
		e.c.Title = cleanTitle(title)
		e.c.Container = cleanContainer(e.raw(it))
		e.volume(Range{it.End, len(e.w)})
		return
	}
	e.c.Title = cleanTitle(e.raw(it))
	e.authors(e.start, it.Start)
	r := e.segment(it.End)
	if name := cleanContainer(e.raw(r)); isOutlet(name) && !publisher(name) && it.End < len(e.w) && e.w[it.End] != ' ' {
		e.c.Container, _ = journal(name)
	} else if e.c.Locator.Raw == "" {
		e.c.Locator = trailingPages(e.raw(r))
	}
}

// titleBeforeItalic splits "Okafor, R. (2020). Sea level at Merrow." into names
// and title, as lists of references have them before a journal in italics.
func titleBeforeItalic(s string) (names, title string, ok bool) {
	for at := 0; at < len(s); {
		i := strings.Index(s[at:], ". ")
		if i < 0 {
			break
		}
		i += at
		rest := strings.TrimSpace(s[i+2:])
		if a := parseAuthors(s[:i+1]); a != nil && len(strings.Fields(rest)) >= 2 && parseAuthors(rest) == nil && !editorsIn.MatchString(rest) {
			return s[:i+1], rest, true
		}
		at = i + 2
	}
	return "", "", false
}

var editorsIn = regexp.MustCompile(`^In:?\s`)

// yearFirst reads the style that puts the year after the names:
// "Okafor, R. & Lindqvist, T. (2020). Title. Journal, 14(2), 201–209."
func (e *entry) yearFirst(head string, end int) bool {
	if e.c.Date.Raw == "" || end >= len(e.w) || e.w[end] != spent {
		return false
	}
	authors := parseAuthors(head)
	if authors == nil || !known(authors) && e.dateGroup.Start >= e.dateGroup.End {
		return false
	}
	from := end
	for from < len(e.w) && e.w[from] == spent {
		from++
	}
	rest := string(e.w[from:])
	if trimmed := strings.TrimLeft(rest, " .,:"); trimmed == "" || trimmed[0] == spent || trimmed[0] == placeMark {
		return false
	} else {
		from += len(rest) - len(trimmed)
	}
	title, after := e.sentence(from)
	if title == "" {
		return false
	}
	e.c.Authors, e.c.Title = authors, cleanTitle(title)
	e.outletAfter(after)
	return true
}

// sentence is w[from:] up to the full stop that ends a title.
func (e *entry) sentence(from int) (string, int) {
	for i := from; i < len(e.w); i++ {
		switch e.w[i] {
		case spent, placeMark, nameMark, '[':
			return e.raw(Range{from, i}), i
		case '?', '!':
			if i+1 < len(e.w) && e.w[i+1] == ' ' {
				return e.raw(Range{from, i + 1}), i + 1
			}
		case '.':
			if i+1 == len(e.w) || e.w[i+1] == ' ' && !initialBefore(e.w[from:i]) {
				return e.raw(Range{from, i}), min(i+1, len(e.w))
			}
		}
	}
	return e.raw(Range{from, len(e.w)}), len(e.w)
}

// initialBefore reports whether a single capital stands at the end of w.
func initialBefore(w []byte) bool {
	n := len(w)
	return n > 0 && w[n-1] >= 'A' && w[n-1] <= 'Z' && (n == 1 || w[n-2] == ' ' || w[n-2] == '.')
}

// outletAfter reads the outlet from from on.
func (e *entry) outletAfter(from int) {
	r := e.segment(from)
	name, page := journal(strings.TrimRight(e.raw(r), " .,"))
	name = cleanContainer(name)
	if e.c.Locator.Raw == "" && page != "" {
		e.c.Locator = Locator{Kind: "page", Raw: page}
	}
	if isOutlet(name) && !publisher(name) {
		e.c.Container = name
	}
	e.volume(Range{r.End, len(e.w)})
}

// publisher reports whether s names a place and a publisher, not an outlet.
func publisher(s string) bool { return strings.Contains(s, ": ") }

// medical reads the style of "Okafor R, Lindqvist T. Title. Journal. 2020;14:201-9."
func (e *entry) medical(head string) bool {
	i := strings.Index(head, ". ")
	if i < 0 {
		return false
	}
	names := betweenAuthors.Split(cleanNames(head[:i]), -1)
	for _, name := range names {
		if !vancouverName.MatchString(name) {
			return false
		}
	}
	if len(names) == 1 && !strings.Contains(head[i+2:], ". ") {
		return false
	}
	e.c.Authors = persons(names)
	title, after := e.sentence(e.start + i + 2)
	e.c.Title = cleanTitle(title)
	e.outletAfter(after)
	return true
}

// russianName is a family name with initials after it.
var russianName = regexp.MustCompile(`^\p{Lu}[\p{L}-]+,? \p{Lu}\.(?:\s?\p{Lu}\.)?`)

// slashes reads the style of GOST R 7.0.5:
// "Иванов И.И., Петров П.П. Заглавие // Вестник. 2020. № 3. С. 12–14."
func (e *entry) slashes(head string) bool {
	work, outlet, ok := strings.Cut(head, "//")
	if !ok {
		return false
	}
	work = strings.TrimSpace(work)
	for {
		name := russianName.FindString(work)
		if name == "" {
			break
		}
		e.c.Authors = append(e.c.Authors, Author{Name: name})
		work = strings.TrimLeft(work[len(name):], " ,;")
	}
	if e.c.Title = cleanTitle(work); e.c.Title == "" {
		e.c.Authors = nil
		return false
	}
	outlet, _, _ = strings.Cut(strings.TrimSpace(outlet), ". ")
	name, _ := journal(strings.Trim(outlet, " .—–-"))
	if name = cleanContainer(name); isOutlet(name) {
		e.c.Container = name
	}
	return true
}

// commas reads "A. N. Other, The Merrow Almanac 88–91 (3d ed. 1998)": names,
// title and outlet between commas.
func (e *entry) commas(head string) {
	// "Müller, Anna/Schmidt, Karl: Gezeiten im Hafen, Berlin 2020"
	if before, after, ok := strings.Cut(head, ": "); ok && len(before) < 150 {
		if a := parseAuthors(strings.ReplaceAll(before, "/", "; ")); a != nil && !a[0].Organization {
			e.c.Authors, head = a, after
		}
	}
	parts := cutParts(head)
	for len(parts) > 0 && strings.Trim(parts[len(parts)-1], " .,:;\x02") == "" {
		parts = parts[:len(parts)-1]
	}
	if len(parts) == 0 {
		return
	}
	if strings.EqualFold(strings.TrimSpace(parts[0]), "press release") && len(parts) > 1 {
		parts = parts[1:]
	}
	// As many parts as are names of persons, and what is left is the title.
	for k := min(len(parts)-1, maxNames/4); k > 0 && e.c.Authors == nil; k-- {
		if a := parseAuthors(strings.Join(parts[:k], ", ")); a != nil && known(a) && (k == 1 || !a[0].Organization) {
			e.c.Authors = a
			parts = parts[k:]
			break
		}
	}
	title := strings.TrimSpace(parts[0])
	if !e.plausible(title) {
		return
	}
	if e.c.Authors == nil && len(parts) == 1 && (isPerson(title) || isBody(title) && !strings.ContainsAny(title, "0123456789") && e.c.URL != "" && e.c.Date.Raw == "") {
		e.c.Authors = parseAuthors(title)
		return
	}
	if l := trailingPages(title); l.Raw != "" && e.c.Authors != nil {
		if e.c.Locator.Raw == "" {
			e.c.Locator = l
		}
		title = strings.TrimSpace(strings.TrimSuffix(title, l.Raw))
	}
	e.c.Title = cleanTitle(title)
	if len(parts) > 1 {
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		name, page := journal(strings.Join(parts[1:], ", "))
		name = e.withoutVolume(cleanContainer(name))
		if isOutlet(name) && !strings.ContainsRune(name, nameMark) && !documentSign.MatchString(name) && isName(name) {
			e.c.Container = name
			if page != "" && e.c.Locator.Raw == "" {
				e.c.Locator = Locator{Kind: "page", Raw: page}
			}
		}
	}
}

// known reports whether each of the authors is a person or a body by its name,
// rather than some words with capitals.
func known(authors []Author) bool {
	for _, a := range authors {
		if a.Organization && !isBody(a.Name) && !isAcronym(a.Name) {
			return false
		}
	}
	return true
}

var documentSign = regexp.MustCompile(`(?i)^(?:u\.?n\.? )?docs?\.|^doc\b|^no\.`)

// cutParts cuts s at commas outside parentheses, and at a full stop after which
// a title may begin.
func cutParts(s string) []string {
	var out []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(', '[':
			if end := groupEnd(s, i); end > 0 {
				i = end - 1
			}
		case ',':
			if i+1 < len(s) && s[i+1] == ' ' {
				out = append(out, s[start:i])
				start = i + 1
			}
		case '.':
			if i+2 < len(s) && s[i+1] == ' ' && !abbreviates(lastWord(s[start:i+1])) && !unicode.IsLower(firstRune(s[i+2:])) {
				out = append(out, s[start:i])
				start = i + 1
			}
		}
	}
	for _, wide := range []string{"，", "،", "：", "。"} {
		if len(out) == 0 && strings.Contains(s, wide) {
			return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("，،：。", r) })
		}
	}
	return append(out, s[start:])
}

var lastPages = regexp.MustCompile(`\s(\d{1,4}(?:[–-]\d{1,4})?)$`)

// trailingPages is the pages that s ends with: "The Merrow Almanac 88–91".
func trailingPages(s string) Locator {
	if m := lastPages.FindStringSubmatch(strings.TrimRight(s, " ,.")); m != nil {
		return Locator{Kind: "page", Raw: m[1]}
	}
	return Locator{}
}

// sentenceWords are words that sentences have and titles between commas do not.
var sentenceWords = wordSet(`is are was were has have had been will would can could may should this these those that which who it its we our they their he she his her i my there here please thank thanks note notes also however because although while see
	ist sind war waren wird werden hat haben wurde wurden est sont était ont sera été es son fue fueron han está están это был была были является`)

// plausible reports whether s, which nothing marks as a title, may be one.
func (e *entry) plausible(s string) bool {
	s = strings.Trim(s, " .,:;\x02")
	first := firstRune(s)
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < 3 || unicode.IsLower(first) || !unicode.IsLetter(first) && !unicode.IsDigit(first) || utf8.RuneCountInString(s) > 250 {
		return false
	}
	if strings.ContainsAny(s, "\x01\x02\x03") {
		return false
	}
	words := strings.Fields(strings.ToLower(s))
	for _, w := range words {
		if sentenceWords[strings.Trim(w, ",.;:()’'")] {
			return len(e.c.Authors) > 0 && e.c.Date.Raw != ""
		}
	}
	return true
}
