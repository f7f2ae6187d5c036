package page

// search bounds how deep an end tag looks for its element, so that hostile
// nesting costs no more than the bytes it takes.
const search = 256

// end closes the element that an end tag is for.
func (w *walker) end(t tag) {
	tr := traits[t]
	if tr&(block|breaks) != 0 {
		w.part()
	}
	if w.open[t] == 0 {
		return
	}
	for i, n := len(w.stack)-1, 0; i >= 0 && n < search; i, n = i-1, n+1 {
		o := w.stack[i].tag
		if o == t {
			w.pop(i)
			return
		}
		ot := traits[o]
		if ot&wall != 0 || ot&cell != 0 && tr&table == 0 || tr&(block|wall) == 0 && ot&block != 0 {
			return
		}
	}
}

// closeAbove closes an element that only inline elements have been opened in.
func (w *walker) closeAbove(t tag) {
	if w.open[t] == 0 {
		return
	}
	for i, n := len(w.stack)-1, 0; i >= 0 && n < search; i, n = i-1, n+1 {
		o := w.stack[i].tag
		if o == t {
			w.pop(i)
			return
		}
		if traits[o]&(block|wall) != 0 {
			return
		}
	}
}

// closeSibling closes the list item, row or cell that another one follows
// without an end tag between.
func (w *walker) closeSibling(t tag) {
	at := -1
	for i, n := len(w.stack)-1, 0; i >= 0 && n < search; i, n = i-1, n+1 {
		o := w.stack[i].tag
		ends := false
		switch t {
		case tagLi, tagDt:
			if o == t {
				w.pop(i)
				return
			}
			ends = traits[o]&(block|wall) != 0 && o != tagP && o != tagDiv
		default:
			switch o {
			case tagTable:
				ends = true
			case tagCell, tagCaption:
				at = i
			case tagRow:
				if ends = t == tagCell; !ends {
					at = i
				}
			case tagRows:
				if ends = t != tagRows; !ends {
					at = i
				}
			default:
				ends = traits[o]&wall != 0
			}
		}
		if ends {
			break
		}
	}
	if at >= 0 {
		w.pop(at)
	}
}

// popTo closes the innermost element of a tag and all in it.
func (w *walker) popTo(t tag) {
	for i := len(w.stack) - 1; i >= 0; i-- {
		if w.stack[i].tag == t {
			w.pop(i)
			return
		}
	}
}

// pop closes the elements from a depth on.
func (w *walker) pop(depth int) {
	for i := len(w.stack) - 1; i >= depth; i-- {
		e := w.stack[i]
		w.open[e.tag]--
		if e.flags != 0 {
			for f := range w.count {
				if e.flags&(1<<f) != 0 {
					w.count[f]--
				}
			}
			if e.flags&(1<<flagRegion) != 0 && w.count[flagRegion] == 0 && len(w.text.buf) > w.regionStart {
				w.regions = append(w.regions, span{w.regionStart, len(w.text.buf)})
			}
		}
		if e.taken {
			k := w.takes[len(w.takes)-1]
			w.takes = w.takes[:len(w.takes)-1]
			w.finish(k)
		}
	}
	w.stack = w.stack[:depth]
}
