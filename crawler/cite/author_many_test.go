package cite

import (
	"strings"
	"testing"
)

// TestNothingButNames reads a note that once took minutes: each beginning of it
// was tried as a list of authors.
func TestNothingButNames(t *testing.T) {
	for _, c := range ParseNote(Plain(strings.Repeat("Smith, J., ", 50_000), "", 0)) {
		if len(c.Authors) > maxNames {
			t.Errorf("ParseNote found %d authors, want at most %d", len(c.Authors), maxNames)
		}
	}
}
