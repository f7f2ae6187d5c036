package rst

import (
	"strings"

	"apud/crawler/doc/lines"
)

// codeRoles are the roles of what is code.
var codeRoles = words(`code literal math raw samp file command program kbd envvar makevar mimetype option regexp guilabel
	c:func c:macro c:type py:func py:class py:mod py:meth py:attr py:exc py:data py:obj py:const func class mod meth attr
	exc data obj const cpp:func cpp:class js:func download cpp:any cmd code-py code-sh`)

// italicRoles are the roles of what is set in italics; no role is that of
// titles.
var italicRoles = words(`emphasis title title-reference title_reference t italic i cite`)

// prefixes are what a reader sees before the words of some roles.
var prefixes = map[string]string{
	"pep": "PEP ", "pep-reference": "PEP ", "rfc": "RFC ", "rfc-reference": "RFC ", "doi": "doi:", "arxiv": "arXiv:",
}

// rolePrefix is the length of ":role:" before a backquote at the beginning of s.
func rolePrefix(s string) int {
	limit := min(len(s), 80)
	for i := 1; i < limit; i++ {
		switch c := s[i]; {
		case c == ':' && i > 1 && i+1 < len(s) && s[i+1] == '`':
			return i + 1
		case !isAlnum(c) && strings.IndexByte("-_.+:", c) < 0:
			return 0
		}
	}
	return 0
}

// suffix is what follows the closing backquote before end: "_", "__" or
// ":role:"; ok tells whether markup may end there.
func (sc *scanner) suffix(end int) (n int, ok bool) {
	rest := sc.s[end:]
	switch {
	case strings.HasPrefix(rest, "__") && closes(sc.s, end+2):
		return 2, true
	case strings.HasPrefix(rest, "_") && closes(sc.s, end+1):
		return 1, true
	case strings.HasPrefix(rest, ":"):
		for i := 1; i < min(len(rest), 80); i++ {
			if c := rest[i]; c == ':' && i > 1 && closes(rest, i+1) {
				return i + 1, true
			} else if !isAlnum(c) && strings.IndexByte("-_.+", c) < 0 {
				break
			}
		}
	}
	return 0, closes(sc.s, end)
}

// phrase reads the words between backquotes, the first of which is at i: a link
// or words with a role.
func (sc *scanner) phrase(role string, i int) bool {
	if role == "" && !starts(sc.s, i, 1) {
		return false
	}
	start := i + 1
	end := sc.find("`", start, func(end int) bool { _, ok := sc.suffix(end); return ok })
	if end < 0 {
		return false
	}
	n, _ := sc.suffix(end + 1)
	after := sc.s[end+1 : end+1+n]
	sc.flush(sc.at)
	switch {
	case strings.HasPrefix(after, "_"):
		sc.linked(start, end, n)
	case sc.collecting:
	default:
		if after != "" {
			role = after[1 : n-1]
		}
		sc.role(strings.ToLower(role), start, end)
	}
	sc.at = end + 1 + n
	return true
}

// linked reads the words of a link at s[start:end]: "words <address>", or the
// name of a target.
func (sc *scanner) linked(start, end, underlines int) {
	text, from, to := embedded(sc.s, start, end)
	if from < 0 {
		if sc.collecting {
			return
		}
		at := sc.T.Len()
		sc.plain(start, end)
		sc.lead(unescape(sc.s[start:end]), underlines, at)
		return
	}
	raw := sc.s[from:to]
	t := &target{url: unescapeAddress(raw), span: sc.w.Source(from, to)}
	if alias, ok := referenceName(raw); ok {
		t.url, t.alias = "", alias
	}
	if sc.collecting {
		if name := normal(unescape(sc.s[start:text])); underlines == 1 && name != "" && sc.targets[name] == nil {
			t.used = true
			sc.targets[name] = t
		}
		return
	}
	at := sc.T.Len()
	if text > start {
		sc.plain(start, text)
	} else {
		lines.Whole(sc.T, t.url, t.span)
	}
	if t = sc.parser.lead(t); t != nil {
		sc.link(at, t)
	}
}

// embedded is where the words before an address in angle brackets end, and
// where that stands in s[start:end]; from is -1 when there is none.
func embedded(s string, start, end int) (text, from, to int) {
	if end-start < 3 || s[end-1] != '>' || s[end-2] == '\\' {
		return 0, -1, 0
	}
	open := strings.LastIndexByte(s[start:end], '<')
	if open < 0 {
		return 0, -1, 0
	}
	open += start
	if open > start && !isSpace(s[open-1]) || open+1 == end-1 {
		return 0, -1, 0
	}
	text = open
	for text > start && isSpace(s[text-1]) {
		text--
	}
	return text, open + 1, end - 1
}

// role writes the words of a role at s[start:end].
func (sc *scanner) role(role string, start, end int) {
	if codeRoles[role] {
		sc.Code(sc.w, start, end)
		return
	}
	if text, from, _ := embedded(sc.s, start, end); from >= 0 && text > start && role != "" {
		// A place in the project.
		end = text
	} else if role != "" && start < end && (sc.s[start] == '~' || sc.s[start] == '!') {
		start++
	}
	at := sc.T.Len()
	if prefix := prefixes[role]; prefix != "" {
		sc.T.Insert(prefix)
	}
	sc.plain(start, end)
	if role == "" || italicRoles[role] {
		sc.T.Italic(at, sc.T.Len())
	}
}
