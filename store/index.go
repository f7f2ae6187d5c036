package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// schema is the version of the store as a whole. A store with a greater one is
// left alone.
const schema = 1

// The buckets of the index; FORMAT.md describes their keys and values.
var (
	bucketMeta    = []byte("meta")
	bucketSource  = []byte("source")
	bucketURL     = []byte("url")
	bucketDoc     = []byte("doc")
	bucketName    = []byte("name")
	bucketCite    = []byte("cite")
	bucketCitedBy = []byte("citedby")
	bucketRun     = []byte("run")
	bucketRunDoc  = []byte("rundoc")
	bucketObs     = []byte("obs")
	bucketLatest  = []byte("latest")
	bucketChange  = []byte("change")
	bucketBlob    = []byte("blob")
	bucketHost    = []byte("host")
	bucketMark    = []byte("mark")

	buckets = [][]byte{
		bucketMeta, bucketSource, bucketURL, bucketDoc, bucketName, bucketCite, bucketCitedBy,
		bucketRun, bucketRunDoc, bucketObs, bucketLatest, bucketChange, bucketBlob, bucketHost,
		bucketMark,
	}

	// younger are the buckets that a store lacks until it is opened for writing by
	// a version that knows them.
	younger = [][]byte{bucketMark}

	metaSchema  = []byte("schema")
	metaSegment = []byte("segment")
)

// sequentialFill leaves little room in pages that are filled in order.
const sequentialFill = 0.9

// obsFill is how full pages of observations are left when they split. Each run
// adds a row to each source, so that all pages fill and split at about the same
// time. Measured over 120 runs of 500 unchanged sources: 0.8 takes 207 to 211
// bytes of pages a source and run all along; bbolt's own 0.5 takes 208 to 350,
// and 0.95 takes 1,064 in the second run.
const obsFill = 0.8

// lockTimeout is how long to wait for bbolt's own lock; ours was taken before,
// so that only a foreign program can hold it.
const lockTimeout = 2 * time.Second

// mapSize is the address space taken for a file of up to large bytes, so that
// growing it never waits for readers. Where addresses are scarce, it is little.
func mapSize(large int64) int {
	if strconv.IntSize < 64 {
		return 64 << 20
	}
	return int(large)
}

// openIndex opens the index for writing and makes it when it is not there.
func openIndex(path string, o *Options) (*bolt.DB, error) {
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		// A newer store is not even opened for writing, which may change it.
		if err := peek(path); err != nil {
			return nil, err
		}
	}
	db, err := openBolt(path, &bolt.Options{
		Timeout: lockTimeout, FreelistType: bolt.FreelistMapType, InitialMmapSize: mapSize(4 << 30),
		OpenFile: o.OpenFile,
	})
	if err != nil {
		return nil, err
	}
	db.AllocSize = 1 << 20
	err = guarded(func() error { return db.Update(prepare) })
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("prepare %s: %w", path, err)
	}
	return db, nil
}

// prepare makes what every index has.
func prepare(tx *bolt.Tx) error {
	for _, b := range buckets {
		if _, err := tx.CreateBucketIfNotExists(b); err != nil {
			return err
		}
	}
	meta := tx.Bucket(bucketMeta)
	if meta.Get(metaSchema) != nil {
		return nil
	}
	return meta.Put(metaSchema, key(schema))
}

// peek looks whether this version may open the file.
func peek(path string) error {
	db, err := openRead(path)
	if err != nil {
		return err
	}
	return db.Close()
}

// openRead opens an index or its copy for reading.
func openRead(path string) (*bolt.DB, error) {
	db, err := openBolt(path, &bolt.Options{Timeout: lockTimeout, ReadOnly: true})
	if err != nil {
		return nil, err
	}
	if err := guarded(func() error { return db.View(known) }); err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return db, nil
}

// known is nil when the index is of a version that we know.
func known(tx *bolt.Tx) error {
	meta := tx.Bucket(bucketMeta)
	if meta == nil {
		// Made, and killed before the first transaction.
		return nil
	}
	v := meta.Get(metaSchema)
	if v == nil {
		return nil
	}
	if len(v) != 8 {
		return fmt.Errorf("%w: schema version", ErrDamaged)
	}
	if n := binary.BigEndian.Uint64(v); n > schema {
		return fmt.Errorf("%w: schema %d, this version knows %d", ErrNewer, n, schema)
	}
	return nil
}

// openBolt opens a file and looks whether all of it is there: a page beyond the
// end would end the process when it is touched.
func openBolt(path string, o *bolt.Options) (*bolt.DB, error) {
	var db *bolt.DB
	err := guarded(func() (err error) {
		db, err = bolt.Open(path, 0o600, o)
		if errors.Is(err, syscall.ENOMEM) && o.InitialMmapSize > 0 {
			less := *o
			less.InitialMmapSize = 0
			db, err = bolt.Open(path, 0o600, &less)
		}
		return err
	})
	switch {
	case err == nil:
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("%s: %w", path, ErrNotFound)
	case isSystem(err), errors.Is(err, ErrDamaged):
		return nil, fmt.Errorf("open %s: %w", path, err)
	default:
		return nil, fmt.Errorf("open %s: %w: %w", path, ErrDamaged, err)
	}
	var size int64
	err = guarded(func() error {
		return db.View(func(tx *bolt.Tx) error {
			size = tx.Size()
			return nil
		})
	})
	info, statErr := os.Stat(path)
	switch {
	case err != nil:
	case statErr != nil:
		err = statErr
	case info.Size() < size:
		err = fmt.Errorf("%w: %d bytes instead of %d", ErrDamaged, info.Size(), size)
	}
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return db, nil
}

// isSystem tells errors of the system, and of waiting for the lock, from those
// about the bytes of a file.
func isSystem(err error) bool {
	var path *os.PathError
	var call *os.SyscallError
	var number syscall.Errno
	return errors.As(err, &path) || errors.As(err, &call) || errors.As(err, &number) || errors.Is(err, bolterrors.ErrTimeout)
}

// guarded runs fn and turns what a damaged page can make of it, a panic or a
// fault of memory, into an error.
func guarded(fn func() error) (err error) {
	before := debug.SetPanicOnFault(true)
	defer func() {
		debug.SetPanicOnFault(before)
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, r)
		}
	}()
	return fn()
}

// key is the parts as big-endian numbers, so that keys sort as numbers do.
func key(parts ...uint64) []byte {
	b := make([]byte, 0, 8*len(parts))
	for _, p := range parts {
		b = binary.BigEndian.AppendUint64(b, p)
	}
	return b
}

// placeKey is document and ordinal, the key of a citation.
func placeKey(document uint64, ordinal int) []byte {
	return binary.BigEndian.AppendUint32(key(document), uint32(ordinal))
}

// part is number i of a key made of numbers.
func part(k []byte, i int) uint64 {
	if len(k) < 8*i+8 {
		return 0
	}
	return binary.BigEndian.Uint64(k[8*i:])
}

// prefixed walks over the keys that begin with p. The slices are only good
// until fn returns.
func prefixed(b *bolt.Bucket, p []byte, fn func(k, v []byte) error) error {
	c := b.Cursor()
	for k, v := c.Seek(p); len(k) >= len(p) && string(k[:len(p)]) == string(p); k, v = c.Next() {
		if err := fn(k, v); err != nil {
			return err
		}
	}
	return nil
}
