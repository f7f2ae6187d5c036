package report

import (
	"encoding/json"
	"io"
	"time"

	"apud/crawler/verdict"
)

// JSON writes one object a line; its fields are a promise: they are added to,
// never renamed or removed.
type JSON struct{}

// Name implements [Format].
func (JSON) Name() string { return "json" }

type jsonCheck struct {
	V          int              `json:"v"`
	Type       string           `json:"type"`
	Document   string           `json:"document"`
	Footnote   string           `json:"footnote,omitempty"`
	Citation   int              `json:"citation"`
	Title      string           `json:"title,omitempty"`
	URL        string           `json:"url,omitempty"`
	Verdict    verdict.Verdict  `json:"verdict,omitempty"`
	Class      verdict.Class    `json:"class"`
	State      verdict.State    `json:"state,omitempty"`
	Confidence float64          `json:"confidence"`
	Reasons    []verdict.Reason `json:"reasons,omitempty"`
	Status     int              `json:"status,omitempty"`
	Hops       []jsonHop        `json:"hops,omitempty"`
	FinalURL   string           `json:"final_url,omitempty"`
	Checked    string           `json:"checked,omitempty"`
	Snapshot   string           `json:"snapshot,omitempty"`
	Proposal   string           `json:"proposal,omitempty"`
	Change     string           `json:"change,omitempty"`
	Lost       bool             `json:"lost,omitempty"`
	Mark       *jsonMark        `json:"mark,omitempty"`
	RefersTo   any              `json:"refers_to,omitempty"`
}

type jsonHop struct {
	URL    string `json:"url"`
	Status int    `json:"status"`
}

type jsonSummary struct {
	V         int            `json:"v"`
	Type      string         `json:"type"`
	Run       uint64         `json:"run"`
	State     string         `json:"state"`
	Start     string         `json:"start"`
	End       string         `json:"end,omitempty"`
	Documents int            `json:"documents"`
	Citations int            `json:"citations"`
	Sources   int            `json:"sources"`
	Working   int            `json:"working"`
	Broken    int            `json:"broken"`
	Unknown   int            `json:"unknown"`
	Dead      int            `json:"dead"`
	Lost      int            `json:"lost"`
	Ignored   int            `json:"ignored"`
	Changes   map[string]int `json:"changes"`
}

// Write implements [Format].
func (JSON) Write(w io.Writer, r *Report, o Options) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if o.Changes {
		for _, c := range r.Changes {
			if err := enc.Encode(check(c.Document, c.Entry)); err != nil {
				return err
			}
		}
	} else {
		for _, d := range r.Documents {
			for _, e := range d.Entries {
				if err := enc.Encode(check(d.Name, e)); err != nil {
					return err
				}
			}
		}
	}
	s := r.Summary
	sum := jsonSummary{
		V: 1, Type: "summary", Run: r.Run.ID, State: r.Run.State,
		Start: stamp(r.Run.Start), End: stamp(r.Run.End),
		Documents: s.Documents, Citations: s.Citations, Sources: s.Sources,
		Working: s.Working, Broken: s.Broken, Unknown: s.Unknown, Dead: s.Dead, Lost: s.Lost, Ignored: s.Ignored,
		Changes: map[string]int{},
	}
	for _, c := range r.Changes {
		sum.Changes[c.Kind]++
	}
	return enc.Encode(sum)
}

func check(document string, e Entry) jsonCheck {
	c := jsonCheck{
		V: 1, Type: "check", Document: document, Footnote: e.Footnote, Citation: e.N,
		Title: e.Title, URL: e.URL, Verdict: e.Verdict, Class: e.Class, State: e.Status.State,
		Confidence: e.Confidence, Reasons: e.Reasons, Status: e.Code,
		Checked: stamp(e.Checked), Snapshot: e.Snapshot, Proposal: e.Proposal, Change: e.Change, Lost: e.Lost,
		Mark: markInJSON(e.Mark),
	}
	if e.Refers {
		c.RefersTo = e.RefersTo
	}
	for _, h := range e.Hops {
		c.Hops = append(c.Hops, jsonHop{h.URL, h.Status})
	}
	if len(e.Hops) > 0 {
		c.FinalURL = e.FinalURL
	}
	return c
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
