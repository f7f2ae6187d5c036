package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// BenchmarkSettle settles sources with new bodies, and tells what
// was written for each byte that is stored.
func BenchmarkSettle(b *testing.B) {
	for _, c := range [][2]int{{64, 10}, {64, 60}, {512, 10}, {512, 60}} {
		callers, paragraphs := c[0], c[1]
		b.Run(fmt.Sprintf("%d-callers/%d-paragraphs", callers, paragraphs), func(b *testing.B) {
			s, run, todo := prepared(b)
			bodies := make([]string, len(todo))
			total := 0
			for i := range bodies {
				bodies[i] = article(i, paragraphs)
				total += len(bodies[i])
			}
			if err := s.publish(); err != nil {
				b.Fatal(err)
			}
			// What the documents took counts on neither side; sealing and the
			// last view count on both.
			before, had := written(b), sizes(b, s.dir)
			b.ResetTimer()
			settleAll(b, s, callers, len(todo), func(i int) *Settlement { return visited(todo[i], run, day, bodies[i]) })
			b.StopTimer()
			settling := written(b) - before
			closing(b, s)
			wrote, stored := written(b)-before, sizes(b, s.dir)-had
			b.ReportMetric(float64(len(todo))/b.Elapsed().Seconds(), "sources/s")
			b.ReportMetric(float64(settling)/float64(stored), "written/stored")
			b.ReportMetric(float64(wrote)/float64(stored), "written+view/stored")
			b.ReportMetric(float64(stored)/float64(len(todo)), "stored-B/source")
			b.SetBytes(int64(total / max(len(todo), 1)))
		})
	}
}

// BenchmarkUnchanged settles sources that did not change.
func BenchmarkUnchanged(b *testing.B) {
	s, run, todo := prepared(b)
	settleAll(b, s, 512, len(todo), func(i int) *Settlement { return visited(todo[i], run, day, "x") })
	end(b, s, run, "done")
	docs, err := s.Documents()
	if err != nil {
		b.Fatal(err)
	}
	run = start(b, s, docs[0].ID).ID
	b.ResetTimer()
	settleAll(b, s, 512, len(todo), func(i int) *Settlement { return unchanged(todo[i], run, day.Add(time.Hour), "x") })
	b.ReportMetric(float64(len(todo))/b.Elapsed().Seconds(), "sources/s")
}

func BenchmarkLatest(b *testing.B) {
	s, run, todo := prepared(b)
	settleAll(b, s, 512, len(todo), func(i int) *Settlement { return visited(todo[i], run, day, "x") })
	b.ResetTimer()
	for i := range b.N {
		if _, err := s.Latest(todo[i%len(todo)].ID); err != nil {
			b.Fatal(err)
		}
	}
}

// prepared is a store with a run over b.N sources.
func prepared(b *testing.B) (*Store, uint64, []Pending) {
	b.Helper()
	s := open(b, newDir(b), Options{GroupIdle: 20 * time.Millisecond})
	var urls []string
	for i := range b.N {
		urls = append(urls, fmt.Sprintf("https://host-%d.example/%d", i%100, i))
	}
	d := put(b, s, cited("d", urls...))
	run := start(b, s, d.ID)
	return s, run.ID, pending(b, s, run.ID, day, true)
}

// written is how many bytes this process has handed to the system.
func written(b *testing.B) int64 {
	b.Helper()
	text, err := os.ReadFile("/proc/self/io")
	if err != nil {
		b.Skip(err)
	}
	for line := range strings.Lines(string(text)) {
		if v, ok := strings.CutPrefix(line, "wchar: "); ok {
			n, err := strconv.ParseInt(strings.TrimSpace(v), 10, 64)
			if err != nil {
				b.Fatal(err)
			}
			return n
		}
	}
	b.Skip("no wchar")
	return 0
}

// sizes is the bytes of index and segments.
func sizes(b *testing.B, dir string) int64 {
	b.Helper()
	var n int64
	for _, pattern := range []string{viewName, "seg-*"} {
		paths, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			b.Fatal(err)
		}
		for _, path := range paths {
			info, err := os.Stat(path)
			if err != nil {
				b.Fatal(err)
			}
			n += info.Size()
		}
	}
	return n
}
