package latex

import (
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc/latex/tex"
)

// maxNested bounds how deep macros stand in each other.
const maxNested = 20

// maxRun bounds, in bytes, what one call of a macro expands to, so that one
// that is meant to stop by a condition does not use up what others need.
const maxRun = 8 << 10

// macro is a command that the document defines, with the body Src.S[From:To].
type macro struct {
	tex.Param
	// args is the number of its arguments; optional says which may be missing.
	args     int
	optional [9]bool
	preset   *tex.Param // of the first argument
}

// define takes in the definition that the command at at may be.
func (r *reader) define(src *tex.Source, command string, at, after int) {
	d, ok := r.definition(src, command, after)
	if !ok || d.name == "" {
		return
	}
	if d.name == "thefootnote" {
		r.footnoteStyle(src.S[d.From:d.To])
		return
	}
	if tex.Known(d.name) || builtin(d.name) {
		return
	}
	r.macros[d.name] = d.macro
}

// defined is a definition and the place behind it.
type defined struct {
	macro
	name string
	next int
}

// definition reads a definition; ok is false when command is none.
func (r *reader) definition(src *tex.Source, command string, after int) (d defined, ok bool) {
	end := len(src.S)
	d.next = after
	switch command {
	case "newcommand", "renewcommand", "providecommand", "newrobustcmd", "DeclareRobustCommand", "renewrobustcmd", "DeclareUrlCommand",
		"NewDocumentCommand", "RenewDocumentCommand", "ProvideDocumentCommand", "DeclareDocumentCommand":
	case "def", "gdef", "edef", "xdef":
		return r.primitive(src, after, end)
	case "let":
		_, _, next, ok := src.Arg(after, end)
		if ok {
			if next < end && src.S[next] == '=' {
				next++
			}
			_, _, next, _ = src.Arg(next, end)
		}
		d.next = max(next, after)
		return d, true
	case "newenvironment", "renewenvironment", "newtheorem":
		d.next = skip(src, after, end, 3)
		return d, true
	default:
		return d, false
	}
	from, to, next, ok := src.Arg(after, end)
	if !ok {
		return d, true
	}
	d.name, d.next = strings.Trim(src.S[from:to], `\ `), next
	d.Src = src
	if command == "DeclareUrlCommand" {
		if from, to, last, ok := src.Braced(next, end); ok {
			d.next = last
			_, _ = from, to
		}
		// The command is used as \url is.
		return defined{next: d.next, name: d.name, macro: macro{args: 1, Param: tex.Param{Src: urlSource}}}, true
	}
	if strings.HasSuffix(command, "DocumentCommand") {
		from, to, next, ok := src.Braced(next, end)
		if !ok {
			return d, true
		}
		d.next = next
		d.specification(src.S[from:to])
	} else if from, to, next, ok := src.Option(next, end); ok {
		d.next = next
		if n := strings.TrimSpace(src.S[from:to]); len(n) == 1 && '0' <= n[0] && n[0] <= '9' {
			d.args = int(n[0] - '0')
		}
		if from, to, next, ok := src.Option(next, end); ok {
			d.next = next
			d.optional[0] = true
			d.preset = &tex.Param{Src: src, From: from, To: to}
		}
	}
	from, to, next, ok = src.Arg(d.next, end)
	if !ok {
		d.name = ""
		return d, true
	}
	d.From, d.To, d.next = from, to, next
	return d, true
}

// specification reads the arguments that xparse is told: "m O{x} s".
func (m *macro) specification(s string) {
	depth := 0
	for _, c := range s {
		switch {
		case c == '{':
			depth++
		case c == '}':
			depth--
		case depth > 0 || m.args == 9:
		case c == 'm' || c == 'v' || c == 'r':
			m.args++
		case c == 'o' || c == 'O' || c == 's' || c == 'd' || c == 'D':
			m.optional[m.args] = true
			m.args++
		}
	}
}

// primitive reads what \def defines: \name#1#2{body}.
func (r *reader) primitive(src *tex.Source, after, end int) (d defined, ok bool) {
	from, to, next, ok := src.Arg(after, end)
	if !ok || src.S[from] != '\\' {
		return defined{next: after}, true
	}
	d.name, d.next, d.Src = src.S[from+1:to], next, src
	for next+1 < end && src.S[next] == '#' && '1' <= src.S[next+1] && src.S[next+1] <= '9' {
		d.args++
		next += 2
	}
	from, to, next, ok = src.Group(next, end)
	if !ok || d.args > 9 {
		d.name = ""
		return d, true
	}
	d.From, d.To, d.next = from, to, next
	return d, true
}

// skip is the place behind n groups and the options between them.
func skip(src *tex.Source, i, end, n int) int {
	for range n {
		for {
			_, _, next, ok := src.Option(i, end)
			if !ok {
				break
			}
			i = next
		}
		_, _, next, ok := src.Braced(i, end)
		if !ok {
			return i
		}
		i = next
	}
	return i
}

// addressMacros are the macros whose first argument is an address.
func (r *reader) addressMacros() map[string]bool {
	out := map[string]bool{}
	for name, m := range r.macros {
		body := ""
		if m.Src != nil && m.Src != urlSource {
			body = m.Src.S[m.From:m.To]
		}
		if m.args == 0 {
			if b := strings.TrimSpace(body); b == `\url` || b == `\href` || b == `\nolinkurl` {
				out[name] = true
			}
			continue
		}
		if m.Src == urlSource {
			out[name] = true
			continue
		}
		for _, command := range []string{`\url{`, `\href{`, `\nolinkurl{`, `\path{`, `\burl{`} {
			if _, rest, ok := strings.Cut(body, command); ok {
				address, _, _ := strings.Cut(rest, "}")
				out[name] = out[name] || strings.Contains(address, "#1")
			}
		}
	}
	return out
}

// expand writes the macro name, called at at; ok is false where there is none.
func (r *reader) expand(name string, at, after, end int) (next int, ok bool) {
	m, known := r.macros[name]
	if !known || m.Src == nil || r.nested >= maxNested || r.budget <= 0 || r.w.Deep() {
		return after, false
	}
	src := r.w.Src
	next = after
	var params []tex.Param
	for i := range m.args {
		if m.optional[i] {
			if from, to, behind, ok := src.Option(next, end); ok {
				params = append(params, tex.Param{Src: src, From: from, To: to})
				next = behind
			} else if i == 0 && m.preset != nil {
				params = append(params, *m.preset)
			} else {
				params = append(params, tex.Param{Src: src, From: next, To: next})
			}
			continue
		}
		from, to, behind, ok := src.Arg(next, end)
		if !ok {
			return after, false
		}
		params = append(params, tex.Param{Src: src, From: from, To: to})
		next = behind
	}
	cost := m.To - m.From + 16
	for _, p := range params {
		cost += 2 * (p.To - p.From)
	}
	if r.nested == 0 {
		r.run = maxRun + 8*cost
	}
	if r.run -= cost; r.run < 0 {
		return after, false
	}
	r.budget -= cost
	call := src.Span(at, next)
	if m.args == 0 {
		call = src.Span(at, after)
		if strings.HasPrefix(src.S[after:end], "{}") {
			next += 2
		}
	}
	from, to := m.From, m.To
	home := m.Src.Expand(call, params)
	if m.Src == urlSource {
		home, from, to = urlCommand.Expand(call, params), 0, len(urlCommand.S)
	}
	if body := strings.TrimSpace(home.S[from:to]); m.args == 0 && (body == `\url` || body == `\href` || body == `\nolinkurl`) {
		// Another name for a command.
		if address, ok := r.w.Addressed(strings.TrimPrefix(body, `\`), after, end); ok {
			return address, true
		}
	}
	r.nested++
	r.w.In(home, from, to)
	r.nested--
	if r.nested == 0 && r.run < 0 {
		// It does not end by itself: from now on its arguments are words.
		delete(r.macros, name)
	}
	return next, true
}

// macroText is the text of a macro without arguments, as addresses need it.
func (r *reader) macroText(name string) (string, bool) {
	m, ok := r.macros[name]
	if !ok || m.args > 0 || m.Src == nil || r.nested >= maxNested || r.budget <= 0 || m.To-m.From > 1000 {
		return "", false
	}
	r.budget -= m.To - m.From + 16
	r.nested++
	t := m.Src.Address(m.From, m.To, r.macroText)
	r.nested--
	return cite.Fold(t.String()), true
}
