package docx

import (
	"regexp"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/entry"
	"apud/crawler/doc/managed"
	"apud/crawler/doc/xmltext"
)

// field is a complex field: its instruction, then its result.
type field struct {
	instruction cite.Text
	span        cite.Span
	result      int // where the result starts in the text, -1 before
}

// instructing reports whether the innermost field is still at its instruction,
// which is no text.
func (st *story) instructing() bool {
	n := len(st.fields)
	return n > 0 && st.fields[n-1].result < 0
}

// fieldChar begins, separates or ends a complex field (ECMA-376 17.16.18).
func (st *story) fieldChar(t xmltext.Token, out *cite.Text) {
	n := len(st.fields)
	switch t.Get("fldCharType") {
	case "begin":
		if n < xmltext.MaxDepth {
			st.fields = append(st.fields, &field{result: -1, span: cite.Span{Part: st.part, Start: t.At, End: t.To}})
		}
	case "separate":
		if n > 0 {
			st.fields[n-1].result = out.Len()
		}
	case "end":
		if n > 0 {
			st.fields = st.fields[:n-1]
			st.endField(st.fields[:n][n-1], out)
		}
	}
}

// simpleField is the field that w:fldSimple opens, at its result.
func (st *story) simpleField(t xmltext.Token, out *cite.Text) *field {
	f := &field{result: out.Len(), span: t.Value(st.part, "instr")}
	value := xmltext.Token{Kind: xmltext.Text, At: f.span.Start, To: f.span.End, Raw: t.Raw[f.span.Start-t.At : f.span.End-t.At]}
	value.AppendTo(&f.instruction, st.part, true)
	return f
}

// endField takes in what the field f tells of its result, which ends out.
func (st *story) endField(f *field, out *cite.Text) {
	start := f.result
	if start < 0 {
		start = out.Len()
	}
	code := f.instruction.String()
	if url, r := target(code); url != "" {
		out.Link(start, out.Len(), url, f.instruction.Source(r.Start, r.End))
		return
	}
	if f.instruction.Len() > 0 {
		f.span = f.instruction.Source(0, f.instruction.Len())
	}
	if c := managed.Citations(st.ctx, code, f.span); c != nil {
		st.places = append(st.places, entry.Place{Range: cite.Range{Start: start, End: out.Len()}, Citations: c})
	}
}

// instruction reads the content of w:instrText into the innermost field.
func (st *story) instruction() error {
	text := &cite.Text{}
	if n := len(st.fields); n > 0 {
		text = &st.fields[n-1].instruction
	}
	for {
		t, err := st.s.Next()
		if err != nil {
			return doc.IgnoreEOF(err)
		}
		switch t.Kind {
		case xmltext.Text:
			t.AppendTo(text, st.part, true)
		case xmltext.End:
			return nil
		}
	}
}

// hyperlinkField is HYPERLINK with its target, and \l with a place in it.
var hyperlinkField = regexp.MustCompile(`^\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]\S*))(?:.*\\l\s+"([^"]*)")?`)

// target is the address of a HYPERLINK field and where it stands in the
// instruction; none for a place in the document.
func target(instruction string) (string, cite.Range) {
	m := hyperlinkField.FindStringSubmatchIndex(instruction)
	if m == nil {
		return "", cite.Range{}
	}
	r := cite.Range{Start: m[2], End: m[3]}
	if m[2] < 0 {
		r = cite.Range{Start: m[4], End: m[5]}
	}
	url := instruction[r.Start:r.End]
	if url != "" && m[6] >= 0 && !strings.Contains(url, "#") {
		url += "#" + instruction[m[6]:m[7]]
	}
	return url, r
}
