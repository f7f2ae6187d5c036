package page

import (
	"bytes"
	"mime"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

const maxSniff = 4 << 10

// sniff tells the kind of the bytes and their media type. The header only
// decides between kinds of text.
func sniff(b []byte, contentType string) (Kind, string) {
	b = b[:min(len(b), maxSniff)]
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), " \t\r\n\f\x00")
	if len(trimmed) == 0 {
		return Empty, ""
	}
	if i := bytes.Index(b[:min(len(b), 1024)], []byte("%PDF-")); i >= 0 && trimmed[0] != '<' {
		return PDF, "application/pdf"
	}
	header := mediaType(contentType)
	saysHTML := header == "text/html" || header == "application/xhtml+xml"
	wide, _ := looksUTF16(b)
	if wide || bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		text, _ := decode(b, contentType, true)
		return sniffText(text, header, saysHTML)
	}
	if trimmed[0] != '<' {
		m := mimetype.Detect(b)
		if !isText(m) && !(saysHTML && m.Is("application/octet-stream") && bytes.IndexByte(b, 0) < 0) {
			name := mediaType(m.String())
			if name == "application/octet-stream" && header != "" && !strings.HasPrefix(header, "text/") {
				name = header
			}
			return Other, name
		}
	}
	return sniffText(trimmed, header, saysHTML)
}

// sniffText tells HTML from other text.
func sniffText(b []byte, header string, saysHTML bool) (Kind, string) {
	head := begins(b)
	switch {
	case head == "svg":
		return Other, "image/svg+xml"
	case head == "document":
		if header == "application/xhtml+xml" {
			return HTML, header
		}
		return HTML, "text/html"
	case saysHTML:
		return HTML, header
	case head == "xml":
		if strings.HasSuffix(header, "xml") {
			return Plain, header
		}
		return Plain, "text/xml"
	case header == "" || header == "application/octet-stream" || header == "application/x-unknown-content-type" || header == "*/*":
		if head == "markup" {
			return HTML, "text/html"
		}
		return Plain, "text/plain"
	case strings.HasPrefix(header, "text/") || strings.HasSuffix(header, "json") || strings.HasSuffix(header, "xml") || strings.HasSuffix(header, "javascript"):
		return Plain, header
	}
	return Plain, "text/plain"
}

// begins tells what markup begins with: "document" with what only begins an HTML
// document, "markup" with what may also begin a piece of it, "xml", "svg", or
// nothing known.
func begins(b []byte) string {
	xml := false
	for {
		b = bytes.TrimLeft(b, " \t\r\n\f\ufeff")
		switch {
		case hasFold(b, "<?xml"):
			xml = true
			fallthrough
		case hasFold(b, "<?"):
			_, rest, ok := bytes.Cut(b, []byte(">"))
			if !ok {
				return "xml"
			}
			b = rest
		case hasFold(b, "<!--"):
			b = b[commentEnd(b):]
		case hasFold(b, "<!doctype"):
			rest := bytes.TrimLeft(b[len("<!doctype"):], " \t\r\n")
			if hasFold(rest, "html") {
				return "document"
			}
			if hasFold(rest, "svg") {
				return "svg"
			}
			xml = true
			b = skipDoctype(b)
		default:
			if len(b) < 2 || b[0] != '<' || !isLetter(b[1]) {
				if xml {
					return "xml"
				}
				return ""
			}
			n := 1
			for n < len(b) && n < 12 && (isLetter(b[n]) || '0' <= b[n] && b[n] <= '9') {
				n++
			}
			if n < len(b) && (b[n] == ':' || b[n] == '-') {
				if xml {
					return "xml"
				}
				return "markup"
			}
			switch name := string(bytes.ToLower(b[1:n])); name {
			case "html", "head", "body":
				return "document"
			case "svg":
				return "svg"
			case "rss", "feed", "opml", "urlset", "sitemapindex", "rdf", "tei", "article", "xml":
				if xml || name != "article" {
					return "xml"
				}
			}
			if xml {
				return "xml"
			}
			return "markup"
		}
	}
}

func skipDoctype(b []byte) []byte {
	i := bytes.IndexByte(b, '>')
	if j := bytes.IndexByte(b, '['); j >= 0 && j < i {
		if k := bytes.Index(b, []byte("]>")); k >= 0 {
			return b[k+2:]
		}
	}
	if i < 0 {
		return nil
	}
	return b[i+1:]
}

func mediaType(contentType string) string {
	if m, _, err := mime.ParseMediaType(contentType); err == nil {
		return m
	}
	m, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(m))
}

func isText(m *mimetype.MIME) bool {
	for ; m != nil; m = m.Parent() {
		if m.Is("text/plain") {
			return true
		}
	}
	return false
}
