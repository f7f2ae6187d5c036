package latex

import (
	"strings"
	"unicode/utf8"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/entry"
)

// manner is how a command cites.
type manner byte

const (
	plainly   manner = iota + 1
	inNote           // in a note of its own
	perhaps          // as autocite is set
	smartly          // in a note, unless it stands in one
	textually        // as a part of the sentence
	partly           // only a name, a year or a title
	silently
)

// manners are the commands that cite, in small letters.
var manners = map[string]manner{}

func init() {
	for m, names := range map[manner]string{
		plainly: `cite cites parencite parencites fullcite supercite supercites citep citealp citenum onlinecite shortcite citealt citeauthoryear
			volcite notecite pnotecite citen inlinecite parentext citetitlecite fullcites longcite`,
		inNote:    `footcite footcites footfullcite footcitetext footcitetexts footcitet footcitep fullfootcite`,
		perhaps:   `autocite autocites`,
		smartly:   `smartcite smartcites`,
		textually: `textcite textcites citet citea citeasnoun`,
		partly:    `citeauthor citeauthors citeyear citeyearpar citetitle citetitles citedate citeurl`,
		silently:  `nocite`,
	} {
		for name := range strings.FieldsSeq(names) {
			manners[name] = m
		}
	}
}

// mannerOf is how the command cites, 0 when it does not.
func mannerOf(name string) manner { return manners[strings.ToLower(name)] }

// reference is one key with what is said of it.
type reference struct {
	key       string
	pre, post [2]int
}

// references reads what a command cites and the place behind it.
func (r *reader) references(name string, after, end int) (refs []reference, next int) {
	src := r.w.Src
	several := strings.HasSuffix(strings.ToLower(name), "s") && !strings.EqualFold(name, "textcit")
	next = after
	for first := true; first || several; first = false {
		var options [][2]int
		at := src.Skip(next, end)
		for len(options) < 2 {
			from, to, behind, ok := src.Option(at, end)
			if !ok {
				break
			}
			options = append(options, [2]int{from, to})
			at = src.Skip(behind, end)
		}
		from, to, behind, ok := src.Group(at, end)
		if !ok {
			return refs, next
		}
		ref := reference{}
		switch len(options) {
		case 1:
			ref.post = options[0]
		case 2:
			ref.pre, ref.post = options[0], options[1]
		}
		keys := strings.Split(src.S[from:to], ",")
		for i, key := range keys {
			one := reference{key: strings.TrimSpace(key)}
			if i == 0 {
				one.pre = ref.pre
			}
			if i == len(keys)-1 {
				one.post = ref.post
			}
			if one.key != "" {
				refs = append(refs, one)
			}
		}
		next = behind
	}
	return refs, next
}

// cite reads a command that cites.
func (r *reader) cite(m manner, name string, at, after, end int) int {
	refs, next := r.references(name, after, end)
	if len(refs) == 0 || r.where == inPreamble && m != silently {
		return next
	}
	if m == silently {
		for _, ref := range refs {
			r.silent(ref.key)
		}
		return next
	}
	noted := m == inNote || m == perhaps && r.autonote || m == smartly
	span := r.w.Src.Span(at, next)
	switch {
	case noted && r.where < 0:
		r.counters["footnote"]++
		i := r.newNote(r.label("footnote", r.counters["footnote"]), span)
		if r.where == inBody {
			r.notes[i].marks = []doc.Mark{{
				Range: cite.Range{Start: r.w.Text.Len(), End: r.w.Text.Len()}, Span: r.w.Src.Span(at, after),
			}}
		}
		r.fill(i, func() { r.write(m, refs, span) })
	case r.where >= 0:
		r.write(m, refs, span)
	default:
		r.inText(m, refs, span)
	}
	return next
}

// silent takes in an entry that is listed but not cited; "*" is all.
func (r *reader) silent(key string) {
	if key == "*" {
		for _, l := range r.libs {
			for i := range l.Entries {
				if e := &l.Entries[i]; e.Key != "" && e.Type != "xdata" && e.Type != "set" {
					r.listed(e.Key, e.Span)
				}
			}
		}
		return
	}
	if e := r.lookup(key); e != nil {
		r.listed(key, e.Span)
	}
}

// listed takes an entry into the citations of the body, once.
func (r *reader) listed(key string, span cite.Span) {
	e := r.lookup(key)
	if e == nil || r.cited[key] {
		return
	}
	r.cited[key] = true
	citations := e.Citations()
	for i := range citations {
		citations[i].Span = span
	}
	r.extra = append(r.extra, citations...)
}

// inText cites in the body. Words appear there only where the sentence needs
// them.
func (r *reader) inText(m manner, refs []reference, span cite.Span) {
	for i, ref := range refs {
		if m == textually || m == partly {
			if i > 0 {
				r.w.Text.Insert(", ")
			}
			r.w.Text.Append(r.authors(ref.key), span)
		}
		r.listed(ref.key, span)
	}
}

// authors are the names of the authors of an entry.
func (r *reader) authors(key string) string {
	var names []string
	if e := r.lookup(key); e != nil {
		for _, c := range e.Citations()[:1] {
			for _, a := range c.Authors[:min(len(c.Authors), 3)] {
				names = append(names, a.Name)
			}
		}
	}
	if len(names) == 0 {
		return "[" + key + "]"
	}
	return shorten(strings.Join(names, " and "))
}

// maxShown bounds the words that stand for an entry.
const maxShown = 600

func shorten(s string) string {
	if len(s) <= maxShown {
		return s
	}
	i := maxShown
	for i > 0 && !utf8.RuneStart(s[i]) {
		i--
	}
	return s[:i] + "…"
}

// write cites in a note.
func (r *reader) write(m manner, refs []reference, span cite.Span) {
	t := r.w.Text
	for i, ref := range refs {
		if i > 0 {
			t.Insert("; ")
		}
		if ref.pre[0] < ref.pre[1] {
			r.w.Write(ref.pre[0], ref.pre[1])
			t.Insert(" ")
		}
		n := &r.notes[r.where]
		e := r.lookup(ref.key)
		if m == partly {
			t.Append(r.authors(ref.key), span)
			if e == nil || n.cites(ref.key) {
				continue
			}
		}
		start := t.Len()
		place := entry.Place{}
		shown := "[" + ref.key + "]"
		if e != nil {
			shown = shorten(e.String())
			place.Citations = e.Citations()
		}
		if m != partly {
			t.Append(shown, span)
		} else {
			start -= len(r.authors(ref.key))
		}
		loc := cite.Locator{}
		if ref.post[0] < ref.post[1] {
			post := r.field(ref.post[0], ref.post[1])
			loc = locator(post)
			t.Append(", "+post, span)
		}
		for i := range place.Citations {
			place.Citations[i].Locator = loc
			place.Citations[i].Span = span
		}
		place.Range = cite.Range{Start: start, End: t.Len()}
		if n.keys == nil {
			n.keys = map[int]string{}
		}
		n.keys[len(n.places)] = ref.key
		n.places = append(n.places, place)
	}
}

// cites reports whether the note has cited key.
func (n *note) cites(key string) bool {
	for _, k := range n.keys {
		if k == key {
			return true
		}
	}
	return false
}

// locator is the place in a source that words name; figures are pages.
func locator(words string) cite.Locator {
	if words == "" || len(words) > 200 {
		return cite.Locator{}
	}
	if strings.Trim(words, "0123456789–—-, f.ivxlcIVXLC") == "" {
		return cite.Locator{Kind: "page", Raw: words}
	}
	for _, c := range cite.ParseNote(cite.Plain("“T,” "+words, "", 0)) {
		if c.Locator.Raw != "" {
			return c.Locator
		}
	}
	return cite.Locator{}
}
