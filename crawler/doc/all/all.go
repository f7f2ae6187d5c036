// Package all lists every format that can be read.
package all

import (
	"apud/crawler/doc"
	"apud/crawler/doc/asciidoc"
	"apud/crawler/doc/bibtex"
	"apud/crawler/doc/csljson"
	"apud/crawler/doc/csv"
	"apud/crawler/doc/docbook"
	"apud/crawler/doc/docx"
	"apud/crawler/doc/epub"
	"apud/crawler/doc/html"
	"apud/crawler/doc/jats"
	"apud/crawler/doc/latex"
	"apud/crawler/doc/markdown"
	"apud/crawler/doc/odt"
	"apud/crawler/doc/org"
	"apud/crawler/doc/pdf"
	"apud/crawler/doc/ris"
	"apud/crawler/doc/rst"
	"apud/crawler/doc/rtf"
	"apud/crawler/doc/tei"
	"apud/crawler/doc/text"
	"apud/crawler/doc/urllist"
	"apud/crawler/doc/wikitext"
)

// Formats is every format, one a line. Where two are equally sure of a document
// the first takes it, so that plain text comes last.
func Formats() []doc.Format {
	return []doc.Format{
		markdown.Format{},
		html.Format{},
		wikitext.Format{},
		latex.Format{},
		rst.Format{},
		org.Format{},
		asciidoc.Format{},
		docx.Format{},
		odt.Format{},
		epub.Format{},
		rtf.Format{},
		pdf.Format{},
		jats.Format{},
		tei.Format{},
		docbook.Format{},
		bibtex.Format{},
		ris.Format{},
		csljson.Format{},
		csv.Format{},
		urllist.Format{},
		text.Format{},
	}
}
