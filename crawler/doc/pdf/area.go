package pdf

import (
	"math"

	"apud/crawler/page/pdf"
)

// areas are the parts of a page that lead somewhere, by the bands of the page
// that they touch.
type areas struct {
	bands map[int][]pdf.Link
	// tall are those that touch more bands than are worth an entry each.
	tall []pdf.Link
	// last is the one that was found last; neighbours lead to the same place.
	last pdf.Link
}

const (
	bandHeight = 8 // points
	maxBands   = 32
	// maxStacked is how many areas of a band are looked at.
	maxStacked = 64
)

func (a *areas) add(links []pdf.Link) {
	a.bands = map[int][]pdf.Link{}
	for _, l := range links {
		low, high := math.Floor(l.Y0/bandHeight), math.Floor(l.Y1/bandHeight)
		if !(high-low < maxBands && math.Abs(low) < 1e6) {
			if len(a.tall) < maxStacked {
				a.tall = append(a.tall, l)
			}
			continue
		}
		for i := int(low); i <= int(high); i++ {
			if len(a.bands[i]) < maxStacked {
				a.bands[i] = append(a.bands[i], l)
			}
		}
	}
}

// at is the address that a place leads to.
func (a *areas) at(x, y float64) string {
	inside := func(l pdf.Link) bool { return x >= l.X0 && x <= l.X1 && y >= l.Y0 && y <= l.Y1 }
	if a.last.URL != "" && inside(a.last) {
		return a.last.URL
	}
	for _, links := range [2][]pdf.Link{a.bands[int(math.Floor(y/bandHeight))], a.tall} {
		for _, l := range links {
			if inside(l) {
				a.last = l
				return l.URL
			}
		}
	}
	return ""
}
