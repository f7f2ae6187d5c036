package store

import (
	"encoding/hex"
	"os"
	"strings"
	"testing"
)

// TestFormatSample holds the sample of FORMAT.md to what is written and read.
func TestFormatSample(t *testing.T) {
	text, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "## Sample")
	parts := strings.Split(rest, "```")
	if len(parts) < 2 {
		t.Fatal("FORMAT.md has no sample")
	}
	sample, err := hex.DecodeString(strings.Join(strings.Fields(parts[1]), ""))
	if err != nil {
		t.Fatal(err)
	}
	want := Source{ID: 7, URL: "https://a.example/x#y", Normal: "https://a.example/x", FirstSeen: day}
	if got := hex.EncodeToString(pack(key(7), &want, (*coder).source)); got != hex.EncodeToString(sample) {
		t.Errorf("the record is %s, FORMAT.md says %x", got, sample)
	}
	got := Source{ID: 7}
	if err := unpack(key(7), sample, &got, (*coder).source, "sample"); err != nil || got != want {
		t.Errorf("the sample reads as %+v, %v, want %+v", got, err, want)
	}
	if err := unpack(key(8), sample, &got, (*coder).source, "sample"); err == nil {
		t.Error("the sample reads in another's place")
	}
	for _, b := range buckets {
		if !strings.Contains(string(text), "| `"+string(b)+"` |") {
			t.Errorf("FORMAT.md says nothing of bucket %s", b)
		}
	}
}
