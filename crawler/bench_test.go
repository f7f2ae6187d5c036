package crawler

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"apud/crawler/cite"
	"apud/crawler/page"
	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

// benchServer in the environment makes the test binary a web server, in a
// process of its own so that its time is not counted.
const benchServer = "APUD_BENCH_SERVER"

const benchHosts = 100

var benchPage = []byte(article(rivers) + strings.Repeat("<p>Gauge readings are given in centimetres.</p>\n", 25))

// serveBench answers everything on benchHosts addresses with one page, at the
// least cost, until its input ends.
func serveBench() {
	answer := fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", len(benchPage), benchPage)
	port := "0"
	for i := range benchHosts {
		l, err := net.Listen("tcp", fmt.Sprintf("127.79.0.%d:%s", i+1, port))
		if err != nil {
			fmt.Println("error:", err)
			os.Exit(1)
		}
		_, port, _ = net.SplitHostPort(l.Addr().String())
		go func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				go func() {
					defer c.Close()
					buf := make([]byte, 4096)
					n := 0
					for {
						m, err := c.Read(buf[n:])
						if err != nil || n+m == len(buf) {
							return
						}
						if n += m; !bytes.HasSuffix(buf[:n], []byte("\r\n\r\n")) {
							continue
						}
						n = 0
						if _, err := c.Write(answer); err != nil {
							return
						}
					}
				}()
			}
		}()
	}
	fmt.Println(port)
	io.Copy(io.Discard, os.Stdin)
}

// benchAddress is the i-th page, hosts in turn.
func benchAddress(i int) string {
	return fmt.Sprintf("http://www.host-%d.example/articles/%d", i%benchHosts, i)
}

type dialFunc = func(ctx context.Context, network, addr string) (net.Conn, error)

// benchWeb starts the server and gives the way to it.
func benchWeb(b *testing.B) dialFunc {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), benchServer+"=1")
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		cmd.Wait()
	})
	port, err := bufio.NewReader(out).ReadString('\n')
	if port = strings.TrimSpace(port); err != nil || strings.HasPrefix(port, "error") {
		b.Skipf("no server: %s %v", port, err)
	}
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		var i int
		if _, err := fmt.Sscanf(addr, "www.host-%d.example:80", &i); err != nil {
			return nil, err
		}
		return new(net.Dialer).DialContext(ctx, network, fmt.Sprintf("127.79.0.%d:%s", i+1, port))
	}
}

// cpu is the time that this process has worked.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// bare visits n addresses with net/http alone, reading the bodies.
func bare(b *testing.B, dial dialFunc, n int) {
	c := http.Client{Transport: &http.Transport{DialContext: dial, MaxIdleConns: 1024, MaxIdleConnsPerHost: 2, DisableCompression: true}}
	defer c.CloseIdleConnections()
	next := make(chan int)
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			for i := range next {
				resp, err := c.Get(benchAddress(i))
				if err != nil {
					b.Error(err)
					continue
				}
				body, err := io.ReadAll(resp.Body)
				if resp.Body.Close(); err != nil || len(body) != len(benchPage) {
					b.Error(err, len(body))
				}
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}

// checks visits n addresses as a run does, without pauses. Pages that are known
// are not read again.
func checks(b *testing.B, dial dialFunc, n int, known bool, title string) {
	digest := snapshot.Sum(benchPage)
	prior := &verdict.Prior{Digest: digest, Page: page.Parse(benchPage, "text/html", benchAddress(0))}
	if title == "" { // next to nothing to judge
		prior.Page = &page.Page{Kind: page.HTML, Words: 500, MainWords: 500}
	}
	claims := []cite.Claim{{Title: title}}
	c, err := New(Options{
		Delay: -1, Dial: dial, IgnoreRobots: true,
		Load: func(_ context.Context, j Job) (Task, error) {
			t := Task{Job: j, Claims: claims}
			if known {
				t.Digest, t.Prior = digest, prior
			}
			return t, nil
		},
		Settle: func(_ context.Context, r *Result) error {
			if r.Judgements[0].Verdict != verdict.OK || (r.Resource == nil) != known {
				return errors.New(describe(r))
			}
			return nil
		},
	})
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	if _, err := c.Run(b.Context(), func(yield func(Job) bool) {
		for i := range n {
			if !yield(Job{ID: uint64(i), URL: benchAddress(i)}) {
				return
			}
		}
	}); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkCheck compares the processor time of a check with that of net/http
// alone, taken in turns: of pages that did not change, of which there is little
// to judge ("unread") and all that a first snapshot tells ("judged"), and of
// pages read for the first time. To hold: unread/bare at most 1.5.
func BenchmarkCheck(b *testing.B) {
	const batch = 2000
	dial := benchWeb(b)
	bare(b, dial, batch) // until all is warm
	kinds := []struct {
		name string
		run  func()
	}{
		{"bare", func() { bare(b, dial, batch) }},
		{"unread", func() { checks(b, dial, batch, true, "") }},
		{"judged", func() { checks(b, dial, batch, true, rivers) }},
		{"parsed", func() { checks(b, dial, batch, false, rivers) }},
	}
	times := make([]time.Duration, len(kinds))
	for b.Loop() {
		for i, k := range kinds {
			before := cpu()
			k.run()
			times[i] += cpu() - before
		}
	}
	b.ReportMetric(0, "ns/op")
	for i, k := range kinds {
		b.ReportMetric(float64(times[i].Microseconds())/float64(b.N*batch), "µs/"+k.name)
		if i > 0 {
			b.ReportMetric(float64(times[i])/float64(times[0]), k.name+"/bare")
		}
	}
}

// BenchmarkMakespan tells how near a run comes to the time that politeness
// needs at least, on a busy machine. To hold: at most 1.15.
func BenchmarkMakespan(b *testing.B) {
	const gap, latency, workers, each, hosts = 100 * time.Millisecond, 50 * time.Millisecond, 64, 20, 100
	bound := (each-1)*gap + latency
	counts := make([]int, hosts)
	for i := range counts {
		counts[i] = each
	}
	for _, order := range []struct {
		name string
		jobs []Job
	}{{"grouped", load(counts)}, {"round-robin", roundRobin(counts)}} {
		b.Run(order.name, func(b *testing.B) {
			var took time.Duration
			for b.Loop() {
				began := time.Now()
				schedule(b.Context(), order.jobs, gap, latency, workers)
				took += time.Since(began)
			}
			b.ReportMetric(float64(took)/float64(b.N)/float64(bound), "makespan/bound")
		})
	}
}
