package evidence

import (
	"testing"
	"time"

	"apud/crawler/snapshot"
	"apud/crawler/verdict"
	"apud/store"
)

func TestVolatile(t *testing.T) {
	at := time.Date(2026, 3, 1, 4, 0, 0, 0, time.UTC)
	check := func(body string, good bool) store.Observation {
		at = at.AddDate(0, 0, 1)
		o := store.Observation{Snapshot: snapshot.Sum([]byte(body)), Status: verdict.Status{Checked: at}}
		if good {
			o.Status.LastGood = at
		}
		return o
	}
	for _, c := range []struct {
		name string
		all  []store.Observation
		want bool
	}{
		{"never seen", nil, false},
		{"too few", []store.Observation{check("a", true), check("b", true), check("c", true)}, false},
		{"another each time", []store.Observation{check("a", true), check("b", true), check("c", true), check("d", true)}, true},
		{"once the same", []store.Observation{check("a", true), check("a", true), check("c", true), check("d", true)}, false},
		{"failures do not count", []store.Observation{check("a", true), check("x", false), check("b", true), check("x", false), check("c", true)}, false},
	} {
		if got := volatile(c.all); got != c.want {
			t.Errorf("%s: volatile = %v, want %v", c.name, got, c.want)
		}
	}
}
