package doc

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"

	"apud/crawler/page"
)

// Decoded is a text decoded, with the way back to the bytes that it came from.
type Decoded struct {
	// Text is UTF-8.
	Text string
	// Charset is the name of the encoding, as the WHATWG Encoding Standard
	// has it: "utf-8", "windows-1251".
	Charset string
	// skip is the length of a byte order mark.
	skip int
	// runs map text to bytes; none means byte by byte.
	runs []run
	// raw is the number of bytes that each character stands for, steps where
	// every stride-th character stands, where these take the place of runs.
	raw   []uint8
	steps []step
}

// step is a place in the text and the byte that stands for it.
type step struct{ at, src int }

// stride is the number of characters from step to step.
const stride = 256

// run is n characters, each of which is wide bytes of text and raw bytes of
// data.
type run struct {
	at, src, n int
	wide, raw  int
}

// Decode decodes data: by its byte order mark, as UTF-8 where it is valid, by
// the declared charset, and else by what its bytes look like. Bytes that the
// encoding does not know become U+FFFD.
func Decode(data []byte, declared string) *Decoded {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return decodeUTF8(data, 3)
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return decodeUTF16(data, 2, false)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return decodeUTF16(data, 2, true)
	}
	if wide, big := looksUTF16(data); wide {
		return decodeUTF16(data, 0, big)
	}
	if utf8.Valid(data) && !escapes(data) {
		return &Decoded{Text: string(data), Charset: "utf-8"}
	}
	enc, err := htmlindex.Get(strings.TrimSpace(declared))
	if err != nil || declared == "" {
		if page.MostlyUTF8(data, false) {
			return decodeUTF8(data, 0)
		}
		enc = guess(data)
	}
	name, _ := htmlindex.Name(enc)
	switch name {
	case "utf-8":
		return decodeUTF8(data, 0)
	case "utf-16le", "utf-16be":
		return decodeUTF16(data, 0, name == "utf-16be")
	}
	return decodeLegacy(data, enc, name)
}

// escapes reports whether data uses the escapes of ISO-2022-JP, which are valid
// UTF-8 as well.
func escapes(data []byte) bool {
	return bytes.Contains(data, []byte("\x1b$B")) || bytes.Contains(data, []byte("\x1b$@"))
}

// looksUTF16 reports whether data is UTF-16 without a byte order mark: every
// other byte of much of its beginning is zero.
func looksUTF16(data []byte) (wide, big bool) {
	head := data[:min(len(data), 4096)&^1]
	var zero [2]int
	for i, c := range head {
		if c == 0 {
			zero[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case half < 4:
		return false, false
	case zero[1] > half*6/10 && zero[0] < half/20+1:
		return true, false
	case zero[0] > half*6/10 && zero[1] < half/20+1:
		return true, true
	}
	return false, false
}

// guess tells the encoding by what the bytes look like.
func guess(data []byte) encoding.Encoding {
	if escapes(data) {
		return japanese.ISO2022JP
	}
	enc, _ := page.GuessCharset(data)
	return enc
}

// decodeUTF8 decodes UTF-8 that has a byte order mark or damage.
func decodeUTF8(data []byte, skip int) *Decoded {
	d := &Decoded{Charset: "utf-8", skip: skip}
	if utf8.Valid(data[skip:]) {
		d.Text = string(data[skip:])
		return d
	}
	var b strings.Builder
	b.Grow(len(data))
	for i := skip; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			d.add(&b, "\uFFFD", i, 1)
			i++
			continue
		}
		j := i + n
		for j < len(data) {
			if r, n = utf8.DecodeRune(data[j:]); r == utf8.RuneError && n == 1 {
				break
			}
			j += n
		}
		d.addASCII(&b, data[i:j], i)
		i = j
	}
	d.Text = b.String()
	return d
}

func decodeUTF16(data []byte, skip int, big bool) *Decoded {
	d := &Decoded{Charset: "utf-16le", skip: skip}
	if big {
		d.Charset = "utf-16be"
	}
	unit := func(i int) rune {
		if big {
			return rune(data[i])<<8 | rune(data[i+1])
		}
		return rune(data[i+1])<<8 | rune(data[i])
	}
	var b strings.Builder
	b.Grow(len(data) / 2)
	for i := skip; i < len(data); {
		if i+1 >= len(data) {
			d.character(&b, "\uFFFD", i, 1)
			break
		}
		r, n := unit(i), 2
		if utf16.IsSurrogate(r) {
			if i+3 < len(data) {
				if pair := utf16.DecodeRune(r, unit(i+2)); pair != utf8.RuneError {
					r, n = pair, 4
				}
			}
			if n == 2 {
				r = utf8.RuneError
			}
		}
		d.character(&b, string(r), i, n)
		i += n
	}
	d.Text = b.String()
	return d
}

func decodeLegacy(data []byte, enc encoding.Encoding, name string) *Decoded {
	d := &Decoded{Charset: name}
	var b strings.Builder
	b.Grow(len(data) + len(data)/2)
	if name == "iso-2022-jp" {
		d.decodeLines(&b, data, enc)
		d.Text = b.String()
		return d
	}
	dec := enc.NewDecoder()
	var buf [8]byte
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			d.character(&b, ascii[data[i]:data[i]+1], i, 1)
			i++
			continue
		}
		n := 0
		for size := 1; size <= 4 && i+size <= len(data); size++ {
			dec.Reset()
			wrote, read, err := dec.Transform(buf[:], data[i:i+size], false)
			if err == nil && read == size && wrote > 0 {
				d.character(&b, string(buf[:wrote]), i, read)
				n = size
				break
			}
		}
		if n == 0 {
			d.character(&b, "\uFFFD", i, 1)
			n = 1
		}
		i += n
	}
	d.Text = b.String()
	return d
}

// decodeLines decodes an encoding with shifts, in which only whole lines stand
// for themselves.
func (d *Decoded) decodeLines(b *strings.Builder, data []byte, enc encoding.Encoding) {
	for i := 0; i < len(data); {
		j := bytes.IndexByte(data[i:], '\n')
		if j < 0 {
			j = len(data)
		} else {
			j += i
		}
		line := data[i:j]
		if bytes.IndexByte(line, 0x1b) < 0 && utf8.Valid(line) {
			d.addASCII(b, data[i:min(j+1, len(data))], i)
		} else {
			text, err := enc.NewDecoder().Bytes(line)
			if err != nil {
				text = bytes.ToValidUTF8(line, []byte("\uFFFD"))
			}
			d.add(b, string(text), i, len(line))
			d.addASCII(b, data[j:min(j+1, len(data))], j)
		}
		i = j + 1
	}
}

// ascii is the characters of ASCII in their order.
var ascii = func() string {
	var b [utf8.RuneSelf]byte
	for i := range b {
		b[i] = byte(i)
	}
	return string(b[:])
}()
