package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"apud/cmd/internal/extract"
	"apud/cmd/internal/intake"
	"apud/crawler/cite"
	"apud/crawler/doc/all"
)

func (a *app) extractCommand() *cobra.Command {
	var format string
	var json bool
	cmd := &cobra.Command{
		Use:   "extract DOC…",
		Short: "show what documents cite, without visiting anything",
		Long:  help("extract"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if format == "list" {
				return a.listFormats()
			}
			if err := someDocs(cmd, args); err != nil {
				return err
			}
			c, err := a.settings()
			if err != nil {
				return err
			}
			var out interface {
				Document(*cite.Document) error
				Error(name string, err error) error
			} = extract.NewText(a.stdout)
			if json {
				out = extract.NewJSON(a.stdout)
			}
			r := &intake.Reader{Formats: all.Formats(), Format: format, Stdin: a.stdin, Fetch: fetcher(a.crawl(c))}
			read := 0
			var failed []error
			for d := range r.Read(cmd.Context(), args) {
				if err := cmd.Context().Err(); err != nil {
					return err
				}
				if d.Err != nil {
					failed = append(failed, named(d))
					err = out.Error(d.Name, d.Err)
				} else {
					read++
					err = out.Document(d.Cited)
				}
				if err != nil {
					return err
				}
			}
			return a.unread(failed, read)
		},
	}
	cmd.Flags().StringVar(&format, "format", "", "`format` of the documents, instead of telling it by content; 'list' lists them")
	cmd.Flags().BoolVar(&json, "json", false, "one JSON object a document")
	return cmd
}

// listFormats lists the formats that can be read, with what each yields.
func (a *app) listFormats() error {
	w := tabwriter.NewWriter(a.stdout, 0, 0, 2, ' ', 0)
	for _, f := range all.Formats() {
		i := f.Info()
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", i.Name, i.Title, strings.Join(i.Extensions, " "), i.Yields)
	}
	return w.Flush()
}
