package tex

import (
	"strings"

	"apud/crawler/cite"
)

// Address is the address in S[start:end], the argument of a command: escapes
// are undone, and blanks and line ends left out. macros are texts of commands.
func (s *Source) Address(start, end int, macros func(name string) (string, bool)) *cite.Text {
	t := &cite.Text{}
	s.address(t, start, end, macros)
	return t
}

func (s *Source) address(t *cite.Text, start, end int, macros func(name string) (string, bool)) {
	at := start
	flush := func(i, next int) int {
		s.Append(t, at, i)
		at = next
		return next
	}
	for i := start; i < end; {
		switch c := s.S[i]; c {
		case ' ', '\t', '\r', '\n', '{', '}':
			i = flush(i, i+1)
		case '%':
			if i+1 < end && s.S[i+1] == '\n' {
				i = flush(i, i+2)
				continue
			}
			i++
		case '#':
			if p, ok := s.param(i, end); ok {
				i = flush(i, i+2)
				p.Src.address(t, p.From, p.To, macros)
				continue
			}
			i++
		case '$':
			if strings.HasPrefix(s.S[i:end], `$\sim$`) {
				flush(i, i)
				t.Append("~", s.Span(i, i+len(`$\sim$`)))
				at = i + len(`$\sim$`)
				i = at
				continue
			}
			i++
		case '\\':
			shown, next, ok := s.escape(i, end, macros)
			if !ok {
				i++
				continue
			}
			flush(i, next)
			t.Append(shown, s.Span(i, next))
			i = next
		default:
			i++
		}
	}
	flush(end, end)
}

// escape is what the command at i stands for in an address.
func (s *Source) escape(i, end int, macros func(name string) (string, bool)) (shown string, next int, ok bool) {
	name, after := s.Name(i, end)
	if name == "" {
		if after >= end {
			return "", after, true
		}
		switch c := s.S[after]; c {
		case '%', '&', '#', '_', '$', '{', '}', '\\', '-', '/':
			after++
			if c == '\\' || c == '-' || c == '/' {
				return "", after, true
			}
			return string(c), after, true
		case '~', '^':
			after++
			if strings.HasPrefix(s.S[after:end], "{}") {
				after += 2
			}
			return string(c), after, true
		}
		return "", i, false
	}
	shown, ok = symbols[name]
	if !ok && macros != nil {
		shown, ok = macros(name)
	}
	switch {
	case ok:
		shown = strings.TrimSpace(shown)
	case name == "string" || name == "protect" || name == "penalty" || name == "discretionary" || name == "detokenize":
		shown = ""
	default:
		return "", i, false
	}
	for after < end && s.S[after] == ' ' {
		after++
	}
	if strings.HasPrefix(s.S[after:end], "{}") {
		after += 2
	}
	return shown, after, true
}

// schemes begin a bare address.
var schemes = []string{"https://", "http://", "ftp://"}

// bare writes the address that stands in the words at i, and returns its end;
// i when there is none. Dashes and quotes are no ligatures there.
func (w *Writer) bare(i, end int) int {
	s := w.Src
	rest := s.S[i:end]
	known := false
	for _, scheme := range schemes {
		known = known || len(rest) > len(scheme) && strings.EqualFold(rest[:len(scheme)], scheme)
	}
	if !known {
		return i
	}
	j := i
	for j < end {
		switch s.S[j] {
		case ' ', '\t', '\r', '\n', '{', '}', '%', '<', '>', '"', '`':
		case '\'':
			if j+1 < end && s.S[j+1] != '\'' {
				j++
				continue
			}
		case '\\':
			shown, next, ok := s.escape(j, end, nil)
			if ok && shown != "" && strings.Trim(shown, " \n<>…“”") == shown {
				j = next
				continue
			}
		default:
			j++
			continue
		}
		break
	}
	s.address(w.Text, i, j, nil)
	return j
}
