package report

import (
	"encoding/xml"
	"strings"
	"testing"
)

func TestJUnit(t *testing.T) { golden(t, JUnit{}) }

func TestJUnitCounts(t *testing.T) {
	var got junitRun
	if err := xml.Unmarshal(write(t, JUnit{}, sample(), Options{}), &got); err != nil {
		t.Fatal(err)
	}
	if got.Tests != 7 || got.Failures != 2 || got.Skipped != 3 || len(got.Suites) != 3 {
		t.Errorf("%d tests, %d failures, %d skipped in %d suites, want 7, 2, 3 in 3", got.Tests, got.Failures, got.Skipped, len(got.Suites))
	}
	names := map[string]bool{}
	for _, s := range got.Suites {
		for _, c := range s.Cases {
			if key := s.Name + "\n" + c.Name; names[key] {
				t.Errorf("test %q of %q is there twice", c.Name, s.Name)
			} else {
				names[key] = true
			}
		}
	}
	if m := got.Suites[1].Cases[0].Skipped; m == nil || !strings.Contains(m.Message, "read by hand") {
		t.Errorf("an ignored citation is skipped with %+v, want the note of its mark", m)
	}
}

func TestJUnitHostile(t *testing.T) {
	out := write(t, JUnit{}, hostileReport(), Options{})
	visible(t, "junit", out)
	var got junitRun
	if err := xml.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if got.Tests != 4*len(hostile) || got.Failures != 2*len(hostile) || got.Skipped != len(hostile) {
		t.Errorf("%d tests, %d failures, %d skipped of %d texts", got.Tests, got.Failures, got.Skipped, len(hostile))
	}
	for i, s := range got.Suites {
		if hostile[i] == "]]>" && (s.Name != "]]>" || !strings.Contains(s.Cases[0].Failure.Text, "reason: ]]>\n")) {
			t.Errorf("the end of a section came back as %q, %q", s.Name, s.Cases[0].Failure.Text)
		}
	}
}
