package latex

import (
	"strconv"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/entry"
)

// Where words go when not into a note.
const (
	inBody  = -1
	inField = -2
	// inPreamble is before the document: no words, and no notes but \thanks.
	inPreamble = -3
)

// note is a note while it is read.
type note struct {
	label  string
	span   cite.Span
	text   *cite.Text
	places []entry.Place
	// keys are what the places cite, where that is known in the end only.
	keys  map[int]string
	marks []doc.Mark
}

// series are the commands that make notes, with what counts them; an empty
// series counts nothing.
var series = map[string]string{
	"footnote": "footnote", "footnotetext": "footnote", "tablefootnote": "footnote", "footnotemark": "footnote", "Footnote": "footnote",
	"endnote": "endnote", "endnotetext": "endnote", "endnotemark": "endnote", "pagenote": "endnote", "postnote": "endnote",
	"thanks": "thanks", "sidenote": "sidenote", "sidenotetext": "sidenote", "sidenotemark": "sidenote", "parnote": "parnote",
	"marginnote": "", "marginpar": "", "blfootnote": "", "footnotetextnomark": "", "unmarkedfootnote": "", "nbfootnote": "",
	"footnoteA": "footnoteA", "footnoteB": "footnoteB", "Afootnote": "footnoteA", "Bfootnote": "footnoteB", "titlenote": "thanks",
}

// label is the label of the n-th note of a series.
func (r *reader) label(of string, n int) string {
	if of == "thanks" {
		return doc.Numeral("chicago", n)
	}
	if of == "footnote" {
		return doc.Numeral(r.style, n)
	}
	return doc.Numeral("decimal", n)
}

// footnoteStyle reads how footnotes are numbered out of a definition.
func (r *reader) footnoteStyle(body string) {
	for command, style := range map[string]string{
		`\roman`: "lowerRoman", `\Roman`: "upperRoman", `\alph`: "lowerLetter", `\Alph`: "upperLetter", `\fnsymbol`: "chicago",
	} {
		if strings.Contains(body, command) {
			r.style = style
		}
	}
}

// note reads a command that makes a note or calls one.
func (r *reader) note(name string, at, after, end int) int {
	src := r.w.Src
	of := series[name]
	if r.where == inPreamble && of != "thanks" {
		return after
	}
	number := -1
	next := after
	if from, to, behind, ok := src.Option(src.Skip(after, end), end); ok {
		next = behind
		if n, err := strconv.Atoi(strings.TrimSpace(src.S[from:to])); err == nil {
			number = n
		}
	}
	onlyMark := strings.HasSuffix(name, "mark")
	onlyText := strings.HasSuffix(name, "notetext")
	if number < 0 && of != "" {
		if !onlyText {
			r.counters[of]++
		}
		number = r.counters[of]
	}
	label := ""
	if of != "" {
		label = r.label(of, number)
	}
	key := of + " " + label
	mark := doc.Mark{Range: cite.Range{Start: r.w.Text.Len(), End: r.w.Text.Len()}, Span: src.Span(at, after)}
	if onlyMark {
		if r.where == inBody {
			r.pending[key] = append(r.pending[key], mark)
		}
		return next
	}
	from, to, behind, ok := src.Braced(next, end)
	if !ok {
		i := src.Skip(next, end)
		if i >= end || src.S[i] != '{' {
			return next
		}
		// A note that never closes ends with its paragraph.
		from, to = i+1, end
		if j := strings.Index(src.S[from:end], "\n\n"); j >= 0 {
			to = from + j
		}
		behind = to
	}
	i := r.newNote(label, src.Span(at, behind))
	switch {
	case onlyText:
		r.notes[i].marks = r.pending[key]
		delete(r.pending, key)
	case r.where == inBody && of != "":
		r.notes[i].marks = []doc.Mark{mark}
	}
	r.fill(i, func() { r.w.Write(from, to) })
	return behind
}

func (r *reader) newNote(label string, span cite.Span) int {
	r.notes = append(r.notes, note{label: label, span: span, text: &cite.Text{}})
	return len(r.notes) - 1
}

// fill writes into the note i.
func (r *reader) fill(i int, write func()) {
	where := r.where
	r.where = i
	r.w.Into(r.notes[i].text, write)
	r.where = where
}

// field is the words of S[from:to] that are no part of the body.
func (r *reader) field(from, to int) string {
	where := r.where
	r.where = inField
	t := r.w.Plain(from, to)
	r.where = where
	return cite.Fold(t.String())
}
