package crawler

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"
)

// dialer connects to hosts, asking for the addresses of each name once a run.
type dialer struct {
	net     net.Dialer
	timeout time.Duration
	resolve func(ctx context.Context, host string) ([]netip.Addr, error)
	dial    func(ctx context.Context, network, addr string) (net.Conn, error)

	mu    sync.Mutex
	names map[string]names
}

// names is the answer to a look-up: addresses, or that there are none.
type names struct {
	addrs []netip.Addr
	err   error
}

func newDialer(o Options) *dialer {
	d := &dialer{timeout: o.Limits.Connect, resolve: o.Resolve, dial: o.Dial, names: map[string]names{}}
	d.net.Timeout = o.Limits.Connect
	d.net.Control = newGuard(o.AllowPrivate, o.Allow).Control
	if d.resolve == nil {
		d.resolve = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	return d
}

// forget drops what was looked up.
func (d *dialer) forget() {
	d.mu.Lock()
	clear(d.names)
	d.mu.Unlock()
}

// DialContext is for [http.Transport].
func (d *dialer) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	if d.dial != nil {
		return d.dial(ctx, network, addr)
	}
	ctx, cancel := context.WithTimeout(ctx, d.timeout)
	defer cancel()
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	addrs, err := d.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	var first error
	for i, a := range addrs {
		// A name with several addresses gives each its share of the time, so
		// that one that swallows packets does not hide the next.
		share := ctx
		if deadline, ok := ctx.Deadline(); ok && i < len(addrs)-1 {
			var done context.CancelFunc
			share, done = context.WithTimeout(ctx, time.Until(deadline)/time.Duration(len(addrs)-i))
			defer done()
		}
		c, err := d.net.DialContext(share, network, net.JoinHostPort(a.Unmap().String(), port))
		if err == nil {
			return c, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// lookup remembers addresses and that a name does not exist, but no failure to
// find out.
func (d *dialer) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	d.mu.Lock()
	known, ok := d.names[host]
	d.mu.Unlock()
	if ok {
		return known.addrs, known.err
	}
	addrs, err := d.resolve(ctx, host)
	if err == nil && len(addrs) == 0 {
		err = &net.DNSError{Err: "no addresses", Name: host, IsNotFound: true}
	}
	if err == nil || isNotFound(err) {
		d.mu.Lock()
		d.names[host] = names{addrs, err}
		d.mu.Unlock()
	}
	return addrs, err
}

func newTransport(d *dialer, o *Options, insecure bool) *http.Transport {
	l := o.Limits
	t := &http.Transport{
		Proxy:                  nil, // none that the environment names
		DialContext:            d.DialContext,
		TLSClientConfig:        &tls.Config{InsecureSkipVerify: insecure, RootCAs: o.Roots},
		TLSHandshakeTimeout:    l.Connect,
		ResponseHeaderTimeout:  l.Header,
		MaxResponseHeaderBytes: l.Headers,
		MaxIdleConns:           1024,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        5 * time.Second,
		DisableCompression:     true, // the decoder asks for itself
		ForceAttemptHTTP2:      true,
	}
	if o.Proxy != nil {
		throughProxy(t, d, o.Proxy)
	}
	return t
}

// verifying picks the transport by what the exchange asks for.
type verifying struct{ secure, insecure http.RoundTripper }

func (v verifying) RoundTrip(req *http.Request) (*http.Response, error) {
	if exchangeOf(req.Context()).insecure {
		return v.insecure.RoundTrip(req)
	}
	return v.secure.RoundTrip(req)
}
