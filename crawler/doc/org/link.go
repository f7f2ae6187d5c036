package org

import (
	"net/url"
	"path"
	"strings"

	"apud/crawler/doc/lines"
)

// bracket reads what begins with a bracket: a link, a note, a citation.
func (sc *scanner) bracket(from, at int, rest string) int {
	end, ok := sc.closing(at)
	if strings.HasPrefix(rest, "[[") {
		return sc.link(from, at)
	}
	if !ok {
		return at
	}
	switch {
	case strings.HasPrefix(rest, "[fn:"):
		return sc.mark(from, at, end)
	case strings.HasPrefix(rest, "[cite:") || strings.HasPrefix(rest, "[cite/"):
		return sc.citation(from, at, end)
	}
	return at
}

// mark reads the mark of a note, which may hold the note: "[fn:label]",
// "[fn::words]", "[fn:label:words]".
func (sc *scanner) mark(from, at, end int) int {
	start := at + len("[fn:")
	i := start
	for i < end && i-start < maxLabel && (isAlnum(sc.s[i]) || sc.s[i] == '-' || sc.s[i] == '_' || sc.s[i] >= 0x80) {
		i++
	}
	label := sc.s[start:i]
	switch {
	case i == end && label != "":
		note, ok := sc.labelled[label]
		if !ok {
			// The note may stand within the words further on.
			note, ok = sc.later(label)
		}
		if !ok {
			return at
		}
		sc.append(from, at)
		sc.Mark(note, sc.w.Source(at, end+1))
		return end + 1
	case i < end && sc.s[i] == ':':
	default:
		return at
	}
	sc.append(from, at)
	span := sc.w.Source(at, i+1)
	first, last := sc.w.Range(at, end+1)
	note := -1
	if n, ok := sc.labelled[label]; ok && label != "" && sc.Notes[n].End == 0 {
		note = n
		sc.Notes[n].Start, sc.Notes[n].End = first, last
	} else {
		note = sc.Add(&lines.Note{Label: label, Start: first, End: last, Inline: label == ""})
		if label != "" && !ok {
			sc.labelled[label] = note
		}
	}
	sc.Mark(note, span)
	sc.Enter(note)
	sc.run(i+1, end)
	sc.Leave()
	return end + 1
}

// later is the note of a label that is used before it is defined within words.
func (sc *scanner) later(label string) (int, bool) {
	if sc.inline == nil {
		sc.inline = map[string]bool{}
		for i := range sc.blocks {
			s := sc.blocks[i].words.String()
			for {
				j := strings.Index(s, "[fn:")
				if j < 0 {
					break
				}
				s = s[j+len("[fn:"):]
				if k := strings.IndexAny(s, ":] \n"); k > 0 && s[k] == ':' {
					sc.inline[s[:k]] = true
				}
			}
		}
	}
	if !sc.inline[label] {
		return 0, false
	}
	note := sc.Add(&lines.Note{Label: label})
	sc.labelled[label] = note
	return note, true
}

// citation writes "[cite/style:common prefix; prefix @key suffix; …]" as what it
// says between the brackets.
func (sc *scanner) citation(from, at, end int) int {
	colon := strings.IndexByte(sc.s[at:end], ':')
	if colon < 0 || strings.ContainsAny(sc.s[at:at+colon], " \n") || !strings.Contains(sc.s[at+colon:end], "@") {
		return at
	}
	sc.append(from, at)
	sc.T.Append("[", sc.w.Source(at, at+1))
	sc.run(at+colon+1, end)
	sc.T.Append("]", sc.w.Source(end, end+1))
	return end + 1
}

// link reads "[[target][words]]".
func (sc *scanner) link(from, at int) int {
	end := at + 2
	for ; end < sc.end && sc.s[end] != ']' && sc.s[end] != '['; end++ {
		if sc.s[end] == '\\' && end+1 < sc.end && strings.IndexByte(`[]\`, sc.s[end+1]) >= 0 {
			end++
		}
	}
	if end >= sc.end || sc.s[end] != ']' || end == at+2 {
		return at
	}
	target := sc.s[at+2 : end]
	next := end + 2
	start, stop := 0, 0
	switch {
	case strings.HasPrefix(sc.s[end:sc.end], "]]"):
	case strings.HasPrefix(sc.s[end:sc.end], "]["):
		start = end + 2
		stop = sc.words(start)
		if stop < 0 {
			return at
		}
		next = stop + 2
	default:
		return at
	}
	sc.append(from, at)
	address := sc.address(target)
	text := sc.T.Len()
	switch shown := sc.s[start:stop]; {
	case isPicture(shown):
		if lines.Leads(address) {
			sc.Picture(address, sc.w.Source(at+2, end))
		}
		return next
	case start > 0:
		sc.run(start, stop)
	case lines.Leads(address):
		if shown := unescape(target); shown != target {
			lines.Whole(sc.T, shown, sc.w.Source(at+2, end))
		} else {
			sc.append(at+2, end)
		}
	case lines.HasScheme(target) || strings.HasPrefix(target, "#"):
		// A file or a place that has no words shows nothing to cite.
	default:
		sc.append(at+2+len(target)-len(strings.TrimLeft(target, "*#")), end)
	}
	if lines.Leads(address) {
		sc.T.Link(text, sc.T.Len(), address, sc.w.Source(at+2, end))
	}
	return next
}

// words is where the words of a link that begin at start end: before "]]".
func (sc *scanner) words(start int) int {
	// The bracket before the words pairs with the one behind them, unless
	// the words hold brackets that do not pair.
	if end, ok := sc.closing(start - 1); ok && end+1 < sc.end && sc.s[end+1] == ']' {
		return end
	}
	if sc.missing[']'] {
		return -1
	}
	i := strings.Index(sc.s[start:sc.end], "]]")
	if i < 0 {
		sc.missing[']'] = true
		return -1
	}
	return start + i
}

// isPicture reports whether the words of a link are but the address of a
// picture.
func isPicture(s string) bool {
	if strings.ContainsAny(s, " \n") || !lines.HasScheme(s) {
		return false
	}
	switch strings.ToLower(path.Ext(s)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp":
		return true
	}
	return false
}

// inner are the kinds of links that stay in the project.
var inner = map[string]bool{
	"file": true, "id": true, "attachment": true, "elisp": true, "shell": true, "help": true, "info": true, "coderef": true,
	"docview": true, "bbdb": true, "gnus": true, "mu4e": true, "notmuch": true, "denote": true, "roam": true, "cite": true,
}

// address is the address that a target means: without its escapes, and with
// its abbreviation written out.
func (p *parser) address(target string) string {
	s := unescape(target)
	kind, rest, ok := strings.Cut(s, ":")
	if !ok {
		if strings.HasPrefix(s, "./") || strings.HasPrefix(s, "../") || strings.HasPrefix(s, "/") {
			return lines.Resolve(p.base, s)
		}
		return ""
	}
	if inner[strings.ToLower(kind)] || strings.HasPrefix(kind, "file+") {
		if kind == "file" {
			if out := lines.Resolve(p.base, rest); out != rest && !strings.HasPrefix(rest, "/") {
				return out
			}
		}
		return ""
	}
	if long, ok := p.abbreviations[kind]; ok {
		rest = strings.TrimPrefix(rest, ":")
		switch {
		case strings.Contains(long, "%s"):
			return strings.Replace(long, "%s", rest, 1)
		case strings.Contains(long, "%h"):
			return strings.Replace(long, "%h", url.QueryEscape(rest), 1)
		}
		return long + rest
	}
	if strings.EqualFold(kind, "doi") {
		return "https://doi.org/" + strings.TrimPrefix(rest, "https://doi.org/")
	}
	return s
}

// unescape undoes the escapes of brackets and backslashes, and the line ends
// that filling a paragraph leaves in an address.
func unescape(s string) string {
	if !strings.ContainsAny(s, "\\\n") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\n':
			continue
		case s[i] == '\\' && i+1 < len(s) && strings.IndexByte(`[]\`, s[i+1]) >= 0:
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// Bounds of macros inside each other, and of what they add in all.
const (
	maxExpanding = 4
	maxExpanded  = 1 << 20
	maxMacro     = 4000
)

// macro writes what "{{{name(arguments)}}}" stands for.
func (sc *scanner) macro(from, at int, rest string) int {
	i := strings.Index(rest[:min(len(rest), maxMacro)], "}}}")
	if i < 4 {
		return at
	}
	name, _, _ := strings.Cut(strings.ToLower(rest[3:i]), "(")
	text, ok := sc.macros[name]
	if !ok || sc.expanding >= maxExpanding || sc.expanded > maxExpanded {
		return at
	}
	args := strings.TrimSuffix(rest[3+len(name):i], ")")
	args = strings.TrimPrefix(args, "(")
	for n, arg := range strings.SplitN(args, ",", 9) {
		place := "$" + string(rune('1'+n))
		if len(text)+strings.Count(text, place)*len(arg) > 4*maxMacro {
			return at
		}
		text = strings.ReplaceAll(text, place, strings.TrimSpace(arg))
	}
	sc.expanded += len(text)
	if sc.expanded > maxExpanded {
		return at
	}
	sc.append(from, at)
	first, last := sc.w.Range(at, at+i+3)
	w := lines.New(sc.Decoded)
	w.Put(text, first, last)
	sc.expanding++
	in := &scanner{parser: sc.parser, w: w, s: w.String(), depth: sc.depth}
	in.pair()
	in.run(0, len(in.s))
	sc.expanding--
	return at + i + 3
}
