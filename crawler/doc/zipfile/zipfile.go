// Package zipfile reads members of zip archives under limits, so that no
// archive, however made, takes more memory or time than a document should.
// Nothing is ever written to disk, so that a member's name is only a name.
package zipfile

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"apud/crawler/doc"
)

// The limits. What is read counts, not what the archive declares.
const (
	MaxMembers = 10_000
	MaxMember  = 64 << 20
	MaxTotal   = 128 << 20
	MaxRatio   = 200
	// ratioFrom is the size below which the ratio does not matter.
	ratioFrom = 1 << 20
)

// Archive is an open archive.
type Archive struct {
	r      *zip.Reader
	format string
	total  int64
	byName map[string]*zip.File
}

// Open reads the directory of an archive; format is for errors.
func Open(data []byte, format string) (*Archive, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, &doc.SyntaxError{Format: format, Msg: "not a zip archive that can be read: " + err.Error()}
	}
	if len(r.File) > MaxMembers {
		return nil, fmt.Errorf("%w: %d members in the archive", doc.ErrTooLarge, len(r.File))
	}
	a := &Archive{r: r, format: format, byName: make(map[string]*zip.File, len(r.File))}
	for _, f := range r.File {
		name := clean(f.Name)
		if _, twice := a.byName[name]; !twice {
			a.byName[name] = f
		}
	}
	return a, nil
}

// clean is a member's name without what would lead elsewhere.
func clean(name string) string {
	return strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
}

// Has reports whether there is a member of this name.
func (a *Archive) Has(name string) bool {
	_, ok := a.byName[clean(name)]
	return ok
}

// Read is the content of a member; fs.ErrNotExist when there is none.
func (a *Archive) Read(name string) ([]byte, error) {
	f, ok := a.byName[clean(name)]
	if !ok {
		return nil, fmt.Errorf("%s: member %s: %w", a.format, name, fs.ErrNotExist)
	}
	r, err := f.Open()
	if err != nil {
		return nil, &doc.SyntaxError{Format: a.format, Msg: fmt.Sprintf("member %s: %v", name, err)}
	}
	defer r.Close()
	limit := min(int64(MaxMember), MaxTotal-a.total)
	if bound := int64(f.CompressedSize64) * MaxRatio; bound < limit {
		limit = max(bound, ratioFrom)
	}
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	a.total += int64(len(data))
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%w: member %s unpacks to more than %d bytes", doc.ErrTooLarge, name, limit)
	}
	if err != nil {
		return nil, &doc.SyntaxError{Format: a.format, Msg: fmt.Sprintf("member %s is damaged: %v", name, err)}
	}
	return data, nil
}

// ReadIf is the content of a member, nil when there is none.
func (a *Archive) ReadIf(name string) ([]byte, error) {
	if !a.Has(name) {
		return nil, nil
	}
	return a.Read(name)
}
