package html

import (
	"context"
	"strings"
	"unicode/utf8"

	"apud/crawler/cite"
)

// writer writes the texts of a page.
type writer struct {
	*reader
	*page
	t *cite.Text
	// note is the note of t; nil for the body.
	note *note
	// out is how many elements are open that are left out.
	out int
	// muted, quoted and slanted are how many elements of such kinds are open.
	muted, quoted, slant int
	open                 []effect
	// around are the texts around the note.
	around []outer
	// at is the start tag that is read.
	at int32
	// nextNote, nextMark and nextHidden are what comes next on the page.
	nextNote, nextMark, nextHidden int
	// byHand are marks that no anchor makes, nextHand the next of them.
	byHand   []*handMark
	nextHand int
	notes    []*note
	marks    []*mark
}

// effect is what ends with an element.
type effect struct {
	kind effectKind
	// end is the token before which it ends.
	end int32
	// at is where it began in the text; n is which link or mark it is.
	at, n int32
}

// outer is the text around a note.
type outer struct {
	t                         *cite.Text
	note                      *note
	out, muted, quoted, slant int
}

type effectKind uint8

const (
	linkEffect effectKind = iota
	outEffect
	mainEffect
	muteEffect
	quoteEffect
	slantEffect
	noteEffect
	wordsEffect
	titleEffect
)

// write writes the texts of a page: the body and its notes.
func (w *writer) write(ctx context.Context) error {
	if w.main {
		w.out = 1
	}
	at := 0
	for i := range w.tokens {
		if i%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		t := &w.tokens[i]
		w.text(at, int(t.at))
		w.closeTo(int32(i))
		at = int(t.to)
		switch t.kind {
		case startTag:
			at = max(at, w.start(int32(i), t))
		case endTag:
			if t.name.is(block) {
				w.breakLine()
			}
			if t.name == elSup {
				w.spaceLabel(at)
			}
		case plainToken:
			w.plain(int(t.at)+len("<![CDATA["), int(t.to)-len("]]>"))
		}
	}
	w.text(at, len(w.s))
	w.closeTo(int32(len(w.tokens)) + 1)
	w.t.Break()
	return ctx.Err()
}

// spaceLabel puts a blank behind a raised number at the beginning of a line, a
// label of a note made by hand, which page layouts leave out.
func (w *writer) spaceLabel(next int) {
	s := w.t.String()
	line := s[strings.LastIndexByte(s[max(0, len(s)-5):], '\n')+1+max(0, len(s)-5):]
	if w.out == 0 && line != "" && (len(s) < 5 || len(line) < 5) && strings.Trim(line, "0123456789*†‡") == "" && next < len(w.s) && w.s[next] != '<' && !isSpace(w.s[next]) {
		w.t.Insert(" ")
	}
}

func (w *writer) breakLine() {
	if w.out == 0 {
		w.t.Break()
	}
}

// text writes the words between two tags.
func (w *writer) text(start, end int) {
	defer w.passHand(end)
	if w.out > 0 || start >= end {
		return
	}
	for start < end {
		for w.nextHidden < len(w.hidden) && w.hidden[w.nextHidden].end <= start {
			w.nextHidden++
		}
		to := end
		if w.nextHidden < len(w.hidden) {
			h := w.hidden[w.nextHidden]
			if h.start <= start {
				w.passHand(h.end)
				start = h.end
				continue
			}
			to = min(to, h.start)
		}
		w.visible(start, to)
		start = to
	}
}

func (w *writer) visible(start, end int) {
	if w.muted > 0 && strings.ContainsAny(w.s[start:end], ".:/@&") {
		w.t.Insert("…")
		return
	}
	w.words(w.t, start, end)
}

// plain writes characters among which no references are.
func (w *writer) plain(start, end int) {
	if w.out == 0 && start < end {
		w.append(w.t, start, end)
	}
}

// start reads the start tag at token i, and gives the place up to which its
// content is passed over.
func (w *writer) start(i int32, t *token) int {
	if w.nextNote < len(w.notes) && w.notes[w.nextNote].start == i {
		w.enter(w.notes[w.nextNote])
		w.nextNote++
	}
	for w.nextMark < len(w.marks) && w.marks[w.nextMark].token <= i {
		w.mark(w.marks[w.nextMark], i, t)
		w.nextMark++
	}
	left := t.flags&isOut != 0 || t.flags&isBack != 0 && w.note != nil
	left = left || w.isSmall(i, t)
	if w.note != nil && w.note.start == i {
		// A note is shown when it is called, whatever hides it.
		left = false
	}
	if left && t.flags&isShut == 0 {
		w.out++
		w.push(effect{kind: outEffect, end: t.end})
		return 0
	}
	if t.flags&isMain != 0 && w.main && w.note == nil && t.flags&isShut == 0 {
		w.out--
		w.push(effect{kind: mainEffect, end: t.end})
	}
	if t.name.is(block) {
		w.breakLine()
	}
	w.cites(t)
	if t.flags&isShut != 0 {
		if t.name == elBr && w.out == 0 {
			if s := w.t.String(); s != "" && s[len(s)-1] != '\n' {
				w.t.Insert("\n")
			}
		}
		return 0
	}
	if t.name.is(silent) {
		w.out++
		w.push(effect{kind: outEffect, end: t.end})
		return 0
	}
	w.at = i
	w.style(t)
	return 0
}

// isSmall reports whether a start tag begins what belongs to notes and is no
// text: the heading above them, the page behind a mark.
func (w *writer) isSmall(i int32, t *token) bool {
	switch {
	case t.name.is(headings):
		return t.parent >= 0 && w.tokens[t.parent].flags&isStrong != 0
	case t.name != elSup || t.flags&isRef == 0 || t.end > i+12:
		return false
	}
	for k := i + 1; k < t.end; k++ {
		if w.tokens[k].name == elA {
			return false
		}
	}
	return true
}

// cites writes the link that a start tag gives.
func (w *writer) cites(t *token) {
	name := ""
	switch t.name {
	case elA:
		name = "href"
	case elQ, elBlockquote, elIns, elDel:
		name = "cite"
	case elIframe, elEmbed:
		name = "src"
	case elObject:
		name = "data"
	default:
		return
	}
	if w.out > 0 {
		return
	}
	v, ok := w.attr(t, name)
	if !ok {
		return
	}
	v = w.trim(v)
	url := w.address(v)
	if !hasScheme(url) || w.isAnchor(t, url) || w.hides(int(t.at)) {
		return
	}
	at := w.t.Len()
	w.t.Link(at, at, url, w.source(v.start, v.end))
	if t.name == elA && t.flags&isShut == 0 {
		w.push(effect{kind: linkEffect, end: t.end, at: int32(at), n: int32(len(w.t.Links)) - 1})
	}
}

// isAnchor reports whether an address leads to a place in the page itself.
func (w *writer) isAnchor(t *token, url string) bool {
	if t.flags&hasFragment == 0 {
		return false
	}
	before, _, _ := strings.Cut(url, "#")
	self, _, _ := strings.Cut(w.Base, "#")
	return before == self
}

// hides reports whether the byte at is hidden.
func (w *writer) hides(at int) bool {
	for w.nextHidden < len(w.hidden) && w.hidden[w.nextHidden].end <= at {
		w.nextHidden++
	}
	return w.nextHidden < len(w.hidden) && w.hidden[w.nextHidden].start <= at
}

// style begins what an element does to its text.
func (w *writer) style(t *token) {
	switch {
	case t.name.is(mute):
		w.muted++
		w.push(effect{kind: muteEffect, end: t.end})
	case t.name == elQ:
		if w.out == 0 {
			w.t.Insert(quotes[w.quoted%2][0])
		}
		w.quoted++
		w.push(effect{kind: quoteEffect, end: t.end})
	case t.name == elH1 && w.heading == "" && w.note == nil:
		w.push(effect{kind: titleEffect, end: t.end, at: int32(w.t.Len())})
	case t.name.is(italic) && !w.isWhole(t), !t.name.is(block) && w.isSlanted(t):
		if w.out > 0 {
			break
		}
		w.slant++
		w.push(effect{kind: slantEffect, end: t.end, at: int32(w.t.Len())})
	}
}

// isWhole reports whether <cite> holds more than a title: one set in italics.
func (w *writer) isWhole(t *token) bool {
	if t.name != elCite {
		return false
	}
	if w.endOf(int(w.at))-int(t.to) > 300 {
		return true
	}
	for k := w.at + 1; k < min(t.end, w.at+40); k++ {
		if in := &w.tokens[k]; in.kind == startTag && in.name.is(italic) || in.name == elQ {
			return true
		}
	}
	return false
}

// quotes are the marks of outer and inner quotations.
var quotes = [2][2]string{{"“", "”"}, {"‘", "’"}}

func (w *writer) push(e effect) { w.open = append(w.open, e) }

// enter begins a note.
func (w *writer) enter(n *note) {
	w.push(effect{kind: noteEffect, end: n.end})
	w.around = append(w.around, outer{w.t, w.note, w.out, w.muted, w.quoted, w.slant})
	w.t, w.note, w.out, w.muted, w.quoted, w.slant = n.text, n, 0, 0, 0, 0
}

// mark records that the body calls a note here.
func (w *writer) mark(m *mark, i int32, t *token) {
	at := w.body.Len()
	m.at = cite.Range{Start: at, End: at}
	m.span = w.source(int(t.at), w.afterOf(int(m.token)))
	if m.self {
		m.span = w.source(int(t.at), int(t.to))
	}
	if m.words && w.out == 0 && w.note == nil {
		w.push(effect{kind: wordsEffect, end: t.end, n: int32(w.nextMark)})
	}
}

// closeTo ends what ends before the token i.
func (w *writer) closeTo(i int32) {
	for n := len(w.open); n > 0 && w.open[n-1].end <= i; n-- {
		e := w.open[n-1]
		w.open = w.open[:n-1]
		w.end(e)
	}
}

func (w *writer) end(e effect) {
	switch e.kind {
	case linkEffect:
		w.t.Links[e.n].End = w.t.Len()
	case outEffect:
		w.out--
	case mainEffect:
		w.out++
	case muteEffect:
		w.muted--
	case quoteEffect:
		w.quoted--
		if w.out == 0 {
			w.t.Insert(quotes[w.quoted%2][1])
		}
	case slantEffect:
		if w.slant--; w.slant == 0 {
			w.t.Italic(w.inner(int(e.at)), w.t.Len())
		}
	case wordsEffect:
		w.marks[e.n].at.End = w.t.Len()
	case titleEffect:
		if w.heading == "" && w.out == 0 {
			w.heading = cite.Fold(w.t.String()[e.at:])
		}
	case noteEffect:
		o := w.around[len(w.around)-1]
		w.around = w.around[:len(w.around)-1]
		w.t, w.note, w.out, w.muted, w.quoted, w.slant = o.t, o.note, o.out, o.muted, o.quoted, o.slant
	}
}

// inner is the place of the first letter from at on.
func (w *writer) inner(at int) int {
	s := w.t.String()
	for at < len(s) && isSpace(s[at]) {
		at++
	}
	if at < len(s) && !utf8.RuneStart(s[at]) {
		at--
	}
	return at
}
