package lines

import (
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
