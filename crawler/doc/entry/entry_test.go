package entry

import (
	"testing"

	"apud/crawler/cite"
)

func TestNote(t *testing.T) {
	text := cite.Plain("See also [A] at 5; cf. [B] (accessed Oct. 14, 2020); Varga, “Tides,” https://example.org/t.", "", 0)
	places := []Place{
		{cite.Range{Start: 9, End: 12}, []cite.Citation{{Title: "A"}, {Title: "A", URL: "https://example.org/part"}}},
		{cite.Range{Start: 23, End: 26}, []cite.Citation{{Title: "B"}}},
	}
	got := Note(text, places)
	if len(got) != 4 {
		t.Fatalf("Note gives %d citations, want 4: %+v", len(got), got)
	}
	for i, want := range []struct{ title, signal, locator, accessed, url string }{
		{"A", "See also", "5", "", ""},
		{"A", "", "", "", "https://example.org/part"},
		{"B", "cf.", "", "2020-10-14", ""},
		{"Tides", "", "", "", "https://example.org/t"},
	} {
		c := got[i]
		if c.N != i+1 || c.Title != want.title || c.Signal != want.signal || c.Locator.Raw != want.locator ||
			c.Accessed.ISO != want.accessed || c.URL != want.url {
			t.Errorf("citation %d = %+v, want %+v", i+1, c, want)
		}
	}
}

func TestAddress(t *testing.T) {
	for _, test := range []struct {
		in, url string
		at      cite.Span
		assumed bool
	}{
		{" https://example.org/a ", "https://example.org/a", cite.Span{Start: 1, End: 22}, false},
		{"<HTTP://example.org/>", "HTTP://example.org/", cite.Span{Start: 1, End: 20}, false},
		{"//example.org/a", "https://example.org/a", cite.Span{Start: 0, End: 15}, false},
		{"www.example.org/a more", "https://www.example.org/a", cite.Span{Start: 0, End: 17}, true},
		{"none", "", cite.Span{}, false},
	} {
		r := &Record{}
		r.Address(cite.Plain(test.in, "", 0), Cited)
		c := r.Citations(cite.Span{})[0]
		if c.URL != test.url || c.Address != test.at || c.Assumed != test.assumed {
			t.Errorf("address of %q = %q at %+v, assumed %v; want %q at %+v, %v", test.in, c.URL, c.Address, c.Assumed, test.url, test.at, test.assumed)
		}
	}
}

func TestCopies(t *testing.T) {
	const original, copied = "https://example.org/a", "https://web.archive.org/web/20201012093000/https://example.org/a"
	r := &Record{}
	r.Mine(cite.Plain("Archived at "+copied+".", "", 0))
	if c := r.Citations(cite.Span{})[0]; c.URL != copied || len(c.Archives) != 1 {
		t.Errorf("a copy alone is cited as %q with %d archives, want %q with 1", c.URL, len(c.Archives), copied)
	}
	r.URL(original, cite.Span{})
	r.URL(original, cite.Span{})
	all := r.Citations(cite.Span{})
	if c := all[0]; len(all) != 1 || c.URL != original || len(c.Archives) != 1 || c.Archives[0].Original != original {
		t.Errorf("citations = %+v, want %q with its copy", all, original)
	}
}
