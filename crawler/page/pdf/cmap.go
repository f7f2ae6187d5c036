package pdf

import (
	"sort"
	"unicode/utf16"
)

// cmap maps character codes to text (9.10.3).
type cmap struct {
	chars  map[uint32]string
	ranges []codeRange // sorted by low
	widths []codeSpace
}

type codeRange struct {
	low, high uint32
	to        []rune // the last one counts up
}

// codeSpace is how codes of a length begin.
type codeSpace struct {
	n         int
	low, high uint32
}

const maxMapped = 1 << 16

// readCMap reads a ToUnicode CMap.
func readCMap(b []byte) *cmap {
	m := &cmap{chars: map[uint32]string{}}
	l := lexer{b: b}
	var args []object
	for {
		o := l.object(0)
		if l.eof {
			break
		}
		op, ok := o.(operator)
		if !ok {
			if len(args) < maxMapped {
				args = append(args, o)
			}
			continue
		}
		switch op {
		case "endcodespacerange":
			for i := 0; i+1 < len(args); i += 2 {
				low, n, ok1 := code(args[i])
				high, _, ok2 := code(args[i+1])
				if ok1 && ok2 && len(m.widths) < 64 {
					m.widths = append(m.widths, codeSpace{n, low, high})
				}
			}
		case "endbfchar":
			for i := 0; i+1 < len(args); i += 2 {
				c, _, ok1 := code(args[i])
				to, ok2 := args[i+1].(str)
				if ok1 && ok2 && len(m.chars) < maxMapped {
					m.chars[c] = string(utf16Of(to))
				}
			}
		case "endbfrange":
			m.bfRange(args)
		}
		args = args[:0]
	}
	sort.SliceStable(m.ranges, func(i, j int) bool { return m.ranges[i].low < m.ranges[j].low })
	return m
}

func (m *cmap) bfRange(args []object) {
	for i := 0; i+2 < len(args); i += 3 {
		low, _, ok1 := code(args[i])
		high, _, ok2 := code(args[i+1])
		if !ok1 || !ok2 || high < low {
			continue
		}
		switch to := args[i+2].(type) {
		case str:
			if r := utf16Of(to); len(r) > 0 && len(m.ranges) < maxMapped {
				m.ranges = append(m.ranges, codeRange{low, high, r})
			}
		case array:
			for k, o := range to {
				if s, ok := o.(str); ok && uint32(k) <= high-low && len(m.chars) < maxMapped {
					m.chars[low+uint32(k)] = string(utf16Of(s))
				}
			}
		}
	}
}

func code(o object) (v uint32, n int, ok bool) {
	s, ok := o.(str)
	if !ok || len(s) == 0 || len(s) > 4 {
		return 0, 0, false
	}
	for _, c := range []byte(s) {
		v = v<<8 | uint32(c)
	}
	return v, len(s), true
}

func utf16Of(s str) []rune {
	if len(s) == 1 {
		return []rune{rune(s[0])}
	}
	if len(s) > 64 {
		s = s[:64]
	}
	units := make([]uint16, len(s)/2)
	for i := range units {
		units[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	return utf16.Decode(units)
}

// next is the length of the code that s begins with.
func (m *cmap) next(s str, standard int) int {
	if m != nil {
		v := uint32(0)
		for n := 1; n <= 4 && n <= len(s); n++ {
			v = v<<8 | uint32(s[n-1])
			for _, w := range m.widths {
				if w.n == n && within(v, w) {
					return n
				}
			}
		}
	}
	return min(standard, len(s))
}

// within tells whether each byte of a code lies in the range of its place.
func within(v uint32, w codeSpace) bool {
	for i := range w.n {
		c, low, high := v>>(8*i)&0xff, w.low>>(8*i)&0xff, w.high>>(8*i)&0xff
		if c < low || c > high {
			return false
		}
	}
	return true
}

// text is what a code stands for.
func (m *cmap) text(c uint32) (string, bool) {
	if s, ok := m.chars[c]; ok {
		return s, true
	}
	i := sort.Search(len(m.ranges), func(i int) bool { return m.ranges[i].low > c })
	// Ranges may lie inside others; the nearest few are looked at.
	for n := 0; i > 0 && n < 8; n++ {
		i--
		if r := m.ranges[i]; c <= r.high {
			to := append([]rune(nil), r.to...)
			to[len(to)-1] += rune(c - r.low)
			return string(to), true
		}
	}
	return "", false
}
