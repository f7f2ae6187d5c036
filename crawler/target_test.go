package crawler

import (
	"testing"

	"apud/crawler/verdict"
)

func TestParseTarget(t *testing.T) {
	for _, test := range []struct{ name, raw, url, host, origin, path, fault string }{
		{"plain", "http://example.org/a/b.html?x=1&y=%20", "http://example.org/a/b.html?x=1&y=%20", "example.org", "http://example.org", "/a/b.html?x=1&y=%20", ""},
		{"https", "https://example.org/", "https://example.org/", "example.org", "https://example.org", "/", ""},
		{"no path", "https://example.org", "https://example.org/", "example.org", "https://example.org", "/", ""},
		{"default port", "http://example.org:80/a", "http://example.org/a", "example.org", "http://example.org", "/a", ""},
		{"other port", "http://example.org:8080/a", "http://example.org:8080/a", "example.org:8080", "http://example.org:8080", "/a", ""},
		{"capitals", "HTTP://Example.ORG/A", "http://example.org/A", "example.org", "http://example.org", "/A", ""},
		{"fragment", "http://example.org/a#b", "http://example.org/a", "example.org", "http://example.org", "/a", ""},
		{"dots", "http://example.org/a/../b/./c", "http://example.org/b/c", "example.org", "http://example.org", "/b/c", ""},
		{"escaped dots", "http://example.org/a/%2e%2E/b", "http://example.org/b", "example.org", "http://example.org", "/b", ""},
		{"spaces", "  http://example.org/a b\t", "http://example.org/a%20b", "example.org", "http://example.org", "/a%20b", ""},
		{"lone percent", "http://example.org/100%", "http://example.org/100%25", "example.org", "http://example.org", "/100%25", ""},
		{"backslash", `http:\\example.org\a`, "http://example.org/a", "example.org", "http://example.org", "/a", ""},
		{"one slash", "http:/example.org/a", "http://example.org/a", "example.org", "http://example.org", "/a", ""},
		{"user", "http://user:pass@example.org/a", "http://user:pass@example.org/a", "example.org", "http://example.org", "/a", ""},
		{"IDN", "http://bücher.example/", "http://xn--bcher-kva.example/", "xn--bcher-kva.example", "http://xn--bcher-kva.example", "/", ""},
		{"final dot", "http://example.org./a", "http://example.org./a", "example.org", "http://example.org.", "/a", ""},
		{"IPv6", "http://[::1]:8080/a", "http://[::1]:8080/a", "[::1]:8080", "http://[::1]:8080", "/a", ""},
		{"decimal IPv4", "http://2130706433/", "http://127.0.0.1/", "127.0.0.1", "http://127.0.0.1", "/", ""},
		{"hexadecimal IPv4", "http://0x7f.1/", "http://127.0.0.1/", "127.0.0.1", "http://127.0.0.1", "/", ""},
		{"nothing", " ", "", "", "", "", verdict.FaultNoURL},
		{"mail", "mailto:a@example.org", "", "", "", "", verdict.FaultScheme},
		{"file", "file:///etc/hosts", "", "", "", "", verdict.FaultScheme},
		{"no scheme", "www.example.org/a", "", "", "", "", verdict.FaultMalformed},
		{"no host", "http://", "", "", "", "", verdict.FaultMalformed},
		{"bad port", "http://example.org:99999/", "", "", "", "", verdict.FaultMalformed},
		{"space in host", "http://exam ple.org/", "", "", "", "", verdict.FaultMalformed},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, fault := parseTarget(test.raw)
			class := ""
			if fault != nil {
				class = fault.Class
			}
			if want := (target{test.url, test.host, test.origin, test.path}); got != want || class != test.fault {
				t.Errorf("parseTarget(%q) = %+v, %q, want %+v, %q", test.raw, got, class, want, test.fault)
			}
		})
	}
}

// The short way must say what the long one says.
func FuzzPlainTarget(f *testing.F) {
	for _, s := range []string{
		"http://example.org/a", "http://example.org/a%2Eb", "https://a.b-c.example/x?y=%zz", "http://0x7f.1/a",
		"http://1.2.3.4/a", "http://a.1/b", "http://a..b/c", "http://-/x", "http://a/..", "http://a/.%2e/b", "http://a.0x/b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		short, ok := plainTarget(raw)
		long, fault := resolveTarget("", raw)
		if ok && (fault != nil || short != long) {
			t.Errorf("plainTarget(%q) = %+v, want %+v, %v", raw, short, long, fault)
		}
	})
}
