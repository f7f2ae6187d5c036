package verdict

import (
	"hash/fnv"
	"math/rand/v2"
	"net/url"
	"strings"
)

// siblingOf is an address in the same folder that cannot exist: the last segment
// of the path, or the number in a query, is replaced by a random one of the same
// shape. It is the same for the same address; empty when there is none.
func siblingOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	h := fnv.New64a()
	h.Write([]byte(address))
	r := rand.New(rand.NewPCG(h.Sum64(), 1))
	u.Fragment, u.RawFragment = "", ""
	if q, ok := siblingQuery(u.RawQuery, r); ok {
		u.RawQuery = q
		return u.String()
	}
	path := u.EscapedPath()
	slash := strings.HasSuffix(path, "/")
	path = strings.TrimSuffix(path, "/")
	i := strings.LastIndexByte(path, '/')
	if i < 0 || i == len(path)-1 {
		return ""
	}
	last := path[i+1:]
	ext := ""
	if dot := strings.LastIndexByte(last, '.'); dot > 0 && len(last)-dot <= 6 {
		last, ext = last[:dot], last[dot:]
	}
	path = path[:i+1] + shaped(last, r) + ext
	if slash {
		path += "/"
	}
	u.RawQuery = ""
	if u.Path, err = url.PathUnescape(path); err != nil {
		return ""
	}
	u.RawPath = path
	return u.String()
}

// siblingQuery replaces the first number in a query.
func siblingQuery(query string, r *rand.Rand) (string, bool) {
	parts := strings.Split(query, "&")
	for i, p := range parts {
		key, value, ok := strings.Cut(p, "=")
		if ok && value != "" && strings.Trim(value, "0123456789") == "" && len(value) <= 18 {
			parts[i] = key + "=" + number(max(len(value), 7), r)
			return strings.Join(parts, "&"), true
		}
	}
	return query, false
}

// shaped is a random word of the same shape: letters for letters, digits for
// digits, marks kept. Short ones are made longer, so that they hit nothing.
func shaped(s string, r *rand.Rand) string {
	var b strings.Builder
	digits, other := true, 0
	for i := 0; i < len(s) && b.Len() < 64; i++ {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			b.WriteByte('0' + byte(r.IntN(10)))
			continue
		case 'A' <= c && c <= 'Z':
			b.WriteByte('A' + byte(r.IntN(26)))
		case c == '-' || c == '_' || c == '.' || c == '~':
			b.WriteByte(c)
			continue
		case c == '%' && i+2 < len(s):
			// An escaped byte: a letter will do in its place.
			b.WriteByte('a' + byte(r.IntN(26)))
			i += 2
		default:
			b.WriteByte('a' + byte(r.IntN(26)))
		}
		digits = false
		other++
	}
	for digits && b.Len() < 7 {
		b.WriteByte('0' + byte(r.IntN(10)))
	}
	for !digits && other < 7 {
		b.WriteByte('a' + byte(r.IntN(26)))
		other++
	}
	return b.String()
}

// number has so many digits, the first of them a nine.
func number(digits int, r *rand.Rand) string {
	b := []byte{'9'}
	for len(b) < digits {
		b = append(b, '0'+byte(r.IntN(10)))
	}
	return string(b)
}
