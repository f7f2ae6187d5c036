package pdf

import (
	"fmt"
	"math"
	"strings"
	"unicode"
)

// place names what a line says, figures apart, and how high it stands: running
// heads and feet say the same at the same height on many pages.
func place(ln *line) string {
	text := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return r
	}, ln.text())
	text = strings.Join(strings.Fields(text), " ")
	return fmt.Sprintf("%.0f %s", ln.y/4, text[:min(len(text), 160)])
}

// furniture counts on how many pages each of the outermost lines stands.
type furniture map[string]int

func (f furniture) add(lines []*line) {
	seen := map[string]bool{}
	for i, ln := range lines {
		if i < 2 || i >= len(lines)-2 {
			if p := place(ln); !seen[p] {
				seen[p] = true
				f[p]++
			}
		}
	}
}

// running are the running heads and feet: what recurs on at least three pages
// and every third of all.
func (f furniture) running(pages int) map[string]bool {
	out := map[string]bool{}
	for p, n := range f {
		if n >= 3 && n*3 >= pages {
			out[p] = true
		}
	}
	return out
}

// extent is how low and how high the lines of a page stand; with columns these
// need not be the first and the last.
func extent(lines []*line) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, ln := range lines {
		low, high = min(low, ln.y), max(high, ln.y)
	}
	return low, high
}

// pageNumber reports whether an outermost line is a page's number: a figure or a
// numeral alone.
func pageNumber(ln *line) bool {
	text := strings.Trim(strings.TrimSpace(ln.text()), "-–—[]() ")
	text = strings.TrimPrefix(strings.ToLower(text), "page ")
	if head, _, ok := strings.Cut(text, " of "); ok {
		text = head
	}
	return number(text) > 0
}
