package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"apud/cmd/internal/terminal"
	"apud/crawler/verdict"
)

// GitHub writes workflow commands, which GitHub Actions shows as annotations:
// broken citations as errors, those that cannot be told as warnings, and new
// addresses as notices.
type GitHub struct{}

// Name implements [Format].
func (GitHub) Name() string { return "github" }

// githubMost is how many annotations of a kind GitHub keeps of a step.
const githubMost = 10

// annotation is one source in one document, with the notes that cite it.
type annotation struct {
	document string
	notes    []string
	Entry
}

// Write implements [Format].
func (GitHub) Write(w io.Writer, r *Report, o Options) error {
	b := bufio.NewWriter(w)
	of := annotations(shown(r, o))
	for _, kind := range []struct{ command, more string }{
		{"error", "broken"}, {"warning", "not to be told"}, {"notice", "with a new address"},
	} {
		all := of[kind.command]
		for _, a := range all[:min(len(all), githubMost)] {
			fmt.Fprintf(b, "::%s %s::%s\n", kind.command, a.properties(), githubData(a.message()))
		}
		if n := len(all) - githubMost; n > 0 {
			fmt.Fprintf(b, "%d more %s, not shown here\n", n, kind.more)
		}
	}
	fmt.Fprintln(b, r.Summary)
	return b.Flush()
}

// annotations are the sources by command, those that changed in this run first.
func annotations(documents []Document) map[string][]annotation {
	type place struct {
		document     uint64
		url, command string
	}
	seen := map[place]int{}
	of := map[string][]annotation{}
	for _, d := range documents {
		for _, e := range d.Entries {
			command := githubCommand(e)
			if command == "" || e.Refers {
				continue
			}
			at := place{d.ID, e.URL, command}
			if i, ok := seen[at]; ok && e.URL != "" {
				a := &of[command][i]
				if !slices.Contains(a.notes, e.label()) {
					a.notes = append(a.notes, e.label())
				}
				continue
			}
			seen[at] = len(of[command])
			of[command] = append(of[command], annotation{document: d.Name, notes: []string{e.label()}, Entry: e})
		}
	}
	for _, all := range of {
		slices.SortStableFunc(all, func(a, b annotation) int { return rank(a) - rank(b) })
	}
	return of
}

func rank(a annotation) int {
	if a.Change != "" {
		return 0
	}
	return 1
}

func githubCommand(e Entry) string {
	switch {
	case e.Class == verdict.Broken:
		return "error"
	case e.Class == verdict.Unknown:
		return "warning"
	case e.Class == verdict.Working && e.Proposal != "":
		return "notice"
	}
	return ""
}

// properties say where the annotation belongs. What is no file of the checkout
// is named in the title alone.
func (a annotation) properties() string {
	title := "title=" + githubProperty(fmt.Sprintf("%s: %s", strings.Join(a.notes, ", "), terminal.Cut(terminal.Clean(a.shortTitle()), 80)))
	if a.document == "" || a.document == "-" || onWeb(a.document) {
		return title
	}
	return "file=" + githubProperty(a.document) + "," + title
}

func (a annotation) message() string {
	s := said(a.Entry)
	if a.URL != "" {
		s += " – " + a.URL
	}
	if a.Proposal != "" {
		s += " – use instead " + a.Proposal
	}
	return fmt.Sprintf("%s (%s)", s, a.document)
}

// githubData and githubProperty write text as the runner reads it back.
func githubData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(terminal.Clean(s))
}

func githubProperty(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(githubData(s))
}
