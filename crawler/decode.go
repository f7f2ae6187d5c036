package crawler

import (
	"bufio"
	"compress/zlib"
	"context"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"maps"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"apud/crawler/snapshot"
)

// acceptEncoding is what the decoder undoes.
const acceptEncoding = "gzip, deflate, br, zstd"

const (
	// maxEncodings bounds encodings on top of each other; honest servers use one.
	maxEncodings = 3
	// zstdWindow is the largest that RFC 9659 lets a server ask for.
	zstdWindow = 8 << 20
	// asideBody is how much of a body is read that nobody keeps: that of a redirect.
	asideBody = 64 << 10
)

var (
	errRawLimit     = errors.New("the answer is larger than the limit")
	errDecodedLimit = errors.New("the decoded answer is larger than the limit")
)

// decoder undoes content encodings and holds bodies to their limits. A body
// that breaks off or grows too large ends well for the reader; that it did is
// written down in the exchange.
//
// The answer is marked as uncompressed and loses its Content-Encoding, and the
// charset of its type, so that the engine takes the bytes as they are: it would
// unpack every archive and recode every PDF that is labelled with a charset.
type decoder struct {
	next         http.RoundTripper
	raw, decoded int64
}

func (d decoder) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := d.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	ctx := req.Context()
	ex := exchangeOf(ctx)
	encodings := encodingsOf(resp.Header)
	ex.note(func() {
		ex.hop.Header = resp.Header
		ex.body.encoding = strings.Join(encodings, ", ")
	})
	raw, decoded := d.raw, d.decoded
	if redirects(resp.StatusCode) {
		raw = min(raw, asideBody)
	}
	if ex.most > 0 {
		raw, decoded = min(raw, ex.most), min(decoded, ex.most)
	}
	b := &body{ctx: ctx, ex: ex, conn: resp.Body, rawLeft: raw, left: decoded, most: decoded}
	if len(encodings) == 0 {
		if b.most = min(raw, decoded); resp.ContentLength >= 0 {
			b.most = min(b.most, resp.ContentLength)
		}
	}
	b.src = rawReader{b}
	if len(encodings) > 0 {
		b.sum = sha256.New()
		b.src = &lazy{encodings: encodings, r: b.src}
	}
	resp.Body = b
	resp.Uncompressed = true
	resp.Header = plainHeader(resp.Header, len(encodings) > 0)
	return resp, nil
}

// redirects reports whether a status asks to go elsewhere.
func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// encodingsOf lists the content encodings in the order they were applied.
func encodingsOf(h http.Header) []string {
	var out []string
	for _, line := range h["Content-Encoding"] {
		for name := range strings.SplitSeq(line, ",") {
			name = strings.ToLower(strings.TrimSpace(name))
			if name != "" && name != "identity" {
				out = append(out, name)
			}
		}
	}
	return out
}

// plainHeader is h as the engine shall see it.
func plainHeader(h http.Header, encoded bool) http.Header {
	kind := h.Get("Content-Type")
	i := strings.Index(strings.ToLower(kind), "charset")
	if !encoded && i < 0 {
		return h
	}
	h = maps.Clone(h)
	delete(h, "Content-Encoding")
	if i >= 0 {
		h["Content-Type"] = []string{strings.TrimRight(kind[:i], "; \t")}
	}
	return h
}

// body is an answer's body, decoded.
type body struct {
	ctx     context.Context
	ex      *exchange
	conn    io.ReadCloser
	src     io.Reader
	sum     hash.Hash // over the raw bytes; nil when they are not encoded
	raw     int64
	rawLeft int64
	got     int64
	left    int64
	most    int64 // that the body can come to
	done    bool
}

func (b *body) Read(p []byte) (int, error) {
	if b.done {
		return 0, io.EOF
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1] // one more byte tells a body of the limit from a larger one
	}
	n, err := b.src.Read(p)
	if int64(n) > b.left {
		n, err = int(b.left), errDecodedLimit
	}
	b.left -= int64(n)
	b.got += int64(n)
	if err == nil {
		err = b.ex.budget.grow(b.ctx, b.ex, b.got, b.most)
	}
	if err == nil {
		return n, nil
	}
	b.finish(err)
	return n, io.EOF
}

func (b *body) finish(err error) {
	b.done = true
	b.ex.note(func() {
		b.ex.body.rawSize = b.raw
		if b.sum != nil {
			b.ex.body.rawDigest = snapshot.Digest(b.sum.Sum(nil))
		}
	})
	var broken *connError
	switch {
	case errors.Is(err, io.EOF):
	case errors.Is(err, errRawLimit):
		b.ex.truncate("length")
	case errors.As(err, &broken):
		b.ex.ended(b.ctx, broken.err)
	case b.sum == nil && errors.Is(err, errDecodedLimit):
		b.ex.truncate("length")
	case b.ctx.Err() != nil:
		b.ex.ended(b.ctx, err)
	default:
		b.ex.truncate("decode")
	}
}

func (b *body) Close() error { return b.conn.Close() }

// connError is an error of the connection, told from one of the decoders.
type connError struct{ err error }

func (e *connError) Error() string { return e.err.Error() }

// rawReader reads what the server sent.
type rawReader struct{ b *body }

func (r rawReader) Read(p []byte) (int, error) {
	b := r.b
	if int64(len(p)) > b.rawLeft+1 {
		p = p[:b.rawLeft+1]
	}
	n, err := b.conn.Read(p)
	if err != nil && err != io.EOF {
		err = &connError{err}
	}
	if int64(n) > b.rawLeft {
		n, err = int(b.rawLeft), errRawLimit
	}
	b.rawLeft -= int64(n)
	b.raw += int64(n)
	if b.sum != nil {
		b.sum.Write(p[:n])
	}
	return n, err
}

// lazy opens its decoders at the first read, when the first bytes are there to
// tell an encoding from a label that lies.
type lazy struct {
	encodings []string
	r         io.Reader
	open      bool
}

func (l *lazy) Read(p []byte) (int, error) {
	if !l.open {
		l.open = true
		if len(l.encodings) > maxEncodings {
			return 0, errors.New("too many content encodings")
		}
		for i := len(l.encodings) - 1; i >= 0; i-- {
			l.r = decoded(l.encodings[i], l.r)
		}
	}
	return l.r.Read(p)
}

// decoded undoes one encoding. Bytes that are not what the label says, and
// labels that are unknown, pass as they are.
func decoded(encoding string, r io.Reader) io.Reader {
	in := bufio.NewReader(r)
	head, err := in.Peek(4)
	if len(head) == 0 {
		return failed{err}
	}
	switch encoding {
	case "gzip", "x-gzip":
		if !isGzip(head) {
			return in
		}
		z, err := gzip.NewReader(in)
		if err != nil {
			return failed{err}
		}
		z.Multistream(false)
		return &members{in, z}
	case "deflate":
		// RFC 9110 means zlib; many servers send bare deflate.
		if len(head) >= 2 && head[0]&0x0f == 8 && (uint(head[0])<<8|uint(head[1]))%31 == 0 {
			z, err := zlib.NewReader(in)
			if err != nil {
				return failed{err}
			}
			return z
		}
		return flate.NewReader(in)
	case "br":
		return brotli.NewReader(in)
	case "zstd":
		z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(zstdWindow))
		if err != nil {
			return failed{err}
		}
		return &zstdReader{z}
	}
	return in
}

// members reads gzip members up to the first bytes that begin none: some
// servers pad.
type members struct {
	in *bufio.Reader
	z  *gzip.Reader
}

func (m *members) Read(p []byte) (int, error) {
	n, err := m.z.Read(p)
	if err != io.EOF {
		return n, err
	}
	if head, _ := m.in.Peek(2); !isGzip(head) {
		return n, io.EOF
	}
	err = m.z.Reset(m.in)
	m.z.Multistream(false)
	return n, err
}

func isGzip(head []byte) bool { return len(head) >= 2 && head[0] == 0x1f && head[1] == 0x8b }

// zstdReader frees its decoder at the end of the stream.
type zstdReader struct{ z *zstd.Decoder }

func (z *zstdReader) Read(p []byte) (int, error) {
	if z.z == nil {
		return 0, io.EOF
	}
	n, err := z.z.Read(p)
	if err != nil {
		z.z.Close()
		z.z = nil
	}
	return n, err
}

type failed struct{ err error }

func (f failed) Read([]byte) (int, error) { return 0, f.err }
