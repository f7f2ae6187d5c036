package extract

import (
	"fmt"
	"io"
	"strings"

	"apud/cmd/internal/terminal"
	"apud/crawler/cite"
)

// Text writes for people.
type Text struct{ w io.Writer }

// NewText writes to w.
func NewText(w io.Writer) *Text { return &Text{w} }

// Document writes what d cites: a line a citation, with its address below.
func (t *Text) Document(d *cite.Document) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)", terminal.Clean(d.Name), d.Format)
	if d.Title != "" {
		fmt.Fprintf(&b, " — %s", terminal.Clean(d.Title))
	}
	b.WriteByte('\n')
	n, lost := 0, 0
	for _, f := range d.Footnotes {
		n += len(f.Citations)
		fmt.Fprintf(&b, "\n[%s]", terminal.Clean(f.Label))
		for _, m := range f.Markers[:min(1, len(f.Markers))] {
			fmt.Fprintf(&b, " %s", terminal.Cut(terminal.Clean(cite.Fold(m.Clause.Text)), 90))
		}
		b.WriteByte('\n')
		for _, c := range f.Citations {
			lost += citation(&b, c)
		}
		if len(f.Citations) == 0 {
			fmt.Fprintf(&b, "    cites nothing: %s\n", terminal.Cut(terminal.Clean(f.Text), 90))
		}
	}
	if len(d.Body) > 0 {
		b.WriteString("\nIn the text\n")
		for _, c := range d.Body {
			lost += citation(&b, c)
		}
	}
	fmt.Fprintf(&b, "\n%s with %s", terminal.Count(len(d.Footnotes), "footnote"), terminal.Count(n, "source"))
	if len(d.Body) > 0 {
		fmt.Fprintf(&b, ", %d in the text", len(d.Body))
	}
	if lost > 0 {
		fmt.Fprintf(&b, ", %s lost", terminal.Count(lost, "address"))
	}
	b.WriteByte('\n')
	_, err := io.WriteString(t.w, b.String())
	return err
}

// Error writes nothing: people read it on the error stream.
func (t *Text) Error(string, error) error { return nil }

// citation writes c and returns 1 when its address is lost.
func citation(b *strings.Builder, c cite.Citation) int {
	var parts []string
	for _, a := range c.Authors {
		parts = append(parts, a.Name)
	}
	if c.Title != "" {
		parts = append(parts, "“"+c.Title+"”")
	}
	for _, s := range []string{c.Container, c.Date.ISO, c.Locator.Raw} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 && c.URL == "" {
		parts = append(parts, c.Raw)
	}
	line := strings.Join(parts, ", ")
	if c.Signal != "" && line != "" {
		line = c.Signal + " " + line
	}
	if ref := c.RefersTo; ref != nil {
		switch {
		case ref.Ambiguous || ref.Footnote == "":
			line += " → cannot tell which source is meant"
		default:
			line += fmt.Sprintf(" → [%s] %d", ref.Footnote, ref.Citation)
		}
	}
	if line != "" {
		fmt.Fprintf(b, "  %2d. %s\n", c.N, terminal.Clean(line))
	} else {
		fmt.Fprintf(b, "  %2d. %s\n", c.N, terminal.Clean(c.URL))
	}
	if c.URL != "" && line != "" {
		fmt.Fprintf(b, "      %s\n", terminal.Clean(c.URL))
	}
	for _, id := range c.Identifiers {
		fmt.Fprintf(b, "      %s %s\n", id.Kind, terminal.Clean(id.Value))
	}
	for _, a := range c.Archives {
		fmt.Fprintf(b, "      copy %s\n", terminal.Clean(a.URL))
	}
	if c.Lost {
		fmt.Fprintf(b, "      address lost\n")
		return 1
	}
	return 0
}
