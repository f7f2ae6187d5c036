package page

import "bytes"

// The flags of an open element; each is counted while its elements are open.
const (
	flagHidden = iota // not shown
	flagLink
	flagRegion // navigation, header, footer, aside
	flagForm
	flagNoscript
	flagSVG
	flagTemplate
	flagPara // inside a paragraph that is taken
	nFlags
)

// entry is an open element.
type entry struct {
	tag   tag
	flags uint8
	taken bool // it is the last of takes
}

// What is taken of an element when it ends.
const (
	takeH1 = 1 << iota
	takeH2
	takePara
	takeProp
	takeTime
	takeRoot
)

// take is the beginning of an element of which something is wanted.
type take struct {
	what          uint8
	start         int // in the text
	total, linked tally
	prop          string // itemprop, or the name of a root
	aside         bool   // in a region or a form
}

// walker reads a page from its tags, in one pass and without a tree.
type walker struct {
	scanner
	meta
	p        *Page
	text     sink
	noscript sink
	open     [nTags]int32
	count    [nFlags]int32
	stack    []entry
	takes    []take
	// paras are the paragraphs in the text, formParas those inside forms,
	// regions what is not the article.
	paras, formParas, regions []span
	regionStart               int
	ids                       []span
	scripts                   int
	moves                     [][]byte // scripts that name the location
	roots                     []string // empty roots
	taken                     int      // texts taken so far
	budget                    int      // bytes of structured data left to read
}

// search bounds how deep an end tag looks for its element, so that hostile
// nesting costs no more than the bytes it takes.
const search = 256

func (w *walker) walk() {
	for {
		t, ok := w.next()
		if !ok {
			break
		}
		switch t {
		case textToken:
			w.addText(w.scanner.text)
		case startToken:
			w.start()
		case endToken:
			w.end(w.tag)
		}
	}
	w.pop(0)
}

func (w *walker) addText(b []byte) {
	into := &w.text
	switch {
	case w.count[flagHidden] > 0:
		return
	case w.count[flagNoscript] > 0:
		into = &w.noscript
		if len(into.buf) > maxNoScript {
			return
		}
	}
	if !w.isRaw {
		b = unescape(b)
	}
	into.add(b, w.count[flagLink] > 0)
}

func (w *walker) part() {
	if w.count[flagNoscript] > 0 {
		w.noscript.part()
	} else {
		w.text.part()
	}
}

func (w *walker) start() {
	t := w.tag
	tr := traits[t]
	if w.count[flagSVG] > 0 {
		if tr&unmarked == 0 && t != tagInline && t != tagSpan {
			w.popTo(tagSVG)
		} else if w.closed {
			return
		}
	}
	if tr&(block|breaks) != 0 {
		w.part()
	}
	if tr&block != 0 && w.open[tagP] > 0 {
		w.closeAbove(tagP)
	}
	if w.has(attrID) {
		w.addID(attrID)
	}
	switch t {
	case tagMeta:
		w.metaElement()
	case tagLink:
		w.linkElement()
	case tagBase:
		if w.base == "" {
			w.base = clean(w.attr(attrHref))
		}
	case tagHTML:
		w.setLang(rankHTML, w.attr(attrLang))
		w.setLang(rankHTML, w.attr(attrXMLLang))
	case tagBody:
		if w.has(attrOnload) {
			w.addMove(unescape(w.attr(attrOnload)))
		}
	case tagFrame, tagIframe:
		if w.has(attrSrc) && w.count[flagTemplate] == 0 {
			w.p.Frames++
		}
		if t == tagIframe {
			w.raw("iframe")
			return
		}
	case tagInput:
		if equalFold(w.attr(attrType), "password") && w.count[flagTemplate] == 0 {
			w.p.Password = true
		}
	case tagScript:
		w.script()
		return
	case tagStyle:
		w.raw("style")
		return
	case tagTitle:
		if w.count[flagSVG] == 0 {
			b := w.raw("title")
			if w.count[flagTemplate] == 0 && w.count[flagNoscript] == 0 {
				w.addTitle("title", clean(b))
			}
			return
		}
	case tagTextarea:
		w.raw("textarea")
		return
	case tagXMP:
		w.isRaw = true
		w.addText(w.raw("xmp"))
		w.part()
		return
	case tagPlaintext:
		w.isRaw = true
		w.addText(w.b[w.pos:])
		w.pos = len(w.b)
		return
	}
	if tr&void != 0 {
		return
	}
	w.push(t, tr)
}

// push opens an element.
func (w *walker) push(t tag, tr trait) {
	e := entry{tag: t}
	k := take{}
	hidden := tr&hides != 0
	switch t {
	case tagA:
		w.closeAbove(tagA)
		if w.has(attrHref) {
			e.flags |= 1 << flagLink
		} else if w.has(attrName) {
			w.addID(attrName)
		}
		if w.has(attrName) && w.has(attrHref) {
			w.addID(attrName)
		}
	case tagH1, tagH2, tagH3:
		w.closeAbove(tagH1)
		w.closeAbove(tagH2)
		w.closeAbove(tagH3)
		switch t {
		case tagH1:
			k.what |= takeH1
		case tagH2:
			k.what |= takeH2
		}
	case tagP:
		if w.count[flagPara] == 0 {
			k.what |= takePara
			e.flags |= 1 << flagPara
		}
	case tagLi, tagDt, tagCell, tagRow, tagRows:
		w.closeSibling(t)
	case tagForm:
		e.flags |= 1 << flagForm
	case tagNoscript, tagNoframes:
		e.flags |= 1 << flagNoscript
	case tagTemplate:
		e.flags |= 1 << flagTemplate
	case tagSVG:
		if w.closed {
			return
		}
		e.flags |= 1 << flagSVG
	case tagDialog:
		hidden = !w.has(attrOpen)
	case tagTime:
		if w.has(attrDatetime) {
			w.timeElement()
		} else if w.hasProp("datepublished") {
			k.what |= takeTime
		}
	case tagRoot:
		k.what |= takeRoot
		k.prop = string(bytes.ToLower(w.b[w.name.start:w.name.end]))
	}
	if tr&region != 0 || w.has(attrRole) && isRegion(w.attr(attrRole)) {
		e.flags |= 1 << flagRegion
		if w.count[flagRegion] == 0 {
			w.regionStart = len(w.text.buf)
		}
	}
	if hidden || w.has(attrHidden) || w.has(attrStyle) && hiddenStyle(w.attr(attrStyle)) {
		e.flags |= 1 << flagHidden
	}
	if w.has(attrItemprop) && w.count[flagHidden] == 0 {
		if prop := w.prop(); prop != "" {
			if w.has(attrContent) {
				w.itemprop(prop, clean(w.attr(attrContent)))
			} else {
				k.what |= takeProp
				k.prop = prop
			}
		}
	}
	if w.has(attrID) && isRootID(w.attr(attrID)) {
		k.what |= takeRoot
		k.prop = "#" + string(w.attr(attrID))
	}
	if k.what != 0 && (w.count[flagHidden]|w.count[flagNoscript]) == 0 && e.flags&(1<<flagHidden) == 0 {
		k.start, k.total, k.linked = len(w.text.buf), w.text.total, w.text.linked
		k.aside = w.count[flagRegion] > 0
		w.takes = append(w.takes, k)
		e.taken = true
	}
	for f := range w.count {
		if e.flags&(1<<f) != 0 {
			w.count[f]++
		}
	}
	w.open[t]++
	w.stack = append(w.stack, e)
}

// end closes the element that an end tag is for.
func (w *walker) end(t tag) {
	tr := traits[t]
	if tr&(block|breaks) != 0 {
		w.part()
	}
	if w.open[t] == 0 {
		return
	}
	for i, n := len(w.stack)-1, 0; i >= 0 && n < search; i, n = i-1, n+1 {
		o := w.stack[i].tag
		if o == t {
			w.pop(i)
			return
		}
		ot := traits[o]
		if ot&wall != 0 || ot&cell != 0 && tr&table == 0 || tr&(block|wall) == 0 && ot&block != 0 {
			return
		}
	}
}

// closeAbove closes an element that only inline elements have been opened in.
func (w *walker) closeAbove(t tag) {
	if w.open[t] == 0 {
		return
	}
	for i, n := len(w.stack)-1, 0; i >= 0 && n < search; i, n = i-1, n+1 {
		o := w.stack[i].tag
		if o == t {
			w.pop(i)
			return
		}
		if traits[o]&(block|wall) != 0 {
			return
		}
	}
}

// closeSibling closes the list item, row or cell that another one follows
// without an end tag between.
func (w *walker) closeSibling(t tag) {
	at := -1
	for i, n := len(w.stack)-1, 0; i >= 0 && n < search; i, n = i-1, n+1 {
		o := w.stack[i].tag
		ends := false
		switch t {
		case tagLi, tagDt:
			if o == t {
				w.pop(i)
				return
			}
			ends = traits[o]&(block|wall) != 0 && o != tagP && o != tagDiv
		default:
			switch o {
			case tagTable:
				ends = true
			case tagCell, tagCaption:
				at = i
			case tagRow:
				if ends = t == tagCell; !ends {
					at = i
				}
			case tagRows:
				if ends = t != tagRows; !ends {
					at = i
				}
			default:
				ends = traits[o]&wall != 0
			}
		}
		if ends {
			break
		}
	}
	if at >= 0 {
		w.pop(at)
	}
}

// popTo closes the innermost element of a tag and all in it.
func (w *walker) popTo(t tag) {
	for i := len(w.stack) - 1; i >= 0; i-- {
		if w.stack[i].tag == t {
			w.pop(i)
			return
		}
	}
}

// pop closes the elements from a depth on.
func (w *walker) pop(depth int) {
	for i := len(w.stack) - 1; i >= depth; i-- {
		e := w.stack[i]
		w.open[e.tag]--
		if e.flags != 0 {
			for f := range w.count {
				if e.flags&(1<<f) != 0 {
					w.count[f]--
				}
			}
			if e.flags&(1<<flagRegion) != 0 && w.count[flagRegion] == 0 && len(w.text.buf) > w.regionStart {
				w.regions = append(w.regions, span{w.regionStart, len(w.text.buf)})
			}
		}
		if e.taken {
			k := w.takes[len(w.takes)-1]
			w.takes = w.takes[:len(w.takes)-1]
			w.finish(k)
		}
	}
	w.stack = w.stack[:depth]
}

// minPara is the least length of a paragraph of an article, in runes with the
// white space between words; shorter ones are captions, bylines, labels.
const minPara = 40

// finish takes what is wanted of an element that ended.
func (w *walker) finish(k take) {
	total := w.text.total.minus(k.total)
	linked := w.text.linked.minus(k.linked)
	if k.what&takeRoot != 0 && total.all() <= 3 && len(w.roots) < 4 {
		w.roots = append(w.roots, k.prop)
	}
	if total.runes == 0 {
		return
	}
	at := span{k.start, len(w.text.buf)}
	if k.what&takePara != 0 && total.runes+total.words > minPara && !k.aside {
		if w.count[flagForm] > 0 {
			w.formParas = append(w.formParas, at)
		} else {
			w.paras = append(w.paras, at)
		}
	}
	if k.what&(takeH1|takeH2|takeProp|takeTime) == 0 || w.taken >= maxTaken {
		return
	}
	w.taken++
	s := fold(string(w.text.buf[at.start:min(at.end, at.start+2*maxField)]))
	whole := linked.runes < total.runes // not wholly a link
	if k.what&(takeH1|takeH2) != 0 {
		w.heading(s)
	}
	if k.what&takeH1 != 0 && whole {
		w.addTitle("h1", s)
	}
	if k.what&takeH2 != 0 && whole && !k.aside {
		w.addTitle("h2", s)
	}
	if k.what&takeProp != 0 {
		w.itemprop(k.prop, s)
	}
	if k.what&takeTime != 0 {
		w.setDate(rankProp, s)
	}
}

const (
	maxTaken    = 500 // headings and the like looked at
	maxHeadings = 100
)

func (w *walker) heading(s string) {
	if s != "" && len(w.p.Headings) < maxHeadings {
		w.p.Headings = append(w.p.Headings, s)
	}
}

const maxIDs = 20_000

func (w *walker) addID(a attr) {
	if v := w.attrs[a]; v.end > v.start && v.end-v.start <= 256 && len(w.ids) < maxIDs && w.count[flagTemplate] == 0 {
		w.ids = append(w.ids, v)
	}
}

// isRegion tells of the roles that are not the article.
func isRegion(role []byte) bool {
	switch string(bytes.ToLower(bytes.TrimSpace(role))) {
	case "navigation", "banner", "contentinfo", "complementary", "search":
		return true
	}
	return false
}

// hiddenStyle tells whether a style hides its element.
func hiddenStyle(b []byte) bool {
	for len(b) > 0 {
		var rule []byte
		rule, b, _ = bytes.Cut(b, []byte(";"))
		name, value, _ := bytes.Cut(rule, []byte(":"))
		name, value = bytes.TrimSpace(name), bytes.TrimSpace(value)
		if equalFold(name, "display") && hasFold(value, "none") || equalFold(name, "visibility") && hasFold(value, "hidden") {
			return true
		}
	}
	return false
}

func equalFold(b []byte, name string) bool { return len(b) == len(name) && hasFold(b, name) }
