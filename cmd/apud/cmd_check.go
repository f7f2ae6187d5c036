package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"apud/cmd/internal/check"
	"apud/cmd/internal/config"
	"apud/cmd/internal/intake"
	"apud/cmd/internal/report"
	"apud/crawler"
	"apud/crawler/doc"
	"apud/crawler/doc/all"
	"apud/store"
)

// outputFlags are the flags of commands that write a report.
type outputFlags struct {
	format  string
	json    bool
	changes bool
}

func (o *outputFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.format, "format", "text", "`form` of the report: "+reportForms())
	cmd.Flags().BoolVar(&o.json, "json", false, "the same as --format json")
	cmd.Flags().BoolVar(&o.changes, "changes", false, "only what changed since the run before")
}

// reportForms lists the formats: "text, json or markdown".
func reportForms() string {
	var names []string
	for _, f := range report.Formats() {
		names = append(names, f.Name())
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

func (o *outputFlags) choose() (report.Format, error) {
	name := o.format
	if o.json {
		name = "json"
	}
	var names []string
	for _, f := range report.Formats() {
		if f.Name() == name {
			return f, nil
		}
		names = append(names, f.Name())
	}
	e := &usageError{msg: fmt.Sprintf("unknown report format %q", name), hint: fmt.Sprintf("the formats are %v", names)}
	if near := config.Nearest(name, names); near != "" {
		e.hint = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, e
}

func (a *app) checkCommand() *cobra.Command {
	var out outputFlags
	var input string
	var due, cron bool
	cmd := &cobra.Command{
		Use:   "check DOC…",
		Short: "read documents, visit their sources, keep and report what was found",
		Long:  help("check"),
		Args:  someDocs,
		RunE: func(cmd *cobra.Command, args []string) error {
			format, err := out.choose()
			if err != nil {
				return err
			}
			c, err := a.settings()
			if err != nil {
				return err
			}
			if _, given := a.given["fail-on"]; cron && !given {
				c.FailOn = "never"
			}
			a.quiet = cron
			return a.check(cmd.Context(), c, checkArgs{
				docs: args, input: input, due: due || cron, format: format, changes: out.changes || cron,
			})
		},
	}
	out.add(cmd)
	cmd.Flags().StringVar(&input, "input-format", "", "`format` of the documents, instead of telling it by content")
	cmd.Flags().BoolVar(&cron, "cron", false, "visit what is due, print what changed, and not a byte when nothing did")
	cmd.Flags().BoolVar(&due, "due", false, "visit only the sources that are due by their history")
	return cmd
}

type checkArgs struct {
	docs    []string
	input   string
	due     bool
	changes bool
	format  report.Format
}

// check reads documents into the store, visits what they cite, and reports.
func (a *app) check(ctx context.Context, c config.Config, args checkArgs) (err error) {
	s, err := store.Open(c.Store, store.Options{Now: a.now, Version: version(), Wait: c.Wait, Policy: c.Due})
	if err != nil {
		return &storeError{err}
	}
	defer func() {
		if closeErr := s.Close(); err == nil || isFindings(err) {
			if closeErr != nil {
				err = closeErr
			}
		}
	}()
	options := a.crawl(c)
	documents, failed, err := a.readInto(ctx, s, options, args)
	if err != nil {
		return err
	}
	unread := a.unread(failed, len(documents))
	if len(documents) == 0 {
		return unread
	}
	bar := a.progress()
	if !a.quiet {
		options.Progress = bar.show
	}
	run, sum, err := check.Run(ctx, s, check.Plan{
		Documents: documents, DueOnly: args.due, Now: a.now,
		Resumed: func(r store.Run) {
			a.warn("going on with run %d, begun %s", r.ID, r.Start.UTC().Format(time.RFC3339))
		},
	}, options)
	bar.done()
	if err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	rep, buildErr := report.Build(s, run.ID, a.now())
	if buildErr != nil {
		return buildErr
	}
	if !a.quiet || len(rep.Changes) > 0 {
		if writeErr := a.write(rep, args.format, args.changes); writeErr != nil {
			return writeErr
		}
	}
	switch {
	case err != nil:
		return err
	case unread != nil:
		return unread
	case sum.Postponed > 0:
		a.warn("time is up: %d sources are left for the next run", sum.Postponed)
	}
	return failOn(c.FailOn, rep.Summary)
}

func isFindings(err error) bool {
	var f *findings
	return errors.As(err, &f)
}

// failOn turns findings into an exit code, as asked.
func failOn(mode string, s report.Summary) error {
	if mode == "broken" && s.Broken > 0 || mode == "dead" && s.Dead > 0 {
		return &findings{}
	}
	return nil
}

// readInto reads the documents into the store. The error is that of the store
// or of ctx; documents that could not be read are in failed.
func (a *app) readInto(ctx context.Context, s *store.Store, o crawler.Options, args checkArgs) (ids []uint64, failed []error, err error) {
	r := &intake.Reader{Formats: all.Formats(), Format: args.input, Stdin: a.stdin, Fetch: fetcher(o)}
	for d := range r.Read(ctx, args.docs) {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		if d.Err != nil {
			failed = append(failed, named(d))
			continue
		}
		kept, _, err := s.PutDocument(d.Cited, d.Digest)
		if err != nil {
			return nil, nil, err
		}
		ids = append(ids, kept.ID)
	}
	return ids, failed, nil
}

// named puts the document's name before its error, unless it is there already.
func named(d intake.Document) error {
	var nothing *intake.NothingError
	var path *fs.PathError
	if errors.As(d.Err, &nothing) || errors.As(d.Err, &path) {
		return d.Err
	}
	return fmt.Errorf("%s: %w", d.Name, d.Err)
}

// unread tells of the documents that could not be read, and is the error that
// the command ends with: nil when all were.
func (a *app) unread(failed []error, read int) error {
	if len(failed) == 0 {
		return nil
	}
	if read == 0 && len(failed) == 1 {
		return failed[0]
	}
	for _, err := range failed {
		_, hint := diagnose(err)
		a.complain(err, hint)
	}
	return &incomplete{msg: fmt.Sprintf("%d of %d documents could not be read", len(failed), len(failed)+read)}
}

// crawl is how the settings say to visit.
func (a *app) crawl(c config.Config) crawler.Options {
	o := crawler.Options{
		Workers: c.Workers, Delay: gap(c.Delay), Contact: c.Contact, Version: version(),
		AllowPrivate: c.AllowPrivate, Allow: c.Allow, IgnoreRobots: !c.Robots, MaxTime: c.MaxTime,
		Proxy: c.Proxy, Roots: c.Roots, Hosts: c.Hosts,
		Now: a.now,
	}
	if a.web != nil {
		a.web(&o)
	}
	return o
}

// gap is a delay as the crawler takes it: none, where none is asked for.
func gap(d time.Duration) time.Duration {
	if d == 0 {
		return -1
	}
	return d
}

// fetcher brings documents from the web by the same crawler that visits sources.
func fetcher(o crawler.Options) func(context.Context, string) (*doc.Input, error) {
	return func(ctx context.Context, url string) (*doc.Input, error) {
		var got *crawler.Result
		o := o
		o.Load = func(_ context.Context, j crawler.Job) (crawler.Task, error) { return crawler.Task{Job: j}, nil }
		o.Settle = func(_ context.Context, r *crawler.Result) error { got = r; return nil }
		c, err := crawler.New(o)
		if err != nil {
			return nil, err
		}
		defer c.Close()
		one := func(yield func(crawler.Job) bool) { yield(crawler.Job{ID: 1, URL: url}) }
		if _, err := c.Run(ctx, one); err != nil {
			return nil, err
		}
		if got == nil || got.Resource == nil || got.Evidence.Status() >= 300 {
			why := "no answer"
			if got != nil && len(got.Judgements) > 0 && len(got.Judgements[0].Reasons) > 0 {
				why = string(got.Judgements[0].Verdict) + ": " + got.Judgements[0].Reasons[0].Text
			}
			return nil, fmt.Errorf("fetch the document: %s", why)
		}
		return &doc.Input{
			Name: url, Data: got.Resource.Body,
			MediaType: got.Resource.Header.Get("Content-Type"), BaseURL: got.Evidence.FinalURL(),
		}, nil
	}
}
