package cite

import "testing"

func BenchmarkParseNote(b *testing.B) {
	text, truth := readLetter(b)
	var notes []*Text
	size := 0
	for _, f := range truth.Footnotes {
		start := f.Note.Start + len(f.Marker)
		notes = append(notes, Plain(text[start:f.Note.End], "", start))
		size += f.Note.End - start
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, n := range notes {
			ParseNote(n)
		}
	}
}
