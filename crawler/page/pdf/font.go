package pdf

import (
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// font turns the codes of a string into text and widths (9.6 to 9.10).
type font struct {
	cmap     *cmap
	wide     bool // codes of two bytes
	simple   [256]string
	decoder  *encoding.Decoder // of a character collection's charset
	utf16    bool
	widths   map[uint32]float64
	standard float64
	italic   bool
}

// maxFonts is how many characters and widths of fonts are kept.
const maxFonts = 1 << 18

// size is how many characters and widths a font has.
func (ft *font) size() int {
	if ft == nil {
		return 1
	}
	n := 256 + len(ft.widths)
	if ft.cmap != nil {
		n += len(ft.cmap.chars) + len(ft.cmap.ranges)
	}
	return n
}

func (f *file) font(o object) *font {
	d := f.dict(o)
	if d == nil || !f.spend(4<<10) {
		return nil
	}
	base, _ := f.get(d["BaseFont"]).(name)
	descriptor := f.dict(d["FontDescriptor"])
	flags, _ := f.get(descriptor["Flags"]).(float64)
	ft := &font{standard: 500, widths: map[uint32]float64{}, italic: int64(flags)&64 != 0 || slanted(string(base))}
	if s, ok := f.get(d["ToUnicode"]).(stream); ok {
		data := f.unpack(s)
		ft.cmap = readCMap(data[:min(len(data), maxObject)])
	}
	if d["Subtype"] == name("Type0") {
		f.composite(ft, d)
		return ft
	}
	ft.simple = f.encoding(d)
	first, _ := f.get(d["FirstChar"]).(float64)
	widths, _ := f.get(d["Widths"]).(array)
	for i, w := range widths[:min(len(widths), 256)] {
		if v, ok := f.get(w).(float64); ok && first >= 0 && first < 256 {
			ft.widths[uint32(first)+uint32(i)] = v
		}
	}
	if d["Subtype"] == name("Type3") {
		// Its widths are in a space of its own.
		if m, ok := f.get(d["FontMatrix"]).(array); ok && len(m) == 6 {
			if scale, ok := f.get(m[0]).(float64); ok {
				for c := range ft.widths {
					ft.widths[c] *= scale * 1000
				}
			}
		}
	}
	return ft
}

// composite reads a font of two-byte codes.
func (f *file) composite(ft *font, d dict) {
	ft.wide, ft.standard = true, 1000
	if n, ok := f.get(d["Encoding"]).(name); ok {
		ft.decoder, ft.utf16 = collection(string(n))
	}
	descendants, _ := f.get(d["DescendantFonts"]).(array)
	if len(descendants) == 0 {
		return
	}
	cid := f.dict(descendants[0])
	if dw, ok := f.get(cid["DW"]).(float64); ok {
		ft.standard = dw
	}
	w, _ := f.get(cid["W"]).(array)
	for i := 0; i+1 < len(w) && len(ft.widths) < 1<<16; {
		first, _ := f.get(w[i]).(float64)
		if first < 0 || first > 1<<16 {
			return
		}
		if list, ok := f.get(w[i+1]).(array); ok {
			for k, o := range list[:min(len(list), 1<<16)] {
				if v, ok := f.get(o).(float64); ok {
					ft.widths[uint32(first)+uint32(k)] = v
				}
			}
			i += 2
			continue
		}
		if i+2 >= len(w) {
			return
		}
		last, _ := f.get(w[i+1]).(float64)
		v, _ := f.get(w[i+2]).(float64)
		if !f.spend(int(min(max(last-first, 0), 1<<16))) {
			return
		}
		for c := first; c <= min(last, 1<<16); c++ {
			ft.widths[uint32(c)] = v
		}
		i += 3
	}
}

// collection is the charset of a predefined CMap (9.7.5.2).
func collection(name string) (*encoding.Decoder, bool) {
	switch {
	case strings.Contains(name, "UCS2"), strings.Contains(name, "UTF16"):
		return nil, true
	case strings.HasPrefix(name, "GB"):
		return simplifiedchinese.GB18030.NewDecoder(), false
	case strings.HasPrefix(name, "90ms"), strings.HasPrefix(name, "90pv"), strings.HasPrefix(name, "83pv"):
		return japanese.ShiftJIS.NewDecoder(), false
	case strings.HasPrefix(name, "EUC"):
		return japanese.EUCJP.NewDecoder(), false
	case strings.HasPrefix(name, "KSC"):
		return korean.EUCKR.NewDecoder(), false
	case strings.HasPrefix(name, "B5"), strings.HasPrefix(name, "ETen"), strings.HasPrefix(name, "ET-"), strings.HasPrefix(name, "HK"):
		return traditionalchinese.Big5.NewDecoder(), false
	}
	return nil, false
}

// encoding is what the codes of a simple font stand for (9.6.5).
func (f *file) encoding(d dict) (table [256]string) {
	base := name("")
	var differences array
	switch e := f.get(d["Encoding"]).(type) {
	case name:
		base = e
	case dict:
		base, _ = f.get(e["BaseEncoding"]).(name)
		differences, _ = f.get(e["Differences"]).(array)
	}
	cm := charmap.Windows1252
	if base == "MacRomanEncoding" {
		cm = charmap.Macintosh
	}
	for i := range table {
		if i >= ' ' && i != 0x7f {
			table[i] = string(cm.DecodeByte(byte(i)))
		}
	}
	if base == "" {
		for c, s := range standardEncoding {
			table[c] = s
		}
	}
	at := 0
	for _, o := range differences[:min(len(differences), 1024)] {
		switch o := f.get(o).(type) {
		case float64:
			at = int(o)
		case name:
			if at >= 0 && at < 256 {
				table[at] = glyph(string(o))
			}
			at++
		}
	}
	return table
}

// next takes the first character off a string: its text, its width in
// thousandths, and whether it is the single byte 32, which word spacing is for.
func (ft *font) next(s str) (text string, width float64, blank bool, rest str) {
	n := 1
	if ft.wide {
		n = ft.cmap.next(s, 2)
		if ft.decoder != nil && ft.cmap == nil && s[0] < 0x80 {
			n = 1
		}
	} else if ft.cmap != nil {
		n = 1 // simple fonts have codes of one byte, whatever a map says
	}
	n = max(n, 1)
	c := uint32(0)
	for _, b := range []byte(s[:n]) {
		c = c<<8 | uint32(b)
	}
	width, ok := ft.widths[c]
	if !ok {
		width = ft.standard
	}
	rest, blank = s[n:], n == 1 && s[0] == ' '
	if ft.cmap != nil {
		if text, ok := ft.cmap.text(c); ok {
			return text, width, blank, rest
		}
	}
	switch {
	case !ft.wide:
		text = ft.simple[byte(c)]
	case ft.utf16 && n == 2:
		if r := rune(c); !utf16.IsSurrogate(r) {
			text = string(r)
		}
	case ft.decoder != nil:
		ft.decoder.Reset()
		text, _ = ft.decoder.String(string(s[:n]))
	}
	return text, width, blank, rest
}
