package crawltest

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"syscall"
	"testing"

	"github.com/ledongthuc/pdf"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start serves a site and gives a client that follows no redirect.
func start(t testing.TB, archive string) (*Web, *http.Client) {
	t.Helper()
	s, err := Parse("site.txtar", []byte(archive))
	if err != nil {
		t.Fatal(err)
	}
	w, err := s.Serve()
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{
		DialContext: w.DialContext, DisableCompression: true,
		TLSClientConfig: &tls.Config{RootCAs: w.Roots()},
	}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := w.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
	})
	return w, &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// get gives the answer with its body; the error may be the body's.
func get(t testing.TB, c *http.Client, url string, fields ...string) (*http.Response, string, error) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(fields); i += 2 {
		req.Header.Set(fields[i], fields[i+1])
	}
	resp, err := c.Do(req)
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp, string(body), err
}

// must is get for answers that have to be whole.
func must(t testing.TB, c *http.Client, url string, fields ...string) (*http.Response, string) {
	t.Helper()
	resp, body, err := get(t, c, url, fields...)
	if err != nil {
		t.Fatalf("get %s: %v", url, err)
	}
	return resp, body
}

func TestEpochs(t *testing.T) {
	w, c := start(t, `
-- host a.example --
name: The Gazette
-- a.example/x --
author: Jane Roe
published: 2020-10-09

# Tides & times

The board said <so>.
-- @2 a.example/x --
status: 410
-- @3 host a.example --
dns: nxdomain
`)
	resp, body := must(t, c, "http://a.example/x")
	if resp.StatusCode != 200 || !strings.Contains(body, "<h1>Tides &amp; times</h1>") ||
		!strings.Contains(body, "<title>Tides &amp; times | The Gazette</title>") ||
		!strings.Contains(body, "<p>The board said &lt;so&gt;.</p>") ||
		!strings.Contains(body, `"headline":"Tides \u0026 times"`) {
		t.Errorf("epoch 1 = %d %s", resp.StatusCode, body)
	}
	if _, body := must(t, c, "http://a.example/"); !strings.Contains(body, `<a href="/x">Tides &amp; times</a>`) {
		t.Errorf("front page without the headline: %s", body)
	}
	if resp, body := must(t, c, "http://a.example/y"); resp.StatusCode != 404 || !strings.Contains(body, "Page not found") {
		t.Errorf("unknown address = %d %s", resp.StatusCode, body)
	}
	w.SetEpoch(2)
	if resp, _ := must(t, c, "http://a.example/x"); resp.StatusCode != 410 {
		t.Errorf("epoch 2 = %d, want 410", resp.StatusCode)
	}
	w.SetEpoch(3)
	c.CloseIdleConnections()
	_, _, err := get(t, c, "http://a.example/x")
	if dns := new(net.DNSError); !errors.As(err, &dns) || !dns.IsNotFound {
		t.Errorf("epoch 3 = %v, want a DNSError of a name not found", err)
	}
	var paths []string
	for _, r := range w.Log() {
		paths = append(paths, r.Host+r.Path)
	}
	if got, want := strings.Join(paths, " "), "a.example/x a.example/ a.example/y a.example/x"; got != want {
		t.Errorf("log = %s, want %s", got, want)
	}
}

func TestResolve(t *testing.T) {
	w, _ := start(t, `
-- host gone.example --
dns: nxdomain
-- host ill.example --
dns: servfail
-- host slow.example --
dns: timeout
-- a.example/x --
<p>
-- b.example/x --
<p>
`)
	for name, want := range map[string]net.DNSError{
		"gone.example":    {IsNotFound: true},
		"unknown.example": {IsNotFound: true},
		"ill.example":     {IsTemporary: true},
		"slow.example":    {IsTimeout: true, IsTemporary: true},
	} {
		_, err := w.Resolve(context.Background(), name)
		dns := new(net.DNSError)
		if !errors.As(err, &dns) {
			t.Errorf("Resolve(%q) = %v, want a DNSError", name, err)
			continue
		}
		if dns.IsNotFound != want.IsNotFound || dns.IsTemporary != want.IsTemporary || dns.IsTimeout != want.IsTimeout {
			t.Errorf("Resolve(%q) = %#v, want %#v", name, dns, want)
		}
	}
	for _, name := range []string{"a.example", "B.example."} {
		addrs, err := w.Resolve(context.Background(), name)
		if err != nil || len(addrs) != 1 || !addrs[0].IsLoopback() {
			t.Errorf("Resolve(%q) = %v, %v, want a loopback address", name, addrs, err)
		}
	}
}

func TestFaults(t *testing.T) {
	w, c := start(t, `
-- host refused.example --
tcp: refused
-- host reset.example --
tcp: reset
-- a.example/reset --
fault: reset
-- a.example/empty --
fault: empty
-- a.example/noise --
fault: noise
-- a.example/cut --
cut: 4

0123456789
-- a.example/dripping --
drip: 4 1ms

0123456789
-- a.example/flaky --
flaky: 2 502

fine
-- a.example/torn --
flaky: 1 reset

fine
-- a.example/large --
fields: 3000
pad: 50000

x
`)
	errorsOf := map[string]func(error) bool{
		"http://refused.example/x": func(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) },
		"http://reset.example/x":   func(err error) bool { return err != nil },
		"https://a.example/reset":  func(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) },
		"http://a.example/reset":   func(err error) bool { return errors.Is(err, syscall.ECONNRESET) },
		"http://a.example/empty":   func(err error) bool { return errors.Is(err, io.EOF) },
		"http://a.example/noise":   func(err error) bool { return err != nil && strings.Contains(err.Error(), "malformed HTTP") },
	}
	for url, holds := range errorsOf {
		if _, _, err := get(t, c, url); !holds(err) {
			t.Errorf("get %s = %v", url, err)
		}
	}
	if _, body, err := get(t, c, "http://a.example/cut"); body != "0123" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("cut = %q, %v, want 0123 and an unexpected end", body, err)
	}
	if _, body := must(t, c, "http://a.example/dripping"); body != "0123456789\n" {
		t.Errorf("dripping = %q", body)
	}
	for _, epoch := range []int{1, 2} {
		w.SetEpoch(epoch)
		for i, want := range []int{502, 502, 200, 200} {
			if resp, _ := must(t, c, "http://a.example/flaky"); resp.StatusCode != want {
				t.Errorf("flaky, epoch %d, try %d = %d, want %d", epoch, i, resp.StatusCode, want)
			}
		}
	}
	c.CloseIdleConnections() // a transport tries again by itself when an old connection ends
	if _, _, err := get(t, c, "http://a.example/torn"); err == nil {
		t.Error("torn, first try = nil, want an error")
	}
	if _, body := must(t, c, "http://a.example/torn"); body != "fine\n" {
		t.Errorf("torn, second try = %q, want fine", body)
	}
	resp, body := must(t, c, "http://a.example/large")
	if len(body) != 50002 || len(resp.Header) < 30 {
		t.Errorf("large = %d bytes, %d fields", len(body), len(resp.Header))
	}
}

// TestHold meets the faults that only the client or the web's end can end.
func TestHold(t *testing.T) {
	_, c := start(t, `
-- host deaf.example --
tcp: stall
-- a.example/stalled --
fault: stall
-- a.example/hanging --
hang: 3

0123456789
-- a.example/slow --
delay: 1h

x
`)
	for _, url := range []string{"http://deaf.example/", "http://a.example/stalled", "http://a.example/slow"} {
		ctx, cancel := context.WithCancel(t.Context())
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		ended := make(chan error)
		go func() {
			_, err := c.Do(req)
			ended <- err
		}()
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("get %s = %v, want that it was cancelled", url, err)
		}
	}
	resp, err := c.Get("http://a.example/hanging")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	first := make([]byte, 3)
	if _, err := io.ReadFull(resp.Body, first); err != nil || string(first) != "012" {
		t.Errorf("hanging = %q, %v, want 012", first, err)
	}
	// The test ends with the connection open; closing the web must not wait for it.
}

func TestTLS(t *testing.T) {
	modes := []string{"valid", "expired", "early", "wrong-name", "self-signed", "unknown-issuer", "handshake", "plain"}
	archive := ""
	for _, m := range modes {
		archive += "-- host " + m + ".example --\ntls: " + m + "\nhttp: redirect\n-- " + m + ".example/x --\n<p>here\n"
	}
	_, c := start(t, archive)
	for _, m := range modes {
		_, body, err := get(t, c, "https://"+m+".example/x")
		invalid, name, unknown := new(x509.CertificateInvalidError), new(x509.HostnameError), new(x509.UnknownAuthorityError)
		holds := map[string]bool{
			"valid":          err == nil && body == "<p>here\n",
			"expired":        errors.As(err, invalid) && invalid.Reason == x509.Expired,
			"early":          errors.As(err, invalid) && invalid.Reason == x509.Expired,
			"wrong-name":     errors.As(err, name),
			"self-signed":    errors.As(err, unknown),
			"unknown-issuer": errors.As(err, unknown),
			"handshake":      err != nil && strings.Contains(err.Error(), "tls: "),
			"plain":          err != nil && strings.Contains(err.Error(), "HTTP response to HTTPS client"),
		}
		if !holds[m] {
			t.Errorf("%s = %q, %v", m, body, err)
		}
		resp, _ := must(t, c, "http://"+m+".example/x")
		if got, want := resp.Header.Get("Location"), "https://"+m+".example/x"; got != want {
			t.Errorf("%s: plain HTTP leads to %q, want %q", m, got, want)
		}
	}
}

func TestHeads(t *testing.T) {
	_, c := start(t, `
-- a.example/moved --
redirect: 308 /new
-- a.example/found --
redirect: http://b.example/
-- a.example/walled --
status: 403
Cf-Mitigated: challenge
Content-Type:

wall
-- a.example/tagged --
etag: auto

text
-- a.example/dated --
modified: 2020-10-09

text
-- a.example/cookie --
cookie: need

in
-- a.example/never --
cookie: never
-- a.example/choosy --
agent: browser

in
-- a.example/no-head --
head: 405

in
-- a.example/report.txt --

text
`)
	for path, want := range map[string]string{"moved": "308 /new", "found": "302 http://b.example/", "never": "302 /never"} {
		resp, _ := must(t, c, "http://a.example/"+path)
		if got := resp.Status[:4] + resp.Header.Get("Location"); got != want {
			t.Errorf("%s = %q, want %q", path, got, want)
		}
	}
	resp, body := must(t, c, "http://a.example/walled")
	if resp.StatusCode != 403 || body != "wall\n" || resp.Header.Get("Cf-Mitigated") != "challenge" || resp.Header["Content-Type"] != nil {
		t.Errorf("walled = %d %q %v", resp.StatusCode, body, resp.Header)
	}
	resp, _ = must(t, c, "http://a.example/tagged")
	again, body := must(t, c, "http://a.example/tagged", "If-None-Match", resp.Header.Get("ETag"))
	if resp.Header.Get("ETag") == "" || again.StatusCode != 304 || body != "" {
		t.Errorf("tagged = %v, then %d %q, want 304", resp.Header, again.StatusCode, body)
	}
	for since, want := range map[string]int{"Fri, 09 Oct 2020 00:00:00 GMT": 304, "Thu, 08 Oct 2020 00:00:00 GMT": 200} {
		if resp, _ := must(t, c, "http://a.example/dated", "If-Modified-Since", since); resp.StatusCode != want {
			t.Errorf("dated since %s = %d, want %d", since, resp.StatusCode, want)
		}
	}
	jar, _ := cookiejar.New(nil) // without options nothing can fail
	keeps := &http.Client{Transport: c.Transport, Jar: jar}
	if _, body := must(t, keeps, "http://a.example/cookie"); body != "in\n" {
		t.Errorf("cookie kept = %q, want in", body)
	}
	for agent, want := range map[string]int{
		"Mozilla/5.0 (compatible; robot/1.0)":           403,
		"Go-http-client/1.1":                            403,
		"Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0": 200,
	} {
		if resp, _ := must(t, c, "http://a.example/choosy", "User-Agent", agent); resp.StatusCode != want {
			t.Errorf("choosy to %q = %d, want %d", agent, resp.StatusCode, want)
		}
	}
	head, err := c.Head("http://a.example/no-head")
	if err != nil {
		t.Fatal(err)
	}
	head.Body.Close()
	if head.StatusCode != 405 {
		t.Errorf("HEAD = %d, want 405", head.StatusCode)
	}
	if resp, _ := must(t, c, "http://a.example/report.txt"); resp.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("type of report.txt = %q", resp.Header.Get("Content-Type"))
	}
}

func TestBodies(t *testing.T) {
	_, c := start(t, `
-- a.example/gzip --
encoding: gzip

text
-- a.example/deflate --
encoding: deflate

text
-- a.example/fake --
encoding: fake

text
-- a.example/cyrillic --
charset: windows-1251

Порт
-- a.example/silent --
charset: shift_jis silent

港
-- a.example/scan.pdf --
pdf: Tide tables (1920)

# Tide tables

The harbour (old) has tides.
`)
	open := map[string]func(io.Reader) (io.ReadCloser, error){
		"gzip":    func(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) },
		"deflate": zlib.NewReader,
	}
	for coding, reader := range open {
		resp, body := must(t, c, "http://a.example/"+coding)
		r, err := reader(strings.NewReader(body))
		if err != nil {
			t.Fatalf("%s: %v", coding, err)
		}
		text, err := io.ReadAll(r)
		if err != nil || string(text) != "text\n" || resp.Header.Get("Content-Encoding") != coding {
			t.Errorf("%s = %q, %v, %v", coding, text, err, resp.Header)
		}
	}
	if resp, body := must(t, c, "http://a.example/fake"); body != "text\n" || resp.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("fake = %q %v", body, resp.Header)
	}
	if resp, body := must(t, c, "http://a.example/cyrillic"); body != "\xcf\xee\xf0\xf2\n" || !strings.HasSuffix(resp.Header.Get("Content-Type"), "charset=windows-1251") {
		t.Errorf("cyrillic = %q %v", body, resp.Header)
	}
	if resp, body := must(t, c, "http://a.example/silent"); body != "\x8d\x60\n" || resp.Header.Get("Content-Type") != "text/html" {
		t.Errorf("silent = %q %v", body, resp.Header)
	}
	_, body := must(t, c, "http://a.example/scan.pdf")
	r, err := pdf.NewReader(bytes.NewReader([]byte(body)), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Trailer().Key("Info").Key("Title").Text(); got != "Tide tables (1920)" {
		t.Errorf("PDF title = %q", got)
	}
	text, err := r.GetPlainText()
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := io.ReadAll(text); !strings.Contains(string(b), "The harbour (old) has tides.") {
		t.Errorf("PDF text = %q", b)
	}
}

func TestRewrite(t *testing.T) {
	w, c := start(t, `
-- host secure.example --
tls: valid
-- host gone.example --
dns: nxdomain
-- a.example/x --
<a href="http://b.example/y">
-- a.example/moved --
redirect: 301 http://b.example/y
-- b.example/y --
<p>there
-- secure.example/z --
<p>safe
`)
	byAddress := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: w.Roots()}}}
	defer byAddress.CloseIdleConnections()
	for url, want := range map[string]string{
		"http://a.example/x":       `<a href="` + w.Rewrite("http://b.example/y") + "\">\n",
		"http://a.example/moved":   "<p>there\n",
		"http://secure.example/z":  "<p>safe\n",
		"https://secure.example/z": "<p>safe\n",
	} {
		if _, body := must(t, byAddress, w.Rewrite(url)); body != want {
			t.Errorf("%s by address = %q, want %q", url, body, want)
		}
	}
	if _, body := must(t, c, "http://a.example/x"); body != "<a href=\"http://b.example/y\">\n" {
		t.Errorf("by name = %q, want it as written", body)
	}
	for _, url := range []string{"http://gone.example/", "https://a.example/x"} {
		if _, _, err := get(t, byAddress, w.Rewrite(url)); !errors.Is(err, syscall.ECONNREFUSED) {
			t.Errorf("%s by address = %v, want that it is refused", url, err)
		}
	}
}
