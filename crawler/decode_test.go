package crawler

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

// packed writes b through a compressor.
func packed(t testing.TB, encoding string, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	var w io.WriteCloser
	var err error
	switch encoding {
	case "gzip":
		w = gzip.NewWriter(&out)
	case "zlib":
		w = zlib.NewWriter(&out)
	case "flate":
		w, err = flate.NewWriter(&out, flate.DefaultCompression)
	case "br":
		w = brotli.NewWriter(&out)
	case "zstd":
		w, err = zstd.NewWriter(&out)
	default:
		t.Fatalf("no encoding %q", encoding)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestContentEncodings(t *testing.T) {
	t.Parallel() // further tries wait
	text := []byte(strings.Repeat("A page about rivers. ", 200))
	gz := packed(t, "gzip", text)
	for _, test := range []struct {
		name, label string
		sent, want  []byte
		truncated   string
	}{
		{"none", "", text, text, ""},
		{"identity", "identity", text, text, ""},
		{"gzip", "gzip", gz, text, ""},
		{"x-gzip", "X-GZIP", gz, text, ""},
		{"deflate, zlib", "deflate", packed(t, "zlib", text), text, ""},
		{"deflate, bare", "deflate", packed(t, "flate", text), text, ""},
		{"br", "br", packed(t, "br", text), text, ""},
		{"zstd", "zstd", packed(t, "zstd", text), text, ""},
		{"two", "br, gzip", packed(t, "gzip", packed(t, "br", text)), text, ""},
		{"too many", "gzip, gzip, gzip, gzip", gz, nil, "decode"},
		{"gzip that is none", "gzip", text, text, ""},
		{"unknown", "sdch", text, text, ""},
		{"padded", "gzip", append(bytes.Clone(gz), 0, 0, 0), text, ""},
		{"empty", "gzip", nil, nil, ""},
		{"br that is none", "br", text, nil, "decode"},
		{"damaged zstd", "zstd", append([]byte{0x28, 0xb5, 0x2f, 0xfd}, text...), nil, "decode"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := serve(t, 1, func(w http.ResponseWriter, r *http.Request) {
				if test.label != "" {
					w.Header().Set("Content-Encoding", test.label)
				}
				w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
				w.Write(test.sent)
			})
			url := s.URL + "/"
			r := crawl(t, quick(), url)[url]
			if got := r.Resource.Body; !bytes.Equal(got, test.want) {
				t.Errorf("body = %.40q (%d bytes), want %.40q (%d bytes)", got, len(got), test.want, len(test.want))
			}
			b := r.Evidence.Body
			if b.Truncated != test.truncated {
				t.Errorf("truncated = %q, want %q", b.Truncated, test.truncated)
			}
			if test.truncated == "" && (b.RawDigest != snapshot.Sum(test.sent) || b.RawSize != int64(len(test.sent))) {
				t.Errorf("raw = %d bytes, %v, want those sent: %d bytes", b.RawSize, b.RawDigest, len(test.sent))
			}
			if got := r.Evidence.Hops[0].Header.Get("Content-Type"); got != "text/html; charset=iso-8859-1" {
				t.Errorf("content type = %q, want it as it was sent", got)
			}
		})
	}
}

// What is compressed by its nature, and what is called text and is none, is
// kept byte for byte.
func TestBytesUntouched(t *testing.T) {
	archive := packed(t, "gzip", []byte("archive"))
	pdf := []byte("%PDF-1.7\n\xe2\xe3\xcf\xd3\xff\xfe\x80 binary")
	for _, test := range []struct {
		path, kind string
		body       []byte
	}{
		{"/a.tar.gz", "application/gzip", archive},
		{"/b.tgz", "application/x-gzip", archive},
		{"/sitemap.xml.gz", "application/xml", archive},
		{"/c.pdf", "application/pdf; charset=ISO-8859-1", pdf},
		{"/d.html", "text/html; charset=windows-1252", []byte("caf\xe9")},
		{"/e.html", "text/html; charset=no-such-thing", []byte("caf\xe9")},
		{"/f.html", "text/html;CHARSET=\"utf-16\"", []byte("h\x00i\x00")},
		{"/g", "gzip", []byte("not found, and no gzip")},
	} {
		t.Run(test.path, func(t *testing.T) {
			s := serve(t, 1, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", test.kind)
				w.WriteHeader(http.StatusNotFound)
				w.Write(test.body)
			})
			url := s.URL + test.path
			r := crawl(t, quick(), url)[url]
			if got := r.Resource.Body; !bytes.Equal(got, test.body) {
				t.Errorf("body = %q, want %q", got, test.body)
			}
			if got := r.Evidence.Status(); got != http.StatusNotFound {
				t.Errorf("status = %d, want 404", got)
			}
		})
	}
}

func TestBodyLimits(t *testing.T) {
	const raw, decoded = 10 << 10, 30 << 10
	zeros := make([]byte, 8<<20)
	for _, test := range []struct {
		name, label string
		sent        []byte
		size        int
		truncated   string
	}{
		{"just fits", "", zeros[:raw], raw, ""},
		{"one too many", "", zeros[:raw+1], raw, "length"},
		{"far too many", "", zeros, raw, "length"},
		{"decoded fits", "gzip", packed(t, "gzip", zeros[:decoded]), decoded, ""},
		{"decoded one too many", "gzip", packed(t, "gzip", zeros[:decoded+1]), decoded, "decode"},
		{"gzip bomb", "gzip", packed(t, "gzip", zeros), decoded, "decode"},
		{"br bomb", "br", packed(t, "br", zeros), decoded, "decode"},
		{"zstd bomb", "zstd", packed(t, "zstd", zeros), decoded, "decode"},
		{"deflate bomb", "deflate", packed(t, "flate", zeros), decoded, "decode"},
		{"gzip of gzip bomb", "gzip, gzip", packed(t, "gzip", packed(t, "gzip", zeros)), decoded, "decode"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := serve(t, 1, func(w http.ResponseWriter, r *http.Request) {
				if test.label != "" {
					w.Header().Set("Content-Encoding", test.label)
				}
				w.Write(test.sent)
			})
			o := quick()
			o.Limits = Limits{Raw: raw, Decoded: decoded}
			url := s.URL + "/"
			r := crawl(t, o, url)[url]
			if got := len(r.Resource.Body); got != test.size {
				t.Errorf("size = %d, want %d", got, test.size)
			}
			if got := r.Evidence.Body.Truncated; got != test.truncated || r.Resource.Truncated != test.truncated {
				t.Errorf("truncated = %q, want %q", got, test.truncated)
			}
			if got := faultOfResult(r); got != "" {
				t.Errorf("fault = %q, want none: a limit is a fact, not a fault", got)
			}
		})
	}
}

func TestBodyBreaksOff(t *testing.T) {
	t.Parallel() // further tries wait
	gz := packed(t, "gzip", bytes.Repeat([]byte("0123456789abcdef"), 4096))
	for _, test := range []struct {
		name, header string
		body         []byte
		stall        bool
		truncated    string
	}{
		{"shorter than said", "Content-Length: 100\r\n", []byte("half"), false, "disconnect"},
		{"chunk cut", "Transfer-Encoding: chunked\r\n", []byte("4\r\nhalf\r\n"), false, "disconnect"},
		{"gzip cut", "Content-Encoding: gzip\r\nContent-Length: 1000\r\n", gz[:len(gz)/2], false, "disconnect"},
		{"gzip whole but cut", fmt.Sprintf("Content-Encoding: gzip\r\nContent-Length: %d\r\n", len(gz)/2), gz[:len(gz)/2], false, "decode"},
		{"stall", "Content-Length: 100\r\n", []byte("half"), true, "time"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			url := raw(t, 1, func(c net.Conn) {
				if !readRequest(c) {
					return
				}
				fmt.Fprintf(c, "HTTP/1.1 200 OK\r\n%sConnection: close\r\n\r\n%s", test.header, test.body)
				if test.stall {
					untilGone(c)
				}
			}) + "/"
			o := quick()
			o.Limits.Total = 3 * time.Second
			r := crawl(t, o, url)[url]
			if got := r.Evidence.Status(); got != 200 {
				t.Errorf("status = %d, want 200: it was known", got)
			}
			if got := r.Evidence.Body.Truncated; got != test.truncated {
				t.Errorf("truncated = %q, want %q", got, test.truncated)
			}
			if len(r.Resource.Body) == 0 {
				t.Error("what came was not kept")
			}
			want := verdict.FaultTruncated
			if test.truncated == "decode" {
				want = ""
			}
			if got := faultOfResult(r); got != want {
				t.Errorf("fault = %q, want %q", got, want)
			}
		})
	}
}
