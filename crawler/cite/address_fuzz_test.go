package cite

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzAddresses(f *testing.F) {
	for _, l := range trickyLines(f) {
		f.Add(l.Text, true, 3, 9)
		f.Add(l.Text, false, 0, 0)
	}
	f.Fuzz(func(t *testing.T, s string, wrapped bool, from, to int) {
		text := Plain(s, "", 0)
		text.Wrapped = wrapped
		if 0 <= from && from <= to && to <= len(s) {
			text.Link(from, to, "https://example.org/link", Span{})
			text.Link(to, to, "https://example.com/", Span{})
		}
		found := Addresses(text)
		checkFound(t, s, found, len(text.Links) > 0)
		if again := Addresses(text); !reflect.DeepEqual(found, again) {
			t.Errorf("Addresses(%q) = %v, then %v", s, found, again)
		}
	})
}

// checkFound checks what holds for the addresses of any text. Links may be laid
// over stretches that are no whole characters.
func checkFound(t *testing.T, s string, found []Found, links bool) {
	t.Helper()
	last := 0
	for _, f := range found {
		if f.Outer.Start < last || f.Start < f.Outer.Start || f.End < f.Start || f.Outer.End < f.End || f.Outer.End > len(s) {
			t.Fatalf("Addresses(%q): %+v after %d does not lie in order", s, f, last)
		}
		last = f.Outer.End
		if f.Lost != (f.URL == "") {
			t.Errorf("Addresses(%q): %+v is lost and is not", s, f)
		}
		if !links && utf8.ValidString(s) && (!utf8.ValidString(s[f.Start:f.End]) || !utf8.ValidString(s[:f.Outer.Start]) || !utf8.ValidString(f.URL)) {
			t.Errorf("Addresses(%q): %+v cuts a character", s, f)
		}
		if strings.ContainsAny(f.URL, " \t\n\r") {
			t.Errorf("Addresses(%q): %q holds a blank", s, f.URL)
		}
	}
}

func FuzzNormalize(f *testing.F) {
	for _, l := range trickyLines(f) {
		for _, u := range l.URLs {
			f.Add(u)
		}
	}
	f.Add("http://0x7f.1/%zz/../a b\\c?q=\x80#f")
	f.Fuzz(func(t *testing.T, raw string) {
		once, err := Normalize(raw)
		if err != nil {
			return
		}
		if twice, err := Normalize(once); err != nil || twice != once {
			t.Errorf("Normalize(%q) = %q, but Normalize of that = %q, %v", raw, once, twice, err)
		}
		if !isASCII(once) {
			t.Errorf("Normalize(%q) = %q, which is not ASCII", raw, once)
		}
	})
}

func FuzzIdentifiers(f *testing.F) {
	for _, l := range trickyLines(f) {
		f.Add(l.Text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, id := range Identifiers(s) {
			if id.Start < last || id.End <= id.Start || id.End > len(s) {
				t.Fatalf("Identifiers(%q): %+v after %d does not lie in order", s, id, last)
			}
			last = id.End
			if utf8.ValidString(s) && !utf8.ValidString(s[id.Start:id.End]) {
				t.Errorf("Identifiers(%q): %+v cuts a character", s, id)
			}
		}
	})
}

func FuzzUnwrapArchive(f *testing.F) {
	f.Add("https://web.archive.org/web/20200101000000if_/https%3A%2F%2Fexample.org")
	f.Add("https://archive.ph/2020.01.02-030405/http:/example.org/")
	f.Fuzz(func(t *testing.T, url string) {
		original, date, ok := UnwrapArchive(url)
		if !ok && (original != "" || date != "") {
			t.Errorf("UnwrapArchive(%q) = %q, %q, %v", url, original, date, ok)
		}
	})
}
