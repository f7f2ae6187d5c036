package doc

import "testing"

func TestAuthor(t *testing.T) {
	for _, tt := range []struct {
		in, want     string
		organization bool
	}{
		{"Varga, Ilse", "Ilse Varga", false},
		{"King, Martin Luther, Jr.", "Martin Luther King Jr.", false},
		{"{Harbour Board}", "Harbour Board", true},
		{"Plato", "Plato", false},
		{"Varga,", "Varga", false},
	} {
		if got := Author(tt.in); got.Name != tt.want || got.Organization != tt.organization {
			t.Errorf("Author(%q) = %v, want %q, %v", tt.in, got, tt.want, tt.organization)
		}
	}
}

func TestISODate(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"2020/10/9", "2020-10-09"},
		{"2020///", "2020"},
		{"2020-10-09T12:00:00Z", "2020-10-09"},
		{"2020/00/09", "2020"},
		{"October 2020", ""},
		{"", ""},
	} {
		if got := ISODate(tt.in); got != tt.want {
			t.Errorf("ISODate(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestRoman(t *testing.T) {
	for n := 1; n < 4000; n++ {
		if got := ParseRoman(Roman(n)); got != n {
			t.Fatalf("ParseRoman(Roman(%d)) = %d", n, got)
		}
	}
	for _, s := range []string{"", "iiii", "xI", "vx", "abc", "ly"} {
		if got := ParseRoman(s); got != 0 {
			t.Errorf("ParseRoman(%q) = %d, want 0", s, got)
		}
	}
}

func TestNumeral(t *testing.T) {
	for _, tt := range []struct {
		format string
		n      int
		want   string
	}{
		{"decimal", 12, "12"},
		{"lowerRoman", 4, "iv"},
		{"upperLetter", 27, "AA"},
		{"chicago", 1, "*"},
		{"chicago", 6, "††"},
		{"ideographDigital", 3, "3"},
	} {
		if got := Numeral(tt.format, tt.n); got != tt.want {
			t.Errorf("Numeral(%q, %d) = %q, want %q", tt.format, tt.n, got, tt.want)
		}
	}
}
