// Package doc turns documents into what they cite.
//
// A [Format] knows one kind of document. It takes the bytes apart into a
// [Draft]: running text and notes, each with the way back to the bytes. From
// there on all formats are alike: [Draft.Document] reads citations, resolves
// back references and finds the passages that the notes support.
//
// # Adding a format
//
// Write a package under crawler/doc with a type that implements Format, add it
// to the list in crawler/doc/all, and run the suite of crawler/doc/doctest in
// its test.
package doc

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"apud/crawler/cite"
)

// Input is a document to be read.
type Input struct {
	// Name is the path or address as given; its ending helps to tell the format.
	Name string
	// Data is the whole document.
	Data []byte
	// MediaType is what a server called the document; empty for a file.
	MediaType string
	// BaseURL resolves relative addresses; empty for a file.
	BaseURL string
	// Files opens neighbours of the document (\input, .bib); nil when there
	// are none to be had. Names are slash-separated and stay inside the folder.
	Files fs.FS
}

// Format reads one kind of document. Implementations are stateless and safe for
// use by many goroutines.
type Format interface {
	Info() Info
	// Sniff says how surely in is of this format, from 0 (not at all) to 100,
	// looking at the name and at most the first 64 KB.
	Sniff(in *Input) int
	// Read takes the document apart. Damage that can be read around is no
	// error. Errors are [*SyntaxError], [ErrTooLarge] or wrap ctx.Err().
	Read(ctx context.Context, in *Input) (*Draft, error)
}

// Info describes a format to people.
type Info struct {
	// Name is the word for --format, such as "markdown".
	Name string
	// Title is the name that people know, such as "Markdown (GFM, footnotes, pandoc)".
	Title string
	// Extensions are the usual endings of file names, with their dot.
	Extensions []string
	// MediaTypes are the usual media types.
	MediaTypes []string
	// Yields says what the format gives: "footnotes, links, spans".
	Yields string
}

// Draft is a document taken apart, before its citations are read.
type Draft struct {
	Format string
	Title  string
	Lang   string
	// Body is the running text without the notes. Navigation, headers and
	// footers of pages are left out.
	Body *cite.Text
	// Notes are in the order in which they stand in the document.
	Notes []Note
	// Extra are citations that a format knows without reading prose: entries
	// of a bibliography, templates, CSL data. They join the body.
	Extra []cite.Citation
}

// Note is a note taken apart.
type Note struct {
	// Label as shown, without brackets.
	Label string
	// Span is the whole note with its label, in the file.
	Span cite.Span
	// Text is the note without its label.
	Text *cite.Text
	// Citations, when not nil, were read by the format itself (templates,
	// bibliography entries) and take the place of reading Text.
	Citations []cite.Citation
	// Marks are the places in Body that call the note.
	Marks []Mark
}

// Mark is a place in the body that calls a note.
type Mark struct {
	// Range is where the mark stands in Draft.Body; empty where the format's
	// body text shows none (Word numbers its notes itself).
	cite.Range
	// Span is the mark in the file.
	Span cite.Span
}

// ErrTooLarge says that a limit against hostile input was reached.
var ErrTooLarge = errors.New("document exceeds a safety limit")

// SyntaxError is damage that a format cannot read around.
type SyntaxError struct {
	Format string
	// Line and Column count from 1; 0 when unknown.
	Line, Column int
	Msg          string
}

func (e *SyntaxError) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s: line %d: %s", e.Format, e.Line, e.Msg)
	}
	return fmt.Sprintf("%s: %s", e.Format, e.Msg)
}

// Document reads the citations of a draft: those of each note, those of the
// body, and what back references mean.
func (d *Draft) Document(name string) *cite.Document {
	out := &cite.Document{Name: name, Format: d.Format, Title: d.Title, Lang: d.Lang}
	body := d.Body
	if body == nil {
		body = &cite.Text{}
	}
	var marks []cite.Range
	for _, n := range d.Notes {
		for _, m := range n.Marks {
			marks = append(marks, m.Range)
		}
	}
	passages := cite.NewPassages(body, marks)
	for _, n := range d.Notes {
		f := cite.Footnote{Label: n.Label, Span: n.Span, Citations: n.Citations}
		if n.Text != nil {
			f.Text = cite.Fold(n.Text.String())
			if f.Citations == nil {
				f.Citations = cite.ParseNote(n.Text)
			}
		}
		for _, m := range n.Marks {
			sentence, clause := passages.Support(m.Range)
			f.Markers = append(f.Markers, cite.Marker{Span: m.Span, Sentence: sentence, Clause: clause})
		}
		out.Footnotes = append(out.Footnotes, f)
	}
	out.Body = append(cite.ParseBody(body), d.Extra...)
	for i := range out.Body {
		out.Body[i].N = i + 1
	}
	cite.Resolve(out)
	return out
}
