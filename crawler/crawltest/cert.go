package crawltest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"time"
)

// authority issues certificates.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newAuthority(name string) (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	t := validFor(name, 1990, 2100)
	t.IsCA, t.BasicConstraintsValid = true, true
	t.KeyUsage = x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, t, t, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	return &authority{cert, key}, err
}

func validFor(name string, from, to int) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()),
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:     time.Date(to, 1, 1, 0, 0, 0, 0, time.UTC),
	}
}

// issue makes a host's certificate with the fault that mode names.
func (a *authority) issue(host string, ip net.IP, mode string) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	t := validFor(host, 1990, 2100)
	switch mode {
	case "expired":
		// A bubble of testing/synctest begins in the year 2000.
		t.NotAfter = time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC)
	case "early":
		t.NotBefore = time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)
	case "wrong-name":
		t.Subject.CommonName = "hosting.example.net"
	}
	t.DNSNames = []string{t.Subject.CommonName}
	if mode != "wrong-name" {
		t.IPAddresses = []net.IP{ip}
	}
	t.KeyUsage = x509.KeyUsageDigitalSignature
	t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	issuer, signer := a.cert, a.key
	if mode == "self-signed" {
		issuer, signer = t, key
	}
	der, err := x509.CreateCertificate(rand.Reader, t, issuer, &key.PublicKey, signer)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}
