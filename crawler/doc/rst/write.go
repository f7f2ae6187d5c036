package rst

import (
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc/lines"
)

// Bounds of substitutions inside each other, and of what they add in all.
const (
	maxExpanding = 8
	maxExpanded  = 1 << 20
)

// collect finds the names that links with an address of their own give to it:
// "`name <address>`_" may be used as "name_" elsewhere.
func (p *parser) collect() {
	for i := range p.blocks {
		if i%256 == 0 && p.ctx.Err() != nil {
			return
		}
		w := p.blocks[i].words
		if w == nil || !strings.Contains(w.String(), ">`_") {
			continue
		}
		sc := scanner{parser: p, w: w, s: w.String(), collecting: true}
		sc.run()
	}
}

// write writes the blocks.
func (p *parser) write() {
	first := true
	for i := range p.blocks {
		if i%256 == 0 && p.ctx.Err() != nil {
			return
		}
		b := &p.blocks[i]
		switch b.kind {
		case picture:
			if t := p.lead(b.target); t != nil {
				p.Begin(b.note)
				p.pictureTo(t)
			}
			continue
		case definition:
			continue
		}
		p.Begin(b.note)
		p.words(b.words)
		if b.kind == heading && first {
			p.title = cite.Fold(p.Paragraph())
		}
		first = false
	}
	// What no link uses is known only now.
	for i := range p.blocks {
		if b := &p.blocks[i]; b.kind == definition && !b.target.used && lines.Leads(b.target.url) {
			p.Begin(b.note)
			p.unused(b.target)
		}
	}
}

// words writes words.
func (p *parser) words(w *lines.Words) {
	sc := scanner{parser: p, w: w, s: w.String()}
	sc.run()
}

// expand writes what the name between bars at src stands for.
func (p *parser) expand(name string, src cite.Span) bool {
	sub := p.subs[normal(name)]
	if sub == nil || sub.busy || p.expanding >= maxExpanding || p.expanded > maxExpanded {
		return false
	}
	if sub.target != nil {
		if t := p.lead(sub.target); t != nil {
			p.pictureTo(t)
		}
		return true
	}
	if sub.shown != "" {
		lines.Whole(p.T, sub.shown, src)
		return true
	}
	sub.busy = true
	p.expanding++
	t := p.Aside(func() { p.words(sub.words) })
	p.expanding--
	sub.busy = false
	p.expanded += t.Len()
	p.Paste(t, src)
	return true
}
