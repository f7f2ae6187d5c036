package cite

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// lineTable knows where the lines of a text start and how wide they are.
type lineTable struct {
	starts []int
	page   *Page
	rows   []int // lines of page; nil when page has the text's own lines
}

// newLineTable finds the lines of s. They have the widths of the rows of page,
// or, without it, their own.
func newLineTable(s string, page *Page, rows []int) *lineTable {
	n := strings.Count(s, "\n") + 1
	t := &lineTable{starts: make([]int, 0, n), page: page, rows: rows}
	if page == nil {
		t.page = &Page{}
		t.page.Grow(n)
	}
	for start := 0; start <= len(s); {
		end := strings.IndexByte(s[start:], '\n')
		if end < 0 {
			end = len(s) - start
		}
		t.starts = append(t.starts, start)
		if page == nil {
			t.page.Add(strings.TrimRight(s[start:start+end], " \t\r\f"))
		}
		start += end + 1
	}
	return t
}

// line is the number of the line that holds the byte at.
func (t *lineTable) line(at int) int {
	return sort.SearchInts(t.starts, at+1) - 1
}

// width is that of line n, and that of the block around it.
func (t *lineTable) width(n, measure int) (own, around int) {
	if t.rows != nil {
		n = t.rows[min(n, len(t.rows)-1)]
	}
	return t.page.width(n, measure)
}

// table is the lines of the text.
func (sc *addressScanner) table() *lineTable {
	if sc.lines == nil {
		sc.lines = newLineTable(sc.text, sc.page, sc.rows)
	}
	return sc.lines
}

// widthAt is the width of the line that ends at i and of those around it.
func (sc *addressScanner) widthAt(i, measure int) (own, around int) {
	t := sc.table()
	return t.width(t.line(i), measure)
}

// full reports whether the line that ends at i has no room left.
func (sc *addressScanner) full(i int) bool {
	for measure := range 2 {
		if own, around := sc.widthAt(i, measure); own >= around-2 {
			return true
		}
	}
	return false
}

// cut reports whether the line that ends at i is as wide as the lines around it
// are at most, so that it may have been cut in the middle of a word.
func (sc *addressScanner) cut(i int) bool {
	for measure := range 2 {
		if own, around := sc.widthAt(i, measure); around > 0 && own >= around-1 && own <= around+2 {
			return true
		}
	}
	return false
}

// fits reports whether the word token would have had room in the line that ends
// at i, so that the line was ended on purpose.
func (sc *addressScanner) fits(token string, i int) bool {
	for measure, n := range [2]int{utf8.RuneCountInString(token), Columns(token)} {
		if own, around := sc.widthAt(i, measure); own+1+n > around {
			return false
		}
	}
	return true
}

// crowded reports whether the lines around the one that ends at i show that the
// word token had no room in it.
func (sc *addressScanner) crowded(token string, i int) bool {
	own, around := sc.widthAt(i, inColumns)
	return around > 0 && own+1+Columns(token) > around
}

// lineEnd reports whether a line of wrapped text ends at i.
func (sc *addressScanner) lineEnd(i int) bool {
	return sc.wrapped && i < len(sc.text) && (sc.text[i] == '\n' || sc.text[i] == '\r')
}

// nextLine is where the words of the next line start, behind indentation and
// the marks of quoted mail. It fails when the next line is empty.
func (sc *addressScanner) nextLine(end int) (int, bool) {
	s := sc.text
	j := end
	if j < len(s) && s[j] == '\r' {
		j++
	}
	if j >= len(s) || s[j] != '\n' {
		return end, false
	}
	j++
	quoted := sc.quoted(end)
	for j < len(s) && (s[j] == ' ' || s[j] == '\t' || quoted && s[j] == '>') {
		j++
	}
	if j == len(s) || s[j] == '\n' || s[j] == '\r' || s[j] == '\f' {
		return end, false
	}
	return j, true
}

// quoted reports whether the line that ends at end is marked as quoted mail.
func (sc *addressScanner) quoted(end int) bool {
	t := sc.table()
	start := t.starts[t.line(end)]
	return strings.HasPrefix(strings.TrimLeft(sc.text[start:min(end, start+8)], " "), ">")
}

// maxFurniture bounds the lines between the text of two pages.
const maxFurniture = 8

// nextPage is where the text goes on behind a page's end: empty lines, a page
// number, a form feed. It fails when there is no sign of a page's end.
func (sc *addressScanner) nextPage(end int) (int, bool) {
	s := sc.text
	paged := false
	j := end
	for range maxFurniture {
		k := strings.IndexByte(s[j:min(len(s), j+120)], '\n')
		if k < 0 {
			return end, false
		}
		j += k + 1
		rest := s[j:min(len(s), j+120)]
		if trimmed := strings.TrimLeft(rest, "\f"); len(trimmed) < len(rest) {
			paged = true
			j += len(rest) - len(trimmed)
			rest = trimmed
		}
		line, _, _ := strings.Cut(rest, "\n")
		word := strings.TrimSpace(line)
		switch {
		case word == "":
		case len(word) < 8 && strings.Trim(word, "0123456789-– ") == "":
			paged = true
		default:
			return j + strings.Index(line, word), paged
		}
	}
	return end, false
}

// labelAt reports whether the label of a note or list item stands at j.
func (sc *addressScanner) labelAt(j int) bool {
	token := tokenAt(sc.text[j:])
	n := strings.Trim(token, "[]().")
	if len(n) == len(token) || len(n) > 4 || n == "" {
		return false
	}
	return strings.Trim(n, "0123456789") == "" || strings.Trim(n, "ivxlc") == ""
}
