// Package config gathers the settings of a run: flags over the environment over
// the file apud.toml over defaults. A key that nobody knows is an error.
package config

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"apud/crawler"
	"apud/crawler/verdict"
)

// FileName is the name of the configuration file, looked for in the working
// folder.
const FileName = "apud.toml"

// Config is the settings of a run.
type Config struct {
	// Store is the folder of the store.
	Store string
	// Contact is the operator's address, shown to the sites that are visited.
	Contact string
	// Workers is the number of requests at a time over all hosts.
	Workers int
	// Delay is the gap between requests to one host.
	Delay time.Duration
	// MaxTime starts no new visit after this long; 0 is no limit.
	MaxTime time.Duration
	// Robots says whether robots.txt is obeyed.
	Robots bool
	// AllowPrivate lets visits go to loopback and private addresses.
	AllowPrivate bool
	// Allow lists networks let through besides public addresses.
	Allow []netip.Prefix
	// Proxy is asked for everything; nil is none.
	Proxy *url.URL
	// Roots are the authorities that certificates are trusted by; nil is the
	// system's.
	Roots *x509.CertPool
	// Hosts has what is different for single hosts. Only the file has it.
	Hosts map[string]crawler.Host
	// FailOn is "dead", "broken" or "never".
	FailOn string
	// Wait is how long to wait for another run to let go of the store.
	Wait time.Duration
	// Due says when sources are due again.
	Due verdict.Policy
}

// Setting is one key of the configuration.
type Setting struct {
	// Key is the name in the file; the flag is the same with dashes, the
	// variable the same in capitals with APUD_ before it.
	Key string
	// Help is the sentence shown with the flag.
	Help string
	// Bool is set for switches.
	Bool bool
	// Rare is set for settings that the commands' help leaves out.
	Rare bool
	// Secret is set for settings that may be given as "env:NAME".
	Secret bool
	// Default as text.
	Default string
	set     func(c *Config, value string) error
}

// Flag is the name of the setting's flag.
func (s Setting) Flag() string { return strings.ReplaceAll(s.Key, "_", "-") }

// Env is the name of the setting's environment variable.
func (s Setting) Env() string { return "APUD_" + strings.ToUpper(s.Key) }

// Settings lists all keys, in the order of help.
func Settings() []Setting {
	return []Setting{
		{Key: "store", Default: ".apud", Help: "`folder` of the store", set: func(c *Config, v string) error {
			if v == "" {
				return errors.New("want a folder")
			}
			c.Store = v
			return nil
		}},
		{Key: "contact", Help: "your `address`, shown to the sites that are visited", set: func(c *Config, v string) error {
			if strings.ContainsFunc(v, func(r rune) bool { return r < ' ' || r > '~' || r == '(' || r == ')' }) {
				return errors.New("want an address in plain ASCII without brackets, such as https://example.org/apud")
			}
			c.Contact = v
			return nil
		}},
		{Key: "workers", Default: "64", Help: "`number` of requests at a time, over all hosts", set: func(c *Config, v string) error {
			n, err := strconv.Atoi(v)
			if err != nil || n < 1 || n > 4096 {
				return errors.New("want a number from 1 to 4096")
			}
			c.Workers = n
			return nil
		}},
		{Key: "delay", Default: "1s", Help: "`time` between requests to one host", set: duration(func(c *Config) *time.Duration { return &c.Delay })},
		{Key: "max_time", Default: "0s", Help: "start no visit after this `time`; 0 is no limit", set: duration(func(c *Config) *time.Duration { return &c.MaxTime })},
		{Key: "wait", Default: "0s", Help: "`time` to wait for another run to end", set: duration(func(c *Config) *time.Duration { return &c.Wait })},
		{Key: "robots", Bool: true, Default: "true", Help: "obey robots.txt", set: boolean(func(c *Config) *bool { return &c.Robots })},
		{Key: "allow_private", Bool: true, Default: "false", Help: "visit loopback and private addresses too", set: boolean(func(c *Config) *bool { return &c.AllowPrivate })},
		{Key: "allow", Help: "visit these `networks` too, such as 127.0.0.0/8,fd00::/8", set: func(c *Config, v string) error {
			c.Allow = nil
			for s := range strings.SplitSeq(v, ",") {
				if s = strings.TrimSpace(s); s == "" {
					continue
				}
				p, err := netip.ParsePrefix(s)
				if err != nil {
					return fmt.Errorf("%q is no network; want one such as 127.0.0.0/8", s)
				}
				c.Allow = append(c.Allow, p)
			}
			return nil
		}},
		{Key: "proxy", Secret: true, Rare: true, Help: "`address` of a proxy to go through: http, https or socks5", set: setProxy},
		{Key: "ca_file", Rare: true, Help: "`file` of certificates (PEM) to trust besides the system's", set: setRoots},
		{Key: "fail_on", Default: "broken", Help: "exit with 1 on `dead`, broken or never", set: func(c *Config, v string) error {
			switch v {
			case "dead", "broken", "never":
				c.FailOn = v
				return nil
			}
			return errors.New("want dead, broken or never")
		}},
		{Key: "due_alive", Rare: true, Default: "7d", Help: "`time` until a source that stands is due again; grows with each good check", set: duration(func(c *Config) *time.Duration { return &c.Due.Alive })},
		{Key: "due_alive_max", Rare: true, Default: "30d", Help: "the `time` up to which that grows", set: duration(func(c *Config) *time.Duration { return &c.Due.AliveMax })},
		{Key: "due_suspect", Rare: true, Default: "1d", Help: "`time` until a source that failed once is due again", set: duration(func(c *Config) *time.Duration { return &c.Due.Suspect })},
		{Key: "due_failing", Rare: true, Default: "3d", Help: "`time` until a source that failed again is due again", set: duration(func(c *Config) *time.Duration { return &c.Due.Failing })},
		{Key: "due_dead", Rare: true, Default: "30d", Help: "`time` until a dead source is due again", set: duration(func(c *Config) *time.Duration { return &c.Due.Dead })},
	}
}

func duration(field func(*Config) *time.Duration) func(*Config, string) error {
	return func(c *Config, v string) error {
		d, err := time.ParseDuration(v)
		if days, ok := strings.CutSuffix(v, "d"); ok {
			var n int
			n, err = strconv.Atoi(days)
			d = time.Duration(min(n, 36500)) * 24 * time.Hour
		}
		if v == "0" {
			d, err = 0, nil
		}
		if err != nil || d < 0 {
			return errors.New("want a time such as 500ms, 10s, 2h or 7d")
		}
		*field(c) = d
		return nil
	}
}

func boolean(field func(*Config) *bool) func(*Config, string) error {
	return func(c *Config, v string) error {
		b, err := strconv.ParseBool(v)
		if err != nil {
			return errors.New("want true or false")
		}
		*field(c) = b
		return nil
	}
}

// Error is a setting that cannot be used.
type Error struct {
	// Where names the flag, the variable, or the file and key.
	Where string
	Err   error
	// Hint says what to do.
	Hint string
}

func (e *Error) Error() string { return e.Where + ": " + e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// Sources are the places where settings come from, besides the defaults.
type Sources struct {
	// File is the path of the configuration file; empty means FileName, if
	// there is one.
	File string
	// Env looks up an environment variable.
	Env func(name string) (string, bool)
	// Flag looks up a flag that was given; nil when there are none.
	Flag func(name string) (string, bool)
}

// Load gathers the settings.
func Load(src Sources) (Config, error) {
	var c Config
	settings := Settings()
	for _, s := range settings {
		if s.Default != "" {
			if err := s.set(&c, s.Default); err != nil {
				return c, &Error{Where: "default of " + s.Key, Err: err}
			}
		}
	}
	if err := fromFile(&c, src.File, settings, src.Env); err != nil {
		return c, err
	}
	for _, s := range settings {
		if v, ok := src.Env(s.Env()); ok {
			if err := s.assign(&c, v, src.Env); err != nil {
				return c, &Error{Where: s.Env(), Err: err}
			}
		}
	}
	for _, s := range settings {
		if src.Flag == nil {
			break
		}
		if v, ok := src.Flag(s.Flag()); ok {
			if err := s.assign(&c, v, src.Env); err != nil {
				return c, &Error{Where: "--" + s.Flag(), Err: err}
			}
		}
	}
	return c, nil
}

// assign sets the setting to a value that was given.
func (s Setting) assign(c *Config, v string, env lookup) error {
	if s.Secret {
		var err error
		if v, err = secret(v, env); err != nil {
			return err
		}
	}
	return s.set(c, v)
}

func fromFile(c *Config, path string, settings []Setting, env lookup) error {
	given := path != ""
	if !given {
		path = FileName
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !given {
		return nil
	}
	if err != nil {
		return &Error{Where: "configuration", Err: err}
	}
	var values map[string]any
	if _, err := toml.Decode(string(data), &values); err != nil {
		return &Error{Where: path, Err: fmt.Errorf("not TOML: %w", err)}
	}
	for _, s := range settings {
		v, ok := values[s.Key]
		if !ok {
			continue
		}
		delete(values, s.Key)
		text, err := asText(v)
		if err == nil {
			err = s.assign(c, text, env)
		}
		if err != nil {
			return &Error{Where: path + ": " + s.Key, Err: err}
		}
	}
	if tables, ok := values[hostTable]; ok {
		delete(values, hostTable)
		if c.Hosts, err = readHosts(path, tables, env); err != nil {
			return err
		}
	}
	if len(values) > 0 {
		return unknownKey(path, slices.Sorted(maps.Keys(values))[0], settings)
	}
	return nil
}

// unknownKey complains of a key that is no setting's.
func unknownKey(path, key string, settings []Setting) error {
	e := &Error{Where: path, Err: fmt.Errorf("unknown key %q", key)}
	var names []string
	for _, s := range settings {
		names = append(names, s.Key)
	}
	names = append(names, hostTable)
	if near := Nearest(key, names); near != "" {
		e.Hint = fmt.Sprintf("did you mean %q?", near)
	} else {
		e.Hint = "the keys are " + strings.Join(names, ", ")
	}
	return e
}

// asText is a value of the file as the setting's text.
func asText(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case bool:
		return strconv.FormatBool(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case []any:
		var parts []string
		for _, p := range v {
			s, err := asText(p)
			if err != nil {
				return "", err
			}
			parts = append(parts, s)
		}
		return strings.Join(parts, ","), nil
	}
	return "", fmt.Errorf("want text, a number, true or false, not %T", v)
}

// Nearest is the name most like word, if any is like enough to be meant.
func Nearest(word string, names []string) string {
	best, bestCost := "", max(2, len(word)/3)+1
	for _, n := range names {
		if cost := distance(strings.ToLower(word), n); cost < bestCost {
			best, bestCost = n, cost
		}
	}
	return best
}

// distance is the Levenshtein distance in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
