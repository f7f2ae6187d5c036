package crawler

import (
	"context"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"

	"apud/crawler/cite"
	"apud/crawler/crawltest"
	"apud/crawler/verdict"
)

// TestSites crawls each site in its epochs and holds every address to the
// verdict that the site expects of it.
func TestSites(t *testing.T) {
	names, err := fs.Glob(os.DirFS("../testdata/sites"), "*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no sites: %v", err)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			site, err := crawltest.Load(os.DirFS("../testdata/sites"), name)
			if err != nil {
				t.Fatal(err)
			}
			synctest.Test(t, func(t *testing.T) {
				web, err := site.ServeInMemory()
				if err != nil {
					t.Fatal(err)
				}
				defer web.Close()
				crawlSite(t, site, web)
			})
		})
	}
}

// past is what the epochs before left of a source.
type past struct {
	first *verdict.Prior
	last  *Result
}

func crawlSite(t *testing.T, site *crawltest.Site, web *crawltest.Web) {
	expected := site.Expect()
	history := make([]past, len(expected))
	for epoch := 1; epoch <= max(site.Epochs(), 1); epoch++ {
		web.SetEpoch(epoch)
		results := make([]*Result, len(expected))
		o := Options{Dial: web.DialContext}
		o.Load = func(_ context.Context, j Job) (Task, error) {
			e := expected[j.ID]
			task := Task{Job: j, Claims: []cite.Claim{{Title: e.Title}}, Prior: history[j.ID].first}
			if last := history[j.ID].last; last != nil && last.Resource != nil {
				h := last.Resource.Header
				task.ETag, task.LastModified, task.Digest = h.Get("ETag"), h.Get("Last-Modified"), last.Resource.Digest
				task.Last = func() ([]byte, http.Header, error) { return last.Resource.Body, h, nil }
			}
			return task, nil
		}
		o.Settle = func(_ context.Context, r *Result) error {
			results[r.ID] = r
			return nil
		}
		c, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		c.trust(web.Roots())
		sum, err := c.Run(t.Context(), func(yield func(Job) bool) {
			for i, e := range expected {
				if !yield(Job{ID: uint64(i), URL: e.URL}) {
					return
				}
			}
		})
		c.Close()
		if err != nil || sum.Settled != len(expected) {
			t.Fatalf("epoch %d: Run = %+v, %v, want %d settled", epoch, sum, err, len(expected))
		}
		for i, r := range results {
			judgeSite(t, epoch, expected[i], r)
			history[i].remember(r)
		}
	}
}

// remember keeps of a result what the next visit may need.
func (p *past) remember(r *Result) {
	j := r.Judgements[0]
	if r.Resource != nil && j.Class == verdict.Working {
		p.last = r
		if p.first == nil {
			p.first = &verdict.Prior{
				Time: r.Evidence.Time, URL: r.Evidence.FinalURL(), Digest: r.Resource.Digest, Page: r.Evidence.Page,
			}
		}
	}
}

func judgeSite(t *testing.T, epoch int, e crawltest.Expectation, r *Result) {
	t.Helper()
	want, got := e.Epoch(epoch), r.Judgements[0]
	if want.Holds(string(got.Verdict)) && want.Class == string(got.Class) {
		return
	}
	t.Errorf("%s:%d: epoch %d: %s is %s (%s), want %v (%s): %v; %s",
		filepath.Base(e.File), e.Line, epoch, e.URL, got.Verdict, got.Class, want.Verdicts, want.Class, got.Reasons, describe(r))
}
