package page

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"mime"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/saintfish/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// telling is how many bytes beyond ASCII are not UTF-8 by accident.
const telling = 16

// decode makes b valid UTF-8 and names the encoding that it was in: that of the
// byte order mark; UTF-8 where the bytes are that, whatever is declared; the one
// declared by the header, then by the page; the one that the bytes look like.
func decode(b []byte, contentType string, page bool) ([]byte, string) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return valid(b[3:]), "utf-8"
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return transcode(b[2:], unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "utf-16le")
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return transcode(b[2:], unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "utf-16be")
	}
	if wide, end := looksUTF16(b); wide {
		return transcode(b, unicode.UTF16(end, unicode.IgnoreBOM), map[bool]string{false: "utf-16le", true: "utf-16be"}[end == unicode.BigEndian])
	}
	high := highBytes(b)
	shifts := bytes.Contains(b, []byte("\x1b$")) // ISO-2022-JP is ASCII by its bytes
	if high == 0 && !shifts {
		return b, "utf-8"
	}
	declared := declaredCharset(contentType)
	if lookup(declared) == nil && page {
		declared = metaCharset(b)
	}
	enc, name := encodingOf(declared)
	isUTF8 := utf8.Valid(b)
	switch {
	case isUTF8 && !shifts && (high >= telling || enc == nil || !manyByte(name)):
		return b, "utf-8"
	case shifts && enc == nil:
		enc, name = encodingOf("iso-2022-jp")
	case enc == nil || name == "utf-8" || strings.HasPrefix(name, "utf-16"):
		// UTF-16 would have been seen by its zeros.
		if isUTF8 || MostlyUTF8(b, name == "utf-8") {
			return valid(b), "utf-8"
		}
		enc, name = GuessCharset(b)
	}
	return transcode(b, enc, name)
}

func lookup(label string) encoding.Encoding {
	enc, _ := encodingOf(label)
	return enc
}

// encodingOf is the encoding of a label, nil when it is none that can be read.
func encodingOf(label string) (encoding.Encoding, string) {
	label = strings.Trim(label, " \t\"'")
	if label == "" {
		return nil, ""
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, ""
	}
	name, err := htmlindex.Name(enc)
	if err != nil || name == "replacement" || name == "x-user-defined" {
		return nil, ""
	}
	return enc, name
}

func transcode(b []byte, enc encoding.Encoding, name string) ([]byte, string) {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return valid(b), "utf-8"
	}
	return valid(out), name
}

// valid replaces what is not UTF-8.
func valid(b []byte) []byte {
	if utf8.Valid(b) {
		return b
	}
	return bytes.ToValidUTF8(b, []byte("\ufffd"))
}

// highBytes counts the bytes beyond ASCII, up to some.
func highBytes(b []byte) int {
	n := 0
	for len(b) > 0 && n < telling {
		if len(b) >= 8 && binary.LittleEndian.Uint64(b)&0x8080808080808080 == 0 {
			b = b[8:]
			continue
		}
		for _, c := range b[:min(len(b), 8)] {
			n += int(c >> 7)
		}
		b = b[min(len(b), 8):]
	}
	return n
}

// manyByte tells of encodings whose text may be UTF-8 by accident.
func manyByte(name string) bool {
	switch name {
	case "gbk", "gb18030", "big5", "euc-kr", "euc-jp", "shift_jis", "iso-2022-jp", "hz-gb-2312":
		return true
	}
	return false
}

// looksUTF16 tells of UTF-16 without a mark: every other byte is zero.
func looksUTF16(b []byte) (bool, unicode.Endianness) {
	head := b[:min(len(b), 1024)&^1]
	var zero [2]int
	for i, c := range head {
		if c == 0 {
			zero[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case half < 8:
		return false, unicode.LittleEndian
	case zero[1] > half*6/10 && zero[0] <= half/20:
		return true, unicode.LittleEndian
	case zero[0] > half*6/10 && zero[1] <= half/20:
		return true, unicode.BigEndian
	}
	return false, unicode.LittleEndian
}

// MostlyUTF8 tells whether the characters beyond ASCII are those of UTF-8 but
// for damaged ones: one in ten, or one in three where UTF-8 is declared.
func MostlyUTF8(b []byte, declared bool) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		b = b[n:]
	}
	if declared {
		return good > 2*bad
	}
	return good > 10*bad
}

// GuessCharset tells the encoding, and its name in the WHATWG Encoding Standard,
// by the bytes around the first that are not ASCII. The same bytes give the same
// answer.
func GuessCharset(b []byte) (encoding.Encoding, string) {
	from := 0
	for from < len(b) && b[from] < utf8.RuneSelf {
		from++
	}
	from = max(0, from-512)
	sample := b[from:min(len(b), from+16<<10)]
	found, _ := chardet.NewHtmlDetector().DetectAll(sample)
	// Its guesses come in any order where they are equally good.
	slices.SortFunc(found, func(a, b chardet.Result) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Charset, b.Charset))
	})
	for _, best := range found {
		if best.Confidence < 10 {
			break
		}
		if best.Charset == "GB-18030" {
			return simplifiedchinese.GB18030, "gb18030"
		}
		if enc, name := encodingOf(best.Charset); enc != nil && name != "utf-8" && !strings.HasPrefix(name, "utf-16") {
			return enc, name
		}
	}
	return charmap.Windows1252, "windows-1252"
}

func declaredCharset(contentType string) string {
	if contentType == "" {
		return ""
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		return params["charset"]
	}
	low := strings.ToLower(contentType)
	if i := strings.Index(low, "charset="); i >= 0 {
		s, _, _ := strings.Cut(low[i+len("charset="):], ";")
		return s
	}
	return ""
}

// maxPrescan is how far a page is searched for its charset. Browsers look at
// 1,024 bytes first and start over when they find one later.
const maxPrescan = 16 << 10

// metaCharset is the charset that a page or an XML declaration names.
func metaCharset(b []byte) string {
	b = b[:min(len(b), maxPrescan)]
	if trimmed := bytes.TrimLeft(b, " \t\r\n"); bytes.HasPrefix(trimmed, []byte("<?xml")) {
		decl, _, _ := bytes.Cut(trimmed, []byte("?>"))
		if _, rest, ok := bytes.Cut(decl, []byte("encoding")); ok {
			rest = bytes.TrimLeft(rest, " =\t")
			if len(rest) > 1 {
				if name, _, ok := bytes.Cut(rest[1:], rest[:1]); ok && len(name) < 40 {
					return string(name)
				}
			}
		}
	}
	s := scanner{b: b}
	for {
		t, ok := s.next()
		if !ok {
			return ""
		}
		if t != startToken {
			continue
		}
		switch s.tag {
		case tagScript:
			s.raw("script")
		case tagStyle:
			s.raw("style")
		case tagTitle:
			s.raw("title")
		case tagMeta:
			label := string(s.attr(attrCharset))
			if label == "" && equalFold(s.attr(attrHTTPEquiv), "content-type") {
				label = declaredCharset(string(s.attr(attrContent)))
			}
			if lookup(label) != nil {
				return label
			}
		}
	}
}
