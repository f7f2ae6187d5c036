// Package entrytest compares what formats read with what testdata says.
//
// Each testdata/*.txtar holds documents. One named "x" is followed by "x.want",
// which shows what is cited there, a line for each citation; a name without that
// is a neighbour that documents may open. -update writes the wants anew.
package entrytest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

var update = flag.Bool("update", false, "write the wants of testdata/*.txtar anew")

// Run reads every document of testdata with f. Names without a dot get ext.
func Run(t *testing.T, f doc.Format, ext string) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no testdata: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { run(t, f, ext, archive) })
		if *update {
			if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func run(t *testing.T, f doc.Format, ext string, archive *txtar.Archive) {
	files := fstest.MapFS{}
	for _, file := range archive.Files {
		files[file.Name] = &fstest.MapFile{Data: file.Data}
	}
	var out []txtar.File
	for _, file := range archive.Files {
		if strings.HasSuffix(file.Name, ".want") {
			continue
		}
		out = append(out, file)
		want, ok := files[file.Name+".want"]
		if !ok && (!*update || strings.Contains(file.Name, ".")) {
			continue
		}
		t.Run(file.Name, func(t *testing.T) {
			name := file.Name
			if !strings.Contains(name, ".") {
				name += ext
			}
			in := &doc.Input{Name: name, Data: file.Data, Files: files}
			d, err := f.Read(t.Context(), in)
			if err != nil {
				t.Fatal(err)
			}
			got := Show(in, d.Document(name))
			out = append(out, txtar.File{Name: file.Name + ".want", Data: []byte(got)})
			if !*update && got != string(want.Data) {
				t.Errorf("Read(%s) =\n%s\nwant\n%s", file.Name, got, want.Data)
			}
		})
	}
	if *update {
		archive.Files = out
	}
}

// Show writes what a document cites, a line for each citation.
func Show(in *doc.Input, d *cite.Document) string {
	s := &shower{in: in}
	if d.Title != "" {
		s.line("title %s", d.Title)
	}
	for _, f := range d.Footnotes {
		s.line("note %s: %s", f.Label, f.Text)
		for _, m := range f.Markers {
			s.line("\tmark: %s", m.Clause.Text)
		}
		s.citations(f.Citations)
	}
	if len(d.Body) > 0 {
		s.line("body")
		s.citations(d.Body)
	}
	return s.b.String()
}

type shower struct {
	b  strings.Builder
	in *doc.Input
}

func (s *shower) line(format string, args ...any) {
	line := strings.TrimRight(fmt.Sprintf(format, args...), " ")
	s.b.WriteString(strings.ReplaceAll(line, "\n", "⏎") + "\n")
}

func (s *shower) citations(citations []cite.Citation) {
	for _, c := range citations {
		var parts []string
		add := func(name, value string) {
			if value != "" {
				parts = append(parts, name+": "+value)
			}
		}
		add("signal", c.Signal)
		for _, a := range c.Authors {
			add("author", a.Name)
		}
		add("title", c.Title)
		add("in", c.Container)
		add("date", c.Date.ISO)
		add("accessed", c.Accessed.ISO)
		add(c.Locator.Kind, c.Locator.Raw)
		add("url", s.address(c.URL, c.Address))
		if c.Assumed {
			add("assumed", "yes")
		}
		if c.Lost {
			add("lost", "yes")
		}
		for _, a := range c.Archives {
			add("copy", strings.TrimSpace(s.address(a.URL, a.Address)+" "+a.Date))
		}
		for _, id := range c.Identifiers {
			add(id.Kind, id.Value)
		}
		if r := c.RefersTo; r != nil {
			add(r.Kind, fmt.Sprintf("%s.%d", r.Footnote, r.Citation))
		}
		s.line("\t%s", strings.Join(parts, " | "))
	}
}

// address is an address with the bytes at its span where those differ.
func (s *shower) address(url string, at cite.Span) string {
	if url == "" {
		return ""
	}
	data := s.in.Data
	if at.Part != "" {
		data, _ = s.in.Files.(fstest.MapFS).ReadFile(at.Part)
	}
	if at.End > len(data) {
		return url + " <outside>"
	}
	if raw := string(data[at.Start:at.End]); raw != url {
		return url + " <" + raw + ">"
	}
	return url
}
