package pdf

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// ErrLocked says that a file cannot be read without a password.
var ErrLocked = errors.New("encrypted with a password")

// ErrTooMuch says that a file asks for more work or room than it is worth.
var ErrTooMuch = errors.New("more than the limits allow")

// limitsOfPages are those of [Open], but for work.
var limitsOfPages = limits{pages: 10_000, nodes: 40_000, stream: 16 << 20, objects: 1 << 19}

// Work on a document is bounded by its length, so that time is, too: a byte of it
// may stand for so many parsed or unpacked ones, beyond a stock that each has.
const (
	workStock = 64 << 20
	workBytes = 64
	maxWork   = 1 << 30
)

// Document is an open file. It is for one goroutine.
type Document struct {
	f      *file
	root   dict
	leaves []leaf
	p      *painter
}

// Open finds the pages of a file. Errors are [ErrLocked] and [ErrTooMuch]; a file
// that is none has no pages.
func Open(b []byte) (*Document, error) {
	max := limitsOfPages
	max.work = min(maxWork, workStock+workBytes*min(len(b), maxWork))
	f := open(b, max)
	if f.locked {
		return nil, ErrLocked
	}
	root := f.root()
	d := &Document{f: f, root: root, leaves: f.leaves(root), p: &painter{f: f, fonts: map[ref]*font{}}}
	if f.cut {
		return nil, fmt.Errorf("pages and objects: %w", ErrTooMuch)
	}
	return d, d.err()
}

func (d *Document) err() error {
	if d.f.cut || d.f.work <= 0 {
		return fmt.Errorf("content: %w", ErrTooMuch)
	}
	return nil
}

// Len is the number of pages.
func (d *Document) Len() int { return len(d.leaves) }

// Title is that of the information dictionary or else of the metadata, as [Info]
// has it.
func (d *Document) Title() string {
	var in Info
	d.f.info(&in)
	d.f.xmp(d.root, &in)
	return in.Title
}

// Lang is the language of the document.
func (d *Document) Lang() string { return textOf(d.f.get(d.root["Lang"])) }

// Page is what stands on a page, in points, x to the right and y up, as the page
// is shown.
type Page struct {
	// Glyphs are in the order in which they are painted.
	Glyphs []Glyph
	Rules  []Rule
	Links  []Link
	// seen keeps rules that are drawn again from filling the page.
	seen map[[3]int]bool
}

// Glyph is a character, or some that are painted as one.
type Glyph struct {
	Text string
	// X, Y is where its baseline begins.
	X, Y, Width, Size float64
	Italic            bool
}

// Rule is a horizontal line, as above footnotes.
type Rule struct{ X, Y, Width float64 }

// Link is an area that leads to an address.
type Link struct {
	X0, Y0, X1, Y1 float64
	URL            string
}

type point [2]float64

// on is where a point is after m.
func (v point) on(m matrix) point {
	return point{m[0]*v[0] + m[2]*v[1] + m[4], m[1]*v[0] + m[3]*v[1] + m[5]}
}

// The limits of one page.
const (
	maxGlyphs = 200_000
	maxRules  = 2_000
	maxLinks  = 5_000
	maxFar    = 1e6 // points from the corner
)

// Page reads page i, from 0. The text of running heads that are marked as such
// is left out, and so is what stands on its side.
func (d *Document) Page(i int) (*Page, error) {
	f, l := d.f, d.leaves[i]
	page := f.dict(l.page)
	turn := turned(l.rotate)
	pg := &Page{seen: map[[3]int]bool{}}
	f.links(pg, page, turn)
	p := d.p
	*p = painter{f: f, fonts: p.fonts, mapped: p.mapped, to: pg, g: graphics{ctm: turn, scale: 1}, tm: identity, line: identity}
	p.paint(f.content(page), f.dict(l.resources), 0)
	return pg, d.err()
}

// turned is the transformation of a page that is shown turned clockwise.
func turned(degrees float64) matrix {
	switch math.Mod(math.Mod(degrees, 360)+360, 360) {
	case 90:
		return matrix{0, -1, 1, 0, 0, 0}
	case 180:
		return matrix{-1, 0, 0, -1, 0, 0}
	case 270:
		return matrix{0, 1, -1, 0, 0, 0}
	}
	return identity
}

// links reads link annotations with addresses (12.5.6.5).
func (f *file) links(pg *Page, page dict, turn matrix) {
	annots, _ := f.get(page["Annots"]).(array)
	for _, o := range annots {
		a := f.dict(o)
		url := address(f.get(f.dict(a["A"])["URI"]))
		if url == "" {
			continue
		}
		// A link that is broken over lines has a quadrilateral for each.
		areas := f.numbers(a["QuadPoints"], 8*64)
		if len(areas) < 8 || len(areas)%8 != 0 {
			if areas = f.numbers(a["Rect"], 4); len(areas) != 4 {
				continue
			}
		}
		for step := min(len(areas), 8); len(areas) >= step; areas = areas[step:] {
			if len(pg.Links) >= maxLinks {
				f.cut = true
				return
			}
			l := Link{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1), url}
			for i := 0; i < step; i += 2 {
				at := point{areas[i], areas[i+1]}.on(turn)
				l.X0, l.X1 = min(l.X0, at[0]), max(l.X1, at[0])
				l.Y0, l.Y1 = min(l.Y0, at[1]), max(l.Y1, at[1])
			}
			pg.Links = append(pg.Links, l)
		}
	}
}

// numbers are those of an array, of no more than so many.
func (f *file) numbers(o object, most int) []float64 {
	a, _ := f.get(o).(array)
	if len(a) > most {
		return nil
	}
	out := make([]float64, len(a))
	for i := range a {
		out[i], _ = f.get(a[i]).(float64)
	}
	return out
}

// address is the text of a URI, which is ASCII by right.
func address(o object) string {
	s, _ := o.(str)
	if len(s) > 8<<10 {
		return ""
	}
	return strings.TrimSpace(textOf(s))
}

// operateOnPage runs operators that matter only where places do: rules, and
// marks of what is no part of the text.
func (p *painter) operateOnPage(op operator, args []object, num func(int) float64) {
	switch op {
	case "re":
		p.draw(point{num(0), num(1)}, point{num(0) + num(2), num(1) + num(3)})
	case "m":
		p.at = point{num(0), num(1)}
	case "l":
		to := point{num(0), num(1)}
		p.draw(p.at, to)
		p.at = to
	case "BMC", "BDC":
		hides := false
		if len(args) == 2 && args[0] == name("Artifact") {
			d, _ := args[1].(dict)
			hides = d["Type"] == name("Pagination")
		}
		if len(p.marked) >= 256 {
			break
		}
		if p.marked = append(p.marked, hides); hides {
			p.hidden++
		}
	case "EMC":
		if n := len(p.marked); n > 0 {
			if p.marked[n-1] {
				p.hidden--
			}
			p.marked = p.marked[:n-1]
		}
	}
}

// draw notes a horizontal rule between two corners.
func (p *painter) draw(from, to point) {
	a, b := from.on(p.g.ctm), to.on(p.g.ctm)
	r := Rule{min(a[0], b[0]), max(a[1], b[1]), math.Abs(b[0] - a[0])}
	if !(math.Abs(b[1]-a[1]) < 2.5 && r.Width > 36 && r.Width < maxFar && math.Abs(r.X) < maxFar && math.Abs(r.Y) < maxFar) {
		return
	}
	key := [3]int{int(r.X), int(r.Y), int(r.Width)}
	if !p.to.seen[key] && len(p.to.Rules) < maxRules {
		p.to.seen[key] = true
		p.to.Rules = append(p.to.Rules, r)
	}
}

// place puts a character on the page (9.4.3).
func (p *painter) place(text string, width float64) {
	pg, g := p.to, &p.g
	// What is kept of it and done with it costs, too.
	if !p.f.spend(len(text)) || text == "" || p.hidden > 0 {
		return
	}
	m := matrix{g.size * g.scale, 0, 0, g.size, 0, g.rise}.mul(p.tm).mul(g.ctm)
	gl := Glyph{Text: text, X: m[4], Y: m[5], Width: width / 1000 * math.Abs(m[0]), Size: math.Hypot(m[2], m[3]), Italic: g.font.italic}
	// The comparisons are false for what is no number.
	if !(math.Abs(m[0]) > math.Abs(m[1]) && math.Abs(gl.X) < maxFar && math.Abs(gl.Y) < maxFar && math.Abs(gl.Width) < maxFar && gl.Size < maxFar && gl.Size > 0.01) {
		return
	}
	if len(pg.Glyphs) >= maxGlyphs {
		p.f.cut = true
		return
	}
	pg.Glyphs = append(pg.Glyphs, gl)
}

// slanted tells by its name whether a font is italic.
func slanted(base string) bool {
	base = strings.ToLower(base)
	return strings.Contains(base, "italic") || strings.Contains(base, "oblique") || strings.HasSuffix(base, "-it") || strings.Contains(base, "cmti") || strings.Contains(base, "sfti")
}
