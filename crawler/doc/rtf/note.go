package rtf

import (
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// The kinds of notes, as indices.
const (
	footnote = iota
	endnote
)

// kindOf is the kind of notes that a control word of their numbering is about.
func kindOf(word string) int {
	if strings.HasPrefix(word, "a") {
		return endnote
	}
	return footnote
}

// formats are the formats of labels by the ends of their control words.
var formats = map[string]string{
	"nar": "decimal", "alc": "lowerLetter", "auc": "upperLetter", "rlc": "lowerRoman", "ruc": "upperRoman", "chi": "chicago",
}

// numbering is how notes of a kind are labelled.
type numbering struct {
	format string
	last   int
}

// footnote begins a note, whose mark stands just before it.
func (r *reader) footnote(at int) {
	if r.state.out != r.d.Body {
		r.state.out = nil
		return
	}
	n := doc.Note{Text: &cite.Text{}}
	here := r.d.Body.Len()
	n.Marks = []doc.Mark{{Range: cite.Range{Start: here, End: here}, Span: cite.Span{Start: at, End: r.i}}}
	r.d.Notes = append(r.d.Notes, n)
	r.state.out, r.state.italic = n.Text, false
	r.name("footnote")
	r.kind, r.numbered = footnote, false
}

// endNote gives the note whose group is o its extent and its label: the next
// number where \chftn stands for one, else the signs that the note begins with.
func (r *reader) endNote(o opening) {
	n := &r.d.Notes[len(r.d.Notes)-1]
	n.Span = cite.Span{Start: o.at, End: r.i}
	if !r.numbered {
		text := strings.TrimSpace(n.Text.String())
		n.Label = text[:len(text)-len(strings.TrimLeft(text, "*†‡§¶#"))]
		r.sign(n)
	}
	if num := &r.numbers[r.kind]; n.Label == "" {
		num.last++
		n.Label = doc.Numeral(num.format, num.last)
	}
}

// sign takes the label of n, a sign of its author, out of the note, and makes the
// same sign in the body its mark.
func (r *reader) sign(n *doc.Note) {
	s := n.Text.String()
	if n.Label == "" {
		return
	}
	at := strings.Index(s, n.Label) + len(n.Label)
	n.Text = n.Text.Slice(at+len(s[at:])-len(strings.TrimLeft(s[at:], " ")), len(s))
	if m := &n.Marks[0]; strings.HasSuffix(r.d.Body.String()[:m.Start], n.Label) {
		m.Start -= len(n.Label)
		m.Span = r.d.Body.Source(m.Start, m.End)
	}
}

// hyperlink is the address in a HYPERLINK instruction and where it stands.
func hyperlink(inst *cite.Text) (string, cite.Span) {
	s := inst.String()
	i := strings.Index(s, "HYPERLINK")
	if i < 0 {
		return "", cite.Span{}
	}
	at := i + len("HYPERLINK")
	rest := strings.TrimLeft(s[at:], " ")
	at = len(s) - len(rest)
	if strings.HasPrefix(rest, `\`) {
		return "", cite.Span{}
	}
	end := strings.IndexByte(rest, ' ')
	if strings.HasPrefix(rest, `"`) {
		at, rest = at+1, rest[1:]
		end = strings.IndexByte(rest, '"')
	}
	if end < 0 {
		end = len(rest)
	}
	url, span := rest[:end], inst.Source(at, at+end)
	if _, place, ok := strings.Cut(rest[end:], `\l "`); ok && !strings.Contains(url, "#") {
		place, _, _ = strings.Cut(place, `"`)
		url += "#" + place
	}
	return url, span
}
