package crawler

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"

	"apud/crawler/verdict"
)

func TestConnectionFaults(t *testing.T) {
	t.Parallel()              // further tries wait
	log.SetOutput(io.Discard) // net/http tells of answers that nobody asked for
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	answers := func(s string) func(net.Conn) {
		return func(c net.Conn) {
			if readRequest(c) {
				io.WriteString(c, s)
			}
		}
	}
	tests := []struct {
		name  string
		talk  func(net.Conn)
		fault string
	}{
		{"nothing", answers(""), verdict.FaultProtocol},
		{"closed at once", func(net.Conn) {}, ""}, // reset or protocol, by who is faster
		{"reset", func(c net.Conn) {
			if readRequest(c) {
				c.(*net.TCPConn).SetLinger(0)
			}
		}, verdict.FaultReset},
		{"no HTTP", answers("SSH-2.0-OpenSSH_9.6\r\n"), verdict.FaultProtocol},
		{"bad status line", answers("HTTP/1.1 twohundred OK\r\n\r\n"), verdict.FaultProtocol},
		{"bad length", answers("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"), verdict.FaultProtocol},
		{"silence", func(c net.Conn) { readRequest(c); untilGone(c) }, verdict.FaultTimeout},
		{"half a header", func(c net.Conn) {
			readRequest(c)
			io.WriteString(c, "HTTP/1.1 200 OK\r\nServer: ")
			untilGone(c)
		}, verdict.FaultTimeout},
		{"header bomb", func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			for {
				if _, err := fmt.Fprintf(c, "X-Bomb: %s\r\n", strings.Repeat("x", 1000)); err != nil {
					return
				}
			}
		}, verdict.FaultProtocol},
		{"endless 103", func(c net.Conn) {
			for {
				if _, err := io.WriteString(c, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"); err != nil {
					return
				}
			}
		}, verdict.FaultProtocol},
	}
	var urls []string
	for i, test := range tests {
		urls = append(urls, raw(t, 10+i, test.talk)+"/")
	}
	o := quick()
	o.Workers = len(tests)
	o.Limits.Header = 3 * time.Second
	got := crawl(t, o, urls...)
	for i, test := range tests {
		r := got[urls[i]]
		fault := faultOfResult(r)
		if test.fault == "" && (fault == verdict.FaultProtocol || fault == verdict.FaultReset) {
			continue
		}
		if fault != test.fault {
			t.Errorf("%s: fault = %+v, want %q", test.name, r.Evidence.Fault, test.fault)
		}
		if r.Evidence.Status() != 0 || r.Resource != nil {
			t.Errorf("%s: status %d, resource %v, want neither", test.name, r.Evidence.Status(), r.Resource)
		}
	}
}

func TestNameFaults(t *testing.T) {
	t.Parallel() // further tries wait
	o := quick()
	o.Resolve = func(_ context.Context, host string) ([]netip.Addr, error) {
		switch host {
		case "gone.example":
			return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		case "empty.example":
			return nil, nil
		}
		return nil, &net.DNSError{Err: "server misbehaving", Name: host, IsTemporary: true}
	}
	want := map[string]string{
		"http://gone.example/":  verdict.FaultDNSNotFound,
		"http://empty.example/": verdict.FaultDNSNotFound,
		"http://shaky.example/": verdict.FaultDNSTemporary,
	}
	for url, r := range crawl(t, o, "http://gone.example/", "http://empty.example/", "http://shaky.example/") {
		if got := faultOfResult(r); got != want[url] {
			t.Errorf("%s: fault = %+v, want %q", url, r.Evidence.Fault, want[url])
		}
	}
}

// A name that does not exist is looked up once, and says so for each source.
func TestNamesAreLookedUpOnce(t *testing.T) {
	o := quick()
	lookups := 0 // one host, one worker at a time
	o.Resolve = func(_ context.Context, host string) ([]netip.Addr, error) {
		lookups++
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	var urls []string
	for i := range 10 {
		urls = append(urls, fmt.Sprintf("http://gone.example/%d", i))
	}
	for url, r := range crawl(t, o, urls...) {
		if got := faultOfResult(r); got != verdict.FaultDNSNotFound {
			t.Errorf("%s: fault = %q, want %q", url, got, verdict.FaultDNSNotFound)
		}
	}
	if lookups != 1 {
		t.Errorf("lookups = %d, want 1", lookups)
	}
}

// certificate is self-signed unless it has an issuer.
func certificate(t *testing.T, edit func(*x509.Certificate)) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().Add(48 * time.Hour),
		DNSNames: []string{"site.example"}, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		BasicConstraintsValid: true, IsCA: true,
	}
	edit(c)
	der, err := x509.CreateCertificate(rand.Reader, c, c, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func TestTLSFaults(t *testing.T) {
	for _, test := range []struct {
		name, host, fault string
		edit              func(*x509.Certificate)
		trusted           bool
	}{
		{"unknown issuer", "site.example", verdict.FaultTLSUnknown, func(*x509.Certificate) {}, false},
		{"expired", "site.example", verdict.FaultTLSExpired, func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-time.Hour) }, true},
		{"other name", "other.example", verdict.FaultTLSName, func(*x509.Certificate) {}, true},
		{"good", "site.example", "", func(*x509.Certificate) {}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			cert := certificate(t, test.edit)
			s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				io.WriteString(w, "still here")
			}))
			s.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
			s.Config.ErrorLog = log.New(io.Discard, "", 0)
			s.StartTLS()
			defer s.Close()
			_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
			url := "https://" + net.JoinHostPort(test.host, port) + "/"

			o := quick()
			o.Resolve = func(context.Context, string) ([]netip.Addr, error) {
				return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
			}
			v := &visits{results: map[string]*Result{}}
			o.Settle = v.settle
			c, err := New(o)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if test.trusted {
				roots := x509.NewCertPool()
				leaf, err := x509.ParseCertificate(cert.Certificate[0])
				if err != nil {
					t.Fatal(err)
				}
				roots.AddCert(leaf)
				c.trust(roots)
			}
			if _, err := c.Run(t.Context(), jobs(url)); err != nil {
				t.Fatal(err)
			}
			r := v.results[url]
			if got := faultOfResult(r); got != test.fault {
				t.Errorf("fault = %+v, want %q", r.Evidence.Fault, test.fault)
			}
			if test.fault == "" && r.Evidence.Hops[0].TLS != "TLS 1.3" {
				t.Errorf("TLS = %q, want TLS 1.3", r.Evidence.Hops[0].TLS)
			}
		})
	}
}

func TestTLSToPlainServer(t *testing.T) {
	s := serve(t, 1, func(http.ResponseWriter, *http.Request) {})
	url := "https" + strings.TrimPrefix(s.URL, "http") + "/"
	r := crawl(t, quick(), url)[url]
	if got := faultOfResult(r); got != verdict.FaultTLS {
		t.Errorf("fault = %+v, want %q", r.Evidence.Fault, verdict.FaultTLS)
	}
}
