package tex

import "strings"

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
