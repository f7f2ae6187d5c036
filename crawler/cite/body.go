package cite

import (
	"sort"
	"strings"
)

// maxContext bounds the words around an address that Raw shows, in bytes.
const maxContext = 200

// ParseBody reads the citations that stand in running text: one for each
// address, each place of a lost address and each identifier. A paragraph under
// a heading such as "References" is read as a note.
func ParseBody(t *Text) []Citation {
	b := &body{t: t, s: t.String(), places: places(t)}
	b.names = names(t, b.places)
	var out []Citation
	if n := len(b.places) + len(b.names); n > 0 {
		out = make([]Citation, 0, n)
	}
	at := 0
	for _, r := range references(b.s) {
		out = b.between(out, at, r.Start)
		out = append(out, ParseNote(t.Slice(r.Start, r.End))...)
		at = r.End
	}
	out = b.between(out, at, len(b.s))
	for i := range out {
		out[i].N = i + 1
	}
	return out
}

// body is running text while it is read.
type body struct {
	t      *Text
	s      string
	places []place
	names  []named
}

// between reads the citations of the stretch from start to end.
func (b *body) between(out []Citation, start, end int) []Citation {
	i := sort.Search(len(b.places), func(i int) bool { return b.places[i].Outer.Start >= start })
	j := sort.Search(len(b.names), func(j int) bool { return b.names[j].Start >= start })
	for {
		place := i < len(b.places) && b.places[i].Outer.Start < end
		name := j < len(b.names) && b.names[j].Start < end
		switch {
		case place && (!name || b.places[i].Outer.Start <= b.names[j].Start):
			p := &b.places[i]
			c := b.cite(p)
			for j < len(b.names) && b.names[j].Start < p.Outer.End {
				c.Identifiers = append(c.Identifiers, b.names[j].Identifier)
				j++
			}
			i++
			if n := len(out); n > 0 && p.archive != nil && b.copyOf(&out[n-1], i-1, start) {
				out[n-1].Archives = append(out[n-1].Archives, *p.archive)
				continue
			}
			out = append(out, c)
		case name:
			n := b.names[j]
			out = append(out, Citation{
				Raw: Fold(b.s[n.Start:n.End]), Span: b.t.Source(n.Start, n.End),
				Identifiers: []Identifier{n.Identifier},
			})
			j++
		default:
			return out
		}
	}
}

// copyOf reports whether the i-th address is that of a copy of what c, the
// citation before it, cites: it stands right after it in brackets, or its
// address says so.
func (b *body) copyOf(c *Citation, i, start int) bool {
	if i == 0 || b.places[i-1].Outer.Start < start || c.URL == "" {
		return false
	}
	p := &b.places[i]
	if sameAddress(p.archive.Original, c.URL) {
		return true
	}
	gap := b.s[b.places[i-1].Outer.End:p.Outer.Start]
	return len(gap) < 40 && strings.TrimSpace(gap) == "[" || len(gap) < 60 && strings.Contains(strings.ToLower(gap), "archived")
}

// sameAddress reports whether two addresses are the same when normalised.
func sameAddress(a, b string) bool {
	x, err := Normalize(a)
	if err != nil {
		return false
	}
	y, err := Normalize(b)
	return err == nil && x == y
}

// cite is the citation of the address p.
func (b *body) cite(p *place) Citation {
	r := b.context(p.Outer)
	c := Citation{
		Raw: Fold(b.s[r.Start:r.End]), Span: b.t.Source(r.Start, r.End),
		URL: p.URL, Lost: p.Lost, Address: p.address,
		Assumed: p.Assumed, Repaired: p.Repaired, Alternatives: p.Alternatives,
	}
	if p.archive != nil {
		c.Archives = []Archive{*p.archive}
	}
	if shown := Fold(b.s[p.Start:p.End]); p.Link && titleShown(shown) {
		c.Title = cleanTitle(shown)
	}
	return c
}

// titleShown reports whether the words that a link shows tell what it leads to.
func titleShown(s string) bool {
	if len(s) < 3 || len(s) > 300 || strings.Contains(s, "://") || strings.HasPrefix(s, "www.") {
		return false
	}
	switch strings.ToLower(s) {
	case "here", "link", "click here", "source", "this", "hier", "ici", "aquí", "здесь", "這裡", "这里", "read more", "more", "pdf":
		return false
	}
	return strings.Contains(s, " ") || !strings.Contains(s, ".")
}

// context is the stretch that shows how the address at r is cited: the
// parenthesis around it when there is a short one, else the address.
func (b *body) context(r Range) Range {
	from, to := max(0, r.Start-maxContext), min(len(b.s), r.End+maxContext)
	open := strings.LastIndexAny(b.s[from:r.Start], "()\n")
	end := strings.IndexAny(b.s[r.End:to], "()\n")
	if open < 0 || end < 0 || b.s[from+open] != '(' || b.s[r.End+end] != ')' {
		return r
	}
	return Range{from + open, r.End + end + 1}
}

// headings are the words above a list of references.
var headings = wordSet(`references bibliography sources literature literatur literaturverzeichnis quellen quellenverzeichnis bibliographie bibliografie références sources bibliografía referencias fuentes
	литература источники библиография գրականություն աղբյուրներ 参考文献 參考文獻 参考资料 參考資料 引用文献 المراجع المصادر ביבליוגרפיה מקורות kaynakça kaynaklar βιβλιογραφία`)

// references is the paragraphs of s under a heading such as "References".
func references(s string) []Range {
	var out []Range
	listing := false
	for at := 0; at < len(s); {
		end := len(s)
		next := end
		if i := strings.Index(s[at:], "\n\n"); i >= 0 {
			end = at + i
			next = end + 2
		}
		paragraph := s[at:end]
		switch {
		case isHeading(paragraph):
			listing = true
		case listing && strings.TrimSpace(paragraph) == "":
		case listing && len(paragraph) < 10*maxQuote && looksLikeReference(paragraph):
			out = append(out, Range{at, end})
		case listing && len(strings.Fields(paragraph[:min(len(paragraph), maxQuote)])) > 3:
			listing = false
		}
		at = next
	}
	return out
}

// isHeading reports whether the paragraph is a heading above references.
func isHeading(paragraph string) bool {
	if len(paragraph) > 60 {
		return false
	}
	words := strings.Fields(strings.ToLower(strings.Trim(paragraph, " \n#=*:.0123456789")))
	switch len(words) {
	case 1:
		return headings[words[0]]
	case 2:
		return words[0] == "works" && words[1] == "cited" || words[0] == "reference" && words[1] == "list" ||
			words[0] == "список" && words[1] == "литературы" || words[0] == "further" && words[1] == "reading"
	}
	return false
}

// looksLikeReference reports whether the paragraph has what an entry of a list
// of references has: a year or an address.
func looksLikeReference(paragraph string) bool {
	return ParseDate(paragraph).ISO != "" || strings.Contains(paragraph, "://") || strings.Contains(paragraph, "www.")
}
