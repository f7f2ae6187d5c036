package wikitext

import (
	"html"
	"sort"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/entry"
)

// note is a note while it is read.
type note struct {
	label, group string
	start, end   int
	text         *cite.Text
	places       []entry.Place
	// shorts are the short citations among places, by index.
	shorts map[int]short
	marks  []doc.Mark
	page   cite.Locator
}

// call is a place that calls a note: by its index or, when that is negative, by
// its key.
type call struct {
	note int
	key  string
	// shown says that the call stands in the body, as mark.
	shown bool
	mark  doc.Mark
	page  cite.Locator
}

// key is by what a named note is known.
func key(group, name string) string { return group + "\x00" + name }

// ref reads a note in a tag.
func (w *writer) ref(n *node) {
	group := strings.TrimSpace(html.UnescapeString(attribute(n.attributes, "group")))
	if group == "" {
		group = strings.TrimSpace(html.UnescapeString(attribute(n.attributes, "groupe")))
	}
	name := strings.TrimSpace(html.UnescapeString(attribute(n.attributes, "name")))
	if name == "" {
		if lead := strings.TrimSpace(html.UnescapeString(attribute(n.attributes, "follow"))); lead != "" {
			w.follow(key(group, lead), n)
			return
		}
	}
	w.noteAt(group, name, n.start, n.end, n.from, n.to)
}

// noteAt reads the note that stands at s[start:end] with the words s[from:to].
func (w *writer) noteAt(group, name string, start, end, from, to int) {
	if w.defining && group == "" {
		group = w.group
	}
	k := ""
	if name != "" {
		k = key(group, name)
	}
	if strings.TrimSpace(w.s[from:to]) == "" {
		if k != "" {
			w.call(-1, k, start, end)
		}
		return
	}
	if i, ok := w.named[k]; ok && k != "" && w.same(i, from, to) {
		w.call(i, "", start, end)
		return
	}
	i := w.newNote(group, start, end)
	if _, ok := w.named[k]; k != "" && !ok {
		w.named[k] = i
		w.inside[i] = [2]int{from, to}
	}
	w.call(i, "", start, end)
	w.fill(i, from, to)
}

// same reports whether the note i has the words s[from:to].
func (w *writer) same(i, from, to int) bool {
	in := w.inside[i]
	return strings.TrimSpace(w.s[in[0]:in[1]]) == strings.TrimSpace(w.s[from:to])
}

func (w *writer) newNote(group string, start, end int) int {
	w.notes = append(w.notes, note{group: group, start: start, end: end, text: &cite.Text{}})
	return len(w.notes) - 1
}

// fill writes the words s[from:to] into the note i.
func (w *writer) fill(i, from, to int) {
	defining := w.defining
	w.defining = false
	o := output{t: w.notes[i].text, note: i, places: w.notes[i].places}
	o = w.into(o, func() { w.render(from, to) })
	w.notes[i].places = o.places
	w.defining = defining
}

// follow adds the words of n to the note that they go on with.
func (w *writer) follow(k string, n *node) {
	i, ok := w.named[k]
	if !ok {
		w.noteAt("", "", n.start, n.end, n.from, n.to)
		return
	}
	w.notes[i].text.Break()
	w.fill(i, n.from, n.to)
}

// call records that a note is called at s[start:end].
func (w *writer) call(i int, k string, start, end int) {
	if w.defining {
		return
	}
	c := call{note: i, key: k}
	if w.out.note == inBody {
		c.shown = true
		c.mark = doc.Mark{Range: cite.Range{Start: w.out.t.Len(), End: w.out.t.Len()}, Span: w.span(start, end)}
	}
	w.calls = append(w.calls, c)
}

// page notes the page that {{rp}} gives to the call before it.
func (w *writer) pageOf(l cite.Locator) {
	if n := len(w.calls); n > 0 && w.out.note == inBody {
		w.calls[n-1].page = l
	}
}

// numerals are how the notes of a group are numbered.
var numerals = map[string]string{
	"lower-alpha": "lowerLetter", "upper-alpha": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
	"decimal": "decimal",
}

// number gives the notes their labels, in the order in which they are called.
func (w *writer) number() {
	counts := map[string]int{}
	label := func(n *note) {
		if n.label != "" {
			return
		}
		counts[n.group]++
		n.label = doc.Numeral(numerals[n.group], counts[n.group])
		if n.group != "" && numerals[n.group] == "" {
			n.label = n.group + " " + n.label
		}
	}
	for _, c := range w.calls {
		i := c.note
		if i < 0 {
			var ok bool
			if i, ok = w.named[c.key]; !ok {
				continue
			}
		}
		n := &w.notes[i]
		label(n)
		if !c.shown {
			continue
		}
		n.page = c.page
		n.marks = append(n.marks, c.mark)
	}
	for i := range w.notes {
		label(&w.notes[i])
	}
}

// draft is the document taken apart.
func (w *writer) draft() *doc.Draft {
	w.number()
	d := &doc.Draft{Format: "wikitext", Title: w.title, Body: w.body, Extra: w.extra}
	order := make([]int, len(w.notes))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return w.notes[order[i]].start < w.notes[order[j]].start })
	for _, i := range order {
		n := &w.notes[i]
		out := doc.Note{Label: n.label, Span: w.span(n.start, n.end), Text: n.text, Marks: n.marks}
		for p, s := range n.shorts {
			n.places[p].Citations = w.shortCitations(s)
		}
		if len(n.places) > 0 {
			out.Citations = entry.Note(n.text, n.places)
		}
		if len(n.marks) == 1 && n.page.Raw != "" {
			if out.Citations == nil {
				out.Citations = cite.ParseNote(n.text)
			}
			if len(out.Citations) == 1 && out.Citations[0].Locator.Raw == "" {
				out.Citations[0].Locator = n.page
			}
		}
		d.Notes = append(d.Notes, out)
	}
	return d
}
