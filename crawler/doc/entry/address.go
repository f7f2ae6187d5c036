package entry

import (
	"strings"

	"apud/crawler/cite"
)

// link is an address and where it stands.
type link struct {
	url     string
	at      cite.Span
	assumed bool
}

// Role is what an address of an entry leads to.
type Role byte

const (
	// Cited is the source itself.
	Cited Role = iota
	// Further is a part or a companion of the source.
	Further
	// Copy is an archived copy of it.
	Copy
)

// Address takes in a field that holds an address and nothing else. What stands
// behind the address is left alone; a missing scheme is put in.
func (r *Record) Address(t *cite.Text, role Role) {
	l, ok := addressOf(t)
	if !ok {
		return
	}
	switch role {
	case Cited:
		r.add(l)
	case Further:
		r.further(l)
	case Copy:
		r.Archive(l.url, l.at)
	}
}

// schemes are those that a source's address has.
var schemes = []string{"https://", "http://", "ftp://", "//"}

func addressOf(t *cite.Text) (link, bool) {
	if len(t.Links) > 0 {
		l := t.Links[0]
		return link{url: l.URL, at: l.Address}, true
	}
	s := t.String()
	start := len(s) - len(strings.TrimLeft(s, " \t\r\n<"))
	end := len(s)
	if n := strings.IndexAny(s[start:], " \t\r\n<>"); n >= 0 {
		end = start + n
	}
	s = s[start:end]
	for _, scheme := range schemes {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			url := s
			if scheme == "//" {
				url = "https:" + s
			}
			return link{url: url, at: t.Source(start, end)}, true
		}
	}
	for _, f := range cite.Addresses(t.Slice(start, end)) {
		if f.URL != "" {
			return link{f.URL, t.Source(start+f.Start, start+f.End), f.Assumed}, true
		}
	}
	return link{}, false
}
