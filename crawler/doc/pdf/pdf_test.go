package pdf

import (
	"bytes"
	"context"
	"errors"
	"os"
	"testing"

	"apud/crawler/doc"
	"apud/crawler/doc/doctest"
)

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../../testdata/documents/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestFormat(t *testing.T) {
	doctest.Run(t, Format{}, doctest.Case{File: "article.pdf"}, doctest.Case{File: "article-narrow.pdf"})
}

func FuzzRead(f *testing.F) {
	f.Add(doctest.Sample(f, "article-narrow.pdf"))
	doctest.Fuzz(f, Format{}, string(hostile["page of links"]()), string(hostile["Prev cycle"]()), string(hostile["stream in itself"]()))
}

// TestDamage takes away what other readers need.
func TestDamage(t *testing.T) {
	whole := read(t, "article-narrow.pdf")
	for name, data := range map[string][]byte{
		"no xref":   whole[:len(whole)-200],
		"kids gone": bytes.ReplaceAll(whole, []byte("/Type/Page/"), []byte("/Type/Pages")),
		"junk":      append(bytes.Repeat([]byte("x"), 500), whole...),
	} {
		d, err := Format{}.Read(context.Background(), &doc.Input{Name: "x.pdf", Data: data})
		if err != nil {
			t.Errorf("Read(%s): %v", name, err)
		} else if len(d.Notes) != 12 {
			t.Errorf("Read(%s) has %d notes, want 12", name, len(d.Notes))
		}
	}
	for name, data := range map[string][]byte{
		"empty":     nil,
		"head only": []byte("%PDF-1.7\n"),
		"locked":    locked(t),
	} {
		_, err := Format{}.Read(context.Background(), &doc.Input{Name: "x.pdf", Data: data})
		if syntax := (*doc.SyntaxError)(nil); !errors.As(err, &syntax) {
			t.Errorf("Read(%s) = %v, want a *doc.SyntaxError", name, err)
		}
	}
}

func locked(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("../../page/pdf/testdata/locked.pdf")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestNoteRunsOver(t *testing.T) {
	d, err := Format{}.Read(context.Background(), &doc.Input{Data: read(t, "article-narrow.pdf")})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Notes) != 12 {
		t.Fatalf("%d notes, want 12", len(d.Notes))
	}
	if text := d.Notes[0].Text.String(); !bytes.Contains([]byte(text), []byte("records?id=4471")) {
		t.Errorf("note 1 = %q, want the lines of the next page, too", text)
	}
	for _, n := range d.Notes {
		if len(n.Marks) != 1 {
			t.Errorf("note %s has %d marks, want 1", n.Label, len(n.Marks))
		}
	}
}

// TestDateIsNoLabel reads a line inside note 1 that begins with a number that is
// due.
func TestDateIsNoLabel(t *testing.T) {
	data := one("BT /F 12 Tf 50 700 Td (See the gazette.) Tj /F 7 Tf 5 Ts (1) Tj 0 Ts /F 12 Tf ( And more of the text, which is long.) Tj ET " +
		"BT /F 6 Tf 50 80 Td 3 Ts (1) Tj 0 Ts /F 8 Tf ( A. Visser, Gazette,) Tj 0 -10 Td (2 May 1920, p. 7.) Tj " +
		"0 -10 Td /F 6 Tf 3 Ts (2) Tj 0 Ts /F 8 Tf ( J. Merrow, Tides.) Tj ET")
	d, err := Format{}.Read(context.Background(), &doc.Input{Data: data})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Notes) != 2 || d.Notes[0].Label != "1" || d.Notes[1].Label != "2" {
		t.Fatalf("%d notes, want 1 and 2", len(d.Notes))
	}
	if text := d.Notes[0].Text.String(); !bytes.Contains([]byte(text), []byte("2 May 1920")) {
		t.Errorf("note 1 = %q, want its second line, too", text)
	}
}
