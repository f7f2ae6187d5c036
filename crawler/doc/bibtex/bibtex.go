// Package bibtex reads bibliographies of BibTeX and BibLaTeX: entries with
// their fields, @string and concatenation, what crossref and xdata inherit, TeX
// in the values.
//
// [Format] reads a bibliography as a document of its own; [Parse] reads one for
// a document that cites its entries by their keys.
package bibtex

import (
	"context"
	"fmt"
	"regexp"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// Format reads bibliographies.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "bibtex", Title: "BibTeX, BibLaTeX",
		Extensions: []string{".bib", ".bibtex", ".biblatex"},
		MediaTypes: []string{"application/x-bibtex", "text/x-bibtex"},
		Yields:     "one citation an entry, with fields and spans",
	}
}

// entryStart is how an entry with a key begins.
var entryStart = regexp.MustCompile(`(?m)^\s*@[A-Za-z]+\s*[{(]\s*[^\s,{}()="]*\s*,\s*[\w-]+\s*=`)

// Sniff implements [doc.Format].
func (f Format) Sniff(in *doc.Input) int {
	head := in.Head()
	for _, b := range head {
		if b == 0 {
			return 0
		}
	}
	named := doc.HasExtension(in.Name, f.Info().Extensions) || in.MediaType == "application/x-bibtex" || in.MediaType == "text/x-bibtex"
	switch found := entryStart.Match(head); {
	case named && found:
		return 97
	case named:
		return 60
	case found:
		return 80
	}
	return 0
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	l, err := Parse(ctx, doc.Decode(in.Data, ""), "")
	if err != nil {
		return nil, fmt.Errorf("read bibtex: %w", err)
	}
	d := &doc.Draft{Format: "bibtex", Body: &cite.Text{}}
	for i := range l.Entries {
		// Data that other entries share cites nothing by itself.
		if e := &l.Entries[i]; e.Type != "xdata" && e.Type != "set" {
			d.Extra = append(d.Extra, e.Citations()...)
		}
	}
	return d, nil
}
