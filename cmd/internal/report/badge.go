package report

import (
	"bufio"
	"fmt"
	"io"
	"unicode/utf8"

	"apud/cmd/internal/terminal"
)

// Badge writes an SVG picture of the counts, for a page that speaks of the
// documents.
type Badge struct{}

// Name implements [Format].
func (Badge) Name() string { return "badge" }

// Sizes in pixels. The width of a letter is that of the middling one; the
// picture squeezes or stretches the words to fit, whatever font there is.
const (
	badgeLetter = 6.5
	badgeMargin = 7
	badgeHeight = 20
)

// badgePart is one field of the badge. White on each colour has a contrast of
// 4.5 and more.
type badgePart struct {
	text, fill string
}

// Write implements [Format].
func (Badge) Write(w io.Writer, r *Report, _ Options) error {
	s := r.Summary
	parts := []badgePart{{"citations", "#444c56"}}
	for _, p := range []struct {
		n          int
		word, fill string
	}{{s.Working, "working", "#1a7f37"}, {s.Broken, "broken", "#c62828"}, {s.Unknown, "cannot tell", "#8a5a00"}} {
		if p.n > 0 {
			parts = append(parts, badgePart{fmt.Sprintf("%d %s", p.n, p.word), p.fill})
		}
	}
	if len(parts) == 1 {
		parts = append(parts, badgePart{"none", "#57606a"})
	}
	whole := 0
	for _, p := range parts {
		whole += p.width()
	}
	say := fmt.Sprintf("%s: %d working, %d broken, %d cannot tell", terminal.Count(s.Citations, "citation"), s.Working, s.Broken, s.Unknown)
	if s.Ignored > 0 {
		say += fmt.Sprintf(", %d ignored", s.Ignored)
	}
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" role="img" aria-label="%s">`+"\n", whole, badgeHeight, say)
	fmt.Fprintf(b, "  <title>%s</title>\n", say)
	fmt.Fprintf(b, `  <clipPath id="round"><rect width="%d" height="%d" rx="3"/></clipPath>`+"\n", whole, badgeHeight)
	fmt.Fprintln(b, `  <g clip-path="url(#round)" fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">`)
	x := 0
	for _, p := range parts {
		fmt.Fprintf(b, `    <rect x="%d" width="%d" height="%d" fill="%s"/>`, x, p.width(), badgeHeight, p.fill)
		fmt.Fprintf(b, `<text x="%.1f" y="14" textLength="%d" lengthAdjust="spacingAndGlyphs">%s</text>`+"\n",
			float64(x)+float64(p.width())/2, p.width()-2*badgeMargin, p.text)
		x += p.width()
	}
	fmt.Fprint(b, "  </g>\n</svg>\n")
	return b.Flush()
}

func (p badgePart) width() int {
	return int(float64(utf8.RuneCountInString(p.text))*badgeLetter) + 2*badgeMargin
}
