package html

import "strings"

// extend finds how far the i-th note reaches, from the element that marks name:
// up to the block that holds this note alone, from its first word on.
func (r *reader) extend(i int, n *note) {
	p := r.pages[n.page]
	e := n.token
	var before, after int32 = -1, int32(len(p.tokens)) + 1
	if i > 0 && r.notes[i-1].page == n.page {
		before = r.notes[i-1].token
	}
	if i+1 < len(r.notes) && r.notes[i+1].page == n.page {
		after = r.notes[i+1].token
	}
	alone := func(b, e int32) bool {
		return before <= b && after >= p.tokens[b].end && !p.leads(b, e)
	}
	if !p.tokens[e].name.is(block) {
		b := p.blockOf(e)
		if b < 0 || !alone(b, e) || p.tokens[b].name.is(root) || p.tokens[b].flags&isContainer != 0 {
			n.start, n.end = r.line(p, e, b, after)
			return
		}
		e = b
	}
	for range 8 {
		b := p.tokens[e].parent
		if b < 0 || p.tokens[e].flags&isItem != 0 && !paragraphs[p.tokens[e].name] || !p.tokens[b].name.is(fold) || p.tokens[b].flags&isContainer != 0 || !alone(b, e) {
			break
		}
		e = b
	}
	n.start, n.end = e, p.tokens[e].end
	if p.tokens[e].name == elDt {
		n.end = p.afterTerm(e)
	}
}

// leads reports whether words stand in the element of token b before token e.
func (p *page) leads(b, e int32) bool {
	if e-b > 24 {
		return true
	}
	for k := b; k < e; k++ {
		if strings.Trim(p.s[p.tokens[k].to:p.tokens[k+1].at], " \t\r\n\f[(*") != "" && !p.tokens[k].name.is(silent) {
			return true
		}
	}
	return false
}

// line is the extent of a note that is only a part of the block b: from its
// element e to the next note, or to the next block.
func (r *reader) line(p *page, e, b, after int32) (start, end int32) {
	end = int32(len(p.tokens))
	if b >= 0 {
		end = p.tokens[b].end
	}
	// Its wrapping belongs to it, so that notes are cut between elements.
	lift := func(i int32) int32 {
		for range maxClimb {
			up := p.tokens[i].parent
			if up < 0 || up == b || p.tokens[up].name.is(block) {
				break
			}
			i = up
		}
		return i
	}
	start = lift(e)
	if after < end {
		end = max(lift(after), start+1)
	}
	if b < 0 || !paragraphs[p.tokens[b].name] {
		for k := p.tokens[start].end; k < end; k++ {
			if t := &p.tokens[k]; t.kind == startTag && t.name.is(block) {
				return start, max(k, start+1)
			}
		}
	}
	return start, end
}

// joinParagraphs gives a note the paragraphs that follow it up to the next note
// beside it.
func (r *reader) joinParagraphs() {
	for i := 0; i+1 < len(r.notes); i++ {
		n, next := r.notes[i], r.notes[i+1]
		p := r.pages[n.page]
		parent := p.tokens[n.start].parent
		if next.page != n.page || p.tokens[next.start].parent != parent || !p.tokens[n.start].name.is(fold) || p.tokens[n.start].flags&isSide != 0 {
			continue
		}
		end := n.end
		for range 20 {
			s := p.sibling(end, parent)
			if s < 0 {
				break
			}
			if s == next.start {
				if !r.called(n.page, n.end, s) {
					n.end = end
				}
				break
			}
			if t := &p.tokens[s]; t.name.is(headings) || t.name == elHr || t.flags&isOut != 0 || t.name == elTable {
				break
			}
			end = p.tokens[s].end
		}
	}
}

// called reports whether a mark stands among the tokens from lo to hi.
func (r *reader) called(page, lo, hi int32) bool {
	for _, a := range r.anchorsIn(page, lo, hi) {
		if t, ok := r.find(a); ok && noteAt(r.notes, t) != nil {
			return true
		}
	}
	return false
}
