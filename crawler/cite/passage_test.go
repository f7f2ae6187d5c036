package cite

import (
	"strings"
	"testing"
)

// Formats whose bodies show no marks give marks that take no room. They end the
// sentence before them, not the one after.
func TestSupportEmptyMarks(t *testing.T) {
	body := &Text{}
	var marks []Range
	const text = "In May it left.# The Board met,# and noted it.# It was long,# and the rest was lost.# #"
	for i, s := range strings.Split(text, "#") {
		if i > 0 {
			marks = append(marks, Range{body.Len(), body.Len()})
		}
		body.Append(s, Span{Start: body.Len(), End: body.Len() + len(s)})
	}
	body.Insert(" ")
	body.Break()
	body.Insert("Another paragraph.")
	p := NewPassages(body, marks)
	for i, want := range []struct{ sentence, clause string }{
		{"In May it left.", "In May it left."},
		{"The Board met, and noted it.", "The Board met,"},
		{"The Board met, and noted it.", "and noted it."},
		{"It was long, and the rest was lost.", "It was long,"},
		{"It was long, and the rest was lost.", "and the rest was lost."},
		{"It was long, and the rest was lost.", "and the rest was lost."},
	} {
		sentence, clause := p.Support(marks[i])
		if sentence.Text != want.sentence || clause.Text != want.clause {
			t.Errorf("Support(mark %d) = %q, %q, want %q, %q", i+1, sentence.Text, clause.Text, want.sentence, want.clause)
		}
	}
}
