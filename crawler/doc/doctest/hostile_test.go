package doctest_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"apud/crawler/doc"
	"apud/crawler/doc/docbook"
	"apud/crawler/doc/docx"
	"apud/crawler/doc/jats"
	"apud/crawler/doc/odt"
	"apud/crawler/doc/rtf"
	"apud/crawler/doc/tei"
	"apud/crawler/doc/text"
)

// zipped is an archive of one member.
func zipped(t *testing.T, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Documents made to exhaust a reader are refused, or read in time and space that
// grow with their size.
func TestHostile(t *testing.T) {
	deep := strings.Repeat("<p>", 2_000_000)
	bomb := strings.Repeat(" ", 8<<20)
	entities := `<!DOCTYPE article [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><article><p>&b;&c;</p></article>`
	for _, tt := range []struct {
		name   string
		format doc.Format
		data   string
		refuse bool
	}{
		{"jats, deep", jats.Format{}, "<article>" + deep, true},
		{"tei, deep", tei.Format{}, "<TEI>" + deep, true},
		{"docbook, deep", docbook.Format{}, "<article>" + deep, true},
		{"docx, deep", docx.Format{}, zipped(t, "word/document.xml", "<w:document>"+deep[:900_000]), true},
		{"odt, deep", odt.Format{}, zipped(t, "content.xml", "<office:document-content>"+deep[:900_000]), true},
		{"rtf, deep", rtf.Format{}, `{\rtf1 ` + strings.Repeat("{", 2_000_000), true},
		{"docx, bomb", docx.Format{}, zipped(t, "word/document.xml", "<w:document>"+bomb), true},
		{"odt, bomb", odt.Format{}, zipped(t, "content.xml", "<office:document-content>"+bomb), true},
		{"jats, entities", jats.Format{}, entities, false},
		{"rtf, closing", rtf.Format{}, `{\rtf1 ` + strings.Repeat("}", 1<<20), false},
		{"rtf, long hex", rtf.Format{}, `{\rtf1\ansicpg932 ` + strings.Repeat(`\'81`, 1<<18), false},
		{"rtf, fields", rtf.Format{}, `{\rtf1 ` + strings.Repeat(`{\field{\*\fldinst HYPERLINK "https://a.b/"}{\fldrslt x}}`, 20_000), false},
		{"text, brackets", text.Format{}, "A.[1]\n\n[1] " + strings.Repeat("[", 10_000) + "https://example.org/" + strings.Repeat("(", 10_000), false},
		{"text, long line", text.Format{}, "A.[1]\n\n[1] " + strings.Repeat("See “A,” B (2020), https://example.org/a; ", 25_000), false},
		{"text, returns", text.Format{}, strings.Repeat("12\r\r", 1<<18), false},
		{"text, blanks", text.Format{}, strings.Repeat("a[1]"+strings.Repeat(" ", 1<<12), 1<<8), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, err := tt.format.Read(t.Context(), &doc.Input{Name: "x", Data: []byte(tt.data)})
			if errors.Is(err, doc.ErrTooLarge) != tt.refuse {
				t.Fatalf("Read = %v, want refusal %v", err, tt.refuse)
			}
			if err == nil {
				for _, c := range d.Document("x").Body {
					if strings.Contains(c.Raw, "aaaaaaaaaa") || strings.Contains(c.Raw, "root:") {
						t.Errorf("an entity was put in: %q", c.Raw)
					}
				}
				if body := d.Body.String(); strings.Contains(body, "aaaaaaaaaa") || strings.Contains(body, "root:") {
					t.Errorf("an entity was put in: %.80q", body)
				}
			}
		})
	}
}
