package crawltest

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// encoder is a content coding of RFC 9110 section 8.4.1.
type encoder struct {
	name string // in Content-Encoding
	to   func(io.Writer) io.WriteCloser
}

var encoders = map[string]encoder{
	"gzip":    {"gzip", func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }},
	"deflate": {"deflate", func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }},
	// Many servers have sent deflate without its zlib wrapper.
	"raw-deflate": {"deflate", func(w io.Writer) io.WriteCloser {
		d, _ := flate.NewWriter(w, flate.DefaultCompression) // the level is valid
		return d
	}},
	"br": {"br", func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }},
	"zstd": {"zstd", func(w io.Writer) io.WriteCloser {
		z, _ := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1)) // without options that can fail
		return z
	}},
}

// encode gives body in a coding, and the coding's name for the header.
func encode(body []byte, coding string) ([]byte, string) {
	switch coding {
	case "":
		return body, ""
	case "fake":
		return body, "gzip"
	}
	e := encoders[coding]
	var b bytes.Buffer
	w := e.to(&b)
	w.Write(body)
	w.Close()
	return b.Bytes(), e.name
}

// inCharset gives UTF-8 text in another charset; what it cannot say becomes a
// character reference, as browsers send it.
func inCharset(text []byte, charset string) []byte {
	e, err := htmlindex.Get(charset)
	if err != nil {
		return text
	}
	out, err := encoding.HTMLEscapeUnsupported(e.NewEncoder()).Bytes(text)
	if err != nil {
		return text
	}
	return out
}
