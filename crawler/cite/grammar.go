package cite

import "strings"

// Fold makes white space of any kind and length one blank, and trims.
func Fold(s string) string { return strings.Join(strings.Fields(s), " ") }

// ParseNote reads the citations of a note.
func ParseNote(t *Text) []Citation { return nil }

// ParseBody reads the citations that stand in running text.
func ParseBody(t *Text) []Citation { return nil }

// Resolve finds what "Id.", "supra note 3" and their kin mean, in place.
func Resolve(d *Document) {}

// Passages finds the passages of a body that marks support.
type Passages struct{ body *Text }

// NewPassages prepares body, in which notes are called at marks.
func NewPassages(body *Text, marks []Range) *Passages { return &Passages{body} }

// Support is the sentence or list item that the mark at r ends, and the clause
// since the mark before.
func (p *Passages) Support(r Range) (sentence, clause Quote) { return }
