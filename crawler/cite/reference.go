package cite

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// sameAsBefore are the forms of "Id.": what was cited just before.
var sameAsBefore = regexp.MustCompile(`^(?i:id\.|id(?:\s|,|$)|ibid(?:em)?\b\.?|ibíd\.?|idem\b\.?|ebd\.|ebenda|ebd\b|a\.\s?a\.\s?o\.|там\sже|то\sже|նույն\sտեղում|նույնտեղ|նույն\sտեղը|ն\.\s?տ\.|同上|同前|前揭|同註|المرجع\s(?:نفسه|السابق\sنفسه)|المصدر\sنفسه|נفس\sالمرجع|نفس\sالمرجع|שם(?:[\s,.;]|$)|a\.g\.e\.|aynı\syer|loc\.\s?cit\.?|l\.\s?c\.|ό\.π\.|იქვე)`)

// earlier are the forms of "supra note 3". The group is the label of the note.
var earlier = regexp.MustCompile(`(?i)(?:\bsupra\b|\bop\.\s?cit\.?|\binfra\b|указ\.\s?соч\.?|նշվ\.\s?աշխ\.?|нав\.\s?праця|\ba\.\s?a\.\s?o\.|(?:ال)?(?:مرجع|مصدر)\s(?:ال)?(?:سابق|مذكور)|\b(?:art|ouvr|loc)\.\s?cit\.?)(?:,?\s(?:notes?|nn?\.|fn\.?|footnotes?|сноска|прим\.?)\s?([\d]+|[ivxlc]+\b|[a-z]\b|[*†‡§]+))?`)

// noteAbove are forms that name a note without "supra".
var noteAbove = regexp.MustCompile(`(?i)(?:\b(?:notes?|nn?\.|fn\.?|footnote)\s(\d+|[ivxlc]+)\s(?:above|ante)\b|\babove,?\s(?:note|n\.|fn\.?)\s?(\d+|[ivxlc]+)\b|\b(?:s\.|siehe)?\s?(?:fn\.|fußnote|anm\.)\s(\d+)\b|\b(?:note|n\.)\s(\d+)\s(?:précitée?|supra|ci-dessus)|\bnota\s(\d+)\b|(?:см\.\s)?(?:прим(?:ечание|\.)|сноск[аеу])\s(\d+)|ծան(?:ոթագրություն|\.)\s(\d+)|(?:前[注註揭引]|[注註]释?)\s?[\[(（〔]?(\d+)|(?:الهامش|هامش|حاشية)(?:\sرقم)?\s(\d+)|לעיל\s(?:ה["״”]ש|הערה)\s(\d+)|(?:dipnot|dn\.)\s(\d+))`)

// earlierSigns and noteSigns are what a text must have for the patterns above to
// be worth trying: most citations refer to no other.
var (
	earlierSigns = []string{"upra", "UPRA", "nfra", "cit", "соч", "աշխ", "праця", "a.O", "a. O", "سابق", "مذكور"}
	noteSigns    = []string{"ote ", "otes ", "above", "fn.", "Fn.", "n. ", "ußnote", "Anm.", "nm. ", "nota ", "рим", "носк", "ան.", "անոթ", "前", "注", "註", "هامش", "حاشية", "לעיל", "ipnot"}
)

func hasAny(s string, signs []string) bool {
	for _, sign := range signs {
		if strings.Contains(s, sign) {
			return true
		}
	}
	return false
}

// referenceAt is the length of the back reference that s begins with, or 0.
func referenceAt(s string) int {
	if m := sameAsBefore.FindString(s); m != "" {
		// "Id" in "Idea" and "IDs" is no reference; that in capitals is a word.
		return len(strings.TrimRight(m, " ,;"))
	}
	return 0
}

// reference reads "Id." and "supra note 3".
func (e *entry) reference() {
	s := string(e.w[e.start:])
	if k := referenceAt(s); k > 0 && len(e.places) <= 1 {
		e.c.RefersTo = &Reference{Kind: "id"}
		e.strike(Range{e.start, e.start + k})
		return
	}
	if !hasAny(s, earlierSigns) && !hasAny(s, noteSigns) {
		return
	}
	if m := earlier.FindStringSubmatchIndex(s); m != nil && m[0] < 200 && e.nameBefore(s[:m[0]]) {
		e.refer(s, m)
		return
	}
	if m := noteAbove.FindStringSubmatchIndex(s); m != nil && m[0] < 120 && len(e.quotes) == 0 && e.nameBefore(s[:m[0]]) {
		e.refer(s, m)
	}
}

// refer records the reference that m matched in s.
func (e *entry) refer(s string, m []int) {
	ref := &Reference{Kind: "supra"}
	for g := 2; g+1 < len(m); g += 2 {
		if m[g] >= 0 {
			ref.Footnote = s[m[g]:m[g+1]]
			break
		}
	}
	e.c.RefersTo = ref
	e.strike(Range{e.start + m[0], e.start + m[1]})
}

// nameBefore reports whether s, what stands before "supra", can be a short name
// of the source rather than prose.
func (e *entry) nameBefore(s string) bool {
	s = strings.Trim(s, " ,;:([\x03")
	return s == "" || len(parseAuthors(s)) > 0 || isName(strings.Trim(s, "“”\"‘’'«»„")) || len(e.quotes) > 0 || len(strings.Fields(s)) <= 3
}

// endsInReference reports whether s ends in a back reference, whose full stop
// belongs to it.
func endsInReference(s string) bool {
	if !strings.HasSuffix(s, ".") {
		return false
	}
	i := strings.LastIndexAny(strings.TrimRight(s, "."), " \n") + 1
	word := strings.ToLower(s[i:])
	return word == "id." || word == "ibid." || word == "ebd." || word == "cit." || word == "c."
}

// Resolve finds what "Id.", "supra note 3" and their kin mean, in place: the
// note's label as shown and the number of the citation in it. A reference to a
// reference leads to what that one means. Where a note has several sources and
// nothing tells which is meant, the reference is ambiguous.
func Resolve(d *Document) {
	r := &resolver{d: d, byLabel: map[string][]int{}, byNumber: map[int][]int{}}
	for i := range d.Footnotes {
		label := d.Footnotes[i].Label
		r.byLabel[label] = append(r.byLabel[label], i)
		if n := labelNumber(label); n > 0 {
			r.byNumber[n] = append(r.byNumber[n], i)
		}
	}
	for i := range d.Footnotes {
		for j := range d.Footnotes[i].Citations {
			c := &d.Footnotes[i].Citations[j]
			if c.RefersTo == nil {
				continue
			}
			if c.RefersTo.Kind == "id" {
				r.same(i, j, c.RefersTo)
			} else {
				r.earlier(i, c)
			}
		}
	}
}

type resolver struct {
	d        *Document
	byLabel  map[string][]int
	byNumber map[int][]int
}

// same resolves "Id." as the j-th citation of note i.
func (r *resolver) same(i, j int, ref *Reference) {
	if j > 0 {
		r.point(ref, i, j-1)
		return
	}
	if i == 0 {
		return
	}
	before := r.d.Footnotes[i-1].Citations
	switch {
	case len(before) == 1:
		r.point(ref, i-1, 0)
	case len(before) > 1:
		ref.Footnote, ref.Ambiguous = r.d.Footnotes[i-1].Label, true
	}
}

// point makes ref mean citation j of note i, or what that one refers to.
func (r *resolver) point(ref *Reference, i, j int) {
	c := &r.d.Footnotes[i].Citations[j]
	if to := c.RefersTo; to != nil && to != ref && (to.Footnote != "" || to.Ambiguous) {
		ref.Footnote, ref.Citation, ref.Ambiguous = to.Footnote, to.Citation, to.Ambiguous
		return
	}
	ref.Footnote, ref.Citation = r.d.Footnotes[i].Label, j+1
}

// earlier resolves "Varga, supra note 1" in note i.
func (r *resolver) earlier(i int, c *Citation) {
	ref := c.RefersTo
	name := shortName(c.Raw, c.Signal)
	if ref.Footnote != "" {
		k, ok := r.note(ref.Footnote, i)
		if !ok {
			return
		}
		ref.Footnote = r.d.Footnotes[k].Label
		found := matching(r.d.Footnotes[k].Citations, name)
		switch {
		case len(found) == 1:
			r.point(ref, k, found[0])
		case len(r.d.Footnotes[k].Citations) == 1:
			r.point(ref, k, 0)
		default:
			ref.Ambiguous = len(r.d.Footnotes[k].Citations) > 1
		}
		return
	}
	if name == "" {
		return
	}
	// "op. cit." gives the author alone: the nearest note before with a source
	// of that author.
	for k := i - 1; k >= max(0, i-500); k-- {
		if found := matching(r.d.Footnotes[k].Citations, name); len(found) > 0 {
			if len(found) == 1 {
				r.point(ref, k, found[0])
			} else {
				ref.Footnote, ref.Ambiguous = r.d.Footnotes[k].Label, true
			}
			return
		}
	}
}

// note finds the note with the label, the nearest before note i where labels
// start anew.
func (r *resolver) note(label string, i int) (int, bool) {
	all := r.byLabel[label]
	if len(all) == 0 {
		all = r.byNumber[labelNumber(label)]
	}
	if len(all) == 0 {
		if n, err := strconv.Atoi(label); err == nil && n >= 1 && n <= len(r.d.Footnotes) && len(r.byNumber) == 0 {
			return n - 1, true
		}
		return 0, false
	}
	best := all[0]
	for lo, hi := 0, len(all); lo < hi; {
		mid := (lo + hi) / 2
		if all[mid] < i {
			best = all[mid]
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return best, true
}

// labelNumber is the number that a label stands for, or 0.
func labelNumber(label string) int {
	n := 0
	for _, r := range label {
		v := digitValue(r)
		if v < 0 {
			return romanNumber(strings.ToLower(label))
		}
		n = min(n*10+v, 1<<30)
	}
	return n
}

// romanNumber is the value of a roman number in small letters, or 0.
func romanNumber(s string) int {
	total, last := 0, 0
	if s == "" || len(s) > 15 {
		return 0
	}
	for i := len(s) - 1; i >= 0; i-- {
		v := map[byte]int{'i': 1, 'v': 5, 'x': 10, 'l': 50, 'c': 100, 'd': 500, 'm': 1000}[s[i]]
		if v == 0 {
			return 0
		}
		if v < last {
			total -= v
		} else {
			total += v
			last = v
		}
	}
	return total
}

// shortName is what stands before "supra": an author or a short title.
func shortName(raw, signal string) string {
	raw = strings.TrimSpace(strings.TrimPrefix(raw, signal))
	cut := len(raw)
	for _, re := range []*regexp.Regexp{earlier, noteAbove} {
		if m := re.FindStringIndex(raw); m != nil {
			cut = min(cut, m[0])
		}
	}
	return strings.Trim(raw[:cut], " ,;:.([")
}

// matching is the citations that an author's or title's short form name fits.
func matching(cs []Citation, name string) []int {
	words := nameWords(name)
	if len(words) == 0 {
		return nil
	}
	var out []int
	for i := range cs {
		c := &cs[i]
		if c.RefersTo != nil {
			continue
		}
		have := c.Title + " " + c.Container
		for _, a := range c.Authors {
			have += " " + a.Name
		}
		set := map[string]bool{}
		for _, w := range nameWords(have) {
			set[w] = true
		}
		all := true
		for _, w := range words {
			all = all && set[w]
		}
		if all {
			out = append(out, i)
		}
	}
	return out
}

// nameWords is the words of s that tell one name from another.
func nameWords(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isWordRune(r) }) {
		switch w {
		case "and", "et", "al", "und", "y", "the", "и", "др", "և", "at":
		default:
			out = append(out, w)
		}
	}
	return out
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
