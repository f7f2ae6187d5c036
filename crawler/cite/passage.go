package cite

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Passages finds the passages of a body that marks support.
type Passages struct {
	body  *Text
	s     string
	marks []Range
	// sentences are the sentences that hold marks, in order; quotes are made
	// once each, however many marks a sentence has.
	sentences []Range
	quotes    map[int]Quote
}

// NewPassages prepares body, in which notes are called at marks.
func NewPassages(body *Text, marks []Range) *Passages {
	p := &Passages{body: body, s: body.String(), marks: append([]Range(nil), marks...), quotes: map[int]Quote{}}
	sort.Slice(p.marks, func(i, j int) bool { return p.marks[i].Start < p.marks[j].Start })
	for k := 0; k < len(p.marks); {
		start, end := p.item(p.marks[k].Start)
		j := k
		for j < len(p.marks) && (p.marks[j].Start <= end || j == k) {
			j++
		}
		p.sentences = append(p.sentences, p.split(Range{start, end}, p.marks[k:j])...)
		k = j
	}
	return p
}

// Support is the sentence or list item that the mark at r ends, and the clause
// since the mark before.
func (p *Passages) Support(r Range) (sentence, clause Quote) {
	i := sort.Search(len(p.sentences), func(i int) bool { return p.sentences[i].Start > r.Start }) - 1
	if i > 0 && r.Start == r.End && p.sentences[i-1].End == r.Start {
		i-- // a mark that takes no room ends the sentence before it
	}
	if i < 0 || r.Start > p.sentences[i].End {
		return
	}
	in := p.sentences[i]
	q, ok := p.quotes[i]
	if !ok {
		q = p.quote(in)
		p.quotes[i] = q
	}
	return q, p.quote(p.clause(in, r))
}

// clause is the stretch of the sentence in from the mark before r up to r.
// Marks next to each other share one.
func (p *Passages) clause(in, r Range) Range {
	c := Range{in.Start, min(r.Start, in.End)}
	for k := sort.Search(len(p.marks), func(k int) bool { return p.marks[k].Start >= r.Start }) - 1; k >= 0; k-- {
		m := p.marks[k]
		if m.End <= in.Start {
			break
		}
		if m.End > c.End {
			continue
		}
		if strings.Trim(p.s[m.End:c.End], " ,;–-˒⁻\n\t") == "" {
			c.End = max(m.Start, in.Start)
			continue
		}
		c.Start = m.End
		break
	}
	return c
}

// quote is the words of r without the white space around them.
func (p *Passages) quote(r Range) Quote {
	for r.Start < r.End && isBlank(p.s[r.Start]) {
		r.Start++
	}
	for r.End > r.Start && isBlank(p.s[r.End-1]) {
		r.End--
	}
	if r.Start >= r.End {
		return Quote{}
	}
	return Quote{Span: p.body.Source(r.Start, r.End), Text: Fold(p.s[r.Start:r.End])}
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// item is the paragraph or list item around at, without its bullet.
func (p *Passages) item(at int) (start, end int) {
	at = min(at, len(p.s))
	start = at
	for start > 0 {
		line := strings.LastIndexByte(p.s[:start-1], '\n') + 1
		if p.s[start-1] == '\n' && strings.TrimSpace(p.s[line:start-1]) == "" {
			break
		}
		start = line
		if bullet(p.s[line:]) > 0 {
			break
		}
	}
	start += bullet(p.s[start:])
	end = at
	for end < len(p.s) {
		i := strings.IndexByte(p.s[end:], '\n')
		if i < 0 {
			return start, len(p.s)
		}
		end += i
		rest := p.s[end+1:]
		line, _, _ := strings.Cut(rest, "\n")
		if strings.TrimSpace(line) == "" || bullet(rest) > 0 {
			break
		}
		end++
	}
	return start, end
}

// bullet is the length of the mark of a list item that s begins with, with the
// blanks around it, or 0.
func bullet(s string) int {
	rest := strings.TrimLeft(s, " \t\u00a0")
	r, n := utf8.DecodeRuneInString(rest)
	if !strings.ContainsRune("•‣◦▪●○■*–—-·⁃", r) || len(rest) == n {
		return 0
	}
	after := strings.TrimLeft(rest[n:], " \t\u00a0")
	if len(after) == len(rest)-n {
		return 0
	}
	return len(s) - len(after)
}

// split cuts the stretch r into sentences and keeps those that hold marks.
func (p *Passages) split(r Range, marks []Range) []Range {
	var out []Range
	start, k := r.Start, 0
	keep := func(end int) {
		held := false
		for k < len(marks) && (marks[k].Start < end || marks[k].End == end || end == r.End) {
			held = held || marks[k].Start >= start
			k++
		}
		if held {
			out = append(out, Range{start, end})
		}
		start = end
	}
	m := 0
	for i := r.Start; i < r.End; {
		for m < len(marks) && marks[m].End <= i {
			m++
		}
		if m < len(marks) && marks[m].Start <= i && i < marks[m].End {
			i = marks[m].End
			continue
		}
		c, n := utf8.DecodeRuneInString(p.s[i:])
		i += n
		if !strings.ContainsRune(".!?。！？։؟…", c) {
			continue
		}
		end, marked := p.afterStop(i, r.End, marks[m:])
		if end >= r.End {
			break
		}
		if p.endsSentence(i, end, c, marked) {
			keep(end)
		}
		i = max(i, end)
	}
	keep(r.End)
	return out
}

// afterStop steps over closing marks and note marks that stand after a stop.
func (p *Passages) afterStop(i, end int, marks []Range) (int, bool) {
	marked := false
	for i < end {
		for len(marks) > 0 && (marks[0].End <= i && marks[0].Start < i) {
			marks = marks[1:]
		}
		if len(marks) > 0 && marks[0].Start == i {
			marked = true
			if marks[0].End == i {
				marks = marks[1:]
			} else {
				i = marks[0].End
			}
			continue
		}
		if marked && len(marks) > 0 && marks[0].Start <= min(end, i+8) && strings.Trim(p.s[i:marks[0].Start], " \u00a0") == "" {
			i = marks[0].Start // the next mark, after a blank
			continue
		}
		c, n := utf8.DecodeRuneInString(p.s[i:])
		if !strings.ContainsRune(`”’»"')]）」』》.!?。！？`, c) && !(marked && c == ',') {
			break
		}
		i += n
	}
	return i, marked
}

// endsSentence reports whether the stop c before i, with what follows up to
// end, ends a sentence.
func (p *Passages) endsSentence(i, end int, c rune, marked bool) bool {
	if c == '。' || c == '！' || c == '？' || c == '։' || c == '؟' {
		return true
	}
	if !isBlank(p.s[end]) {
		return marked && !unicode.IsLower(firstRune(p.s[end:])) && !unicode.IsPunct(firstRune(p.s[end:]))
	}
	next := firstRune(strings.TrimLeft(p.s[end:min(len(p.s), end+16)], " \n\t\r"))
	if unicode.IsLower(next) || strings.ContainsRune(",;:–", next) {
		return false
	}
	if c != '.' || marked {
		return true
	}
	before := p.s[max(0, i-1-24) : i-1]
	word := before[strings.LastIndexAny(before, " \n\t(“\"")+1:]
	switch {
	case utf8.RuneCountInString(word) == 1 && unicode.IsUpper(firstRune(word)):
		return false
	case strings.Contains(word, "."):
		return false
	}
	return !titlesOfPersons[strings.ToLower(word)]
}

// titlesOfPersons are abbreviations that a word with a capital follows.
var titlesOfPersons = wordSet(`mr mrs ms dr prof st gen col sgt capt lt rep sen gov hon rev no nos nr vol art arts sec vs v cf eg ie fig p pp ca approx al ed eds jr sr inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec г гг ст стр с им тыс млн t bd abs s z usw bzw`)
