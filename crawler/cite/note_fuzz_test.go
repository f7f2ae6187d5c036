package cite

import (
	"reflect"
	"testing"
	"unicode/utf8"
)

func FuzzParseNote(f *testing.F) {
	for _, l := range trickyLines(f) {
		f.Add(l.Text, true, 3, 9)
	}
	_, truth := readLetter(f)
	for _, n := range truth.Footnotes {
		f.Add(n.Note.Text, false, 0, 0)
	}
	f.Add("Vgl. Müller, „Meer“, Zeit (9.10.2020); ebd., S. 7. 同上。Id. at 7; Varga, supra note 1, at 5.", false, 5, 12)
	f.Fuzz(func(t *testing.T, s string, wrapped bool, from, to int) {
		const at = 10
		text := Plain(s, "part", at)
		text.Wrapped = wrapped
		if 0 <= from && from <= to && to <= len(s) && utf8.ValidString(s[:from]) && utf8.ValidString(s[from:to]) {
			text.Link(from, to, "https://example.org/link", Span{})
			text.Italic(from, to)
		}
		got := ParseNote(text)
		if again := ParseNote(text); !reflect.DeepEqual(got, again) {
			t.Errorf("ParseNote(%q) = %+v, then %+v", s, got, again)
		}
		for _, c := range append(got, ParseBody(text)...) {
			checkCitation(t, s, c, at)
		}
		Resolve(&Document{Footnotes: []Footnote{{Label: "1", Citations: got}, {Label: "2", Citations: ParseNote(text)}}})
	})
}

// checkCitation checks what holds for the citations of any text that stands at
// byte at of a file.
func checkCitation(t *testing.T, s string, c Citation, at int) {
	t.Helper()
	spans := []Span{c.Span, c.Address}
	for _, a := range c.Archives {
		spans = append(spans, a.Address)
	}
	for _, id := range c.Identifiers {
		spans = append(spans, id.Address)
	}
	for _, sp := range spans {
		if sp.IsZero() {
			continue
		}
		if sp.Start < at || sp.End < sp.Start || sp.End > at+len(s) {
			t.Fatalf("citation %+v of %q: span %+v leaves the text", c, s, sp)
		}
		if utf8.ValidString(s) && !utf8.ValidString(s[sp.Start-at:sp.End-at]) {
			t.Errorf("citation %+v of %q: span %+v cuts a character", c, s, sp)
		}
	}
	if utf8.ValidString(s) {
		for _, field := range []string{c.Raw, c.Signal, c.Title, c.Container, c.URL, c.Locator.Raw, c.Date.Raw} {
			if !utf8.ValidString(field) {
				t.Errorf("citation %+v of %q: %q cuts a character", c, s, field)
			}
		}
	}
	if c.Lost && c.URL != "" {
		t.Errorf("citation %+v of %q has an address and has lost it", c, s)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"Oct. 9, 2020", "15 октября 2020 г.", "2020年10月15日", "9.10.2020", "09/10/2020", "n.d.", "14. Oktober 2020", "٩ أكتوبر ٢٠٢٠", "2020-10-14T01:02:03Z", "May–June 2020", "31 Feb. 2020", "99999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, d := range findDates(s) {
			if d.Start < last || d.End <= d.Start || d.End > len(s) {
				t.Fatalf("findDates(%q): %+v after %d does not lie in order", s, d, last)
			}
			last = d.End
			if n := len(d.ISO); n != 0 && n != 4 && n != 7 && n != 10 {
				t.Errorf("findDates(%q): date %q", s, d.ISO)
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[d.Start:d.End]) {
				t.Errorf("findDates(%q): %+v cuts a character", s, d)
			}
		}
		if d := ParseDate(s); d.ISO == "" && d.Raw != "" && last == 0 {
			t.Errorf("ParseDate(%q) = %+v, which stands nowhere", s, d)
		}
	})
}

func FuzzPassages(f *testing.F) {
	f.Add("In May it left.[1] The Board met,[2] and noted it. • It was long[3]\n\nMore.", 15, 18, 34)
	f.Fuzz(func(t *testing.T, s string, a, b, c int) {
		text := Plain(s, "", 0)
		if a < 0 || b < a || c < b || c > len(s) {
			return
		}
		marks := []Range{{a, b}, {b, b}, {c, c}}
		p := NewPassages(text, marks)
		for _, m := range marks {
			sentence, clause := p.Support(m)
			for _, q := range []Quote{sentence, clause} {
				if q.Start < 0 || q.End < q.Start || q.End > len(s) {
					t.Fatalf("Support(%+v) of %q = %+v, which leaves the text", m, s, q)
				}
			}
			if clause.Text != "" && (clause.Start < sentence.Start || clause.End > sentence.End) {
				t.Errorf("Support(%+v) of %q: clause %+v leaves the sentence %+v", m, s, clause, sentence)
			}
		}
	})
}
