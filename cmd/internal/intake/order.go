package intake

import "iter"

// inOrder yields f of each element of seq in the order of seq, with up to n
// calls of f under way at a time.
func inOrder[T any](n int, seq iter.Seq[T], f func(T) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		next, stop := iter.Pull(seq)
		defer stop()
		var waiting []chan T
		defer func() {
			for _, c := range waiting {
				<-c
			}
		}()
		for {
			for len(waiting) < n {
				v, ok := next()
				if !ok {
					break
				}
				c := make(chan T, 1)
				go func() { c <- f(v) }()
				waiting = append(waiting, c)
			}
			if len(waiting) == 0 {
				return
			}
			v := <-waiting[0]
			waiting = waiting[1:]
			if !yield(v) {
				return
			}
		}
	}
}
