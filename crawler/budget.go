package crawler

import (
	"context"

	"golang.org/x/sync/semaphore"
)

const (
	// freeBody is what every body may take without asking.
	freeBody = 256 << 10
	// mediumBody is what a body may grow to in the room for medium ones.
	mediumBody = 4 << 20
	mediumRoom = 48 << 20
	largeRoom  = 64 << 20
)

// budget holds the memory of the bodies at hand down. A body that outgrows
// freeBody waits until there is room for all that it can become, and so does
// one that outgrows mediumBody: taking more bit by bit, two of them could wait
// for each other. Who has room for a large body waits for nothing more.
type budget struct{ medium, large *semaphore.Weighted }

// held is what a body has of the budget.
type held struct{ medium, large int64 }

func newBudget(largest int64) *budget {
	return &budget{semaphore.NewWeighted(mediumRoom), semaphore.NewWeighted(max(largeRoom, largest))}
}

// grow is told each time that a body has grown to size; it cannot grow beyond
// most. Bodies that are held short need no room: who has room may wait for them.
func (b *budget) grow(ctx context.Context, ex *exchange, size, most int64) error {
	if ex.most > 0 {
		return nil
	}
	if size > freeBody && ex.held.medium == 0 {
		want := min(most, mediumBody)
		if err := ex.pause(func() error { return b.medium.Acquire(ctx, want) }); err != nil {
			return err
		}
		ex.held.medium = want
	}
	if size > mediumBody && ex.held.large == 0 {
		if err := ex.pause(func() error { return b.large.Acquire(ctx, most) }); err != nil {
			return err
		}
		ex.held.large = most
	}
	return nil
}

// shrink gives back what a whole body of this size did not need.
func (b *budget) shrink(h *held, size int64) {
	if h.large > size {
		b.large.Release(h.large - size)
		h.large = size
	}
	if h.large == 0 && h.medium > size {
		b.medium.Release(h.medium - size)
		h.medium = size
	}
}

// release gives back all.
func (b *budget) release(h *held) {
	b.medium.Release(h.medium)
	b.large.Release(h.large)
	*h = held{}
}
