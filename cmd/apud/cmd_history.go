package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"apud/cmd/internal/terminal"
	"apud/store"
)

func (a *app) historyCommand() *cobra.Command {
	var cat string
	cmd := &cobra.Command{
		Use:   "history URL",
		Short: "show each check of a source over time, or its kept bytes",
		Long:  help("history"),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{msg: "one address is wanted", hint: "example: apud history https://example.org/report"}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := a.settings()
			if err != nil {
				return err
			}
			v, err := store.OpenView(c.Store)
			if err != nil {
				return err
			}
			defer v.Close()
			src, err := knownSource(v, args[0])
			if err != nil {
				return err
			}
			seen, err := v.Observations(src.ID)
			if err != nil {
				return err
			}
			if cat != "" {
				return a.cat(v, seen, cat)
			}
			return showHistory(a.stdout, src, seen)
		},
	}
	cmd.Flags().StringVar(&cat, "cat", "", "write the bytes kept at or before this `time` ('last', 2026-01-31, or RFC 3339)")
	return cmd
}

// showHistory writes one line a check, the newest first, with its hops below.
func showHistory(w io.Writer, src store.Source, seen []store.Observation) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\nfirst cited %s, %s\n", terminal.Clean(src.URL), src.FirstSeen.UTC().Format(time.DateOnly), terminal.Count(len(seen), "check"))
	for _, o := range seen {
		fmt.Fprintf(&b, "\n%s  run %d  %s", o.Evidence.Time.UTC().Format(time.RFC3339), o.Run, o.Status.State)
		if s := o.Evidence.Status(); s != 0 {
			fmt.Fprintf(&b, "  HTTP %d", s)
		}
		b.WriteByte('\n')
		for _, c := range o.Claims {
			fmt.Fprintf(&b, "  %s (%s, %.0f %%)", c.Verdict, c.Class, 100*c.Confidence)
			if c.Claim.Title != "" {
				fmt.Fprintf(&b, " for “%s”", terminal.Clean(c.Claim.Title))
			}
			b.WriteByte('\n')
			for _, r := range c.Reasons {
				fmt.Fprintf(&b, "    %s\n", terminal.Clean(r.Text))
			}
		}
		for _, h := range o.Evidence.Hops {
			fmt.Fprintf(&b, "  → %d %s\n", h.Status, terminal.Clean(h.URL))
		}
		if f := o.Evidence.Fault; f != nil {
			fmt.Fprintf(&b, "  fault %s: %s\n", f.Class, terminal.Clean(f.Text))
		}
		if !o.Snapshot.IsZero() {
			kept := "kept"
			if o.Evidence.Body.Unchanged {
				kept = "unchanged"
			}
			fmt.Fprintf(&b, "  %s %s\n", kept, o.Snapshot)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cat writes the bytes kept by the newest of seen that is not after when.
func (a *app) cat(v *store.View, seen []store.Observation, when string) error {
	var until time.Time
	if when != "last" {
		t, err := parseTime(when)
		if err != nil {
			return err
		}
		until = t
	}
	for _, o := range seen {
		if o.Snapshot.IsZero() || !until.IsZero() && o.Evidence.Time.After(until) {
			continue
		}
		body, err := v.Body(o.Snapshot)
		if err != nil {
			return err
		}
		_, err = a.stdout.Write(body)
		return err
	}
	return &usageError{msg: "nothing was kept by then", hint: "'apud history URL' shows what is kept, and since when"}
}

// parseTime reads a day, which counts to its end, or a moment.
func parseTime(s string) (time.Time, error) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t.AddDate(0, 0, 1).Add(-time.Nanosecond), nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return t, &usageError{msg: fmt.Sprintf("%q is no time", s), hint: "want 'last', 2026-01-31 or 2026-01-31T04:00:00Z"}
	}
	return t, nil
}
