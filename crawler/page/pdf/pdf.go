// Package pdf reads what a PDF (ISO 32000) says of itself and the text of its
// first pages, from any bytes, with bounded work.
//
// It trusts no table of the file. Objects are found where they stand, so that
// files cut short or badly mended can be read, and no table can send the reader
// in circles or have it make room for a billion entries.
package pdf

import (
	"bytes"
	"maps"
	"slices"
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
	maxRead     = 2        // pages
	maxText     = 64 << 10 // bytes of text
	maxWork     = 32 << 20 // bytes parsed and unpacked in all
	maxStream   = 4 << 20  // bytes of one stream, unpacked
	maxObject   = 1 << 19  // bytes of one object, without its stream
	maxNesting  = 48       // of objects, of the tree of pages
	maxItems    = 1 << 16  // of an array
	maxKeys     = 1 << 12  // of a dictionary
	maxObjects  = 1 << 18
	maxLookedAt = 4096 // nodes of the tree of pages
)

// Read reads a file.
func Read(b []byte) Info {
	f := &file{b: b, work: maxWork, cache: map[int]object{}}
	f.scan()
	f.findTrailer()
	f.unlock()
	var in Info
	in.Locked = f.locked
	root := f.dict(f.trailer["Root"])
	if root == nil {
		root = f.first("Catalog")
	}
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
	if n < 1 || n > maxObjects {
		return 0
	}
	return int(n)
}

// leaf is a page with the resources that it inherits.
type leaf struct{ page, resources dict }

// leaves are the first pages of the tree.
func (f *file) leaves(root dict) []leaf {
	var out []leaf
	looked := 0
	var walk func(o object, resources dict, depth int)
	walk = func(o object, resources dict, depth int) {
		looked++
		d := f.dict(o)
		if d == nil || len(out) >= maxRead || depth > maxNesting || looked > maxLookedAt {
			return
		}
		if r := f.dict(d["Resources"]); r != nil {
			resources = r
		}
		kids, ok := f.get(d["Kids"]).(array)
		if !ok {
			out = append(out, leaf{d, resources})
			return
		}
		for _, k := range kids {
			if len(out) >= maxRead || looked > maxLookedAt {
				return
			}
			walk(k, resources, depth+1)
		}
	}
	walk(root["Pages"], nil, 0)
	if len(out) == 0 {
		// Without a tree, the pages in the order of the file, or of their numbers.
		pages := f.typed("Page")
		if len(pages) == 0 {
			pages = slices.Sorted(maps.Keys(f.inStreams()))
		}
		for _, n := range pages[:min(len(pages), maxLookedAt)] {
			if d := f.dict(ref(n)); d["Type"] == name("Page") && len(out) < maxRead {
				out = append(out, leaf{d, f.dict(d["Resources"])})
			}
		}
	}
	return out
}
