package crawler

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"apud/crawler/cite"
)

// member has secrets of each kind; none has another's text in it.
var member = Host{
	User: "reader", Password: "opensesame",
	Header: http.Header{"Cookie": {"session=cookiesecret"}, "X-Token": {"tokensecret"}},
}

// secrets are what must not be told, as it is and as it is sent.
var secrets = []string{"opensesame", "cookiesecret", "tokensecret", "cmVhZGVyOm9wZW5zZXNhbWU="}

func TestHostSecretsStayWithHost(t *testing.T) {
	var archive *site
	other := serve(t, 1, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, archive.URL+"/back", http.StatusFound)
	})
	archive = serve(t, 2, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/start":
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes", Path: "/"})
			http.SetCookie(w, &http.Cookie{Name: "session", Value: "cookiesecret", Path: "/"})
			http.Redirect(w, r, other.URL+"/away", http.StatusFound)
		default:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "<title>Ledger</title><p>The ledger of the quay.")
		}
	})
	namesake := serve(t, 2, func(w http.ResponseWriter, r *http.Request) {}) // another port
	var log bytes.Buffer
	o := quick()
	o.IgnoreRobots = false
	o.Hosts = map[string]Host{archive.addr: member}
	o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	start := archive.URL + "/start"
	got := crawl(t, o, start, namesake.URL+"/", other.URL+"/direct")
	if want := []int{302, 302, 200}; !slices.Equal(statuses(got[start]), want) {
		t.Fatalf("statuses = %v, want %v", statuses(got[start]), want)
	}
	hits := archive.seen()
	if len(hits) < 3 {
		t.Fatalf("the archive was asked %d times, want 3", len(hits))
	}
	for _, h := range hits {
		if h.header.Get("Authorization") != "Basic cmVhZGVyOm9wZW5zZXNhbWU=" || h.header.Get("X-Token") != "tokensecret" ||
			!strings.HasPrefix(h.header.Get("Cookie"), "session=cookiesecret") {
			t.Errorf("%s lacks what is set for the host: %v", h.path, h.header)
		}
	}
	if !slices.ContainsFunc(hits, func(h hit) bool {
		return h.path == "/back" && h.header.Get("Cookie") == "session=cookiesecret; seen=yes"
	}) {
		t.Error("the cookie that the server set is not sent beside the one of the settings")
	}
	for _, s := range []*site{other, namesake} {
		if len(s.seen()) == 0 {
			t.Errorf("%s was not asked", s.addr)
		}
		for _, h := range s.hits {
			for _, name := range []string{"Authorization", "Cookie", "X-Token"} {
				if h.header.Get(name) != "" {
					t.Errorf("%s got the header %s", s.addr, name)
				}
			}
		}
	}
	for _, r := range got {
		kept, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		noSecret(t, "result", string(kept))
		noSecret(t, "result", fmt.Sprintf("%+v", r.Evidence.Hops))
	}
	noSecret(t, "log", log.String())
}

func noSecret(t *testing.T, where, text string) {
	t.Helper()
	for _, s := range secrets {
		if strings.Contains(text, s) {
			t.Errorf("the %s has the secret %q: %s", where, s, text)
		}
	}
}

func TestHostPrintsNoSecret(t *testing.T) {
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("host", "settings", member)
	o := Options{Hosts: map[string]Host{"a.example": member}}
	for _, text := range []string{log.String(), fmt.Sprint(member), fmt.Sprintf("%+v", o), fmt.Sprintf("%#v", o.Hosts)} {
		noSecret(t, "text", text)
	}
}

// Whoever has no valid certificate may be anybody.
func TestHostSecretsNeedCertificate(t *testing.T) {
	t.Parallel() // further tries wait
	var asked []http.Header
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Header.Clone())
	}))
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	s.StartTLS()
	defer s.Close()
	o := quick()
	o.Hosts = map[string]Host{strings.TrimPrefix(s.URL, "https://"): member}
	o.Load = func(_ context.Context, j Job) (Task, error) {
		return Task{Job: j, Claims: []cite.Claim{{Title: "The Ledger of the Quay"}}}, nil
	}
	r := crawl(t, o, s.URL+"/a")[s.URL+"/a"]
	if r.Evidence.Unverified == nil || len(asked) == 0 {
		t.Fatalf("no unverified fetch: %s", describe(r))
	}
	for _, h := range asked {
		if h.Get("Authorization") != "" || h.Get("Cookie") != "" || h.Get("X-Token") != "" {
			t.Errorf("an unverified server got %v", h)
		}
	}
	asked = nil
	o.Roots = x509.NewCertPool()
	o.Roots.AddCert(s.Certificate())
	r = crawl(t, o, s.URL+"/b")[s.URL+"/b"]
	if r.Evidence.Fault != nil || len(asked) != 1 || asked[0].Get("X-Token") != "tokensecret" {
		t.Errorf("with its root: %s, asked with %v", describe(r), asked)
	}
}

func TestHostDelay(t *testing.T) {
	o := quick()
	o.Settle = (&visits{}).settle
	o.Hosts = map[string]Host{"Slow.Example": {Delay: 5 * time.Second}, "fast.example:8080": {Delay: -1}, "plain.example": {User: "u"}}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	s := newScheduler(time.Second, 0, 1)
	s.gaps = c.gaps
	for name, want := range map[string]time.Duration{
		"slow.example": 5 * time.Second, "fast.example:8080": 0, "plain.example": time.Second, "other.example": time.Second,
		"sub.slow.example": time.Second,
	} {
		h := s.host(name)
		if h.gap != want {
			t.Errorf("gap of %s = %v, want %v", name, h.gap, want)
		}
		s.returned(report{host: h, gap: 3 * time.Second})
		if want = max(want, 3*time.Second); h.gap != want {
			t.Errorf("gap of %s after robots.txt = %v, want %v", name, h.gap, want)
		}
	}
}

func TestHostCheck(t *testing.T) {
	for _, test := range []struct {
		name string
		host Host
		ok   bool
	}{
		{"archive.example.org", member, true},
		{"archive.example.org:8080", member, true},
		{"bücher.example", member, true},
		{"[2001:db8::1]", member, true},
		{"", member, false},
		{"https://archive.example.org", member, false},
		{"archive.example.org/path", member, false},
		{"user@archive.example.org", member, false},
		{"*.example.org ?", member, false},
		{"a.example", Host{Header: http.Header{"Bad Name": {"x"}}}, false},
		{"a.example", Host{Header: http.Header{"X-Token": {"opensesame\r\nX: y"}}}, false},
		{"a.example", Host{Header: http.Header{"host": {"b.example"}}}, false},
		{"a.example", Host{Header: http.Header{"Accept-Encoding": {"br"}}}, false},
		{"a.example", Host{User: "u", Header: http.Header{"Authorization": {"Bearer opensesame"}}}, false},
		{"a.example", Host{User: "u:v", Password: "opensesame"}, false},
	} {
		err := test.host.Check(test.name)
		if (err == nil) != test.ok {
			t.Errorf("Check(%q) of %v = %v, want ok: %v", test.name, test.host, err, test.ok)
		}
		if err != nil {
			noSecret(t, "error", err.Error())
		}
	}
	o := quick()
	o.Settle = (&visits{}).settle
	o.Hosts = map[string]Host{"a.example": {}, "A.example:443": {}}
	if _, err := New(o); err == nil {
		t.Error("New takes one host twice")
	}
}
