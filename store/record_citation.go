package store

import "apud/crawler/cite"

// citation is one record of the bucket cite; document and ordinal are in its
// key. The source comes first, so that a plan reads no more.
func (c *coder) citation(v *Citation) {
	c.uvarint(&v.Source)
	c.str(&v.Footnote)
	c.int(&v.Index)
	c.str(&v.Sentence)
	k := &v.Citation
	c.int(&k.N)
	c.str(&k.Raw)
	c.span(&k.Span)
	c.str(&k.Signal)
	c.str(&k.Force)
	list(c, &k.Authors, c.author)
	c.str(&k.Title)
	c.str(&k.Container)
	c.date(&k.Date)
	c.date(&k.Accessed)
	c.str(&k.Locator.Kind)
	c.str(&k.Locator.Raw)
	c.int(&k.Locator.Seconds)
	c.str(&k.URL)
	c.span(&k.Address)
	c.bool(&k.Assumed)
	c.bool(&k.Repaired)
	c.bool(&k.Lost)
	c.str(&k.Intro)
	list(c, &k.Alternatives, c.str)
	list(c, &k.Archives, func(a *cite.Archive) {
		c.str(&a.URL)
		c.str(&a.Original)
		c.str(&a.Date)
		c.span(&a.Address)
	})
	list(c, &k.Identifiers, func(id *cite.Identifier) {
		c.str(&id.Kind)
		c.str(&id.Value)
		c.str(&id.URL)
		c.span(&id.Address)
	})
	optional(c, &k.RefersTo, func(r *cite.Reference) {
		c.str(&r.Kind)
		c.str(&r.Footnote)
		c.int(&r.Citation)
		c.bool(&r.Ambiguous)
	})
	list(c, &k.Anomalies, c.str)
}

func (c *coder) author(a *cite.Author) {
	c.str(&a.Name)
	c.bool(&a.Organization)
}

func (c *coder) date(d *cite.Date) {
	c.str(&d.ISO)
	c.str(&d.Raw)
}

func (c *coder) span(s *cite.Span) {
	c.str(&s.Part)
	c.int(&s.Start)
	c.int(&s.End)
}
