package report

import "testing"

func TestWebAddress(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"http://example.org/a?b=c&d", "http://example.org/a?b=c&d"},
		{"HTTPS://example.org", "https://example.org"},
		{"http://example.org/\u202ecod?q=\u202eü#\u202e", "http://example.org/%E2%80%AEcod?q=%E2%80%AE%C3%BC#%E2%80%AE"},
		{"javascript:alert(1)", ""},
		{"//example.org/", ""},
		{"http:example.org", ""},
		{"http://exa\nmple.org", ""},
		{"data:text/html,x", ""},
		{"", ""},
	} {
		got, ok := webAddress(tt.in)
		if got != tt.want || ok != (tt.want != "") || ok != onWeb(tt.in) {
			t.Errorf("webAddress(%q) = %q, %v, want %q", tt.in, got, ok, tt.want)
		}
	}
}
