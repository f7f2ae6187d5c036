package crawler

import (
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if os.Getenv(benchServer) != "" {
		serveBench()
		return
	}
	goleak.VerifyTestMain(m)
}

// hit is a request as a server saw it.
type hit struct {
	at     time.Time
	path   string
	header http.Header
}

// site is a web server on a loopback address of its own.
type site struct {
	*httptest.Server
	addr string

	mu   sync.Mutex
	hits []hit
}

// serve starts a site on 127.0.0.n; robots.txt is not found unless the handler
// has one.
func serve(t testing.TB, n int, h http.HandlerFunc) *site {
	t.Helper()
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.%d.%d:0", n/250, n%250+1))
	if err != nil {
		t.Skipf("no such loopback address: %v", err)
	}
	s := &site{addr: l.Addr().String()}
	s.Server = &httptest.Server{Listener: l, Config: &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.hits = append(s.hits, hit{time.Now(), r.URL.RequestURI(), r.Header.Clone()})
		s.mu.Unlock()
		h(w, r)
	})}}
	s.Start()
	t.Cleanup(s.Close)
	return s
}

// seen lists what the site was asked for, without robots.txt.
func (s *site) seen() []hit {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.hits), func(h hit) bool { return h.path == "/robots.txt" })
}

// raw serves each connection with bytes, whatever was asked.
func raw(t testing.TB, n int, talk func(c net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.%d.%d:0", n/250, n%250+1))
	if err != nil {
		t.Skipf("no such loopback address: %v", err)
	}
	var open sync.WaitGroup
	open.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			open.Go(func() {
				defer c.Close()
				talk(c)
			})
		}
	})
	t.Cleanup(func() {
		l.Close()
		open.Wait()
	})
	return "http://" + l.Addr().String()
}

// readRequest takes in a request's header.
func readRequest(c net.Conn) bool {
	buf := make([]byte, 4096)
	var got []byte
	for !strings.Contains(string(got), "\r\n\r\n") {
		n, err := c.Read(buf)
		if err != nil {
			return false
		}
		got = append(got, buf[:n]...)
	}
	return true
}

// untilGone waits for the client to go away.
func untilGone(c net.Conn) { io.Copy(io.Discard, c) }

// visits collects what a run settled.
type visits struct {
	mu      sync.Mutex
	results map[string]*Result
	order   []string
}

func (v *visits) settle(_ context.Context, r *Result) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.results[r.Job.URL] != nil {
		return fmt.Errorf("settled twice: %s", r.Job.URL)
	}
	v.results[r.Job.URL] = r
	v.order = append(v.order, r.Job.URL)
	return nil
}

// quick are options for tests: no delay, private addresses, no robots.txt.
func quick() Options {
	return Options{
		Workers: 8, Delay: -1, AllowPrivate: true, Allow: loopback, IgnoreRobots: true,
		Load: func(_ context.Context, j Job) (Task, error) { return Task{Job: j}, nil },
	}
}

func jobs(urls ...string) iter.Seq[Job] {
	return func(yield func(Job) bool) {
		for i, u := range urls {
			if !yield(Job{ID: uint64(i + 1), URL: u}) {
				return
			}
		}
	}
}

// crawl visits urls and gives their results by URL.
func crawl(t testing.TB, o Options, urls ...string) map[string]*Result {
	t.Helper()
	got, _ := crawlSummary(t, o, urls...)
	if len(got) != len(urls) {
		t.Fatalf("settled %d of %d", len(got), len(urls))
	}
	return got
}

func crawlSummary(t testing.TB, o Options, urls ...string) (map[string]*Result, Summary) {
	t.Helper()
	v := &visits{results: map[string]*Result{}}
	if o.Settle == nil {
		o.Settle = v.settle
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	sum, err := c.Run(t.Context(), jobs(urls...))
	if err != nil {
		t.Fatalf("Run: %v", err)
	}
	return v.results, sum
}

// statuses are those of the hops.
func statuses(r *Result) []int {
	var out []int
	for _, h := range r.Evidence.Hops {
		out = append(out, h.Status)
	}
	return out
}

func faultOfResult(r *Result) string {
	if r.Evidence.Fault == nil {
		return ""
	}
	return r.Evidence.Fault.Class
}

// trust takes certificates signed by roots besides the system's.
func (c *Crawler) trust(roots *x509.CertPool) { c.bases[0].TLSClientConfig.RootCAs = roots }

// describe tells of a result in a line.
func describe(r *Result) string {
	s := fmt.Sprintf("statuses %v", statuses(r))
	e := &r.Evidence
	if e.Fault != nil {
		s += fmt.Sprintf(", fault %s (%s)", e.Fault.Class, e.Fault.Text)
	}
	if e.Robots != "" {
		s += ", robots " + e.Robots
	}
	if e.Page != nil {
		s += fmt.Sprintf(", %s of %d words, titles %.80q", e.Page.Kind, e.Page.Words, e.Page.Titles)
	}
	for _, try := range e.Retried {
		s += fmt.Sprintf(", tried before: %+v", try)
	}
	if e.Sibling != nil {
		s += fmt.Sprintf(", sibling %s: %d", e.Sibling.URL, e.Sibling.Status)
	}
	return s
}
