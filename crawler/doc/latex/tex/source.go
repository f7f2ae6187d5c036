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

// environments are those whose inside is no text: code, drawings, formulas.
var environments = map[string]bool{}

func init() {
	for _, name := range strings.Fields(`verbatim Verbatim lstlisting minted comment filecontents tikzpicture alltt semiverbatim
		equation align gather multline displaymath math eqnarray flalign alignat pgfpicture BVerbatim LVerbatim listing codeblock`) {
		environments[name] = true
		environments[name+"*"] = true
	}
}

// Refit pairs all braces anew.
func (s *Source) Refit() {
	s.match = nil
	s.Fit(0, len(s.S))
}

// Commands calls visit with each command that stands in no comment and no code.
func (s *Source) Commands(visit func(name string, at, after int)) {
	for i := 0; i < len(s.S); {
		switch s.S[i] {
		case '%':
			if s.Comments {
				i = s.lineEnd(i, len(s.S))
				continue
			}
		case '\\':
			if next := s.opaque[i]; next > i {
				i = next
				continue
			}
			name, after := s.Name(i, len(s.S))
			if name == "" {
				i += 2
				continue
			}
			visit(name, i, after)
			i = after
			continue
		}
		i++
	}
}

// Fit pairs the braces of S[start:end].
func (s *Source) Fit(start, end int) {
	if s.match == nil {
		s.match = make([]int32, len(s.S))
		s.opaque = map[int]int{}
		s.ends = map[string]int{}
	}
	var open []int
	for i := start; i < end; {
		switch s.S[i] {
		case '\\':
			i = s.fitCommand(i, end)
			continue
		case '%':
			if s.Comments {
				i = s.lineEnd(i, end)
				continue
			}
		case '{':
			open = append(open, i)
		case '}':
			if n := len(open); n > 0 {
				s.match[open[n-1]] = int32(i + 1)
				open = open[:n-1]
			}
		}
		i++
	}
}

// fitCommand steps over the command at i and over what it holds that is no TeX.
func (s *Source) fitCommand(i, end int) int {
	name, after := s.Name(i, end)
	if after == i+1 {
		return min(i+2, end)
	}
	switch name {
	case "verb", "lstinline", "mintinline", "Verb":
		if next := s.verb(name, after, end); next > 0 {
			s.opaque[i] = next
			return next
		}
	case "begin":
		if next := s.fitEnvironment(i, after, end); next > 0 {
			return next
		}
	case "iffalse":
		if next := s.find(`\fi`, after, end); next > 0 {
			s.opaque[i] = next + len(`\fi`)
			return next
		}
	}
	if s.HoldsAddress(name) {
		j := s.Skip(after, end)
		if j < end && s.S[j] == '[' {
			if _, _, next, ok := s.Option(j, end); ok {
				j = s.Skip(next, end)
			}
		}
		if next := s.raw(j, end); next > 0 {
			return next
		}
	}
	return after
}

// HoldsAddress reports whether the first argument of a command is an address,
// in which "%" and "#" stand for themselves.
func (s *Source) HoldsAddress(name string) bool {
	switch strings.TrimSuffix(name, "*") {
	case "url", "href", "path", "nolinkurl", "burl", "httpurl", "hrefurl", "urlstyle":
		return true
	}
	return s.Addresses[name]
}

// verb is the end of what \verb shows; after is behind the name.
func (s *Source) verb(name string, after, end int) int {
	if name != "verb" && after < end && s.S[after] == '[' {
		if _, _, next, ok := s.Option(after, end); ok {
			after = next
		}
	}
	if name == "mintinline" && after < end && s.S[after] == '{' {
		if next := s.raw(after, end); next > 0 {
			after = next
		}
	}
	if after >= end {
		return 0
	}
	if s.S[after] == '{' && name != "verb" {
		return s.raw(after, end)
	}
	return s.delimited(after, end)
}

// delimited is the place after what stands between two bytes as the one at i,
// in one line; 0 when there is none.
func (s *Source) delimited(i, end int) int {
	limit := min(end, i+maxAddress)
	for j := i + 1; j < limit && s.S[j] != '\n'; j++ {
		if s.S[j] == s.S[i] {
			return j + 1
		}
	}
	return 0
}

// fitEnvironment is the end of the environment that begins at i, when it is one
// whose inside is no text.
func (s *Source) fitEnvironment(i, after, end int) int {
	j := s.Skip(after, end)
	if j >= end || s.S[j] != '{' {
		return 0
	}
	k := strings.IndexByte(s.S[j:min(end, j+40)], '}')
	if k < 0 || !environments[s.S[j+1:j+k]] {
		return 0
	}
	word := `\end{` + s.S[j+1:j+k] + "}"
	to := s.find(word, j+k, end)
	if to <= 0 {
		return 0
	}
	s.opaque[i] = to + len(word)
	return to + len(word)
}

// find is where word stands next, or 0. Words are looked for from ever later
// places, and what was found once is remembered.
func (s *Source) find(word string, from, end int) int {
	at, ok := s.ends[word]
	if !ok || at >= 0 && at < from {
		at = -1
		if k := strings.Index(s.S[from:], word); k >= 0 {
			at = from + k
		}
		s.ends[word] = at
	}
	if at < from || at+len(word) > end {
		return 0
	}
	return at
}

// raw is the place after the argument at i, in which only braces count; 0 when
// there is none. It is paired at once.
func (s *Source) raw(i, end int) int {
	if i >= end || s.S[i] != '{' {
		return 0
	}
	depth := 0
	for j := i; j < min(end, i+maxAddress); j++ {
		switch s.S[j] {
		case '\\':
			j++
		case '\n':
			if j+1 < end && s.S[j+1] == '\n' {
				return 0
			}
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				s.match[i] = int32(j + 1)
				return j + 1
			}
		}
	}
	return 0
}

func (s *Source) lineEnd(i, end int) int {
	if j := strings.IndexByte(s.S[i:end], '\n'); j >= 0 {
		return i + j
	}
	return end
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
