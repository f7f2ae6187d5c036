package html

import (
	"strings"
	"unicode/utf8"

	"apud/crawler/doc"
)

// longestLabel bounds the text of a mark that nothing but a link back tells, in
// characters; questions that lead to answers are longer.
const longestLabel = 24

// calls reports whether the anchor a is the mark of a note at t. That is so when
// the note stands among notes, when the anchor says so, or when the note leads
// back to the anchor.
func (r *reader) calls(a anchor, t spot) bool {
	p, q := r.pages[a.page], r.pages[t.page]
	if a.spot == t || p.marked(a.token, isBack) || q.isSection(t.token) || a.page == t.page && p.within(a.token, t.token) {
		return false
	}
	held := r.held(a.spot, t)
	sure := held || p.marked(a.token, isRef)
	switch {
	case sure && !a.foreign:
		return true
	case !sure && (!a.before(t) || !p.isLabel(int(a.token)) || q.isChapter(t.token)):
		return false
	}
	return r.mutual(a, t)
}

// marked reports whether an anchor, or what closely wraps it, has a flag.
func (p *page) marked(i int32, f flags) bool {
	for range 4 {
		if i < 0 || p.tokens[i].name.is(block) {
			return false
		}
		if p.tokens[i].flags&f != 0 {
			return true
		}
		i = p.tokens[i].parent
	}
	return false
}

// isSection reports whether token i is a heading, stands in one, or is no place
// for a note at all.
func (p *page) isSection(i int32) bool {
	if p.tokens[i].name.is(root) || p.tokens[i].flags&inNav != 0 {
		return true
	}
	for range 4 {
		if i < 0 {
			return false
		}
		if p.tokens[i].name.is(headings) {
			return true
		}
		i = p.tokens[i].parent
	}
	return false
}

// isChapter reports whether the element of token i begins with a heading.
func (p *page) isChapter(i int32) bool {
	for k := i + 1; k < min(p.tokens[i].end, i+6); k++ {
		if p.tokens[k].kind == startTag && p.tokens[k].name.is(headings) {
			return true
		}
	}
	return false
}

func (p *page) isLabel(i int) bool {
	n := utf8.RuneCountInString(p.textOf(i, 4*longestLabel+1))
	return n > 0 && n <= longestLabel
}

// held reports whether t is a note, or stands in something for notes, that a
// stands outside of.
func (r *reader) held(a, t spot) bool {
	q := r.pages[t.page]
	for e, n := t.token, 0; e >= 0 && n < maxClimb; e, n = q.tokens[e].parent, n+1 {
		f := q.tokens[e].flags
		if f&isItem == 0 && (f&isContainer == 0 || e == t.token) {
			continue
		}
		return a.page != t.page || !q.within(a.token, e)
	}
	return false
}

// mutual reports whether the note at t leads back to a.
func (r *reader) mutual(a anchor, t spot) bool {
	lo, hi := r.pages[t.page].around(t.token)
	in := r.anchorsIn(t.page, lo, hi)
	p := r.pages[a.page]
	label := bareLabel(p.textOf(int(a.token), 4*longestLabel+1))
	word := isWord(label) && !p.raised(a.token) && !p.marked(a.token, isRef)
	for i, b := range in {
		if i >= 64 && i < len(in)-64 {
			continue
		}
		if b.spot != a.spot && b.foreign == a.foreign && r.names(b, a.spot) && (!a.foreign || r.prefix(a) == r.prefix(b)) {
			// Entries that refer to each other by their names are no notes.
			if back := bareLabel(r.pages[b.page].textOf(int(b.token), 4*longestLabel+1)); !word || back == label || strings.Trim(back, arrows) == "" {
				return true
			}
		}
	}
	return false
}

// isWord reports whether a label is a word of some length, without a figure.
func isWord(label string) bool {
	return utf8.RuneCountInString(label) > 3 && !strings.ContainsAny(label, "0123456789*†‡§¶") && doc.ParseRoman(label) == 0
}

// around is the tokens of the block at token i: from lo on and before hi.
func (p *page) around(i int32) (lo, hi int32) {
	e := p.blockOf(i)
	if e < 0 {
		return max(0, i-8), min(int32(len(p.tokens)), i+512)
	}
	switch t := &p.tokens[e]; t.name {
	case elTd, elTh:
		if t.parent >= 0 {
			e = t.parent
		}
	case elDt:
		return e, p.afterTerm(e)
	}
	if e != i && !paragraphs[p.tokens[e].name] {
		return max(e, i-8), p.tokens[e].end
	}
	return e, p.tokens[e].end
}

// afterTerm is the token behind the descriptions of the term at token i.
func (p *page) afterTerm(i int32) int32 {
	end := p.tokens[i].end
	for {
		next := p.sibling(end, p.tokens[i].parent)
		if next < 0 || p.tokens[next].name != elDd {
			return end
		}
		end = p.tokens[next].end
	}
}

// sibling is the first element from token i on that stands in parent directly;
// -1 when there is none.
func (p *page) sibling(i, parent int32) int32 {
	last := int32(len(p.tokens))
	if parent >= 0 {
		last = p.tokens[parent].end
	}
	for ; i < last; i++ {
		if t := &p.tokens[i]; t.kind == startTag {
			if t.parent == parent {
				return i
			}
			return -1
		}
	}
	return -1
}
