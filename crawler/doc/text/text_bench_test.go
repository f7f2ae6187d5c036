package text

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"mvdan.cc/xurls/v2"

	"apud/crawler/doc"
)

// nasty are inputs that tempt a reader to look at the same bytes again and
// again.
var nasty = map[string]string{
	"marks":         "a[1] ",
	"marked lines":  "a.[1]\n[1] b\n",
	"labels":        "1. a\n",
	"labels up":     "\n[%d] See A, “B,” C (2020), https://example.org/%d.\nText.[%d]\n",
	"dots":          "a. B. ",
	"stops":         ".",
	"marks in a":    "[1][2][3]",
	"brackets":      "[[[[((((",
	"glued":         "a.1 ",
	"raised":        "¹²³",
	"symbols":       "*†‡§",
	"form feeds":    "a\n\f1\n",
	"returns":       "12\r\r34\r",
	"page numbers":  "\n\n  12\n\n",
	"heads":         "\fHead 1\na\n",
	"bullets":       "• a[1]\n",
	"blank lines":   "\n \n",
	"long blanks":   "a[1]                                                  ",
	"one line":      "The tables vanished, and https://example.org/a is gone.",
	"addresses":     "https://example.org/aaaa/\n",
	"angles":        "<https://example.org/\n",
	"quotes":        "“a ‘b",
	"quotes closed": "a” b’ ",
	"semicolons":    "“A,” B (2020); ",
	"ids":           "Id.; ",
	"supra":         "A, supra note 1; ",
	"dates":         "Oct. 9, 2020 ",
	"chinese":       "港口。[1]",
	"crlf":          "a.[1]\r\n",
	"a note":        "[1] See A, “B,” C (2020), https://example.org/a; ",
}

// repeated is about size bytes of s, in which %d counts.
func repeated(s string, size int) string {
	if !strings.Contains(s, "%d") {
		return strings.Repeat(s, size/len(s)+1)
	}
	var b strings.Builder
	for i := 1; b.Len() < size; i++ {
		b.WriteString(strings.ReplaceAll(s, "%d", fmt.Sprint(i)))
	}
	return b.String()
}

func BenchmarkReadNasty(b *testing.B) {
	for _, name := range slices.Sorted(maps.Keys(nasty)) {
		for _, mb := range []int{1, 2, 4, 8} {
			s := repeated(nasty[name], mb<<20)
			b.Run(fmt.Sprintf("%s/%dMB", name, mb), func(b *testing.B) {
				b.SetBytes(int64(len(s)))
				for b.Loop() {
					readText(b, "nasty.txt", s)
				}
			})
		}
	}
}

// BenchmarkRead reads a text with notes, its citations included, and finds its
// addresses alone with another finder.
func BenchmarkRead(b *testing.B) {
	s := repeated(strings.Repeat("The tables of the harbour office were printed each year, e.g. in 1871, and kept.\n", 8)+nasty["labels up"], 4<<20)
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(s)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := (Format{}).Read(b.Context(), &doc.Input{Name: "a.txt", Data: []byte(s)}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("document", func(b *testing.B) {
		b.SetBytes(int64(len(s)))
		b.ReportAllocs()
		for b.Loop() {
			readText(b, "a.txt", s)
		}
	})
	b.Run("peer", func(b *testing.B) {
		b.SetBytes(int64(len(s)))
		for re := xurls.Strict(); b.Loop(); {
			re.FindAllStringIndex(s, -1)
		}
	})
}
