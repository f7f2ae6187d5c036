package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"apud/crawler/snapshot"
)

// captures settles one source with a body a day, each in a run of its own.
func captures(t testing.TB, s *Store, bodies ...string) (digests []snapshot.Digest) {
	t.Helper()
	d := put(t, s, cited("d", "https://a.example/1"))
	for i, body := range bodies {
		run := start(t, s, d.ID)
		settle(t, s, visited(pending(t, s, run.ID, day, true)[0], run.ID, day.AddDate(0, 0, i), body))
		end(t, s, run.ID, "done")
		digests = append(digests, snapshot.Sum([]byte(body)))
	}
	return digests
}

func placeOf(t testing.TB, s *Store, d snapshot.Digest) (p place) {
	t.Helper()
	if err := s.view(func(tx *bolt.Tx) (err error) {
		p, err = getPlace(tx, d)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSmallChangeCostsADifference(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{})
	page := article(1, 60)
	second := strings.Replace(page, "Paragraph 30:", "Paragraph 30 (corrected 3 March):", 1) + "<!-- token 8f14e45f -->"
	third := strings.Replace(second, "8f14e45f", "c9f0f895", 1)
	other := article(2, 60)
	bodies := []string{page, second, third, other, other + "<!-- again -->"}
	digests := captures(t, s, bodies...)
	for i, d := range digests {
		if got, err := s.Body(d); err != nil || string(got) != bodies[i] {
			t.Errorf("Body of capture %d = %d bytes, %v, want %d", i, len(got), err, len(bodies[i]))
		}
	}
	full := placeOf(t, s, digests[0])
	if full.Codec != codecZstd || full.Size != len(page) {
		t.Errorf("first capture = %+v, want zstd", full)
	}
	for i := 1; i <= 2; i++ {
		p := placeOf(t, s, digests[i])
		if p.Codec != codecDelta || p.Base != digests[0] {
			t.Errorf("capture %d = %+v, want a difference from the first", i, p)
		}
		if 20*p.Stored > full.Stored {
			t.Errorf("capture %d takes %d bytes, want at most a twentieth of %d", i, p.Stored, full.Stored)
		}
	}
	if p := placeOf(t, s, digests[3]); p.Codec != codecZstd {
		t.Errorf("another page = %+v, want it whole", p)
	}
	if p := placeOf(t, s, digests[4]); p.Codec != codecDelta || p.Base != digests[3] {
		t.Errorf("after another page = %+v, want a difference from that one", p)
	}
	closing(t, s)
	sound(t, dir)
}

func TestBodyKeptOnce(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{})
	d := put(t, s, cited("d", "https://a.example/1", "https://b.example/1", "https://c.example/1"))
	run := start(t, s, d.ID)
	todo := pending(t, s, run.ID, day, true)
	errs := make(chan error)
	for _, p := range todo {
		go func() {
			_, err := s.Settle(visited(p, run.ID, day, article(1, 30)))
			errs <- err
		}()
	}
	for range todo {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	closing(t, s)
	if v := sound(t, dir); v.Blobs != 1 || v.Observations != 3 {
		t.Errorf("Verify = %+v, want one body for three checks", v)
	}
}

func TestBodiesOfAnyKind(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{})
	bodies := []string{"", "x", strings.Repeat("a", 1<<20), strings.Repeat("\x00\xff", 50), article(3, 4), strings.Repeat("b", 5<<20) + article(3, 4)}
	for i, d := range captures(t, s, bodies...) {
		if got, err := s.Body(d); err != nil || string(got) != bodies[i] {
			t.Errorf("Body %d = %d bytes, %v, want %d", i, len(got), err, len(bodies[i]))
		}
	}
	closing(t, s)
	sound(t, dir)
}

func TestSegmentsAreSealedWhenFull(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{SegmentSize: 64 << 10})
	var urls []string
	for i := range 40 {
		urls = append(urls, fmt.Sprintf("https://a.example/%d", i))
	}
	d := put(t, s, cited("d", urls...))
	run := start(t, s, d.ID)
	for i, p := range pending(t, s, run.ID, day, true) {
		settle(t, s, visited(p, run.ID, day, article(i, 40)))
	}
	sealed, err := filepath.Glob(filepath.Join(dir, "seg-*.db"))
	if err != nil || len(sealed) < 3 {
		t.Fatalf("sealed while running: %v, %v, want several", sealed, err)
	}
	before := map[string]string{}
	for _, path := range sealed {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		before[filepath.Base(path)] = string(b)
	}
	for i := range 40 {
		if got, err := s.Body(snapshot.Sum([]byte(article(i, 40)))); err != nil || string(got) != article(i, 40) {
			t.Errorf("Body %d = %d bytes, %v", i, len(got), err)
		}
	}
	end(t, s, run.ID, "done")
	closing(t, s)
	after := contents(t, dir)
	for _, path := range sealed {
		if name := filepath.Base(path); before[name] != after[name] {
			t.Errorf("%s was written to after it was sealed", name)
		}
	}
	// A number is never used again, though its file is gone.
	s = open(t, dir, Options{})
	closing(t, s)
	all, err := filepath.Glob(filepath.Join(dir, "seg-*"))
	if err != nil {
		t.Fatal(err)
	}
	last := len(all)
	if err := os.Remove(filepath.Join(dir, sealedName(uint32(last)))); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir, Options{})
	run = start(t, s, d.ID)
	settle(t, s, visited(pending(t, s, run.ID, day, true)[0], run.ID, day, "new"))
	if p := placeOf(t, s, snapshot.Sum([]byte("new"))); int(p.Segment) != last+1 {
		t.Errorf("new segment %d, want %d", p.Segment, last+1)
	}
	closing(t, s)
	v, err := Verify(t.Context(), dir)
	if err != nil || len(v.Findings) == 0 {
		t.Errorf("Verify without a segment = %v, %v, want findings", v, err)
	}
}

func TestSealedSegmentIsSmall(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{})
	var urls []string
	for i := range 300 {
		urls = append(urls, fmt.Sprintf("https://a.example/%d", i))
	}
	d := put(t, s, cited("d", urls...))
	run := start(t, s, d.ID)
	todo := pending(t, s, run.ID, day, true)
	settleAll(t, s, 64, len(todo), func(i int) *Settlement {
		return visited(todo[i], run.ID, day, article(i, 10+i%90))
	})
	stored := 0
	for i := range todo {
		stored += placeOf(t, s, snapshot.Sum([]byte(article(i, 10+i%90)))).Stored
	}
	closing(t, s)
	info, err := os.Stat(filepath.Join(dir, sealedName(1)))
	if err != nil {
		t.Fatal(err)
	}
	if ratio := float64(info.Size()) / float64(stored); ratio > 1.3 {
		t.Errorf("segment of %d bytes for %d compressed: %.2f, want at most 1.3", info.Size(), stored, ratio)
	} else {
		t.Logf("segment of %d bytes for %d compressed: %.2f", info.Size(), stored, ratio)
	}
}

func TestViewOfABodyInTheOpenSegment(t *testing.T) {
	dir := newDir(t)
	s := open(t, dir, Options{})
	d := put(t, s, cited("d", "https://a.example/1"))
	run := start(t, s, d.ID)
	settle(t, s, visited(pending(t, s, run.ID, day, true)[0], run.ID, day, "body"))
	if err := s.publish(); err != nil {
		t.Fatal(err)
	}
	v, err := OpenView(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	digest := snapshot.Sum([]byte("body"))
	if _, err := v.Body(digest); !errors.Is(err, ErrNotYet) {
		t.Errorf("Body during the run = %v, want ErrNotYet", err)
	}
	end(t, s, run.ID, "done")
	if b, err := v.Body(digest); err != nil || string(b) != "body" {
		t.Errorf("Body after the run = %q, %v", b, err)
	}
}

func FuzzBodies(f *testing.F) {
	f.Add([]byte("a page"), []byte("a page with a change"))
	f.Add([]byte(article(1, 3)), []byte(article(1, 4)))
	f.Fuzz(func(t *testing.T, base, body []byte) {
		z, codec := squeeze(body)
		if got, err := expand(z, codec, len(body), nil); err != nil || !bytes.Equal(got, body) {
			t.Fatalf("expand(squeeze(%q)) = %q, %v", body, got, err)
		}
		if len(base) >= minSqueeze && len(body) >= minSqueeze {
			z, err := difference(body, base)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := expand(z, codecDelta, len(body), base); err != nil || !bytes.Equal(got, body) {
				t.Fatalf("difference of %q from %q = %q, %v", body, base, got, err)
			}
		}
		// What is no frame is an error or has the size it should have.
		for codec := range uint64(4) {
			if got, err := expand(body, codec, len(body), base); err == nil && len(got) != len(body) {
				t.Fatalf("expand as %d = %d bytes, want %d", codec, len(got), len(body))
			}
		}
	})
}
