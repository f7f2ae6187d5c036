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
