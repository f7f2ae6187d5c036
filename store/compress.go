package store

import (
	"errors"
	"fmt"
	"math/bits"
	"runtime"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// The codecs of a blob.
const (
	codecPlain = iota
	codecZstd
	// codecDelta is zstd with the base blob as raw dictionary.
	codecDelta
)

const (
	// maxBody bounds a body, so that no record makes a reader take more memory.
	maxBody = 256 << 20
	// maxDelta bounds the bodies that are kept as differences: the encoder's
	// tables and window grow with them.
	maxDelta = 4 << 20
	// minSqueeze is the size below which compression is not tried.
	minSqueeze = 64
	// dictionary is the identifier under which a base is made known to zstd.
	dictionary = 1
)

var errCodec = errors.New("unknown codec")

var encoder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)))
	if err != nil {
		panic(err) // the options are constants
	}
	return e
})

var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(runtime.GOMAXPROCS(0)), zstd.WithDecoderMaxMemory(maxBody))
	if err != nil {
		panic(err) // the options are constants
	}
	return d
})

// squeeze is b compressed, or b itself where that saves nothing.
func squeeze(b []byte) ([]byte, uint64) {
	if len(b) < minSqueeze {
		return b, codecPlain
	}
	// Most pages shrink to a third or less; one copy is cheaper than keeping
	// the larger buffer alive until the group is committed.
	if z := encoder().EncodeAll(b, make([]byte, 0, len(b)/3)); len(z) < len(b) {
		return z, codecZstd
	}
	return b, codecPlain
}

// difference is b compressed against base.
func difference(b, base []byte) ([]byte, error) {
	window := max(zstd.MinWindowSize, 1<<bits.Len(uint(len(b)+len(base))))
	e, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(window),
		zstd.WithEncoderDictRaw(dictionary, base))
	if err != nil {
		return nil, err
	}
	defer e.Close()
	return e.EncodeAll(b, nil), nil
}

// expand is the body of the given size behind z.
func expand(z []byte, codec uint64, size int, base []byte) ([]byte, error) {
	if size > maxBody {
		return nil, fmt.Errorf("%d bytes are more than a body can have", size)
	}
	var b []byte
	var err error
	switch codec {
	case codecPlain:
		b = append(b, z...)
	case codecZstd:
		if err = declares(z, size); err == nil {
			b, err = decoder().DecodeAll(z, nil)
		}
	case codecDelta:
		if err = declares(z, size); err == nil {
			b, err = expandDelta(z, size, base)
		}
	default:
		return nil, errCodec
	}
	if err != nil {
		return nil, err
	}
	if len(b) != size {
		return nil, fmt.Errorf("%d bytes instead of %d", len(b), size)
	}
	return b, nil
}

func expandDelta(z []byte, size int, base []byte) ([]byte, error) {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxBody),
		zstd.WithDecoderDictRaw(dictionary, base))
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.DecodeAll(z, make([]byte, 0, size))
}

// declares looks whether the frame says that it holds size bytes, before a
// damaged one makes the decoder take more memory.
func declares(z []byte, size int) error {
	var h zstd.Header
	if err := h.Decode(z); err != nil {
		return err
	}
	if h.HasFCS && h.FrameContentSize != uint64(size) {
		return fmt.Errorf("frame of %d bytes instead of %d", h.FrameContentSize, size)
	}
	return nil
}
