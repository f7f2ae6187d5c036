// Package cite is the vocabulary of citations: what a document says about its
// sources, where in its bytes it says so, and the grammar that reads it.
//
// A [Document] has footnotes; a [Footnote] has citations; a [Citation] names a
// source by author, title, outlet, date and, often, an address. A citation
// without an address is still a citation: its address may be lost ([Citation.Lost]),
// or may never have been given.
//
// Readers of formats hand over running text as [Text], which remembers the way
// back to the bytes of the file, and call [ParseNote], [ParseBody] and
// [Resolve].
//
// # Spans
//
// All spans are half-open ranges of bytes. For a plain file they count from the
// start of the file; for a member of an archive (DOCX, ODT, EPUB) or a page of a
// PDF, [Span.Part] names the member and the bytes count from its start.
package cite

// Span is the half-open range of bytes [Start, End) that something occupies.
type Span struct {
	// Part names the archive member or page; empty means the file itself.
	Part  string `json:"part,omitempty"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// IsZero reports whether the span is unset.
func (s Span) IsZero() bool { return s == Span{} }

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Document is what one document cites.
type Document struct {
	// Name is the path or address under which the document was given.
	Name string
	// Format is the name of the format that read it, such as "markdown".
	Format string
	Title  string
	// Lang is a BCP 47 tag where the document states one.
	Lang string
	// Footnotes are in the order in which their notes stand.
	Footnotes []Footnote
	// Body are the citations that stand in the running text, outside any note.
	Body []Citation
}

// Footnote is one note, foot- or endnote alike, with what it cites.
type Footnote struct {
	// Label is the note's mark without its brackets: "1", "iv", "*".
	Label string
	// Span is the whole note with its label.
	Span
	// Text is the note as a reader sees it, without its label, in one line.
	Text      string
	Markers   []Marker
	Citations []Citation
}

// Marker is a place in the body that calls a note.
type Marker struct {
	// Span is the mark itself.
	Span
	// Sentence is the sentence or list item that the note supports.
	Sentence Quote
	// Clause is the narrower stretch since the mark before.
	Clause Quote
}

// Quote is a passage of the document.
type Quote struct {
	Span
	Text string
}

// Citation is one source as one place cites it.
type Citation struct {
	// N counts the citations of a note, or of the body, from 1.
	N int
	// Raw is the citation as written, white space folded.
	Raw string
	Span
	// Signal is the word that introduces the citation as written: "See also".
	Signal string
	// Force is the signal in force: Signal, or that of the citation before.
	Force     string
	Authors   []Author
	Title     string
	Container string
	Date      Date
	Accessed  Date
	Locator   Locator

	// URL is the cited address, repaired where needed; empty when there is none.
	URL string
	// Address is where the address stands, or the empty place where it stood.
	// Replacing these bytes replaces the address alone.
	Address Span
	// Assumed is set when the address had no scheme and https was put in.
	Assumed bool
	// Repaired is set when the address was damaged and put right.
	Repaired bool
	// Lost is set when there is a place for an address and nothing in it.
	Lost bool
	// Intro is the phrase before the address: "available at".
	Intro string
	// Alternatives are less sure readings of the address, the surest first.
	Alternatives []string
	Archives     []Archive
	Identifiers  []Identifier
	// RefersTo is set on "Id.", "supra note 3" and their kin.
	RefersTo *Reference
	// Anomalies name damage that was seen and read around, such as
	// "missing-closing-quote".
	Anomalies []string
}

// Author is a person or body named as the author of a source.
type Author struct {
	Name string
	// Organization is set for bodies: a ministry, an agency, a news desk.
	Organization bool
}

// Date is a date as precise as it was written.
type Date struct {
	// ISO is "2020", "2020-10" or "2020-10-14"; empty when none is known.
	ISO string
	Raw string
}

// Locator is a place inside a source.
type Locator struct {
	// Kind is "page", "section", "paragraph", "article", "note" or "time".
	Kind string
	Raw  string
	// Seconds is set for Kind "time".
	Seconds int
}

// Archive is an archived copy that the citation itself names.
type Archive struct {
	URL string `json:"url"`
	// Original is the address archived, where the archive's address tells it.
	Original string `json:"original,omitempty"`
	// Date is the time of capture as far as the address tells it, RFC 3339 or shorter.
	Date string `json:"date,omitempty"`
	// Address is where the archive's address stands.
	Address Span `json:"-"`
}

// Identifier is a name of a work that is no address.
type Identifier struct {
	// Kind is one of doi arxiv isbn issn pmid pmcid hdl urn ark ecli celex un.
	Kind  string `json:"kind"`
	Value string `json:"value"`
	// URL is the address derived from the identifier, where there is a resolver.
	URL string `json:"url,omitempty"`
	// Address is where the identifier stands.
	Address Span `json:"-"`
}

// Reference is a citation of a citation.
type Reference struct {
	// Kind is "id" or "supra".
	Kind string `json:"kind,omitempty"`
	// Footnote is the label of the note meant.
	Footnote string `json:"footnote,omitempty"`
	// Citation is the number of the citation meant; 0 when ambiguous.
	Citation int `json:"citation,omitempty"`
	// Ambiguous is set when the note meant has several candidates.
	Ambiguous bool `json:"ambiguous,omitempty"`
}

// Claim is what a citation claims about its source: all that judging a page
// needs to know of the citation.
type Claim struct {
	Title     string
	Authors   []Author
	Container string
	// Date is the source's date, Accessed when the author saw it; ISO forms.
	Date     string
	Accessed string
	// Fragment is the part of the address after "#".
	Fragment string
}
