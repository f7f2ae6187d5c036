package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"apud/cmd/internal/report"
	"apud/store"
)

func (a *app) reportCommand() *cobra.Command {
	var out outputFlags
	var id uint64
	var explain string
	var rejudge bool
	cmd := &cobra.Command{
		Use:   "report",
		Short: "show the last run again, from the store",
		Long:  help("report"),
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			format, err := out.choose()
			if err != nil {
				return err
			}
			c, err := a.settings()
			if err != nil {
				return err
			}
			v, err := store.OpenView(c.Store)
			if err != nil {
				return err
			}
			defer v.Close()
			if explain != "" {
				return a.explain(v, explain)
			}
			if id == 0 {
				if id, err = lastRun(v); err != nil {
					return err
				}
			}
			if rejudge {
				return a.rejudge(v, id)
			}
			r, err := report.Build(v, id, a.now())
			if err != nil {
				return err
			}
			if err := a.write(r, format, out.changes); err != nil {
				return err
			}
			return failOn(c.FailOn, r.Summary)
		},
	}
	out.add(cmd)
	cmd.Flags().Uint64Var(&id, "run", 0, "`number` of the run, instead of the last")
	cmd.Flags().StringVar(&explain, "explain", "", "print what each rule saw at the last check of this `URL`")
	cmd.Flags().BoolVar(&rejudge, "rejudge", false, "judge the kept evidence again, and print what would change")
	return cmd
}

// lastRun is the newest run in the store.
func lastRun(v *store.View) (uint64, error) {
	runs, err := v.LastRuns(1)
	if err != nil {
		return 0, err
	}
	if len(runs) == 0 {
		return 0, fmt.Errorf("no run: %w", store.ErrNotFound)
	}
	return runs[0].ID, nil
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return &usageError{
			msg:  fmt.Sprintf("%s takes no argument, not %q", cmd.CommandPath(), args[0]),
			hint: fmt.Sprintf("'%s --help' shows an example", cmd.CommandPath()),
		}
	}
	return nil
}
