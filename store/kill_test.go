package store

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"apud/crawler/snapshot"
)

// killEnv makes the test binary a writer that is to be killed.
const killEnv = "APUD_STORE_TEST_WRITER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killEnv); dir != "" {
		if err := writeUntilKilled(dir); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// killSources is how many sources the writer has to settle in each run.
const killSources = 200

func killURLs() []string {
	var urls []string
	for i := range killSources {
		urls = append(urls, fmt.Sprintf("https://a.example/%d", i))
	}
	return urls
}

// killBody is the body of a source in a run; it differs a little from run to run.
func killBody(source, run uint64) string {
	return article(int(source), 5+int(source%20)) + fmt.Sprintf("<!-- %d -->", run)
}

// writeUntilKilled settles run after run, and says on standard output what was
// acknowledged.
func writeUntilKilled(dir string) error {
	s, err := Open(dir, Options{GroupIdle: time.Millisecond, SegmentSize: 256 << 10, Publish: 5 * time.Millisecond})
	if err != nil {
		return err
	}
	d, _, err := s.PutDocument(cited("d", killURLs()...), snapshot.Digest{})
	if err != nil {
		return err
	}
	for {
		run, _, err := s.StartRun([]uint64{d.ID})
		if err != nil {
			return err
		}
		jobs := make(chan Pending)
		errs := make(chan error, 8)
		for range 8 {
			go func() {
				var err error
				for p := range jobs {
					if err != nil {
						continue
					}
					if _, err = s.Settle(visited(p, run.ID, day.Add(time.Duration(run.ID)*time.Hour), killBody(p.ID, run.ID))); err == nil {
						fmt.Printf("settled %d %d\n", p.ID, run.ID)
					}
				}
				errs <- err
			}()
		}
		for p, err := range s.Pending(run.ID, day, true) {
			if err != nil {
				return err
			}
			jobs <- p
		}
		close(jobs)
		for range 8 {
			if err := <-errs; err != nil {
				return err
			}
		}
		if _, err := s.EndRun(run.ID, "done"); err != nil {
			return err
		}
		fmt.Printf("ended %d\n", run.ID)
	}
}

func TestKilledAtAnyMoment(t *testing.T) {
	kills := 20
	if n, err := strconv.Atoi(os.Getenv("APUD_STORE_TEST_KILLS")); err == nil {
		kills = n
	}
	dir := newDir(t)
	settled := map[[2]uint64]bool{}
	ended := map[uint64]bool{}
	for i := range kills {
		acknowledged(t, dir, time.Duration(rand.Int64N(int64(300*time.Millisecond))), settled, ended)
		if t.Failed() {
			t.Fatalf("at kill %d", i)
		}
		v, err := Verify(t.Context(), dir)
		if err != nil && len(settled) > 0 {
			t.Fatalf("Verify after kill %d = %v", i, err)
		}
		if v != nil && len(v.Findings) > 0 && len(settled) > 0 {
			t.Fatalf("after kill %d: %v", i, v.Findings)
		}
	}
	s := open(t, dir, Options{})
	for k := range settled {
		all, err := s.Observations(k[0])
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, o := range all {
			found = found || o.Run == k[1] && o.Snapshot == snapshot.Sum([]byte(killBody(k[0], k[1])))
		}
		if !found {
			t.Errorf("source %d was settled in run %d and is not there", k[0], k[1])
		}
	}
	for id := range ended {
		if r, err := s.RunByID(id); err != nil || r.State != "done" || r.Settled != killSources {
			t.Errorf("run %d ended and is %+v, %v", id, r, err)
		}
	}
	closing(t, s)
	v := sound(t, dir)
	t.Logf("%d kills: %d acknowledged, %d kept, %d runs ended", kills, len(settled), v.Observations, len(ended))
}

// acknowledged runs a writer, kills it after a while and gathers what it said.
func acknowledged(t *testing.T, dir string, after time.Duration, settled map[[2]uint64]bool, ended map[uint64]bool) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killEnv+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		word, rest, _ := strings.Cut(lines.Text(), " ")
		var source, run uint64
		switch word {
		case "settled":
			if n, _ := fmt.Sscan(rest, &source, &run); n == 2 {
				settled[[2]uint64{source, run}] = true
			}
		case "ended":
			if n, _ := fmt.Sscan(rest, &run); n == 1 {
				ended[run] = true
			}
		case "error":
			t.Errorf("the writer ended: %s", rest)
		}
	}
	_ = cmd.Wait() // killed
}
