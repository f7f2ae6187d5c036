package report

import (
	"encoding/xml"
	"strings"
	"testing"
)

func TestBadge(t *testing.T) { golden(t, Badge{}) }

func TestBadgeReads(t *testing.T) {
	for _, tt := range []struct {
		sum   Summary
		words []string
		say   string
	}{
		{Summary{}, []string{"citations", "none"}, "0 citations: 0 working, 0 broken, 0 cannot tell"},
		{Summary{Citations: 1, Broken: 1}, []string{"citations", "1 broken"}, "1 citation: 0 working, 1 broken, 0 cannot tell"},
		{Summary{Citations: 123, Working: 100, Broken: 20, Unknown: 3}, []string{"citations", "100 working", "20 broken", "3 cannot tell"},
			"123 citations: 100 working, 20 broken, 3 cannot tell"},
	} {
		var got struct {
			Role  string   `xml:"role,attr"`
			Label string   `xml:"aria-label,attr"`
			Title string   `xml:"title"`
			Words []string `xml:"g>text"`
		}
		if err := xml.Unmarshal(write(t, Badge{}, &Report{Summary: tt.sum}, Options{}), &got); err != nil {
			t.Fatal(err)
		}
		if got.Role != "img" || got.Label != tt.say || got.Title != tt.say {
			t.Errorf("badge of %v says %+v, want %q", tt.sum, got, tt.say)
		}
		if a, b := strings.Join(got.Words, "|"), strings.Join(tt.words, "|"); a != b {
			t.Errorf("badge of %v shows %s, want %s", tt.sum, a, b)
		}
	}
}
