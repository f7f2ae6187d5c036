// Package entry is for citations that a format knows by their fields: the
// templates of a wiki, the entries of a bibliography. A [Record] collects the
// fields; [Note] puts finished entries among the citations that a note has in
// prose.
package entry

import (
	"strconv"
	"strings"

	"apud/crawler/cite"
)

// Place is where a text cites an entry: the stretch that shows it to a reader.
type Place struct {
	cite.Range
	// Citations are the entry and the further addresses that it names.
	Citations []cite.Citation
}

// standIn is the address by which an entry is known while its note is read. No
// name under "invalid" is ever registered (RFC 2606, section 2).
const standIn = "https://entry.invalid/"

// Note reads the citations of a note that cites entries at places, in order and
// without overlap. What stands around an entry, a signal, a page or a copy,
// joins it.
func Note(t *cite.Text, places []Place) []cite.Citation {
	return (&woven{places: places}).read(masked(t, places))
}

// masked is t in which each place is one link, so that nothing in the words of
// an entry is read as prose.
func masked(t *cite.Text, places []Place) *cite.Text {
	m := t.Slice(0, t.Len())
	m.Links = nil
	links := t.Links
	for i, p := range places {
		for len(links) > 0 && links[0].Start < p.Start {
			m.Links = append(m.Links, links[0])
			links = links[1:]
		}
		for len(links) > 0 && links[0].Start < p.End {
			links = links[1:]
		}
		m.Link(p.Start, p.End, standIn+strconv.Itoa(i), t.Source(p.Start, p.End))
	}
	m.Links = append(m.Links, links...)
	return m
}

// woven is a note while the entries are put in.
type woven struct {
	places []Place
	next   int
	out    []cite.Citation
}

func (w *woven) read(t *cite.Text) []cite.Citation {
	for _, c := range cite.ParseNote(t) {
		i, ok := place(c.URL)
		if !ok || i < w.next || i >= len(w.places) {
			w.out = append(w.out, c)
			continue
		}
		w.before(i)
		w.put(i, &c)
	}
	w.before(len(w.places))
	for i := range w.out {
		w.out[i].N = i + 1
	}
	return w.out
}

// place is the index of the entry that an address stands for.
func place(url string) (int, bool) {
	number, ok := strings.CutPrefix(url, standIn)
	if !ok {
		return 0, false
	}
	i, err := strconv.Atoi(number)
	return i, err == nil
}

// before puts in the entries up to i that the words around them hide.
func (w *woven) before(i int) {
	for w.next < i {
		w.put(w.next, nil)
	}
}

// put adds the entry i with what c, read in the words around it, tells.
func (w *woven) put(i int, c *cite.Citation) {
	w.next = i + 1
	citations := append([]cite.Citation(nil), w.places[i].Citations...)
	if c != nil && len(citations) > 0 {
		join(&citations[0], c)
	}
	w.out = append(w.out, citations...)
}

// join adds to the entry e what c tells of it.
func join(e, c *cite.Citation) {
	e.Raw, e.Span = c.Raw, c.Span
	e.Signal, e.Force, e.Intro = c.Signal, c.Force, c.Intro
	if e.Locator.Raw == "" {
		e.Locator = c.Locator
	}
	if e.Accessed.Raw == "" {
		e.Accessed = c.Accessed
	}
	for _, a := range c.Archives {
		if !hasArchive(e.Archives, a.URL) {
			e.Archives = append(e.Archives, a)
		}
	}
	for _, id := range c.Identifiers {
		if !hasIdentifier(e.Identifiers, id) {
			e.Identifiers = append(e.Identifiers, id)
		}
	}
	e.Anomalies = append(e.Anomalies, c.Anomalies...)
}

func hasArchive(archives []cite.Archive, url string) bool {
	for _, a := range archives {
		if a.URL == url {
			return true
		}
	}
	return false
}

func hasIdentifier(ids []cite.Identifier, id cite.Identifier) bool {
	for _, have := range ids {
		if have.Kind == id.Kind && have.Value == id.Value {
			return true
		}
	}
	return false
}
