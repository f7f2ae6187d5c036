package text

import (
	"reflect"
	"sort"
	"strings"
	"testing"

	"apud/crawler/cite"
)

// articleTruth is what testdata/documents/article.json says of the article.
type articleTruth struct {
	Title     string
	Footnotes []struct {
		Label, Roman string
		Sources      []struct {
			Signal      string
			Authors     []string
			Title       string
			Container   string
			Date        string
			Access      string `json:"access_date"`
			Locator     string
			Identifiers []struct{ Kind, Value string }
			URLs        []struct {
				URL, Role string
				Assumed   bool `json:"scheme_assumed"`
			}
			RefersTo *struct {
				Kind   string
				Note   int
				Source int
			} `json:"refers_to"`
			Lost bool `json:"url_lost"`
		}
	}
	BodyURLs []string            `json:"body_urls"`
	Missing  map[string][]string `json:"body_urls_missing_in"`
}

func TestReadArticle(t *testing.T) {
	for _, name := range []string{"article.txt", "article-wrapped.txt"} {
		t.Run(name, func(t *testing.T) { checkArticle(t, name) })
	}
}

func checkArticle(t *testing.T, name string) {
	_, d := readDocument(t, name)
	var truth articleTruth
	readTruth(t, "article.json", &truth)
	if d.Title != truth.Title {
		t.Errorf("title = %q, want %q", d.Title, truth.Title)
	}
	if len(d.Footnotes) != len(truth.Footnotes) {
		t.Fatalf("%d footnotes, want %d", len(d.Footnotes), len(truth.Footnotes))
	}
	labels := map[string]string{}
	for _, f := range truth.Footnotes {
		labels[f.Label] = f.Label
		if name == "article.txt" {
			labels[f.Label] = f.Roman
		}
	}
	for i, f := range truth.Footnotes {
		got := d.Footnotes[i]
		if got.Label != labels[f.Label] {
			t.Errorf("label %d = %q, want %q", i+1, got.Label, labels[f.Label])
		}
		if len(got.Markers) != 1 {
			t.Errorf("note %s has %d markers, want 1", f.Label, len(got.Markers))
		}
		if len(got.Citations) != len(f.Sources) {
			t.Errorf("note %s has %d citations, want %d: %q", f.Label, len(got.Citations), len(f.Sources), got.Text)
			continue
		}
		for j, want := range f.Sources {
			c := got.Citations[j]
			var urls, wantURLs []string
			if c.URL != "" {
				urls = append(urls, c.URL)
			}
			for _, a := range c.Archives {
				urls = append(urls, a.URL)
			}
			for _, u := range want.URLs {
				wantURLs = append(wantURLs, u.URL)
				if u.Role == "cited" && u.Assumed != c.Assumed {
					t.Errorf("note %s citation %d: assumed = %v, want %v", f.Label, j+1, c.Assumed, u.Assumed)
				}
			}
			equal(t, f.Label, j, "urls", urls, wantURLs)
			var authors []string
			for _, a := range c.Authors {
				authors = append(authors, a.Name)
			}
			equal(t, f.Label, j, "authors", authors, append([]string(nil), want.Authors...))
			equal(t, f.Label, j, "signal", c.Signal, want.Signal)
			equal(t, f.Label, j, "title", c.Title, want.Title)
			equal(t, f.Label, j, "container", c.Container, want.Container)
			equal(t, f.Label, j, "date", c.Date.ISO, want.Date)
			equal(t, f.Label, j, "accessed", c.Accessed.ISO, want.Access)
			equal(t, f.Label, j, "locator", c.Locator.Raw, want.Locator)
			equal(t, f.Label, j, "lost", c.Lost, want.Lost)
			var ids, wantIDs []string
			for _, id := range c.Identifiers {
				ids = append(ids, id.Kind+" "+strings.ReplaceAll(id.Value, "-", ""))
			}
			for _, id := range want.Identifiers {
				wantIDs = append(wantIDs, strings.TrimSuffix(id.Kind, "-symbol")+" "+strings.ReplaceAll(id.Value, "-", ""))
			}
			sort.Strings(ids)
			equal(t, f.Label, j, "identifiers", ids, wantIDs)
			var ref *cite.Reference
			if r := want.RefersTo; r != nil {
				ref = &cite.Reference{Kind: r.Kind, Footnote: labels[truth.Footnotes[r.Note-1].Label], Citation: max(r.Source, 1)}
			}
			equal(t, f.Label, j, "refers to", c.RefersTo, ref)
		}
	}
	var body []string
	for _, c := range d.Body {
		if c.URL != "" {
			body = append(body, c.URL)
		}
	}
	var wantBody []string
	for _, u := range truth.BodyURLs {
		missing := false
		for _, m := range truth.Missing[name] {
			missing = missing || m == u
		}
		if !missing {
			wantBody = append(wantBody, u)
		}
	}
	equal(t, "body", 0, "urls", body, wantBody)
}

func equal(t *testing.T, label string, i int, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("note %s citation %d: %s = %+v, want %+v", label, i+1, what, got, want)
	}
}
