package report

import (
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"strings"
	"time"

	"apud/cmd/internal/terminal"
)

// Atom writes what changed in the run as a feed (RFC 4287). The identifier of
// an entry is the same however often the run is shown, and another in every
// run.
type Atom struct{}

// Name implements [Format].
func (Atom) Name() string { return "atom" }

type atomFeed struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang      string      `xml:"xml:lang,attr"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Subtitle  string      `xml:"subtitle"`
	Updated   string      `xml:"updated"`
	Author    string      `xml:"author>name"`
	Generator string      `xml:"generator"`
	Entries   []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID       string       `xml:"id"`
	Title    string       `xml:"title"`
	Updated  string       `xml:"updated"`
	Category atomCategory `xml:"category"`
	Link     *atomLink    `xml:"link"`
	Content  atomContent  `xml:"content"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	HRef string `xml:"href,attr"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// Write implements [Format].
func (Atom) Write(w io.Writer, r *Report, _ Options) error {
	end := r.Run.End
	if end.IsZero() {
		end = r.Run.Start
	}
	names := []string{"feed"}
	for _, d := range r.Documents {
		names = append(names, d.Name)
	}
	f := atomFeed{
		Lang: "en", ID: atomID(names...), Title: "Citations: what changed", Subtitle: r.Summary.String(),
		Updated: atomTime(end), Author: "apud", Generator: "apud",
	}
	for _, g := range groups(r.Changes) {
		for _, c := range g.Changes {
			f.Entries = append(f.Entries, newAtomEntry(r, g, c, end))
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(f); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func newAtomEntry(r *Report, g group, c Change, end time.Time) atomEntry {
	e := atomEntry{
		ID:       atomID("change", fmt.Sprint(r.Run.ID), atomTime(r.Run.Start), c.Kind, fmt.Sprint(c.Source), c.Entry.URL),
		Title:    terminal.Clean(fmt.Sprintf("%s: %s", g.Title, c.Entry.shortTitle())),
		Updated:  atomTime(end),
		Category: atomCategory{Term: terminal.Clean(c.Kind), Label: terminal.Clean(g.Title)},
		Content:  atomContent{Type: "html", Text: atomText(c)},
	}
	if !c.To.Checked.IsZero() {
		e.Updated = atomTime(c.To.Checked)
	}
	if address, ok := webAddress(c.Entry.URL); ok {
		e.Link = &atomLink{Rel: "alternate", HRef: address}
	}
	return e
}

// atomText is what is to be said of a change, as HTML.
func atomText(c Change) string {
	var b strings.Builder
	part := func(format string, args ...any) {
		fmt.Fprintf(&b, "<p>%s</p>", html.EscapeString(terminal.Clean(fmt.Sprintf(format, args...))))
	}
	part("%s %s: %s", c.Document, c.Entry.label(), c.Entry.shortTitle())
	part("%s: %s", c.Entry.word(), c.Entry.why())
	if was := c.was(); was != "" {
		part("%s", was)
	}
	if c.Entry.URL != "" {
		part("%s", c.Entry.URL)
	}
	if c.Entry.Proposal != "" {
		part("use instead %s", c.Entry.Proposal)
	}
	return b.String()
}

// atomID is an identifier made of what it names: a UUID of the eighth kind
// (RFC 9562), whose bits are those of a digest.
func atomID(of ...string) string {
	h := sha256.New()
	for _, s := range of {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	u := h.Sum(nil)[:16]
	u[6] = u[6]&0x0f | 0x80
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

// atomTime is never empty: a feed must say when it was.
func atomTime(t time.Time) string {
	if t.IsZero() {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format(time.RFC3339)
}
