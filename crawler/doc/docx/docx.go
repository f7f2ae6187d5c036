// Package docx reads Word documents (ECMA-376 WordprocessingML): foot- and
// endnotes, hyperlinks in all their forms, and the sources that citation
// managers leave in fields.
//
// Spans name the member of the archive, such as word/footnotes.xml, and count
// bytes of its content.
package docx

import (
	"context"
	"path"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/xmltext"
	"apud/crawler/doc/zipfile"
)

// Format reads Word documents.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "docx", Title: "Word (DOCX)",
		Extensions: []string{".docx", ".docm"},
		MediaTypes: []string{"application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		Yields:     "footnotes, endnotes, hyperlinks, Zotero and Mendeley fields, spans in members",
	}
}

// Sniff implements [doc.Format].
func (f Format) Sniff(in *doc.Input) int {
	head := string(in.Head())
	switch {
	case !strings.HasPrefix(head, "PK"):
		return 0
	case strings.Contains(head, "word/"):
		return 95
	case doc.HasExtension(in.Name, f.Info().Extensions):
		return 60
	}
	return 0
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	a, err := zipfile.Open(in.Data, "docx")
	if err != nil {
		return nil, err
	}
	main, err := mainPart(a)
	if err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, archive: a, notes: map[noteKey]*doc.Note{}, customs: map[noteKey]bool{}}
	if err := r.readNumbering(path.Join(path.Dir(main), "settings.xml")); err != nil {
		return nil, err
	}
	for _, kind := range []noteKind{footnote, endnote} {
		if err := r.readNotes(path.Join(path.Dir(main), string(kind)+"s.xml"), kind); err != nil {
			return nil, err
		}
	}
	body := &cite.Text{}
	if err := r.readStory(main, body); err != nil {
		return nil, err
	}
	d := &doc.Draft{Format: "docx", Title: r.title, Body: body, Extra: r.extra}
	if d.Title == "" {
		d.Title = coreTitle(a)
	}
	for _, k := range r.order {
		n := *r.notes[k]
		if s := n.Text.String(); strings.HasPrefix(s, n.Label) && n.Citations == nil && r.customs[k] {
			n.Text = n.Text.Slice(len(s)-len(strings.TrimLeft(s[len(n.Label):], " \t\u00a0")), len(s))
		}
		d.Notes = append(d.Notes, n)
	}
	return d, nil
}

// mainPart finds the document's main part through the package's relationships.
func mainPart(a *zipfile.Archive) (string, error) {
	rels, err := relationships(a, "_rels/.rels")
	if err != nil {
		return "", err
	}
	for _, r := range rels {
		if strings.HasSuffix(r.kind, "/officeDocument") && a.Has(r.target) {
			return strings.TrimPrefix(r.target, "/"), nil
		}
	}
	if a.Has("word/document.xml") {
		return "word/document.xml", nil
	}
	return "", &doc.SyntaxError{Format: "docx", Msg: "the archive has no main document"}
}

// relationship is one entry of a .rels part.
type relationship struct {
	kind, target string
	span         cite.Span
}

// relationships reads a .rels part; a missing one is empty.
func relationships(a *zipfile.Archive, name string) (map[string]relationship, error) {
	data, err := a.ReadIf(name)
	if err != nil || data == nil {
		return nil, err
	}
	out := map[string]relationship{}
	s := xmltext.NewScanner(data)
	for {
		t, err := s.Next()
		if err != nil {
			return out, doc.IgnoreEOF(err)
		}
		if t.Kind == xmltext.Start && t.Name == "Relationship" {
			out[t.Get("Id")] = relationship{t.Get("Type"), t.Get("Target"), t.Value(name, "Target")}
		}
	}
}

// coreTitle is the title in the document's properties.
func coreTitle(a *zipfile.Archive) string {
	data, err := a.ReadIf("docProps/core.xml")
	if err != nil || data == nil {
		return ""
	}
	return xmltext.MetaTitle(data)
}
