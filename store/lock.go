package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"
)

// lockName is the file that keeps runs apart. The lock is the system's and ends
// with its process; what the file says is for people. It is never removed.
const lockName = "lock"

// lockRetry is how often to look while waiting.
const lockRetry = 100 * time.Millisecond

// LockedError says who holds the store. Fields are zero when that is not known.
type LockedError struct {
	PID   int
	Host  string
	Since time.Time
}

func (e *LockedError) Error() string {
	var b strings.Builder
	b.WriteString("store is locked by another run")
	if e.PID != 0 {
		fmt.Fprintf(&b, ": process %d", e.PID)
		if e.Host != "" {
			fmt.Fprintf(&b, " on %s", e.Host)
		}
		if !e.Since.IsZero() {
			fmt.Fprintf(&b, " since %s", e.Since.UTC().Format(time.RFC3339))
		}
	}
	return b.String()
}

// lock takes the store in dir for writing, or waits for it.
func lock(dir string, wait time.Duration) (*flock.Flock, error) {
	path := filepath.Join(dir, lockName)
	l := flock.New(path, flock.SetPermissions(0o600))
	ctx, cancel := context.WithTimeout(context.Background(), max(wait, time.Nanosecond))
	defer cancel()
	got, err := l.TryLock()
	if err == nil && !got && wait > 0 {
		got, err = l.TryLockContext(ctx, lockRetry)
		if errors.Is(err, context.DeadlineExceeded) {
			err = nil
		}
	}
	switch {
	case err != nil:
		return nil, fmt.Errorf("lock %s: %w", path, err)
	case !got:
		return nil, holder(path)
	}
	return l, nil
}

// sign writes who holds the lock into its file.
func sign(dir string, now time.Time) error {
	host, err := os.Hostname()
	if err != nil {
		host = ""
	}
	text := fmt.Sprintf("pid %d\nhost %s\nsince %s\n", os.Getpid(), host, now.UTC().Format(time.RFC3339))
	return os.WriteFile(filepath.Join(dir, lockName), []byte(text), 0o600)
}

// holder reads who holds the lock.
func holder(path string) *LockedError {
	e := &LockedError{}
	f, err := os.Open(path)
	if err != nil {
		return e
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		name, value, _ := strings.Cut(s.Text(), " ")
		switch name {
		case "pid":
			e.PID, _ = strconv.Atoi(value)
		case "host":
			e.Host = value
		case "since":
			e.Since, _ = time.Parse(time.RFC3339, value)
		}
	}
	return e
}

// lockShared keeps writers away while the store is verified. A store that
// cannot be written to needs no lock.
func lockShared(dir string) (release func(), err error) {
	path := filepath.Join(dir, lockName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return func() {}, nil
	}
	l := flock.New(path, flock.SetFlag(os.O_RDONLY))
	got, err := l.TryRLock()
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return func() {}, nil
	case err != nil:
		return nil, fmt.Errorf("lock %s: %w", path, err)
	case !got:
		return nil, holder(path)
	}
	return func() { l.Close() }, nil
}
