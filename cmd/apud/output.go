package main

import (
	"apud/cmd/internal/report"
	"apud/cmd/internal/terminal"
)

// write writes a report to stdout as the stream can show it.
func (a *app) write(r *report.Report, f report.Format, changes bool) error {
	return f.Write(a.stdout, r, report.Options{
		Changes: changes,
		Width:   terminal.Width(a.stdout),
		Colour:  terminal.Colour(a.stdout),
	})
}
