package crawltest

import (
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// TestSites serves the sites that other packages judge, and holds that each
// address with an expectation is one that its site tells of.
func TestSites(t *testing.T) {
	names, err := filepath.Glob("../../testdata/sites/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no sites: %v", err)
	}
	met := map[string]int{}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			s, err := Load(os.DirFS(filepath.Dir(name)), filepath.Base(name))
			if err != nil {
				t.Fatal(err)
			}
			w, err := s.Serve()
			if err != nil {
				t.Fatal(err)
			}
			defer w.Close()
			for _, e := range s.Expect() {
				for _, o := range e.Epochs {
					for _, v := range o.Verdicts {
						met[v]++
					}
				}
				if told(s, e) {
					continue
				}
				t.Errorf("%s:%d: the site tells nothing of %s", e.File, e.Line, e.URL)
			}
		})
	}
	for class, verdicts := range classes {
		for _, v := range verdicts {
			if met[v] == 0 {
				t.Errorf("no site has a source that is %s (%s)", v, class)
			}
		}
	}
}

// told reports whether the site says why the address should be judged so.
func told(s *Site, e Expectation) bool {
	first := e.Epoch(1)
	u, err := url.Parse(e.URL)
	if err != nil || first.Holds("malformed") || first.Holds("unsupported") || first.Holds("no-url") {
		return first.Class != "working"
	}
	for n := 1; n <= s.Epochs(); n++ {
		h := s.host(u.Host, n)
		silent := h.dns != "" || h.tcp != "" || h.tls != "" || u.Scheme == "https"
		page := s.page(u.Host, u.RequestURI(), n) != nil || u.Path == "/" && h.outlet != ""
		if !page && !silent && !e.Epoch(n).Holds("dns") {
			return false
		}
	}
	return true
}

var addressInLetter = regexp.MustCompile(`<(http[^>]+)>`)

func TestDemo(t *testing.T) {
	const dir = "../../cmd/apud/demo"
	s, err := Load(os.DirFS(dir), "site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	letter, err := os.ReadFile(filepath.Join(dir, "letter.txt"))
	if err != nil {
		t.Fatal(err)
	}
	cited := map[string]int{}
	for _, m := range addressInLetter.FindAllStringSubmatch(string(letter), -1) {
		u, err := url.Parse(m[1])
		if err != nil {
			t.Fatal(err)
		}
		cited[m[1]]++
		p := s.page(u.Host, u.RequestURI(), 1)
		if p == nil || p.status != 200 {
			t.Errorf("%s does not stand in the first epoch", u)
		}
	}
	if got := slices.Max(slices.Collect(maps.Values(cited))); len(cited) != 16 || got != 2 {
		t.Errorf("the letter has %d addresses, the most cited %d times; want 16, and 2", len(cited), got)
	}
	if got := s.Epochs(); got != 2 {
		t.Errorf("Epochs() = %d, want 2", got)
	}
}
