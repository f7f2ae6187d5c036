package crawltest

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"
)

// Web is a site being served. It is safe for use by several goroutines.
type Web struct {
	site   *Site
	net    network
	server http.Server
	stops  map[string]*stop // by host
	roots  *x509.CertPool
	done   chan struct{}
	conns  conns
	loops  sync.WaitGroup // accepting connections

	mu     sync.Mutex
	epoch  int
	log    []Request
	failed map[*page]int // answers that a flaky page has failed in this epoch
	certs  map[certKey]*tls.Certificate
	issuer map[string]*authority // "known" and "unknown"
}

type certKey struct{ host, mode string }

// stop is where a host listens.
type stop struct {
	host       string
	plain, tls netip.AddrPort
}

// Request is a request as the web saw it.
type Request struct {
	Time   time.Time
	Epoch  int
	Host   string
	TLS    bool
	Method string
	// Path is the request's target with its query.
	Path   string
	Header http.Header
}

// Serve starts the site in its first epoch. Each host listens on a loopback
// address of its own where the system has that many, else on a port of its own.
// The caller closes the web.
func (s *Site) Serve() (*Web, error) { return s.serve(loopback{}) }

// ServeInMemory is as Serve without a network, for bubbles of testing/synctest,
// in which time is free: only what goes through [Web.DialContext] reaches it.
func (s *Site) ServeInMemory() (*Web, error) {
	return s.serve(&memory{ports: map[netip.AddrPort]*memoryListener{}})
}

func (s *Site) serve(n network) (*Web, error) {
	w := &Web{
		site: s, net: n, stops: map[string]*stop{}, done: make(chan struct{}), epoch: 1,
		conns:  conns{open: map[net.Conn]bool{}},
		failed: map[*page]int{}, certs: map[certKey]*tls.Certificate{}, issuer: map[string]*authority{},
	}
	w.server.Handler = http.HandlerFunc(w.serve)
	w.server.ConnState = w.conns.state
	w.server.ErrorLog = log.New(io.Discard, "", 0) // handshakes that clients give up are meant
	w.server.BaseContext = func(l net.Listener) context.Context {
		return context.WithValue(context.Background(), stopKey{}, l.(*listener).stop)
	}
	if err := w.setAuthorities(); err != nil {
		return nil, err
	}
	for i, name := range s.Hosts() {
		if err := w.listen(i, name); err != nil {
			w.Close()
			return nil, err
		}
	}
	return w, nil
}

type stopKey struct{}

// setAuthorities makes the one that clients may trust and the one that none does.
func (w *Web) setAuthorities() error {
	w.roots = x509.NewCertPool()
	for _, name := range []string{"known", "unknown"} {
		a, err := newAuthority("crawltest " + name)
		if err != nil {
			return err
		}
		w.issuer[name] = a
	}
	w.roots.AddCert(w.issuer["known"].cert)
	return nil
}

// Roots has the authority that the valid certificates are signed by.
func (w *Web) Roots() *x509.CertPool { return w.roots }

// SetEpoch lets time pass to epoch n, counted from 1.
func (w *Web) SetEpoch(n int) {
	w.mu.Lock()
	w.epoch = n
	clear(w.failed)
	w.mu.Unlock()
}

func (w *Web) now() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.epoch
}

// Log lists the requests so far in the order in which they came.
func (w *Web) Log() []Request {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.log)
}

// Close ends all connections and waits for what serves them.
func (w *Web) Close() error {
	close(w.done)
	w.conns.end()
	err := w.server.Close()
	w.loops.Wait()
	w.conns.busy.Wait()
	return err
}

// Resolve is the web's DNS. A host that the site does not know does not exist.
// Errors are [*net.DNSError].
func (w *Web) Resolve(_ context.Context, name string) ([]netip.Addr, error) {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	fault := &net.DNSError{Err: "no such host", Name: name, IsNotFound: true}
	if !w.site.known(name) {
		return nil, fault
	}
	switch w.site.host(name, w.now()).dns {
	case "nxdomain":
		return nil, fault
	case "servfail":
		return nil, &net.DNSError{Err: "server misbehaving", Name: name, IsTemporary: true}
	case "timeout":
		return nil, &net.DNSError{Err: "i/o timeout", Name: name, IsTimeout: true, IsTemporary: true}
	}
	return []netip.Addr{w.stops[name].plain.Addr()}, nil
}

// DialContext connects to "host:port" as though the web's hosts had the ports
// 80 and 443. An address of the web itself may stand in place of the name.
func (w *Web) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	name, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	if ip, err := netip.ParseAddr(name); err == nil {
		s := w.stopAt(ip, port)
		if s == nil {
			return (&net.Dialer{}).DialContext(ctx, network, addr)
		}
		name = s.host
	} else if _, err := w.Resolve(ctx, name); err != nil {
		return nil, &net.OpError{Op: "dial", Net: network, Err: err}
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	s := w.stops[name]
	to := netip.AddrPortFrom(s.plain.Addr(), closedPort)
	if w.site.host(name, w.now()).port(port) {
		to = s.plain
		if port == "443" {
			to = s.tls
		}
	}
	return w.net.dial(ctx, network, to)
}

// stopAt is the host that a bare address belongs to, when the port is one that
// only the web's dialler knows.
func (w *Web) stopAt(ip netip.Addr, port string) *stop {
	if port != "80" && port != "443" {
		return nil
	}
	var found *stop
	for _, s := range w.stops {
		if s.plain.Addr() == ip {
			if found != nil {
				return nil // all hosts share one address
			}
			found = s
		}
	}
	return found
}

// closedPort is one that no server of ours listens on.
const closedPort = 1

// Rewrite puts the real addresses of the web's hosts in place of their names,
// "http://127.0.0.1:4711" for "http://courier.example.org". What is then asked
// by address is answered rewritten as well. A host that DNS does not know, or
// that refuses connections, becomes an address that refuses, in the epoch at hand.
func (w *Web) Rewrite(text string) string {
	epoch := w.now()
	var pairs []string
	names := w.site.Hosts()
	// A name that begins with another's must be looked for first.
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	for _, name := range names {
		s, h := w.stops[name], w.site.host(name, epoch)
		plain, secure := s.plain, s.tls
		closed := netip.AddrPortFrom(s.plain.Addr(), closedPort)
		if !h.port("80") || h.dns != "" {
			plain = closed
		}
		if !h.port("443") || h.dns != "" {
			secure = closed
		}
		pairs = append(pairs, "http://"+name, "http://"+plain.String(), "https://"+name, "https://"+secure.String())
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// note keeps a request in the log and gives the epoch it falls in.
func (w *Web) note(s *stop, r *http.Request) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.log = append(w.log, Request{
		Time: time.Now(), Epoch: w.epoch, Host: s.host, TLS: r.TLS != nil,
		Method: r.Method, Path: r.RequestURI, Header: r.Header.Clone(),
	})
	return w.epoch
}

// run serves a listener until the web is closed.
func (w *Web) run(l *listener) {
	w.loops.Go(func() {
		if err := w.server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			l.Close()
		}
	})
}
