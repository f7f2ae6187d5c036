package pdf

import (
	"strings"
	"unicode"

	"apud/crawler/page/pdf"
)

// glyph is one character as it stands on a page, in points from the page's
// lower left corner.
type glyph struct {
	s          string
	x, y, w    float64
	size       float64
	italic     bool
	linkTarget string
}

// rule is a horizontal line drawn on a page, as above footnotes.
type rule struct{ x, y, w float64 }

// page is what stands on a page.
type page struct {
	number int
	glyphs []glyph
	rules  []rule
	links  areas
}

// newPage takes over what was read of a page.
func newPage(from *pdf.Page, number int) *page {
	pg := &page{number: number, glyphs: make([]glyph, 0, len(from.Glyphs))}
	for _, r := range from.Rules {
		pg.rules = append(pg.rules, rule{r.X, r.Y, r.Width})
	}
	pg.links.add(from.Links)
	texts := map[string]string{}
	for _, g := range from.Glyphs {
		s, ok := texts[g.Text]
		if !ok {
			s = plain(g.Text)
			texts[g.Text] = s
		}
		if s == "" {
			continue
		}
		gl := glyph{s: s, x: g.X, y: g.Y, w: g.Width, size: g.Size, italic: g.Italic}
		gl.linkTarget = pg.links.at(gl.x+gl.w/2, gl.y+gl.size/3)
		pg.glyphs = append(pg.glyphs, gl)
	}
	return pg
}

// plain is a character without presentation forms; those that control, say
// nothing or lead back from a note to the text are none.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case unicode.ReplacementChar, '↩', '\ufe0e', '\ufe0f':
			return -1
		}
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, ligatures.Replace(s))
}

// ligatures are presentation forms that decoding leaves whole.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")
