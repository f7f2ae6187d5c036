package docx

import (
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/entry"
	"apud/crawler/doc/xmltext"
	"apud/crawler/doc/zipfile"
)

// reader holds what the parts of a document share.
type reader struct {
	ctx     context.Context
	archive *zipfile.Archive
	notes   map[noteKey]*doc.Note
	order   []noteKey
	numbers map[noteKind]*numbering
	// numbered is the kind whose properties are being read.
	numbered *numbering
	// custom is a note whose label is the text that follows its reference.
	custom  *doc.Note
	customs map[noteKey]bool
	title   string
	// extra are the sources that citation managers cite in the body.
	extra []cite.Citation
}

// story is a part with running text: the main document, the notes.
type story struct {
	*reader
	part   string
	s      *xmltext.Scanner
	rels   map[string]relationship
	fields []*field
	links  []openLink
	italic bool
	style  string
	// places are where citation managers cite their sources.
	places []entry.Place
	// sectionEnds is set in the last paragraph of a section.
	sectionEnds bool
}

// openLink is a hyperlink whose end has not come yet.
type openLink struct {
	start int
	url   string
	span  cite.Span
}

// open prepares a part for reading; nil when there is none.
func (r *reader) open(part string) (*story, error) {
	data, err := r.archive.ReadIf(part)
	if err != nil || data == nil {
		return nil, err
	}
	rels, err := relationships(r.archive, path.Join(path.Dir(part), "_rels", path.Base(part)+".rels"))
	if err != nil {
		return nil, err
	}
	return &story{reader: r, part: part, s: xmltext.NewScanner(data), rels: rels}, nil
}

// readStory reads the whole of a part.
func (r *reader) readStory(part string, out *cite.Text) error {
	st, err := r.open(part)
	if err != nil || st == nil {
		return err
	}
	_, err = st.read(out, "")
	for _, p := range st.places {
		r.extra = append(r.extra, p.Citations...)
	}
	return err
}

// deleted are elements whose text is not part of the document: deletions, the
// old place of moves, the fallback of alternatives, properties.
var deleted = map[string]bool{
	"del": true, "moveFrom": true, "Fallback": true, "pPrChange": true,
	"rPrChange": true, "sectPrChange": true, "instrTextDel": true,
}

// read adds the text up to the end of the element named until to out and
// returns where it ended; the whole part when until is empty.
func (st *story) read(out *cite.Text, until string) (int, error) {
	depth, end := 0, 0
	for {
		t, err := st.s.Next()
		if errors.Is(err, io.EOF) {
			return end, nil
		}
		if err != nil {
			return end, err
		}
		end = t.To
		switch t.Kind {
		case xmltext.Start:
			if deleted[t.Name] {
				if err := st.s.Skip(); err != nil {
					return end, doc.IgnoreEOF(err)
				}
				continue
			}
			if t.Name != "t" && t.Name != "instrText" {
				depth++ // those two are read to their ends
			}
			if err := st.start(t, out); err != nil {
				return end, err
			}
		case xmltext.End:
			if depth == 0 && t.Name == until {
				return end, nil
			}
			depth--
			if err := st.end(t, out); err != nil {
				return end, err
			}
		}
	}
}

// start handles a start tag. Text stands in w:t alone, and is read here.
func (st *story) start(t xmltext.Token, out *cite.Text) error {
	switch t.Name {
	case "t":
		return st.text(out)
	case "instrText":
		return st.instruction()
	case "tab", "ptab":
		out.Append(" ", cite.Span{Part: st.part, Start: t.At, End: t.To})
	case "br", "cr":
		out.Append("\n", cite.Span{Part: st.part, Start: t.At, End: t.To})
	case "noBreakHyphen":
		out.Append("-", cite.Span{Part: st.part, Start: t.At, End: t.To})
	case "r":
		st.italic = false
	case "i":
		st.italic = t.Get("val") != "0" && t.Get("val") != "false"
	case "pStyle":
		st.style = t.Get("val")
	case "footnoteReference", "endnoteReference":
		st.refer(t, st.part, out)
	case "hyperlink":
		st.links = append(st.links, st.hyperlink(t, out.Len()))
	case "fldSimple":
		st.fields = append(st.fields, st.simpleField(t, out))
	case "fldChar":
		st.fieldChar(t, out)
	default:
		st.number(t)
	}
	return nil
}

// end handles an end tag.
func (st *story) end(t xmltext.Token, out *cite.Text) error {
	switch t.Name {
	case "p":
		if st.title == "" && titleStyle(st.style) {
			s := out.String()
			st.title = cite.Fold(s[strings.LastIndex(s, "\n\n")+1:])
		}
		st.style = ""
		out.Break()
		if st.sectionEnds {
			st.sectionEnds = false
			st.endSection()
		}
		return st.ctx.Err()
	case "tc":
		out.Break()
	case "footnotePr", "endnotePr":
		st.numbered = nil
	case "sectPr":
		st.sectionEnds = true
	case "fldSimple":
		if n := len(st.fields); n > 0 {
			st.fields = st.fields[:n-1]
			st.endField(st.fields[:n][n-1], out)
		}
	case "hyperlink":
		if n := len(st.links); n > 0 {
			l := st.links[n-1]
			st.links = st.links[:n-1]
			if l.url != "" {
				out.Link(l.start, out.Len(), l.url, l.span)
			}
		}
	}
	return nil
}

// text reads the content of w:t.
func (st *story) text(out *cite.Text) error {
	start := out.Len()
	for {
		t, err := st.s.Next()
		if err != nil {
			return doc.IgnoreEOF(err)
		}
		if t.Kind == xmltext.Text {
			if st.custom != nil {
				label := &cite.Text{}
				t.AppendTo(label, st.part, false)
				st.custom.Label, st.custom = cite.Fold(label.String()), nil
				continue
			}
			if !st.instructing() {
				t.AppendTo(out, st.part, true)
			}
		}
		if t.Kind == xmltext.End {
			if st.italic {
				out.Italic(start, out.Len())
			}
			return nil
		}
	}
}

// hyperlink is the link that w:hyperlink opens: by relationship, or inside the
// document, which is none.
func (st *story) hyperlink(t xmltext.Token, at int) openLink {
	rel, ok := st.rels[t.Get("id")]
	if !ok {
		return openLink{start: at}
	}
	url := rel.target
	if anchor := t.Get("anchor"); anchor != "" && !strings.Contains(url, "#") {
		url += "#" + anchor
	}
	return openLink{at, url, rel.span}
}

func titleStyle(style string) bool {
	switch strings.ToLower(style) {
	case "title", "heading1", "titel", "titre":
		return true
	}
	return false
}
