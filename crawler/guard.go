package crawler

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"syscall"

	"code.dny.dev/ssrf"
)

// guard keeps visits to the public web. Its Control sees the very address of
// every connection, after the names' look-up, so that neither redirects nor odd
// spellings nor names that change their address get past it.
type guard struct {
	private bool
	allow   []netip.Prefix
	ssrf    *ssrf.Guardian
}

// webPorts are the ports of the public web; behind others are mail servers and
// databases, which must not be talked to in somebody else's name.
var webPorts = []uint16{80, 443, 8080, 8443}

// wireServer is Azure's machine metadata, the one such service on a public address.
var wireServer = netip.MustParsePrefix("168.63.129.16/32")

func newGuard(private bool, allow []netip.Prefix) *guard {
	return &guard{
		private: private, allow: allow,
		ssrf: ssrf.New(ssrf.WithPorts(webPorts...), ssrf.WithDeniedV4Prefixes(wireServer)),
	}
}

// Control is for [net.Dialer].
func (g *guard) Control(network, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s", errForbidden, address)
	}
	if !strings.HasPrefix(network, "tcp") {
		return fmt.Errorf("%w: %s", errForbidden, network)
	}
	return g.check(ap)
}

func (g *guard) check(ap netip.AddrPort) error {
	addr := ap.Addr().Unmap().WithZone("")
	for _, p := range g.allow {
		if p.Contains(addr) {
			return nil
		}
	}
	if g.private && inside(addr) {
		return nil
	}
	return g.ssrf.SafeAddrPort(netip.AddrPortFrom(addr, ap.Port()))
}

// inside reports whether an address is of this machine or of a private
// network. Link-local ones are not among them: cloud machines keep their secrets there.
func inside(a netip.Addr) bool {
	return a.IsLoopback() || a.IsPrivate()
}

// schemes lets web addresses through and no others.
type schemes struct{ next http.RoundTripper }

func (s schemes) RoundTrip(req *http.Request) (*http.Response, error) {
	switch req.URL.Scheme {
	case "http", "https":
		return s.next.RoundTrip(req)
	}
	return nil, fmt.Errorf("%w: scheme %s", errForbidden, req.URL.Scheme)
}
