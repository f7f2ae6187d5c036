package report

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"apud/cmd/internal/terminal"
	"apud/crawler/verdict"
)

// HTML writes one page that needs nothing else: no script, no picture, no
// font, no network. Its policy allows its own style and nothing more.
type HTML struct{}

// Name implements [Format].
func (HTML) Name() string { return "html" }

var (
	//go:embed html.tmpl
	htmlText string
	//go:embed html.css
	htmlStyle string

	htmlPage = template.Must(template.New("html").Funcs(template.FuncMap{
		"clean": terminal.Clean, "count": terminal.Count, "stamp": stamp, "onWeb": onWeb, "symbol": symbol,
		"day":     day,
		"minute":  minute,
		"percent": percent,
		"label":   Entry.label, "title": Entry.shortTitle, "word": Entry.word, "why": Entry.why, "was": Change.was,
		"anchor":  Entry.anchor,
		"marked":  Entry.marked,
		"news":    Entry.news,
		"summary": summaryOf,
		"state":   func(e Entry) bool { return e.Status.State != "" && !e.Checked.IsZero() },
	}).Parse(htmlText))
)

// htmlView is what the page is made of.
type htmlView struct {
	*Report
	Style  template.CSS
	Policy string
	Groups []group
	// Shown are the documents in full.
	Shown []Document
	Bar   []htmlBar
	rows  map[uint64]bool
}

// Shows reports whether the row of the entry is in the page.
func (v htmlView) Shows(e Entry) bool { return v.rows[e.Document] }

// htmlBar is one class in the summary.
type htmlBar struct {
	Class  verdict.Class
	Mark   string
	Word   string
	Count  int
	At, Of float64
}

// Write implements [Format].
func (HTML) Write(w io.Writer, r *Report, o Options) error {
	digest := sha256.Sum256([]byte(htmlStyle))
	v := htmlView{
		Report: r, Style: template.CSS(htmlStyle), Groups: groups(r.Changes), Bar: htmlBars(r.Summary), rows: map[uint64]bool{},
		Policy: "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) +
			"'; base-uri 'none'; form-action 'none'",
	}
	if !o.Changes {
		v.Shown = r.Documents
		for _, d := range r.Documents {
			v.rows[d.ID] = true
		}
	}
	b := bufio.NewWriter(w)
	if err := htmlPage.Execute(b, v); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return b.Flush()
}

// htmlBars share out 100 among the classes.
func htmlBars(s Summary) []htmlBar {
	all := []htmlBar{
		{Class: verdict.Broken, Word: "broken", Count: s.Broken},
		{Class: verdict.Unknown, Word: "cannot tell", Count: s.Unknown},
		{Class: verdict.Working, Word: "working", Count: s.Working},
		{Class: Ignored, Word: "ignored", Count: s.Ignored},
	}
	at := 0.0
	for i := range all {
		b := &all[i]
		b.Mark = symbol(b.Class)
		if s.Citations > 0 {
			b.At, b.Of = at, 100*float64(b.Count)/float64(s.Citations)
		}
		at += b.Of
	}
	return all
}

// symbol is the sign of a class.
func symbol(c verdict.Class) string {
	if c == Ignored {
		return "–"
	}
	return mark(c)
}

// news is the change in this run in words, empty where the verdict says it.
func (e Entry) news() string {
	if e.Change == string(e.Verdict) {
		return ""
	}
	for _, g := range changeTitles {
		if g.kind == e.Change {
			return strings.ToLower(g.title)
		}
	}
	return e.Change
}

// anchor names the row of the entry in the page.
func (e Entry) anchor() string { return fmt.Sprintf("c%d-%d", e.Document, e.Ordinal) }

// summaryOf counts the entries of one document.
func summaryOf(d Document) string {
	var s Summary
	for _, e := range d.Entries {
		s.count(e)
	}
	parts := []string{terminal.Count(s.Citations, "citation")}
	for _, p := range htmlBars(s) {
		if p.Count > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.Count, p.Word))
		}
	}
	return strings.Join(parts, " · ")
}

func percent(f float64) string { return fmt.Sprintf("%.2f", f) }

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 January 2006")
}

func minute(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 January 2006, 15:04 UTC")
}
