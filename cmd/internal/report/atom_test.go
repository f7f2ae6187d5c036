package report

import (
	"encoding/xml"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestAtom(t *testing.T) { golden(t, Atom{}) }

func feed(t *testing.T, r *Report) atomFeed {
	t.Helper()
	out := write(t, Atom{}, r, Options{})
	visible(t, "atom", out)
	var f atomFeed
	if err := xml.Unmarshal(out, &f); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestAtomIdentifiers(t *testing.T) {
	uuid := regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	first, next := feed(t, sample()), sample()
	next.Run.ID = 3
	after := feed(t, next)
	if first.ID != after.ID || !uuid.MatchString(first.ID) {
		t.Errorf("the feed is %s, and in the next run %s", first.ID, after.ID)
	}
	seen := map[string]bool{first.ID: true}
	for _, e := range append(first.Entries, after.Entries...) {
		if seen[e.ID] || !uuid.MatchString(e.ID) {
			t.Errorf("identifier %s is there twice, or is none", e.ID)
		}
		seen[e.ID] = true
	}
}

func TestAtomHostile(t *testing.T) {
	r := hostileReport()
	f := feed(t, r)
	if len(f.Entries) != len(r.Changes) {
		t.Fatalf("%d entries, want %d", len(f.Entries), len(r.Changes))
	}
	for _, e := range f.Entries {
		if e.Link != nil && !strings.HasPrefix(e.Link.HRef, "http://") && !strings.HasPrefix(e.Link.HRef, "https://") {
			t.Errorf("link leads to %q", e.Link.HRef)
		}
		for n := range parse(t, e.Content.Text).Descendants() {
			if n.Type == html.ElementNode && !strings.Contains(" html head body p ", " "+n.Data+" ") {
				t.Errorf("content has the element %s: %s", n.Data, e.Content.Text)
			}
		}
	}
}

func parse(t *testing.T, s string) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return n
}
