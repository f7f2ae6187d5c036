package cite

import (
	"bytes"
	"regexp"
	"strings"
)

// undated are the words that stand where a date should.
var undated = regexp.MustCompile(`(?i)[(\[,]\s?(n\.\s?d\.|s\.\s?d\.|s\.\s?f\.|o\.\s?J\.|o\.\s?D\.|б\.\s?г\.|s\.\s?a\.|无日期|無日期|ד["״]ת|forthcoming|in press|à paraître|im Erscheinen|en prensa)[)\],]`)

// date reads when the source was published: the first date outside the title
// that is no number. A date with a month goes before a year alone.
func (e *entry) date() {
	best := -1
	for i, d := range e.dates {
		if d.Raw == "" || d.Start < e.start || e.w[d.Start] == spent || d.Start < e.titled.End && d.End > e.titled.Start {
			continue
		}
		if d.bare && !e.standsAlone(d.Range) {
			continue
		}
		if best < 0 || e.dates[best].bare && !d.bare {
			best = i
		}
	}
	if best >= 0 {
		d := e.dates[best]
		e.c.Date = d.Date
		r := d.Range
		if place := placeBefore.FindIndex(e.w[:r.Start]); d.bare && place != nil && !e.quoted {
			r.Start = place[0] + 2
		}
		e.strikeDate(r)
		return
	}
	if m := undated.FindSubmatchIndex(e.w[e.start:]); m != nil {
		r := Range{e.start + m[2], e.start + m[3]}
		e.c.Date = Date{Raw: e.raw(r)}
		e.strikeGroup(r)
	}
}

// strikeDate marks the date at r as read, with the parenthesis around it.
func (e *entry) strikeDate(r Range) {
	if g := e.group(r); g.Start < g.End && g.End-g.Start < 120 {
		inside := e.w[g.Start+1 : g.End-1]
		if bytes.IndexByte(inside, placeMark) < 0 {
			r = g
			e.dateGroup = g
		}
	}
	e.strike(r)
}

// standsAlone reports whether the year at r stands as a date does: in a
// parenthesis or between marks, not as a number among words.
func (e *entry) standsAlone(r Range) bool {
	if g := e.group(r); g.Start < g.End {
		return true
	}
	before := strings.TrimRight(string(e.w[max(0, r.Start-8):r.Start]), " ")
	after := strings.TrimLeft(string(e.w[r.End:min(len(e.w), r.End+8)]), " abcd")
	if placeBefore.Match(e.w[max(0, r.Start-40):r.Start]) && (after == "" || strings.IndexByte(",.;\x03", after[0]) >= 0) {
		return true
	}
	startsOK := before == "" || strings.HasSuffix(before, ",") || strings.HasSuffix(before, ".") || strings.HasSuffix(before, ";") ||
		strings.HasSuffix(before, ":") || strings.HasSuffix(before, "，") || strings.HasSuffix(before, "،") || strings.HasSuffix(before, "\x03") ||
		strings.HasSuffix(before, "»") || strings.HasSuffix(before, "》") || strings.HasSuffix(before, "—") || strings.HasSuffix(before, "–")
	if !startsOK && after != "" && after[0] == spent {
		// "Merrow Courier 2020 <…>"
		startsOK = e.quoted && r.Start >= e.titled.End
	}
	return startsOK && (after == "" || strings.IndexByte(",.;:)]\x01\x02\x03", after[0]) >= 0 ||
		strings.HasPrefix(after, "，") || strings.HasPrefix(after, "。") || strings.HasPrefix(after, "،") || strings.HasPrefix(after, "–"))
}

// placeBefore is the place of printing before a year: ", Berlin 2020".
var placeBefore = regexp.MustCompile(`[,.] \p{Lu}[\p{L}/-]+ $`)

// authors reads the names that stand in w[from:to], before the title. Where a
// sentence comes before them, its last stretch is tried alone.
func (e *entry) authors(from, to int) {
	if from >= to || e.c.Authors != nil {
		return
	}
	s := strings.ReplaceAll(string(e.w[from:to]), string(spent), " ")
	s = emptyGroup.ReplaceAllString(s, " ")
	s = strings.TrimRight(s, " ,:;")
	if a := parseAuthors(s); a != nil {
		e.c.Authors = a
		return
	}
	for _, sep := range []string{". ", ": ", "; ", "։ ", ", in ", " by "} {
		if i := strings.LastIndex(s, sep); i >= 0 {
			if a := parseAuthors(s[i+len(sep):]); a != nil {
				e.c.Authors = a
				return
			}
		}
	}
}

var emptyGroup = regexp.MustCompile(`\(\s*\)|\[\s*\]`)
