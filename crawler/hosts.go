package crawler

import (
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/http/httpguts"
)

// Host is how one host is visited otherwise than all others. What it says of
// header, user and password goes to that host alone, over http and https as the
// address has it, and to no server whose certificate is not verified.
type Host struct {
	// Delay is the gap between the starts of requests in place of
	// [Options.Delay]; 0 leaves that, negative is none. A robots.txt that asks
	// for more is obeyed.
	Delay time.Duration
	// Header is sent with each request, in place of what would be sent; cookies
	// go before those that the server sets.
	Header http.Header
	// User and Password are for basic authentication, when either is set.
	User, Password string
}

// String hides what is secret.
func (h Host) String() string { return fmt.Sprintf("{delay %v, %d headers}", h.Delay, len(h.Header)) }

// GoString hides what is secret.
func (h Host) GoString() string { return h.String() }

// LogValue hides what is secret.
func (h Host) LogValue() slog.Value { return slog.StringValue(h.String()) }

// ownHeaders are those that the crawler answers for itself.
var ownHeaders = []string{
	"Accept-Encoding", "Connection", "Content-Length", "Expect", "Host", "If-Modified-Since", "If-None-Match",
	"If-Range", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "Range", "Te", "Trailer", "Transfer-Encoding", "Upgrade",
}

// Check says what is wrong with the settings of the host called name. It tells
// no secrets.
func (h Host) Check(name string) error {
	if _, err := hostKey(name); err != nil {
		return err
	}
	for key, values := range h.Header {
		switch {
		case !httpguts.ValidHeaderFieldName(key):
			return fmt.Errorf("%q is no name of a header", key)
		case slices.Contains(ownHeaders, http.CanonicalHeaderKey(key)):
			return fmt.Errorf("the header %s cannot be set", http.CanonicalHeaderKey(key))
		case h.basic() && http.CanonicalHeaderKey(key) == "Authorization":
			return errors.New("user and password and the header Authorization exclude each other")
		}
		for _, v := range values {
			if !httpguts.ValidHeaderFieldValue(v) {
				return fmt.Errorf("the value of the header %s has a line break or another control character", key)
			}
		}
	}
	if strings.Contains(h.User, ":") {
		return errors.New("the user has a colon")
	}
	return nil
}

func (h Host) basic() bool { return h.User != "" || h.Password != "" }

// hostKey is name as a [target] has its host.
func hostKey(name string) (string, error) {
	t, fault := parseTarget("https://" + strings.TrimSuffix(name, ":80") + "/")
	if fault != nil || t.path != "/" || name == "" || strings.ContainsAny(name, `/\@?#`) {
		return "", fmt.Errorf("%q is no host; want a name such as archive.example.org, or name:port", name)
	}
	return t.host, nil
}

// hosts are the settings of single hosts, and puts what they say into requests.
// It is next to the network, so that nothing above it, which keeps records,
// gets to see a secret.
type hosts struct {
	next http.RoundTripper
	by   map[string]Host
}

func newHosts(next http.RoundTripper, given map[string]Host) (hosts, error) {
	hs := hosts{next: next, by: map[string]Host{}}
	for name, h := range given {
		if err := h.Check(name); err != nil {
			return hs, fmt.Errorf("crawler: host %q: %w", name, err)
		}
		key, err := hostKey(name)
		if err != nil {
			return hs, err
		}
		if _, twice := hs.by[key]; twice {
			return hs, fmt.Errorf("crawler: host %q is given twice", key)
		}
		hs.by[key] = h
	}
	return hs, nil
}

// gaps are the delays of hosts that have their own.
func (hs hosts) gaps() map[string]time.Duration {
	gaps := map[string]time.Duration{}
	for name, h := range hs.by {
		if h.Delay != 0 {
			gaps[name] = max(h.Delay, 0)
		}
	}
	return gaps
}

func (hs hosts) RoundTrip(req *http.Request) (*http.Response, error) {
	if len(hs.by) == 0 || exchangeOf(req.Context()).insecure {
		return hs.next.RoundTrip(req)
	}
	t, fault := parseTarget(req.URL.Scheme + "://" + req.URL.Host + "/")
	h, ok := hs.by[t.host]
	if fault != nil || !ok {
		return hs.next.RoundTrip(req)
	}
	sent := req.Clone(req.Context())
	h.put(sent.Header)
	resp, err := hs.next.RoundTrip(sent)
	if resp != nil {
		h.hide(resp.Header)
	}
	return resp, err
}

// put adds what the settings say to a request's header.
func (h Host) put(to http.Header) {
	for key, values := range h.Header {
		key = http.CanonicalHeaderKey(key)
		if key == "Cookie" {
			values = []string{strings.Join(append(slices.Clone(values), to[key]...), "; ")}
		}
		to[key] = slices.Clone(values)
	}
	if h.basic() {
		to.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(h.User+":"+h.Password)))
	}
}

// hide drops cookies of an answer that only give back what was sent: answers
// are kept, and what is sent is not.
func (h Host) hide(answer http.Header) {
	set := answer["Set-Cookie"]
	if len(set) == 0 {
		return
	}
	sent := map[string]bool{}
	for _, k := range (&http.Request{Header: http.Header{"Cookie": h.Header.Values("Cookie")}}).Cookies() {
		sent[k.Value] = true
	}
	set = slices.DeleteFunc(slices.Clone(set), func(line string) bool {
		k, err := http.ParseSetCookie(line)
		return err == nil && k.Value != "" && sent[k.Value]
	})
	if len(set) == 0 {
		answer.Del("Set-Cookie")
		return
	}
	answer["Set-Cookie"] = set
}
