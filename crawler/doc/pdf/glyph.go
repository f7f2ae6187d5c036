package pdf

import (
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"

	"apud/crawler/doc"
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
	links  []area
}

// area is a rectangle that leads somewhere.
type area struct {
	x0, y0, x1, y1 float64
	url            string
}

// matrix is a transformation [a b c d e f] (ISO 32000-1, 8.3.3).
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// mul is m applied before n.
func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// graphics is the graphics state as far as text needs it (8.4, 9.3).
type graphics struct {
	ctm                   matrix
	font                  *font
	size, charSpace, word float64
	scale, leading, rise  float64
}

// painter interprets a content stream.
type painter struct {
	*page
	g        graphics
	saved    []graphics
	tm, line matrix
	fonts    map[string]*font
	at       [2]float64 // current point of the path
	left     *int64
}

// readPage interprets a page. left is how many bytes of content may still be
// read in the whole document.
func readPage(v pdf.Value, number int, left *int64) (*page, error) {
	pg := &page{number: number}
	pg.readLinks(v.Key("Annots"))
	p := &painter{page: pg, g: graphics{ctm: identity, scale: 1}, left: left}
	contents := v.Key("Contents")
	streams := []pdf.Value{contents}
	if contents.Kind() == pdf.Array {
		streams = nil
		for i := range min(contents.Len(), maxPages) {
			streams = append(streams, contents.Index(i))
		}
	}
	for _, s := range streams {
		if err := p.interpret(s, inherited(v, "Resources"), 0); err != nil {
			return nil, fmt.Errorf("page %d: %w", number, err)
		}
	}
	return pg, nil
}

// readLinks reads link annotations with addresses (12.5.6.5).
func (pg *page) readLinks(annots pdf.Value) {
	for i := range min(annots.Len(), 100_000) {
		a := annots.Index(i)
		uri, rect := a.Key("A").Key("URI").RawString(), a.Key("Rect")
		if uri == "" || rect.Len() != 4 || !utf8.ValidString(uri) {
			continue
		}
		x0, y0, x1, y1 := rect.Index(0).Float64(), rect.Index(1).Float64(), rect.Index(2).Float64(), rect.Index(3).Float64()
		pg.links = append(pg.links, area{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), uri})
	}
}

// linkAt is the address that the place leads to.
func (pg *page) linkAt(x, y float64) string {
	for _, a := range pg.links {
		if x >= a.x0 && x <= a.x1 && y >= a.y0 && y <= a.y1 {
			return a.url
		}
	}
	return ""
}

func (p *painter) interpret(stream, resources pdf.Value, depth int) error {
	if stream.Kind() != pdf.Stream || depth > maxDepth/8 {
		return nil
	}
	if err := p.measure(stream); err != nil {
		return err
	}
	outer := p.fonts
	p.fonts = map[string]*font{}
	defer func() { p.fonts = outer }()
	var failed error
	pdf.Interpret(stream, func(stk *pdf.Stack, op string) {
		n := min(stk.Len(), 64)
		args := make([]pdf.Value, n)
		for i := n - 1; i >= 0; i-- {
			args[i] = stk.Pop()
		}
		for stk.Len() > 0 {
			stk.Pop()
		}
		if failed == nil {
			failed = p.operate(op, args, resources, depth)
		}
	})
	return failed
}

// measure reads a stream through once, to refuse what is too large before it is
// interpreted.
func (p *painter) measure(stream pdf.Value) error {
	r := stream.Reader()
	defer r.Close()
	n, _ := io.Copy(io.Discard, io.LimitReader(r, min(maxContent, *p.left)+1))
	if *p.left -= n; n > maxContent || *p.left < 0 {
		return fmt.Errorf("%w: the content unpacks to too many bytes", doc.ErrTooLarge)
	}
	return nil
}

func (p *painter) operate(op string, args []pdf.Value, resources pdf.Value, depth int) error {
	num := func(i int) float64 {
		if i < len(args) {
			return args[i].Float64()
		}
		return 0
	}
	six := func() matrix { return matrix{num(0), num(1), num(2), num(3), num(4), num(5)} }
	g := &p.g
	switch op {
	case "q":
		if len(p.saved) < 4*maxDepth {
			p.saved = append(p.saved, *g)
		}
	case "Q":
		if n := len(p.saved); n > 0 {
			*g, p.saved = p.saved[n-1], p.saved[:n-1]
		}
	case "cm":
		g.ctm = six().mul(g.ctm)
	case "BT":
		p.tm, p.line = identity, identity
	case "Tc":
		g.charSpace = num(0)
	case "Tw":
		g.word = num(0)
	case "Tz":
		g.scale = num(0) / 100
	case "TL":
		g.leading = num(0)
	case "Ts":
		g.rise = num(0)
	case "Tf":
		if len(args) == 2 {
			g.font, g.size = p.fontNamed(resources, args[0].Name()), num(1)
		}
	case "Td":
		p.next(num(0), num(1))
	case "TD":
		g.leading = -num(1)
		p.next(num(0), num(1))
	case "Tm":
		p.line = six()
		p.tm = p.line
	case "T*":
		p.next(0, -g.leading)
	case "Tj":
		if len(args) > 0 {
			return p.show(args[0].RawString())
		}
	case "'", `"`:
		if op == `"` {
			g.word, g.charSpace = num(0), num(1)
		}
		p.next(0, -g.leading)
		if len(args) > 0 {
			return p.show(args[len(args)-1].RawString())
		}
	case "TJ":
		if len(args) == 0 {
			break
		}
		for i := range args[0].Len() {
			if e := args[0].Index(i); e.Kind() == pdf.String {
				if err := p.show(e.RawString()); err != nil {
					return err
				}
			} else {
				p.tm = matrix{1, 0, 0, 1, -e.Float64() / 1000 * g.size * g.scale, 0}.mul(p.tm)
			}
		}
	case "re":
		p.draw(num(0), num(1), num(0)+num(2), num(1)+num(3))
	case "m":
		p.at = [2]float64{num(0), num(1)}
	case "l":
		p.draw(p.at[0], p.at[1], num(0), num(1))
		p.at = [2]float64{num(0), num(1)}
	case "Do":
		if len(args) == 1 {
			return p.form(resources.Key("XObject").Key(args[0].Name()), resources, depth)
		}
	}
	return nil
}

// form paints a form XObject (8.10).
func (p *painter) form(x, resources pdf.Value, depth int) error {
	if x.Key("Subtype").Name() != "Form" {
		return nil
	}
	kept := p.g
	defer func() { p.g = kept }()
	if m := x.Key("Matrix"); m.Len() == 6 {
		var f matrix
		for i := range f {
			f[i] = m.Index(i).Float64()
		}
		p.g.ctm = f.mul(p.g.ctm)
	}
	if own := x.Key("Resources"); !own.IsNull() {
		resources = own
	}
	return p.interpret(x, resources, depth+1)
}

// next begins a new line of text.
func (p *painter) next(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.mul(p.line)
	p.tm = p.line
}

// draw notes a horizontal rule between two corners.
func (p *painter) draw(x0, y0, x1, y1 float64) {
	a := matrix{1, 0, 0, 1, x0, y0}.mul(p.g.ctm)
	b := matrix{1, 0, 0, 1, x1, y1}.mul(p.g.ctm)
	if w := math.Abs(b[4] - a[4]); math.Abs(b[5]-a[5]) < 2.5 && w > 36 && len(p.rules) < 10_000 {
		p.rules = append(p.rules, rule{min(a[4], b[4]), max(a[5], b[5]), w})
	}
}

// show paints a string (9.4.3). Text that stands on its side is passed over.
func (p *painter) show(raw string) error {
	g := &p.g
	if g.font == nil {
		return nil
	}
	for _, code := range g.font.codes(raw) {
		if len(p.glyphs) >= maxGlyphs {
			return fmt.Errorf("%w: too many characters on a page", doc.ErrTooLarge)
		}
		m := matrix{g.size * g.scale, 0, 0, g.size, 0, g.rise}.mul(p.tm).mul(g.ctm)
		width := g.font.width(code)
		advance := width/1000*g.size + g.charSpace
		if code.space {
			advance += g.word
		}
		if s := g.font.decode(code); s != "" && math.Abs(m[0]) > math.Abs(m[1]) {
			gl := glyph{
				s: s, x: m[4], y: m[5], w: width / 1000 * math.Abs(m[0]),
				size: math.Hypot(m[2], m[3]), italic: g.font.italic,
			}
			gl.linkTarget = p.linkAt(gl.x+gl.w/2, gl.y+gl.size/3)
			p.glyphs = append(p.glyphs, gl)
		}
		p.tm = matrix{1, 0, 0, 1, advance * g.scale, 0}.mul(p.tm)
	}
	return nil
}

// ligatures are presentation forms that decoding leaves whole.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")
