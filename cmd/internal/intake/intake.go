// Package intake finds the documents that a command line names, and reads them.
//
// [Reader.Read] takes files, folders, globs, "-" and web addresses, and gives
// what each document cites, in the order given, while it reads ahead in
// parallel.
package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/snapshot"
)

// MaxSize is the size in bytes above which a document is refused.
const MaxSize = 512 << 20

// Document is a document read, or the reason why it was not.
type Document struct {
	// Name is the document's path or address as given or found.
	Name   string
	Cited  *cite.Document
	Digest snapshot.Digest
	Err    error
}

// Reader reads documents.
type Reader struct {
	Formats []doc.Format
	// Format forces the format of this name; empty tells it by content.
	Format string
	Stdin  io.Reader
	// Fetch brings a document from the web.
	Fetch func(ctx context.Context, url string) (*doc.Input, error)
}

// NothingError is an argument that names no document.
type NothingError struct {
	Arg, Why, Hint string
}

func (e *NothingError) Error() string { return e.Arg + ": " + e.Why }

// Read yields the documents named by args, in order. Each failure is a
// Document with Err set; the rest go on.
func (r *Reader) Read(ctx context.Context, args []string) iter.Seq[Document] {
	return inOrder(runtime.GOMAXPROCS(0), r.names(args), func(d Document) Document {
		if d.Err == nil {
			d.Cited, d.Digest, d.Err = r.read(ctx, d.Name)
		}
		return d
	})
}

// names finds the documents behind args, each once.
func (r *Reader) names(args []string) iter.Seq[Document] {
	return func(yield func(Document) bool) {
		seen := map[string]bool{}
		for _, arg := range args {
			found, err := r.expand(arg)
			if err != nil {
				if !yield(Document{Name: arg, Err: err}) {
					return
				}
				continue
			}
			for _, d := range found {
				if seen[d.Name] {
					continue
				}
				seen[d.Name] = true
				if !yield(d) {
					return
				}
			}
		}
	}
}

func (r *Reader) expand(arg string) ([]Document, error) {
	if arg == "-" || isAddress(arg) {
		return []Document{{Name: arg}}, nil
	}
	info, err := os.Stat(arg)
	switch {
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(arg, "*?["):
		found, globErr := filepath.Glob(arg)
		if globErr != nil {
			return nil, &NothingError{arg, "is no pattern that can be read", "a '[' needs its ']'"}
		}
		if len(found) == 0 {
			return nil, &NothingError{arg, "matches no file", "check the spelling, or give the folder"}
		}
		var files []Document
		for _, name := range found {
			if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
				continue
			}
			files = append(files, Document{Name: name})
		}
		return files, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, &NothingError{arg, "no such file or folder", "check the spelling; '-' reads standard input"}
	case err != nil:
		return nil, err
	case info.IsDir():
		return r.folder(arg)
	case !info.Mode().IsRegular() && !strings.HasPrefix(arg, "/dev/fd/") && arg != "/dev/stdin":
		return nil, &NothingError{arg, "is no file, but a pipe, socket or device", "'-' reads standard input"}
	}
	return []Document{{Name: arg}}, nil
}

// folder finds the documents in a folder by the endings of their names. Hidden
// files and folders are left out; links are not followed. A folder below that
// cannot be read is a document that failed.
func (r *Reader) folder(dir string) ([]Document, error) {
	var endings []string
	for _, f := range r.Formats {
		endings = append(endings, f.Info().Extensions...)
	}
	var found []Document
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && path != dir && e != nil && e.IsDir():
			found = append(found, Document{Name: path, Err: err})
			return filepath.SkipDir
		case err != nil:
			return err
		case path != dir && strings.HasPrefix(e.Name(), "."):
			if e.IsDir() {
				return filepath.SkipDir
			}
		case e.Type().IsRegular() && slices.Contains(endings, strings.ToLower(filepath.Ext(path))):
			found = append(found, Document{Name: path})
		}
		return nil
	})
	if err == nil && len(found) == 0 {
		err = &NothingError{dir, "no documents in this folder", "documents are told by the endings of their names: " + strings.Join(endings, " ")}
	}
	return found, err
}

func (r *Reader) read(ctx context.Context, name string) (*cite.Document, snapshot.Digest, error) {
	in, err := r.open(ctx, name)
	if err != nil {
		return nil, snapshot.Digest{}, err
	}
	digest := snapshot.Sum(in.Data)
	var f doc.Format
	if r.Format != "" {
		f, err = doc.ByName(r.Formats, r.Format)
	} else {
		f, err = doc.Detect(r.Formats, in)
	}
	if err != nil {
		return nil, digest, err
	}
	draft, err := f.Read(ctx, in)
	if err != nil {
		return nil, digest, err
	}
	if draft.Format == "" {
		draft.Format = f.Info().Name
	}
	return draft.Document(name), digest, nil
}

func (r *Reader) open(ctx context.Context, name string) (*doc.Input, error) {
	switch {
	case name == "-":
		data, err := readAll(r.Stdin)
		return &doc.Input{Name: name, Data: data}, err
	case isAddress(name):
		return r.Fetch(ctx, name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := readAll(f)
	return &doc.Input{Name: name, Data: data, Files: neighbours(filepath.Dir(name))}, err
}

func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxSize+1))
	if err == nil && len(data) > MaxSize {
		err = fmt.Errorf("%w: more than %d MB", doc.ErrTooLarge, MaxSize>>20)
	}
	return data, err
}

func isAddress(arg string) bool {
	return strings.HasPrefix(arg, "http://") || strings.HasPrefix(arg, "https://")
}

// neighbours opens files of one folder and below; links that lead out of it are
// refused.
type neighbours string

func (n neighbours) Open(name string) (fs.File, error) {
	root, err := os.OpenRoot(string(n))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.Open(filepath.FromSlash(name))
}
