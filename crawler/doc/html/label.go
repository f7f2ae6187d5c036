package html

import (
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"apud/crawler/doc"
)

// longestName bounds a label, in characters; it may be the name of an author.
const longestName = 40

// raisedFigures makes figures of raised ones.
var raisedFigures = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

// bareLabel is a label as shown without its brackets.
func bareLabel(s string) string {
	for {
		s = strings.Trim(s, " \u00a0\ufe0e\ufe0f")
		n := len(s)
		if n > 1 && pairs[s[0]] == s[n-1] && strings.IndexByte(s, s[n-1]) == n-1 {
			s = s[1 : n-1]
			continue
		}
		if n > 1 && (s[n-1] == ')' || s[n-1] == ']') && !strings.ContainsAny(s, "([") || strings.ContainsAny(s[max(0, n-1):], ".:,") {
			s = s[:n-1]
			continue
		}
		return raisedFigures.Replace(s)
	}
}

// labelNotes finds the labels of all notes, and hides those, the marks and the
// ways back.
func (r *reader) labelNotes() {
	hides := make([]*hiding, len(r.pages))
	for i, p := range r.pages {
		hides[i] = &hiding{page: p, seen: map[int32]bool{}}
	}
	uncalled := map[*note]bool{}
	for _, n := range r.uncalled {
		uncalled[n] = true
	}
	side := 0
	for _, n := range r.notes {
		p, h := r.pages[n.page], hides[n.page]
		r.hideBack(n, h)
		switch {
		case p.tokens[n.start].flags&isSide != 0 && n.token == n.start && len(n.marks) == 1:
			side = r.labelSide(n, side)
		case len(n.marks) == 0:
			r.labelUncalled(n)
		default:
			r.labelCalled(n)
		}
		for i := range n.marks {
			r.hideMark(&n.marks[i], hides[n.marks[i].page])
		}
		if !n.own {
			r.hideLabel(n, h)
		}
	}
	for _, a := range r.anchors {
		// A mark whose note is missing is no word of the text either.
		p := r.pages[a.page]
		if _, ok := r.find(a); !ok && p.marked(a.token, isRef) && isShort(bareLabel(p.textOf(int(a.token), 30))) {
			hides[a.page].hide(a.token)
		}
	}
	for _, h := range hides {
		h.finish()
	}
}

// labelCalled takes the label from the marks of the note.
func (r *reader) labelCalled(n *note) {
	m := n.marks[0]
	text := r.pages[m.page].textOf(int(m.token), 4*longestName+4)
	if label := bareLabel(text); label != "" && utf8.RuneCountInString(label) <= longestName {
		n.label = label
		return
	}
	r.labelUncalled(n)
}

// hideMark hides a mark unless it is words of the text.
func (r *reader) hideMark(m *mark, h *hiding) {
	p := h.page
	if m.self {
		return
	}
	text := p.textOf(int(m.token), 4*longestName+4)
	if p.tokens[m.token].name != elLabel && !isShort(bareLabel(text)) && !p.raised(m.token) {
		m.words = true
		return
	}
	h.hide(m.token)
}

// labelSide labels a note beside the text. Style sheets count those that have
// no text for a label; those in the margin are not counted.
func (r *reader) labelSide(n *note, count int) int {
	p := r.pages[n.page]
	for i := n.start + 1; i < min(p.tokens[n.start].end, n.start+12); i++ {
		if t := &p.tokens[i]; t.kind == startTag && t.name == elSup {
			if n.label = bareLabel(p.textOf(int(i), 100)); n.label != "" {
				return count
			}
		}
	}
	if m := n.marks[0]; m.token != n.start {
		if n.label = bareLabel(p.textOf(int(m.token), 100)); n.label != "" {
			return count
		}
	}
	if class := p.value(&p.tokens[n.start], "class"); strings.Contains(class, "margin") {
		n.label = "*"
		return count
	}
	n.label = strconv.Itoa(count + 1)
	return count + 1
}

// leading is a label at the beginning of a note.
var leading = regexp.MustCompile(`^[\[(]?(?:([0-9]{1,4}|[ivxl]{1,6}|[*†‡§¶]{1,4})[\])]?[.:]?|[\[(]([0-9\pL]{1,10})[\])])(?:\s|$)`)

// labelUncalled takes the label from the note: from its beginning, or from its
// place in a list.
func (r *reader) labelUncalled(n *note) {
	p := r.pages[n.page]
	t := &p.tokens[n.start]
	if t.name == elLi && t.parent >= 0 && p.tokens[t.parent].name == elOl {
		n.label, n.own = r.ordinal(n), true
		return
	}
	if m := leading.FindStringSubmatch(p.textOf(int(n.start), 100)); m != nil {
		n.label = m[1] + m[2]
		return
	}
	n.label = "*"
}

// ordinal is the number that a list shows for a note.
func (r *reader) ordinal(n *note) string {
	p := r.pages[n.page]
	list := &p.tokens[p.tokens[n.start].parent]
	if v, err := strconv.Atoi(p.value(&p.tokens[n.start], "value")); err == nil {
		return doc.Numeral(p.value(list, "type"), v)
	}
	if r.counted == nil {
		r.counted = map[spot]int{}
	}
	k := spot{n.page, p.tokens[n.start].parent}
	if _, ok := r.counted[spot{n.page, n.start}]; !ok {
		number := 1
		if v, err := strconv.Atoi(p.value(list, "start")); err == nil {
			number = v
		}
		for i := k.token + 1; i < list.end; i++ {
			if t := &p.tokens[i]; t.kind == startTag && t.parent == k.token && t.name == elLi {
				r.counted[spot{n.page, i}] = number
				number++
				i = max(i, t.end-1)
			}
		}
	}
	return doc.Numeral(p.value(list, "type"), r.counted[spot{n.page, n.start}])
}

// arrows are what anchors show that only lead back.
const arrows = "↩↵⏎↑^⬆⤴⇑▲↖←⇧⮌ \u00a0\ufe0e\ufe0f[]()"

// hideBack hides the ways back in a note.
func (r *reader) hideBack(n *note, h *hiding) {
	p := h.page
	for _, a := range r.anchorsIn(n.page, n.start, n.end) {
		if !p.marked(a.token, isBack) && !r.leadsBack(n, a) && (a.foreign || strings.Trim(p.textOf(int(a.token), 20), arrows) != "") {
			continue
		}
		h.hide(a.token)
		if !n.own && !p.leads(n.start, a.token) {
			// Notes that begin with the way back show their label there.
			n.own = true
		}
	}
}

// leadsBack reports whether an anchor leads to a mark of the note.
func (r *reader) leadsBack(n *note, a anchor) bool {
	for _, s := range r.targets[a.to] {
		i := sort.Search(len(n.marks), func(i int) bool { return !n.marks[i].before(s) })
		for _, m := range n.marks[max(0, i-2):min(len(n.marks), i+3)] {
			if m.page == s.page && r.pages[s.page].near(s.token, m.token) {
				return true
			}
		}
	}
	return false
}

// hideLabel hides the element at the beginning of a note that holds its label.
func (r *reader) hideLabel(n *note, h *hiding) {
	p := h.page
	// A list numbers its entries itself, and an entry may begin with a number
	// that is no label: "5 U.S.C. § 552".
	t := &p.tokens[n.start]
	n.listed = t.name == elLi && t.parent >= 0 && p.tokens[t.parent].name == elOl
	for k := n.start + 1; k < min(n.end, n.start+8); k++ {
		t := &p.tokens[k]
		if t.kind != startTag || p.leads(n.start, k) {
			continue
		}
		if text := p.textOf(int(k), 100); text != "" && bareLabel(text) == n.label && k != n.token {
			h.hide(k)
			n.own = true
			return
		}
	}
}

// unlabelled is the length of the label with which the text of a note begins.
func (n *note) unlabelled(text string) int {
	at := len(text) - len(strings.TrimLeft(text, " \t\n\u00a0^↑"))
	bracketed := strings.HasPrefix(text[at:], "["+n.label+"]") || strings.HasPrefix(text[at:], "("+n.label+")")
	if n.label == "" || n.own && !(n.listed && bracketed) || n.listed && !bracketed {
		// What follows a label that was taken away.
		if rest := strings.TrimLeft(text[at:], ".:)],"); rest != text[at:] && (rest == "" || isSpace(rest[0]) || strings.HasPrefix(rest, "\u00a0")) {
			at = len(text) - len(rest)
		}
		return len(text) - len(strings.TrimLeft(text[at:], " \t\n\u00a0"))
	}
	rest := strings.TrimLeft(text[at:], "[(")
	opened := rest != text[at:]
	rest, ok := strings.CutPrefix(rest, n.label)
	if !ok {
		return at
	}
	closed := strings.TrimLeft(rest, "]).:")
	if !opened && closed != "" && !isSpace(closed[0]) && !strings.HasPrefix(closed, "\u00a0") || opened && closed == rest {
		return at
	}
	return len(text) - len(strings.TrimLeft(closed, " \t\n\u00a0"))
}
