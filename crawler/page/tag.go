package page

// tag is an element that matters here; all others are tagOther.
type tag uint8

const (
	tagOther tag = iota
	tagA
	tagArticle
	tagAside
	tagBase
	tagBlock // a block of no other meaning
	tagBody
	tagBr
	tagButton
	tagCell // td, th
	tagCaption
	tagDatalist
	tagDialog
	tagDiv
	tagDt // dt, dd
	tagEmpty
	tagFooter
	tagForm
	tagFrame
	tagH1
	tagH2
	tagH3 // h3 to h6
	tagHead
	tagHeader
	tagHTML
	tagIframe
	tagInline // a piece of text of no other meaning
	tagInput
	tagLi
	tagLink
	tagList
	tagMeta
	tagNav
	tagNoframes
	tagNoscript
	tagOption
	tagP
	tagPlaintext
	tagRoot // app-root and its like
	tagRow
	tagRows // tbody, thead, tfoot
	tagScript
	tagSelect
	tagSpan
	tagStyle
	tagSVG
	tagTable
	tagTemplate
	tagTextarea
	tagTime
	tagTitle
	tagXMP
	nTags
)

// trait is what an element does to others and to the text.
type trait uint16

const (
	block    trait = 1 << iota // begins a line, ends a paragraph; inline end tags do not cross it
	breaks                     // parts words without being a block
	void                       // has no content
	wall                       // end tags do not cross it
	cell                       // only end tags of tables cross it
	table                      // part of a table
	region                     // not the article
	hides                      // its text is not shown
	unmarked                   // HTML inside SVG that ends it is never this
)

var traits = [nTags]trait{
	tagOther:    breaks | unmarked,
	tagA:        unmarked,
	tagArticle:  block,
	tagAside:    block | region,
	tagBase:     void,
	tagBlock:    block,
	tagBody:     void | block,
	tagBr:       void | breaks,
	tagButton:   breaks,
	tagCell:     block | cell | table,
	tagCaption:  block | cell | table,
	tagDatalist: hides,
	tagDialog:   block,
	tagDiv:      block,
	tagDt:       block,
	tagEmpty:    void,
	tagFooter:   block | region,
	tagForm:     block,
	tagFrame:    void,
	tagH1:       block,
	tagH2:       block,
	tagH3:       block,
	tagHead:     void,
	tagHeader:   block | region,
	tagHTML:     void,
	tagIframe:   breaks,
	tagInline:   0,
	tagInput:    void,
	tagLi:       block,
	tagLink:     void,
	tagList:     block,
	tagMeta:     void,
	tagNav:      block | region,
	tagNoframes: wall,
	tagNoscript: wall,
	tagOption:   void | breaks,
	tagP:        block,
	tagRoot:     breaks,
	tagRow:      block | table,
	tagRows:     block | table,
	tagScript:   unmarked,
	tagSelect:   hides | breaks,
	tagStyle:    unmarked,
	tagSVG:      hides | wall | unmarked,
	tagTable:    block | table,
	tagTemplate: hides | wall,
	tagTitle:    unmarked,
}

// tagOf is the tag of a lower-case name.
func tagOf(name []byte) tag {
	switch string(name) {
	case "div":
		return tagDiv
	case "a":
		return tagA
	case "span":
		return tagSpan
	case "p":
		return tagP
	case "li":
		return tagLi
	case "ul", "ol", "menu", "dl", "dir":
		return tagList
	case "i", "b", "em", "strong", "u", "s", "small", "big", "font", "sup", "sub", "cite", "abbr", "acronym", "code",
		"q", "mark", "ins", "del", "tt", "kbd", "samp", "var", "bdi", "bdo", "dfn", "strike", "nobr", "ruby", "rb", "label", "data", "picture":
		return tagInline
	case "img", "area", "col", "embed", "source", "track", "wbr", "param", "keygen", "bgsound", "image":
		return tagEmpty
	case "br", "hr":
		return tagBr
	case "section", "main", "blockquote", "pre", "center", "address", "figure", "figcaption", "fieldset", "legend",
		"details", "summary", "hgroup", "search", "listing", "marquee", "object", "frameset":
		return tagBlock
	case "article":
		return tagArticle
	case "aside":
		return tagAside
	case "base":
		return tagBase
	case "body":
		return tagBody
	case "button":
		return tagButton
	case "td", "th":
		return tagCell
	case "caption":
		return tagCaption
	case "datalist":
		return tagDatalist
	case "dialog":
		return tagDialog
	case "dt", "dd":
		return tagDt
	case "footer":
		return tagFooter
	case "form":
		return tagForm
	case "frame":
		return tagFrame
	case "h1":
		return tagH1
	case "h2":
		return tagH2
	case "h3", "h4", "h5", "h6":
		return tagH3
	case "head":
		return tagHead
	case "header":
		return tagHeader
	case "html":
		return tagHTML
	case "iframe":
		return tagIframe
	case "input":
		return tagInput
	case "link":
		return tagLink
	case "meta":
		return tagMeta
	case "nav":
		return tagNav
	case "noframes", "noembed":
		return tagNoframes
	case "noscript":
		return tagNoscript
	case "option", "optgroup":
		return tagOption
	case "plaintext":
		return tagPlaintext
	case "app-root", "app", "my-app", "ion-app", "app-component", "root":
		return tagRoot
	case "tr":
		return tagRow
	case "tbody", "thead", "tfoot", "colgroup":
		return tagRows
	case "script":
		return tagScript
	case "select":
		return tagSelect
	case "style":
		return tagStyle
	case "svg", "math":
		return tagSVG
	case "table":
		return tagTable
	case "template":
		return tagTemplate
	case "textarea":
		return tagTextarea
	case "time":
		return tagTime
	case "title":
		return tagTitle
	case "xmp":
		return tagXMP
	}
	return tagOther
}

// attr is an attribute that matters here.
type attr uint8

const (
	attrOther attr = iota
	attrCharset
	attrContent
	attrDatetime
	attrHidden
	attrHref
	attrHTTPEquiv
	attrID
	attrItemprop
	attrLang
	attrName
	attrOnload
	attrOpen
	attrProperty
	attrPubdate
	attrRel
	attrRole
	attrSrc
	attrStyle
	attrType
	attrXMLLang
	nAttrs
)

// attrOf is the attribute of a name.
func attrOf(key []byte) attr {
	if len(key) < 2 || len(key) > 10 {
		return attrOther
	}
	var low [10]byte
	for i, c := range key {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		low[i] = c
	}
	switch string(low[:len(key)]) {
	case "id":
		return attrID
	case "href":
		return attrHref
	case "name":
		return attrName
	case "content":
		return attrContent
	case "property":
		return attrProperty
	case "itemprop":
		return attrItemprop
	case "rel":
		return attrRel
	case "role":
		return attrRole
	case "src":
		return attrSrc
	case "type":
		return attrType
	case "style":
		return attrStyle
	case "hidden":
		return attrHidden
	case "http-equiv":
		return attrHTTPEquiv
	case "datetime":
		return attrDatetime
	case "pubdate":
		return attrPubdate
	case "charset":
		return attrCharset
	case "lang":
		return attrLang
	case "xml:lang":
		return attrXMLLang
	case "onload":
		return attrOnload
	case "open":
		return attrOpen
	}
	return attrOther
}
