package bibtex

import (
	"fmt"
	"strings"
	"testing"

	"apud/crawler/doc"
	"apud/crawler/doc/doctest"
	"apud/crawler/doc/entry/entrytest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.bib", Unescape: func(s string) string { return s }})
}

// TestRead compares bibliographies with testdata.
func TestRead(t *testing.T) { entrytest.Run(t, Format{}, ".bib") }

func TestLookup(t *testing.T) {
	in := "@misc{Key, ids = {old, older}, title = {T}}\n@misc{key2, title = {U}}"
	l, err := Parse(t.Context(), doc.Decode([]byte(in), ""), "a.bib")
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{"Key": "“T”", "KEY": "“T”", "older": "“T”", "key2": "“U”", "none": ""} {
		got := ""
		if e := l.Lookup(key); e != nil {
			got = e.String()
			if e.Part != "a.bib" {
				t.Errorf("Lookup(%q) stands in %q, want %q", key, e.Part, "a.bib")
			}
		}
		if got != want {
			t.Errorf("Lookup(%q) = %q, want %q", key, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	doctest.Fuzz(f, Format{},
		"@string{a = {b} # c}\n@article(k, title = a # \"d {e}\", url={http://x.org/\\_}, author={A, B and {C}})",
		"@misc{a, howpublished={\\url{http://x.org}}, crossref=b}\n@xdata{b, note=\"\\'e\"}\n@comment{", "@a{b,c={d\n@e{f,g=\"h")
}

// BenchmarkRead reads bibliographies that a careless parser takes long for; the
// time for a byte stays the same at each length.
func BenchmarkRead(b *testing.B) {
	for _, test := range []struct{ name, unit string }{
		{"article", string(doctest.Sample(b, "article.bib"))},
		{"unclosed", "a = {\n"}, {"entries", "@a{b,c={\n"}, {"comments", "@comment{"}, {"names", "@a{b,author={c and "}, {"macros", "@string{a = a # a}\n"},
	} {
		for _, size := range []int{50_000, 400_000} {
			b.Run(fmt.Sprintf("%s/%d", test.name, size), func(b *testing.B) {
				data := []byte("@misc{a,\n" + strings.Repeat(test.unit, size/len(test.unit)+1))
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					if _, err := (Format{}).Read(b.Context(), &doc.Input{Name: "a.bib", Data: data}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
