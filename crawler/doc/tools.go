package doc

import (
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

// HasExtension reports whether name ends in one of the extensions.
func HasExtension(name string, extensions []string) bool {
	return slices.Contains(extensions, strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/"))))
}

// IgnoreEOF is err, or nil when it is the end of input: a document cut short is
// read as far as it goes.
func IgnoreEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// symbols are the marks of the Chicago style, in their order.
var symbols = []string{"*", "†", "‡", "§"}

// Numeral is the n-th label in a number format of word processors: "decimal",
// "lowerRoman", "upperRoman", "lowerLetter", "upperLetter", "chicago". Unknown
// formats count in figures.
func Numeral(format string, n int) string {
	switch format {
	case "lowerRoman", "i":
		return strings.ToLower(Roman(n))
	case "upperRoman", "I":
		return Roman(n)
	case "lowerLetter", "a":
		return letters(n, 'a')
	case "upperLetter", "A":
		return letters(n, 'A')
	case "chicago":
		if n >= 1 && n <= 10*len(symbols) {
			return strings.Repeat(symbols[(n-1)%len(symbols)], (n-1)/len(symbols)+1)
		}
	}
	return strconv.Itoa(n)
}

// letters counts a … z, aa … zz, as word processors do.
func letters(n int, first rune) string {
	if n < 1 || n > 26*26 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

// Roman is n in capital roman numerals; figures outside 1 to 3999.
func Roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range []struct {
		value int
		s     string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
		{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for n >= d.value {
			b.WriteString(d.s)
			n -= d.value
		}
	}
	return b.String()
}

// ParseRoman is the value of a roman numeral in letters of one case, 0 when s
// is none.
func ParseRoman(s string) int {
	upper := strings.ToUpper(s)
	if s != upper && s != strings.ToLower(s) {
		return 0
	}
	n := 0
	for i := range len(upper) {
		v := romanValue(upper[i])
		if v == 0 {
			return 0
		}
		if i+1 < len(upper) && v < romanValue(upper[i+1]) {
			v = -v
		}
		n += v
	}
	if n < 1 || Roman(n) != upper {
		return 0
	}
	return n
}

func romanValue(c byte) int {
	switch c {
	case 'I':
		return 1
	case 'V':
		return 5
	case 'X':
		return 10
	case 'L':
		return 50
	case 'C':
		return 100
	case 'D':
		return 500
	case 'M':
		return 1000
	}
	return 0
}
