package text

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"apud/crawler/cite"
)

const (
	titleLines = 20  // lines among which the title is looked for
	maxTitle   = 250 // characters that a title may have
)

// title is the first lines that look like a heading: words, no full stop, and
// neither date nor furniture.
func (p *page) title() string {
	taken := p.takenLines()
	for i := 0; i < len(p.lines) && i < titleLines; i++ {
		l := p.lines[i]
		if len(taken) > 0 && i >= taken[0].start {
			return ""
		}
		if l.end-l.start > 4*maxTitle {
			return ""
		}
		s := p.titleLine(i)
		if s == "" {
			if sentence(p.s[l.start:l.end]) {
				return ""
			}
			continue
		}
		// A heading may run over lines.
		for j := i + 1; j < len(p.lines) && j < i+4 && !p.lines[j].blank; j++ {
			more := p.titleLine(j)
			if more == "" || !p.wrapped {
				if p.lines[j].end-p.lines[j].start > p.width*6/10 && p.wrapped && sentence(p.s[p.lines[j].start:p.lines[j].end]) {
					return ""
				}
				break
			}
			s += " " + more
		}
		return s
	}
	return ""
}

// titleLine is line i as a part of a heading, or nothing.
func (p *page) titleLine(i int) string {
	l := p.lines[i]
	s := cite.Fold(p.s[l.start:min(l.end, l.start+4*maxTitle)])
	s = strings.Trim(s, "#=*_ ")
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < 4 || p.furniture(i) || utf8.RuneCountInString(s) > maxTitle || sentence(s) || strings.Contains(s, "://") {
		return ""
	}
	if d := cite.ParseDate(s); d.ISO != "" && len(d.Raw)+12 >= len(s) {
		return ""
	}
	return s
}

// noteMarks are what marks of notes are made of.
var noteMarks = regexp.MustCompile(`(?:[\[(][0-9ivxlc^*†‡§¶]{1,6}[\])]|[0-9*†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹˒⁻–,])+$`)

// sentence reports whether s ends like a sentence or the opening of a letter,
// be it before the marks of notes.
func sentence(s string) bool {
	s = strings.TrimRight(s, " ")
	for _, s := range []string{s, noteMarks.ReplaceAllString(s[max(0, len(s)-64):], "")} {
		if r, n := utf8.DecodeLastRuneInString(s); n > 0 && strings.ContainsRune(".,;:。，；：։", r) {
			return true
		}
	}
	return false
}
