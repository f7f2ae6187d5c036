// Package doctest is the suite that every [doc.Format] passes.
//
// [Run] reads samples and compares them with what a reader says that they cite;
// [Fuzz] holds what must be so for any bytes:
//
//	func TestFormat(t *testing.T) {
//		doctest.Run(t, markdown.Format{}, doctest.Case{File: "article.md", Truth: "article.json"})
//	}
//
//	func FuzzRead(f *testing.F) { doctest.Fuzz(f, markdown.Format{}, "[a](https://example.org/)") }
//
// Samples and truths stand in testdata/documents.
package doctest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

// Case is one sample.
type Case struct {
	// File is the name of the sample in testdata/documents.
	File string
	// Truth is the name of what it is compared with; empty compares nothing.
	Truth string
	// Unescape undoes the format's escapes, so that the bytes of an address
	// can be compared with the address; nil for a format that has none.
	Unescape func(string) string
}

// Run runs the suite on f.
func Run(t *testing.T, f doc.Format, cases ...Case) {
	t.Run("empty", func(t *testing.T) { read(t, f, &doc.Input{Name: "empty"}, nil) })
	for _, c := range cases {
		t.Run(c.File, func(t *testing.T) { c.run(t, f) })
	}
}

func (c Case) run(t *testing.T, f doc.Format) {
	in := &doc.Input{Name: c.File, Data: Sample(t, c.File), Files: os.DirFS(documents)}
	t.Run("sniff", func(t *testing.T) {
		if n := f.Sniff(in); n <= 0 || n > 100 {
			t.Errorf("Sniff(%s) = %v, want 1 to 100", c.File, n)
		}
		if n := f.Sniff(&doc.Input{Name: c.File, Data: []byte("\x00\x01\x02 \x00")}); n >= 90 {
			t.Errorf("Sniff(binary bytes named %s) = %v, want less than 90", c.File, n)
		}
	})
	t.Run("read", func(t *testing.T) {
		d := read(t, f, in, c.Unescape)
		if d == nil {
			t.Fatal("the sample cannot be read")
		}
		if d.Format != f.Info().Name {
			t.Errorf("Draft.Format = %q, want %q", d.Format, f.Info().Name)
		}
		if c.Truth != "" {
			readTruth(t, c.Truth).compare(t, c.File, d.Document(c.File))
		}
	})
	t.Run("truncated", func(t *testing.T) {
		for i := range 16 {
			part := *in
			part.Data = in.Data[:len(in.Data)*i/16]
			read(t, f, &part, c.Unescape)
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := f.Read(ctx, in); !errors.Is(err, context.Canceled) {
			t.Errorf("Read with a cancelled context = %v, want %v", err, context.Canceled)
		}
	})
}

// Fuzz holds f to its properties on any bytes. Seeds are texts; samples with
// one of the format's endings are seeds as well.
func Fuzz(f *testing.F, format doc.Format, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	for _, ext := range format.Info().Extensions {
		files, err := filepath.Glob(filepath.Join(documents, "*"+ext))
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			f.Add(Sample(f, filepath.Base(file)))
		}
	}
	name := "fuzz" + format.Info().Extensions[0]
	f.Fuzz(func(t *testing.T, data []byte) {
		read(t, format, &doc.Input{Name: name, Data: data}, nil)
	})
}

// read reads in twice, checks what must be so for any bytes, and gives the
// draft; nil when in is refused.
func read(t *testing.T, f doc.Format, in *doc.Input, unescape func(string) string) *doc.Draft {
	t.Helper()
	if n := f.Sniff(in); n < 0 || n > 100 {
		t.Errorf("Sniff = %v, want 0 to 100", n)
	}
	before := string(in.Data)
	d, err := f.Read(t.Context(), in)
	again, errAgain := f.Read(t.Context(), in)
	if string(in.Data) != before {
		t.Error("Read changed its input")
	}
	if (err == nil) != (errAgain == nil) {
		t.Fatalf("Read = %v, then %v", err, errAgain)
	}
	if err != nil {
		var syntax *doc.SyntaxError
		if !errors.As(err, &syntax) && !errors.Is(err, doc.ErrTooLarge) {
			t.Errorf("Read = %v, want a *doc.SyntaxError or doc.ErrTooLarge", err)
		}
		return nil
	}
	if !reflect.DeepEqual(d, again) {
		t.Error("two reads of the same bytes differ")
	}
	p := &properties{TB: t, data: in.Data, unescape: unescape}
	p.draft(d)
	p.document(d.Document(in.Name))
	return d
}

// compare compares a document with the truth.
func (truth *Truth) compare(t *testing.T, file string, d *cite.Document) {
	if d.Title != truth.Title {
		t.Errorf("title = %q, want %q", d.Title, truth.Title)
	}
	var labels, want []string
	for _, f := range d.Footnotes {
		labels = append(labels, f.Label)
	}
	for _, n := range truth.Footnotes {
		want = append(want, truth.label(file, n))
	}
	if !slices.Equal(labels, want) {
		t.Fatalf("labels = %q, want %q", labels, want)
	}
	for i, n := range truth.Footnotes {
		truth.note(t, file, d.Footnotes[i], n)
	}
	var body []string
	for _, url := range addresses(d.Body) {
		if !slices.Contains(truth.Files[file].Ignored, url) {
			body = append(body, url)
		}
	}
	equal(t, "body", "addresses", body, truth.body(file))
}

func (truth *Truth) note(t *testing.T, file string, got cite.Footnote, want TruthNote) {
	where := "note " + got.Label
	equal(t, where, "addresses", addresses(got.Citations), want.URLs)
	if len(got.Markers) != 1 {
		t.Errorf("%s: %d marks, want 1", where, len(got.Markers))
	}
	for _, m := range got.Markers {
		if m.Sentence.Text == "" {
			t.Errorf("%s: its mark supports no sentence", where)
		}
		if clause := strings.TrimRight(m.Clause.Text, " .,"); !strings.HasSuffix(clause, want.Supports) {
			t.Errorf("%s: its mark supports %q, want %q", where, m.Clause.Text, want.Supports)
		}
	}
	if len(got.Citations) != len(want.Sources) {
		t.Errorf("%s: %d citations, want %d: %q", where, len(got.Citations), len(want.Sources), got.Text)
		return
	}
	for i, w := range want.Sources {
		c := got.Citations[i]
		var authors []string
		for _, a := range c.Authors {
			authors = append(authors, a.Name)
		}
		equal(t, where, "signal", c.Signal, w.Signal)
		equal(t, where, "authors", authors, w.Authors)
		equal(t, where, "title", c.Title, w.Title)
		equal(t, where, "container", c.Container, w.Container)
		equal(t, where, "date", c.Date.ISO, w.Date)
		equal(t, where, "accessed", c.Accessed.ISO, w.Accessed)
		equal(t, where, "lost", c.Lost, w.Lost)
		var refers *cite.Reference
		if r := w.RefersTo; r != nil {
			note := truth.label(file, truth.Footnotes[r.Note-1])
			refers = &cite.Reference{Kind: r.Kind, Footnote: note, Citation: max(r.Source, 1)}
		}
		equal(t, where, "refers to", c.RefersTo, refers)
	}
}

// addresses is the addresses of citations in order, each before its copies.
func addresses(citations []cite.Citation) []string {
	var out []string
	for _, c := range citations {
		if c.URL != "" {
			out = append(out, c.URL)
		}
		for _, a := range c.Archives {
			if a.URL != c.URL {
				out = append(out, a.URL)
			}
		}
	}
	return out
}

func equal(t *testing.T, where, what string, got, want any) {
	t.Helper()
	if urls, ok := got.([]string); ok && len(urls) == 0 && reflect.ValueOf(want).Len() == 0 {
		return
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %s = %s, want %s", where, what, show(got), show(want))
	}
}

func show(v any) string {
	switch v := v.(type) {
	case []string:
		return "[" + strings.Join(v, " ") + "]"
	case *cite.Reference:
		if v != nil {
			return fmt.Sprintf("%+v", *v)
		}
	}
	return fmt.Sprintf("%+v", v)
}
