package store

import (
	"bytes"
	"fmt"
	"math"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"apud/crawler/page"
	"apud/crawler/snapshot"
	"apud/crawler/verdict"
)

// filler fills values of any type with what differs from field to field, so
// that a field that a record forgets is seen, those added later among them.
type filler struct{ n int }

func (f *filler) fill(v reflect.Value) {
	f.n++
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(day.Add(time.Duration(f.n) * time.Millisecond)))
		return
	case time.Duration:
		v.SetInt(int64(f.n) * int64(time.Microsecond))
		return
	case snapshot.Digest:
		v.Set(reflect.ValueOf(snapshot.Sum(fmt.Append(nil, f.n))))
		return
	case http.Header:
		v.Set(reflect.ValueOf(http.Header{
			"Content-Type": {"text/html"}, "X-Name": {fmt.Sprint(f.n), "b"}, "Empty": nil,
			"Date": {day.Add(time.Duration(f.n) * time.Second).Format(http.TimeFormat)},
		}))
		return
	case *page.Page:
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d", f.n))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(f.n))
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(uint64(f.n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(float64(f.n) / 7)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		f.fill(v.Index(0))
		f.fill(v.Index(1))
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				f.fill(v.Field(i))
			}
		}
	case reflect.Map:
		v.Set(reflect.ValueOf(map[verdict.Class]int{verdict.Working: f.n, verdict.Broken: f.n + 1}))
	default:
		panic("no filling for " + v.Type().String())
	}
}

func filled[T any](n int) T {
	var v T
	f := filler{n}
	f.fill(reflect.ValueOf(&v).Elem())
	return v
}

func TestRecordsKeepEachField(t *testing.T) {
	keepsFields(t, (*coder).citation, func(c *Citation) { c.Document, c.Ordinal = 0, 0 })
	keepsFields(t, (*coder).source, func(s *Source) { s.ID = 0 })
	keepsFields(t, (*coder).document, func(d *Document) { d.ID = 0 })
	keepsFields(t, (*coder).change, func(c *Change) { c.Run, c.Source = 0, 0 })
	keepsFields(t, (*coder).run, func(r *runRecord) { r.ID, r.Documents = 0, nil; r.active = day })
	keepsFields(t, (*coder).robots, func(r *Robots) { r.Host = ""; r.Body = []byte(strings.Repeat("Disallow: /\n", 50)) })
	keepsFields(t, (*coder).latest, func(l *latest) { l.status = verdict.Status{Checked: day, Due: day.Add(time.Hour)} })
	keepsFields(t, (*coder).place, func(p *place) { p.Segment, p.Codec = 7, codecDelta })
	keepsFields(t, (*coder).mark, func(m *Mark) { m.Source = 0 })
	keepsFields(t, (*coder).blobHead, func(h *blobHead) { h.Codec = codecDelta })
}

func keepsFields[T any](t *testing.T, fields func(*coder, *T), set func(*T)) {
	t.Helper()
	var want, got, zero, gotZero T
	f := filler{100}
	for v, i := reflect.ValueOf(&want).Elem(), 0; i < v.NumField(); i++ {
		if v.Field(i).CanSet() && v.Type().Field(i).Type.Kind() != reflect.Uint32 {
			f.fill(v.Field(i))
		}
	}
	set(&want)
	if err := unpack(nil, pack(nil, &want, fields), &got, fields, "%T", want); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%T =\n%+v, %v, want\n%+v", want, got, err, want)
	}
	if err := unpack(nil, pack(nil, &zero, fields), &gotZero, fields, "%T", zero); err != nil {
		t.Errorf("zero %T = %v", want, err)
	}
}

func TestObservationKeepsEachField(t *testing.T) {
	first, second := filled[Observation](1), filled[Observation](5000)
	first.Source, first.Run, second.Source, second.Run = 1, 1, 1, 2
	b, whole := packObservation(&first, nil)
	if !whole {
		t.Fatal("the first record is not whole")
	}
	base, err := unpackObservation(1, 1, b, nil)
	if err != nil || !reflect.DeepEqual(base.Observation, first) {
		t.Fatalf("first =\n%+v, %v, want\n%+v", base.Observation, err, first)
	}
	b = packAs(&second, base)
	got, err := unpackObservation(1, 2, b, func(run uint64) (*complete, error) { return base, nil })
	if err != nil || !reflect.DeepEqual(got.Observation, second) {
		t.Errorf("second =\n%+v, %v, want\n%+v", got.Observation, err, second)
	}
	again := first
	again.Run = 2
	if b, whole := packObservation(&again, base); whole || len(b) > 250 {
		t.Errorf("the same again takes %d bytes, whole: %t", len(b), whole)
	}
}

// Records from before there were identifiers are those of checks without one.
func TestObservationWithoutIdentifier(t *testing.T) {
	with := filled[Observation](1)
	with.Source, with.Run = 1, 1
	without := with
	without.Evidence.Identifier = nil
	long, short := packAs(&with, nil), packAs(&without, nil)
	if len(short) >= len(long) || !bytes.HasPrefix(long, short[:len(short)-4]) {
		t.Errorf("an identifier is not what a record ends with: %d and %d bytes", len(long), len(short))
	}
	got, err := unpackObservation(1, 1, short, nil)
	if err != nil || !reflect.DeepEqual(got.Observation, without) {
		t.Errorf("record =\n%+v, %v, want\n%+v", got.Observation, err, without)
	}
}

func TestExactIsWhatRecordsKeep(t *testing.T) {
	o := filled[Observation](1)
	o.Evidence.Page = &page.Page{}
	o.Evidence.Sibling.Page, o.Evidence.Prior.Page = &page.Page{}, &page.Page{}
	o.Evidence.Time = o.Evidence.Time.Add(time.Nanosecond).In(time.FixedZone("x", 3600))
	o.Evidence.Hops[1].Done += time.Nanosecond
	kept := exact(o)
	got, err := unpackObservation(o.Source, o.Run, packAs(&kept, nil), nil)
	if err != nil || !reflect.DeepEqual(got.Observation, kept) {
		t.Errorf("record =\n%+v, %v, want\n%+v", got.Observation, err, kept)
	}
	if o.Evidence.Page == nil || o.Evidence.Sibling.Page == nil || o.Evidence.Hops[1].Done == kept.Evidence.Hops[1].Done {
		t.Error("the caller's observation was changed")
	}
}

func TestFloats(t *testing.T) {
	for _, want := range []float64{0, 1, 0.97, 0.5, 1.0 / 3, -1, math.Inf(1), math.Copysign(0, -1), 1e300, 0.0001} {
		c := writing(nil)
		c.float(&want)
		got := 0.0
		r := reading(c.buf, nil)
		r.float(&got)
		if r.done() != nil || math.Float64bits(got) != math.Float64bits(want) {
			t.Errorf("float %v = %v, %v", want, got, r.err)
		}
	}
}

// wordsOfFirstRelease is how many words there were when the format was fixed,
// wordsSum their digest.
const (
	wordsOfFirstRelease = 122
	wordsSum            = "sha256:0703840f03442ee41d9f7096214e5a52f72d481460c36f70139ad549a45434b3"
)

func TestWordsStayWhereTheyAre(t *testing.T) {
	// Records of every release refer to words by number.
	sum := snapshot.Sum([]byte(strings.Join(words[:wordsOfFirstRelease], "\x00")))
	if got, want := sum.String(), wordsSum; got != want {
		t.Errorf("the words have digest %s, want %s: words may only be added at the end", got, want)
	}
	for i, w := range words {
		if wordRefs[w] != i {
			t.Errorf("word %q is there twice", w)
		}
	}
}

func FuzzObservationRecord(f *testing.F) {
	bare := func(b []byte) []byte { return b[:len(b)-4] } // without the sum
	o := filled[Observation](1)
	o.Source, o.Run = 1, 1
	b := packAs(&o, nil)
	base, err := unpackObservation(1, 1, b, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(bare(b))
	f.Add(bare(packAs(&o, base)))
	st := visited(Pending{ID: 1, URL: "https://a.example/"}, 1, day, "x")
	f.Add(bare(packAs(&st.Observation, nil)))
	f.Fuzz(func(t *testing.T, b []byte) {
		baseOf := func(uint64) (*complete, error) { return base, nil }
		got, err := unpackObservation(1, 9, seal(key(1, 9), b), baseOf)
		if err != nil {
			return
		}
		first := packAs(&got.Observation, base)
		again, err := unpackObservation(1, 9, first, baseOf)
		if err != nil {
			t.Fatalf("a record that was written cannot be read: %v", err)
		}
		if second := packAs(&again.Observation, base); !bytes.Equal(first, second) {
			t.Fatalf("written twice: %x and %x", first, second)
		}
	})
}

func FuzzRecords(f *testing.F) {
	c := filled[Citation](1)
	add := func(b []byte) { f.Add(b[:len(b)-4]) } // without the sum
	add(pack(nil, &c, (*coder).citation))
	d := filled[Document](1)
	add(pack(nil, &d, (*coder).document))
	r := Robots{Fetched: day, Status: 200, Body: []byte(strings.Repeat("Disallow: /\n", 50))}
	add(pack(nil, &r, (*coder).robots))
	run := runRecord{Run: Run{Start: day, State: running, Counts: map[verdict.Class]int{verdict.Working: 1}}}
	add(pack(nil, &run, (*coder).run))
	ch := filled[Change](1)
	add(pack(nil, &ch, (*coder).change))
	ids := []uint64{1, 2, 9}
	add(pack(nil, &ids, (*coder).documents))
	marks := []Mark{filled[Mark](1), {As: MarkClear, At: day}}
	add(pack(nil, &marks, (*coder).marks))
	p := place{Segment: 1, Seq: 2, Codec: codecDelta, Size: 3, Stored: 4}
	add(pack(nil, &p, (*coder).place))
	f.Fuzz(func(t *testing.T, b []byte) {
		stable(t, b, (*coder).citation)
		stable(t, b, (*coder).source)
		stable(t, b, (*coder).document)
		stable(t, b, (*coder).run)
		stable(t, b, (*coder).documents)
		stable(t, b, (*coder).change)
		stable(t, b, (*coder).latest)
		stable(t, b, (*coder).place)
		stable(t, b, (*coder).robots)
		stable(t, b, (*coder).marks)
		_, _, _ = openRecord(b)
	})
}

// stable fails the test when a record that can be read is written in two ways.
func stable[T any](t *testing.T, b []byte, fields func(*coder, *T)) {
	t.Helper()
	var v, w T
	if unpack(nil, seal(nil, b), &v, fields, "record") != nil {
		return
	}
	first := pack(nil, &v, fields)
	if err := unpack(nil, first, &w, fields, "record"); err != nil {
		t.Fatalf("%T: a record that was written cannot be read: %v", v, err)
	}
	if second := pack(nil, &w, fields); !bytes.Equal(first, second) {
		t.Fatalf("%T: written twice: %x and %x", v, first, second)
	}
}
