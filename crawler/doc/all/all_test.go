package all

import (
	"os"
	"path/filepath"
	"testing"

	"apud/crawler/doc"
)

// documents is the folder of the samples.
const documents = "../../../testdata/documents"

func TestFormatsHaveNames(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Formats() {
		i := f.Info()
		if i.Name == "" || i.Title == "" || i.Yields == "" || len(i.Extensions) == 0 {
			t.Errorf("Info() = %+v, want each field filled", i)
		}
		if seen[i.Name] {
			t.Errorf("two formats are named %q", i.Name)
		}
		seen[i.Name] = true
	}
}

func TestDetectSamples(t *testing.T) {
	for file, want := range map[string]string{
		"article.md": "markdown", "article.html": "html", "article.txt": "text", "open-letter.txt": "text",
		"article.docx": "docx", "article.odt": "odt", "article.pdf": "pdf", "article.epub": "epub",
		"article.tex": "latex", "article.bib": "bibtex", "article.rst": "rst", "article.org": "org", "article.adoc": "asciidoc", "article.wiki": "wikitext",
	} {
		data, err := os.ReadFile(filepath.Join(documents, file))
		if err != nil {
			t.Fatal(err)
		}
		f, err := doc.Detect(Formats(), &doc.Input{Name: file, Data: data})
		if err != nil {
			t.Errorf("Detect(%s): %v", file, err)
			continue
		}
		if got := f.Info().Name; got != want {
			t.Errorf("Detect(%s) = %v, want %v", file, got, want)
		}
	}
}

func TestDetectWithoutName(t *testing.T) {
	for file, want := range map[string]string{
		"article.md": "markdown", "article.html": "html", "article.txt": "text", "article.docx": "docx", "article.epub": "epub",
		"article.tex": "latex", "article.bib": "bibtex", "article.rst": "rst", "article.org": "org", "article.adoc": "asciidoc", "article.wiki": "wikitext",
	} {
		data, err := os.ReadFile(filepath.Join(documents, file))
		if err != nil {
			t.Fatal(err)
		}
		f, err := doc.Detect(Formats(), &doc.Input{Name: "-", Data: data})
		if err != nil {
			t.Errorf("Detect(%s without its name): %v", file, err)
			continue
		}
		if got := f.Info().Name; got != want {
			t.Errorf("Detect(%s without its name) = %v, want %v", file, got, want)
		}
	}
}
