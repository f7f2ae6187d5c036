package pdf

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// textOf is the text of a string object (7.9.2).
func textOf(o object) string {
	s, _ := o.(str)
	if len(s) > 8<<10 {
		s = s[:8<<10]
	}
	var text string
	switch {
	case strings.HasPrefix(string(s), "\xfe\xff"), strings.HasPrefix(string(s), "\xff\xfe"):
		big := s[0] == 0xfe
		s = s[2:]
		units := make([]uint16, len(s)/2)
		for i := range units {
			hi, lo := s[2*i], s[2*i+1]
			if !big {
				hi, lo = lo, hi
			}
			units[i] = uint16(hi)<<8 | uint16(lo)
		}
		text = string(utf16.Decode(units))
	case utf8.ValidString(string(s)):
		text = strings.TrimPrefix(string(s), "\ufeff")
	default:
		text, _ = charmap.Windows1252.NewDecoder().String(string(s))
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}

// matrix is a transformation (8.3.3).
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

// graphics is the state of graphics as far as text needs it (8.4, 9.3).
type graphics struct {
	ctm                   matrix
	font                  *font
	size, charSpace, word float64
	scale, leading, rise  float64
}

// painter writes down the text of pages in the order in which they paint it.
type painter struct {
	f        *file
	out      strings.Builder
	g        graphics
	saved    []graphics
	tm, line matrix
	fonts    map[ref]*font
	mapped   int // size of the fonts
	// x, y is where the last character ended, size its size.
	x, y, size float64
	begun      bool
	// to, when not nil, takes characters with their places, instead of out.
	to *Page
	// at is the current point of the path.
	at point
	// marked are the marked-content sequences that are open, hidden how many of
	// them are running heads and the like.
	marked []bool
	hidden int
}

// text is that of the first pages.
func (f *file) text(root dict) string {
	p := &painter{f: f, fonts: map[ref]*font{}}
	for _, l := range f.leaves(root) {
		p.g = graphics{ctm: identity, scale: 1}
		p.saved, p.begun = nil, false
		p.paint(f.content(f.dict(l.page)), f.dict(l.resources), 0)
		if p.out.Len() > 0 {
			p.out.WriteByte('\n')
		}
	}
	return strings.TrimSpace(p.out.String())
}

// content is what paints a page (7.8.2).
func (f *file) content(page dict) []byte {
	switch c := f.get(page["Contents"]).(type) {
	case stream:
		return f.unpack(c)
	case array:
		var content []byte
		for _, o := range c[:min(len(c), 1024)] {
			if s, ok := f.get(o).(stream); ok {
				content = append(append(content, f.unpack(s)...), '\n')
			}
			if len(content) > f.max.stream {
				f.cut = true
				break
			}
		}
		return content
	}
	return nil
}

// full tells whether no more is wanted.
func (p *painter) full() bool {
	if p.to != nil {
		return p.f.work <= 0 || p.f.cut
	}
	return p.out.Len() >= maxText
}

// paint interprets the content of a page or of a form.
func (p *painter) paint(content []byte, resources dict, depth int) {
	if depth > 8 || !p.f.spend(len(content)) {
		return
	}
	l := lexer{b: content}
	var args []object
	for !p.full() {
		o := l.object(0)
		if l.eof {
			return
		}
		op, ok := o.(operator)
		if !ok {
			if len(args) < 64 {
				args = append(args, o)
			}
			continue
		}
		if op == "ID" {
			l.skipImage()
		} else {
			p.operate(op, args, resources, depth)
		}
		args = args[:0]
	}
}

// skipImage passes the bytes of an image that stands in the content (8.9.7).
func (l *lexer) skipImage() {
	for i := l.pos + 1; i+2 <= len(l.b); i++ {
		if l.b[i] == 'E' && l.b[i+1] == 'I' && isSpace(l.b[i-1]) && (i+2 == len(l.b) || isSpace(l.b[i+2])) {
			l.pos = i + 2
			return
		}
	}
	l.pos = len(l.b)
}

func (p *painter) operate(op operator, args []object, resources dict, depth int) {
	num := func(i int) float64 {
		if i < len(args) {
			v, _ := args[i].(float64)
			return v
		}
		return 0
	}
	six := func() matrix { return matrix{num(0), num(1), num(2), num(3), num(4), num(5)} }
	g := &p.g
	switch op {
	case "q":
		if len(p.saved) < 256 {
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
			n, _ := args[0].(name)
			g.font, g.size = p.fontNamed(resources, n), num(1)
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
		p.show(args)
	case "'":
		p.next(0, -g.leading)
		p.show(args)
	case `"`:
		g.word, g.charSpace = num(0), num(1)
		p.next(0, -g.leading)
		if len(args) > 2 {
			p.show(args[2:])
		}
	case "TJ":
		if len(args) > 0 {
			a, _ := args[0].(array)
			p.show(a)
		}
	case "BMC", "BDC", "EMC", "re", "m", "l":
		if p.to != nil {
			p.operateOnPage(op, args, num)
		}
	case "Do":
		if len(args) > 0 {
			n, _ := args[0].(name)
			p.form(p.f.dict(resources["XObject"])[n], resources, depth)
		}
	}
}

func (p *painter) next(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.mul(p.line)
	p.tm = p.line
}

// fontNamed is a font of the resources, read once.
func (p *painter) fontNamed(resources dict, n name) *font {
	o := p.f.dict(resources["Font"])[n]
	r, isRef := o.(ref)
	if !isRef {
		return p.f.font(o)
	}
	ft, ok := p.fonts[r]
	if !ok {
		ft = p.f.font(o)
		if p.mapped += ft.size(); p.mapped > maxFonts {
			clear(p.fonts)
			p.mapped = ft.size()
		}
		p.fonts[r] = ft
	}
	return ft
}

// form paints a form (8.10).
func (p *painter) form(o object, resources dict, depth int) {
	s, ok := p.f.get(o).(stream)
	if !ok || s.dict["Subtype"] != name("Form") {
		return
	}
	kept, saved := p.g, p.saved
	defer func() { p.g, p.saved = kept, saved }()
	if m, ok := p.f.get(s.dict["Matrix"]).(array); ok && len(m) == 6 {
		var f matrix
		for i := range f {
			f[i], _ = p.f.get(m[i]).(float64)
		}
		p.g.ctm = f.mul(p.g.ctm)
	}
	if own := p.f.dict(s.dict["Resources"]); own != nil {
		resources = own
	}
	p.saved = nil
	p.paint(p.f.unpack(s), resources, depth+1)
}

// show paints strings, with numbers between them that move the next one.
func (p *painter) show(parts []object) {
	g := &p.g
	if g.font == nil {
		return
	}
	for _, part := range parts {
		switch v := part.(type) {
		case float64:
			p.tm = matrix{1, 0, 0, 1, -v / 1000 * g.size * g.scale, 0}.mul(p.tm)
		case str:
			for len(v) > 0 && !p.full() {
				var text string
				var width float64
				var blank bool
				text, width, blank, v = g.font.next(v)
				if p.to != nil {
					p.place(text, width)
				} else {
					p.put(text)
				}
				advance := width/1000*g.size + g.charSpace
				if blank {
					advance += g.word
				}
				p.tm = matrix{1, 0, 0, 1, advance * g.scale, 0}.mul(p.tm)
				if p.to == nil && text != "" {
					p.end()
				}
			}
		}
	}
}

// here is where the next character stands.
func (p *painter) here() (x, y, size float64, m matrix) {
	m = p.tm.mul(p.g.ctm)
	return m[4], m[5], math.Abs(p.g.size) * math.Hypot(m[2], m[3]), m
}

// put writes text, after white space if it stands apart from what came last.
func (p *painter) put(text string) {
	if text == "" {
		return
	}
	x, y, size, m := p.here()
	if p.begun {
		// Distance along the line of writing and across it.
		n := math.Hypot(m[0], m[1])
		ux, uy := 1.0, 0.0
		if n > 0 {
			ux, uy = m[0]/n, m[1]/n
		}
		dx, dy := x-p.x, y-p.y
		along, across := dx*ux+dy*uy, dy*ux-dx*uy
		em := max(size, p.size, 1e-6)
		switch {
		case math.Abs(across) > .6*em || along < -1.5*em:
			p.out.WriteByte('\n')
		case along > .18*em:
			p.out.WriteByte(' ')
		}
	}
	p.begun = true
	for _, r := range text {
		switch {
		case unicode.IsControl(r) || unicode.IsSpace(r):
			p.out.WriteByte(' ')
		case r == unicode.ReplacementChar || 0xe000 <= r && r < 0xf900:
			// Private characters say nothing.
		case 0xfb00 <= r && r <= 0xfb06:
			p.out.WriteString([...]string{"ff", "fi", "fl", "ffi", "ffl", "st", "st"}[r-0xfb00])
		default:
			p.out.WriteRune(r)
		}
	}
}

func (p *painter) end() {
	p.x, p.y, p.size, _ = p.here()
}
