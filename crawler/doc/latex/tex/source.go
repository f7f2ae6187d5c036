// Package tex turns the words of TeX into the text that a reader sees: escapes,
// accents, quotation marks, dashes, emphasis, and the commands that hold
// addresses. LaTeX and BibTeX share it; what a command means beyond that is for
// a hook to say.
//
// TeX can only be read by running it. The package does not: it pairs braces in
// one pass, leaves out what is code, and takes the arguments of commands that
// it does not know for words.
package tex

import (
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// Limits on what is read in one piece, in bytes.
const (
	maxAddress = 3000
	maxOption  = 2000
	maxDepth   = 150
)

// Source is a file of TeX.
type Source struct {
	// S is the text.
	S string
	// Part is the name of the file where it is not the document itself.
	Part string
	// Comments says that "%" begins a comment, as it does in LaTeX and not in
	// the fields of BibTeX.
	Comments bool
	// Addresses are further commands whose first argument is an address.
	Addresses map[string]bool
	// Params are the arguments of the macro whose words are being read.
	Params []Param

	d *doc.Decoded
	// call is where the macro is called; all its words stand there.
	call *cite.Span
	// match is, for an opening brace, the place after its closing one.
	match []int32
	// opaque is, for a command that begins what is no TeX, the end of that.
	opaque map[int]int
	ends   map[string]int
}

// Param is an argument, at Src.S[From:To].
type Param struct {
	Src      *Source
	From, To int
}

// Expand is s as the home of a macro that is called at call with params.
func (s *Source) Expand(call cite.Span, params []Param) *Source {
	out := *s
	out.call, out.Params = &call, params
	return &out
}

// param is the argument that the "#" at i stands for.
func (s *Source) param(i, end int) (Param, bool) {
	if s.call == nil || i+1 >= end {
		return Param{}, false
	}
	k := int(s.S[i+1]) - '1'
	if k < 0 || k >= len(s.Params) {
		return Param{}, false
	}
	return s.Params[k], true
}

// NewSource is the decoded text d of the file part.
func NewSource(d *doc.Decoded, part string) *Source {
	return &Source{S: d.Text, Part: part, d: d}
}

// Span is where S[start:end] stands.
func (s *Source) Span(start, end int) cite.Span {
	if s.call != nil {
		return *s.call
	}
	from, to := s.d.Source(start, end)
	return cite.Span{Part: s.Part, Start: from, End: to}
}

// Append adds S[start:end] to t.
func (s *Source) Append(t *cite.Text, start, end int) {
	switch {
	case start >= end:
	case s.call != nil:
		t.Append(s.S[start:end], *s.call)
	case s.Part == "":
		s.d.Append(t, start, end)
	default:
		t.Append(s.S[start:end], s.Span(start, end))
	}
}

// Name is the name of the command at i, which is a backslash, and the place
// behind it. A command that is no word is named by its character.
func (s *Source) Name(i, end int) (name string, after int) {
	j := i + 1
	for j < end && (letter(s.S[j]) || s.S[j] == '@') {
		j++
	}
	if word := s.S[i+1 : j]; strings.Trim(word, "@") == "" {
		return "", i + 1
	}
	if j < end && s.S[j] == '*' {
		return s.S[i+1 : j+1], j + 1
	}
	return s.S[i+1 : j], j
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// Skip is where something else than blanks, comments and one line end stands.
func (s *Source) Skip(i, end int) int {
	lines := 0
	for j := i; j < end; {
		switch s.S[j] {
		case ' ', '\t', '\r':
			j++
			continue
		case '\n':
			if lines++; lines > 1 {
				return i
			}
			j++
			continue
		case '%':
			if s.Comments {
				j = min(s.lineEnd(j, end)+1, end)
				lines = 0
				continue
			}
		}
		return j
	}
	return end
}

// Group is the inside of the group at i and the place behind it.
func (s *Source) Group(i, end int) (from, to, next int, ok bool) {
	if i >= end || s.S[i] != '{' {
		return i, i, i, false
	}
	m := int(s.match[i])
	if m == 0 || m > end {
		return i, i, i, false
	}
	return i + 1, m - 1, m, true
}

// Arg is the argument at i, behind blanks: a group, or one character or command.
func (s *Source) Arg(i, end int) (from, to, next int, ok bool) {
	i = s.Skip(i, end)
	if i >= end {
		return i, i, i, false
	}
	if s.S[i] == '{' {
		return s.Group(i, end)
	}
	next = i + 1
	if s.S[i] == '\\' {
		_, next = s.Name(i, end)
		if next == i+1 {
			next = min(i+2, end)
		}
	}
	for next < end && s.S[next]&0xC0 == 0x80 {
		next++
	}
	return i, next, next, s.S[i] != '}' && s.S[i] != '\n'
}

// Braced is the argument at i, behind blanks, when it is a group.
func (s *Source) Braced(i, end int) (from, to, next int, ok bool) {
	return s.Group(s.Skip(i, end), end)
}

// Option is the inside of the brackets at i and the place behind them.
func (s *Source) Option(i, end int) (from, to, next int, ok bool) {
	if i >= end || s.S[i] != '[' {
		return i, i, i, false
	}
	limit := min(end, i+maxOption)
	for j := i + 1; j < limit; {
		switch s.S[j] {
		case '\\':
			j++
		case '{':
			if m := int(s.match[j]); m > j {
				j = m - 1
			}
		case ']':
			return i + 1, j, j + 1, true
		}
		j++
	}
	return i, i, i, false
}
