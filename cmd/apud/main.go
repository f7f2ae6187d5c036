// Command apud keeps the citations of documents alive: it reads their notes,
// visits each source, keeps what it saw, and says what broke.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"apud/cmd/internal/terminal"
	"apud/crawler"
)

func main() {
	log.SetOutput(io.Discard) // net/http logs there what servers send unasked
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the whole program: results go to stdout, all else to stderr.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a := &app{stdin: stdin, stdout: stdout, stderr: stderr, env: os.LookupEnv, now: time.Now}
	return a.run(ctx, args)
}

// run carries out a command line and gives its exit code.
func (a *app) run(ctx context.Context, args []string) int {
	cmd := a.root()
	cmd.SetArgs(args)
	err := cmd.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	code, hint := diagnose(err)
	if quiet := (*findings)(nil); !errors.As(err, &quiet) {
		a.complain(err, hint)
	}
	return code
}

// app is what all commands share.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	env            func(string) (string, bool)
	now            func() time.Time
	quiet          bool                   // says nothing that a person need not know
	web            func(*crawler.Options) // when not nil, adapts the crawler to a web of its own
	configFile     string
	given          map[string]string // flags of settings as given
}

// complain prints an error and its hint, a line each.
func (a *app) complain(err error, hint string) {
	fmt.Fprintf(a.stderr, "apud: error: %s\n", terminal.Clean(err.Error()))
	if hint != "" {
		fmt.Fprintf(a.stderr, "apud: hint: %s\n", terminal.Clean(hint))
	}
}

// warn prints something that a person should know, without ending anything.
func (a *app) warn(format string, args ...any) {
	if a.quiet {
		return
	}
	fmt.Fprintf(a.stderr, "apud: %s\n", terminal.Clean(fmt.Sprintf(format, args...)))
}
