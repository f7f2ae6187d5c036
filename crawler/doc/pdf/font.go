package pdf

import (
	"strings"
	"unicode"

	"github.com/ledongthuc/pdf"
)

// font decodes and measures the characters of a font (9.6, 9.7).
type font struct {
	encoder  pdf.TextEncoding
	wide     bool // two bytes a character
	italic   bool
	widths   map[int]float64
	standard float64 // width of characters without one
	decoded  map[string]string
}

// code is a character code of a font.
type code struct {
	raw   string
	n     int
	space bool // the single byte 32, which word spacing applies to
}

// fontNamed is the font of a name in the resources, read once a stream.
func (p *painter) fontNamed(resources pdf.Value, name string) *font {
	if f, ok := p.fonts[name]; ok {
		return f
	}
	v := resources.Key("Font").Key(name)
	if v.IsNull() {
		return nil
	}
	f := newFont(v)
	p.fonts[name] = f
	return f
}

func newFont(v pdf.Value) *font {
	lib := pdf.Font{V: v}
	f := &font{encoder: lib.Encoder(), widths: map[int]float64{}, standard: 500, decoded: map[string]string{}}
	base := strings.ToLower(v.Key("BaseFont").Name())
	f.italic = strings.Contains(base, "italic") || strings.Contains(base, "oblique") || strings.HasSuffix(base, "-it") || strings.Contains(base, "cmti") || strings.Contains(base, "sfti")
	if f.wide = v.Key("Subtype").Name() == "Type0"; f.wide {
		f.compositeWidths(v.Key("DescendantFonts").Index(0))
		return f
	}
	first, widths := int(v.Key("FirstChar").Int64()), v.Key("Widths")
	for i := range min(widths.Len(), 256) {
		f.widths[first+i] = widths.Index(i).Float64()
	}
	if m := v.Key("FontDescriptor").Key("MissingWidth"); !m.IsNull() && m.Float64() > 0 {
		f.standard = m.Float64()
	}
	return f
}

// compositeWidths reads DW and W of a CID font (9.7.4.3).
func (f *font) compositeWidths(v pdf.Value) {
	f.standard = 1000
	if dw := v.Key("DW"); !dw.IsNull() {
		f.standard = dw.Float64()
	}
	w := v.Key("W")
	for i := 0; i+1 < w.Len() && len(f.widths) < 1<<16; {
		first := int(w.Index(i).Int64())
		if list := w.Index(i + 1); list.Kind() == pdf.Array {
			for j := range min(list.Len(), 1<<16) {
				f.widths[first+j] = list.Index(j).Float64()
			}
			i += 2
			continue
		}
		for c := first; c <= min(int(w.Index(i+1).Int64()), first+1<<16); c++ {
			f.widths[c] = w.Index(i + 2).Float64()
		}
		i += 3
	}
}

// codes takes a string apart into character codes.
func (f *font) codes(raw string) []code {
	step := 1
	if f.wide {
		step = 2
	}
	out := make([]code, 0, len(raw)/step)
	for i := 0; i+step <= len(raw); i += step {
		c := code{raw: raw[i : i+step], n: int(raw[i])}
		if f.wide {
			c.n = c.n<<8 | int(raw[i+1])
		} else {
			c.space = raw[i] == ' '
		}
		out = append(out, c)
	}
	return out
}

func (f *font) width(c code) float64 {
	if w, ok := f.widths[c.n]; ok {
		return w
	}
	return f.standard
}

// decode is the text of a character; control characters are none.
func (f *font) decode(c code) string {
	s, ok := f.decoded[c.raw]
	if ok {
		return s
	}
	s = ligatures.Replace(f.encoder.Decode(c.raw))
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, s)
	f.decoded[c.raw] = s
	return s
}
