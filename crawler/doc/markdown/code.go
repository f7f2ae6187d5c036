package markdown

import (
	"sort"
	"strings"
)

// rawHTML is pandoc's attribute of backticks that hold HTML and no code.
const rawHTML = "{=html}"

// code reads a stretch of code.
func (l *inline) code() bool {
	if l.at == l.raw && l.raw > 0 {
		l.flush(l.at)
		l.at, l.from = l.rawEnd, l.rawEnd
		return true
	}
	n := run(l.s[l.at:], '`')
	if l.ticks == nil {
		l.ticks = map[int][]int{}
		for i := l.at; i < len(l.s); {
			j := strings.IndexByte(l.s[i:], '`')
			if j < 0 {
				break
			}
			i += j
			k := run(l.s[i:], '`')
			l.ticks[k] = append(l.ticks[k], i)
			i += k
		}
	}
	places := l.ticks[n]
	i := sort.SearchInts(places, l.at+n)
	if i == len(places) {
		// None of these backticks can begin code.
		l.at += n
		return true
	}
	end := places[i]
	if strings.HasPrefix(l.s[end+n:], rawHTML) {
		if l.raised(l.s[l.at:]) {
			return true
		}
		l.flush(l.at)
		l.at, l.raw, l.rawEnd = l.at+n, end, end+n+len(rawHTML)
		l.from = l.at
		return true
	}
	inner := l.s[l.at+n : end]
	if strings.ContainsAny(inner, ".:/@<[") {
		// What may look like an address is none.
		l.add(shownToken, l.at, end+n).text = l.addText("…")
	} else {
		l.flush(l.at)
		l.from = l.at + n
		l.flush(end)
		l.from = end + n
	}
	l.at = end + n
	l.attributes()
	return true
}

// attributes steps over pandoc's attributes behind a link or code.
func (l *inline) attributes() {
	rest := l.s[l.at:min(len(l.s), l.at+256)]
	if len(rest) < 3 || rest[0] != '{' || !strings.ContainsRune(".#=:-", rune(rest[1])) && !isLetter(rest[1]) {
		return
	}
	end := strings.IndexAny(rest, "}\n")
	if end < 0 || rest[end] != '}' || isLetter(rest[1]) && !strings.Contains(rest[:end], "=") {
		return
	}
	l.at += end + 1
	l.from = l.at
}
