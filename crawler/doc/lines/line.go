package lines

import (
	"context"
	"math"
	"strings"

	"apud/crawler/doc"
)

// Line is a line of a document: Start is where its words begin and Col the
// column of that, End is before the line end and before blanks.
type Line struct{ Start, End, Col int32 }

// Blank reports whether the line has no words.
func (l Line) Blank() bool { return l.Start >= l.End }

// Split is the lines of s, with tabs reaching to multiples of tab.
func Split(ctx context.Context, s string, tab int32) ([]Line, error) {
	if len(s) > math.MaxInt32/2 {
		return nil, doc.ErrTooLarge
	}
	out := make([]Line, 0, 1+strings.Count(s, "\n"))
	for at := 0; at < len(s); {
		if len(out)%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		end := strings.IndexByte(s[at:], '\n')
		next := at + end + 1
		if end < 0 {
			next = len(s)
			end = next - at
		}
		end = at + len(strings.TrimRight(s[at:at+end], " \t\r\f\v"))
		l := Line{Start: int32(at), End: int32(end)}
		for l.Start < l.End {
			if c := s[l.Start]; c == ' ' || c == '\f' || c == '\v' {
				l.Col++
			} else if c == '\t' {
				l.Col += tab - l.Col%tab
			} else {
				break
			}
			l.Start++
		}
		out = append(out, l)
		at = next
	}
	return out, ctx.Err()
}
