package page

import (
	"slices"
	"unicode"
)

// Containment is the share of the shingles of the old main text that the new one
// has too: of four words, or of six letters where words are not parted by
// spaces. It is 1 when the old page has no text to lose.
func Containment(old, new *Page) float64 {
	if old == nil || old.Main == "" {
		return 1
	}
	if new == nil {
		return 0
	}
	if old.Main == new.Main {
		return 1
	}
	bare := mostlyUnspaced(old.Main)
	a := shingles(old.Main, 4, 6, bare)
	if len(a) == 0 {
		return 1
	}
	return float64(common(a, shingles(new.Main, 4, 6, bare))) / float64(len(a))
}

// Similarity is the share of the shingles of both main texts that both have: of
// three words, or of five letters where words are not parted by spaces. Two
// pages without text are the same.
func Similarity(a, b *Page) float64 {
	if a == nil || b == nil {
		return 0
	}
	if a.Main == b.Main {
		return 1
	}
	bare := mostlyUnspaced(a.Main)
	if bare != mostlyUnspaced(b.Main) {
		return 0
	}
	x, y := shingles(a.Main, 3, 5, bare), shingles(b.Main, 3, 5, bare)
	both := common(x, y)
	if all := len(x) + len(y) - both; all > 0 {
		return float64(both) / float64(all)
	}
	return 1
}

// mostlyUnspaced tells whether most letters are of scripts without spaces.
func mostlyUnspaced(s string) bool {
	bare, spaced := 0, 0
	for _, r := range s {
		switch {
		case unspaced(r):
			bare++
		case unicode.IsLetter(r):
			spaced++
		}
	}
	return 3*bare > spaced
}

// maxShingles bounds the shingles kept of a text, the first ones: few texts of
// MaxText bytes have more.
const maxShingles = 1 << 18

// shingles are the hashes of all runs of so many words or letters, sorted, each
// once. A text shorter than one run is one shingle.
func shingles(s string, words, letters int, bare bool) []uint64 {
	n := words
	if bare {
		n = letters
	}
	var last [8]uint64 // hashes of the units before, a ring
	count := 0
	var out []uint64
	emit := func(k int) {
		h := uint64(seed)
		for i := count - k; i < count; i++ {
			h = mix(h, last[i&7])
		}
		if len(out) < maxShingles {
			out = append(out, h)
		}
	}
	unit := func(h uint64) {
		last[count&7] = h
		count++
		if count >= n {
			emit(n)
		}
	}
	word, in := uint64(seed), false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			// An apostrophe, straight or curly, is no end of a word.
			if in && r != '\'' && r != '’' {
				unit(word)
				word, in = seed, false
			}
			continue
		}
		if r < 0x80 {
			if 'A' <= r && r <= 'Z' {
				r |= 0x20
			}
		} else {
			r = unicode.ToLower(r)
		}
		if bare {
			unit(mix(seed, uint64(r)))
			continue
		}
		word, in = mix(word, uint64(r)), true
	}
	if in {
		unit(word)
	}
	if count > 0 && count < n {
		emit(count)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

const seed = 0x9e3779b97f4a7c15

func mix(h, v uint64) uint64 {
	h ^= v
	h *= 0xff51afd7ed558ccd
	return h ^ h>>32
}

// common counts what two sorted sets share.
func common(a, b []uint64) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			n++
			a, b = a[1:], b[1:]
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return n
}
