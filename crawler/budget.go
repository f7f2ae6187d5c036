package crawler

import (
	"context"

	"golang.org/x/sync/semaphore"
)

const (
	// freeBody is what every body may take without asking.
	freeBody = 256 << 10
	// bodyBudget is what the larger ones share.
	bodyBudget = 48 << 20
)

// budget holds the memory of bodies in flight down. A body that outgrows
// freeBody waits until there is room for the largest that it can become: taking
// more bit by bit, two of them could wait for each other.
type budget struct {
	room  *semaphore.Weighted
	large int64
}

func newBudget(largest int64) *budget {
	return &budget{room: semaphore.NewWeighted(max(bodyBudget, largest)), large: largest}
}

// grow is told each time that a body has grown to size.
func (b *budget) grow(ctx context.Context, ex *exchange, size int64) error {
	if size <= freeBody || ex.held > 0 {
		return nil
	}
	err := ex.pause(func() error { return b.room.Acquire(ctx, b.large) })
	if err == nil {
		ex.held = b.large
	}
	return err
}

// release gives back what a body took.
func (b *budget) release(held int64) {
	if held > 0 {
		b.room.Release(held)
	}
}
