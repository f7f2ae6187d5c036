package lines

import (
	"slices"
	"strings"
	"testing"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

func TestWords(t *testing.T) {
	const file = "> one two\n>  three\n"
	w := New(doc.Decode([]byte(file), ""))
	w.Add(2, 9)
	w.Add(13, 18)
	if got := w.String(); got != "one two\nthree" {
		t.Fatalf("String = %q", got)
	}
	for _, test := range []struct {
		start, end int
		want       string
	}{
		{0, 3, "one"}, {4, 7, "two"}, {8, 13, "three"}, {4, 13, "two\n>  three"}, {8, 8, ""}, {7, 8, ""},
	} {
		s := w.Source(test.start, test.end)
		if got := file[s.Start:s.End]; got != test.want {
			t.Errorf("Source(%d, %d) = %q, want %q", test.start, test.end, got, test.want)
		}
		out := &cite.Text{}
		w.Append(out, test.start, test.end)
		if got, want := out.String(), w.String()[test.start:test.end]; got != want {
			t.Errorf("Append(%d, %d) = %q, want %q", test.start, test.end, got, want)
		}
	}
	out := &cite.Text{}
	w.Append(out, 4, 13)
	if s := out.Source(4, 9); file[s.Start:s.End] != "three" {
		t.Errorf("Append keeps the way back to %q, want %q", file[s.Start:s.End], "three")
	}
}

// TestWordsPut holds words that stand for others to the bytes of those as a
// whole, even where both are as long.
func TestWordsPut(t *testing.T) {
	const file = "a {x}/b {é}\nc"
	w := New(doc.Decode([]byte(file), ""))
	w.Add(0, 2)
	w.Put("éa", 2, 5)
	w.More(5, 8)
	w.Put("long words", 8, 12)
	w.Add(13, 14)
	if got, want := w.String(), "a éa/b long words\nc"; got != want {
		t.Fatalf("String = %q, want %q", got, want)
	}
	out := &cite.Text{}
	w.Append(out, 0, len(w.String()))
	if out.String() != w.String() {
		t.Errorf("Append = %q, want %q", out.String(), w.String())
	}
	for _, test := range []struct{ words, want string }{
		{"éa/b", "{x}/b"}, {"a/b", "{x}/b"}, {"words", "{é}"}, {"c", "c"}, {"a é", "a {x}"},
	} {
		at := strings.Index(w.String(), test.words)
		for name, s := range map[string]cite.Span{
			"Words": w.Source(at, at+len(test.words)), "Text": out.Source(at, at+len(test.words)),
		} {
			if got := file[s.Start:s.End]; got != test.want {
				t.Errorf("%s: the bytes of %q are %q, want %q", name, test.words, got, test.want)
			}
		}
	}
}

func TestResolve(t *testing.T) {
	for _, test := range []struct{ base, ref, want string }{
		{"https://example.org/a/b", "c", "https://example.org/a/c"},
		{"https://example.org/a/b", "#c", "#c"},
		{"https://example.org/a/b", "mailto:c", "mailto:c"},
		{"", "c", "c"},
		{"a.rst", "c", "c"},
	} {
		if got := Resolve(test.base, test.ref); got != test.want {
			t.Errorf("Resolve(%q, %q) = %q, want %q", test.base, test.ref, got, test.want)
		}
	}
}

// TestMark holds marks behind blanks to the words before them.
func TestMark(t *testing.T) {
	w := NewWriter(doc.Decode([]byte("a"), ""))
	w.Begin(Body)
	n := w.Add(&Note{Label: "1"})
	w.Mark(n, cite.Span{})
	w.T.Insert("one ")
	w.Mark(n, cite.Span{})
	w.T.Insert(" \n")
	w.Mark(n, cite.Span{})
	w.T.Insert("two")
	w.Mark(n, cite.Span{})
	w.Begin(Body)
	w.Mark(n, cite.Span{})
	var got []int
	for _, m := range w.Draft().Notes[0].Marks {
		got = append(got, m.Start)
	}
	if want := []int{0, 3, 3, 9, 11}; !slices.Equal(got, want) {
		t.Errorf("marks at %v, want %v", got, want)
	}
}
