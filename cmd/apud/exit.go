package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"syscall"

	"apud/cmd/internal/config"
	"apud/cmd/internal/intake"
	"apud/crawler/doc"
	"apud/store"
)

// The exit codes. Codes not listed are failures, too.
const (
	exitOK          = 0
	exitFindings    = 1
	exitUsage       = 2
	exitIncomplete  = 3
	exitStore       = 4
	exitInterrupted = 130
)

// findings says that the run went well and found something.
type findings struct{}

func (*findings) Error() string { return "some sources do not stand" }

// usageError is a command line that cannot be carried out.
type usageError struct {
	msg, hint string
}

func (e *usageError) Error() string { return e.msg }

// incomplete says that part of the work could not be done.
type incomplete struct {
	msg, hint string
}

func (e *incomplete) Error() string { return e.msg }

// storeError is trouble with the store that has no name of its own.
type storeError struct{ error }

func (e *storeError) Unwrap() error { return e.error }

// diagnose finds the exit code of an error, and what a person can do about it.
func diagnose(err error) (code int, hint string) {
	var (
		found   *findings
		usage   *usageError
		setting *config.Error
		nothing *intake.NothingError
		part    *incomplete
		locked  *store.LockedError
		unknown *doc.UnknownFormatError
		kept    *storeError
	)
	switch {
	case errors.As(err, &found):
		return exitFindings, ""
	case errors.As(err, &part):
		return exitIncomplete, part.hint
	case errors.Is(err, context.Canceled):
		return exitInterrupted, "everything received so far is kept; the same command goes on from here"
	case errors.As(err, &usage):
		return exitUsage, usage.hint
	case errors.As(err, &setting):
		if setting.Hint == "" {
			return exitUsage, "'apud help settings' lists the settings"
		}
		return exitUsage, setting.Hint
	case errors.As(err, &nothing):
		return exitUsage, nothing.Hint
	case errors.As(err, &locked):
		return exitStore, "wait for it, or use --wait 10m; a lock ends with its process"
	case errors.Is(err, store.ErrNotYet):
		return exitStore, "the body can be read after the run that is under way"
	case errors.Is(err, store.ErrNewer):
		return exitStore, "use the version of apud that wrote it, or a newer one; nothing was changed"
	case errors.Is(err, store.ErrDamaged):
		return exitStore, "'apud store verify' names what is damaged; nothing was changed"
	case errors.Is(err, store.ErrNotFound):
		return exitStore, "'apud check DOC' makes a store; --store names another folder"
	case errors.Is(err, syscall.ENOSPC):
		return exitStore, "the disk is full; what was acknowledged is kept, make room and run again"
	case errors.As(err, &unknown):
		return exitIncomplete, "--format names the format; 'apud extract --format list' lists them"
	case errors.Is(err, doc.ErrTooLarge):
		return exitIncomplete, "split the document"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return exitStore, "check the permissions of the file or folder"
	case errors.As(err, &kept):
		return exitStore, "--store names another folder"
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, os.ErrClosed):
		return exitIncomplete, "check the path"
	}
	return exitIncomplete, ""
}
