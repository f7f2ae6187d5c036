package report

import (
	"encoding/csv"
	"io"
	"regexp"
	"strconv"

	"apud/cmd/internal/terminal"
)

// CSV writes a row a citation, for spreadsheets. A cell that a spreadsheet
// would take for a formula has an apostrophe before it. Columns are added at
// the end, never renamed or moved.
type CSV struct{}

// Name implements [Format].
func (CSV) Name() string { return "csv" }

var csvColumns = []string{
	"document", "note", "citation", "title", "url", "class", "verdict", "state", "confidence",
	"reason", "status", "final_url", "checked", "snapshot", "proposal", "change", "lost", "mark",
}

// Write implements [Format].
func (CSV) Write(w io.Writer, r *Report, o Options) error {
	c := csv.NewWriter(w)
	c.Write(csvColumns)
	for _, d := range shown(r, o) {
		for _, e := range d.Entries {
			row := csvRow(d.Name, e)
			for i, cell := range row {
				row[i] = unformula(terminal.Clean(cell))
			}
			c.Write(row)
		}
	}
	c.Flush()
	return c.Error()
}

func csvRow(document string, e Entry) []string {
	status, final := "", ""
	if e.Code != 0 {
		status = strconv.Itoa(e.Code)
	}
	if len(e.Hops) > 0 {
		final = e.FinalURL
	}
	lost := ""
	if e.Lost {
		lost = "yes"
	}
	return []string{
		document, e.Footnote, strconv.Itoa(e.N), e.shortTitle(), e.URL, string(e.Class), string(e.Verdict),
		string(e.Status.State), strconv.FormatFloat(e.Confidence, 'f', 2, 64), e.why(), status, final,
		stamp(e.Checked), e.Snapshot, e.Proposal, e.Change, lost, e.marked(),
	}
}

// formula is the head of a formula: at the start of a cell, or after a sign that
// separates cells in other countries, with blanks and quotes between.
var formula = regexp.MustCompile("(^|[;|])([\\s\"]*)([=+\\-@＝＋－＠])")

// unformula makes of a formula a text.
func unformula(s string) string { return formula.ReplaceAllString(s, "$1$2'$3") }
