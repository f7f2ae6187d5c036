package crawltest

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// ask gives a trap's answer; the test closes it.
func ask(t *testing.T, name string) *http.Response {
	t.Helper()
	srv := httptest.NewServer(Traps()[name])
	client := &http.Client{
		Transport:     &http.Transport{DisableCompression: true, MaxResponseHeaderBytes: 16 << 20},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.Get(srv.URL)
	if err != nil {
		srv.Close()
		t.Fatal(err)
	}
	t.Cleanup(func() {
		resp.Body.Close()
		client.CloseIdleConnections()
		srv.Close() // waits for the handler
	})
	return resp
}

func TestBombs(t *testing.T) {
	gz := func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }
	tests := map[string]func(io.Reader) (io.Reader, error){
		"gzip-bomb": gz,
		"br-bomb":   func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		"zstd-bomb": func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r, zstd.WithDecoderConcurrency(1)) },
		"layered-bomb": func(r io.Reader) (io.Reader, error) {
			r, err := gz(r)
			if err != nil {
				return nil, err
			}
			return gz(r)
		},
	}
	for name, decode := range tests {
		t.Run(name, func(t *testing.T) {
			resp := ask(t, name)
			r, err := decode(resp.Body)
			if err != nil {
				t.Fatal(err)
			}
			const want = 60 << 20
			if n, err := io.CopyN(io.Discard, r, want); err != nil {
				t.Errorf("%s decodes to %d bytes, %v, want more than %d", name, n, err, want)
			}
			if z, ok := r.(*zstd.Decoder); ok {
				z.Close()
			}
		})
	}
}

func TestTraps(t *testing.T) {
	for _, name := range []string{"endless", "trickle"} {
		resp := ask(t, name)
		if n, err := io.CopyN(io.Discard, resp.Body, 5); err != nil {
			t.Errorf("%s = %d bytes, %v, want that it goes on", name, n, err)
		}
	}
	size := 0
	for name, values := range ask(t, "header-bomb").Header {
		size += len(name) + len(values[0])
	}
	if size < 4_000_000 {
		t.Errorf("header-bomb has %d bytes of header, want 4 MB", size)
	}
	if got := ask(t, "redirect-maze").Header.Get("Location"); got != "/?room=1" {
		t.Errorf("redirect-maze leads to %q, want /?room=1", got)
	}
	if got := len(ask(t, "cookie-bomb").Cookies()); got != 50 {
		t.Errorf("cookie-bomb sets %d cookies, want 50", got)
	}
	body, err := io.ReadAll(ask(t, "deep-html").Body)
	if got := strings.Count(string(body), "<div>"); err != nil || got != 200_000 {
		t.Errorf("deep-html opens %d elements, %v, want 200,000", got, err)
	}
}
