// Package linestest compares what formats of lines read with what testdata
// says.
//
// Each file of a txtar archive is followed by one of the same name with ".want"
// that shows what is read: the texts, their links and italics, and the bytes of
// notes and marks. The flag -update writes those anew.
package linestest

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

var update = flag.Bool("update", false, "write what is read to testdata")

// Run compares the drafts of the archives in testdata.
func Run(t *testing.T, f doc.Format) {
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
		var out []txtar.File
		for i := 0; i < len(archive.Files); i++ {
			in := archive.Files[i]
			want := txtar.File{Name: in.Name + ".want"}
			if i+1 < len(archive.Files) && archive.Files[i+1].Name == want.Name {
				i++
				want = archive.Files[i]
			}
			t.Run(in.Name, func(t *testing.T) {
				d, err := f.Read(t.Context(), &doc.Input{Name: in.Name, Data: in.Data})
				if err != nil {
					t.Fatal(err)
				}
				got := show(in.Data, d)
				if !*update && got != string(want.Data) {
					t.Errorf("Read(%s) =\n%s\nwant\n%s", in.Name, got, want.Data)
				}
				want.Data = []byte(got)
			})
			out = append(out, in, want)
		}
		if *update {
			archive.Files = out
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// show writes a draft as testdata has it.
func show(data []byte, d *doc.Draft) string {
	var b strings.Builder
	bytes := func(s cite.Span) string { return strings.ReplaceAll(string(data[s.Start:s.End]), "\n", "⏎") }
	text := func(name string, t *cite.Text) {
		b.WriteString(name + " " + cite.Fold(t.String()) + "\n")
		for _, l := range t.Links {
			b.WriteString("\tlink " + l.URL + " | " + cite.Fold(t.String()[l.Start:l.End]) + " | " + bytes(l.Address) + "\n")
		}
		for _, r := range t.Italics {
			b.WriteString("\titalic " + cite.Fold(t.String()[r.Start:r.End]) + "\n")
		}
		for _, f := range cite.Addresses(t) {
			if f.Link || f.Lost {
				continue
			}
			b.WriteString("\taddress " + f.URL + " | " + bytes(t.Source(f.Start, f.End)) + "\n")
		}
	}
	if d.Title != "" {
		b.WriteString("title " + d.Title + "\n")
	}
	text("body", d.Body)
	for _, n := range d.Notes {
		text("note "+n.Label, n.Text)
		b.WriteString("\tspan " + bytes(n.Span) + "\n")
		for _, m := range n.Marks {
			b.WriteString("\tmark " + bytes(m.Span) + " after " + last(d.Body.String()[:m.Start]) + "\n")
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

// Relative reads text at https://example.org/x/y that links to "b/c" and "../g"
// there, and to a place of its own, which is no link.
func Relative(t *testing.T, f doc.Format, text string) {
	t.Helper()
	d, err := f.Read(t.Context(), &doc.Input{Data: []byte(text), BaseURL: "https://example.org/x/y"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range d.Body.Links {
		got = append(got, l.URL)
	}
	if want := "https://example.org/x/b/c https://example.org/g"; strings.Join(got, " ") != want {
		t.Errorf("links = %q, want %q", got, want)
	}
}

// Sniff tells texts without a name: yes are of the format, no are not.
func Sniff(t *testing.T, f doc.Format, yes, no []string) {
	t.Helper()
	for want, texts := range map[bool][]string{true: yes, false: no} {
		for _, text := range texts {
			if got := f.Sniff(&doc.Input{Name: "-", Data: []byte(text)}); got > 0 != want {
				t.Errorf("Sniff(%q) = %v, want sure: %v", text, got, want)
			}
		}
	}
}

// tail ends what may be open for long.
const tail = "x|`*_]))]]''\"`++}}}>>>@@\n"

// Bench reads each of the patterns at sizes that double: the time per byte
// tells whether reading is linear.
func Bench(b *testing.B, f doc.Format, patterns map[string]string) {
	for name, pattern := range patterns {
		for _, mb := range []int{1, 2, 4, 8} {
			in := &doc.Input{Name: "a" + f.Info().Extensions[0], Data: []byte(strings.Repeat(pattern, mb<<20/len(pattern)) + tail)}
			b.Run(fmt.Sprintf("%s/%dMB", name, mb), func(b *testing.B) {
				b.SetBytes(int64(len(in.Data)))
				for b.Loop() {
					if _, err := f.Read(context.Background(), in); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
