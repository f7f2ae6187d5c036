package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"apud/crawler/crawltest"
	"apud/store"
)

// TestKilledRunsGoOn kills the real program with -9 at random moments of one
// large run and continues it with the same command, until it ends by itself.
func TestKilledRunsGoOn(t *testing.T) {
	hosts, pages, kills := 200, 10_000, 12
	if testing.Short() {
		hosts, pages, kills = 20, 1_000, 4
	}
	web, dir := volume(t, hosts, pages)
	check := func() (*exec.Cmd, *bytes.Buffer) {
		cmd := exec.Command("real-apud", "check", "--json", "--allow-private", "--delay", "2ms", "list.txt")
		var out bytes.Buffer
		cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &out
		return cmd, &out
	}
	killed := 0
	for killed < kills {
		cmd, _ := check()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		select {
		case <-time.After(time.Duration(100+rand.IntN(900)) * time.Millisecond):
			cmd.Process.Kill()
			<-ended
			killed++
			continue
		case <-ended:
		}
		break
	}
	cmd, out := check()
	if err := cmd.Run(); err != nil {
		t.Fatalf("the last run: %v\n%s", err, tail(out.Bytes()))
	}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		t.Logf("killed %d times; peak memory of the last process %d MB", killed, usage.Maxrss>>10)
		if usage.Maxrss>>10 > 200 {
			t.Errorf("peak memory is %d MB, want at most 200", usage.Maxrss>>10)
		}
	}
	report, err := store.Verify(t.Context(), filepath.Join(dir, ".apud"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		t.Errorf("verify: %v", f)
	}
	v, err := store.OpenView(filepath.Join(dir, ".apud"))
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	runs, err := v.LastRuns(kills + 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(runs) == 0 || runs[0].State != "done" {
		t.Fatalf("runs = %+v, want the last one done", runs)
	}
	for i := range web.Len() {
		src, err := v.SourceByURL(web.URL(i))
		if err != nil {
			t.Fatalf("%s: %v", web.URL(i), err)
		}
		seen, err := v.Observations(src.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(seen) < 1 || len(seen) > len(runs) {
			t.Fatalf("%s has %d checks in %d runs", web.URL(i), len(seen), len(runs))
		}
		inRun := map[uint64]int{}
		for _, o := range seen {
			if inRun[o.Run]++; inRun[o.Run] > 1 {
				t.Errorf("%s was settled %d times in run %d", web.URL(i), inRun[o.Run], o.Run)
			}
		}
	}
	var sum struct {
		Type                     string
		Working, Broken, Sources int
	}
	last := bytes.TrimSpace(out.Bytes())
	if err := json.Unmarshal(last[bytes.LastIndexByte(last, '\n')+1:], &sum); err != nil {
		t.Fatalf("the summary: %v\n%s", err, tail(last))
	}
	if sum.Type != "summary" || sum.Working != pages || sum.Broken != 0 || sum.Sources != pages {
		t.Errorf("summary = %+v, want %d sources, all working", sum, pages)
	}
}

// TestInterruptedRunKeepsWhatCame ends a run as Ctrl-C does.
func TestInterruptedRunKeepsWhatCame(t *testing.T) {
	web, dir := volume(t, 4, 4_000)
	cmd := exec.Command("real-apud", "check", "--allow-private", "--delay", "20ms", "list.txt")
	var stderr bytes.Buffer
	cmd.Dir, cmd.Stderr = dir, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for begun := 0; begun < 40; time.Sleep(10 * time.Millisecond) {
		begun = 0
		for i := range web.Len() {
			begun += web.Requests(i)
		}
	}
	cmd.Process.Signal(os.Interrupt)
	err := cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitInterrupted {
		t.Errorf("exit code %d (%v), want %d\n%s", code, err, exitInterrupted, stderr.Bytes())
	}
	v, err := store.OpenView(filepath.Join(dir, ".apud"))
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	runs, err := v.LastRuns(1)
	if err != nil {
		t.Fatal(err)
	}
	if len(runs) != 1 || runs[0].State != "interrupted" || runs[0].Settled == 0 {
		t.Errorf("runs = %+v, want one that was interrupted, with something settled", runs)
	}
}

// volume serves a web of many hosts and lists its pages in list.txt of a folder.
func volume(t *testing.T, hosts, pages int) (web *crawltest.Volume, dir string) {
	t.Helper()
	web, err := crawltest.NewVolume(hosts, pages)
	if err != nil {
		t.Skip("no web of many hosts here:", err)
	}
	t.Cleanup(func() { web.Close() })
	dir = t.TempDir()
	var list bytes.Buffer
	for i := range web.Len() {
		fmt.Fprintln(&list, web.URL(i))
	}
	if err := os.WriteFile(filepath.Join(dir, "list.txt"), list.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return web, dir
}

// tail is the end of a long output.
func tail(b []byte) []byte { return b[max(0, len(b)-2000):] }
