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
