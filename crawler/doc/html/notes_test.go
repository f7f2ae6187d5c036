package html

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

var update = flag.Bool("update", false, "write what is read to testdata, for review")

// TestRead compares drafts with what testdata says: each file of an archive is
// followed by one of the same name with ".want" that shows what is read.
func TestRead(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no testdata: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		archive := txtar.Parse(data)
		for i := 0; i+1 < len(archive.Files); i += 2 {
			in, want := archive.Files[i], &archive.Files[i+1]
			t.Run(in.Name, func(t *testing.T) {
				d, err := Format{}.Read(t.Context(), &doc.Input{Name: in.Name, Data: in.Data})
				if err != nil {
					t.Fatal(err)
				}
				got := show(in.Data, d)
				if *update {
					want.Data = []byte(got)
				} else if got != string(want.Data) {
					t.Errorf("Read(%s) =\n%s\nwant\n%s", in.Name, got, want.Data)
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// show writes a draft as testdata has it.
func show(data []byte, d *doc.Draft) string {
	var b strings.Builder
	bytes := func(s cite.Span) string { return cite.Fold(string(data[s.Start:s.End])) }
	text := func(name string, t *cite.Text) {
		b.WriteString(name + " " + cite.Fold(t.String()) + "\n")
		for _, l := range t.Links {
			b.WriteString("\tlink " + l.URL + " | " + cite.Fold(t.String()[l.Start:l.End]) + " | " + bytes(l.Address) + "\n")
		}
		for _, r := range t.Italics {
			b.WriteString("\titalic " + t.String()[r.Start:r.End] + "\n")
		}
	}
	if d.Title != "" {
		b.WriteString("title " + d.Title + "\n")
	}
	text("body", d.Body)
	for _, n := range d.Notes {
		text("note "+n.Label, n.Text)
		span := bytes(n.Span)
		if len(span) > 60 {
			span = strings.ToValidUTF8(span[:30], "") + " … " + strings.ToValidUTF8(span[len(span)-30:], "")
		}
		b.WriteString("\tspan " + span + "\n")
		for _, m := range n.Marks {
			mark := bytes(m.Span)
			if len(mark) > 60 {
				mark = strings.ToValidUTF8(mark[:30], "") + " … " + strings.ToValidUTF8(mark[len(mark)-20:], "")
			}
			b.WriteString("\tmark " + mark + " after " + last(d.Body.String()[:m.Start]) + "\n")
		}
	}
	return b.String()
}

// last is the last word of s.
func last(s string) string {
	words := strings.Fields(s)
	if len(words) == 0 {
		return "nothing"
	}
	return words[len(words)-1]
}
