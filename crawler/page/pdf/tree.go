package pdf

import (
	"maps"
	"slices"
)

// leaf is a page, with what it inherits (7.7.3.4).
type leaf struct {
	page      object
	resources object
	rotate    float64
}

// leaves are the first pages of the tree.
func (f *file) leaves(root dict) []leaf {
	var out []leaf
	looked := 0
	seen := map[ref]bool{}
	var walk func(o object, in leaf, depth int)
	walk = func(o object, in leaf, depth int) {
		looked++
		d := f.dict(o)
		if d == nil || depth > maxNesting || !f.spend(0) {
			return
		}
		if r := d["Resources"]; f.dict(r) != nil {
			in.resources = r
		}
		if r, ok := f.get(d["Rotate"]).(float64); ok {
			in.rotate = r
		}
		kids, ok := f.get(d["Kids"]).(array)
		if !ok {
			in.page = o
			out = append(out, in)
			return
		}
		if r, ok := o.(ref); ok {
			if seen[r] {
				return
			}
			seen[r] = true
		}
		for _, k := range kids {
			if len(out) >= f.max.pages || looked > f.max.nodes {
				f.cut = true
				return
			}
			walk(k, in, depth+1)
		}
	}
	walk(root["Pages"], leaf{}, 0)
	if len(out) == 0 {
		// Without a tree, the pages in the order of the file, or of their numbers.
		pages := f.typed("Page")
		if len(pages) == 0 {
			pages = slices.Sorted(maps.Keys(f.inStreams()))
		}
		for _, n := range pages[:min(len(pages), f.max.nodes)] {
			if d := f.dict(ref(n)); d["Type"] == name("Page") && len(out) < f.max.pages {
				rotate, _ := f.get(d["Rotate"]).(float64)
				out = append(out, leaf{ref(n), d["Resources"], rotate})
			}
		}
	}
	return out
}
