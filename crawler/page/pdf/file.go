package pdf

import (
	"bytes"
	"slices"
	"sort"
)

// file is the bytes and where its objects stand.
type file struct {
	b       []byte
	work    int // bytes that may still be read
	at      map[int]int
	packed  map[int]place // objects inside object streams
	trailer dict
	cache   map[int]object
	// special are the objects whose beginning names their type.
	special map[string][]int
	locked  bool
	key     *key
	max     limits
	// kept is how many bytes the objects in the cache took; loading, how many are
	// being read, one for the sake of the other.
	kept, loading int
	// cut is set when a limit left something out.
	cut bool
}

// open finds what there is in a file.
func open(b []byte, max limits) *file {
	f := &file{b: b, max: max, work: max.work, cache: map[int]object{}}
	f.scan()
	f.findTrailer()
	f.unlock()
	return f
}

func (f *file) root() dict {
	if d := f.dict(f.trailer["Root"]); d != nil {
		return d
	}
	return f.first("Catalog")
}

// maxKept is how many bytes of objects the cache holds; in memory they take some
// thirty times that.
const maxKept = 2 << 20

// place is an object in an object stream.
type place struct {
	stream int // its number
	offset int // in the data
}

// parsing is what a byte parsed costs more than one unpacked, in memory too.
const parsing = 4

// spend takes from the work that is left; it is false when there is none.
func (f *file) spend(n int) bool {
	f.work -= n + 16
	return f.work > 0
}

// scan finds the objects. Of two with one number the later is the newer.
func (f *file) scan() {
	f.at = map[int]int{}
	f.special = map[string][]int{}
	b := f.b
	last, from := -1, 0 // the object before, and where it begins
	for i := 0; ; {
		if len(f.at) >= f.max.objects {
			f.cut = true
			break
		}
		j := bytes.Index(b[i:], []byte("obj"))
		if j < 0 {
			break
		}
		j += i
		i = j + len("obj")
		n, ok := numberBefore(b, j)
		if !ok {
			continue
		}
		if last >= 0 {
			f.sortOut(last, b[from:min(j, from+maxHead)])
		}
		f.at[n] = i
		last, from = n, i
	}
	if last >= 0 {
		f.sortOut(last, b[from:min(len(b), from+maxHead)])
	}
}

// maxHead is how far the beginning of an object is looked at for its type.
const maxHead = 256

// sortOut notes an object whose beginning names a type of use.
func (f *file) sortOut(n int, head []byte) {
	if k := bytes.Index(head, []byte("endobj")); k >= 0 {
		head = head[:k]
	}
	for _, t := range [...]string{"ObjStm", "XRef", "Catalog", "Page"} {
		if len(f.special[t]) >= 1<<16 {
			continue
		}
		k := bytes.Index(head, []byte("/"+t))
		if k < 0 {
			continue
		}
		if after := head[k+1+len(t):]; len(after) == 0 || isSpace(after[0]) || isDelimiter(after[0]) {
			f.special[t] = append(f.special[t], n)
			return
		}
	}
}

// numberBefore is the N of "N G obj".
func numberBefore(b []byte, i int) (int, bool) {
	blanks := func() bool {
		start := i
		for i > 0 && start-i < 16 && isSpace(b[i-1]) {
			i--
		}
		return i < start
	}
	digits := func() (int, bool) {
		end := i
		n, scale := 0, 1
		for i > 0 && end-i < 9 && isDigit(b[i-1]) {
			i--
			n += scale * int(b[i]-'0')
			scale *= 10
		}
		return n, i < end
	}
	blanks()
	if _, ok := digits(); !ok || !blanks() {
		return 0, false
	}
	return digits()
}

// typed are the objects of a type, those whose number is used again left out, in
// the order of the file.
func (f *file) typed(t string) []int {
	out := slices.Clone(f.special[t])
	sort.SliceStable(out, func(i, j int) bool { return f.at[out[i]] < f.at[out[j]] })
	return slices.Compact(out)
}

func (f *file) first(t string) dict {
	for _, n := range f.typed(t) {
		if d := f.dict(ref(n)); d["Type"] == name(t) {
			return d
		}
	}
	return nil
}

// findTrailer puts together what the trailers say, the last one first.
func (f *file) findTrailer() {
	f.trailer = dict{}
	add := func(d dict) {
		for _, k := range [...]name{"Root", "Info", "Encrypt", "ID"} {
			if v, ok := d[k]; ok && f.trailer[k] == nil {
				f.trailer[k] = v
			}
		}
	}
	end := len(f.b)
	for range 64 {
		i := bytes.LastIndex(f.b[:end], []byte("trailer"))
		if i < 0 {
			break
		}
		end = i
		if d, ok := f.parse(i+len("trailer"), 0).(dict); ok {
			add(d)
		}
	}
	streams := f.typed("XRef")
	for i := len(streams) - 1; i >= max(0, len(streams)-64); i-- {
		add(f.dict(ref(streams[i])))
	}
}

// parse reads the object at a place, and its stream.
func (f *file) parse(at, number int) object {
	if at >= len(f.b) {
		return nil
	}
	l := lexer{b: f.b[at:min(len(f.b), at+maxObject)], refs: true}
	o := l.object(0)
	f.kept += l.pos
	if !f.spend(parsing * l.pos) {
		return nil
	}
	if d, ok := o.(dict); ok {
		l.space()
		if rest := l.b[l.pos:]; bytes.HasPrefix(rest, []byte("stream")) {
			i := at + l.pos + len("stream")
			if i < len(f.b) && f.b[i] == '\r' {
				i++
			}
			if i < len(f.b) && f.b[i] == '\n' {
				i++
			}
			return stream{dict: d, at: i, data: f.b, of: number}
		}
	}
	switch o.(type) {
	case operator, closing:
		return nil
	}
	return o
}

// get is the object that o is or refers to.
func (f *file) get(o object) object {
	for range 8 {
		r, ok := o.(ref)
		if !ok {
			return o
		}
		o = f.load(int(r))
	}
	return nil
}

func (f *file) dict(o object) dict {
	switch o := f.get(o).(type) {
	case dict:
		return o
	case stream:
		return o.dict
	}
	return nil
}

func (f *file) load(n int) object {
	if o, ok := f.cache[n]; ok {
		return o
	}
	// While an object is being read the cache tells what needs itself; it must not
	// be emptied then.
	if f.kept > maxKept && f.loading == 0 {
		clear(f.cache)
		f.kept = 0
	}
	f.loading++
	defer func() { f.loading-- }()
	f.cache[n] = nil // what needs itself is nothing
	at, direct := f.at[n]
	var o object
	if p, ok := f.inStreams()[n]; ok && (!direct || f.at[p.stream] > at) {
		o = f.loadPacked(p)
	} else if direct {
		o = f.parse(at, n)
		if f.key != nil {
			o = f.key.strings(o, n, 0)
		}
	}
	f.cache[n] = o
	return o
}

// inStreams indexes the object streams (7.5.7) when they are first needed.
func (f *file) inStreams() map[int]place {
	if f.packed != nil {
		return f.packed
	}
	f.packed = map[int]place{}
	for _, n := range f.typed("ObjStm") {
		s, ok := f.parse(f.at[n], n).(stream)
		if !ok {
			continue
		}
		count, _ := s.dict["N"].(float64)
		first, ok := s.dict["First"].(float64)
		if !ok || first < 0 || first > maxObject {
			continue
		}
		l := lexer{b: f.unpackSome(s, int(first))}
		for range int(min(max(count, 0), 1<<16)) {
			num, ok1 := l.object(0).(float64)
			off, ok2 := l.object(0).(float64)
			if !ok1 || !ok2 {
				break
			}
			if len(f.packed) >= f.max.objects {
				f.cut = true
				break
			}
			if num >= 0 && num < 1<<30 && off >= 0 && off <= float64(f.max.stream) {
				f.packed[int(num)] = place{n, int(first) + int(off)}
			}
		}
	}
	return f.packed
}

func (f *file) loadPacked(p place) object {
	s, ok := f.load(p.stream).(stream)
	if !ok {
		return nil
	}
	data := f.unpackKept(s, p.stream)
	if p.offset >= len(data) {
		return nil
	}
	l := lexer{b: data[p.offset:], refs: true}
	o := l.object(0)
	f.kept += l.pos
	if !f.spend(parsing * l.pos) {
		return nil
	}
	switch o.(type) {
	case operator, closing:
		return nil
	}
	return o
}
