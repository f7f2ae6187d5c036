package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"apud/cmd/internal/config"
	"apud/cmd/internal/terminal"
	"apud/store"
)

// worksDays is how long a source is taken to work on a person's word: pages rot
// on, and nobody looks again at what is counted as working.
const worksDays = 90

func (a *app) markCommand() *cobra.Command {
	var until, note, by string
	cmd := &cobra.Command{
		Use:   "mark [URL [works|dead|ignore|clear]]",
		Short: "say how a source stands, over what checks find",
		Long:  help("mark"),
		Args:  markArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := a.settings()
			if err != nil {
				return err
			}
			if len(args) < 2 {
				return a.showMarks(c.Store, args)
			}
			m := store.Mark{As: args[1], Note: note, By: by}
			if !cmd.Flags().Changed("by") {
				m.By = a.user()
			}
			if m.Until, err = a.until(m.As, until); err != nil {
				return err
			}
			return a.mark(c, args[0], m)
		},
	}
	cmd.Flags().StringVar(&until, "until", "", "last `day` on which the mark holds, such as 2026-12-31")
	cmd.Flags().StringVar(&note, "note", "", "`text` that says why")
	cmd.Flags().StringVar(&by, "by", "", "`name` of who says so (default the system's user)")
	return cmd
}

// markArgs wants an address and a word, or nothing to say and to keep.
func markArgs(cmd *cobra.Command, args []string) error {
	const example = "example: apud mark https://example.org/report works --note \"opens in a browser\""
	switch {
	case len(args) > 2:
		return &usageError{msg: fmt.Sprintf("one address and one word are wanted, not %q", args), hint: example}
	case len(args) == 2:
		return markWord(args[1])
	}
	for _, name := range []string{"until", "note", "by"} {
		if cmd.Flags().Changed(name) {
			return &usageError{msg: "--" + name + " says something of a mark, and none is given", hint: example}
		}
	}
	return nil
}

// markWord complains of a word that is no mark.
func markWord(as string) error {
	words := store.MarkWords()
	if slices.Contains(words, as) {
		return nil
	}
	e := &usageError{msg: fmt.Sprintf("unknown mark %q", as), hint: "the marks are " + strings.Join(words, ", ")}
	if near := config.Nearest(as, words); near != "" {
		e.hint = fmt.Sprintf("did you mean %q?", near)
	}
	return e
}

// until is the last day of a mark; zero when it has no end.
func (a *app) until(as, day string) (time.Time, error) {
	today := a.now().UTC().Truncate(24 * time.Hour)
	switch {
	case day == "" && as == store.MarkWorks:
		return today.AddDate(0, 0, worksDays), nil
	case day == "":
		return time.Time{}, nil
	case as == store.MarkClear:
		return time.Time{}, &usageError{msg: "--until says how long a mark holds, and 'clear' takes it away", hint: "leave --until out"}
	}
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return t, &usageError{msg: fmt.Sprintf("--until: %q is no day", day), hint: "want one such as 2026-12-31"}
	}
	if t.Before(today) {
		return t, &usageError{msg: fmt.Sprintf("--until: %s is over", day), hint: "'apud mark URL clear' takes a mark away"}
	}
	return t, nil
}

// user is the name by which the system knows who is at work.
func (a *app) user() string {
	for _, name := range []string{"USER", "LOGNAME", "USERNAME"} {
		if v, ok := a.env(name); ok && v != "" {
			return v
		}
	}
	return ""
}

// mark keeps a mark. The address is looked up in the view, so that a wrong one
// is told without waiting, and no store is made by marking.
func (a *app) mark(c config.Config, url string, m store.Mark) (err error) {
	src, err := viewedSource(c.Store, url)
	if err != nil {
		return err
	}
	m.Source = src.ID
	s, err := store.Open(c.Store, store.Options{Now: a.now, Version: version(), Wait: c.Wait, Policy: c.Due})
	if err != nil {
		return &storeError{err}
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if m, err = s.PutMark(m); err != nil {
		return err
	}
	said := "marked " + m.String()
	if m.As == store.MarkClear {
		said = "not marked"
	}
	_, err = fmt.Fprintf(a.stdout, "%s\n  %s\n", terminal.Clean(src.URL), terminal.Clean(said))
	return err
}

func viewedSource(dir, url string) (store.Source, error) {
	v, err := store.OpenView(dir)
	if err != nil {
		return store.Source{}, err
	}
	defer v.Close()
	return knownSource(v, url)
}

// showMarks lists the marks that stand; with an address, all it ever had.
func (a *app) showMarks(dir string, args []string) error {
	v, err := store.OpenView(dir)
	if err != nil {
		return err
	}
	defer v.Close()
	if len(args) == 0 {
		all, err := v.Marks()
		if err != nil {
			return err
		}
		return a.listMarks(v, all)
	}
	src, err := knownSource(v, args[0])
	if err != nil {
		return err
	}
	all, err := v.MarksOf(src.ID)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		_, err = fmt.Fprintf(a.stdout, "%s\n  not marked\n", terminal.Clean(src.URL))
		return err
	}
	return a.listMarks(v, all)
}

// listMarks writes marks below the addresses of their sources.
func (a *app) listMarks(v *store.View, all []store.Mark) error {
	var b strings.Builder
	var last uint64
	for i, m := range all {
		if m.Source != last {
			src, err := v.Source(m.Source)
			if err != nil {
				return err
			}
			fmt.Fprintln(&b, terminal.Clean(src.URL))
			last = m.Source
		}
		// Of one source, only the newest can be in force.
		newest := i == 0 || all[i-1].Source != m.Source
		fmt.Fprintf(&b, "  %s %s", m.At.UTC().Format(time.DateOnly), terminal.Clean(m.String()))
		if m.By != "" {
			fmt.Fprintf(&b, " (%s)", terminal.Clean(m.By))
		}
		if newest && m.As != store.MarkClear && !m.Holds(a.now()) {
			b.WriteString(" – over")
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(a.stdout, cmp.Or(b.String(), "nothing is marked\n"))
	return err
}
