package crawler

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// errProxy is trouble with the proxy, which says nothing of a source.
var errProxy = errors.New("the proxy cannot be used")

// CheckProxy says what is wrong with a proxy's address. It tells no secrets.
func CheckProxy(u *url.URL) error {
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
	default:
		return errors.New("want a proxy such as http://proxy.example.org:3128 or socks5://127.0.0.1:1080")
	}
	if u.Hostname() == "" || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("want a proxy's host and port and no more, such as http://proxy.example.org:3128")
	}
	return nil
}

// throughProxy sends the requests of t through the proxy. The proxy itself may
// be at any address: whoever runs the crawler has named it.
func throughProxy(t *http.Transport, d *dialer, proxy *url.URL) {
	dial := func(ctx context.Context, network, addr string) (net.Conn, error) {
		direct := d.dial
		if direct == nil {
			direct = (&net.Dialer{Timeout: d.timeout}).DialContext
		}
		c, err := direct(ctx, network, addr)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errProxy, err)
		}
		return c, nil
	}
	t.Proxy = http.ProxyURL(proxy)
	t.DialContext = dial
	t.OnProxyConnectResponse = func(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
		if answer.StatusCode == http.StatusProxyAuthRequired {
			return fmt.Errorf("%w: it answers %s", errProxy, answer.Status)
		}
		return nil
	}
	if proxy.Scheme != "https" {
		return
	}
	// The proxy's certificate is verified even where the source's is not: it
	// gets to see the proxy's password.
	verified := t.TLSClientConfig.Clone()
	verified.InsecureSkipVerify = false
	verified.ServerName = proxy.Hostname()
	t.DialTLSContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		ctx, cancel := context.WithTimeout(ctx, d.timeout)
		defer cancel()
		secure := tls.Client(c, verified)
		if err := secure.HandshakeContext(ctx); err != nil {
			c.Close()
			return nil, fmt.Errorf("%w: %w", errProxy, err)
		}
		return secure, nil
	}
}

// proxied guards what is asked of a proxy. The proxy connects by itself, so
// that the guard judges by the target's name: an address is judged as it is, a
// name by all the addresses that it has from here. A name that has none from
// here may have one for the proxy; of those, the ones of private networks are
// refused. A proxy that finds another address than we do is beyond the guard.
type proxied struct {
	next   http.RoundTripper
	dialer *dialer
	guard  *guard
}

func (p proxied) RoundTrip(req *http.Request) (*http.Response, error) {
	if p.dialer.dial == nil {
		if err := p.check(req.Context(), req.URL); err != nil {
			return nil, err
		}
	}
	resp, err := p.next.RoundTrip(req)
	if err == nil && req.URL.Scheme == "http" && resp.StatusCode == http.StatusProxyAuthRequired {
		resp.Body.Close()
		return nil, fmt.Errorf("%w: it answers %s", errProxy, resp.Status)
	}
	return resp, err
}

// anyPublic stands for the unknown address of a name, to judge its port.
var anyPublic = netip.MustParseAddr("93.184.216.34")

func (p proxied) check(ctx context.Context, u *url.URL) error {
	port := uint64(80)
	if u.Scheme == "https" {
		port = 443
	}
	if s := u.Port(); s != "" {
		var err error
		if port, err = strconv.ParseUint(s, 10, 16); err != nil {
			return fmt.Errorf("%w: port %s", errForbidden, s)
		}
	}
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	ctx, cancel := context.WithTimeout(ctx, p.dialer.timeout)
	defer cancel()
	addrs, err := p.dialer.lookup(ctx, name)
	if err != nil {
		if !p.guard.private && privateName(name) {
			return fmt.Errorf("%w: %s is a name of private networks", errForbidden, name)
		}
		addrs = []netip.Addr{anyPublic}
	}
	for _, a := range addrs {
		if err := p.guard.check(netip.AddrPortFrom(a, uint16(port))); err != nil {
			return err
		}
	}
	return nil
}

// privateNames are the top-level domains that private networks use.
var privateNames = []string{
	"localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "test", "home.arpa",
}

// privateName reports whether a name is one that the public web has not.
func privateName(name string) bool {
	if !strings.Contains(name, ".") {
		return true
	}
	for _, p := range privateNames {
		if strings.HasSuffix(name, "."+p) {
			return true
		}
	}
	return false
}
