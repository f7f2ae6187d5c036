package page

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

// prose is text of a seed, of so many words in paragraphs of twenty.
func prose(seed, words int) string {
	rng := rand.New(rand.NewSource(int64(seed)))
	var b strings.Builder
	for i := range words {
		if i > 0 && i%20 == 0 {
			b.WriteString(".\n")
		}
		fmt.Fprintf(&b, "w%d ", rng.Intn(2000))
	}
	return b.String()
}

// han is text without spaces.
func han(seed, runes int) string {
	rng := rand.New(rand.NewSource(int64(seed)))
	var b strings.Builder
	for i := range runes {
		b.WriteRune(rune(0x4e00 + rng.Intn(3000)))
		if i%15 == 14 {
			b.WriteString("。")
		}
	}
	return b.String()
}

func TestContainment(t *testing.T) {
	a, b := prose(1, 400), prose(2, 400)
	half := a[:len(a)/2]
	h, g := han(1, 400), han(2, 400)
	for _, tc := range []struct {
		name     string
		old, new string
		min, max float64
	}{
		{"the same", a, a, 1, 1},
		{"case and signs", a, strings.ToUpper(strings.ReplaceAll(a, ".", " –")), 1, 1},
		{"more added", a, b + a, 1, 1},
		{"half of it", a, half, .45, .55},
		{"half replaced", a, half + b[len(b)/2:], .45, .55},
		{"another", a, b, 0, .01},
		{"nothing left", a, "", 0, 0},
		{"nothing before", "", a, 1, 1},
		{"only signs before", "… – …", a, 1, 1},
		{"a few words", "two words", "Two words!", 1, 1},
		{"a few words gone", "two words", "other words", 0, 0},
		{"apostrophes", "the river’s old weir isn’t here", "The river's old weir isn't here", 1, 1},
		{"without spaces, the same", h, h, 1, 1},
		{"without spaces, added", h, g + h, 1, 1},
		{"without spaces, half", h, h[:len(h)/6*3], .4, .6},
		{"without spaces, another", h, g, 0, .01},
	} {
		if got := Containment(&Page{Main: tc.old}, &Page{Main: tc.new}); got < tc.min || got > tc.max {
			t.Errorf("%s: Containment = %v, want %v to %v", tc.name, got, tc.min, tc.max)
		}
	}
	if got := Containment(&Page{Main: a}, nil); got != 0 {
		t.Errorf("Containment in no page = %v, want 0", got)
	}
	if got := Containment(nil, &Page{Main: a}); got != 1 {
		t.Errorf("Containment of no page = %v, want 1", got)
	}
}

func TestSimilarity(t *testing.T) {
	a, b := prose(1, 100), prose(2, 100)
	for _, tc := range []struct {
		name     string
		a, b     string
		min, max float64
	}{
		{"the same", a, a, 1, 1},
		{"one word", a, strings.Replace(a, "w", "x", 1), .9, .99},
		{"half", a, a[:len(a)/2], .4, .6},
		{"half shared", a, a[:len(a)/2] + b[len(b)/2:], .25, .4},
		{"others", a, b, 0, .01},
		{"scripts", a, han(1, 100), 0, 0},
		{"nothing", "", "", 1, 1},
		{"nothing and something", "", a, 0, 0},
	} {
		x, y := &Page{Main: tc.a}, &Page{Main: tc.b}
		got, back := Similarity(x, y), Similarity(y, x)
		if got < tc.min || got > tc.max || got != back {
			t.Errorf("%s: Similarity = %v, and %v the other way round, want %v to %v", tc.name, got, back, tc.min, tc.max)
		}
	}
	if got := Similarity(nil, &Page{}); got != 0 {
		t.Errorf("Similarity of no page = %v, want 0", got)
	}
}
