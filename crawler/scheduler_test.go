package crawler

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// simulate runs jobs through a scheduler with workers that take latency for
// each, in the fake time of a bubble, and gives the time it took.
func simulate(t *testing.T, jobs []Job, gap, latency time.Duration, workers int) (took time.Duration) {
	synctest.Test(t, func(t *testing.T) { took = schedule(t.Context(), jobs, gap, latency, workers) })
	return took
}

// schedule runs jobs through a scheduler and workers that only wait.
func schedule(ctx context.Context, jobs []Job, gap, latency time.Duration, workers int) time.Duration {
	s := newScheduler(gap, 0, workers)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for a := range s.work {
				sent := time.Now()
				time.Sleep(latency)
				s.back <- report{host: a.host, sent: sent, reached: true}
			}
		})
	}
	queue := make(chan Job)
	wg.Go(func() {
		defer close(queue)
		for _, j := range jobs {
			queue <- j
		}
	})
	s.run(ctx, queue)
	took := time.Since(s.start)
	wg.Wait()
	return took
}

// load is a number of jobs for each host.
func load(counts []int) []Job {
	var out []Job
	for h, n := range counts {
		for i := range n {
			out = append(out, Job{ID: uint64(len(out)), URL: fmt.Sprintf("http://h%d.example/%d", h, i)})
		}
	}
	return out
}

// roundRobin deals the jobs of grouped hosts out in turn.
func roundRobin(counts []int) []Job {
	var out []Job
	for i := 0; ; i++ {
		before := len(out)
		for h, n := range counts {
			if i < n {
				out = append(out, Job{ID: uint64(len(out)), URL: fmt.Sprintf("http://h%d.example/%d", h, i)})
			}
		}
		if len(out) == before {
			return out
		}
	}
}

func TestMakespan(t *testing.T) {
	const gap, latency, workers = 100 * time.Millisecond, 50 * time.Millisecond, 64
	even := make([]int, 100)
	for i := range even {
		even[i] = 50
	}
	zipf := make([]int, 1000)
	for i := range zipf {
		zipf[i] = max(1, 400/(i+1))
	}
	small := make([]int, 2000) // many hosts of one page, and one of many that comes last
	for i := range small {
		small[i] = 1
	}
	small = append(small, 60)
	for _, test := range []struct {
		name   string
		counts []int
	}{{"even", even}, {"zipf", zipf}, {"one long queue last", small}} {
		largest, all := 0, 0
		for _, n := range test.counts {
			largest, all = max(largest, n), all+n
		}
		bound := max(time.Duration(largest-1)*gap+latency, time.Duration((all+workers-1)/workers)*latency)
		shuffled := load(test.counts)
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) {
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		})
		for order, jobs := range map[string][]Job{
			"grouped": load(test.counts), "shuffled": shuffled, "round robin": roundRobin(test.counts),
		} {
			t.Run(test.name+", "+order, func(t *testing.T) {
				took := simulate(t, jobs, gap, latency, workers)
				if ratio := float64(took) / float64(bound); ratio > 1.15 || ratio < 1 {
					t.Errorf("makespan = %v, %.3f of the bound %v, want at most 1.15", took, ratio, bound)
				}
			})
		}
	}
}

// A pending job costs little, so that a million fit.
func TestMemoryOfPendingJobs(t *testing.T) {
	const jobs, hosts = 200_000, 20_000
	queue := make(chan Job)
	s := newScheduler(time.Second, 0, 1)
	before := heapSize()
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { s.run(ctx, queue) }) // nobody takes the work
	for i := range jobs {
		queue <- Job{ID: uint64(i), URL: fmt.Sprintf("https://www.host-%d.example.org/articles/2024/%d", i%hosts, i)}
	}
	queue <- Job{} // the last but one is in
	each := float64(heapSize()-before) / jobs
	cancel()
	wg.Wait()
	if each > 300 {
		t.Errorf("a pending job takes %.0f bytes, want at most 300", each)
	}
	t.Logf("%.0f bytes a pending job, its address included", each)
}

func heapSize() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
