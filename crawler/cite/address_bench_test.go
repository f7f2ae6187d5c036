package cite

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"mvdan.cc/xurls/v2"
)

// nasty are inputs that tempt a scanner to read the same bytes again and again.
var nasty = map[string]string{
	"brackets":  "https://example.org/((((((((((((((((",
	"closing":   "https://example.org/a))))))))",
	"angles":    "<<<<<<<<",
	"angled":    "<https://example.org/",
	"empty":     "<>",
	"places":    ", <>",
	"mail":      "\n><",
	"mail ends": "\n>",
	"divided":   "htt\nps://",
	"blanks":    "https://example.org          \n",
	"indents":   "https://example.org/a/\n                            b/",
	"entities":  "https://a/&quot;&gt;",
	"words":     "https://example.org/百科",
	"dots":      "a.b.",
	"domains":   "www.example.org,",
	"word":      "a",
	"schemes":   "https://",
	"glued":     "https://a.b,",
	"quoted":    "https://a'",
	"breaks":    "https://example.org/a/\n",
	"hyphens":   "a-\n",
	"pages":     "https://example.org/\n\n1\n\f",
	"users":     "https://a:b@",
	"labels":    "[link",
	"available": "available at ",
	"colons":    "::::",
	"slashes":   "////",
	"symbols":   "A/A/A/",
	"dois":      "10.1000/",
}

func BenchmarkAddressesNasty(b *testing.B) {
	for _, name := range slices.Sorted(maps.Keys(nasty)) {
		for _, mb := range []int{1, 2, 4, 8} {
			s := strings.Repeat(nasty[name], mb<<20/len(nasty[name]))
			b.Run(fmt.Sprintf("%s/%dMB", name, mb), func(b *testing.B) {
				b.SetBytes(int64(len(s)))
				for b.Loop() {
					found(s, true)
				}
			})
		}
	}
}

// prose is about a megabyte of notes and of text around them.
func prose(tb testing.TB) string {
	var one strings.Builder
	for _, l := range trickyLines(tb) {
		if l.Format == "" {
			one.WriteString(strings.Repeat("The tables of the harbour office were printed each year, e.g. in 1871, and kept. ", 5))
			one.WriteString(l.Text + "\n\n")
		}
	}
	return strings.Repeat(one.String(), 1<<20/one.Len()+1)
}

func BenchmarkAddresses(b *testing.B) {
	s := prose(b)
	for _, wrapped := range []bool{false, true} {
		b.Run(fmt.Sprintf("wrapped=%v", wrapped), func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				found(s, wrapped)
			}
		})
	}
}

func BenchmarkIdentifiers(b *testing.B) {
	s := prose(b)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Identifiers(s)
	}
}

// BenchmarkPeer is the same work by another finder of addresses.
func BenchmarkPeer(b *testing.B) {
	s := prose(b)
	for name, re := range map[string]interface{ FindAllStringIndex(string, int) [][]int }{
		"strict": xurls.Strict(), "relaxed": xurls.Relaxed(),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				re.FindAllStringIndex(s, -1)
			}
		})
	}
}
