// Package snapshot names what a visit brought home: bytes, their digests, and
// the resource that they make up.
package snapshot

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Digest is the SHA-256 of some bytes; it names a blob.
type Digest [sha256.Size]byte

// Sum is the digest of b.
func Sum(b []byte) Digest { return sha256.Sum256(b) }

// IsZero reports whether d is unset.
func (d Digest) IsZero() bool { return d == Digest{} }

// String is "sha256:" and 64 lower-case hexadecimal digits.
func (d Digest) String() string { return "sha256:" + hex.EncodeToString(d[:]) }

// ParseDigest reads what [Digest.String] wrote.
func ParseDigest(s string) (Digest, error) {
	var d Digest
	h, ok := strings.CutPrefix(s, "sha256:")
	if !ok || len(h) != 2*len(d) {
		return d, fmt.Errorf("digest %q: want sha256: and %d hexadecimal digits", s, 2*len(d))
	}
	_, err := hex.Decode(d[:], []byte(h))
	if err != nil {
		return Digest{}, fmt.Errorf("digest %q: %w", s, err)
	}
	return d, nil
}

// Resource is one HTTP answer, kept.
type Resource struct {
	URL    string
	Time   time.Time
	Status int
	Header http.Header
	// Body is decoded: free of transfer and content encodings.
	Body []byte
	// Digest is that of Body, RawDigest that of the entity as it was sent,
	// content encoding included.
	Digest    Digest
	RawDigest Digest
	// Truncated says why Body is not whole: "length", "time", "disconnect",
	// "decode" (the words of WARC-Truncated, and one of our own); empty when whole.
	Truncated string
}
