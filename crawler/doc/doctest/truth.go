package doctest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// documents is the folder of the samples, as seen from a package of a format.
var documents = filepath.Join("..", "..", "..", "testdata", "documents")

// Truth is what a reader says that a document cites, as
// testdata/documents/article.json has it. One truth serves a document in many
// formats.
type Truth struct {
	Title     string      `json:"title"`
	Footnotes []TruthNote `json:"footnotes"`
	BodyURLs  []string    `json:"body_urls"`
	Files     map[string]struct {
		// Labels is the run of labels: "1..12" or "i..xii".
		Labels string `json:"labels"`
		// Ignored addresses may be reported or not.
		Ignored []string `json:"ignore_urls"`
	} `json:"files"`
	// Missing are addresses of the body that a file does not have.
	Missing map[string][]string `json:"body_urls_missing_in"`
}

// TruthNote is one note.
type TruthNote struct {
	Label string `json:"label"`
	// Roman is the label in files that count in roman numerals.
	Roman   string        `json:"roman"`
	Sources []TruthSource `json:"sources"`
	// URLs are the addresses of the note in order, those of archives too.
	URLs []string `json:"urls"`
	// Supports is how the passage that the note supports ends, without its stop.
	Supports string `json:"supports"`
}

// TruthSource is one source of a note; empty fields are those that the note
// does not give.
type TruthSource struct {
	Signal    string   `json:"signal"`
	Authors   []string `json:"authors"`
	Title     string   `json:"title"`
	Container string   `json:"container"`
	Date      string   `json:"date"`
	Accessed  string   `json:"access_date"`
	URLs      []struct {
		URL string `json:"url"`
		// Role is "cited" or "archive".
		Role    string `json:"role"`
		Assumed bool   `json:"scheme_assumed"`
	} `json:"urls"`
	RefersTo *struct {
		Kind   string `json:"kind"`
		Note   int    `json:"note"`
		Source int    `json:"source"`
	} `json:"refers_to"`
	Lost bool `json:"url_lost"`
}

// label is the label that the note has in a file.
func (t *Truth) label(file string, n TruthNote) string {
	if t.Files[file].Labels == "i..xii" {
		return n.Roman
	}
	return n.Label
}

// body is the addresses of the body of a file.
func (t *Truth) body(file string) []string {
	return slices.DeleteFunc(slices.Clone(t.BodyURLs), func(url string) bool {
		return slices.Contains(t.Missing[file], url)
	})
}

// readTruth reads a truth from the folder of the samples.
func readTruth(t *testing.T, name string) *Truth {
	t.Helper()
	truth := &Truth{}
	if err := json.Unmarshal(Sample(t, name), truth); err != nil {
		t.Fatalf("read truth %s: %v", name, err)
	}
	return truth
}

// Sample reads a document from the folder of the samples.
func Sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(documents, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
