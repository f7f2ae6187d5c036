package report

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
)

func TestCSV(t *testing.T) { golden(t, CSV{}) }

func TestCSVHostile(t *testing.T) {
	out := write(t, CSV{}, hostileReport(), Options{})
	visible(t, "csv", out)
	rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := 1 + 4*len(hostile); len(rows) != want {
		t.Fatalf("%d rows, want %d", len(rows), want)
	}
	for _, row := range rows {
		for _, cell := range row {
			for part := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ';' || r == '|' || r == '\t' }) {
				if s := strings.TrimLeft(part, " \""); s != "" && strings.ContainsAny(s[:1], "=+-@") {
					t.Errorf("cell %q has a formula", cell)
				}
			}
		}
	}
}

func TestUnformula(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"plain – text", "plain – text"},
		{"=1+1", "'=1+1"},
		{"  -2", "  '-2"},
		{"a;\"=cmd()", "a;\"'=cmd()"},
		{"a-b=c@d", "a-b=c@d"},
		{"https://example.org/?a=b", "https://example.org/?a=b"},
		{"＝1", "'＝1"},
		{"", ""},
	} {
		if got := unformula(tt.in); got != tt.want {
			t.Errorf("unformula(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
