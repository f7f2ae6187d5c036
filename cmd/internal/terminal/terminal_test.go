package terminal

import "testing"

func TestClean(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"plain – text", "plain – text"},
		{"\x1b]52;c;AAAA\a", `\u001b]52;c;AAAA\u0007`},
		{"over\rwritten", "over written"},
		{"abc\u202etxt.exe", `abc\u202etxt.exe`},
		{"two\nlines", "two lines"},
		{"c1 \u009b31m", `c1 \u009b31m`},
	} {
		if got := Clean(tt.in); got != tt.want {
			t.Errorf("Clean(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, tt := range []struct {
		in   string
		n    int
		want string
	}{
		{"short", 10, "short"},
		{"a longer title", 8, "a longe…"},
		{"港口的潮汐表", 7, "港口的…"},
		{"e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"},
	} {
		if got := Cut(tt.in, tt.n); got != tt.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", tt.in, tt.n, got, tt.want)
		}
	}
}
