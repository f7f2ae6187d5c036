package html

import "strings"

// element is the name of an element; 0 is any that has no meaning here.
type element uint8

// traits is what the name of an element says of it.
type traits uint16

const (
	// block elements end a paragraph.
	block traits = 1 << iota
	// void elements have no content.
	void
	// silent elements show no text of the document.
	silent
	// mute elements hold code, whose words are no places for addresses.
	mute
	// italic elements set their text in italics.
	italic
	// scope elements keep what stands in them from ending what stands around.
	scope
	// ender elements end a paragraph that is open.
	ender
	// headings head sections.
	headings
	// fold elements may be all there is to a note, so that the note is as
	// large as they are.
	fold
	// aside elements stand beside the document's text.
	beside
	// root elements hold the whole text.
	root
)

const (
	other element = iota
	elA
	elP
	elLi
	elUl
	elOl
	elDl
	elDt
	elDd
	elTable
	elTr
	elTd
	elTh
	elThead
	elTbody
	elTfoot
	elOption
	elHTML
	elBase
	elMeta
	elTitle
	elStyle
	elBr
	elQ
	elBlockquote
	elIns
	elDel
	elIframe
	elEmbed
	elObject
	elHeader
	elFooter
	elNav
	elMain
	elArticle
	elSup
	elLabel
	elH1
	elBody
	elSpan
	elFigure
	elInput
	elHead
	elNoscript
	elPlaintext
	elHr
	elCite
	lastNamed
)

// elements are the names that mean something, with what they are.
var elements = map[string]struct {
	element
	traits
}{}

// traitsOf are the traits by element.
var traitsOf [256]traits

func init() {
	named := map[string]element{
		"a": elA, "p": elP, "li": elLi, "ul": elUl, "ol": elOl, "dl": elDl, "dt": elDt, "dd": elDd,
		"table": elTable, "tr": elTr, "td": elTd, "th": elTh, "thead": elThead, "tbody": elTbody, "tfoot": elTfoot,
		"option": elOption, "html": elHTML, "base": elBase, "meta": elMeta, "title": elTitle, "style": elStyle,
		"br": elBr, "q": elQ, "blockquote": elBlockquote, "ins": elIns, "del": elDel, "iframe": elIframe,
		"embed": elEmbed, "object": elObject, "header": elHeader, "footer": elFooter, "nav": elNav, "main": elMain,
		"article": elArticle, "sup": elSup, "label": elLabel, "h1": elH1, "body": elBody, "span": elSpan,
		"figure": elFigure, "input": elInput, "head": elHead, "noscript": elNoscript, "plaintext": elPlaintext, "hr": elHr, "cite": elCite,
	}
	next := lastNamed
	for _, group := range []struct {
		traits
		names string
	}{
		{block, `address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
			figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre
			search section summary table tbody td tfoot th thead tr ul xmp listing plaintext iframe object`},
		{void, `area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr`},
		{silent, `head title style script noscript template textarea select option datalist button svg noframes noembed
			iframe canvas audio video rp annotation annotation-xml object progress meter map`},
		{mute, `pre code kbd samp tt xmp listing plaintext var`},
		{italic, `em i cite dfn`},
		{scope, `table td th caption template button applet marquee html body svg`},
		{ender, `address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form
			h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section summary table ul xmp listing
			li dd dt plaintext`},
		{headings, `h1 h2 h3 h4 h5 h6`},
		{fold, `li div aside td th tr tbody table dd p blockquote`},
		{beside, `nav aside menu dialog`},
		{root, `html body main article`},
	} {
		for name := range strings.FieldsSeq(group.names) {
			e, ok := elements[name]
			if !ok {
				if e.element = named[name]; e.element == other {
					e.element = next
					next++
				}
			}
			e.traits |= group.traits
			elements[name] = e
		}
	}
	for name, n := range named {
		e := elements[name]
		e.element = n
		elements[name] = e
	}
	for _, name := range []string{"b", "strong", "small", "big", "font", "u", "s", "sub", "abbr", "time", "mark", "bdi", "bdo"} {
		e := elements[name]
		e.element = next
		next++
		elements[name] = e
	}
	for _, e := range elements {
		traitsOf[e.element] = e.traits
	}
}

// elementOf is the element of a name as written, in either case.
func elementOf(name string) element {
	var low [16]byte
	if len(name) > len(low) {
		return other
	}
	for i := range len(name) {
		c := name[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		low[i] = c
	}
	return elements[string(low[:len(name)])].element
}

func (e element) is(t traits) bool { return traitsOf[e]&t != 0 }
