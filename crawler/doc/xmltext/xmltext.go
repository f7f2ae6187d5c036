// Package xmltext reads XML with the way back to its bytes: where each token
// stands, where an attribute's value stands, and what bytes each character of
// text came from.
//
// A [Scanner] never resolves external or internal entities and refuses depths
// that only hostile documents have.
package xmltext

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// MaxDepth is the number of open elements above which a document is refused.
const MaxDepth = 1000

// Kind is the kind of a token.
type Kind int

// The kinds of tokens; comments and directives are passed over.
const (
	Start Kind = iota
	End
	Text
)

// Token is a start tag, an end tag or a stretch of text.
type Token struct {
	Kind Kind
	// Name is the local name of a tag.
	Name string
	// Attr are the attributes of a start tag; an empty-element tag gives a
	// start and an end.
	Attr []xml.Attr
	// At and To are the range of bytes of the token.
	At, To int
	// Raw is the token as written.
	Raw []byte
}

// Scanner reads tokens one by one.
type Scanner struct {
	data  []byte
	d     *xml.Decoder
	depth int
}

// NewScanner reads data, which must be UTF-8.
func NewScanner(data []byte) *Scanner {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return &Scanner{data: data, d: d}
}

// Next is the next token; io.EOF after the last, [*doc.SyntaxError] on damage,
// [doc.ErrTooLarge] on hostile depth.
func (s *Scanner) Next() (Token, error) {
	for {
		at := int(s.d.InputOffset())
		tok, err := s.d.Token()
		to := int(s.d.InputOffset())
		if err != nil {
			return Token{}, s.problem(err)
		}
		t := Token{At: at, To: to, Raw: s.data[at:to]}
		switch tok := tok.(type) {
		case xml.StartElement:
			if s.depth++; s.depth > MaxDepth {
				return Token{}, fmt.Errorf("%w: more than %d elements inside each other", doc.ErrTooLarge, MaxDepth)
			}
			t.Kind, t.Name, t.Attr = Start, tok.Name.Local, tok.Attr
			return t, nil
		case xml.EndElement:
			s.depth--
			t.Kind, t.Name = End, tok.Name.Local
			return t, nil
		case xml.CharData:
			t.Kind = Text
			return t, nil
		}
	}
}

// Offset is the number of bytes read so far.
func (s *Scanner) Offset() int { return int(s.d.InputOffset()) }

func (s *Scanner) problem(err error) error {
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	line, column := s.d.InputPos()
	msg := err.Error()
	if syntax := (*xml.SyntaxError)(nil); errors.As(err, &syntax) {
		msg = syntax.Msg
	}
	return &doc.SyntaxError{Format: "xml", Line: line, Column: column, Msg: msg}
}

// Skip reads on to the end of the element whose start was just read.
func (s *Scanner) Skip() error {
	for depth := 1; depth > 0; {
		t, err := s.Next()
		if err != nil {
			return err
		}
		switch t.Kind {
		case Start:
			depth++
		case End:
			depth--
		}
	}
	return nil
}

// Get is the value of the attribute with a local name, or empty.
func (t Token) Get(local string) string {
	for _, a := range t.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// Value is where the value of the attribute with a local name stands, without
// its quotes.
func (t Token) Value(part, local string) cite.Span {
	raw := t.Raw
	for i := 0; i < len(raw); {
		j := bytes.Index(raw[i:], []byte(local))
		if j < 0 {
			break
		}
		j += i
		i = j + len(local)
		if j == 0 || !strings.ContainsRune(" \t\r\n:", rune(raw[j-1])) {
			continue
		}
		k := i
		for k < len(raw) && strings.ContainsRune(" \t\r\n=", rune(raw[k])) {
			k++
		}
		if k == i || k >= len(raw) || raw[k] != '"' && raw[k] != '\'' {
			continue
		}
		end := bytes.IndexByte(raw[k+1:], raw[k])
		if end < 0 {
			break
		}
		return cite.Span{Part: part, Start: t.At + k + 1, End: t.At + k + 1 + end}
	}
	return cite.Span{Part: part, Start: t.At, End: t.To}
}

// AppendTo adds the text of a text token to out. White space of any length is
// one blank, and none at the start of a line, unless keep is set.
func (t Token) AppendTo(out *cite.Text, part string, keep bool) {
	raw, at := t.Raw, t.At
	if body, ok := bytes.CutPrefix(raw, []byte("<![CDATA[")); ok {
		at += len(raw) - len(body)
		AppendPlain(out, bytes.TrimSuffix(body, []byte("]]>")), part, at, keep)
		return
	}
	for len(raw) > 0 {
		i := bytes.IndexByte(raw, '&')
		if i < 0 {
			i = len(raw)
		}
		AppendPlain(out, raw[:i], part, at, keep)
		raw, at = raw[i:], at+i
		if len(raw) == 0 {
			return
		}
		s, n := entity(raw)
		out.Append(s, cite.Span{Part: part, Start: at, End: at + n})
		raw, at = raw[n:], at+n
	}
}

// AppendPlain adds bytes without entities, with white space folded unless keep
// is set.
func AppendPlain(out *cite.Text, raw []byte, part string, at int, keep bool) {
	if keep {
		out.Append(valid(raw), cite.Span{Part: part, Start: at, End: at + len(raw)})
		return
	}
	for i := 0; i < len(raw); {
		j := i
		for j < len(raw) && !space(raw[j]) {
			j++
		}
		if j > i {
			out.Append(valid(raw[i:j]), cite.Span{Part: part, Start: at + i, End: at + j})
		}
		i = j
		for j < len(raw) && space(raw[j]) {
			j++
		}
		if j > i {
			if s := out.String(); s != "" && !space(s[len(s)-1]) {
				out.Append(" ", cite.Span{Part: part, Start: at + i, End: at + j})
			}
			i = j
		}
	}
}

func valid(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return strings.ToValidUTF8(string(b), "\uFFFD")
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// entity decodes the reference at the start of raw and says how long it is. What
// is no reference stands for itself.
func entity(raw []byte) (string, int) {
	end := bytes.IndexByte(raw[:min(len(raw), 32)], ';')
	if end < 2 {
		return "&", 1
	}
	name := string(raw[1:end])
	if digits, ok := strings.CutPrefix(name, "#"); ok {
		base := 10
		if hex, ok := strings.CutPrefix(strings.ToLower(digits), "x"); ok {
			digits, base = hex, 16
		}
		if n, err := strconv.ParseUint(digits, base, 32); err == nil && utf8.ValidRune(rune(n)) && n > 0 {
			return string(rune(n)), end + 1
		}
		return "\uFFFD", end + 1
	}
	switch name {
	case "amp":
		return "&", end + 1
	case "lt":
		return "<", end + 1
	case "gt":
		return ">", end + 1
	case "quot":
		return `"`, end + 1
	case "apos":
		return "'", end + 1
	}
	if s, ok := xml.HTMLEntity[name]; ok {
		return s, end + 1
	}
	return "&", 1
}
