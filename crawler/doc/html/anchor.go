package html

import (
	"net/url"
	"sort"
	"strings"
)

// spot is a start tag.
type spot struct{ page, token int32 }

func (s spot) before(t spot) bool {
	return s.page < t.page || s.page == t.page && s.token < t.token
}

// target is what a fragment names.
type target struct {
	page     int32
	fragment string
}

// anchor is an anchor whose address names a place in the document.
type anchor struct {
	spot
	to target
	// foreign says that by its address the place is in another document; pages
	// that a browser saved name themselves so.
	foreign bool
}

// maxSpots bounds how many elements of one name are looked at.
const maxSpots = 16

// readAnchors reads the anchors of all pages and the places that they name.
func (r *reader) readAnchors() {
	r.targets = map[target][]spot{}
	for _, p := range r.pages {
		for _, i := range p.anchors {
			if a, ok := r.anchor(p, i); ok {
				r.anchors = append(r.anchors, a)
				r.targets[a.to] = nil
			}
		}
	}
	for _, p := range r.pages {
		for i := range p.tokens {
			t := &p.tokens[i]
			if t.flags&isID == 0 {
				continue
			}
			id := p.value(t, "id")
			r.name(p, i, id)
			if t.name != elA {
				continue
			}
			if name := p.value(t, "name"); name != id {
				r.name(p, i, name)
			}
		}
	}
}

// name records that the element of token i has a name. GitHub puts a word
// before the names that its pages use.
func (r *reader) name(p *page, i int, id string) {
	for _, id := range []string{id, strings.TrimPrefix(id, "user-content-")} {
		k := target{p.n, id}
		at := spot{p.n, int32(i)}
		if spots, wanted := r.targets[k]; wanted && (len(spots) == 0 || spots[len(spots)-1] != at) {
			r.targets[k] = append(spots, at)
		}
	}
}

// anchor reads the anchor of token i; false when it leads out of the document.
func (r *reader) anchor(p *page, i int32) (anchor, bool) {
	t := &p.tokens[i]
	ref := strings.TrimSpace(p.value(t, "href"))
	before, fragment, _ := strings.Cut(ref, "#")
	if fragment == "" || t.flags&inNav != 0 {
		return anchor{}, false
	}
	if s, err := url.PathUnescape(fragment); err == nil {
		fragment = s
	}
	a := anchor{spot: spot{p.n, i}, to: target{p.n, fragment}}
	switch {
	case before == "":
	case p.Part != "" && !hasScheme(before):
		n, ok := r.byPart[p.member(before)]
		if !ok {
			return anchor{}, false
		}
		a.to.page = n
	default:
		a.foreign = !p.isSelf(before)
	}
	return a, true
}

// isSelf reports whether an address is that of the page.
func (p *page) isSelf(ref string) bool {
	if p.base == nil {
		return false
	}
	u, err := p.base.Parse(ref)
	if err != nil {
		return false
	}
	self, _, _ := strings.Cut(p.Base, "#")
	return u.String() == self
}

// find is the place that an anchor names: of several the next one, as where
// pages were put together.
func (r *reader) find(a anchor) (spot, bool) {
	spots := r.targets[a.to]
	if len(spots) == 0 {
		return spot{}, false
	}
	i := sort.Search(len(spots), func(i int) bool { return a.before(spots[i]) })
	return spots[min(i, len(spots)-1)], true
}

// names reports whether an anchor names a place near that of another anchor,
// so that the two lead to each other.
func (r *reader) names(b anchor, a spot) bool {
	spots := r.targets[b.to]
	i := sort.Search(len(spots), func(i int) bool { return !spots[i].before(a) })
	for _, g := range spots[max(0, i-maxSpots/2):min(len(spots), i+maxSpots/2)] {
		if g.page == a.page && r.pages[g.page].near(g.token, a.token) {
			return true
		}
	}
	return false
}

// near reports whether the element of token g marks the place of the anchor of
// token a: it is the anchor, stands in it or beside it, or is the paragraph
// around it.
func (p *page) near(g, a int32) bool {
	t := &p.tokens[g]
	switch {
	case g == a || p.within(g, a):
		return true
	case p.within(a, g):
		return !t.name.is(block) || t.name.is(headings) || paragraphs[t.name]
	}
	return max(g-a, a-g) <= 8 && p.blockOf(g) == p.blockOf(a)
}

// paragraphs are the elements that hold a paragraph.
var paragraphs = map[element]bool{elP: true, elLi: true, elTd: true, elTh: true, elDt: true, elDd: true}

// maxClimb bounds the way up from an element.
const maxClimb = 32

// blockOf is the block that token i stands in or is; -1 when there is none near.
func (p *page) blockOf(i int32) int32 {
	for range maxClimb {
		if i < 0 || p.tokens[i].name.is(block) {
			return i
		}
		i = p.tokens[i].parent
	}
	return -1
}

// anchorsIn are the anchors of a page from token lo on and before hi.
func (r *reader) anchorsIn(page, lo, hi int32) []anchor {
	from := sort.Search(len(r.anchors), func(i int) bool { return !r.anchors[i].before(spot{page, lo}) })
	to := sort.Search(len(r.anchors), func(i int) bool { return !r.anchors[i].before(spot{page, hi}) })
	return r.anchors[from:max(from, to)]
}

// prefix is the address of an anchor without its fragment.
func (r *reader) prefix(a anchor) string {
	p := r.pages[a.page]
	before, _, _ := strings.Cut(p.value(&p.tokens[a.token], "href"), "#")
	return strings.TrimSpace(before)
}
