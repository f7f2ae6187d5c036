package cite

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// tricky is a line of testdata/tricky.jsonl.
type tricky struct {
	ID            int
	Kind          string
	Text          string
	URLs          []string
	Identifiers   [][2]string
	Lost          int
	Repaired      bool
	SchemeAssumed bool `json:"scheme_assumed"`
	Format        string
	Ignore        []string
}

func trickyLines(t testing.TB) []tricky {
	t.Helper()
	f, err := os.Open("testdata/tricky.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []tricky
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var l tricky
		if err := json.Unmarshal(sc.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	return lines
}

// found is what Addresses says of text, page lines or not.
func found(text string, wrapped bool) []Found {
	t := Plain(text, "", 0)
	t.Wrapped = wrapped
	return Addresses(t)
}

func urlsOf(found []Found) []string {
	urls := []string{}
	for _, f := range found {
		if !f.Lost {
			urls = append(urls, f.URL)
		}
	}
	return urls
}

// comparable makes forms of one address equal.
func comparable(urls []string) []string {
	out := []string{}
	for _, u := range urls {
		n, err := Normalize(u)
		if err != nil {
			n = u
		}
		if _, fragment, ok := strings.Cut(u, "#"); ok {
			n += "#" + encode(fragment, querySafe)
		}
		out = append(out, n)
	}
	return out
}

func TestAddressesTricky(t *testing.T) {
	for _, l := range trickyLines(t) {
		if l.Format != "" {
			continue
		}
		for _, wrapped := range []bool{true, false} {
			if !wrapped && (l.Kind == "linebreak" || l.Kind == "pagebreak") {
				continue
			}
			got := found(l.Text, wrapped)
			urls := urlsOf(got)
			urls = slices.DeleteFunc(urls, func(u string) bool { return slices.Contains(l.Ignore, u) })
			if !slices.Equal(comparable(urls), comparable(l.URLs)) {
				t.Errorf("%d: Addresses(%q), wrapped %v = %q, want %q", l.ID, l.Text, wrapped, urls, l.URLs)
			}
			if lost := len(got) - len(urlsOf(got)); lost != l.Lost {
				t.Errorf("%d: Addresses(%q) has %d lost, want %d", l.ID, l.Text, lost, l.Lost)
			}
			for _, f := range got {
				if !slices.Contains(l.Ignore, f.URL) && f.Repaired != l.Repaired {
					t.Errorf("%d: Addresses(%q): %q repaired = %v, want %v", l.ID, l.Text, f.URL, f.Repaired, l.Repaired)
				}
				if f.Assumed != l.SchemeAssumed {
					t.Errorf("%d: Addresses(%q): %q assumed = %v, want %v", l.ID, l.Text, f.URL, f.Assumed, l.SchemeAssumed)
				}
			}
		}
	}
}

func TestIdentifiersTricky(t *testing.T) {
	for _, l := range trickyLines(t) {
		if l.Kind != "ident" {
			continue
		}
		got := [][2]string{}
		for _, f := range Identifiers(l.Text) {
			got = append(got, [2]string{f.Kind, f.Value})
		}
		if !slices.Equal(got, l.Identifiers) {
			t.Errorf("%d: Identifiers(%q) = %q, want %q", l.ID, l.Text, got, l.Identifiers)
		}
	}
}
