package main

import (
	"cmp"
	"embed"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"apud/cmd/internal/config"
)

//go:embed help
var helpTexts embed.FS

// help is the long help text of a command; it ends with an example and the
// command's exit codes.
func help(name string) string {
	text, err := helpTexts.ReadFile("help/" + name + ".txt")
	if err != nil {
		panic(err) // the text is part of the program
	}
	return strings.TrimSpace(string(text))
}

// root is the command line.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "apud",
		Short:         "keeps the citations of documents alive",
		Long:          help("apud"),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetFlagErrorFunc(flagError)
	root.CompletionOptions.HiddenDefaultCmd = false
	root.PersistentFlags().StringVar(&a.configFile, "config", "", "`file` with settings (default apud.toml, if there is one)")
	a.given = map[string]string{}
	for _, s := range config.Settings() {
		f := root.PersistentFlags().VarPF(&settingFlag{a.given, s}, s.Flag(), "", s.Help+" ("+s.Env()+")")
		if s.Bool {
			f.NoOptDefVal = "true"
		}
		f.Hidden = s.Rare
	}
	for _, c := range []*cobra.Command{
		a.checkCommand(), a.extractCommand(), a.reportCommand(), a.historyCommand(), a.markCommand(),
		a.storeCommand(), a.demoCommand(), a.versionCommand(),
	} {
		root.AddCommand(c)
	}
	root.AddCommand(&cobra.Command{Use: "settings", Short: "all settings, and where they come from", Long: settingsHelp()})
	return root
}

// settingsHelp lists every setting.
func settingsHelp() string {
	var b strings.Builder
	b.WriteString(help("settings") + "\n\n")
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, s := range config.Settings() {
		fmt.Fprintf(w, "  %s\t%s\t%s\n", s.Key, cmp.Or(s.Default, "–"), strings.ReplaceAll(s.Help, "`", ""))
	}
	w.Flush()
	return b.String()
}

// settings loads the configuration as the command line modifies it.
func (a *app) settings() (config.Config, error) {
	return config.Load(config.Sources{
		File: a.configFile,
		Env:  a.env,
		Flag: func(name string) (string, bool) { v, ok := a.given[name]; return v, ok },
	})
}

// settingFlag notes that a setting was given as a flag.
type settingFlag struct {
	given map[string]string
	s     config.Setting
}

func (f *settingFlag) Set(v string) error { f.given[f.s.Flag()] = v; return nil }
func (f *settingFlag) String() string     { return f.s.Default }
func (f *settingFlag) Type() string {
	if f.s.Bool {
		return "bool"
	}
	return ""
}

// noCommand complains of a word that is no command.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	e := &usageError{msg: fmt.Sprintf("unknown command %q", args[0]), hint: "'apud help' lists the commands"}
	if near := config.Nearest(args[0], names); near != "" {
		e.hint = fmt.Sprintf("did you mean 'apud %s'?", near)
	}
	return e
}

// flagError adds the nearest flag to a complaint about an unknown one.
func flagError(cmd *cobra.Command, err error) error {
	e := &usageError{msg: err.Error(), hint: fmt.Sprintf("'%s --help' lists the flags", cmd.CommandPath())}
	if word, ok := strings.CutPrefix(e.msg, "unknown flag: --"); ok {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		cmd.InheritedFlags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := config.Nearest(word, names); near != "" {
			e.hint = fmt.Sprintf("did you mean --%s?", near)
		}
	}
	return e
}

// someDocs demands at least one document.
func someDocs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return &usageError{msg: "no document is given", hint: "example: " + cmd.CommandPath() + " letter.txt"}
	}
	return nil
}
