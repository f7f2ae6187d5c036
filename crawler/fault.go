package crawler

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"os"
	"strings"
	"syscall"

	"code.dny.dev/ssrf"

	"apud/crawler/verdict"
)

var (
	errForbidden = errors.New("address not allowed")
	errTotal     = errors.New("the answer took too long")
)

// faultOf says what an error below HTTP means. inTLS tells that a handshake had
// begun and failed.
func faultOf(ctx context.Context, err error, inTLS bool) *verdict.Fault {
	return &verdict.Fault{Class: faultClass(ctx, err, inTLS), Text: faultText(ctx, err)}
}

func faultText(ctx context.Context, err error) string {
	if errors.Is(context.Cause(ctx), errTotal) {
		return errTotal.Error()
	}
	return err.Error()
}

func faultClass(ctx context.Context, err error, inTLS bool) string {
	var (
		dns     *net.DNSError
		invalid x509.CertificateInvalidError
		name    x509.HostnameError
		issuer  x509.UnknownAuthorityError
		timeout net.Error
		record  tls.RecordHeaderError
	)
	switch {
	case errors.Is(context.Cause(ctx), errTotal):
		return verdict.FaultTimeout
	case ctx.Err() != nil:
		return verdict.FaultCanceled
	case errors.Is(err, errProxy):
		return verdict.FaultHostDown
	case errors.Is(err, errForbidden), errors.Is(err, ssrf.ErrProhibitedIP),
		errors.Is(err, ssrf.ErrProhibitedPort), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return verdict.FaultForbidden
	case errors.As(err, &dns):
		if dns.IsNotFound {
			return verdict.FaultDNSNotFound
		}
		return verdict.FaultDNSTemporary
	case errors.As(err, &invalid):
		if invalid.Reason == x509.Expired {
			return verdict.FaultTLSExpired
		}
		return verdict.FaultTLS
	case errors.As(err, &name):
		return verdict.FaultTLSName
	case errors.As(err, &issuer):
		return verdict.FaultTLSUnknown
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(err, os.ErrDeadlineExceeded),
		errors.Is(err, syscall.ETIMEDOUT):
		return verdict.FaultTimeout
	case inTLS, errors.As(err, &record), strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		return verdict.FaultTLS
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EHOSTUNREACH),
		errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EADDRNOTAVAIL):
		return verdict.FaultRefused
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, syscall.ECONNABORTED):
		return verdict.FaultReset
	}
	return verdict.FaultProtocol
}

// unreached reports whether a fault of this class means that no connection came
// to be; several in a row tell of the host, not of the page. A name that does
// not exist is remembered, and costs nothing to say again.
func unreached(class string) bool {
	switch class {
	case verdict.FaultDNSTemporary, verdict.FaultRefused, verdict.FaultTimeout:
		return true
	}
	return false
}

// isNotFound reports whether a name is known not to exist.
func isNotFound(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns) && dns.IsNotFound
}
