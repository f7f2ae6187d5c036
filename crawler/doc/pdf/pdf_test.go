package pdf

import (
	"bytes"
	"context"
	"errors"
	"os"
	"testing"

	"apud/crawler/doc"
)

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../../testdata/documents/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestDamage(t *testing.T) {
	whole := read(t, "article-narrow.pdf")
	looped := bytes.ReplaceAll(whole, []byte("/Type/Page/"), []byte("/Type/Pages"))
	for name, data := range map[string][]byte{
		"empty":     nil,
		"head only": []byte("%PDF-1.7\n"),
		"no xref":   whole[:len(whole)-200],
		"half":      whole[:len(whole)/2],
		"kids gone": looped,
	} {
		_, err := Format{}.Read(context.Background(), &doc.Input{Name: "x.pdf", Data: data})
		if err == nil {
			t.Errorf("Read(%s): no error", name)
			continue
		}
		if syntax := (*doc.SyntaxError)(nil); !errors.As(err, &syntax) && !errors.Is(err, doc.ErrTooLarge) {
			t.Errorf("Read(%s) = %v, want a *doc.SyntaxError or ErrTooLarge", name, err)
		}
	}
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
