package crawler

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"sync"
	"time"

	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

// exchange is the record of one request. The connection's goroutines may still
// write to it after the answer is there, or after it was given up, so that all
// is under the mutex, and what comes after sealing is dropped.
type exchange struct {
	insecure bool
	begun    time.Time // by the process's clock
	total    *time.Timer
	limit    time.Duration
	most     int64 // that is read of the body; 0 leaves it to the limits
	budget   *budget
	held     held // of the budget, by the body

	mu      sync.Mutex
	sealed  bool
	hop     verdict.Hop
	sent    time.Time
	dialled bool
	inTLS   bool
	err     error
	body    bodyFacts
}

// bodyFacts is what the decoder saw pass.
type bodyFacts struct {
	encoding  string
	rawSize   int64
	rawDigest snapshot.Digest // set only when the body was encoded
	truncated string
}

type exchangeKey struct{}

func exchangeOf(ctx context.Context) *exchange {
	ex, _ := ctx.Value(exchangeKey{}).(*exchange)
	return ex
}

func (ex *exchange) note(f func()) {
	ex.mu.Lock()
	if !ex.sealed {
		f()
	}
	ex.mu.Unlock()
}

// seal ends the record. Nothing is written to ex after it.
func (ex *exchange) seal() {
	ex.mu.Lock()
	ex.sealed = true
	ex.hop.Done = time.Since(ex.begun)
	ex.mu.Unlock()
}

// pause stops the clock of the whole exchange: the time that we let an answer
// wait for memory is not the server's.
func (ex *exchange) pause(wait func() error) error {
	stopped, spent := ex.total.Stop(), time.Since(ex.begun)
	err := wait()
	if stopped {
		ex.total.Reset(max(ex.limit-spent, time.Second))
	}
	return err
}

func (ex *exchange) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		ConnectStart: func(string, string) { ex.note(func() { ex.dialled = true }) },
		GotConn: func(i httptrace.GotConnInfo) {
			addr := i.Conn.RemoteAddr().String()
			if host, _, err := net.SplitHostPort(addr); err == nil {
				addr = host
			}
			ex.note(func() {
				ex.dialled, ex.inTLS = true, false
				ex.hop.Connected = time.Since(ex.begun)
				ex.hop.IP = addr
			})
		},
		TLSHandshakeStart: func() { ex.note(func() { ex.inTLS = true }) },
		WroteHeaders:      func() { ex.note(func() { ex.sent = time.Now() }) },
		GotFirstResponseByte: func() {
			ex.note(func() { ex.hop.FirstByte = time.Since(ex.begun) })
		},
	}
}

// recorder writes down what passes in the [exchange] of the request's context.
type recorder struct{ next http.RoundTripper }

func (r recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	ex := exchangeOf(req.Context())
	req = req.WithContext(httptrace.WithClientTrace(req.Context(), ex.trace()))
	resp, err := r.next.RoundTrip(req)
	ex.note(func() {
		if err != nil {
			ex.err = err
			return
		}
		ex.hop.Status = resp.StatusCode
		ex.hop.Proto = resp.Proto
		if ex.hop.Header == nil {
			ex.hop.Header = resp.Header
		}
		if resp.TLS != nil {
			ex.hop.TLS = tls.VersionName(resp.TLS.Version)
		}
	})
	return resp, err
}

// ended writes down how a body ended other than well.
func (ex *exchange) ended(ctx context.Context, err error) {
	why := "disconnect"
	var timeout net.Error
	if errors.Is(context.Cause(ctx), errTotal) || errors.As(err, &timeout) && timeout.Timeout() || errors.Is(err, os.ErrDeadlineExceeded) {
		why = "time"
	}
	ex.truncate(why)
}

func (ex *exchange) truncate(why string) {
	ex.note(func() {
		if ex.body.truncated == "" {
			ex.body.truncated = why
		}
	})
}
