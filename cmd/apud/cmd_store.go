package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"apud/store"
)

func (a *app) storeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "store",
		Short: "look after the store",
		Long:  help("store"),
		Args:  noCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.storeVerifyCommand())
	return cmd
}

func (a *app) storeVerifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "check every structure, digest and reference of the store",
		Long:  help("store-verify"),
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := a.settings()
			if err != nil {
				return err
			}
			r, err := store.Verify(cmd.Context(), c.Store)
			if err != nil {
				return err
			}
			for _, f := range r.Findings {
				fmt.Fprintln(a.stdout, f)
			}
			fmt.Fprintf(a.stdout, "%d sources, %d checks, %d blobs (%d bytes) verified\n", r.Sources, r.Observations, r.Blobs, r.Bytes)
			if n := len(r.Findings); n > 0 {
				return fmt.Errorf("%s: %d findings: %w", c.Store, n, store.ErrDamaged)
			}
			return nil
		},
	}
}
