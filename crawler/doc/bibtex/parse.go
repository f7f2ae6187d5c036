package bibtex

import (
	"context"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/latex/tex"
)

// maxPieces bounds what a value is put together from, so that macros that stand
// in macros do not grow without end.
const maxPieces = 64

// maxWords bounds, in bytes, what macros and other entries lend to a value.
const maxWords = 4000

// Library is the entries of a bibliography.
type Library struct {
	Entries []Entry
	keys    map[string]int
	src     *tex.Source
}

// Entry is one entry.
type Entry struct {
	Type, Key string
	cite.Span
	lib    *Library
	fields map[string]value
	// at is where the values stand.
	at map[string][2]int
}

// value is what a field holds, piece by piece.
type value []piece

// piece is a stretch of the file, or words that stand nowhere in it.
type piece struct {
	start, end int
	words      string
}

// Parse reads a bibliography, which stands in the file part; that is empty for
// the document itself. Damage spoils the entry that it stands in and no other.
func Parse(ctx context.Context, d *doc.Decoded, part string) (*Library, error) {
	p := &parser{s: d.Text, macros: map[string]value{}}
	p.lib = &Library{keys: map[string]int{}, src: tex.NewSource(d, part)}
	p.lib.src.Fit(0, 0)
	for name, words := range months {
		p.macros[name] = value{{words: words}}
	}
	for n := 0; p.nextEntry(); n++ {
		if n%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		p.entry()
	}
	return p.lib, nil
}

// Lookup is the entry of that key, or nil.
func (l *Library) Lookup(key string) *Entry {
	for _, k := range []string{key, strings.ToLower(key)} {
		if i, ok := l.keys[k]; ok {
			return &l.Entries[i]
		}
	}
	return nil
}

// months are the macros that every bibliography style defines.
var months = map[string]string{
	"jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May", "jun": "June", "jul": "July",
	"aug": "August", "sep": "September", "oct": "October", "nov": "November", "dec": "December",
}

// parser reads a bibliography from i on.
type parser struct {
	s string
	i int
	// broken is how far values that do not close were looked for in vain.
	broken int
	lib    *Library
	macros map[string]value
}

// nextEntry goes to the next "@" that no comment hides.
func (p *parser) nextEntry() bool {
	for {
		j := strings.IndexByte(p.s[p.i:], '@')
		if j < 0 {
			return false
		}
		line := p.s[p.i : p.i+j]
		p.i += j
		if k := strings.LastIndexByte(line, '\n'); k >= 0 {
			line = line[k+1:]
		}
		if !strings.Contains(line, "%") {
			return true
		}
		p.i++
	}
}

func (p *parser) blanks() {
	for p.i < len(p.s) && strings.IndexByte(" \t\r\n", p.s[p.i]) >= 0 {
		p.i++
	}
}

// word reads up to one of the bytes of stop or a blank.
func (p *parser) word(stop string) string {
	start := p.i
	for p.i < len(p.s) && strings.IndexByte(stop, p.s[p.i]) < 0 && p.s[p.i] > ' ' {
		p.i++
	}
	return p.s[start:p.i]
}

// take steps over c, behind blanks.
func (p *parser) take(c byte) bool {
	p.blanks()
	if p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

// entry reads the entry at i.
func (p *parser) entry() {
	start := p.i
	p.i++
	kind := strings.ToLower(p.word("{(@,="))
	closing := byte('}')
	switch {
	case kind == "" || strings.Trim(kind, "abcdefghijklmnopqrstuvwxyz") != "":
		return
	case p.take('{'):
	case p.take('('):
		closing = ')'
	default:
		return
	}
	switch kind {
	case "comment", "preamble":
		if p.i >= p.broken {
			if j := p.balanced(p.i, closing); j >= 0 {
				p.i = j + 1
			}
		}
		return
	}
	e := Entry{Type: kind, lib: p.lib, fields: map[string]value{}, at: map[string][2]int{}}
	if kind != "string" {
		p.blanks()
		e.Key = p.word(",})=")
		p.blanks()
		if p.i < len(p.s) && p.s[p.i] == '=' {
			// No key: the first word is a field.
			p.i -= len(e.Key)
			e.Key = ""
		}
	}
	for {
		p.blanks()
		for p.take(',') {
		}
		if p.take(closing) || p.i >= len(p.s) || p.s[p.i] == '@' {
			break
		}
		name := strings.ToLower(p.word("={}(),\"#@"))
		if !p.take('=') {
			if name == "" {
				p.i++
			}
			continue
		}
		p.blanks()
		from := p.i
		v := p.value()
		if kind == "string" {
			p.macros[name] = v
		} else if _, ok := e.fields[name]; !ok {
			e.fields[name], e.at[name] = v, [2]int{from, p.i}
		}
	}
	if kind == "string" {
		return
	}
	e.Span = p.lib.src.Span(start, p.i)
	p.lib.Entries = append(p.lib.Entries, e)
	n := len(p.lib.Entries) - 1
	for _, key := range []string{e.Key, strings.ToLower(e.Key)} {
		if _, ok := p.lib.keys[key]; !ok && key != "" {
			p.lib.keys[key] = n
		}
	}
	p.aliases(n)
}

// aliases are further keys that an entry gives itself.
func (p *parser) aliases(n int) {
	for _, piece := range p.lib.Entries[n].fields["ids"] {
		for key := range strings.SplitSeq(p.s[piece.start:piece.end], ",") {
			if key = strings.TrimSpace(key); key != "" && p.lib.Lookup(key) == nil {
				p.lib.keys[key] = n
			}
		}
	}
}

// value reads a value: braces, quotes, figures and macros, joined by "#".
func (p *parser) value() value {
	var v value
	for {
		p.blanks()
		if p.i >= len(p.s) {
			return v
		}
		switch c := p.s[p.i]; c {
		case '{', '"':
			closing := byte('}')
			if c == '"' {
				closing = '"'
			}
			end := p.balanced(p.i+1, closing)
			if end < 0 {
				end = p.lineEnd(p.i + 1)
				v = v.add(piece{start: p.i + 1, end: end})
				p.i = end
				return v
			}
			p.lib.src.Fit(p.i+1, end)
			v = v.add(piece{start: p.i + 1, end: end})
			p.i = end + 1
		default:
			start := p.i
			name := p.word(",{}()#\"=@")
			if name == "" {
				return v
			}
			if strings.Trim(name, "0123456789") == "" {
				v = v.add(piece{start: start, end: p.i})
			} else if macro, ok := p.macros[strings.ToLower(name)]; ok {
				if v.len()+macro.len() <= maxWords {
					v = v.add(macro...)
				}
			} else {
				v = v.add(piece{start: start, end: p.i})
			}
		}
		if !p.take('#') {
			return v
		}
	}
}

func (v value) add(pieces ...piece) value {
	return append(v[:len(v):len(v)], pieces[:min(len(pieces), max(0, maxPieces-len(v)))]...)
}

// len is how many bytes v stands for.
func (v value) len() int {
	n := 0
	for _, p := range v {
		n += p.end - p.start + len(p.words)
	}
	return n
}

// balanced is where the value that begins at i closes; -1 when the next entry
// begins before. Where a value before did not close either, it has to in its
// line.
func (p *parser) balanced(i int, closing byte) int {
	end := len(p.s)
	if i < p.broken {
		end = p.lineEnd(i)
	}
	depth := 0
	for ; i < end; i++ {
		switch c := p.s[i]; {
		case c == '\\':
			i++
		case c == closing && depth == 0:
			return i
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth < 0 {
				p.broken = max(p.broken, i)
				return -1
			}
		case c == '\n' && i+1 < end && p.s[i+1] == '@' && startsEntry(p.s[i+1:]):
			p.broken = max(p.broken, i)
			return -1
		}
	}
	p.broken = max(p.broken, i)
	return -1
}

// lineEnd is where the line of i ends.
func (p *parser) lineEnd(i int) int {
	if j := strings.IndexByte(p.s[i:], '\n'); j >= 0 {
		return i + j
	}
	return len(p.s)
}

// startsEntry reports whether s begins as "@article{key," does.
func startsEntry(s string) bool {
	i := 1
	for i < len(s) && i < 30 && 'a' <= s[i]|0x20 && s[i]|0x20 <= 'z' {
		i++
	}
	return i > 1 && i < len(s) && (s[i] == '{' || s[i] == '(')
}
