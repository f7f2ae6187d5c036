package zipfile

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"apud/crawler/doc"
)

// archive packs members in order, name and content by turns.
func archive(t testing.TB, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		f, err := w.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(members[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRead(t *testing.T) {
	a, err := Open(archive(t, "word/document.xml", "text", "../../etc/x", "out", `back\slash.xml`, "b"), "docx")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"word/document.xml": "text", "/word/document.xml": "text", "etc/x": "out", "back/slash.xml": "b"} {
		if got, err := a.Read(name); string(got) != want || err != nil {
			t.Errorf("Read(%q) = %q, %v, want %q", name, got, err, want)
		}
	}
	if _, err := a.Read("missing"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Read(missing) = %v, want fs.ErrNotExist", err)
	}
	if data, err := a.ReadIf("missing"); data != nil || err != nil {
		t.Errorf("ReadIf(missing) = %v, %v, want nothing", data, err)
	}
}

func TestBombs(t *testing.T) {
	bomb := string(make([]byte, 8<<20)) // packs 1,000 to 1
	a, err := Open(archive(t, "bomb", bomb), "docx")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Read("bomb"); !errors.Is(err, doc.ErrTooLarge) {
		t.Errorf("Read(bomb) = %v, want ErrTooLarge", err)
	}
	var many []string
	for i := range MaxMembers + 1 {
		many = append(many, fmt.Sprint(i), "")
	}
	if _, err := Open(archive(t, many...), "docx"); !errors.Is(err, doc.ErrTooLarge) {
		t.Errorf("Open(many members) = %v, want ErrTooLarge", err)
	}
	syntax := (*doc.SyntaxError)(nil)
	if _, err := Open([]byte("PK\x03\x04 and no more"), "docx"); !errors.As(err, &syntax) {
		t.Errorf("Open(damaged) = %v, want *doc.SyntaxError", err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("PK\x05\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"), "a")
	f.Add(archive(f, "a/../b", "x", "c", "y"), "b")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		a, err := Open(data, "zip")
		if err != nil {
			if syntax := (*doc.SyntaxError)(nil); !errors.As(err, &syntax) && !errors.Is(err, doc.ErrTooLarge) {
				t.Fatalf("Open = %v, want a *doc.SyntaxError or doc.ErrTooLarge", err)
			}
			return
		}
		got, err := a.Read(name)
		if a.Has(name) == errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Has(%q) = %v, Read = %v", name, a.Has(name), err)
		}
		if err == nil && len(got) > max(ratioFrom, MaxRatio*len(data)) {
			t.Errorf("Read(%q) unpacked %d bytes of %d", name, len(got), len(data))
		}
	})
}
