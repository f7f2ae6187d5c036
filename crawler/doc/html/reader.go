package html

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// reader reads pages that are one document.
type reader struct {
	pages   []*page
	byPart  map[string]int32
	anchors []anchor
	targets map[target][]spot
	notes   []*note
	// uncalled are the notes that nothing calls.
	uncalled []*note
	// counted are the numbers of list items.
	counted map[spot]int
	body    *cite.Text
}

// ReadPages takes a document apart that is made of several pages, in their
// order: the members of a book. Marks on one may call notes on another.
func ReadPages(ctx context.Context, format string, in []Page) (*doc.Draft, error) {
	r := &reader{byPart: map[string]int32{}, body: &cite.Text{}}
	for i, member := range in {
		p, err := newPage(member, i)
		if err != nil {
			return nil, err
		}
		r.pages = append(r.pages, p)
		if _, twice := r.byPart[p.Part]; !twice {
			r.byPart[p.Part] = p.n
		}
		if err := p.readTags(ctx); err != nil {
			return nil, fmt.Errorf("read %s: %w", format, err)
		}
		p.readHead()
	}
	if err := r.findNotes(); err != nil {
		return nil, err
	}
	r.labelNotes()
	if err := r.write(ctx); err != nil {
		return nil, fmt.Errorf("read %s: %w", format, err)
	}
	if d, err := r.readByHand(ctx); d != nil || err != nil {
		return d, err
	}
	return r.draft(format), nil
}

// write writes the body and the notes.
func (r *reader) write(ctx context.Context) error {
	notes, marks := make([][]*note, len(r.pages)), make([][]*mark, len(r.pages))
	for _, n := range r.notes {
		n.text = &cite.Text{}
		notes[n.page] = append(notes[n.page], n)
		for i := range n.marks {
			m := &n.marks[i]
			marks[m.page] = append(marks[m.page], m)
		}
	}
	for i, p := range r.pages {
		sort.SliceStable(marks[i], func(a, b int) bool { return marks[i][a].token < marks[i][b].token })
		w := &writer{reader: r, page: p, t: r.body, notes: notes[i], marks: marks[i]}
		if err := w.write(ctx); err != nil {
			return err
		}
	}
	return nil
}

// draft is the document taken apart.
func (r *reader) draft(format string) *doc.Draft {
	d := &doc.Draft{Format: format, Body: r.body}
	for _, p := range r.pages {
		if d.Title == "" {
			d.Title = p.name()
		}
		if d.Lang == "" {
			d.Lang = p.lang
		}
	}
	for _, n := range r.notes {
		p := r.pages[n.page]
		text := n.text
		s := text.String()
		from, to := n.unlabelled(s), len(strings.TrimRight(s, " \t\n\u00a0"))
		if from > 0 || to < len(s) {
			text = text.Slice(min(from, to), to)
		}
		out := doc.Note{Label: n.label, Text: text, Span: p.source(int(p.tokens[n.start].at), p.stop(n))}
		for _, m := range n.marks {
			out.Marks = append(out.Marks, doc.Mark{Range: m.at, Span: m.span})
		}
		d.Notes = append(d.Notes, out)
	}
	return d
}

// stop is the byte at which a note ends.
func (p *page) stop(n *note) int {
	if t := &p.tokens[n.start]; t.end == n.end {
		return p.afterOf(int(n.start))
	}
	if int(n.end) >= len(p.tokens) {
		return len(p.s)
	}
	// A run of elements ends with the end tag of the last.
	end := int(p.tokens[n.end].at)
	if t := &p.tokens[n.end]; t.kind == endTag && t.name.is(block) {
		if up := p.tokens[n.start].parent; up < 0 || p.tokens[up].end != n.end {
			end = int(t.to)
		}
	}
	return end
}

// name is the title of the page: its heading, where the title has that and the
// name of the site.
func (p *page) name() string {
	if p.heading != "" && (p.title == "" || strings.Contains(strings.ToLower(p.title), strings.ToLower(p.heading))) {
		return p.heading
	}
	return p.title
}
