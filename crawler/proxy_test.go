package crawler

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"apud/crawler/verdict"
)

// namesFor are look-ups for tests: public names, private ones, and none.
func namesFor(_ context.Context, host string) ([]netip.Addr, error) {
	switch host {
	case "public.example":
		return []netip.Addr{netip.MustParseAddr("93.184.216.34")}, nil
	case "mixed.example":
		return []netip.Addr{netip.MustParseAddr("93.184.216.34"), netip.MustParseAddr("10.0.0.1")}, nil
	case "inner.example", "localhost":
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

func throughTest(t *testing.T, proxy string) Options {
	t.Helper()
	u, err := url.Parse(proxy)
	if err != nil {
		t.Fatal(err)
	}
	o := quick()
	o.AllowPrivate, o.Allow, o.Proxy, o.Resolve = false, nil, u, namesFor
	return o
}

func TestProxyGuard(t *testing.T) {
	proxy := serve(t, 1, func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "by proxy") })
	o := throughTest(t, "http://user:opensesame@"+proxy.addr)
	reach := []string{"http://public.example/a", "http://93.184.216.34:8080/", "http://only-the-proxy-knows.example/"}
	refuse := []string{
		"http://10.0.0.1/", "http://127.1/", "http://0x7f000001/", "http://[::1]/", "http://[::ffff:10.0.0.1]/",
		"http://169.254.169.254/latest/", "http://inner.example/", "http://mixed.example/", "http://localhost/",
		"http://intranet/", "http://printer.local/", "http://metadata.internal./", "http://public.example:25/",
		"http://unknown.example:6379/", "https://192.168.1.1/", "https://db.internal/",
	}
	got := crawl(t, o, append(reach, refuse...)...)
	for _, u := range reach {
		if r := got[u]; r.Evidence.Fault != nil || r.Evidence.Status() != 200 {
			t.Errorf("%s: %s, want 200", u, describe(r))
		} else {
			noSecret(t, "evidence", fmt.Sprintf("%+v", r.Evidence))
		}
	}
	for _, u := range refuse {
		if c := faultOfResult(got[u]); c != verdict.FaultForbidden {
			t.Errorf("%s: fault %q, want %q", u, c, verdict.FaultForbidden)
		}
	}
	if n := len(proxy.seen()); n != len(reach) {
		t.Errorf("the proxy was asked %d times, want %d", n, len(reach))
	}
}

func TestProxyGuardAfterRedirect(t *testing.T) {
	proxy := serve(t, 1, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://10.0.0.1/secret", http.StatusFound)
	})
	r := crawl(t, throughTest(t, proxy.URL), "http://public.example/")["http://public.example/"]
	if c := faultOfResult(r); c != verdict.FaultForbidden || len(proxy.seen()) != 1 {
		t.Errorf("fault %q after %d requests, want %q after 1", c, len(proxy.seen()), verdict.FaultForbidden)
	}
}

// What is wrong with the proxy is not held against sources.
func TestProxyTrouble(t *testing.T) {
	wants := serve(t, 1, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusProxyAuthRequired) })
	gone := serve(t, 2, func(http.ResponseWriter, *http.Request) {})
	gone.Close()
	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	untrusted.StartTLS()
	defer untrusted.Close()
	for _, proxy := range []string{wants.URL, gone.URL, "socks5://" + gone.addr, untrusted.URL} {
		got := crawl(t, throughTest(t, strings.Replace(proxy, "://", "://u:opensesame@", 1)), "http://public.example/", "https://public.example/")
		for u, r := range got {
			if c := faultOfResult(r); c != verdict.FaultHostDown || classOf(r.Judgements) != verdict.Unknown {
				t.Errorf("%s by %s: %s, want nothing to be known", u, proxy, describe(r))
			}
			noSecret(t, "evidence", fmt.Sprintf("%+v", r.Evidence.Fault))
		}
	}
}

// socks is a SOCKS5 proxy that answers each tunnel itself, and notes the targets.
func socks(t *testing.T, note func(target string)) string {
	return strings.TrimPrefix(raw(t, 3, func(c net.Conn) {
		head := make([]byte, 2)
		if _, err := io.ReadFull(c, head); err != nil {
			return
		}
		io.CopyN(io.Discard, c, int64(head[1]))
		c.Write([]byte{5, 0})
		ask := make([]byte, 5)
		if _, err := io.ReadFull(c, ask); err != nil || ask[3] != 3 {
			return
		}
		rest := make([]byte, int(ask[4])+2)
		if _, err := io.ReadFull(c, rest); err != nil {
			return
		}
		name, port := rest[:len(rest)-2], rest[len(rest)-2:]
		note(fmt.Sprintf("%s:%d", name, binary.BigEndian.Uint16(port)))
		c.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
		if readRequest(c) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nhere")
		}
	}), "http://")
}

func TestProxySocks(t *testing.T) {
	var mu sync.Mutex
	var targets []string
	addr := socks(t, func(s string) {
		mu.Lock()
		targets = append(targets, s)
		mu.Unlock()
	})
	got := crawl(t, throughTest(t, "socks5://"+addr), "http://public.example/", "http://inner.example/")
	if r := got["http://public.example/"]; r.Evidence.Status() != 200 {
		t.Errorf("public: %s, want 200", describe(r))
	}
	if c := faultOfResult(got["http://inner.example/"]); c != verdict.FaultForbidden {
		t.Errorf("inner: fault %q, want %q", c, verdict.FaultForbidden)
	}
	mu.Lock()
	defer mu.Unlock()
	if want := []string{"public.example:80"}; !slices.Equal(targets, want) {
		t.Errorf("targets = %v, want %v", targets, want)
	}
}

func TestCheckProxy(t *testing.T) {
	for address, ok := range map[string]bool{
		"http://proxy.example:3128": true, "https://u:p@proxy.example": true, "socks5://127.0.0.1:1080/": true,
		"ftp://proxy.example": false, "proxy.example:3128": false, "http://": false, "http://proxy.example/path": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if err := CheckProxy(u); (err == nil) != ok {
			t.Errorf("CheckProxy(%s) = %v, want ok: %v", address, err, ok)
		}
	}
}
