package text

import (
	"sort"
	"strings"
)

// maxGap is how many numbers a count may leave out.
const maxGap = 3

// chain is a run of labels of one style that counts up.
type chain []label

// findNotes finds the labels of the notes, how far each note goes, and the
// marks that call it.
func (p *page) findNotes() {
	var labels []label
	wanted := map[value]bool{}
	for i := range p.lines {
		for _, l := range p.labelsAt(i) {
			labels = append(labels, l)
			wanted[l.value] = true
		}
	}
	if len(labels) == 0 {
		return
	}
	sc := &scanner{s: p.s, wanted: wanted}
	sc.scan()
	best, f := p.choose(labels, sc.marks)
	if len(best) == 0 {
		return
	}
	p.labels = best
	p.extents(sc.marks, f)
	p.call(sc.marks, f)
}

// choose picks the style whose labels count furthest with marks for most of
// them, and the form of those marks.
func (p *page) choose(labels []label, marks []mark) ([]label, form) {
	byStyle := map[style][]label{}
	var order []style
	for _, l := range labels {
		if byStyle[l.style] == nil {
			order = append(order, l.style)
		}
		byStyle[l.style] = append(byStyle[l.style], l)
	}
	index := indexMarks(marks, labels)
	var best []label
	bestForm, bestScore := forms, 0
	for _, st := range order {
		chains := count(byStyle[st])
		sort.SliceStable(chains, func(i, j int) bool { return len(chains[i]) > len(chains[j]) })
		for f := form(0); f < forms; f++ {
			if !fits(st, f) {
				continue
			}
			var kept []label
			score := 0
			claimed := map[int]bool{}
			for _, c := range chains {
				called := index.claim(c, f, claimed)
				if called*2 < len(c) || called == 0 {
					continue
				}
				score += called
				kept = append(kept, c...)
			}
			if score > bestScore {
				best, bestForm, bestScore = kept, f, score
			}
		}
	}
	if best == nil {
		return p.headed(byStyle, order), forms
	}
	sort.Slice(best, func(i, j int) bool { return best[i].start < best[j].start })
	return best, bestForm
}

// fits reports whether labels of the style st may have marks of the form f.
func fits(st style, f form) bool {
	switch st.class {
	case symbol:
		return f == sign || f == bracketed
	case roman, letter:
		return f == bracketed || f == inParens
	case name:
		return f == bracketed
	}
	return f != sign
}

// headed is the labels that count up under a heading such as "Notes", for texts
// that lost their marks.
func (p *page) headed(byStyle map[style][]label, order []style) []label {
	var best []label
	for _, st := range order {
		if st.class == letter || st.class == symbol {
			continue
		}
		for _, c := range count(byStyle[st]) {
			if len(c) > max(len(best), 1) && c[0].line > 0 && c[0].value.n == 1 && p.notesHeading(c[0].line-1) {
				best = c
			}
		}
	}
	return best
}

// notesHeadings are the words above a list of notes, in small letters.
var notesHeadings = map[string]bool{}

func init() {
	for _, h := range []string{
		"notes", "footnotes", "endnotes", "references", "sources", "bibliography", "works cited", "notes and references",
		"anmerkungen", "fußnoten", "endnoten", "quellen", "literatur", "einzelnachweise", "notes de bas de page", "références", "notas", "referencias", "fuentes",
		"примечания", "сноски", "литература", "источники", "список литературы", "ծանոթագրություններ", "ծանոթագրութիւններ", "աղբյուրներ", "գրականություն",
		"注释", "註釋", "注", "註", "脚注", "参考文献", "參考文獻", "الهوامش", "هوامش", "المراجع", "الحواشي", "المصادر", "הערות", "הערות שוליים", "מקורות", "notlar", "dipnotlar", "kaynaklar",
		"note", "riferimenti", "bronnen", "voetnoten", "przypisy", "σημειώσεις", "შენიშვნები",
	} {
		notesHeadings[h] = true
	}
}

// notesHeading reports whether line i is a heading above notes.
func (p *page) notesHeading(i int) bool {
	l := p.lines[i]
	if l.end-l.start > 80 {
		return false
	}
	return notesHeadings[strings.ToLower(strings.Trim(p.s[l.start:l.end], " \t#=*:.-_0123456789"))]
}

// count puts labels of one style into chains that count up.
func count(labels []label) []chain {
	var chains []chain
	open := map[int]int{} // chains by the number they have reached
	for _, l := range labels {
		v := l.value.n
		if l.style.class == symbol || l.style.class == name {
			chains = append(chains, chain{l})
			continue
		}
		at := -1
		for gap := 1; gap <= maxGap && at < 0; gap++ {
			if k, ok := open[v-gap]; ok && (gap == 1 || len(chains[k]) > 2) {
				at = k
				delete(open, v-gap)
			}
		}
		if at < 0 {
			chains = append(chains, nil)
			at = len(chains) - 1
		}
		chains[at] = append(chains[at], l)
		open[v] = at
	}
	return chains
}

// markIndex finds marks by form and value.
type markIndex map[markKey][]int

type markKey struct {
	form  form
	value value
}

// indexMarks indexes marks but those that begin a line as labels do.
func indexMarks(marks []mark, labels []label) markIndex {
	index := markIndex{}
	k := 0
	for _, m := range marks {
		for k < len(labels) && labels[k].start < m.start {
			k++
		}
		if k < len(labels) && labels[k].start == m.start {
			continue
		}
		key := markKey{m.form, m.value}
		index[key] = append(index[key], m.start)
	}
	return index
}

// claim is how many labels of the chain have a mark of the form f before them
// that no other label has claimed.
func (x markIndex) claim(c chain, f form, claimed map[int]bool) int {
	called := 0
	for _, l := range c {
		starts := x[markKey{f, l.value}]
		i := sort.SearchInts(starts, l.start) - 1
		for tries := 0; i >= 0 && claimed[starts[i]] && tries < 1000; tries++ {
			i--
		}
		if i >= 0 && !claimed[starts[i]] {
			claimed[starts[i]] = true
			called++
		}
	}
	return called
}
