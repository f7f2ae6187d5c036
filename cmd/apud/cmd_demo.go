package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"apud/cmd/internal/report"
	"apud/crawler"
	"apud/crawler/crawltest"
)

// demoFiles are the demo's letter and its web.
//
//go:embed demo
var demoFiles embed.FS

// demoDays are the days on which the demo's two runs take place.
var demoDays = []time.Time{
	time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC),
	time.Date(2026, 9, 7, 4, 0, 0, 0, time.UTC),
}

func (a *app) demoCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "the whole story on a built-in web, offline",
		Long:  help("demo"),
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, ok := a.given["store"]
			if !ok {
				var err error
				if dir, err = os.MkdirTemp("", "apud-demo-"); err != nil {
					return err
				}
			}
			return a.demo(cmd.Context(), dir)
		},
	}
}

// demo checks the demo's letter twice, half a year apart, while its web ages.
func (a *app) demo(ctx context.Context, dir string) error {
	site, err := crawltest.Load(demoFiles, "demo/site.txtar")
	if err != nil {
		return err
	}
	web, err := site.Serve()
	if err != nil {
		return fmt.Errorf("serve the demo's web on loopback: %w", err)
	}
	defer web.Close()
	letter := filepath.Join(dir, "letter.txt")
	text, err := demoFiles.ReadFile("demo/letter.txt")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(letter, text, 0o600); err != nil {
		return err
	}
	c, err := a.settings()
	if err != nil {
		return err
	}
	c.Store = filepath.Join(dir, "store")
	c.Delay = 10 * time.Millisecond
	for epoch, day := range demoDays {
		web.SetEpoch(epoch + 1)
		fmt.Fprintf(a.stdout, "── %s: apud check letter.txt\n\n", day.Format("2 January 2006"))
		b := *a
		b.now = ticking(day)
		b.web = within(web)
		err := b.check(ctx, c, checkArgs{docs: []string{letter}, format: report.Text{}})
		if err != nil && !errors.As(err, new(*findings)) {
			return err
		}
		fmt.Fprintln(a.stdout)
	}
	_, err = fmt.Fprintf(a.stdout, `── The store is kept. Look at it:

  apud report  --store %[1]s --changes
  apud report  --store %[1]s --format markdown
  apud extract %[2]s
  apud store verify --store %[1]s
`, c.Store, letter)
	return err
}

// within keeps a crawler inside a web of its own.
func within(web *crawltest.Web) func(*crawler.Options) {
	return func(o *crawler.Options) {
		o.AllowPrivate = true
		o.Resolve, o.Dial = web.Resolve, web.DialContext
	}
}

// ticking is a clock that starts at t and runs as the real one does.
func ticking(t time.Time) func() time.Time {
	start := time.Now()
	return func() time.Time { return t.Add(time.Since(start)) }
}
