package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"apud/cmd/internal/terminal"
	"apud/crawler/verdict"
)

// JUnit writes the report as a run of tests, for the servers that show such: a
// suite a document, a test a citation. Broken ones have failed, those that
// cannot be told or are marked to be ignored are skipped.
type JUnit struct{}

// Name implements [Format].
func (JUnit) Name() string { return "junit" }

type junitRun struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Skipped  int          `xml:"skipped,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name      string      `xml:"name,attr"`
	Tests     int         `xml:"tests,attr"`
	Failures  int         `xml:"failures,attr"`
	Errors    int         `xml:"errors,attr"`
	Skipped   int         `xml:"skipped,attr"`
	Timestamp string      `xml:"timestamp,attr,omitempty"`
	Cases     []junitCase `xml:"testcase"`
}

type junitCase struct {
	Suite   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	Failure *junitMessage `xml:"failure"`
	Skipped *junitMessage `xml:"skipped"`
	Out     string        `xml:"system-out,omitempty"`
}

type junitMessage struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// Write implements [Format].
func (JUnit) Write(w io.Writer, r *Report, o Options) error {
	run := junitRun{Name: "apud"}
	for _, d := range shown(r, o) {
		s := junitSuite{Name: terminal.Clean(d.Name)}
		if !r.Run.Start.IsZero() {
			// The schema in use knows no zone here.
			s.Timestamp = r.Run.Start.UTC().Format("2006-01-02T15:04:05")
		}
		for _, e := range d.Entries {
			c := junitCase{Suite: s.Name, Name: terminal.Clean(fmt.Sprintf("%s %d: %s", e.label(), e.N, e.shortTitle()))}
			message := &junitMessage{Message: terminal.Clean(said(e)), Type: terminal.Clean(e.word())}
			switch e.Class {
			case verdict.Broken:
				s.Failures++
				message.Text = junitEvidence(e)
				c.Failure = message
			case verdict.Working:
				if e.Proposal != "" {
					c.Out = junitEvidence(e)
				}
			default:
				s.Skipped++
				message.Type = ""
				c.Skipped, c.Out = message, junitEvidence(e)
			}
			s.Cases = append(s.Cases, c)
		}
		s.Tests = len(s.Cases)
		run.Tests += s.Tests
		run.Failures += s.Failures
		run.Skipped += s.Skipped
		run.Suites = append(run.Suites, s)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(run); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// said is the verdict with its reason, and with what a person says instead.
func said(e Entry) string {
	s := e.word() + ": " + e.why()
	if m := e.marked(); m != "" {
		s += " (" + m + ")"
	}
	return s
}

// junitEvidence is what was seen, a fact a line.
func junitEvidence(e Entry) string {
	var b strings.Builder
	fact := func(name, s string) {
		if s != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, terminal.Clean(s))
		}
	}
	fact("address", e.URL)
	fact("mark", e.marked())
	for _, r := range e.Reasons {
		fact("reason", r.Text)
	}
	for _, h := range e.Hops {
		fact("asked", fmt.Sprintf("%s → %d", h.URL, h.Status))
	}
	if !e.Checked.IsZero() {
		fact("checked", stamp(e.Checked))
	}
	if t := e.Status.LastGood; !t.IsZero() {
		fact("last good", t.UTC().Format(time.DateOnly))
	}
	fact("kept copy", e.Snapshot)
	fact("use instead", e.Proposal)
	return b.String()
}
