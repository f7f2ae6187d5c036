// Package pdf reads PDF (ISO 32000) from any bytes, with bounded work: [Read] what
// a file says of itself and the text of its first pages, [Open] each page with the
// places of its characters.
//
// It trusts no table of the file. Objects are found where they stand, so that
// files cut short or badly mended can be read, and no table can send the reader
// in circles or have it make room for a billion entries.
package pdf

import (
	"bytes"
	"strings"
	"time"
)

// Info is what is read of a file.
type Info struct {
	// Title, Author and Created are those of the information dictionary, Title
	// and Author of the XMP metadata when that has none.
	Title, Author string
	Created       time.Time
	// Lang is that of the document.
	Lang string
	// Pages is the number of pages that the file claims, 0 when unknown.
	Pages int
	// Text is that of the first pages, a line of text a line.
	Text string
	// Locked is set when the file is encrypted and can't be read without a
	// password.
	Locked bool
}

// The limits against hostile files.
const (
	maxText    = 64 << 10 // bytes of text
	maxObject  = 1 << 19  // bytes of one object, without its stream
	maxNesting = 48       // of objects, of the tree of pages
	maxItems   = 1 << 16  // of arrays and dictionaries, with what is inside
	maxKeys    = 1 << 12  // of a dictionary
)

// limits are those that depend on how much of a file is read.
type limits struct {
	pages   int
	nodes   int // of the tree of pages
	stream  int // bytes of one stream, unpacked
	objects int
	work    int // bytes parsed and unpacked in all
}

var limitsOfInfo = limits{pages: 2, nodes: 4096, stream: 4 << 20, objects: 1 << 18, work: 32 << 20}

// Read reads a file.
func Read(b []byte) Info {
	f := open(b, limitsOfInfo)
	var in Info
	in.Locked = f.locked
	root := f.root()
	in.Pages = f.pageCount(root)
	if f.locked {
		return in
	}
	in.Lang = textOf(f.get(root["Lang"]))
	f.info(&in)
	f.xmp(root, &in)
	in.Text = f.text(root)
	return in
}

func (f *file) info(in *Info) {
	d := f.dict(f.trailer["Info"])
	in.Title = title(textOf(f.get(d["Title"])))
	in.Author = strings.TrimSpace(textOf(f.get(d["Author"])))
	in.Created = date(textOf(f.get(d["CreationDate"])))
}

// title drops the names that programs give on their own.
func title(s string) string {
	s = strings.TrimSpace(s)
	low := strings.ToLower(s)
	switch {
	case strings.HasPrefix(low, "microsoft word"), strings.HasPrefix(low, "microsoft powerpoint"), strings.HasPrefix(low, "powerpoint presentation"),
		strings.HasPrefix(low, "untitled"), low == "title", low == "slide 1", low == "document", low == "print":
		return ""
	}
	return s
}

// date reads D:YYYYMMDDHHmmSS and its shorter forms (7.9.4). The zone is left
// out of account.
func date(s string) time.Time {
	s = strings.TrimPrefix(s, "D:")
	n := 0
	for n < len(s) && n < 14 && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	for _, layout := range []string{"20060102150405", "200601021504", "20060102", "200601", "2006"} {
		if n >= len(layout) {
			if at, err := time.Parse(layout, s[:len(layout)]); err == nil && at.Year() > 1980 && at.Year() < 2200 {
				return at
			}
		}
	}
	return time.Time{}
}

// xmp reads title and author from the metadata stream (14.3.2).
func (f *file) xmp(root dict, in *Info) {
	if in.Title != "" && in.Author != "" {
		return
	}
	s, ok := f.get(root["Metadata"]).(stream)
	if !ok {
		return
	}
	data := f.unpack(s)
	data = data[:min(len(data), 256<<10)]
	if in.Title == "" {
		in.Title = title(xmpValue(data, "dc:title"))
	}
	if in.Author == "" {
		in.Author = xmpValue(data, "dc:creator")
	}
}

var references = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'")

// xmpValue is the first item of a property.
func xmpValue(b []byte, name string) string {
	_, b, ok := bytes.Cut(b, []byte("<"+name+">"))
	if !ok {
		return ""
	}
	b, _, _ = bytes.Cut(b, []byte("</"+name+">"))
	if _, b, ok = bytes.Cut(b, []byte("<rdf:li")); !ok {
		return ""
	}
	if _, b, ok = bytes.Cut(b, []byte(">")); !ok {
		return ""
	}
	b, _, _ = bytes.Cut(b, []byte("<"))
	return strings.TrimSpace(references.Replace(strings.ToValidUTF8(string(b), "\ufffd")))
}

// pageCount is what the root of the tree of pages claims.
func (f *file) pageCount(root dict) int {
	n, _ := f.get(f.dict(root["Pages"])["Count"]).(float64)
	if n < 1 || n > float64(limitsOfInfo.objects) {
		return 0
	}
	return int(n)
}
