package page

// What is taken of an element when it ends.
const (
	takeH1 = 1 << iota
	takeH2
	takePara
	takeProp
	takeTime
	takeRoot
)

// take is the beginning of an element of which something is wanted.
type take struct {
	what          uint8
	start         int // in the text
	total, linked tally
	prop          string // itemprop, or the name of a root
	aside         bool   // in a region or a form
}

// minPara is the least length of a paragraph of an article, in runes with the
// white space between words; shorter ones are captions, bylines, labels.
const minPara = 40

// finish takes what is wanted of an element that ended.
func (w *walker) finish(k take) {
	total := w.text.total.minus(k.total)
	linked := w.text.linked.minus(k.linked)
	if k.what&takeRoot != 0 && total.all() <= 3 && len(w.roots) < 4 {
		w.roots = append(w.roots, k.prop)
	}
	if total.runes == 0 {
		return
	}
	at := span{k.start, len(w.text.buf)}
	if k.what&takePara != 0 && total.runes+total.words > minPara && !k.aside {
		if w.count[flagForm] > 0 {
			w.formParas = append(w.formParas, at)
		} else {
			w.paras = append(w.paras, at)
		}
	}
	if k.what&(takeH1|takeH2|takeProp|takeTime) == 0 || w.taken >= maxTaken {
		return
	}
	w.taken++
	s := fold(string(w.text.buf[at.start:min(at.end, at.start+2*maxField)]))
	whole := linked.runes < total.runes // not wholly a link
	if k.what&(takeH1|takeH2) != 0 {
		w.heading(s)
	}
	if k.what&takeH1 != 0 && whole {
		w.addTitle("h1", s)
	}
	if k.what&takeH2 != 0 && whole && !k.aside {
		w.addTitle("h2", s)
	}
	if k.what&takeProp != 0 {
		w.itemprop(k.prop, s)
	}
	if k.what&takeTime != 0 {
		w.setDate(rankProp, s)
	}
}

const (
	maxTaken    = 500 // headings and the like looked at
	maxHeadings = 100
)

func (w *walker) heading(s string) {
	if s != "" && len(w.p.Headings) < maxHeadings {
		w.p.Headings = append(w.p.Headings, s)
	}
}

const maxIDs = 20_000

func (w *walker) addID(a attr) {
	if v := w.attrs[a]; v.end > v.start && v.end-v.start <= 256 && len(w.ids) < maxIDs && w.count[flagTemplate] == 0 {
		w.ids = append(w.ids, v)
	}
}
