package rst

import (
	"strconv"
	"strings"
)

// symbols are the labels of notes written "[*]", doubled when they run out.
var symbols = []string{"*", "†", "‡", "§", "¶", "#", "♠", "♥", "♦", "♣"}

// number gives notes the labels that a reader sees: numbers that no other note
// has, or symbols.
func (p *parser) number() {
	taken := map[string]bool{}
	for _, f := range p.footnotes {
		if !strings.HasPrefix(f.label, "#") && f.label != "*" {
			p.name(f.label, f.note)
			taken[f.label] = true
		}
	}
	n := 0
	for _, f := range p.footnotes {
		name, auto := strings.CutPrefix(f.label, "#")
		switch {
		case auto:
			label := ""
			for label == "" || taken[label] {
				n++
				label = strconv.Itoa(n)
			}
			p.Notes[f.note].Label = label
			p.name(label, f.note)
			if name != "" {
				p.name("#"+name, f.note)
			} else {
				p.auto = append(p.auto, f.note)
			}
		case f.label == "*":
			i := len(p.symbols)
			p.Notes[f.note].Label = strings.Repeat(symbols[i%len(symbols)], min(i/len(symbols), maxSymbols)+1)
			p.symbols = append(p.symbols, f.note)
		}
	}
}

// maxSymbols bounds how often a symbol is repeated.
const maxSymbols = 20

func (p *parser) name(label string, note int) {
	key := normal(label)
	if _, ok := p.labelled[key]; !ok {
		p.labelled[key] = note
	}
}

// called is the note that a mark with the label calls, or -1.
func (p *parser) called(label string) int {
	next := func(notes []int, at *int) int {
		*at++
		if *at > len(notes) {
			return -1
		}
		return notes[*at-1]
	}
	switch label {
	case "#":
		return next(p.auto, &p.autoAt)
	case "*":
		return next(p.symbols, &p.symbolAt)
	}
	if note, ok := p.labelled[normal(label)]; ok {
		return note
	}
	return -1
}
