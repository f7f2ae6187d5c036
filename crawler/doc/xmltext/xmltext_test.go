package xmltext

import (
	"errors"
	"io"
	"strings"
	"testing"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

func TestTextHasItsBytes(t *testing.T) {
	in := "<p>Fish &amp; ships,\n  <i>Tom&#225;s</i> &nbsp;<![CDATA[a < b]]> &bogus; end</p>"
	s := NewScanner([]byte(in))
	out := &cite.Text{}
	for {
		tok, err := s.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if tok.Kind == Text {
			tok.AppendTo(out, "", false)
		}
	}
	if want := "Fish & ships, Tomás \u00a0a < b &bogus; end"; out.String() != want {
		t.Fatalf("text = %q, want %q", out, want)
	}
	for _, tt := range []struct{ text, source string }{
		{"&", "&amp;"}, {"Tomás", "Tom&#225;s"}, {"ships", "ships"}, {"a < b", "a < b"}, {"end", "end"},
	} {
		i := strings.Index(out.String(), tt.text)
		sp := out.Source(i, i+len(tt.text))
		if got := in[sp.Start:sp.End]; got != tt.source {
			t.Errorf("Source(%q) = %q, want %q", tt.text, got, tt.source)
		}
	}
}

func TestValue(t *testing.T) {
	in := `<a xlink:href = 'https://example.org/?a=1&amp;b=2' title="href='no'">`
	tok, err := NewScanner([]byte(in)).Next()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := tok.Get("href"), "https://example.org/?a=1&b=2"; got != want {
		t.Errorf("Get(href) = %q, want %q", got, want)
	}
	sp := tok.Value("", "href")
	if got, want := in[sp.Start:sp.End], "https://example.org/?a=1&amp;b=2"; got != want {
		t.Errorf("Value(href) = %q, want %q", got, want)
	}
}

func TestHostile(t *testing.T) {
	read := func(in string) error {
		s := NewScanner([]byte(in))
		for {
			if _, err := s.Next(); err != nil {
				return err
			}
		}
	}
	if err := read(strings.Repeat("<a>", 2_000_000)); !errors.Is(err, doc.ErrTooLarge) {
		t.Errorf("2,000,000 elements deep: %v, want ErrTooLarge", err)
	}
	entities := `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><x>&b;&f;</x>`
	out := &cite.Text{}
	s := NewScanner([]byte(entities))
	for {
		tok, err := s.Next()
		if err != nil {
			break
		}
		if tok.Kind == Text {
			tok.AppendTo(out, "", false)
		}
	}
	if got := out.String(); got != "&b;&f;" {
		t.Errorf("entities gave %q, want them left as they are", got)
	}
	var syntax *doc.SyntaxError
	if err := read("<a><b></a>"); err != io.EOF && !errors.As(err, &syntax) {
		t.Errorf("mis-nested: %v, want io.EOF or *doc.SyntaxError", err)
	}
}

func FuzzNext(f *testing.F) {
	f.Add([]byte("<?xml version='1.0'?><a b='c&amp;d'>e &#225; <![CDATA[f]]><!-- g --><h/></a>"))
	f.Add([]byte("<a xmlns:x='y' x:z=\"1\">&bogus; \xff</a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := NewScanner(data)
		out := &cite.Text{}
		last := 0
		for {
			tok, err := s.Next()
			if err != nil {
				if syntax := (*doc.SyntaxError)(nil); err != io.EOF && !errors.As(err, &syntax) && !errors.Is(err, doc.ErrTooLarge) {
					t.Fatalf("Next = %v", err)
				}
				return
			}
			if tok.At < last || tok.To < tok.At || tok.To > len(data) {
				t.Fatalf("token %+v after %d does not lie in order", tok, last)
			}
			last = tok.To
			switch tok.Kind {
			case Text:
				at := out.Len()
				tok.AppendTo(out, "", false)
				if sp := out.Source(at, out.Len()); out.Len() > at && (sp.Start < tok.At || sp.End > tok.To) {
					t.Fatalf("text of token %+v stands at %+v", tok, sp)
				}
			case Start:
				for _, a := range tok.Attr {
					if sp := tok.Value("", a.Name.Local); sp.Start < tok.At || sp.End > tok.To || sp.End < sp.Start {
						t.Fatalf("value of %s of token %+v stands at %+v", a.Name.Local, tok, sp)
					}
				}
			}
		}
	})
}
