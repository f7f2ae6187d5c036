package cite

import (
	"regexp"
	"strconv"
	"strings"
)

const pageNumbers = `(?:\d+[a-z]?|[ivxlc]+)(?:\s?[–—-]\s?(?:\d+|[ivxlc]+))?(?:,\s?\d+(?:\s?[–—-]\s?\d+)?)*`

// locators are the forms of a place inside a source. The first group is the
// locator as it is kept.
var locators = []struct {
	kind string
	re   *regexp.Regexp
}{
	{"time", regexp.MustCompile(`(?i)((?:\bmin(?:ute)?s?\.?|\btimestamp|\bmarca|мин\.?|\bat|\bà|\bab)?\s?\(?\b(?:\d{1,2}:)?[0-5]?\d:[0-5]\d\b)`)},
	{"section", regexp.MustCompile(`(§§?\s?\d+[\p{L}\d.()–-]*)`)},
	{"paragraph", regexp.MustCompile(`(¶¶?\s?\d+(?:[–-]\d+)?)`)},
	{"paragraph", regexp.MustCompile(`(?i)(?:^|[\s(,])((?:paras?|párrs?|абз|rn|rz|randnr|ziff|п|п\.п)\.?\s\d+(?:\s?[–-]\s?\d+)?)`)},
	{"article", regexp.MustCompile(`(?i)(?:^|[\s(,])((?:arts?|article|artículo|artikel|статья|ст|հոդված|հոդ)\.?\s\d+(?:\(\w+\))*)`)},
	{"section", regexp.MustCompile(`(?i)(?:^|[\s(,])((?:sec|sect|section|abschn|раздел)\.?\s\d[\w.]*)`)},
	{"page", regexp.MustCompile(`(?:^|[\s(,])((?:[Pp]p?\.|[Pp]ages?|S\.|[CcСс]\.|[Сс]тр\.|[Сс]\.|pág\.|págs\.|pp\.|էջ|Էջ|ص\.?|ص ص|עמ['׳’]|ss?\.|σ\.|σελ\.|str\.|გვ\.|blz\.|o\.)\s?` + pageNumbers + `)`)},
	{"page", regexp.MustCompile(`(第\s?\d+(?:\s?[–—~-]\s?\d+)?\s?[页頁])`)},
	{"page", regexp.MustCompile(`(?:^|[\s,;(])at\s(` + pageNumbers + `)(?:[\s,;.()\x01\x03]|$)`)},
	{"note", regexp.MustCompile(`(?:^|[\s,(\d])((?:nn?\.|fn\.|Fn\.|Anm\.|note)\s?\d+)(?:[\s,;.)]|$)`)},
}

// findLocators finds the places inside a source that s names, in the order of
// the kinds above, each with where it stands.
func findLocators(s string) (first Locator, all []Range) {
	at := len(s)
	for _, form := range locators {
		for _, m := range form.re.FindAllStringSubmatchIndex(s, 8) {
			r := Range{m[2], m[3]}
			if form.kind == "time" && !isTimeAt(s, r) || overlaps(all, r) {
				continue
			}
			all = append(all, Range{m[0], m[3]})
			if r.Start < at {
				at = r.Start
				first = Locator{Kind: form.kind, Raw: strings.Trim(Fold(s[r.Start:r.End]), "( ")}
				if form.kind == "time" {
					first.Seconds = seconds(first.Raw)
				}
			}
		}
	}
	return first, all
}

func overlaps(rs []Range, r Range) bool {
	for _, o := range rs {
		if r.Start < o.End && o.Start < r.End {
			return true
		}
	}
	return false
}

// isTimeAt reports whether the stretch r is a time in a recording and not that
// of a clock ("12:30 UTC") or a volume and page ("14:20").
func isTimeAt(s string, r Range) bool {
	rest := strings.TrimLeft(s[r.End:], " ")
	for _, clock := range []string{"UTC", "GMT", "Uhr", "a.m", "p.m", "AM", "PM", "am", "pm", "CET", "EST", "h"} {
		if strings.HasPrefix(rest, clock) {
			return false
		}
	}
	if r.Start > 0 && (s[r.Start-1] == ';' || s[r.Start-1] == ')') {
		return false
	}
	raw := s[r.Start:r.End]
	if first := raw[0]; !isDigit(first) && first != '(' && first != ' ' {
		return true
	}
	before := strings.TrimRight(s[:r.Start], " ")
	return strings.HasSuffix(before, "(") || strings.HasPrefix(raw, "(") || strings.HasSuffix(before, ",") || strings.HasSuffix(before, "\x03")
}

// seconds is the time that raw ends with, in seconds.
func seconds(raw string) int {
	digits := raw[strings.IndexAny(raw, "0123456789"):]
	total := 0
	for _, part := range strings.Split(digits, ":") {
		n, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil {
			return 0
		}
		total = total*60 + n
	}
	return total
}
