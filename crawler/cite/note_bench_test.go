package cite

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

func BenchmarkParseNote(b *testing.B) {
	text, truth := readLetter(b)
	var notes []*Text
	size := 0
	for _, f := range truth.Footnotes {
		start := f.Note.Start + len(f.Marker)
		notes = append(notes, Plain(text[start:f.Note.End], "", start))
		size += f.Note.End - start
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, n := range notes {
			ParseNote(n)
		}
	}
}

// nastyNotes are notes that tempt the grammar to look at the same bytes again
// and again.
var nastyNotes = map[string]string{
	"sources":    "See A, “B,” C (2020), https://example.org/a; ",
	"sentences":  "See A, “B,” C (2020), https://example.org/a. ",
	"lines":      "A, “B,” C (2020), https://example.org/a\n",
	"semicolons": ";",
	"opened":     "“",
	"openings":   "“a, ",
	"closed":     "a,” ",
	"straight":   "\"a ",
	"apostrophe": "'a ",
	"nested":     "“‘«„",
	"groups":     "(((((((",
	"group ends": "(a)) ",
	"empty":      "<>; ",
	"dates":      "(Oct. 9, 2020) ",
	"numbers":    "1 2 3 ",
	"ids":        "Id. ",
	"supra":      "supra note 1, ",
	"signals":    "See also ",
	"quoting":    ", quoting ",
	"and":        " and “a”",
	"names":      "A. B. Smith, C. D. Brown, ",
	"visited":    "(last visited Oct. 9, 2020) ",
	"archived":   "archived at https://perma.cc/AAAA-BBBB ",
	"copies":     "[https://web.archive.org/web/2020/https://example.org/a] ",
	"identified": "doi:10.1000/a; ",
	"resolution": "G.A. Res. 62/243, ",
	"stops":      "a. B",
	"chinese":    "《a》。",
	"bars":       "a | b ",
	"entries":    "Smith, A. (2020). Title. Journal, 1(2), 3-4. ",
}

func BenchmarkParseNoteNasty(b *testing.B) {
	for _, name := range slices.Sorted(maps.Keys(nastyNotes)) {
		for _, mb := range []int{1, 2, 4, 8} {
			t := Plain(strings.Repeat(nastyNotes[name], mb<<20/len(nastyNotes[name])), "", 0)
			b.Run(fmt.Sprintf("%s/%dMB", name, mb), func(b *testing.B) {
				b.SetBytes(int64(t.Len()))
				for b.Loop() {
					ParseNote(t)
				}
			})
		}
	}
}
