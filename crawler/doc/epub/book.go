package epub

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/xmltext"
	"apud/crawler/doc/zipfile"
)

// book is what the package document says of a book.
type book struct {
	title, lang string
	// spine is the members with text, in the order of reading.
	spine []string
}

// item is an entry of the manifest.
type item struct {
	name, kind, fallback string
	nav                  bool
}

// openBook finds the package document and reads it.
func openBook(a *zipfile.Archive) (*book, error) {
	name, err := rootFile(a)
	if err != nil {
		return nil, err
	}
	data, err := a.Read(name)
	if err != nil {
		return nil, &doc.SyntaxError{Format: "epub", Msg: "no package document that can be read: " + err.Error()}
	}
	b := &book{}
	items, spine := b.read(data, path.Dir(name))
	seen := map[string]bool{}
	for _, id := range spine {
		it, ok := items.byID[id]
		for n := 0; ok && !isText(it.kind) && n < 8; n++ {
			it, ok = items.byID[it.fallback]
		}
		if ok && isText(it.kind) && !seen[it.name] {
			seen[it.name] = true
			b.spine = append(b.spine, it.name)
		}
	}
	if len(b.spine) == 0 {
		// A damaged spine: the texts in the order of the manifest.
		for _, it := range items.list {
			if isText(it.kind) && !it.nav {
				b.spine = append(b.spine, it.name)
			}
		}
	}
	return b, nil
}

func isText(kind string) bool {
	return kind == "application/xhtml+xml" || kind == "text/html" || kind == "text/x-oeb1-document"
}

// rootFile is the path of the package document.
func rootFile(a *zipfile.Archive) (string, error) {
	data, err := a.ReadIf("META-INF/container.xml")
	if err != nil {
		return "", err
	}
	s := xmltext.NewScanner(data)
	for {
		t, err := s.Next()
		if err != nil {
			break
		}
		if t.Kind == xmltext.Start && t.Name == "rootfile" {
			if name := t.Get("full-path"); name != "" && a.Has(name) {
				return name, nil
			}
		}
	}
	for _, name := range []string{"OEBPS/content.opf", "content.opf", "EPUB/package.opf", "OPS/content.opf"} {
		if a.Has(name) {
			return name, nil
		}
	}
	return "", &doc.SyntaxError{Format: "epub", Msg: "the archive has no package document"}
}

// manifest is the items of a book.
type manifest struct {
	byID map[string]item
	list []item
}

// read reads the package document; damage loses what stands behind it.
func (b *book) read(data []byte, dir string) (manifest, []string) {
	items := manifest{byID: map[string]item{}}
	var spine []string
	text := &cite.Text{}
	s := xmltext.NewScanner(data)
	for {
		t, err := s.Next()
		if err != nil {
			return items, spine
		}
		switch {
		case t.Kind == xmltext.Text:
			t.AppendTo(text, "", false)
		case t.Kind == xmltext.End && t.Name == "title" && b.title == "":
			b.title = cite.Fold(text.String())
		case t.Kind == xmltext.End && t.Name == "language" && b.lang == "":
			b.lang = cite.Fold(text.String())
		case t.Kind == xmltext.Start && t.Name == "item":
			it := item{name: member(dir, t.Get("href")), kind: t.Get("media-type"), fallback: t.Get("fallback")}
			it.nav = slices.Contains(strings.Fields(t.Get("properties")), "nav")
			if id := t.Get("id"); id != "" && it.name != "" {
				items.byID[id] = it
				items.list = append(items.list, it)
			}
		case t.Kind == xmltext.Start && t.Name == "itemref":
			spine = append(spine, t.Get("idref"))
		}
		if t.Kind != xmltext.Text {
			text = &cite.Text{}
		}
	}
}

// member is the path of a member that an address means in the folder dir.
func member(dir, href string) string {
	href, _, _ = strings.Cut(href, "#")
	if s, err := url.PathUnescape(href); err == nil {
		href = s
	}
	if href == "" {
		return ""
	}
	return path.Join(dir, href)
}

// encrypted is the members that are encrypted. Fonts often are, and do not
// matter.
func encrypted(a *zipfile.Archive) (map[string]bool, error) {
	data, err := a.ReadIf("META-INF/encryption.xml")
	if err != nil || data == nil {
		return nil, err
	}
	out := map[string]bool{}
	s := xmltext.NewScanner(data)
	for {
		t, err := s.Next()
		if err != nil {
			return out, nil
		}
		if t.Kind == xmltext.Start && t.Name == "CipherReference" {
			out[member(".", t.Get("URI"))] = true
		}
	}
}
