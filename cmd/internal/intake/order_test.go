package intake

import (
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var under, most atomic.Int32
		slow := func(n int) int {
			most.Store(max(most.Load(), under.Add(1)))
			defer under.Add(-1)
			time.Sleep(time.Duration(10-n) * time.Second)
			return n * n
		}
		got := slices.Collect(inOrder(3, slices.Values([]int{1, 2, 3, 4, 5, 6}), slow))
		if want := []int{1, 4, 9, 16, 25, 36}; !slices.Equal(got, want) {
			t.Errorf("inOrder = %v, want %v", got, want)
		}
		if most.Load() != 3 {
			t.Errorf("inOrder ran %d at a time, want 3", most.Load())
		}
	})
}

func TestInOrderStopsEarly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for v := range inOrder(2, slices.Values([]int{1, 2, 3, 4}), func(n int) int { return n }) {
			if v == 2 {
				break
			}
		}
	})
}
