package latex

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"apud/crawler/doc"
)

// labels are the labels of the notes of main, with files beside it.
func labels(t *testing.T, main string, files fstest.MapFS) []string {
	t.Helper()
	in := &doc.Input{Name: "main.tex", Data: []byte(main), Files: files}
	d, err := Format{}.Read(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, n := range d.Notes {
		out = append(out, strings.TrimSpace(n.Label+" "+n.Text.String()+" "+n.Span.Part))
	}
	return out
}

func file(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

func TestFilesInEachOther(t *testing.T) {
	files := fstest.MapFS{
		"main.tex":    file(`never read`),
		"a.tex":       file(`\footnote{a}\input{a}\input{main}\input{sub/b}`),
		"sub/b.tex":   file(`\footnote{b}\input{c}`),
		"sub/c.tex":   file(`\footnote{c}`),
		"outside.tex": file(`\footnote{outside}`),
	}
	got := labels(t, `\input{a}\footnote{m}\input{../outside}\input{/outside}\input{.}\subimport{sub/}{b}`, files)
	if want := []string{"1 a a.tex", "2 b sub/b.tex", "3 c sub/c.tex", "4 m"}; !slices.Equal(got, want) {
		t.Errorf("notes = %q, want %q", got, want)
	}
}

func TestFilesAreLimited(t *testing.T) {
	files := fstest.MapFS{}
	var main strings.Builder
	for i := range maxFiles + 50 {
		files[fmt.Sprintf("w%d.tex", i)] = file(`\footnote{w}`)
		fmt.Fprintf(&main, `\input{w%d}`, i)
		files[fmt.Sprintf("d%d.tex", i)] = file(fmt.Sprintf(`\footnote{d}\input{d%d}`, i+1))
	}
	if got := len(labels(t, main.String(), files)); got >= maxFiles {
		t.Errorf("%d files are taken in, want fewer than %d", got, maxFiles)
	}
	if got := len(labels(t, `\input{d0}`, files)); got != maxFileDepth {
		t.Errorf("files are taken in %d deep, want %d", got, maxFileDepth)
	}
}

func TestPartsOfSpans(t *testing.T) {
	files := fstest.MapFS{
		"refs.bib":    file("@online{k, title={T}, url={https://example.org/k}}"),
		"chapter.tex": file(`A.\footnote{See \cite{k}, \url{https://example.org/c}}`),
	}
	in := &doc.Input{Name: "main.tex", Data: []byte(`\addbibresource{refs.bib}\input{chapter}`), Files: files}
	d, err := Format{}.Read(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range d.Document("main.tex").Footnotes[0].Citations {
		if got := string(files[c.Address.Part].Data[c.Address.Start:c.Address.End]); got != c.URL {
			t.Errorf("the bytes at %s in %s are %q", c.URL, c.Address.Part, got)
		}
	}
}

func TestWithoutFiles(t *testing.T) {
	if got := labels(t, `\bibliography{a}\input{b}\footnote{\cite{x}}`, nil); len(got) != 1 {
		t.Errorf("notes = %q, want one", got)
	}
}
