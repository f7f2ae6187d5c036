package html

import "strings"

// flags are what a start tag says of its element.
type flags uint16

const (
	// isID marks an element that a fragment may name.
	isID flags = 1 << iota
	// hasFragment marks an anchor whose address has a fragment.
	hasFragment
	// isOut begins a stretch that is left out of the body.
	isOut
	// isItem marks what calls itself a note, isContainer what holds notes, and
	// isStrong what holds nothing else.
	isItem
	isContainer
	isStrong
	// isRef marks what calls itself the mark of a note, isBack the way back.
	isRef
	isBack
	// isSide marks a note that stands beside its mark.
	isSide
	// isMain marks the main part of a page.
	isMain
	// inNav, inText and inQuote say that the element stands in navigation, in
	// a part of the text with its own head, in a quotation.
	inNav
	inText
	inQuote
	// isShut marks an element without content.
	isShut
	// isDone marks an element whose end tag was met inside one still open.
	isDone

	inherited = inNav | inText | inQuote
)

// bare is what the name of an element says.
func bare(el element, around flags) flags {
	f := around & inherited
	switch el {
	case elNav:
		f |= isOut | inNav
	case elHeader:
		if f&inText == 0 {
			f |= isOut
		}
	case elFooter:
		if f&inQuote == 0 {
			f |= isOut
		}
	case elMain:
		f |= isMain | inText
	case elArticle:
		f |= inText
	case elBlockquote, elFigure:
		f |= inQuote
	default:
		if el.is(beside) {
			f |= isOut
		}
	}
	return f
}

// classify is what an element's name and attributes say.
func (b *builder) classify(t *token, around flags) flags {
	f := bare(t.name, around)
	for at := tagName(b.s, int(t.at), int(t.to)).end; ; {
		a, next, ok := nextAttribute(b.s, at, int(t.to))
		if !ok {
			break
		}
		at = next
		name, value := b.s[a.name.start:a.name.end], b.s[a.value.start:a.value.end]
		switch {
		case equalFold(name, "id"):
			if value != "" {
				f |= isID | classWord(t.name, value, true)
			}
		case equalFold(name, "name"):
			if value != "" && t.name == elA {
				f |= isID
			}
		case equalFold(name, "href"):
			if t.name == elA && strings.IndexByte(value, '#') >= 0 {
				f |= hasFragment
			}
		case equalFold(name, "class"):
			for word := range strings.FieldsSeq(value) {
				f |= classWord(t.name, word, false)
			}
		case equalFold(name, "role"), equalFold(name, "epub:type"):
			for word := range strings.FieldsSeq(strings.ToLower(value)) {
				f |= roles[strings.TrimPrefix(word, "doc-")]
			}
		case equalFold(name, "style"):
			f |= styled(value)
		case equalFold(name, "hidden"):
			if !equalFold(value, "until-found") {
				f |= isOut
			}
		case equalFold(name, "data-footnote-ref"):
			f |= isRef
		case equalFold(name, "data-footnote-backref"):
			f |= isBack
		case equalFold(name, "data-footnotes"):
			f |= isContainer | isStrong
		}
	}
	if t.name.is(root) {
		f &^= isOut | isItem | isContainer | isStrong | isSide | inNav
		f |= around & inNav
	}
	if f&(isItem|isSide) != 0 && f&inNav == 0 {
		f &^= isOut
	}
	return f
}

// roles are the words of role (WAI-ARIA, DPUB-ARIA) and epub:type.
var roles = map[string]flags{
	"noteref": isRef, "biblioref": isRef,
	"footnote": isItem, "endnote": isItem, "rearnote": isItem, "biblioentry": isItem,
	"footnotes": isContainer | isStrong, "endnotes": isContainer | isStrong, "rearnotes": isContainer | isStrong,
	"bibliography": isContainer, "backlink": isBack, "referrer": isBack,
	"main": isMain | inText, "article": inText,
	"navigation": isOut | inNav, "toc": isOut | inNav, "landmarks": isOut | inNav, "page-list": isOut | inNav,
	"pagelist": isOut | inNav, "loi": isOut | inNav, "lot": isOut | inNav,
	"menu": isOut | inNav, "menubar": isOut | inNav, "toolbar": isOut | inNav, "search": isOut, "banner": isOut,
	"contentinfo": isOut, "complementary": isOut, "dialog": isOut, "alertdialog": isOut, "pagebreak": isOut,
}

// places are words of class and id that only parts beside the text have.
var places = map[string]flags{
	"nav": isOut | inNav, "navbar": isOut | inNav, "navigation": isOut | inNav, "menu": isOut | inNav,
	"toc": isOut | inNav, "breadcrumb": isOut | inNav, "breadcrumbs": isOut | inNav, "sidebar": isOut,
	"site-header": isOut, "site-footer": isOut, "navbox": isOut | inNav, "catlinks": isOut, "printfooter": isOut,
	"mw-navigation": isOut | inNav, "mw-head": isOut | inNav, "mw-panel": isOut | inNav, "mw-jump-link": isOut,
	"comments": isOut, "headerlink": isOut, "mw-editsection": isOut, "inline-template": isOut, "ltx_note_mark": isOut, "ltx_tag_note": isOut,
	"ltx_page_footer": isOut, "ltx_page_navbar": isOut | inNav,
}

// holders are words of class and id of what holds notes or references.
var holders = map[string]bool{
	"notes": true, "references": true, "reflist": true, "refs": true, "refbegin": true, "bibliography": true,
	"citations": true, "works-cited": true, "csl-bib-body": true, "ltx_bibliography": true, "mw-references-wrap": true,
	"references-list": true, "reference-list": true, "anmerkungen": true, "einzelnachweise": true, "notas": true,
	"literatur": true, "примечания": true,
}

// classWord is what one word of class, or an id, says of an element.
func classWord(el element, word string, id bool) flags {
	if len(word) > 64 {
		return 0
	}
	low := strings.ToLower(word)
	boxed := el.is(block)
	if f, ok := places[low]; ok {
		switch {
		case boxed, el != elA && !id && f&inNav == 0, low == "headerlink", low == "mw-jump-link":
			return f
		}
		return 0
	}
	switch low {
	case "sidenote", "marginnote", "margin-note", "side-note", "ltx_role_footnote", "ltx_role_endnote":
		if !id && el != elLabel && el != elA && el != elSup && el != elInput {
			return isSide
		}
		return 0
	case "mw-cite-backlink", "reversefootnote", "footnote-return":
		return isBack
	case "mw-ref":
		return isRef
	case "reference", "fn":
		if el == elSup {
			return isRef
		}
		return 0
	}
	if holders[low] && boxed {
		return isContainer
	}
	return noteWord(low, boxed, id)
}

// noteWord reads words made of "note" and "ref", such as "footnote-ref".
func noteWord(low string, boxed, id bool) flags {
	note := strings.Contains(low, "footnote") || strings.Contains(low, "endnote") || strings.Contains(low, "rearnote")
	switch {
	case !id && (note && strings.Contains(low, "back") || strings.Contains(low, "backref") || strings.Contains(low, "fn-back")):
		return isBack
	case boxed && note && (strings.HasSuffix(low, "footnotes") || strings.HasSuffix(low, "endnotes") ||
		strings.HasSuffix(low, "rearnotes") || strings.HasPrefix(low, "footnotes") || strings.HasPrefix(low, "endnotes")),
		boxed && note && strings.HasSuffix(low, "list"):
		if strings.HasPrefix(low, "has-") {
			return 0
		}
		return isContainer | isStrong
	case boxed && note && !id && !strings.Contains(low, "ref") && !strings.HasPrefix(low, "has-"):
		return isItem
	case boxed || id:
		return 0
	case note && (strings.Contains(low, "ref") || strings.Contains(low, "anchor") || strings.Contains(low, "link")),
		strings.HasSuffix(low, "noteref"), strings.HasSuffix(low, "note-ref"), low == "fnref", low == "fn-ref",
		low == "sdfootnoteanc", low == "sdendnoteanc":
		return isRef
	}
	return 0
}

// styled is what the value of a style attribute says: what word processors
// mark as notes, and what is not shown.
func styled(value string) flags {
	if len(value) > 512 {
		return 0
	}
	low := strings.ToLower(strings.ReplaceAll(value, " ", ""))
	switch {
	case strings.Contains(low, "mso-element:footnote-list"), strings.Contains(low, "mso-element:endnote-list"):
		return isContainer | isStrong
	case strings.Contains(low, "mso-element:footnote"), strings.Contains(low, "mso-element:endnote"):
		return isItem
	case strings.Contains(low, "display:none"), strings.Contains(low, "mso-hide:all"):
		return isOut
	}
	return 0
}
