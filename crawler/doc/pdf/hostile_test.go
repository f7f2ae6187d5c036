package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"apud/crawler/doc"
)

// file is a file of numbered objects with a trailer, without a table.
func file(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	b.WriteString(trailer)
	return b.Bytes()
}

const (
	root  = "<< /Type /Catalog /Pages 2 0 R >>"
	tree  = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
	leaf  = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [6 0 R] /Resources << /Font << /F 5 0 R >> /XObject << /X 4 0 R >> >> >>"
	font  = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
	link  = "<< /Subtype /Link /Rect [0 0 600 800] /A << /S /URI /URI (https://example.org/) >> >>"
	after = "trailer << /Root 1 0 R >>"
)

// content is a stream, packed.
func content(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return fmt.Sprintf("<< /Subtype /Form /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream", b.Len(), b.String())
}

// one is a document of one page that paints s.
func one(s string) []byte { return file(after, root, tree, leaf, content(s), font, link) }

// hostile are files that lead in circles or ask for much.
var hostile = map[string]func() []byte{
	"page of links": func() []byte {
		return one("BT /F 12 Tf 50 700 Td (See the gazette.) Tj /F 7 Tf 6 Ts (1) Tj 0 Ts ET 50 90 m 150 90 l S BT /F 8 Tf 50 80 Td (1 Gazette, 1920.) Tj ET")
	},
	"Prev cycle": func() []byte {
		b := file("", root, tree, leaf, content("BT /F 9 Tf (a) Tj ET"), font, link)
		at := len(b)
		return fmt.Appendf(b, "xref\n0 1\n0000000000 65535 f \ntrailer << /Size 1 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF", at, at)
	},
	"stream in itself": func() []byte {
		return file(after, root, "<< /Type /ObjStm /N 2 /First 10 >>\nstream\n2 0 3 2   << /Kids [3 0 R 2 0 R] >>\nendstream", leaf)
	},
	"stream in another in it": func() []byte {
		return file(after, root, "<< /Type /ObjStm /N 1 /First 4 >>\nstream\n3 0 << /A 1 >>\nendstream", "<< /Type /ObjStm /N 1 /First 4 /Length 2 0 R /Extends 2 0 R >>\nstream\n2 0 << /Kids 3 0 R >>\nendstream")
	},
	"length of itself": func() []byte {
		return file(after, root, tree, leaf, "<< /Length 4 0 R /Filter 4 0 R /DecodeParms 4 0 R >>\nstream\nx\nendstream")
	},
	"tree of itself": func() []byte {
		return file(after, root, "<< /Kids ["+strings.Repeat("2 0 R 3 0 R ", 9999)+"] /Parent 2 0 R >>", "<< /Kids ["+strings.Repeat("2 0 R 3 0 R ", 9999)+"] >>")
	},
	"tree without end": func() []byte {
		var o []string
		for i := range 60_000 {
			o = append(o, fmt.Sprintf("<< /Pages 2 0 R /Kids [%d 0 R %d 0 R] >>", i+2, i+3))
		}
		return file(after, o...)
	},
	"one page often": func() []byte {
		return file(after, root, "<< /Kids ["+strings.Repeat("3 0 R ", 9_999)+"] >>", leaf, content(strings.Repeat("BT /F 9 Tf (abc def ghi) Tj 0 9 Td ET ", 9999)), font, link)
	},
	"pages by the million": func() []byte {
		return file(after, root, "<< /Count 99999999999 /Kids ["+strings.Repeat("<<>>", 120_000)+"] >>")
	},
	"forms of itself": func() []byte { return one(strings.Repeat("/X Do ", 99_999)) },
	"deep array":      func() []byte { return one("BT /F 9 Tf " + strings.Repeat("[", 100_000) + "(a)] TJ") },
	"deep object": func() []byte {
		return file(after, "<< /Pages "+strings.Repeat("[", 100_000)+" >>", strings.Repeat("<</A", 100_000))
	},
	"wide array":  func() []byte { return one("BT /F 9 Tf " + strings.Repeat("["+strings.Repeat("[]", 65_000), 40)) },
	"deep states": func() []byte { return one(strings.Repeat("q /P BMC ", 1_000_000)) },
	"bomb":        func() []byte { return one(strings.Repeat(" ", 64<<20)) },
	"bombs": func() []byte {
		return file(after, root, tree, strings.Replace(leaf, "4 0 R", "["+strings.Repeat("4 0 R ", 1000)+"]", 1), content(strings.Repeat(" ", 1<<20)), font)
	},
	"objects by the thousand": func() []byte {
		return file(after, append([]string{root, tree, leaf}, strings.Split(strings.Repeat("<</A[1 2]>>,", 100_000), ",")...)...)
	},
	"objects without end": func() []byte {
		return bytes.Repeat([]byte("1 0 obj<</Type/ObjStm/N 99/First 9>>stream\n1 2 3"), 50_000)
	},
	"tables of tables": func() []byte { return bytes.Repeat([]byte("trailer<</Root 1 0 R/Prev 9>>startxref 9 xref "), 50_000) },
	"a line of pieces": func() []byte {
		return one("BT /F 9 Tf " + strings.Repeat("(a) Tj 90 0 Td 1 0 Td (b) Tj -70 0 Td ", 90_000))
	},
	"sizes": func() []byte {
		return one("BT " + strings.Repeat("/F 9 Tf (a) Tj 90 0 Td /F 12 Tf (b) Tj -70 0 Td ", 90_000))
	},
	"lines": func() []byte { return one("BT /F 9 Tf " + strings.Repeat("(1 b) Tj 0 -9 Td ", 60_000)) },
	"notes": func() []byte {
		return one("BT /F 9 Tf " + strings.Repeat("(body) Tj 0 -9 Td ", 9000) + "/F 5 Tf " + strings.Repeat("(* b) Tj 0 -6 Td ", 45_000))
	},
	"marks": func() []byte {
		return one("BT " + strings.Repeat("/F 12 Tf 0 Ts (body) Tj /F 6 Tf 6 Ts (1,1,1,1) Tj 0 -14 Td ", 15_000))
	},
	"rules": func() []byte {
		return one(strings.Repeat("0 0 m 99 0 l 1 0 0 1 0 .9 cm ", 90_000) + "BT /F 9 Tf " + strings.Repeat("(1 b) Tj 0 -9 Td ", 60_000))
	},
	"links": func() []byte {
		leaf := strings.Replace(leaf, "6 0 R", strings.Repeat("6 0 R ", 4_999), 1)
		return file(after, root, tree, leaf, content("BT /F 9 Tf "+strings.Repeat("(1 b) Tj 0 -9 Td ", 60_000)), font, strings.Replace(link, "0 0 600 800", "999 0 9999 9", 1))
	},
	"no numbers": func() []byte {
		return one(strings.Repeat("99999999999999999999 0 0 99999999999999999999 0 0 cm ", 40) + "BT /F 9 Tf (a) Tj 0 0 0 0 0 0 Tm (b) Tj ET")
	},
	"long map": func() []byte {
		font := "<< /Type /Font /Subtype /Type0 /ToUnicode 6 0 R /DescendantFonts [<< /W [0 99999999999 5 0 65535 5 -1 9 9] >>] >>"
		return file(after, root, tree, leaf, content("BT /F 9 Tf "+strings.Repeat("<00000001> Tj ", 90_000)), font, content("beginbfrange "+strings.Repeat("<0000><ffff><"+strings.Repeat("D83DDE00", 16)+"> ", 50_000)+"endbfrange"))
	},
}

// TestHostile reads files that lead in circles or ask for much: they end in an
// error that callers know or in a draft, in little memory. The test would hang or
// die otherwise.
func TestHostile(t *testing.T) {
	for name, make := range hostile {
		t.Run(name, func(t *testing.T) {
			data := make()
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			d, err := Format{}.Read(context.Background(), &doc.Input{Name: "x.pdf", Data: data})
			runtime.GC()
			runtime.ReadMemStats(&after)
			runtime.KeepAlive(data)
			if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 128<<20 {
				t.Errorf("%d bytes are held", grown)
			}
			syntax := (*doc.SyntaxError)(nil)
			switch {
			case err == nil && d.Body == nil:
				t.Error("neither an error nor a body")
			case err != nil && !errors.As(err, &syntax) && !errors.Is(err, doc.ErrTooLarge):
				t.Errorf("Read = %v, want a *doc.SyntaxError or ErrTooLarge", err)
			}
		})
	}
}
