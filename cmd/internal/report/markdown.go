package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"apud/cmd/internal/terminal"
)

// Markdown writes tables, for issues, wikis and step summaries.
type Markdown struct{}

// Name implements [Format].
func (Markdown) Name() string { return "markdown" }

// Write implements [Format].
func (Markdown) Write(w io.Writer, r *Report, o Options) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# Citations\n\n%s\n", r.Summary)
	if len(r.Changes) > 0 {
		fmt.Fprintf(b, "\n## Changes\n\n")
		for _, g := range changeTitles {
			for _, c := range r.Changes {
				if c.Kind == g.kind {
					fmt.Fprintf(b, "- **%s**: %s %s, %s\n", g.title, escape(c.Document), escape(c.Entry.label()), line(c.Entry))
				}
			}
		}
	}
	if !o.Changes {
		for _, d := range r.Documents {
			fmt.Fprintf(b, "\n## %s\n\n| note | | source | verdict | reason |\n| --- | --- | --- | --- | --- |\n", escape(d.Name))
			for _, e := range d.Entries {
				fmt.Fprintf(b, "| %s | %s | %s | %s | %s |\n", escape(e.label()), mark(e.Class), source(e), e.word(), reason(e))
			}
		}
	}
	return b.Flush()
}

func line(e Entry) string {
	s := fmt.Sprintf("%s: %s, %s", source(e), e.word(), reason(e))
	if e.Proposal != "" {
		s += " → " + link(e.Proposal, e.Proposal)
	}
	return s
}

// reason is why, and what a person says of the source.
func reason(e Entry) string {
	s := escape(e.why())
	if e.Mark != nil {
		s += "; *" + escape(e.marked()) + "*"
	}
	return s
}

func source(e Entry) string { return link(terminal.Cut(e.shortTitle(), 80), e.URL) }

// link is text leading to url when that is an address of the web.
func link(text, url string) string {
	if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
		return escape(text)
	}
	target := strings.NewReplacer("<", "%3C", ">", "%3E", "|", "%7C", " ", "%20", "\n", "", "\r", "", "\\", "%5C").Replace(terminal.Clean(url))
	return "[" + escape(text) + "](<" + target + ">)"
}

// escape makes text from documents and pages plain in Markdown and its tables.
func escape(s string) string {
	var b strings.Builder
	for _, r := range terminal.Clean(s) {
		if strings.ContainsRune("\\`*_{}[]()<>#|!~@&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
