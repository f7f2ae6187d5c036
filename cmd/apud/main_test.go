package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"apud/crawler/crawltest"
	"apud/store"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"real-apud": func() {
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			defer stop()
			os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		},
	})
}

// TestScripts runs the scripts of testdata/script. Besides testscript's own
// they have these commands:
//
//	web FILE              serves a site; the crawler of 'apud' lives in it
//	epoch N               lets time pass there
//	day 2026-03-02        sets the clock; it starts on 1 March 2026
//	[!] apud ARGS…        runs apud in this process; ! wants a failure
//	code N                the exit code of the last apud
//	requests N PATTERN    that so many requests for host and path matched since the last epoch
//	make KIND FILE        writes a large document: text, line, links, binary
//	locked DIR            holds the store in DIR for the rest of the script
//
// 'exec real-apud. runs the real program in a process of its own.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join(root, "cmd", "apud", "testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("DOCUMENTS", filepath.Join(root, "testdata", "documents"))
			e.Setenv("SITES", filepath.Join(root, "testdata", "sites"))
			e.Values[stageKey{}] = &stage{now: time.Date(2026, 3, 1, 4, 0, 0, 0, time.UTC)}
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"web": cmdWeb, "epoch": cmdEpoch, "day": cmdDay, "apud": cmdApud, "code": cmdCode,
			"requests": cmdRequests, "make": cmdMake, "locked": cmdLocked,
		},
	})
}

// stage is what a script has set up.
type stage struct {
	web  *crawltest.Web
	now  time.Time
	code int
	seen int // requests before the epoch at hand
}

type stageKey struct{}

func stageOf(ts *testscript.TestScript) *stage { return ts.Value(stageKey{}).(*stage) }

func cmdWeb(ts *testscript.TestScript, _ bool, args []string) {
	site, err := crawltest.Parse(args[0], []byte(ts.ReadFile(args[0])))
	ts.Check(err)
	web, err := site.Serve()
	ts.Check(err)
	ts.Defer(func() { web.Close() })
	stageOf(ts).web = web
}

func cmdEpoch(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	s := stageOf(ts)
	s.web.SetEpoch(n)
	s.seen = len(s.web.Log())
}

func cmdDay(ts *testscript.TestScript, _ bool, args []string) {
	t, err := time.Parse(time.DateOnly, args[0])
	ts.Check(err)
	stageOf(ts).now = t.Add(4 * time.Hour)
}

// folder is held while apud runs in the script's folder: there is one working
// folder a process.
var folder sync.Mutex

func cmdApud(ts *testscript.TestScript, neg bool, args []string) {
	s := stageOf(ts)
	folder.Lock()
	defer folder.Unlock()
	back, err := os.Getwd()
	ts.Check(err)
	ts.Check(os.Chdir(ts.MkAbs(".")))
	defer os.Chdir(back)
	a := &app{
		stdin: strings.NewReader(ts.Getenv("STDIN")), stdout: ts.Stdout(), stderr: ts.Stderr(),
		env: func(name string) (string, bool) { v := ts.Getenv(name); return v, v != "" },
		now: ticking(s.now),
	}
	if s.web != nil {
		a.web = within(s.web)
		args = append(args, "--delay", "1ms")
	}
	s.code = a.run(context.Background(), args)
	if neg != (s.code != 0) {
		ts.Fatalf("apud %v: exit code %d", args, s.code)
	}
}

func cmdCode(ts *testscript.TestScript, neg bool, args []string) {
	if got := strconv.Itoa(stageOf(ts).code); neg == (got == args[0]) {
		ts.Fatalf("exit code %s", got)
	}
}

func cmdRequests(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	re, err := regexp.Compile(args[1])
	ts.Check(err)
	s := stageOf(ts)
	var got []string
	for _, r := range s.web.Log()[s.seen:] {
		line := fmt.Sprintf("%s %s%s", r.Method, r.Host, r.Path)
		if r.Header.Get("If-None-Match") != "" || r.Header.Get("If-Modified-Since") != "" {
			line += " conditional"
		}
		if re.MatchString(line) {
			got = append(got, line)
		}
	}
	if len(got) != want {
		ts.Fatalf("%d requests match %s, want %d:\n%s", len(got), re, want, strings.Join(got, "\n"))
	}
}

// makers write documents too large for a script.
var makers = map[string]func(*bytes.Buffer){
	"text": func(b *bytes.Buffer) {
		for b.Len() < 50<<20 {
			b.WriteString("The harbour board met again and decided nothing, as it had in the year before.\n\n")
		}
		b.WriteString("It sat late.[1]\n\n[1] Jane Roe, “The Last Sitting,” The Courier (Oct. 9, 2020), http://example.org/last-sitting.\n")
	},
	"line": func(b *bytes.Buffer) {
		b.WriteString(strings.Repeat("word ", 2<<20))
		b.WriteString("http://example.org/in-a-long-line\n")
	},
	"links": func(b *bytes.Buffer) {
		for i := range 100_000 {
			fmt.Fprintf(b, "- http://example.org/page/%d\n", i)
		}
	},
	"binary": func(b *bytes.Buffer) {
		for i := range 4096 {
			b.Write([]byte{0x7f, 0, byte(i), 0xff, byte(i >> 4), 1})
		}
	},
}

func cmdMake(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	makers[args[0]](&b)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o600))
}

func cmdLocked(ts *testscript.TestScript, _ bool, args []string) {
	s, err := store.Open(ts.MkAbs(args[0]), store.Options{Version: "another"})
	ts.Check(err)
	ts.Defer(func() { s.Close() })
}
