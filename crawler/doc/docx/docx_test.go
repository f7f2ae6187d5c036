package docx

import (
	"archive/zip"
	"bytes"
	"context"
	"flag"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"apud/crawler/doc"
	"apud/crawler/doc/doctest"
	"apud/crawler/doc/entry/entrytest"
)

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{},
		doctest.Case{File: "article.docx", Truth: "article.json"},
		doctest.Case{File: "article-endnotes.docx", Truth: "article.json"},
	)
}

// The parts of a document with the names that Word gives them; what a case does
// not have is left out.
const (
	head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	ns   = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
)

var wrappers = map[string][2]string{
	"document.xml":            {"<w:document " + ns + "><w:body>", "</w:body></w:document>"},
	"footnotes.xml":           {"<w:footnotes " + ns + ">", "</w:footnotes>"},
	"endnotes.xml":            {"<w:endnotes " + ns + ">", "</w:endnotes>"},
	"settings.xml":            {"<w:settings " + ns + ">", "</w:settings>"},
	"_rels/document.xml.rels": {`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`, "</Relationships>"},
	"_rels/footnotes.xml.rels": {`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`,
		"</Relationships>"},
}

// pack makes a Word document of parts.
func pack(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range parts {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRead reads the documents of testdata/parts.txtar: "name/part" holds what
// stands in a part, "name.want" what is read.
func TestRead(t *testing.T) {
	const parsed = "testdata/parts.txtar"
	update := flag.Lookup("update").Value.String() == "true" // the flag of entrytest
	archive, err := txtar.ParseFile(parsed)
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for i, file := range archive.Files {
		name, want := strings.CutSuffix(file.Name, ".want")
		if !want {
			_, part, _ := strings.Cut(file.Name, "/")
			wrap := wrappers[part]
			parts["word/"+part] = head + wrap[0] + strings.TrimSpace(string(file.Data)) + wrap[1]
			continue
		}
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{}
			for part, content := range parts {
				files[part] = &fstest.MapFile{Data: []byte(content)}
			}
			in := &doc.Input{Name: "x.docx", Data: pack(t, parts), Files: files}
			d, err := Format{}.Read(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			got := entrytest.Show(in, d.Document("x"))
			if update {
				archive.Files[i].Data = []byte(got)
			} else if got != string(file.Data) {
				t.Errorf("Read(%s) =\n%s\nwant\n%s", name, got, file.Data)
			}
		})
		parts = map[string]string{}
	}
	if update {
		if err := os.WriteFile(parsed, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzRead(f *testing.F) { doctest.Fuzz(f, Format{}, "PK\x03\x04") }

// packed reads the XML of a main document and its notes, which a NUL divides, as
// if they stood in an archive: mangled archives seldom open.
type packed struct{ Format }

func (p packed) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	body, notes, _ := strings.Cut(string(in.Data), "\x00")
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, part := range [][2]string{{"word/document.xml", body}, {"word/footnotes.xml", notes}} {
		f, err := w.Create(part[0])
		if err == nil {
			_, err = f.Write([]byte(part[1]))
		}
		if err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return p.Format.Read(ctx, &doc.Input{Name: in.Name, Data: b.Bytes()})
}

func FuzzParts(f *testing.F) {
	archive, err := txtar.ParseFile("testdata/parts.txtar")
	if err != nil {
		f.Fatal(err)
	}
	body := ""
	for _, file := range archive.Files {
		_, part, _ := strings.Cut(file.Name, "/")
		switch wrap := wrappers[part]; part {
		case "document.xml":
			body = wrap[0] + string(file.Data) + wrap[1]
		case "footnotes.xml":
			f.Add([]byte(body + "\x00" + wrap[0] + string(file.Data) + wrap[1]))
		}
	}
	doctest.Fuzz(f, packed{})
}
