package store

import (
	"maps"
	"net/http"
	"slices"
)

// The ways in which a header is kept.
const (
	headerNone = iota
	headerWhole
	// headerSame repeats the header of a hop of the base, with differences.
	headerSame
)

// header is that of hop number i.
func (c *coder) header(h *http.Header, i int) {
	if c.read {
		c.readHeader(h)
		return
	}
	var kind uint64
	switch {
	case *h == nil:
	case c.base != nil && i < len(c.base.Evidence.Hops) && len(c.base.Evidence.Hops[i].Header) > 0:
		kind = headerSame
	default:
		kind = headerWhole
	}
	c.uvarint(&kind)
	switch kind {
	case headerWhole:
		c.fields(*h, slices.Sorted(maps.Keys(*h)))
	case headerSame:
		from := c.base.Evidence.Hops[i].Header
		c.count(&i)
		var gone, set []string
		for name := range from {
			if _, kept := (*h)[name]; !kept {
				gone = append(gone, name)
			}
		}
		for name, values := range *h {
			if old, was := from[name]; !was || !slices.Equal(old, values) {
				set = append(set, name)
			}
		}
		slices.Sort(gone)
		slices.Sort(set)
		list(c, &gone, c.str)
		c.fields(*h, set)
	}
}

// fields writes the named fields of h.
func (c *coder) fields(h http.Header, names []string) {
	list(c, &names, func(name *string) {
		c.str(name)
		values := h[*name]
		list(c, &values, c.str)
	})
}

func (c *coder) readHeader(h *http.Header) {
	*h = nil
	var kind uint64
	c.uvarint(&kind)
	switch kind {
	case headerNone:
		return
	case headerWhole:
		*h = http.Header{}
	case headerSame:
		var i int
		c.count(&i)
		if c.base == nil || i >= len(c.base.Evidence.Hops) {
			c.fail()
			return
		}
		*h = http.Header{}
		for name, values := range c.base.Evidence.Hops[i].Header {
			(*h)[name] = slices.Clone(values)
		}
		var gone []string
		list(c, &gone, c.str)
		for _, name := range gone {
			delete(*h, name)
		}
	default:
		c.fail()
		return
	}
	var names []string
	list(c, &names, func(name *string) {
		c.str(name)
		var values []string
		list(c, &values, c.str)
		(*h)[*name] = values
	})
}

// volatile are headers whose values differ at each answer and say nothing about
// the source. A check that found nothing new leaves them out.
var volatile = map[string]bool{
	"Age": true, "Alt-Svc": true, "Cf-Cache-Status": true, "Cf-Ray": true, "Connection": true,
	"Content-Security-Policy": true, "Content-Security-Policy-Report-Only": true, "Keep-Alive": true,
	"Nel": true, "Report-To": true, "Reporting-Endpoints": true, "Server-Timing": true, "Set-Cookie": true,
	"Via": true, "X-Amz-Cf-Id": true, "X-Amz-Cf-Pop": true, "X-Amz-Id-2": true, "X-Amz-Request-Id": true,
	"X-Cache": true, "X-Cache-Hits": true, "X-Correlation-Id": true, "X-Fastly-Request-Id": true,
	"X-Github-Request-Id": true, "X-Ratelimit-Remaining": true, "X-Ratelimit-Reset": true,
	"X-Request-Id": true, "X-Response-Time": true, "X-Runtime": true, "X-Served-By": true,
	"X-Timer": true, "X-Trace-Id": true, "X-Varnish": true, "Traceparent": true,
}

// steady is h without what differs at each answer.
func steady(h http.Header) http.Header {
	if h == nil {
		return nil
	}
	out := make(http.Header, len(h))
	for name, values := range h {
		if !volatile[name] {
			out[name] = values
		}
	}
	return out
}
