package verdict

import (
	"strings"
	"unicode/utf8"

	"apud/crawler/page"
)

// candidate is something that may be the title of a page.
type candidate struct {
	page.Title
	folded string
}

// maxCandidate bounds a title, in bytes; maxCandidates their number.
const (
	maxCandidate  = 1 << 10
	maxCandidates = 64
	// headOfText is how much of a text without a title may hold it, in runes.
	headOfText = 600
	// maxBody bounds the text that is searched for a title, in bytes.
	maxBody = 256 << 10
)

// candidatesOf lists what may be the title of a page: what it says itself, and
// that without the outlet's name.
func candidatesOf(p *page.Page) []candidate {
	var out []candidate
	seen := map[string]bool{"": true}
	site := fold(p.Site)
	add := func(from, text string) {
		f := fold(clip(text, maxCandidate))
		if !seen[f] && len(out) < maxCandidates {
			seen[f] = true
			out = append(out, candidate{page.Title{From: from, Text: text}, f})
		}
	}
	for _, t := range p.Titles {
		if t.From == "pdf-info" && careless(t.Text) {
			continue
		}
		add(t.From, t.Text)
	}
	for _, t := range p.Titles {
		switch t.From {
		case "title", "og", "twitter":
			for _, s := range segments(t.Text) {
				if f := fold(s); f != site && f != "" {
					add(t.From, s)
				}
			}
		}
	}
	if p.Kind == page.PDF || p.Kind == page.Plain {
		add("text", firstRunes(p.Text, headOfText))
	}
	return out
}

// segments are the parts of a title between the marks that set off the outlet's
// name; nil when there is one only.
func segments(s string) []string {
	for _, mark := range []string{" | ", " – ", " — ", " - ", " :: ", " · ", " » ", " « ", " • ", "｜", " / "} {
		s = strings.ReplaceAll(s, mark, "\x00")
	}
	parts := strings.Split(s, "\x00")
	if len(parts) < 2 || len(parts) > 8 {
		return nil
	}
	return parts
}

// careless reports whether a PDF's title is the name of the file that it was
// made from.
func careless(s string) bool {
	l := strings.ToLower(strings.TrimSpace(s))
	for _, p := range []string{"microsoft ", "untitled", "slide 1", "powerpoint", "layout 1", "document1", "unbenannt", "print job"} {
		if strings.HasPrefix(l, p) {
			return true
		}
	}
	for _, e := range []string{".doc", ".docx", ".indd", ".qxd", ".qxp", ".rtf", ".odt", ".pdf", ".dvi", ".tex", ".ps", ".pmd", ".fm", ".ppt", ".pptx", ".xls", ".xlsx"} {
		if strings.HasSuffix(l, e) {
			return true
		}
	}
	return false
}

// matchBody looks for the exact title in the text outside links. A title of
// little more than a word is in any text.
func matchBody(cited string, p *page.Page) match {
	if n := utf8.RuneCountInString(cited); n < leastRunes && !dense(cited) || n < 6 {
		return match{}
	}
	found := match{grade: fullMatch, score: titleMatches, from: "text", text: cited}
	if holds(fold(clip(p.Main, maxBody)), cited) {
		return found
	}
	if headed(cited, p) {
		return found
	}
	return match{}
}

// headed reports whether the title stands in the text right before the main
// text begins, where a heading that is none to HTML stands. Elsewhere in the
// text it may as well be the text of a link.
func headed(cited string, p *page.Page) bool {
	text := fold(clip(p.Text, maxBody))
	main := firstRunes(fold(clip(p.Main, maxCandidate)), 40)
	if main == "" {
		return false
	}
	i := strings.Index(text, main)
	if i <= 0 {
		return false
	}
	return holds(text[max(0, i-len(cited)-80):i], cited)
}

// clip cuts a text to n bytes, between runes.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// firstRunes cuts a text to n runes.
func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
