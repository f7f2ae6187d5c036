package rst

import (
	"strings"
	"unicode/utf8"

	"apud/crawler/doc/lines"
)

// maxColumns bounds the columns of a table.
const maxColumns = 200

// isGrid reports whether s is the border of a grid table.
func isGrid(s string) bool {
	return len(s) >= 3 && s[0] == '+' && s[len(s)-1] == '+' && strings.Trim(s, "+-=") == "" && strings.Contains(s, "-")
}

// isRuler reports whether s is the border of a simple table: runs of "=".
func isRuler(s string) bool {
	return strings.HasPrefix(s, "==") && strings.Trim(s, "= ") == "" && strings.Contains(s, "= ")
}

// grid reads a grid table: the cells between the borders, column by column.
func (p *parser) grid() bool {
	first := p.lines[p.at]
	last := p.at + 1
	for last < len(p.lines) && !p.lines[last].Blank() && p.lines[last].Col == first.Col {
		if c := p.s[p.lines[last].Start]; c != '|' && c != '+' {
			break
		}
		last++
	}
	if last < p.at+3 {
		return false
	}
	var cells []*lines.Words
	for ; p.at < last; p.at++ {
		s := p.text(p.at)
		// The borders of a row are those of its first line; where a cell
		// spans columns, the bar is missing.
		if isGrid(s) {
			p.flush(&cells)
			continue
		}
		n := 0
		for at := 1; at < len(s) && n < maxColumns; n++ {
			end := bar(s, at)
			if strings.Trim(s[at:end], "-=+") != "" {
				p.cell(&cells, n, int(p.lines[p.at].Start)+at, int(p.lines[p.at].Start)+end)
			}
			at = end + 1
		}
	}
	p.flush(&cells)
	return true
}

// bar is the place of the bar that ends the cell at i: one with a blank on
// either side, or at the end of the line.
func bar(s string, i int) int {
	for j := i; j < len(s); j++ {
		if (s[j] == '|' || s[j] == '+') && (j+1 == len(s) || (s[j-1] == ' ' || s[j-1] == '-' || j == i) && (s[j+1] == ' ' || s[j+1] == '-')) {
			return j
		}
	}
	return len(s)
}

// cell adds s[start:end] to the n-th cell of a row; a blank line in it ends a
// paragraph.
func (p *parser) cell(cells *[]*lines.Words, n, start, end int) {
	for len(*cells) <= n {
		*cells = append(*cells, lines.New(p.Decoded))
	}
	for start < end && isSpace(p.s[start]) {
		start++
	}
	for end > start && isSpace(p.s[end-1]) {
		end--
	}
	w := (*cells)[n]
	if start == end {
		p.addWords(w)
		(*cells)[n] = lines.New(p.Decoded)
		return
	}
	s := p.s[start:end]
	if sign := bulletSign(s); sign > 0 || strings.HasPrefix(s, "| ") {
		p.addWords(w)
		w = lines.New(p.Decoded)
		(*cells)[n] = w
		start += max(sign, 1)
		for start < end && isSpace(p.s[start]) {
			start++
		}
	}
	if start < end {
		w.Add(start, end)
	}
}

// flush ends the cells of a row.
func (p *parser) flush(cells *[]*lines.Words) {
	for _, w := range *cells {
		p.addWords(w)
	}
	*cells = (*cells)[:0]
}

// simple reads a simple table: columns below runs of "=".
func (p *parser) simple() bool {
	first := p.lines[p.at]
	columns := runs(p.text(p.at))
	// The border comes twice, or three times with a row of headings.
	end, borders := -1, 0
	for i := p.at + 1; i < len(p.lines) && borders < 2; i++ {
		l := p.lines[i]
		if l.Blank() {
			if borders == 1 && end == i-1 {
				break
			}
			continue
		}
		if l.Col < first.Col {
			break
		}
		if l.Col == first.Col && isRuler(p.text(i)) {
			end = i
			borders++
		}
	}
	if end < 0 {
		return false
	}
	var cells []*lines.Words
	for p.at++; p.at < end; p.at++ {
		l := p.lines[p.at]
		s := p.text(p.at)
		if l.Blank() || isRuler(s) || strings.Trim(s, "- ") == "" {
			p.flush(&cells)
			continue
		}
		shift := int(l.Col - first.Col)
		if shift <= 0 || len(columns) > 1 && shift < columns[1].start && columns[0].end > shift {
			p.flush(&cells)
		}
		p.simpleRow(&cells, columns, s, int(l.Start), shift)
	}
	p.flush(&cells)
	p.at = end + 1
	return true
}

// column is the characters that a column of a simple table takes.
type column struct{ start, end int }

func runs(s string) []column {
	var out []column
	for i := 0; i < len(s) && len(out) < maxColumns; {
		j := i
		for j < len(s) && s[j] == '=' {
			j++
		}
		if j > i {
			out = append(out, column{i, j})
		}
		for j < len(s) && s[j] != '=' {
			j++
		}
		i = j
	}
	return out
}

// simpleRow divides a line, which begins shift characters into the table.
func (p *parser) simpleRow(cells *[]*lines.Words, columns []column, s string, start, shift int) {
	at, chars := 0, shift
	for n := range columns {
		limit := len(s)
		if n+1 < len(columns) {
			limit = at
			for limit < len(s) && chars < columns[n+1].start {
				_, size := utf8.DecodeRuneInString(s[limit:])
				limit += size
				chars++
			}
		}
		if strings.TrimSpace(s[at:limit]) != "" {
			p.cell(cells, n, start+at, start+limit)
		}
		at = limit
	}
}
