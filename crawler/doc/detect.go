package doc

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// UnknownFormatError says that no format takes a document, or that there is no
// format of the name asked for.
type UnknownFormatError struct {
	// Document is the name of the document that no format takes.
	Document string
	// Binary is set when the document is no text.
	Binary bool
	// Asked is the name of a format that there is none of.
	Asked string
	// Nearest is the name of the format that Asked is most like; empty when
	// none is like it.
	Nearest string
}

func (e *UnknownFormatError) Error() string {
	switch {
	case e.Asked != "" && e.Nearest != "":
		return fmt.Sprintf("unknown format %q: did you mean %q?", e.Asked, e.Nearest)
	case e.Asked != "":
		return fmt.Sprintf("unknown format %q", e.Asked)
	case e.Binary:
		return fmt.Sprintf("%s: unknown format: the file is binary", e.Document)
	}
	return fmt.Sprintf("%s: unknown format", e.Document)
}

// headSize is how much of a document Sniff may look at.
const headSize = 64 << 10

// Head is the beginning of the document, which Sniff may look at.
func (in *Input) Head() []byte { return in.Data[:min(len(in.Data), headSize)] }

// Named reports whether the ending of the name, or the media type, is one of
// the format that i describes.
func (in *Input) Named(i Info) bool {
	return HasExtension(in.Name, i.Extensions) || in.OfMedia(i)
}

// OfMedia reports whether the media type, parameters aside, is one of the format
// that i describes.
func (in *Input) OfMedia(i Info) bool {
	return slices.ContainsFunc(i.MediaTypes, func(media string) bool { return strings.HasPrefix(in.MediaType, media) })
}

// Detect is the format that takes in most surely. Of formats that are equally
// sure the first wins. The error is an [*UnknownFormatError].
func Detect(formats []Format, in *Input) (Format, error) {
	var best Format
	most := 0
	for _, f := range formats {
		if n := f.Sniff(in); n > most {
			best, most = f, n
		}
	}
	if best == nil {
		return nil, &UnknownFormatError{Document: in.Name, Binary: bytes.IndexByte(in.Head(), 0) >= 0}
	}
	return best, nil
}

// ByName is the format of a name, in either case, or of an ending such as "md".
// The error is an [*UnknownFormatError] and names the nearest format.
func ByName(formats []Format, name string) (Format, error) {
	asked := strings.ToLower(strings.TrimSpace(name))
	for _, f := range formats {
		if f.Info().Name == asked {
			return f, nil
		}
	}
	for _, f := range formats {
		if HasExtension("."+strings.TrimPrefix(asked, "."), f.Info().Extensions) {
			return f, nil
		}
	}
	e := &UnknownFormatError{Asked: name}
	// Half of the name may be wrong; what is less like it is no typing error.
	least := len(asked)/2 + 1
	for _, f := range formats {
		if n := distance(asked, f.Info().Name, least); n < least {
			e.Nearest, least = f.Info().Name, n
		}
	}
	return nil, e
}

// distance is the number of bytes to put in, take out or change to make a of b;
// limit when the lengths alone differ by as much.
func distance(a, b string, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
