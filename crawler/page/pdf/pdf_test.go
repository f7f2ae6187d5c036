package pdf

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func read(t testing.TB, name string) []byte {
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestRead reads one document in the ways that writers pack and encrypt it.
func TestRead(t *testing.T) {
	want := Info{
		Title: "Het eerste café", Author: "A. Visser ☺", Lang: "nl", Pages: 3,
		Created: time.Date(2014, 5, 6, 7, 8, 9, 0, time.UTC),
		Text:    "The first café of Amsterdam\n“and its waiters”\nBy A. Visser\n日本ABCf😀\nA second page,\nof two lines.",
	}
	for _, name := range []string{"plain", "linearized", "rc4-40", "rc4-128", "aes-128", "aes-256-r5", "aes-256-r6"} {
		if got := Read(read(t, name+".pdf")); got != want {
			t.Errorf("Read(%s) = %+v, want %+v", name, got, want)
		}
	}
	if got, want := Read(read(t, "locked.pdf")), (Info{Pages: 3, Locked: true}); got != want {
		t.Errorf("Read(locked) = %+v, want %+v", got, want)
	}
	// Its end is missing, and with it the tables and the second page.
	first, _, _ := strings.Cut(want.Text, "\nA second")
	want.Text = first
	if got := Read(read(t, "cut.pdf")); got != want {
		t.Errorf("Read(cut) = %+v, want %+v", got, want)
	}
}

// TestReadDamage takes the tables away that other readers trust.
func TestReadDamage(t *testing.T) {
	b := read(t, "plain.pdf")
	xref := bytes.Index(b, []byte("\nxref"))
	whole := Read(b).Text
	for name, b := range map[string][]byte{
		"no tables":    b[:xref],
		"wrong tables": bytes.ReplaceAll(b, []byte(" 00000 n"), []byte("9 00000 n")),
		"no header":    b[9:],
		"no tree":      bytes.Replace(b, []byte("/Kids"), []byte("/Kidz"), 1),
		"wrong length": bytes.ReplaceAll(b, []byte("/Length 1"), []byte("/Length 7")),
		"junk around":  append(append(bytes.Repeat([]byte("x"), 999), b...), "<html>"...),
	} {
		got := Read(b).Text
		if name == "no tree" {
			// The resources hung on the tree.
			if got != "" {
				t.Errorf("Read(%s) has the text %q, want none", name, got)
			}
		} else if got != whole {
			t.Errorf("Read(%s) has the text %q, want %q", name, got, whole)
		}
	}
}

// file makes a file of objects without a table.
func document(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	b.WriteString("trailer << /Root 1 0 R /Info 1 0 R >>")
	return b.Bytes()
}

// TestReadHostile reads files that lead in circles or ask for much. They end,
// in bounded memory; the test would hang or die otherwise.
func TestReadHostile(t *testing.T) {
	const page = "<< /Type /Page /Contents 4 0 R /Resources << /XObject << /X 4 0 R /Y 4 0 R >> /Font << /F << /Subtype /Type1 >> >> >> >>"
	form := "<< /Subtype /Form /Length 99999 >>\nstream\n" + strings.Repeat("/X Do /Y Do ", 500) + "\nendstream"
	for name, b := range map[string][]byte{
		"tree of itself":     document("<< /Pages 2 0 R >>", "<< /Kids [2 0 R 2 0 R 1 0 R 2 0 R] /Parent 2 0 R >>"),
		"object of itself":   document("1 0 R", "2 0 R"),
		"length of itself":   document("<< /Pages 2 0 R >>", "<< /Kids [3 0 R] >>", page, "<< /Length 4 0 R /Filter 4 0 R >>\nstream\nx\nendstream"),
		"forms of itself":    document("<< /Pages 2 0 R >>", "<< /Kids [3 0 R] >>", page, form),
		"stream in itself":   document("<< /Pages 3 0 R >>", "<< /Type /ObjStm /N 2 /First 10 >>\nstream\n2 0 3 2   << /A 2 0 R >>\nendstream"),
		"billions of pages":  document("<< /Pages << /Count 99999999999 >> >>"),
		"negative":           document("<< /Pages << /Count -4 /Kids -1 >> >>", "<< /Type /ObjStm /N -1 /First -10 >>\nstream\n\nendstream"),
		"huge widths":        document("<< /Pages 2 0 R >>", "<< /Kids [<< /Contents 3 0 R /Resources << /Font << /F 4 0 R >> >> >>] >>", "<< >>\nstream\nBT /F 1 Tf (x) Tj ET\nendstream", "<< /Subtype /Type0 /DescendantFonts [<< /W [0 99999999999 5 0 65535 5 -1 9 9] >>] >>"),
		"deep array":         document("<< /Pages "+strings.Repeat("[", 100_000)+" >>", strings.Repeat("<<", 100_000)),
		"many objects":       bytes.Repeat([]byte("1 0 obj"), 100_000),
		"many trailers":      bytes.Repeat([]byte("trailer<</Root 1 0 R"), 20_000),
		"open strings":       bytes.Repeat([]byte("1 0 obj ("), 50_000),
		"trailer of nothing": []byte("%PDF-1.4\ntrailer"),
		"encrypted badly":    append(document("<< /V 5 /R 6 /Filter /Standard /U (x) >>"), " trailer << /Encrypt 1 0 R >>"...),
	} {
		t.Run(name, func(t *testing.T) {
			if got := Read(b); got.Text != "" || got.Pages != 0 || got.Title != "" {
				t.Errorf("Read = %+v, want nothing", got)
			}
		})
	}
}

func TestUnpack(t *testing.T) {
	if got := string(un85([]byte("87cUR D]i,\"Ebo80~>junk"), 100)); got != "Hello World!" {
		t.Errorf("un85 = %q", got)
	}
	if got := un85([]byte("zz"), 100); len(got) != 8 {
		t.Errorf("un85 of two groups of zeros has %d bytes, want 8", len(got))
	}
	// The example of ISO 32000-1, 7.4.4.2.
	if got, want := unLZW([]byte{0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01}, 100, true), []byte{45, 45, 45, 45, 45, 65, 45, 45, 45, 66}; !bytes.Equal(got, want) {
		t.Errorf("unLZW = %v, want %v", got, want)
	}
	// Codes grow wider, and the table fills and is cleared.
	var text strings.Builder
	for i := range 9000 {
		fmt.Fprintf(&text, "%d,", i*i)
	}
	if got := string(unLZW(lzw([]byte(text.String())), 1<<20, true)); got != text.String() {
		t.Errorf("unLZW undoes %d bytes of %d", len(got), text.Len())
	}
}

// lzw packs as the specification says, for unLZW to undo.
func lzw(b []byte) []byte {
	var out []byte
	var acc uint64
	n := uint(0)
	width := uint(9)
	put := func(code int) {
		acc = acc<<width | uint64(code)
		for n += width; n >= 8; n -= 8 {
			out = append(out, byte(acc>>(n-8)))
		}
	}
	var table map[string]int
	next := 0
	reset := func() {
		put(256)
		table, next, width = map[string]int{}, 258, 9
		for i := range 256 {
			table[string([]byte{byte(i)})] = i
		}
	}
	reset()
	w := ""
	for _, c := range b {
		if _, ok := table[w+string([]byte{c})]; ok {
			w += string([]byte{c})
			continue
		}
		put(table[w])
		table[w+string([]byte{c})] = next
		if next++; next+1 > 1<<width {
			width++
		}
		w = string([]byte{c})
		if next == 4094 {
			put(table[w])
			w = ""
			reset()
		}
	}
	if w != "" {
		put(table[w])
	}
	put(257)
	return append(out, byte(acc<<(8-n)))
}

func TestLexer(t *testing.T) {
	for _, tc := range []struct {
		in   string
		want object
	}{
		{`(a\(b\)(c)\051\n\
d)`, str("a(b)(c))\nd")},
		{"<48 65 6c6C 7>", str("Hellp")},
		{"/A#20B", name("A B")},
		{"[1 -2.5 +3 .5 --4 7 0 R true null]", array{1.0, -2.5, 3.0, 0.5, 4.0, ref(7), true, nil}},
		{"<< /A << /B [] >> % comment\n/C (x) >>", dict{"A": dict{"B": array(nil)}, "C": str("x")}},
		{"12 0 RG", 12.0},
		{"<< /A 1 endobj", dict{"A": 1.0}},
	} {
		l := lexer{b: []byte(tc.in), refs: true}
		if got := l.object(0); !reflect.DeepEqual(got, tc.want) {
			t.Errorf("object(%q) = %#v, want %#v", tc.in, got, tc.want)
		}
	}
}

func TestGlyph(t *testing.T) {
	for name, want := range map[string]string{
		"a": "a", "Adieresis": "Ä", "scaron": "š", "dotlessi": "ı", "f_i": "fi", "fi": "fi", "a.sc": "a", "uni20AC": "€", "u1F600": "😀", "uni00410301": "Á",
		"afii10017": "А", "afii10023": "Ё", "afii10049": "Я", "afii10071": "ё", "afii10097": "я", "omicrontonos": "ό", "g123": "", ".notdef": "", "": "",
	} {
		if name == "uni00410301" {
			want = "A\u0301"
		}
		if got := glyph(name); got != want {
			t.Errorf("glyph(%q) = %q, want %q", name, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.pdf")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		in := Read(b)
		if again := Read(b); in != again {
			t.Errorf("two readings differ: %+v and %+v", in, again)
		}
		if len(in.Text) > maxText+maxNesting*64 || !utf8.ValidString(in.Text) || !utf8.ValidString(in.Title) || !utf8.ValidString(in.Author) {
			t.Errorf("the text is too long or no UTF-8: %+v", in)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data := read(b, "linearized.pdf")
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		Read(data)
	}
}
