package config

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"apud/crawler"
)

// hostTable is the name of the file's tables about single hosts.
const hostTable = "host"

// hostKeys are the keys of such a table.
var hostKeys = []string{"delay", "user", "password", "header"}

// lookup finds an environment variable.
type lookup func(name string) (string, bool)

// secret is text itself, or what the variable has that text names as
// "env:NAME".
func secret(text string, env lookup) (string, error) {
	name, ok := strings.CutPrefix(text, "env:")
	if !ok {
		return text, nil
	}
	if env != nil {
		if v, ok := env(name); ok && v != "" {
			return v, nil
		}
	}
	return "", fmt.Errorf("the variable %s is not set", name)
}

// readHosts reads the tables [host."name"]. Its errors tell no values.
func readHosts(path string, tables any, env lookup) (map[string]crawler.Host, error) {
	byName, ok := tables.(map[string]any)
	if !ok {
		return nil, &Error{Where: path + ": " + hostTable, Err: errors.New("want a table"), Hint: `write [host."archive.example.org"]`}
	}
	hosts := map[string]crawler.Host{}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		where := fmt.Sprintf("%s: host.%q", path, name)
		table, ok := byName[name].(map[string]any)
		if !ok {
			return nil, &Error{Where: where, Err: errors.New("want a table"), Hint: `write [host."archive.example.org"]`}
		}
		h, err := readHost(where, name, table, env)
		if err != nil {
			return nil, err
		}
		hosts[name] = h
	}
	return hosts, nil
}

func readHost(where, name string, table map[string]any, env lookup) (crawler.Host, error) {
	var h crawler.Host
	for _, key := range slices.Sorted(maps.Keys(table)) {
		var err error
		switch v := table[key]; key {
		case "delay":
			h.Delay, err = hostDelay(v)
		case "user":
			h.User, err = secretValue(v, env)
		case "password":
			h.Password, err = secretValue(v, env)
		case "header":
			h.Header, err = hostHeader(v, env)
		default:
			return h, unknownHostKey(where, name, key, v)
		}
		if err != nil {
			return h, &Error{Where: where + "." + key, Err: err}
		}
	}
	if err := h.Check(name); err != nil {
		return h, &Error{Where: where, Err: err}
	}
	return h, nil
}

func hostDelay(v any) (time.Duration, error) {
	text, err := asText(v)
	if err != nil {
		return 0, err
	}
	var c Config
	if err := duration(func(c *Config) *time.Duration { return &c.Delay })(&c, text); err != nil {
		return 0, err
	}
	if c.Delay == 0 {
		return -1, nil // none, where 0 would leave the common delay
	}
	return c.Delay, nil
}

func secretValue(v any, env lookup) (string, error) {
	text, ok := v.(string)
	if !ok {
		return "", fmt.Errorf("want text, not %T", v)
	}
	return secret(text, env)
}

func hostHeader(v any, env lookup) (http.Header, error) {
	table, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New(`want a table such as { Cookie = "env:ARCHIVE_COOKIE" }`)
	}
	h := http.Header{}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		value, err := secretValue(table[name], env)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if _, twice := h[http.CanonicalHeaderKey(name)]; twice {
			return nil, fmt.Errorf("%s is given twice", name)
		}
		h[http.CanonicalHeaderKey(name)] = []string{value}
	}
	return h, nil
}

// unknownHostKey complains of a key in a host's table. A table there comes of a
// host's name without quotes, whose dots TOML takes apart.
func unknownHostKey(where, name, key string, v any) error {
	e := &Error{Where: where, Err: fmt.Errorf("unknown key %q", key), Hint: "the keys are " + strings.Join(hostKeys, ", ")}
	if near := Nearest(key, hostKeys); near != "" {
		e.Hint = fmt.Sprintf("did you mean %q?", near)
	} else if _, ok := v.(map[string]any); ok {
		e.Hint = fmt.Sprintf(`put the host in quotes, as in [host."%s.%s"]`, name, key)
	}
	return e
}
