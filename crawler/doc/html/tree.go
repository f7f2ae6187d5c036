package html

import (
	"context"
	"strings"

	"golang.org/x/net/html"
)

// token is a tag, or something between tags that is no text.
type token struct {
	// at and to are its bytes in the page.
	at, to int32
	// end is the token before which the element of a start tag ends.
	end int32
	// parent is the start tag of the element around, -1 for none.
	parent int32
	flags  flags
	name   element
	kind   tokenKind
}

type tokenKind uint8

const (
	startTag tokenKind = iota
	endTag
	// hiddenToken is a comment or the like.
	hiddenToken
	// plainToken is a CDATA section.
	plainToken
)

// open is an element that is open while tags are read.
type open struct {
	token int32
	// before is the next element of the same name around it.
	before int32
	// block and scope are the nearest such elements, counting itself.
	block, scope int32
}

// builder pairs tags. It ends elements as browsers do where tags are left out,
// each tag in constant time, however deep the elements are.
type builder struct {
	*page
	stack []open
	// last is the innermost open element of each name.
	last [256]int32
}

// readTags reads the tags of a page.
func (p *page) readTags(ctx context.Context) error {
	b := &builder{page: p}
	for i := range b.last {
		b.last[i] = -1
	}
	b.tokens = make([]token, 0, strings.Count(p.s, "<"))
	z := html.NewTokenizer(strings.NewReader(p.s))
	z.AllowCDATA(p.xml)
	at := 0
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		kind := z.Next()
		to := at + len(z.Raw())
		if kind == html.ErrorToken {
			break
		}
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			shut := kind == html.SelfClosingTagToken && closed(p.s, at, to)
			if shut && p.xml {
				z.NextIsNotRawText()
			}
			b.start(at, to, shut)
		case html.EndTagToken:
			b.end(at, to)
		case html.TextToken:
			if p.xml && strings.HasPrefix(p.s[at:to], "<![CDATA[") {
				b.add(at, to, other, plainToken)
			}
		default:
			b.add(at, to, other, hiddenToken)
		}
		at = to
	}
	b.pop(0, int32(len(p.tokens)))
	return ctx.Err()
}

func (b *builder) add(at, to int, name element, kind tokenKind) *token {
	t := token{at: int32(at), to: int32(to), end: int32(len(b.tokens)) + 1, parent: -1, name: name, kind: kind}
	if n := len(b.stack); n > 0 {
		t.parent = b.stack[n-1].token
	}
	b.tokens = append(b.tokens, t)
	return &b.tokens[len(b.tokens)-1]
}

// start reads a start tag.
func (b *builder) start(at, to int, shut bool) {
	name := tagName(b.s, at, to)
	el := elementOf(b.s[name.start:name.end])
	if !b.strict {
		b.imply(el)
	}
	around := flags(0)
	if n := len(b.stack); n > 0 {
		around = b.tokens[b.stack[n-1].token].flags
	}
	t := b.add(at, to, el, startTag)
	if name.end+1 < to {
		t.flags = b.classify(t, around)
	} else {
		t.flags = bare(el, around)
	}
	if t.flags&hasFragment != 0 {
		b.anchors = append(b.anchors, int32(len(b.tokens))-1)
	}
	if shut || el.is(void) {
		t.flags |= isShut
		return
	}
	n := int32(len(b.stack))
	o := open{token: int32(len(b.tokens)) - 1, before: b.last[el], block: -1, scope: -1}
	if n > 0 {
		o.block, o.scope = b.stack[n-1].block, b.stack[n-1].scope
	}
	if el.is(block) {
		o.block = n
	}
	if el.is(scope) {
		o.scope = n
	}
	b.last[el] = n
	b.stack = append(b.stack, o)
}

// imply ends the elements that a start tag ends without their end tags.
func (b *builder) imply(el element) {
	scope := int32(-1)
	if n := len(b.stack); n > 0 {
		scope = b.stack[n-1].scope
	}
	if el.is(ender) {
		b.popAbove(elP, scope)
	}
	switch el {
	case elLi:
		b.popAbove(elLi, max(scope, b.last[elUl], b.last[elOl]))
	case elDt, elDd:
		b.popAbove(elDt, max(scope, b.last[elDl]))
		b.popAbove(elDd, max(scope, b.last[elDl]))
	case elTd, elTh:
		b.popAbove(elTd, max(b.last[elTable], b.last[elTr]))
		b.popAbove(elTh, max(b.last[elTable], b.last[elTr]))
	case elTr:
		b.popAbove(elTr, b.last[elTable])
	case elThead, elTbody, elTfoot:
		for _, part := range []element{elThead, elTbody, elTfoot} {
			b.popAbove(part, b.last[elTable])
		}
	case elOption:
		b.popAbove(elOption, scope)
	case elA:
		b.endInline(elA, int32(len(b.tokens)))
	}
}

// popAbove ends the innermost element of a name unless it stands around limit.
func (b *builder) popAbove(el element, limit int32) {
	if at := b.last[el]; at > limit {
		b.pop(at, int32(len(b.tokens)))
	}
}

// pop ends the open elements from the n-th on before the token end.
func (b *builder) pop(n, end int32) {
	for i := int32(len(b.stack)) - 1; i >= n; i-- {
		o := &b.stack[i]
		t := &b.tokens[o.token]
		if t.flags&isDone != 0 {
			continue
		}
		t.end = end
		b.last[t.name] = o.before
	}
	b.stack = b.stack[:n]
}

// endInline ends the innermost element of a name. When a block is open inside
// it, only what it does to text ends.
func (b *builder) endInline(el element, end int32) {
	at := b.last[el]
	if at < 0 {
		return
	}
	if at > b.stack[len(b.stack)-1].block {
		b.pop(at, end)
		return
	}
	o := &b.stack[at]
	b.tokens[o.token].end = end
	b.tokens[o.token].flags |= isDone
	b.last[el] = o.before
}

// end reads an end tag.
func (b *builder) end(at, to int) {
	name := tagName(b.s, at, to)
	el := elementOf(b.s[name.start:name.end])
	n := int32(len(b.tokens))
	t := b.add(at, to, el, endTag)
	t.end = n + 1
	last := b.last[el]
	if last < 0 {
		return
	}
	top := b.stack[len(b.stack)-1]
	switch {
	case b.strict:
		b.pop(last, n)
	case !el.is(block | scope):
		b.endInline(el, n)
	case el == elLi && last < max(b.last[elUl], b.last[elOl]),
		(el == elTd || el == elTh || el == elTr || el == elTbody) && last < b.last[elTable],
		!el.is(scope) && !el.is(root) && el != elTr && el != elTbody && el != elThead && el != elTfoot && last < top.scope:
		// The end tag of something outside of the table that it stands in.
	default:
		b.pop(last, n)
	}
}

// within reports whether the token i stands in the element of the start tag e.
func (p *page) within(i, e int32) bool { return i > e && i < p.tokens[e].end }
