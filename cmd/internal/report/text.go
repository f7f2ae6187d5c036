package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"apud/cmd/internal/terminal"
	"apud/crawler/verdict"
)

// Text is the report for people: one line a citation.
type Text struct{}

// Name implements [Format].
func (Text) Name() string { return "text" }

// The widths of columns.
const (
	titleColumns   = 44
	verdictColumns = 13
	reasonColumns  = 88
)

// Write implements [Format].
func (Text) Write(w io.Writer, r *Report, o Options) error {
	t := textWriter{Writer: bufio.NewWriter(w), o: o}
	if o.Changes {
		t.changes(r.Changes, true)
		return t.Flush()
	}
	for i, d := range r.Documents {
		if i > 0 {
			fmt.Fprintln(t)
		}
		t.document(d)
	}
	if len(r.Changes) > 0 {
		fmt.Fprintln(t)
		t.changes(r.Changes, len(r.Documents) > 1)
	}
	fmt.Fprintln(t)
	fmt.Fprintln(t, r.Summary)
	return t.Flush()
}

// String is the summary in a line.
func (s Summary) String() string {
	line := fmt.Sprintf("%s: %d working, %d broken", terminal.Count(s.Citations, "citation"), s.Working, s.Broken)
	if s.Dead > 0 {
		line += fmt.Sprintf(" (%d dead)", s.Dead)
	}
	line += fmt.Sprintf(", %d cannot tell", s.Unknown)
	if s.Lost > 0 {
		line += fmt.Sprintf(" (%s lost)", terminal.Count(s.Lost, "address"))
	}
	if s.Ignored > 0 {
		line += fmt.Sprintf(", %d ignored", s.Ignored)
	}
	return line + fmt.Sprintf(" · %s in %s", terminal.Count(s.Sources, "source"), terminal.Count(s.Documents, "document"))
}

type textWriter struct {
	*bufio.Writer
	o Options
}

func (t textWriter) document(d Document) {
	fmt.Fprint(t, terminal.Clean(d.Name))
	if d.Title != "" {
		fmt.Fprintf(t, " — %s", terminal.Clean(d.Title))
	}
	fmt.Fprintln(t)
	label := 0
	for _, e := range d.Entries {
		label = max(label, terminal.Columns(e.label()))
	}
	for _, e := range d.Entries {
		t.entry("  "+terminal.Pad(terminal.Clean(e.label()), label), e)
	}
	if len(d.Entries) == 0 {
		fmt.Fprintln(t, "  cites nothing that could be found")
	}
}

func (t textWriter) entry(head string, e Entry) {
	t.line(head, e, terminal.Cut(terminal.Clean(e.why()), reasonColumns))
	t.mark(e)
}

// mark writes what a person says of the source below its citation.
func (t textWriter) mark(e Entry) {
	if e.Mark != nil {
		fmt.Fprintf(t, "      %s\n", terminal.Clean(e.marked()))
	}
}

// line writes one citation with something to say of it.
func (t textWriter) line(head string, e Entry, say string) {
	title := titleColumns
	if t.o.Width > 0 {
		// The verdict is to be seen on a narrow terminal, too.
		title = min(title, max(8, t.o.Width-terminal.Columns(head)-verdictColumns-8))
	}
	line := fmt.Sprintf("%s %s %s  %s  %s", head, mark(e.Class),
		terminal.Pad(terminal.Cut(terminal.Clean(e.shortTitle()), title), title),
		terminal.Pad(e.word(), verdictColumns), say)
	line = strings.TrimRight(line, " ")
	if t.o.Width > 0 {
		line = terminal.Cut(line, t.o.Width)
	}
	if t.o.Colour {
		line = colour(e.Class) + line + "\x1b[0m"
	}
	fmt.Fprintln(t, line)
}

// changeTitles are the groups of changes in the order in which they matter.
var changeTitles = []struct{ kind, title string }{
	{"newly-broken", "Newly broken"},
	{"dead", "Confirmed dead"},
	{"new", "Broken at first sight"},
	{"came-back", "Came back"},
	{"moved", "Moved"},
	{"changed", "Changed"},
	{"unknown", "Cannot be told any more"},
}

// changes writes what changed, and in which document where that is to be named.
func (t textWriter) changes(changes []Change, named bool) {
	label := 0
	for _, c := range changes {
		label = max(label, terminal.Columns(c.Entry.label()))
	}
	for _, g := range changeTitles {
		first := true
		for _, c := range changes {
			if c.Kind != g.kind {
				continue
			}
			if first {
				fmt.Fprintf(t, "%s:\n", g.title)
				first = false
			}
			t.line("  "+terminal.Pad(terminal.Clean(c.Entry.label()), label), c.Entry, c.was())
			if t.o.Changes {
				fmt.Fprintf(t, "      %s\n", terminal.Clean(c.Entry.why()))
			}
			fmt.Fprintf(t, "      %s\n", terminal.Clean(c.Entry.URL))
			if named {
				fmt.Fprintf(t, "      in %s\n", terminal.Clean(c.Document))
			}
			t.mark(c.Entry)
			if p := c.Entry.Proposal; p != "" {
				fmt.Fprintf(t, "      now %s\n", terminal.Clean(p))
			}
		}
	}
}

// was is how the source stood before.
func (c Change) was() string {
	if c.From.Verdict == "" {
		return ""
	}
	return fmt.Sprintf("was %s on %s", c.From.Verdict, c.From.Checked.UTC().Format(time.DateOnly))
}

func (e Entry) label() string {
	if e.Index < 0 {
		return "text"
	}
	return "[" + e.Footnote + "]"
}

// shortTitle names the citation: its title, or what else there is.
func (e Entry) shortTitle() string {
	for _, s := range []string{e.Title, e.Meant, e.URL, e.Raw} {
		if s != "" {
			return s
		}
	}
	return "(nothing readable)"
}

// word is the verdict, or why there is none.
func (e Entry) word() string {
	if e.Verdict == "" {
		return "–"
	}
	return string(e.Verdict)
}

// why is the first reason in words, with the state where it says more.
func (e Entry) why() string {
	var s string
	if len(e.Reasons) > 0 {
		s = e.Reasons[0].Text
	}
	if e.Verdict == verdict.OK && len(e.Reasons) > 0 && e.Reasons[0].Code == "title-match" {
		s = "title matches"
	}
	if st := e.Status.State; e.Class == verdict.Broken && e.Mark == nil && st != "" && !e.Checked.IsZero() {
		s = fmt.Sprintf("%s: %s", st, s)
	}
	if e.Refers {
		s = "as " + e.RefersTo.Footnote + ": " + s
	}
	return s
}

func mark(c verdict.Class) string {
	switch c {
	case verdict.Working:
		return "✓"
	case verdict.Broken:
		return "✗"
	case Ignored:
		return "–"
	}
	return "?"
}

func colour(c verdict.Class) string {
	switch c {
	case verdict.Working:
		return "\x1b[32m"
	case verdict.Broken:
		return "\x1b[31m"
	case Ignored:
		return "\x1b[2m"
	}
	return "\x1b[33m"
}
