package rtf

import "apud/crawler/cite"

// headingSize is the size of type, in half points, from which a first
// paragraph is taken for the title.
const headingSize = 28

// measure looks at the type of s, which the body is about to take in.
func (r *reader) measure(s string) {
	if r.heading == "" && r.large < 0 && r.state.size >= headingSize && cite.Fold(s) != "" {
		r.large = r.d.Body.Len()
	}
}

// endHeading ends the paragraph that may be the title.
func (r *reader) endHeading() {
	if r.large < 0 {
		return
	}
	r.heading = cite.Fold(r.d.Body.String()[r.large:])
	r.large = -1
}
