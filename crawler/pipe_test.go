package crawler

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptrace"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"
)

// pipes is a web without a network, for bubbles of testing/synctest: its time
// is the bubble's. A host without a handler refuses connections.
type pipes struct {
	hosts map[string]http.HandlerFunc

	server http.Server
	conns  chan net.Conn
	done   chan struct{}

	mu       sync.Mutex
	asked    []asked
	busy     map[string]int
	overlaps int
	dials    map[string]int
}

// asked is a request as the web saw it.
type asked struct {
	at         time.Time
	host, path string
	header     http.Header
}

// pipe serves hosts until the test ends.
func pipe(t testing.TB, hosts map[string]http.HandlerFunc) *pipes {
	p := &pipes{
		hosts: hosts, conns: make(chan net.Conn), done: make(chan struct{}),
		busy: map[string]int{}, dials: map[string]int{},
	}
	p.server.Handler = p
	p.server.ErrorLog = log.New(io.Discard, "", 0)
	var serving sync.WaitGroup
	serving.Go(func() { p.server.Serve(p) })
	t.Cleanup(func() {
		p.server.Close()
		serving.Wait()
	})
	return p
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	close(p.done)
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

func (p *pipes) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	if t := httptrace.ContextClientTrace(ctx); t != nil {
		t.ConnectStart(network, addr)
	}
	host, _, _ := net.SplitHostPort(addr)
	p.mu.Lock()
	p.dials[host]++
	p.mu.Unlock()
	if p.hosts[host] == nil {
		return nil, &net.OpError{Op: "dial", Net: network, Err: syscall.ECONNREFUSED}
	}
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return ours, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *pipes) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked = append(p.asked, asked{time.Now(), r.Host, r.URL.RequestURI(), r.Header.Clone()})
	if p.busy[r.Host]++; p.busy[r.Host] > 1 {
		p.overlaps++
	}
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		p.busy[r.Host]--
		p.mu.Unlock()
	}()
	p.hosts[r.Host](w, r)
}

// seen lists the requests to a host; with those for robots.txt if all is set.
func (p *pipes) seen(host string, all bool) []asked {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(p.asked), func(a asked) bool {
		return a.host != host || !all && a.path == "/robots.txt"
	})
}

// paths are those asked of a host.
func (p *pipes) paths(host string) []string {
	var out []string
	for _, a := range p.seen(host, true) {
		out = append(out, a.path)
	}
	return out
}

// gaps are the times between the starts of requests to a host.
func (p *pipes) gaps(host string) []time.Duration {
	var out []time.Duration
	all := p.seen(host, true)
	for i := 1; i < len(all); i++ {
		out = append(out, all[i].at.Sub(all[i-1].at))
	}
	return out
}

// piped are options for visits to p, as polite as by default.
func (p *pipes) options() Options {
	return Options{
		Dial: p.dial,
		Load: func(_ context.Context, j Job) (Task, error) { return Task{Job: j}, nil },
	}
}

// text answers with a body, and with a robots.txt when one is given.
func text(body, robots string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path != "/robots.txt":
			io.WriteString(w, body)
		case robots == "":
			http.NotFound(w, r)
		default:
			io.WriteString(w, robots)
		}
	}
}
