package crawler

import "container/heap"

// hostHeap orders hosts. A host is in one heap at most, and knows its place.
type hostHeap struct {
	hosts  []*host
	before func(a, b *host) bool
}

func (h *hostHeap) Len() int           { return len(h.hosts) }
func (h *hostHeap) Less(i, j int) bool { return h.before(h.hosts[i], h.hosts[j]) }

func (h *hostHeap) Swap(i, j int) {
	h.hosts[i], h.hosts[j] = h.hosts[j], h.hosts[i]
	h.hosts[i].index, h.hosts[j].index = i, j
}

func (h *hostHeap) Push(x any) {
	one := x.(*host)
	one.heap, one.index = h, len(h.hosts)
	h.hosts = append(h.hosts, one)
}

func (h *hostHeap) Pop() any {
	last := len(h.hosts) - 1
	one := h.hosts[last]
	h.hosts[last] = nil
	h.hosts = h.hosts[:last]
	one.heap = nil
	return one
}

func (h *hostHeap) top() *host {
	if len(h.hosts) == 0 {
		return nil
	}
	return h.hosts[0]
}

// remove takes the host out of the heap it is in, if any.
func (h *host) remove() {
	if h.heap != nil {
		heap.Remove(h.heap, h.index)
	}
}

// sleepers are visits that wait for their time, the earliest first.
type sleepers []*visit

func (s sleepers) Len() int           { return len(s) }
func (s sleepers) Less(i, j int) bool { return s[i].wake < s[j].wake }
func (s sleepers) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }
func (s *sleepers) Push(x any)        { *s = append(*s, x.(*visit)) }

func (s *sleepers) Pop() any {
	last := len(*s) - 1
	v := (*s)[last]
	(*s)[last] = nil
	*s = (*s)[:last]
	return v
}
