package wikitext

import "strings"

// arg is a parameter of a template: s[start:end] without blanks around.
type arg struct {
	key        string
	start, end int
	// whole is where the parameter begins with its key.
	whole int
}

// args takes a template apart.
func (w *writer) args(n *node) (name string, args []arg) {
	to := n.to
	if len(n.pipes) > 0 {
		to = n.pipes[0]
	}
	name = w.templateName(n.from, to)
	for i, p := range n.pipes {
		end := n.to
		if i+1 < len(n.pipes) {
			end = n.pipes[i+1]
		}
		args = append(args, w.arg(p+1, end))
	}
	return name, args
}

// templateName is the name in s[from:to] as the tables have it.
func (w *writer) templateName(from, to int) string {
	for {
		n := w.nodeFrom(from, to)
		if n == nil {
			break
		}
		if n.kind != comment || strings.TrimSpace(w.s[from:n.start]) != "" {
			to = n.start
			break
		}
		from = n.end
	}
	name := w.s[from:to]
	if len(name) > maxTag {
		return ""
	}
	name = strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(name, "_", " ")), " "))
	for _, space := range []string{"template:", "vorlage:", "modèle:", "plantilla:", "шаблон:", "subst:", "safesubst:"} {
		name = strings.TrimSpace(strings.TrimPrefix(name, space))
	}
	return name
}

// arg divides s[start:end] into key and value.
func (w *writer) arg(start, end int) arg {
	a := arg{whole: start}
	at := w.skipComments(start, end)
	limit := end
	if n := w.nodeFrom(at, end); n != nil {
		limit = n.start
	}
	if i := strings.IndexByte(w.s[at:limit], '='); i >= 0 && i <= maxTag && !strings.ContainsAny(w.s[at:at+i], "/<[") {
		a.key = strings.ToLower(strings.TrimSpace(w.s[at : at+i]))
		start = w.skipComments(at+i+1, end)
	} else {
		start = at
	}
	a.start, a.end = w.trim(start, end)
	return a
}

// skipComments is where what is neither blank nor comment begins.
func (w *writer) skipComments(start, end int) int {
	for {
		start, _ = w.trim(start, end)
		n := w.nodeFrom(start, end)
		if n == nil || n.kind != comment || n.start != start {
			return start
		}
		start = n.end
	}
}

func (w *writer) trim(start, end int) (int, int) {
	s := w.s[start:end]
	start += len(s) - len(strings.TrimLeft(s, " \t\r\n"))
	end = max(start, start+len(strings.TrimRight(w.s[start:end], " \t\r\n")))
	return start, end
}

// plain is the words of a parameter in one line.
func (w *writer) plain(a arg) string { return strings.TrimSpace(w.field(a.start, a.end).String()) }

// value is the parameter of that name, or the n-th without one.
func (w *writer) value(args []arg, n int, names ...string) (arg, bool) {
	for _, name := range names {
		for _, a := range args {
			if a.key == name && a.start < a.end {
				return a, true
			}
		}
	}
	for _, a := range args {
		if a.key == "" {
			if n--; n == 0 {
				return a, a.start < a.end
			}
		}
	}
	return arg{}, false
}

// attribute is the value of an attribute in the inside of a tag.
func attribute(tag, name string) string {
	low := lowerASCII(tag)
	for at := 0; ; {
		i := strings.Index(low[at:], name)
		if i < 0 {
			return ""
		}
		i += at
		at = i + len(name)
		if i > 0 && strings.IndexByte(" \t\n\"'", tag[i-1]) < 0 {
			continue
		}
		rest := strings.TrimLeft(tag[at:], " \t\n")
		if !strings.HasPrefix(rest, "=") {
			continue
		}
		rest = strings.TrimLeft(rest[1:], " \t\n")
		if rest == "" {
			return ""
		}
		if q := rest[0]; q == '"' || q == '\'' {
			if j := strings.IndexByte(rest[1:], q); j >= 0 {
				return strings.TrimSpace(rest[1 : 1+j])
			}
			return strings.Trim(rest, " \t\n\"'")
		}
		if j := strings.IndexAny(rest, " \t\n"); j >= 0 {
			rest = rest[:j]
		}
		return strings.Trim(rest, "\"'")
	}
}
