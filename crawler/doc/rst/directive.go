package rst

import (
	"html"
	"strconv"
	"strings"

	"apud/crawler/doc/lines"
)

func words(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// silent are the directives whose content is code, or shows nothing.
var silent = words(`code code-block sourcecode highlight parsed-literal math raw literalinclude include doctest testcode
	testoutput testsetup testcleanup graphviz mermaid plantuml uml digraph graph blockdiag seqdiag nwdiag toctree contents
	sectnum section-numbering meta default-role role class rst-class index productionlist prompt jupyter-execute
	ipython ipython3 plot exec bibliography footbibliography target-notes title highlightlang py:currentmodule
	currentmodule module autoclass automodule autofunction autosummary command-output program-output exec_code chart
	replace unicode date`)

// titled are the directives whose argument is words to be read.
var titled = words(`note warning tip hint important caution danger error attention admonition seealso topic sidebar rubric
	versionadded versionchanged deprecated versionremoved centered table list-table csv-table epigraph highlights
	pull-quote header footer compound todo question answer details dropdown card abstract acks`)

// directiveName is the name in "name::" at the beginning of s, and the length
// of that.
func directiveName(s string) (name string, n int) {
	i := strings.Index(s[:min(len(s), 100)], "::")
	if i < 1 || i+2 < len(s) && s[i+2] != ' ' && s[i+2] != '\t' {
		return "", 0
	}
	name = strings.TrimRight(s[:i], " ")
	for j := range len(name) {
		if c := name[j]; !isAlnum(c) && strings.IndexByte("-_.+:", c) < 0 && c < 0x80 {
			return "", 0
		}
	}
	return strings.ToLower(name), i + 2
}

// directive reads a directive whose argument begins n bytes into the line at
// hand.
func (p *parser) directive(name string, n int) {
	mark := p.lines[p.at].Col
	if silent[name] {
		p.at++
		p.skipIndented(mark)
		return
	}
	argument := strings.TrimSpace(p.text(p.at)[n:]) != ""
	if !titled[name] {
		p.lines[p.at].Start = p.lines[p.at].End
		n = 0
	}
	p.options(mark, argument && !titled[name])
	if name == "csv-table" {
		p.rows(mark, n)
		return
	}
	p.hang(n, true)
}

// options takes the options out of the lines below the line at hand, and with
// them, when it is silent, the rest of the argument. A picture may lead
// somewhere.
func (p *parser) options(mark int32, silent bool) {
	options := false
	for i := p.at + 1; i < len(p.lines); i++ {
		l := p.lines[i]
		if l.Blank() || l.Col <= mark {
			return
		}
		s := p.text(i)
		if n := fieldName(s); n > 0 {
			options = true
			if s[:n] == ":target:" {
				p.picture(int(l.Start)+n, int(l.End))
			}
		}
		if options || silent {
			p.lines[i].Start = p.lines[i].End
		}
	}
}

// picture reads where a picture leads.
func (p *parser) picture(start, end int) {
	for start < end && isSpace(p.s[start]) {
		start++
	}
	if start == end {
		return
	}
	s := p.s[start:end]
	t := &target{url: unescapeAddress(s), span: p.Span(start, end)}
	if alias, ok := referenceName(s); ok {
		t.url, t.alias = "", alias
	}
	p.blocks = append(p.blocks, block{kind: picture, note: p.note, target: t})
}

// rows reads the rows of a table of values divided by commas, each as words.
func (p *parser) rows(mark int32, n int) {
	for first := true; p.at < len(p.lines); first = false {
		l := p.lines[p.at]
		if !first && !l.Blank() && l.Col <= mark {
			return
		}
		start := int(l.Start)
		if first {
			start = min(start+n, int(l.End))
		}
		if start < int(l.End) {
			w := lines.New(p.Decoded)
			w.Add(start, int(l.End))
			p.add(paragraph, w)
		}
		p.at++
	}
}

// substitution reads "|name| directive:: words", which begins skip bytes into
// the line at hand.
func (p *parser) substitution(rest string, skip int) bool {
	end := closing(rest, 1, '|')
	if end < 2 {
		return false
	}
	name := normal(unescape(rest[1:end]))
	after := strings.TrimLeft(rest[end+1:], " \t")
	kind, n := directiveName(after)
	if n == 0 {
		return false
	}
	at := skip + len(rest) - len(after) + n
	mark := p.lines[p.at].Col
	sub := &substitution{words: lines.New(p.Decoded)}
	for first := true; p.at < len(p.lines); first = false {
		l := p.lines[p.at]
		if !first && (l.Blank() || l.Col <= mark) {
			break
		}
		start, end := int(l.Start), int(l.End)
		if first {
			start = min(start+at, end)
		}
		for start < end && isSpace(p.s[start]) {
			start++
		}
		switch s := p.s[start:end]; {
		case kind == "replace":
			if start < end {
				sub.words.Add(start, end)
			}
		case kind == "unicode":
			sub.shown += codes(s)
		case strings.HasPrefix(s, ":target:"):
			p.picture(start+len(":target:"), end)
			if last := len(p.blocks) - 1; last >= 0 && p.blocks[last].kind == picture {
				sub.target = p.blocks[last].target
				p.blocks = p.blocks[:last]
			}
		}
		p.at++
	}
	if _, ok := p.subs[name]; !ok {
		p.subs[name] = sub
	}
	return true
}

// codes is the characters that numbers such as "0xA9" and "U+2014" stand for.
func codes(s string) string {
	if i := strings.Index(s, ".. "); i >= 0 {
		s = s[:i]
	}
	var b strings.Builder
	for _, word := range strings.Fields(s) {
		low := strings.ToLower(word)
		for _, prefix := range []string{"0x", "u+", "x", `\x`, `\u`} {
			if digits, ok := strings.CutPrefix(low, prefix); ok {
				if n, err := strconv.ParseUint(digits, 16, 21); err == nil {
					word = string(rune(n))
				}
				break
			}
		}
		if strings.HasPrefix(word, ":") {
			continue
		}
		b.WriteString(html.UnescapeString(word))
	}
	return b.String()
}
