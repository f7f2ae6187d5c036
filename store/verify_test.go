package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"apud/crawler/snapshot"
)

// sample is a store with some of everything.
func sample(t testing.TB) string {
	t.Helper()
	dir := newDir(t)
	s := open(t, dir, Options{})
	var urls []string
	for i := range 30 {
		urls = append(urls, fmt.Sprintf("https://a.example/%d", i))
	}
	a := put(t, s, cited("a", urls...))
	b := put(t, s, cited("b", urls[5:9]...))
	for n := range 3 {
		run := start(t, s, a.ID, b.ID)
		for i, p := range pending(t, s, run.ID, day, true) {
			when := day.AddDate(0, 0, n)
			st := visited(p, run.ID, when, article(i, 3+i)+fmt.Sprint(n))
			switch i % 5 {
			case 3:
				st = gone(p, run.ID, when)
			case 4:
				if n > 0 {
					st = unchanged(p, run.ID, when, article(i, 3+i)+"0")
				}
			}
			if i == 0 {
				st.RobotsHost, st.RobotsStatus, st.RobotsBody, st.RobotsTime = "https://a.example", 200, []byte("User-agent: *\n"), when
			}
			settle(t, s, st)
		}
		end(t, s, run.ID, "done")
	}
	for id := range uint64(5) {
		mark(t, s, Mark{Source: id + 1, As: MarkWorks, Until: day.AddDate(0, 0, 90), Note: "read in the library", By: "Ada"})
	}
	mark(t, s, Mark{Source: 2, As: MarkClear})
	closing(t, s)
	return dir
}

func copyStore(t testing.TB, from string) string {
	t.Helper()
	dir := newDir(t)
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestVerifyNamesWhatIsWrong(t *testing.T) {
	whole := sample(t)
	sound(t, whole)
	body := snapshot.Sum([]byte(article(0, 3) + "0"))
	drop := func(bucket []byte, k []byte) func(*bolt.Tx) error {
		return func(tx *bolt.Tx) error { return tx.Bucket(bucket).Delete(k) }
	}
	set := func(bucket, k, v []byte) func(*bolt.Tx) error {
		return func(tx *bolt.Tx) error { return tx.Bucket(bucket).Put(k, v) }
	}
	for _, tt := range []struct {
		name string
		edit func(*bolt.Tx) error
		want []string // one of the findings has all of these
	}{
		{"no check", drop(bucketObs, key(3, 2)), []string{"run 2", "29 sources settled"}},
		{"no last check", drop(bucketLatest, key(3)), []string{"check of source 3", "no last check"}},
		{"no source", drop(bucketSource, key(3)), []string{"citation 2 of document 1", "source 3 is missing"}},
		{"no address", func(tx *bolt.Tx) error {
			return tx.Bucket(bucketURL).Delete(hashKey("https://a.example/2"))
		}, []string{"source 3", "does not lead to it"}},
		{"no body", func(tx *bolt.Tx) error { return tx.Bucket(bucketBlob).Delete(body[:]) }, []string{"check of source 1 in run 1", body.String()}},
		{"body elsewhere", func(tx *bolt.Tx) error {
			return tx.Bucket(bucketBlob).Put(body[:], pack(body[:], &place{Segment: 1, Seq: 2, Codec: codecZstd}, (*coder).place))
		}, []string{"body " + body.String(), "is another"}},
		{"no segment", func(tx *bolt.Tx) error {
			return tx.Bucket(bucketBlob).Put(body[:], pack(body[:], &place{Segment: 77, Seq: 1}, (*coder).place))
		}, []string{body.String(), "segment 77"}},
		{"no base", func(tx *bolt.Tx) error {
			return tx.Bucket(bucketObs).Delete(key(4, 1))
		}, []string{"check of source 4 in run 2", "base check of source 4 in run 1"}},
		{"no citation", drop(bucketCite, placeKey(2, 1)), []string{"cited by document 2", "citation 1 is missing"}},
		{"no way back", drop(bucketCitedBy, append(key(6), placeKey(2, 0)...)), []string{"citation 0 of document 2", "does not know of it"}},
		{"no document", drop(bucketDoc, key(2)), []string{"run 1", "document 2 is missing"}},
		{"no run", drop(bucketRun, key(2)), []string{"in run 2", "the run is missing"}},
		{"change without a check", set(bucketChange, key(2, 999), nil), []string{"change of source 999 in run 2"}},
		{"a record cut short", set(bucketObs, key(3, 2), []byte{1, 0, 7}), []string{"check of source 3 in run 2", "cannot be read"}},
		{"a record of another version", set(bucketCite, placeKey(2, 1), []byte{9}), []string{"citation 1 of document 2", "cannot be read"}},
		{"a robots.txt", set(bucketHost, []byte("https://a.example"), []byte{1}), []string{`robots.txt of "https://a.example"`}},
		{"a mark that cannot be read", set(bucketMark, key(3), []byte{1, 0, 7}), []string{"marks of source 3", "cannot be read"}},
		{"a mark of nothing", set(bucketMark, key(999), pack(key(999), &[]Mark{{As: MarkDead}}, (*coder).marks)), []string{"marks of source 999", "the source is missing"}},
		{"a mark of another kind", set(bucketMark, key(3), pack(key(3), &[]Mark{{As: "maybe"}}, (*coder).marks)), []string{"marks of source 3", `"maybe"`}},
		{"no mark", set(bucketMark, key(3), pack(key(3), &[]Mark{}, (*coder).marks)), []string{"marks of source 3", "there is none"}},
		{"no bucket", func(tx *bolt.Tx) error { return tx.DeleteBucket(bucketHost) }, []string{"no bucket host"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := copyStore(t, whole)
			edit(t, filepath.Join(dir, indexName), tt.edit)
			v, err := Verify(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range v.Findings {
				all := true
				for _, w := range tt.want {
					all = all && strings.Contains(f.String(), w)
				}
				if all {
					return
				}
			}
			t.Errorf("findings %q, want one with %q", v.Findings, tt.want)
		})
	}
}

func TestVerifyMissingFiles(t *testing.T) {
	whole := sample(t)
	for _, name := range []string{viewName, sealedName(2)} {
		dir := copyStore(t, whole)
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		if v, err := Verify(t.Context(), dir); err != nil || len(v.Findings) == 0 {
			t.Errorf("Verify without %s = %+v, %v, want findings", name, v, err)
		}
	}
}

func TestVerifyEndsWithItsContext(t *testing.T) {
	dir := sample(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Verify(ctx, dir); !errors.Is(err, context.Canceled) {
		t.Errorf("Verify = %v, want Canceled", err)
	}
}

// TestFlippedBytes changes bytes of each file at random. Either Verify finds
// it, or all can be read as before; and no reader ends the process.
func TestFlippedBytes(t *testing.T) {
	whole := sample(t)
	want := everything(t, whole)
	names := []string{indexName, viewName, sealedName(1), sealedName(2), sealedName(3)}
	found, unused := map[string]int{}, map[string]int{}
	flips := 150
	if n, err := strconv.Atoi(os.Getenv("APUD_STORE_TEST_FLIPS")); err == nil {
		flips = n
	}
	for i := range flips {
		dir := copyStore(t, whole)
		path := filepath.Join(dir, names[i%len(names)])
		at := flip(t, path)
		v, err := Verify(t.Context(), dir)
		switch {
		case err != nil && !errors.Is(err, ErrNewer):
			t.Fatalf("Verify after byte %d of %s = %v", at, path, err)
		case err != nil || len(v.Findings) > 0:
			found[filepath.Base(path)]++
		case !bytes.Equal(everything(t, dir), want):
			t.Errorf("byte %d of %s was not found and shows", at, filepath.Base(path))
		default:
			unused[filepath.Base(path)]++
		}
		os.RemoveAll(dir)
	}
	t.Logf("found %v, without effect %v", found, unused)
	if found[indexName] == 0 || found[viewName] == 0 {
		t.Error("nothing was found in an index")
	}
}

// flip changes one byte of a file, one that is not zero: most of an index is
// room for more.
func flip(t *testing.T, path string) int {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	at := rand.IntN(len(b))
	for b[at] == 0 {
		at = rand.IntN(len(b))
	}
	b[at] ^= byte(1 + rand.IntN(255))
	rewrite(t, path, b)
	return at
}

func rewrite(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := errors.Join(os.Chmod(path, 0o600), os.WriteFile(path, b, 0o600)); err != nil {
		t.Fatal(err)
	}
}

// everything is all that the index and the view show.
func everything(t *testing.T, dir string) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, name := range []string{indexName, viewName} {
		shown(t, &b, dir, name)
	}
	return b.Bytes()
}

// shown writes all that one of them shows. The index is read as a view is,
// since opening it as a store would write.
func shown(t *testing.T, b *bytes.Buffer, dir, name string) {
	t.Helper()
	db, err := openRead(filepath.Join(dir, name))
	if err != nil {
		fmt.Fprintln(b, name, errors.Is(err, ErrDamaged))
		return
	}
	v := &View{db: db}
	v.reader.segments = &segments{dir: dir}
	v.reader.view = func(fn func(*bolt.Tx) error) error {
		return guarded(func() error { return db.View(fn) })
	}
	defer v.Close()
	runs, err := v.LastRuns(0)
	fmt.Fprintln(b, runs, err)
	for _, r := range runs {
		changes, err := v.Changes(r.ID)
		fmt.Fprintln(b, changes, err)
	}
	docs, err := v.Documents()
	fmt.Fprintln(b, docs, err)
	for _, d := range docs {
		cites, err := v.Citations(d.ID)
		fmt.Fprintf(b, "%+v %v\n", cites, err)
	}
	marks, err := v.Marks()
	fmt.Fprintln(b, marks, err)
	robots, err := v.Robots("https://a.example")
	fmt.Fprintln(b, robots, err)
	picked := map[string]string{}
	for id := uint64(1); id <= 30; id++ {
		src, err := v.Source(id)
		fmt.Fprintln(b, src, err)
		found, err := v.SourceByURL(src.URL)
		fmt.Fprintln(b, found.ID, err)
		said, err := v.MarksOf(id)
		fmt.Fprintln(b, said, err)
		cites, err := v.CitedBy(id)
		fmt.Fprintln(b, len(cites), err)
		for name, pick := range map[string]func(uint64) (Observation, error){"first": v.FirstGood, "last": v.LastGood, "latest": v.Latest} {
			if o, err := pick(id); err != nil || o.Run == 0 {
				picked[name] = fmt.Sprint(err)
			} else {
				picked[name] = fmt.Sprint(o.Run)
			}
		}
		fmt.Fprintln(b, picked["first"], picked["last"], picked["latest"])
		all, err := v.Observations(id)
		for _, o := range all {
			body, err := v.Body(o.Snapshot)
			at, fault := o.Evidence, o.Evidence.Fault
			at.Hops, at.Fault = nil, nil
			fmt.Fprintf(b, "%+v %+v %+v %+v %+v %d %v\n", at, o.Evidence.Hops, fault, o.Claims, o.Status, len(body), err)
		}
		fmt.Fprintln(b, len(all), err)
	}
}

func TestCutFiles(t *testing.T) {
	whole := sample(t)
	for _, name := range []string{indexName, viewName, sealedName(1)} {
		info, err := os.Stat(filepath.Join(whole, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, size := range []int64{0, 1, 100, 4096, 8192, 12288, info.Size() / 2, info.Size() - 4097} {
			dir := copyStore(t, whole)
			path := filepath.Join(dir, name)
			if err := errors.Join(os.Chmod(path, 0o600), os.Truncate(path, max(size, 0))); err != nil {
				t.Fatal(err)
			}
			if v, err := Verify(t.Context(), dir); err != nil || len(v.Findings) == 0 {
				// The index may have room at its end that is not in use.
				if s, openErr := Open(dir, Options{}); name == indexName && err == nil && openErr == nil {
					s.Close()
				} else {
					t.Errorf("%s cut to %d bytes: Verify = %+v, %v", name, size, v, err)
				}
			}
			everything(t, dir)
		}
	}
}

func TestDamagedIndexIsSaid(t *testing.T) {
	dir := sample(t)
	path := filepath.Join(dir, indexName)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	clear(b[:8192])
	rewrite(t, path, b)
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrDamaged) {
		t.Errorf("Open = %v, want ErrDamaged", err)
	}
	// The failed Open has let go of the store.
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrDamaged) {
		t.Errorf("Open again = %v, want ErrDamaged", err)
	}
}

// TestPagesInARing makes a page its own child, which bbolt would follow for ever.
func TestPagesInARing(t *testing.T) {
	dir := sample(t)
	path := filepath.Join(dir, indexName)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	size := uint64(os.Getpagesize())
	done := false
	for id := uint64(2); id < uint64(len(b))/size; id++ {
		p := b[id*size:]
		if order.Uint16(p[8:]) == pageBranch && binary.NativeEndian.Uint64(p) == id {
			order.PutUint64(p[pageHeader+8:], id)
			done = true
		}
	}
	if !done {
		t.Fatal("no branch page in the sample")
	}
	rewrite(t, path, b)
	v, err := Verify(t.Context(), dir)
	if err != nil || len(v.Findings) == 0 || !strings.Contains(fmt.Sprint(v.Findings), "used twice") {
		t.Errorf("Verify = %+v, %v, want a page that is used twice", v, err)
	}
}

func FuzzPages(f *testing.F) {
	dir := newDir(f)
	s := open(f, dir, Options{})
	captures(f, s, "a", "b", strings.Repeat(article(1, 1), 20))
	closing(f, s)
	b, err := os.ReadFile(filepath.Join(dir, sealedName(3)))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b, uint32(0), uint64(0))
	f.Fuzz(func(t *testing.T, b []byte, at uint32, value uint64) {
		if len(b) >= 8 {
			order.PutUint64(b[int(at)%(len(b)-7):], value)
		}
		p := &pages{f: bytes.NewReader(b), found: func(error) {}}
		p.check(int64(len(b)))
	})
}
