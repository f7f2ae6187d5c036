package epub

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/doctest"
)

var update = flag.Bool("update", false, "write what is read to testdata, for review")

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.epub", Truth: "article.json"})
}

// pack makes a book of files.
func pack(t testing.TB, files ...txtar.File) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		method := zip.Deflate
		if f.Name == "mimetype" {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(bytes.TrimSuffix(f.Data, []byte("\n"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestRead compares the draft of a book with what testdata says.
func TestRead(t *testing.T) {
	const file = "testdata/notes.txtar"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(data)
	last := len(archive.Files) - 1
	d, err := Format{}.Read(t.Context(), &doc.Input{Name: "a.epub", Data: pack(t, archive.Files[:last]...)})
	if err != nil {
		t.Fatal(err)
	}
	members := map[string]string{}
	for _, f := range archive.Files {
		members[f.Name] = string(f.Data)
	}
	got := show(members, d)
	if *update {
		archive.Files[last].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := string(archive.Files[last].Data); got != want {
		t.Errorf("Read =\n%s\nwant\n%s", got, want)
	}
}

// show writes a draft as testdata has it.
func show(members map[string]string, d *doc.Draft) string {
	var b strings.Builder
	source := func(s cite.Span) string { return s.Part + ": " + members[s.Part][s.Start:s.End] }
	text := func(name string, t *cite.Text) {
		b.WriteString(name + " " + cite.Fold(t.String()) + "\n")
		for _, l := range t.Links {
			b.WriteString("\tlink " + l.URL + " | " + t.String()[l.Start:l.End] + " | " + source(l.Address) + "\n")
		}
	}
	b.WriteString("title " + d.Title + "\nlanguage " + d.Lang + "\n")
	text("body", d.Body)
	for _, n := range d.Notes {
		text("note "+n.Label, n.Text)
		b.WriteString("\tspan " + source(n.Span) + "\n")
		for _, m := range n.Marks {
			words := strings.Fields(d.Body.String()[:m.Start])
			b.WriteString("\tmark " + source(m.Span) + " after " + words[len(words)-1] + "\n")
		}
	}
	return b.String()
}

func TestDamage(t *testing.T) {
	container := txtar.File{Name: "META-INF/container.xml", Data: []byte(`<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>`)}
	opf := txtar.File{Name: "b.opf", Data: []byte(`<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>`)}
	page := txtar.File{Name: "a.xhtml", Data: []byte(`<html><body><p>Text</p></body></html>`)}
	locked := txtar.File{Name: "META-INF/encryption.xml", Data: []byte(`<encryption><EncryptedData><CipherData><CipherReference URI="a.xhtml"/></CipherData></EncryptedData></encryption>`)}
	font := txtar.File{Name: "META-INF/encryption.xml", Data: bytes.ReplaceAll(locked.Data, []byte("a.xhtml"), []byte("font.otf"))}
	bare := txtar.File{Name: "b.opf", Data: bytes.ReplaceAll(opf.Data, []byte("itemref"), []byte("nothing"))}
	for _, test := range []struct {
		name  string
		files []txtar.File
		// want is the text, or what the error says when wrong is set.
		want  string
		wrong bool
	}{
		{"whole", []txtar.File{container, opf, page}, "Text", false},
		{"no container", []txtar.File{{Name: "content.opf", Data: opf.Data}, page}, "Text", false},
		{"no spine", []txtar.File{container, bare, page}, "Text", false},
		{"encrypted font", []txtar.File{container, opf, page, font}, "Text", false},
		{"encrypted text", []txtar.File{container, opf, page, locked}, "encrypted", true},
		{"no package document", []txtar.File{container, page}, "no package document", true},
		{"no text", []txtar.File{container, opf}, "no text", true},
		{"nothing", nil, "no package document", true},
	} {
		d, err := Format{}.Read(t.Context(), &doc.Input{Name: "a.epub", Data: pack(t, test.files...)})
		if !test.wrong {
			if err != nil || strings.TrimSpace(d.Body.String()) != test.want {
				t.Errorf("%s: Read = %+v, %v, want %v", test.name, d, err, test.want)
			}
			continue
		}
		var syntax *doc.SyntaxError
		if !errors.As(err, &syntax) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: Read = %v, want an error that says %q", test.name, err, test.want)
		}
	}
}

func FuzzRead(f *testing.F) { doctest.Fuzz(f, Format{}, "PK\x03\x04") }

// FuzzBook fuzzes what stands in the members, which the packing hides from the
// fuzzing of whole books.
func FuzzBook(f *testing.F) {
	f.Add(`<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>`, `<p>a<a href="b.xhtml#n">1</a></p>`, `<p id="n">b <a href="a.xhtml#r">^</a></p>`)
	f.Fuzz(func(t *testing.T, items, a, b string) {
		opf := `<package><manifest><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>` +
			items + `</manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>`
		members := map[string]string{"a.xhtml": a, "b.xhtml": b}
		data := pack(t, txtar.File{Name: "content.opf", Data: []byte(opf)},
			txtar.File{Name: "a.xhtml", Data: []byte(a + "\n")}, txtar.File{Name: "b.xhtml", Data: []byte(b + "\n")})
		d, err := Format{}.Read(t.Context(), &doc.Input{Name: "a.epub", Data: data})
		if err != nil {
			return
		}
		inside := func(s cite.Span) {
			if m, ok := members[s.Part]; ok && (s.Start < 0 || s.End < s.Start || s.End > len(m)) {
				t.Errorf("span %+v leaves its member of %d bytes", s, len(m))
			}
		}
		for _, n := range d.Notes {
			inside(n.Span)
			for _, m := range n.Marks {
				inside(m.Span)
			}
		}
		for _, l := range d.Body.Links {
			inside(l.Address)
		}
	})
}
