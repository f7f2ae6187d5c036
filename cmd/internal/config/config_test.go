package config

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// load reads a configuration file of this text.
func load(t *testing.T, text string, env map[string]string) (Config, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), FileName)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Load(Sources{File: file, Env: func(name string) (string, bool) { v, ok := env[name]; return v, ok }})
}

func TestHosts(t *testing.T) {
	c, err := load(t, `
delay = "2s"
proxy = "env:OUR_PROXY"

[host."archive.example.org"]
delay = "5s"
user = "reader"
password = "env:ARCHIVE_PASSWORD"
header = { cookie = "env:ARCHIVE_COOKIE", X-Plain = "env" }

[host."fast.example:8080"]
delay = 0
`, map[string]string{"OUR_PROXY": "socks5://u:p@127.0.0.1:1080", "ARCHIVE_PASSWORD": "opensesame", "ARCHIVE_COOKIE": "a=b; c=d"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Delay != 2*time.Second || c.Proxy == nil || c.Proxy.Host != "127.0.0.1:1080" || c.Roots != nil || len(c.Hosts) != 2 {
		t.Errorf("delay %v, proxy %v, roots %v, %d hosts", c.Delay, c.Proxy, c.Roots, len(c.Hosts))
	}
	h := c.Hosts["archive.example.org"]
	if h.Delay != 5*time.Second || h.User != "reader" || h.Password != "opensesame" ||
		h.Header.Get("Cookie") != "a=b; c=d" || h.Header.Get("X-Plain") != "env" {
		t.Errorf("host = %v, user %q, password %q, header %v", h, h.User, h.Password, h.Header)
	}
	if h := c.Hosts["fast.example:8080"]; h.Delay >= 0 {
		t.Errorf("a delay of 0 is read as %v, want none", h.Delay)
	}
	if text := fmt.Sprintf("%+v", c.Hosts); strings.Contains(text, "opensesame") || strings.Contains(text, "a=b") {
		t.Errorf("the hosts print secrets: %s", text)
	}
}

func TestHostErrors(t *testing.T) {
	for _, test := range []struct{ name, text, want, hint string }{
		{"near", "[host.\"a.example\"]\npasword = \"opensesame\"", `host."a.example": unknown key "pasword"`, `did you mean "password"?`},
		{"far", "[host.\"a.example\"]\ncolour = 1", `unknown key "colour"`, "the keys are delay, user, password, header"},
		{"no quotes", "[host.archive.example.org]\nuser = \"u\"", `host."archive": unknown key "example"`, `[host."archive.example"]`},
		{"table", "[hosts.\"a.example\"]\nuser = \"u\"", `unknown key "hosts"`, `did you mean "host"?`},
		{"no table", "host = \"a.example\"", "want a table", "archive.example.org"},
		{"no variable", "[host.\"a.example\"]\npassword = \"env:MISSING\"", `host."a.example".password: the variable MISSING is not set`, ""},
		{"no variable of a header", "[host.\"a.example\"]\nheader = { Cookie = \"env:MISSING\" }", "Cookie: the variable MISSING is not set", ""},
		{"delay", "[host.\"a.example\"]\ndelay = \"soon\"", "want a time", ""},
		{"number", "[host.\"a.example\"]\npassword = 12345", "want text", ""},
		{"header", "[host.\"a.example\"]\nheader = \"Cookie: opensesame\"", "want a table", ""},
		{"bad header", "[host.\"a.example\"]\nheader = { Cookie = \"opensesame\\n\" }", "control character", ""},
		{"own header", "[host.\"a.example\"]\nheader = { Host = \"b\" }", "the header Host cannot be set", ""},
		{"name", "[host.\"https://a.example\"]\nuser = \"u\"", "is no host", ""},
		{"proxy", "proxy = \"ftp://u:opensesame@h\"", "want a proxy", ""},
		{"broken proxy", "proxy = \"http://u:opensesame@h:port\"", "want a proxy", ""},
		{"proxy without variable", "proxy = \"env:MISSING\"", "the variable MISSING is not set", ""},
		{"no certificates", "ca_file = \"/dev/null\"", "no certificate in PEM form", ""},
		{"missing certificates", "ca_file = \"/nowhere/ca.pem\"", "ca_file: open /nowhere/ca.pem", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := load(t, test.text, nil)
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("error = %v, want one of a setting", err)
			}
			if !strings.Contains(e.Error(), test.want) || !strings.Contains(e.Hint, test.hint) {
				t.Errorf("error = %q, hint %q, want %q and %q", e, e.Hint, test.want, test.hint)
			}
			if strings.Contains(e.Error()+e.Hint, "opensesame") || strings.Contains(e.Error(), "12345") {
				t.Errorf("the error tells a secret: %q, hint %q", e, e.Hint)
			}
		})
	}
}

func TestRoots(t *testing.T) {
	s := httptest.NewTLSServer(nil)
	defer s.Close()
	file := filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	if err := os.WriteFile(file, block, 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := load(t, fmt.Sprintf("ca_file = %q", file), nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Roots == nil {
		t.Fatal("no roots")
	}
	if _, err := s.Certificate().Verify(x509.VerifyOptions{Roots: c.Roots}); err != nil {
		t.Errorf("the file's certificate is not trusted: %v", err)
	}
	if c, err = load(t, "", map[string]string{"APUD_CA_FILE": file, "APUD_PROXY": "http://127.0.0.1:3128"}); err != nil || c.Roots == nil || c.Proxy == nil {
		t.Errorf("from the environment: roots %v, proxy %v, error %v", c.Roots, c.Proxy, err)
	}
}
