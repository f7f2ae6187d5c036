package text

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"apud/crawler/cite"
)

// extent is how far a note goes.
type extent struct {
	label label
	// end is where the stretch of the note that has the label ends.
	end int
	// parts are the note's lines, the first without its label; taken are the
	// lines they stand on.
	parts []cite.Range
	rows  []int
	taken []lineRange
}

// lineRange is lines[start:end].
type lineRange struct{ start, end int }

// extents finds how far each note goes. Marks of the form f tell body from
// notes.
func (p *page) extents(marks []mark, f form) {
	var starts []int
	for _, m := range marks {
		if m.form == f {
			starts = append(starts, m.start)
		}
	}
	p.notes = make([]extent, len(p.labels))
	for i, l := range p.labels {
		next := len(p.lines)
		if i+1 < len(p.labels) {
			next = p.labels[i+1].line
		}
		e := extent{label: l}
		end := p.noteEnd(l, next, starts)
		e.take(p, l.line, end)
		if i+1 < len(p.labels) && end < next && !complete(p.noteText(e)) {
			if from := p.carriedOver(end, next, p.labels[i+1]); from < next {
				e.take(p, from, next)
			}
		}
		p.notes[i] = e
	}
}

// take adds the lines from start to end to the note.
func (e *extent) take(p *page, start, end int) {
	for i := start; i < end; i++ {
		l := p.lines[i]
		from := l.start + len(p.s[l.start:l.end]) - len(strings.TrimLeft(p.s[l.start:l.end], " \t\u00a0\u3000"))
		if i == e.label.line {
			from = min(e.label.after, l.end)
		}
		if from < l.end {
			e.parts = append(e.parts, cite.Range{Start: from, End: l.end})
			e.rows = append(e.rows, i)
		}
		if len(e.taken) == 0 || start == e.label.line {
			e.end = l.end
		}
	}
	e.taken = append(e.taken, lineRange{start, end})
}

// noteText is the last line of the note so far.
func (p *page) noteText(e extent) string {
	if len(e.parts) == 0 {
		return ""
	}
	last := e.parts[len(e.parts)-1]
	return p.s[last.Start:last.End]
}

// maxInside is how many lines, not of the note by their look, may stand between
// two labels of one list and yet belong to the first.
const maxInside = 40

// noteEnd is the line on which the note of the label l ends, next that of the
// next label.
func (p *page) noteEnd(l label, next int, marks []int) int {
	deep := l.after - p.lines[l.line].start // the column of the note's text
	i := l.line + 1
	if i < next && strings.TrimSpace(p.s[l.after:max(l.after, p.lines[l.line].end)]) == "" && !p.furniture(i) {
		i++ // the label stands on a line of its own
	}
	inList := next < len(p.lines) && next-l.line <= maxInside && p.noBody(l.line+1, next, marks)
	for ; i < next; i++ {
		line := p.lines[i]
		s := p.s[line.start:line.end]
		if p.furniture(i) || line.pageBreak && !inList {
			break
		}
		if inList {
			continue
		}
		before := p.s[p.lines[i-1].start:p.lines[i-1].end]
		indented := indent(s) >= 2 && indent(s)+3 >= min(deep, 8) && indent(s) > indent(p.s[p.lines[l.line].start:p.lines[l.line].end])
		if line.blank {
			if indented && !p.wrapped || indented && deep > 2 && indent(s) < 20 || !complete(before) && continues(s) {
				continue
			}
			break
		}
		if p.wrapped || indented || !complete(before) || continues(s) {
			continue
		}
		break
	}
	return i
}

// noBody reports whether the lines from start to end hold neither marks, nor
// page ends, nor headings.
func (p *page) noBody(start, end int, marks []int) bool {
	for i := start; i < end; i++ {
		if p.lines[i].pageBreak || p.furniture(i) {
			return false
		}
		// A paragraph without a mark after a blank line may be body all the
		// same when it is long.
		if p.lines[i].blank && p.lines[i].end-p.lines[i].start > 600 {
			return false
		}
	}
	if end < len(p.lines) && p.lines[end].pageBreak {
		return false
	}
	if start >= len(p.lines) || start >= end {
		return true
	}
	from, to := p.lines[start].start, p.lines[end-1].end
	k := sort.SearchInts(marks, from)
	return k == len(marks) || marks[k] >= to
}

// complete reports whether a note may end with the line s.
func complete(s string) bool {
	s = strings.TrimRight(s, " \t")
	if strings.LastIndexByte(s, '<') > strings.LastIndexByte(s, '>') {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?;)]>”»」』》。；）։", r)
}

// continues reports whether the line s goes on with a sentence or an address.
func continues(s string) bool {
	s = strings.TrimSpace(s)
	r := firstRune(s)
	return unicode.IsLower(r) || strings.HasPrefix(strings.TrimLeft(s, "[("), "http") || r == '<' || r == '/' || r == '?' || r == '&'
}

// carriedOver is the first line of the block that stands right above the next
// label on a later page and goes on with the note before; next when there is
// none.
func (p *page) carriedOver(end, next int, l label) int {
	torn := false
	for i := end; i < next && !torn; i++ {
		torn = p.lines[i].pageBreak || p.furniture(i)
	}
	if !torn {
		return next
	}
	from := next
	for from > end && !p.lines[from].blank && !p.lines[from].pageBreak && !p.furniture(from-1) {
		from--
	}
	if from == next || !p.lines[from].blank || next-from > maxInside {
		return next
	}
	return from
}

// takenLines is the lines of all notes, in order, and those of a heading above
// them.
func (p *page) takenLines() []lineRange {
	var out []lineRange
	for i, n := range p.notes {
		if first := n.label.line; first > 0 && p.notesHeading(first-1) && (i == 0 || n.label.value.n == 1) {
			out = append(out, lineRange{first - 1, first})
		}
		out = append(out, n.taken...)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].start < out[j].start })
	return out
}

// call finds which marks of the form f call which note. Where notes of one
// value are as many as its marks they go in order; else a mark calls the next
// note of its value, or the last one before it.
func (p *page) call(marks []mark, f form) {
	notes := map[value][]int{}
	for i, n := range p.notes {
		notes[n.label.value] = append(notes[n.label.value], i)
	}
	free := p.outsideNotes(marks, f)
	counts := map[value]int{}
	for _, m := range free {
		counts[m.value]++
	}
	seen := map[value]int{}
	var order gluedOrder
	for _, m := range free {
		of := notes[m.value]
		if len(of) == 0 {
			continue
		}
		k := sort.Search(len(of), func(k int) bool { return p.notes[of[k]].label.start > m.start })
		if counts[m.value] == len(of) {
			k = seen[m.value]
			seen[m.value]++
		}
		k = min(k, len(of)-1)
		if f == glued && !order.due(of[k]) {
			continue
		}
		m.note = of[k]
		p.marks = append(p.marks, m)
	}
}

// outsideNotes is the marks of the form f that stand in no note.
func (p *page) outsideNotes(marks []mark, f form) []mark {
	var out []mark
	taken := p.takenLines()
	t := 0
	for _, m := range marks {
		if m.form != f {
			continue
		}
		for t < len(taken) && (taken[t].end <= taken[t].start || p.lines[taken[t].end-1].end <= m.start) {
			t++
		}
		if t < len(taken) && p.lines[taken[t].start].start <= m.start {
			continue
		}
		out = append(out, m)
	}
	return out
}

// gluedOrder lets a bare number in the text call a note only when its turn has
// come: other numbers are glued to words as well.
type gluedOrder struct{ next int }

func (o *gluedOrder) due(note int) bool {
	if note < o.next || note > o.next+maxGap {
		return false
	}
	o.next = note + 1
	return true
}
