package page

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// outline lists the tokens of a scanner: tags by number, text with its length.
func outline(b []byte) []string {
	var out []string
	s := scanner{b: b}
	for {
		t, ok := s.next()
		if !ok {
			return out
		}
		switch t {
		case textToken:
			out = append(out, fmt.Sprintf("text %q", s.text))
		case startToken:
			line := "start " + strings.ToLower(string(b[s.name.start:s.name.end]))
			for a := attrOther + 1; a < nAttrs; a++ {
				if s.has(a) {
					line += fmt.Sprintf(" %d=%q", a, s.attr(a))
				}
			}
			out = append(out, line)
			for raw, name := range map[tag]string{tagScript: "script", tagStyle: "style", tagTitle: "title", tagTextarea: "textarea", tagIframe: "iframe", tagXMP: "xmp"} {
				if s.tag == raw {
					if text := s.raw(name); len(text) > 0 {
						out = append(out, fmt.Sprintf("text %q", text))
					}
					if s.pos < len(b) || bytes.HasSuffix(b, []byte(">")) {
						out = append(out, "end "+name)
					}
				}
			}
		case endToken:
			out = append(out, "end "+strings.ToLower(string(b[s.name.start:s.name.end])))
		}
	}
}

// reference lists the tokens that golang.org/x/net/html finds.
func reference(b []byte) []string {
	var out []string
	z := html.NewTokenizer(bytes.NewReader(b))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.TextToken:
			out = append(out, fmt.Sprintf("text %q", z.Raw()))
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			line := "start " + string(name)
			have := map[attr]string{}
			for more {
				var k []byte
				k, _, more = z.TagAttr()
				have[attrOf(k)] = ""
			}
			for a := attrOther + 1; a < nAttrs; a++ {
				if _, ok := have[a]; ok {
					line += fmt.Sprintf(" %d", a)
				}
			}
			out = append(out, line)
			switch string(name) {
			case "noscript", "noframes", "noembed":
				z.NextIsNotRawText() // which are read as elements here
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			out = append(out, "end "+string(name))
		}
	}
}

// TestScan holds the scanner against the tokenizer of golang.org/x/net/html, on
// the pages of testdata and on pieces that are hard to read.
func TestScan(t *testing.T) {
	var pages [][]byte
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, b)
	}
	for _, s := range []string{
		"", "a", "<", "<a", "<a b", "<a b=", `<a b="c`, "a < b", "1<2<3", "</ x>y", "</>y", "<!x>y", "<?x>y", "<!-->y", "<!--->y", "<!--x--!>y", "<!--x",
		"<a/b>", "<a/>", "<a id=b/>", `<a id="b"href='c'>`, "<a =id>", "<a id = b >", "<a id id=b>", "<A ID=B>x</A >", "<p\nid=a\tname=b>",
		"<script>a<b</script>", "<script><!--<script></script>--></script>x", "<script><!--</script>x", "<script>'</scriptx>'</SCRIPT >x", "<script></", "<script",
		"<title>a<b>&amp;</title>x", "<textarea></textare</textarea>x", "<style>a</style x>y", "<iframe><p></iframe>z", "<p><!doctype html><p>",
	} {
		pages = append(pages, []byte(s))
	}
	for _, b := range pages {
		got, want := outline(b), reference(b)
		for i := range max(len(got), len(want)) {
			g, w := "nothing", "nothing"
			if i < len(got) {
				g = got[i]
			}
			if i < len(want) {
				w = want[i]
			}
			if strings.HasPrefix(g, "start") {
				g = values.ReplaceAllString(g, "")
			}
			if g != w {
				t.Errorf("in %.60q token %d is %.200s, want %.200s", b, i, g, w)
				break
			}
		}
	}
}

// values are those of attributes in an outline.
var values = regexp.MustCompile(`="(\\.|[^"\\])*"`)
