package verdict

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// phrases is a list of wordings, read from lines in which braces hold choices:
// "{page|article} not found" are two. They are compared folded.
type phrases struct {
	list func() []string
}

func newPhrases(lines ...string) *phrases {
	return &phrases{list: sync.OnceValue(func() []string {
		var out []string
		seen := map[string]bool{"": true}
		for _, text := range lines {
			for l := range strings.Lines(text) {
				for _, s := range expand(strings.TrimSpace(l)) {
					f := fold(s)
					if dense(f) {
						f = strings.ReplaceAll(f, " ", "")
					}
					if !seen[f] {
						seen[f] = true
						out = append(out, f)
					}
				}
			}
		}
		return out
	})}
}

// expand writes out the choices of a line.
func expand(s string) []string {
	open := strings.IndexByte(s, '{')
	if open < 0 {
		return []string{s}
	}
	end := strings.IndexByte(s[open:], '}')
	if end < 0 {
		return []string{s}
	}
	var out []string
	rest := expand(s[open+end+1:])
	for c := range strings.SplitSeq(s[open+1:open+end], "|") {
		for _, r := range rest {
			out = append(out, s[:open]+c+r)
		}
	}
	return out
}

// in is the longest phrase that a folded text has; empty when none.
func (p *phrases) in(folded string) string {
	best := ""
	for _, f := range p.list() {
		if len(f) > len(best) && holds(folded, f) {
			best = f
		}
	}
	return best
}

// most is the phrase that makes up at least so much of a folded text.
func (p *phrases) most(folded string, share float64) string {
	f := p.in(folded)
	if f != "" && float64(utf8.RuneCountInString(f)) >= share*float64(utf8.RuneCountInString(folded)) {
		return f
	}
	return ""
}
