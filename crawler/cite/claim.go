package cite

import "strings"

// Target is the address to visit for the source: the cited one, or else that
// of an identifier which has a resolver. It is empty when there is neither.
func (c *Citation) Target() string {
	if c.URL != "" {
		return c.URL
	}
	for _, id := range c.Identifiers {
		if id.URL != "" {
			return id.URL
		}
	}
	return ""
}

// Claim is what the citation claims about its source.
func (c *Citation) Claim() Claim {
	_, fragment, _ := strings.Cut(c.URL, "#")
	return Claim{
		Title: c.Title, Authors: c.Authors, Container: c.Container,
		Date: c.Date.ISO, Accessed: c.Accessed.ISO, Fragment: fragment,
	}
}

// Key is the same for equal claims and for no others.
func (c Claim) Key() string {
	var b strings.Builder
	for _, s := range []string{c.Title, c.Container, c.Date, c.Accessed, c.Fragment} {
		b.WriteString(s)
		b.WriteByte(0)
	}
	for _, a := range c.Authors {
		b.WriteString(a.Name)
		b.WriteByte(0)
	}
	return b.String()
}
