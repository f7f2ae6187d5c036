package asciidoc

import (
	"strings"

	"apud/crawler/doc"
	"apud/crawler/doc/lines"
)

// address reads a bare address at at, with words in brackets behind it or
// without.
func (sc *scanner) address(from, at int) int {
	n := lines.StartsAddress(sc.s[at:sc.end])
	if n == 0 || isWord(sc.before(at)) && sc.before(at) != '_' {
		return at
	}
	end := at + n
	for end < sc.end && strings.IndexByte(" \t\n[]<>\\", sc.s[end]) < 0 {
		end++
	}
	if end == at+n {
		return at
	}
	if end < sc.end && sc.s[end] == '[' {
		// A footnote may follow an address at once.
		if i := strings.LastIndex(sc.s[at+n:end], "footnote:"); i > 0 {
			sc.append(from, at+n+i)
			return at + n + i
		}
		if shut := sc.closing(end); shut >= 0 {
			sc.append(from, at)
			sc.link(at, end, end+1, shut)
			return shut + 1
		}
	}
	sc.append(from, end)
	return end
}

// link writes the words at s[start:end] with the address at s[from:to].
func (sc *scanner) link(from, to, start, end int) {
	url := lines.Resolve(sc.base, strings.TrimSpace(unescape(sc.s[from:to])))
	at := sc.T.Len()
	start, end = linkWords(sc.s, start, end)
	switch {
	case start < end:
		sc.run(start, end)
	case lines.Leads(url):
		sc.append(from, to)
	}
	if lines.Leads(url) {
		sc.T.Link(at, sc.T.Len(), url, sc.w.Source(from, to))
	}
}

// linkWords are the words among what stands between the brackets of a link:
// without attributes, quotation marks and the sign for a new window.
func linkWords(s string, start, end int) (int, int) {
	inner := s[start:end]
	if strings.HasPrefix(inner, `"`) {
		if i := strings.IndexByte(inner[1:], '"'); i >= 0 && (i+2 == len(inner) || inner[i+2] == ',') {
			return start + 1, start + 1 + i
		}
	}
	if i := strings.IndexByte(inner, '='); i > 0 {
		word := i
		for word > 0 && (isAlnum(inner[word-1]) || inner[word-1] == '-' || inner[word-1] == '_') {
			word--
		}
		before := strings.TrimRight(inner[:word], " ")
		switch {
		case word == i:
		case before == "":
			return start, start
		case strings.HasSuffix(before, ","):
			end = start + strings.IndexByte(inner, ',')
		}
	}
	return start, end - len(s[start:end]) + len(strings.TrimSuffix(s[start:end], "^"))
}

// unescape undoes the backslashes before brackets in an address.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	return strings.NewReplacer(`\]`, "]", `\[`, "[").Replace(s)
}

// macros are the macros within words. Those with a sign show their words.
var macros = []struct {
	name string
	kind byte
}{
	{"footnote:", 'f'}, {"footnoteref:", 'r'}, {"link:", 'l'}, {"xref:", 'x'}, {"mailto:", 'w'}, {"image:", 'i'},
	{"icon:", 0}, {"kbd:", 'w'}, {"btn:", 'w'}, {"menu:", 'w'}, {"stem:", 0}, {"latexmath:", 0}, {"asciimath:", 0},
	{"anchor:", 0}, {"indexterm:", 0}, {"indexterm2:", 'w'}, {"pass:", 'p'}, {"cite:", 'w'}, {"citenp:", 'w'},
}

// macroAt reads the macro at at.
func (sc *scanner) macroAt(from, at int) int {
	rest := sc.s[at:sc.end]
	if strings.IndexByte("aefiklmpbsxc", rest[0]) < 0 {
		return at
	}
	for _, m := range macros {
		if !strings.HasPrefix(rest, m.name) {
			continue
		}
		if m.kind != 'f' && m.kind != 'r' && isWord(sc.before(at)) {
			continue
		}
		start := at + len(m.name)
		open := start
		if m.kind == 'l' {
			start, open = sc.linkTarget(start)
		}
		end := sc.target(open)
		if end >= sc.end || sc.s[end] != '[' {
			return at
		}
		if m.kind == 'f' || m.kind == 'r' {
			return sc.footnote(from, at, start, end, m.kind == 'r')
		}
		shut := sc.closing(end)
		if shut < 0 {
			return at
		}
		sc.append(from, at)
		switch m.kind {
		case 'l':
			if open == start {
				open = end
			} else {
				open -= 2
			}
			sc.link(start, open, end+1, shut)
		case 'x':
			sc.refer(sc.s[start:end], at, end+1, shut, shut+1)
		case 'w':
			if start, end := linkWords(sc.s, end+1, shut); start < end {
				sc.run(start, end)
			}
		case 'i':
			sc.picture(end+1, shut)
		case 'p':
			if strings.IndexByte(sc.s[end+1:shut], '<') >= 0 {
				sc.T.Insert("…")
			} else {
				sc.append(end+1, shut)
			}
		}
		return shut + 1
	}
	return at
}

// target is where the target of a macro that begins at i ends.
func (sc *scanner) target(i int) int {
	if sc.stopFrom <= i && i < sc.stop {
		return sc.stop
	}
	sc.stopFrom, sc.stop = i, i
	for sc.stop < sc.end && strings.IndexByte(" \t\n[]", sc.s[sc.stop]) < 0 {
		sc.stop++
	}
	return sc.stop
}

// maxTarget bounds an address between signs, in bytes.
const maxTarget = 4000

// linkTarget is where the address of a link at start begins, and where what
// follows it does: an address may stand between plus signs.
func (sc *scanner) linkTarget(start int) (from, next int) {
	for _, sign := range []string{"+++", "++", "$$"} {
		if strings.HasPrefix(sc.s[start:sc.end], sign) && start+len(sign) < sc.end {
			i := strings.Index(sc.s[start+len(sign):min(sc.end, start+maxTarget)], sign+"[")
			if i < 0 || strings.IndexByte(sc.s[start:start+len(sign)+i], '\n') >= 0 {
				return start, start
			}
			if sign == "+++" {
				return start + 3, start + 3 + i + 3
			}
			return start + 2, start + 2 + i + 2
		}
	}
	return start, start
}

// picture writes nothing but where a picture leads.
func (sc *scanner) picture(start, end int) {
	inner := sc.s[start:end]
	i := strings.Index(inner, "link=")
	if i < 0 {
		return
	}
	from := start + i + len("link=")
	to := end
	if from < end && sc.s[from] == '"' {
		from++
		if j := strings.IndexByte(sc.s[from:end], '"'); j >= 0 {
			to = from + j
		}
	} else if j := strings.IndexByte(sc.s[from:end], ','); j >= 0 {
		to = from + j
	}
	if url := lines.Resolve(sc.base, strings.TrimSuffix(sc.s[from:to], "^")); lines.Leads(url) {
		sc.Picture(url, sc.w.Source(from, to))
	}
}

// footnote reads "footnote:name[words]": with words it is a note, without them
// the mark of one that stands before.
func (sc *scanner) footnote(from, at, start, open int, old bool) int {
	name := sc.s[start:open]
	shut := sc.noteEnd(open)
	if shut < 0 || len(name) > maxName {
		return at
	}
	first := open + 1
	if old {
		id, _, ok := strings.Cut(sc.s[first:min(shut, first+maxName)], ",")
		name = strings.TrimSpace(id)
		if first = shut; ok {
			first = open + 1 + len(id) + 1
		}
	}
	note, known := sc.named[name]
	if first == shut || known && name != "" {
		if !known {
			return at
		}
		sc.append(from, at)
		sc.Mark(note, sc.w.Source(at, shut+1))
		return shut + 1
	}
	sc.append(from, at)
	begin, end := sc.w.Range(at, shut+1)
	sc.count++
	note = sc.Add(&lines.Note{Label: doc.Numeral("decimal", sc.count), Start: begin, End: end})
	if name != "" {
		sc.named[name] = note
	}
	sc.Mark(note, sc.w.Source(at, open+1))
	sc.Enter(note)
	sc.run(first, shut)
	sc.Leave()
	return shut + 1
}

// noteEnd is the bracket that ends the words of a footnote: the one that pairs
// with the first, unless another footnote would come to lie within.
func (sc *scanner) noteEnd(open int) int {
	next := sc.next(open)
	pair := int(sc.shut[open])
	if next < 0 || pair <= next || pair >= sc.end || strings.Contains(sc.s[next:pair], "footnote:") {
		return next
	}
	return pair
}

// cross reads <<name,words>>.
func (sc *scanner) cross(from, at int, rest string) int {
	i := strings.Index(rest[:min(len(rest), 4*maxName)], ">>")
	if i < 3 || strings.ContainsAny(rest[2:i], "<\n") && strings.Contains(rest[2:i], "<") {
		return at
	}
	name, words, _ := strings.Cut(rest[2:i], ",")
	start := at + i - len(words)
	sc.append(from, at)
	sc.refer(strings.TrimSpace(name), at, start, at+i, at+i+2)
	return at + i + 2
}

// refer writes the reference s[at:next] to the place name with the words
// s[start:end]. An entry of a list of references is called like a note.
func (sc *scanner) refer(name string, at, start, end, next int) {
	if i := strings.LastIndexByte(name, '#'); i >= 0 {
		name = name[i+1:]
	}
	note, ok := sc.entries[name]
	switch {
	case start < end:
		sc.run(start, end)
	case ok && sc.Note != lines.Body:
		lines.Whole(sc.T, "["+sc.Notes[note].Label+"]", sc.w.Source(at, next))
	}
	if ok {
		sc.Mark(note, sc.w.Source(at, next))
	}
}

// anchor reads what in brackets shows nothing: "[[name]]", and "[.role]" before
// words.
func (sc *scanner) anchor(from, at int, rest string) int {
	limit := rest[:min(len(rest), maxName)]
	if strings.HasPrefix(rest, "[[") {
		if i := strings.Index(limit, "]]"); i > 2 && !strings.ContainsAny(rest[2:i], "[] ./") {
			sc.append(from, at)
			return at + i + 2
		}
		return at
	}
	if len(rest) < 4 || rest[1] != '.' && rest[1] != '#' {
		return at
	}
	i := strings.IndexAny(limit, "] \n")
	if i < 3 || rest[i] != ']' || i+1 >= len(rest) || strings.IndexByte("#*_`", rest[i+1]) < 0 {
		return at
	}
	sc.append(from, at)
	return at + i + 1
}

// index reads the terms of an index: ((shown)) and (((hidden))).
func (sc *scanner) index(from, at int, rest string) int {
	if !strings.HasPrefix(rest, "((") {
		return at
	}
	hidden := strings.HasPrefix(rest, "(((")
	i := strings.Index(rest[:min(len(rest), 4*maxName)], "))")
	if i < 0 {
		return at
	}
	sc.append(from, at)
	if hidden && strings.HasPrefix(rest[i:], ")))") {
		return at + i + 3
	}
	sc.run(at+2, at+i)
	return at + i + 2
}
