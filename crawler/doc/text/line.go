package text

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"apud/crawler/cite"
)

// line is a line that is not blank, without its line end and the blanks there.
type line struct {
	start, end int
	// blank says that blank lines, or the beginning of the text, stand before.
	blank bool
	// pageBreak says that a form feed stands before.
	pageBreak bool
}

// readLines finds the lines of the text.
func (p *page) readLines() {
	p.lines = make([]line, 0, strings.Count(p.s, "\n")+1)
	blank, pageBreak := true, false
	for at := 0; at < len(p.s); {
		end, next := len(p.s), len(p.s)
		if i := strings.IndexAny(p.s[at:], "\r\n"); i >= 0 {
			end = at + i
			next = end + 1
			if strings.HasPrefix(p.s[end:], "\r\n") {
				next++
			}
		}
		start := at
		for start < end && (p.s[start] == '\f' || p.s[start] == '\v') {
			pageBreak = true
			start++
		}
		stop := start + len(strings.TrimRight(p.s[start:end], " \t\r\f\v\u00a0"))
		if strings.TrimSpace(p.s[start:stop]) == "" {
			blank = true
			pageBreak = pageBreak || strings.IndexByte(p.s[at:end], '\f') >= 0
		} else {
			p.lines = append(p.lines, line{start, stop, blank, pageBreak})
			blank = false
			pageBreak = strings.IndexByte(p.s[stop:end], '\f') >= 0
		}
		at = next
	}
}

// widestShort bounds the lines, in bytes, of a text of a few lines that may be
// those of a page.
const widestShort = 200

// widest is the width that no line of a page exceeds.
const widest = 160

// measure tells whether the lines are those of a page, and how wide it is, and
// finds running heads. Programs that break lines count characters or columns.
func (p *page) measure() {
	var lengths [2][widest + 1]int
	inner, breaks := 0, 0
	for i := 0; i+1 < len(p.lines); i++ {
		if p.lines[i+1].pageBreak {
			breaks++
		}
		if p.lines[i+1].blank || p.lines[i+1].pageBreak {
			continue
		}
		n := [2]int{widest, widest}
		if l := p.lines[i]; l.end-l.start < 4*widest {
			s := p.s[l.start:l.end]
			n = [2]int{min(widest, utf8.RuneCountInString(s)), min(widest, cite.Columns(s))}
		}
		lengths[0][n[0]]++
		lengths[1][n[1]]++
		inner++
	}
	if inner < 3 {
		// Too little to measure: short lines may be those of a page.
		p.wrapped = inner+breaks > 0 && !slices.ContainsFunc(p.lines, func(l line) bool { return l.end-l.start > widestShort })
		return
	}
	for i := range lengths {
		if p.wrapped, p.width = pageWidth(&lengths[i], inner); p.wrapped {
			break
		}
	}
	p.findHeads()
}

// widths is the widths of all lines.
func (p *page) widths() *cite.Page {
	if p.layout == nil {
		p.layout = &cite.Page{}
		p.layout.Grow(len(p.lines))
		for _, l := range p.lines {
			p.layout.Add(p.s[l.start:l.end])
		}
	}
	return p.layout
}

// pageWidth is the width of most full lines, and whether most lines are full.
func pageWidth(lengths *[widest + 1]int, inner int) (wrapped bool, width int) {
	seen, long := 0, 0
	for n := widest; n > 0; n-- {
		if seen += lengths[n]; seen > inner/10 {
			width = n
			break
		}
	}
	for n := width * 6 / 10; n <= widest; n++ {
		long += lengths[n]
	}
	return width >= 20 && width <= 130 && long*100 >= inner*60, width
}

// findHeads finds lines that stand at the heads of several pages.
func (p *page) findHeads() {
	first := map[string]int{}
	for i, l := range p.lines {
		if l.pageBreak && i > 0 && l.end-l.start < 120 && len(first) < 10000 {
			first[headline(p.s[l.start:l.end])]++
		}
	}
	p.heads = map[string]bool{}
	for head, n := range first {
		if n >= 3 && head != "" {
			p.heads[head] = true
		}
	}
}

// headline is a running head without its page number.
func headline(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsDigit(r) || unicode.IsSpace(r) || r == '|' })
}

// maxFurniture bounds how long a line of page furniture may be, in bytes.
const maxFurniture = 160

var pageNumber = regexp.MustCompile(`^(?i:[\[(–—-]?\s?(?:page|seite|s\.|p\.|pág\.|стр\.|էջ)?\s?(?:\d{1,4}|[ivxl]{1,6})(?:\s?(?:/|of|von|de|из|sur)\s?\d{1,4})?\s?[\])–—-]?|第?\s?\d{1,4}\s?[页頁])$`)

// notices are lines that sites put around what they keep.
var notices = regexp.MustCompile(`^(?:Please note that archived content\b.*|A-\s+A\+|Skip to (?:main )?content|Share this (?:page|article)\b.*|Printer[- ]friendly(?: version)?|Print this page)$`)

// furniture reports whether line i belongs to the page rather than the text: a
// page number, a running head, a notice of the site.
func (p *page) furniture(i int) bool {
	l := p.lines[i]
	if l.end-l.start > maxFurniture {
		return false
	}
	s := strings.TrimSpace(p.s[l.start:l.end])
	if l.pageBreak && p.heads[headline(s)] || notices.MatchString(s) {
		return true
	}
	if !pageNumber.MatchString(s) {
		return false
	}
	last := i+1 == len(p.lines)
	return (l.blank || l.pageBreak) && (last || p.lines[i+1].blank || p.lines[i+1].pageBreak) &&
		(last || p.lines[i+1].pageBreak || l.pageBreak || l.start > 0 && p.s[l.start-1] == '\f' || indent(p.s[l.start:l.end]) > 2)
}

// indent is the number of blanks that s begins with.
func indent(s string) int {
	n := 0
	for _, r := range s {
		switch r {
		case ' ', '\u00a0':
			n++
		case '\t':
			n += 4
		case '\u3000':
			n += 2
		default:
			return n
		}
	}
	return n
}
