package pdf

import (
	"bytes"
	"compress/flate"
	"io"
)

// unpacked is the data of an object stream, kept while objects of it are read.
type unpacked []byte

// unpackKept unpacks a stream once.
func (f *file) unpackKept(s stream, n int) []byte {
	const kept = -1 // numbers of objects are not negative
	if u, ok := f.cache[kept-n].(unpacked); ok {
		return u
	}
	data := f.unpack(s)
	f.cache[kept-n] = unpacked(data)
	f.kept += len(data) / 8
	return data
}

// unpack undoes the filters of a stream (7.4), nil when one is of images or
// unknown.
func (f *file) unpack(s stream) []byte {
	b := f.unpackSome(s, f.max.stream)
	f.cut = f.cut || len(b) >= f.max.stream
	return b
}

// unpackSome unpacks no more than so many bytes.
func (f *file) unpackSome(s stream, limit int) []byte {
	limit = min(limit, f.work)
	// Setting a decoder up costs as much as decoding some kilobytes.
	if !f.spend(4<<10) || s.at >= len(s.data) || limit <= 0 {
		return nil
	}
	var filters array
	switch v := f.get(s.dict["Filter"]).(type) {
	case name:
		filters = array{v}
	case array:
		filters = v
	}
	if len(filters) > 4 {
		return nil
	}
	data := s.data[s.at:]
	// Only what is packed ends by itself.
	if f.key != nil || len(filters) == 0 || !packs(f.get(filters[0])) {
		data = data[:f.length(s, data)]
		if !f.spend(len(data)) {
			return nil
		}
	}
	if f.key != nil {
		data = f.key.stream(s, data)
	}
	for _, filter := range filters {
		switch n, _ := f.get(filter).(name); n {
		case "FlateDecode", "Fl":
			data = inflate(data, limit)
		case "LZWDecode", "LZW":
			early := true
			if p := f.dict(s.dict["DecodeParms"]); p["EarlyChange"] == 0.0 {
				early = false
			}
			data = unLZW(data, limit, early)
		case "ASCII85Decode", "A85":
			data = un85(data, limit)
		case "ASCIIHexDecode", "AHx":
			l := lexer{b: append([]byte("<"), data...)}
			s, _ := l.hex().(str)
			data = []byte(s)
		case "Crypt":
		default:
			return nil
		}
		if !f.spend(len(data)) {
			return nil
		}
	}
	return data[:min(len(data), limit)]
}

func packs(filter object) bool {
	return filter == name("FlateDecode") || filter == name("Fl") || filter == name("LZWDecode") || filter == name("LZW")
}

// length is the number of bytes of a stream: as the dictionary says where that
// is true, else up to the next end.
func (f *file) length(s stream, data []byte) int {
	if n, ok := f.get(s.dict["Length"]).(float64); ok && n >= 0 && int(n) <= len(data) {
		if after := bytes.TrimLeft(data[int(n):min(len(data), int(n)+16)], "\r\n "); bytes.HasPrefix(after, []byte("endstream")) {
			return int(n)
		}
	}
	data = data[:min(len(data), f.max.stream)]
	if i := bytes.Index(data, []byte("endstream")); i >= 0 {
		return len(bytes.TrimRight(data[:i], "\r\n"))
	}
	return len(data)
}

// inflate unpacks deflate with the two bytes that zlib puts before it. What
// comes before an error counts, and so does what a wrong checksum follows.
func inflate(b []byte, limit int) []byte {
	if len(b) < 2 {
		return nil
	}
	r := flate.NewReader(bytes.NewReader(b[2:]))
	out, _ := io.ReadAll(io.LimitReader(r, int64(limit)))
	return out
}

// un85 decodes base 85 (7.4.3).
func un85(b []byte, limit int) []byte {
	var out []byte
	var v uint32
	n := 0
	for _, c := range b {
		switch {
		case c == '~' || len(out) > limit:
			b = nil
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
		case c >= '!' && c <= 'u':
			v = v*85 + uint32(c-'!')
			if n++; n == 5 {
				out = append(out, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
				v, n = 0, 0
			}
		}
		if b == nil {
			break
		}
	}
	if n > 1 {
		for i := n; i < 5; i++ {
			v = v*85 + 84
		}
		out = append(out, []byte{byte(v >> 24), byte(v >> 16), byte(v >> 8)}[:n-1]...)
	}
	return out
}

// unLZW decodes the LZW of PDF (7.4.4), which counts codes one early.
func unLZW(b []byte, limit int, early bool) []byte {
	const (
		clear = 256
		end   = 257
	)
	type link struct {
		prev  int16
		last  byte
		first byte
		n     int32
	}
	var table [4096]link
	for i := range 256 {
		table[i] = link{-1, byte(i), byte(i), 1}
	}
	next, width, prev := 258, 9, -1
	ahead := 0
	if early {
		ahead = 1
	}
	var out []byte
	var bits uint32
	have := 0
	for _, c := range b {
		bits = bits<<8 | uint32(c)
		if have += 8; have < width {
			continue
		}
		have -= width
		code := int(bits >> have & (1<<width - 1))
		switch {
		case code == end:
			return out
		case code == clear:
			next, width, prev = 258, 9, -1
			continue
		case prev < 0 && code < 256:
			out = append(out, byte(code))
		case prev < 0 || code > next:
			return out
		default:
			of := code
			if code == next {
				of = prev
			}
			if next < len(table) {
				table[next] = link{int16(prev), table[of].first, table[prev].first, table[prev].n + 1}
				next++
			} else if code >= next {
				return out
			}
			n := int(table[code].n)
			if len(out)+n > limit {
				return out
			}
			at := len(out)
			out = append(out, make([]byte, n)...)
			for i, k := at+n-1, code; i >= at; i-- {
				out[i] = table[k].last
				k = int(table[k].prev)
			}
		}
		prev = code
		for next+ahead >= 1<<width && width < 12 {
			width++
		}
	}
	return out
}
