package crawltest

import (
	"fmt"
	"strconv"
	"strings"
)

// block is one file of an archive, with its place.
type block struct {
	file string
	line int // of the first line after the marker
	text string
}

// field is a line "name: value" of a head.
type field struct {
	line        int // from the start of the block, 1 being the first
	name, value string
}

// errorf is an error at a line of the block; 0 is its marker.
func (b *block) errorf(line int, format string, args ...any) error {
	return &SyntaxError{File: b.file, Line: b.line + line - 1, Msg: fmt.Sprintf(format, args...)}
}

// epoch takes "@N " off a name; without one the epoch is the first.
func (b *block) epoch(name string) (int, string, error) {
	if !strings.HasPrefix(name, "@") {
		return 1, name, nil
	}
	number, rest, _ := strings.Cut(name[1:], " ")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 {
		return 0, "", b.errorf(0, "%q is no epoch", "@"+number)
	}
	return n, strings.TrimSpace(rest), nil
}

// head takes the block apart.
func (b *block) head() (fields []field, body string, err error) {
	rest := b.text
	if rest == "" || rest[0] == '<' || rest[0] == '#' {
		return nil, rest, nil
	}
	for n := 1; rest != ""; n++ {
		var l string
		l, rest, _ = strings.Cut(rest, "\n")
		if l == "" {
			break
		}
		name, value, ok := strings.Cut(l, ":")
		if !ok || name == "" || strings.ContainsAny(name, " \t") {
			return nil, "", b.errorf(n, "%q is no line of a head; a body follows a blank line", l)
		}
		fields = append(fields, field{n, name, strings.TrimSpace(value)})
	}
	return fields, rest, nil
}

// oneOf checks a value against the words that a directive takes.
func (b *block) oneOf(f field, words ...string) error {
	for _, w := range words {
		if f.value == w {
			return nil
		}
	}
	return b.errorf(f.line, "%s: %q is none of %s", f.name, f.value, strings.Join(words, ", "))
}

// number reads a value of at least min.
func (b *block) number(f field, s string, min int) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < min {
		return 0, b.errorf(f.line, "%s: %q is no number from %d up", f.name, s, min)
	}
	return n, nil
}
