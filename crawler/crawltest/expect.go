package crawltest

import (
	"slices"
	"strings"
)

// Expectation is what judging an address should come to.
//
// A table has a line for each: the address, the title that is cited, and the
// verdicts of the first epoch and of the others in turn, with " | " between
// them. An epoch that is left out is as the one before. Verdicts that are as
// good as each other are parted by commas. Lines that begin with "#" and blank
// lines mean nothing.
//
//	http://courier.example.org/tides | Tide tables | ok | gone
type Expectation struct {
	File string
	// Line counts from 1.
	Line int
	URL  string
	// Title is empty when the citation has none.
	Title string
	// Epochs has what is expected in each epoch, the first at index 0.
	Epochs []Outcome
}

// Outcome is what is expected of one epoch.
type Outcome struct {
	// Class is working, broken or unknown.
	Class string
	// Verdicts are those that will do, all of one class.
	Verdicts []string
}

// Epoch is what is expected in epoch n, counted from 1.
func (e Expectation) Epoch(n int) Outcome {
	return e.Epochs[min(max(n, 1), len(e.Epochs))-1]
}

// Holds reports whether the verdict is one that will do.
func (o Outcome) Holds(verdict string) bool { return slices.Contains(o.Verdicts, verdict) }

// classes are the verdicts of each class.
var classes = map[string][]string{
	"working": {"ok", "moved", "moved-temporarily", "changed", "weak-match", "paywall"},
	"broken": {
		"not-found", "gone", "soft-404", "home-redirect", "parked", "drifted", "mismatch",
		"dns", "unreachable", "tls", "server-error", "malformed",
	},
	"unknown": {
		"blocked", "login", "consent", "rate-limited", "temporary", "legal", "robots",
		"needs-js", "unsupported", "no-url",
	},
}

func classOf(verdict string) string {
	for class, verdicts := range classes {
		if slices.Contains(verdicts, verdict) {
			return class
		}
	}
	return ""
}

func (b *block) expectations() ([]Expectation, error) {
	var out []Expectation
	for i, l := range strings.Split(b.text, "\n") {
		l = strings.TrimSpace(l)
		if l == "" || l[0] == '#' {
			continue
		}
		cells := strings.Split(" "+l+" ", " | ")
		if len(cells) < 3 {
			return nil, b.errorf(i+1, "an expectation has an address, a title and verdicts")
		}
		e := Expectation{File: b.file, Line: b.line + i, URL: strings.TrimSpace(cells[0]), Title: strings.TrimSpace(cells[1])}
		for _, cell := range cells[2:] {
			o, err := b.outcome(i+1, cell)
			if err != nil {
				return nil, err
			}
			e.Epochs = append(e.Epochs, o)
		}
		out = append(out, e)
	}
	return out, nil
}

func (b *block) outcome(line int, cell string) (Outcome, error) {
	var o Outcome
	for v := range strings.SplitSeq(cell, ",") {
		v = strings.TrimSpace(v)
		class := classOf(v)
		if class == "" {
			return o, b.errorf(line, "%q is no verdict", v)
		}
		if o.Class != "" && class != o.Class {
			return o, b.errorf(line, "%s is %s, %s is %s", o.Verdicts[0], o.Class, v, class)
		}
		o.Class = class
		o.Verdicts = append(o.Verdicts, v)
	}
	return o, nil
}
