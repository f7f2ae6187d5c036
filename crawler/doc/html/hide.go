package html

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// longestWrapping bounds what is looked at around a mark, in bytes.
const longestWrapping = 600

// hiding collects what marks, labels and ways back take up on a page.
type hiding struct {
	*page
	segments []segment
	// wrappings are elements around hidden ones, which may hold nothing else.
	wrappings []int32
	seen      map[int32]bool
}

// hide hides the element of token i, and what wraps nothing but such elements.
func (h *hiding) hide(i int32) {
	h.segments = append(h.segments, segment{int(h.tokens[i].at), h.afterOf(int(i))})
	for range 4 {
		i = h.tokens[i].parent
		if i < 0 || h.tokens[i].name.is(block) && h.tokens[i].name != elDt || h.seen[i] {
			return
		}
		h.seen[i] = true
		h.wrappings = append(h.wrappings, i)
	}
}

// finish sorts and joins what is hidden, and makes it the page's.
func (h *hiding) finish() {
	h.join()
	base := len(h.segments)
	// The innermost come first.
	sort.Slice(h.wrappings, func(i, j int) bool { return h.wrappings[i] > h.wrappings[j] })
	for _, i := range h.wrappings {
		to := h.afterOf(int(i))
		if from := int(h.tokens[i].at); to-from <= longestWrapping && h.isBare(int(h.tokens[i].to), h.endOf(int(i)), base) {
			h.segments = append(h.segments, segment{from, to})
		}
	}
	h.join()
	for k := range h.segments {
		h.brackets(k)
	}
	h.hidden = h.segments
}

// join sorts the segments and joins those that overlap.
func (h *hiding) join() {
	sort.Slice(h.segments, func(i, j int) bool { return h.segments[i].start < h.segments[j].start })
	kept := h.segments[:0]
	for _, s := range h.segments {
		if n := len(kept); n > 0 && s.start < kept[n-1].end {
			kept[n-1].end = max(kept[n-1].end, s.end)
			continue
		}
		kept = append(kept, s)
	}
	h.segments = kept
}

// isBare reports whether s[from:to] shows nothing but what is hidden by the
// first n segments, and signs between.
func (h *hiding) isBare(from, to, n int) bool {
	i := sort.Search(n, func(i int) bool { return h.segments[i].end > from })
	for from < to {
		end := to
		if i < n {
			end = min(end, h.segments[i].start)
		}
		if strings.Trim(plain(untagged(h.s[from:max(from, end)])), " \t\r\n\f\u00a0[](){},;.:–-^↑|") != "" {
			return false
		}
		if i == n {
			return true
		}
		from = max(end, h.segments[i].end)
		i++
	}
	return true
}

// untagged is s without its tags.
func untagged(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		j := strings.IndexByte(s[i:], '>')
		if j < 0 {
			return b.String()
		}
		s = s[i+j+1:]
	}
	b.WriteString(s)
	return b.String()
}

// pairs are the brackets that stand around marks.
var pairs = map[byte]byte{'[': ']', '(': ')', '{': '}'}

// brackets stretches a segment over brackets around it, also around several
// segments with signs between.
func (h *hiding) brackets(k int) {
	s := &h.segments[k]
	if s.start == 0 || s.end >= len(h.s) {
		return
	}
	if shut := pairs[h.s[s.start-1]]; shut != 0 && h.s[s.end] == shut && (k == 0 || h.segments[k-1].end < s.start) {
		s.start--
		s.end++
	}
	// A blank before the mark is none before the sign behind it.
	if s.end < len(h.s) && strings.IndexByte(",.;:!?", h.s[s.end]) >= 0 {
		for s.start > 0 && h.s[s.start-1] == ' ' {
			s.start--
		}
	}
}

// isShort reports whether the label of a mark is no words of the text.
func isShort(label string) bool {
	return utf8.RuneCountInString(label) <= 5 && !strings.Contains(strings.TrimSpace(label), " ")
}

// raised reports whether the element of token i is set above the line.
func (p *page) raised(i int32) bool {
	for range 4 {
		if i < 0 || p.tokens[i].name.is(block) {
			return false
		}
		if p.tokens[i].name == elSup {
			return true
		}
		// A mark may hold what raises it.
		for k := i + 1; k < min(p.tokens[i].end, i+4); k++ {
			if p.tokens[k].kind == startTag && p.tokens[k].name == elSup {
				return true
			}
		}
		i = p.tokens[i].parent
	}
	return false
}
