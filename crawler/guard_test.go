package crawler

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"testing"

	"apud/crawler/verdict"
)

// privateAddrs are addresses that a citation must not lead to.
var privateAddrs = []string{
	"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.1.2.3",
	"169.254.1.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.170", "192.0.2.1",
	"192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
	"224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16", "192.31.196.1", "192.52.193.1",
	"192.175.48.1", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:168.63.129.16",
	"::7f00:1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
	"2001:20::1", "2001:db8::1", "2002:7f00:1::1", "2002:a00:1::1", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1",
	"fe80::1%eth0", "fec0::1", "ff02::1",
}

func TestGuardRefuses(t *testing.T) {
	g := newGuard(false, nil)
	for _, a := range privateAddrs {
		if err := g.Control("tcp4", netip.AddrPortFrom(netip.MustParseAddr(a), 80).String(), nil); err == nil {
			t.Errorf("Control(%s) = nil, want an error", a)
		}
	}
}

func TestGuardPorts(t *testing.T) {
	g := newGuard(false, nil)
	for _, port := range []string{"22", "25", "53", "110", "3306", "5432", "6379", "8000", "11211", "0", "65535"} {
		if err := g.Control("tcp4", "93.184.216.34:"+port, nil); err == nil {
			t.Errorf("Control(port %s) = nil, want an error", port)
		}
	}
}

func TestGuardLetsThrough(t *testing.T) {
	for _, test := range []struct {
		name, addr string
		private    bool
		allow      []netip.Prefix
		want       bool
	}{
		{"public", "93.184.216.34:80", false, nil, true},
		{"public 443", "93.184.216.34:443", false, nil, true},
		{"public 8080", "93.184.216.34:8080", false, nil, true},
		{"public IPv6", "[2606:2800:220:1::1]:443", false, nil, true},
		{"private", "10.0.0.1:8000", true, nil, true},
		{"loopback", "127.0.0.1:40000", true, nil, true},
		{"unique local", "[fd00::1]:80", true, nil, true},
		{"metadata stays shut", "169.254.169.254:80", true, nil, false},
		{"wire server stays shut", "168.63.129.16:80", true, nil, false},
		{"public port stays shut", "93.184.216.34:25", true, nil, false},
		{"allowed", "192.168.7.9:9000", false, []netip.Prefix{netip.MustParsePrefix("192.168.7.0/24")}, true},
		{"allowed, mapped", "[::ffff:192.168.7.9]:9000", false, []netip.Prefix{netip.MustParsePrefix("192.168.7.0/24")}, true},
		{"not allowed", "192.168.8.9:80", false, []netip.Prefix{netip.MustParsePrefix("192.168.7.0/24")}, false},
		{"no TCP", "", false, nil, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := newGuard(test.private, test.allow).Control("tcp", test.addr, nil)
			if (err == nil) != test.want {
				t.Errorf("Control(%s) = %v, want let through: %v", test.addr, err, test.want)
			}
		})
	}
}

// No spelling of a loopback address reaches the server behind it.
func TestGuardSpellings(t *testing.T) {
	s := serve(t, 0, func(http.ResponseWriter, *http.Request) {})
	_, port, err := net.SplitHostPort(s.addr)
	if err != nil {
		t.Fatal(err)
	}
	o := quick()
	o.AllowPrivate, o.Allow = false, nil
	o.Resolve = func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	var urls []string
	for _, host := range []string{
		"127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "127.0.1", "0x7f.0.0.1", "0x7f.1", "017700000001",
		"%31%32%37.0.0.1", "１２７.0.0.1", "127。0。0。1", "127.0.0.1.", "user@127.0.0.1", "example.org@127.0.0.1",
		"example.org:80@127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "localhost", "LOCALHOST",
		"a.example", "0", "0.0.0.0",
	} {
		urls = append(urls, "http://"+host+":"+port+"/")
	}
	urls = append(urls, `http:\\127.0.0.1:`+port+`\`, "http:/127.0.0.1:"+port+"/")
	for url, r := range crawl(t, o, urls...) {
		switch faultOfResult(r) {
		case verdict.FaultForbidden, verdict.FaultMalformed, verdict.FaultHostDown:
		default:
			t.Errorf("%s: fault = %+v, want forbidden", url, r.Evidence.Fault)
		}
	}
	if hits := s.seen(); len(hits) != 0 {
		t.Errorf("the server was reached: %v", hits)
	}
}

func TestGuardAfterRedirect(t *testing.T) {
	inner := serve(t, 1, func(http.ResponseWriter, *http.Request) {})
	outer := serve(t, 2, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inner.URL+"/secret", http.StatusFound)
	})
	o := quick()
	o.AllowPrivate = false
	o.Allow = []netip.Prefix{netip.MustParsePrefix("127.0.0.3/32")}
	r := crawl(t, o, outer.URL+"/")[outer.URL+"/"]
	if got := faultOfResult(r); got != verdict.FaultForbidden {
		t.Errorf("fault = %q, want %q", got, verdict.FaultForbidden)
	}
	if len(inner.seen()) != 0 {
		t.Error("the private server was reached")
	}
}

// A name that turns to a private address after it was looked at stays outside:
// the address dialled is the one checked.
func TestGuardAfterRebinding(t *testing.T) {
	s := serve(t, 1, func(http.ResponseWriter, *http.Request) {})
	_, port, _ := net.SplitHostPort(s.addr)
	o := quick()
	o.AllowPrivate, o.Allow = false, nil
	o.Resolve = func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("192.0.2.1"), netip.MustParseAddr("127.0.0.2")}, nil
	}
	url := "http://rebinding.example:" + port + "/"
	r := crawl(t, o, url)[url]
	if got := faultOfResult(r); got != verdict.FaultForbidden {
		t.Errorf("fault = %q, want %q", got, verdict.FaultForbidden)
	}
	if len(s.seen()) != 0 {
		t.Error("the private server was reached")
	}
}
