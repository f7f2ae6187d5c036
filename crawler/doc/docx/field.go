package docx

import (
	"encoding/json"
	"regexp"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/xmltext"
)

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
		if n == 0 {
			return
		}
		f := st.fields[n-1]
		st.fields = st.fields[:n-1]
		start := f.result
		if start < 0 {
			start = out.Len()
		}
		instruction := f.instruction.String()
		if url, ok := target(instruction); ok {
			out.Link(start, out.Len(), url, f.span)
			return
		}
		for _, url := range managed(instruction) {
			if !strings.Contains(out.String()[start:], url) {
				out.Link(start, out.Len(), url, f.span)
			}
		}
	}
}

// instruction reads the content of w:instrText into the innermost field.
func (st *story) instruction(t xmltext.Token) error {
	text := &cite.Text{}
	for {
		t, err := st.s.Next()
		if err != nil {
			return doc.IgnoreEOF(err)
		}
		if t.Kind == xmltext.End {
			break
		}
		t.AppendTo(text, st.part, true)
	}
	if n := len(st.fields); n > 0 {
		f := st.fields[n-1]
		f.instruction.WriteString(text.String())
		if strings.Contains(text.String(), "://") {
			f.span = text.Source(0, text.Len())
		}
	}
	return nil
}

// hyperlinkField is HYPERLINK with its target, and \l with a place in it.
var hyperlinkField = regexp.MustCompile(`^\s*HYPERLINK\s+(?:"([^"]*)"|(\S+))(?:.*\\l\s+"([^"]*)")?`)

// target is the address of a HYPERLINK field; empty for a place in the document.
func target(instruction string) (url string, ok bool) {
	m := hyperlinkField.FindStringSubmatch(instruction)
	if m == nil {
		return "", false
	}
	url = m[1] + m[2]
	if strings.HasPrefix(url, `\`) {
		return "", true
	}
	if m[3] != "" && !strings.Contains(url, "#") {
		url += "#" + m[3]
	}
	return url, url != ""
}

// managed are the addresses in the CSL data that citation managers keep in a
// field (Zotero, Mendeley: ADDIN … CSL_CITATION {json}).
func managed(instruction string) []string {
	_, data, ok := strings.Cut(instruction, "CSL_CITATION")
	if !ok {
		return nil
	}
	var c struct {
		Items []struct {
			Data struct {
				URL string `json:"URL"`
				DOI string `json:"DOI"`
			} `json:"itemData"`
		} `json:"citationItems"`
	}
	if err := json.NewDecoder(strings.NewReader(data)).Decode(&c); err != nil {
		return nil
	}
	var urls []string
	for _, i := range c.Items {
		switch {
		case i.Data.URL != "":
			urls = append(urls, i.Data.URL)
		case i.Data.DOI != "":
			urls = append(urls, "https://doi.org/"+i.Data.DOI)
		}
	}
	return urls
}
