package report

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestHTML(t *testing.T) { golden(t, HTML{}) }

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// elements are the elements of a page in order.
func elements(root *html.Node, names ...string) (all []*html.Node) {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && (len(names) == 0 || slices.Contains(names, n.Data)) {
			all = append(all, n)
		}
	}
	return all
}

func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// TestHTMLPolicy holds that the page allows its own style and nothing else.
func TestHTMLPolicy(t *testing.T) {
	page := parse(t, string(write(t, HTML{}, sample(), Options{})))
	style := elements(page, "style")
	if len(style) != 1 {
		t.Fatalf("%d styles, want 1", len(style))
	}
	digest := sha256.Sum256([]byte(text(style[0])))
	want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) + "'; base-uri 'none'; form-action 'none'"
	var policies []string
	for _, m := range elements(page, "meta") {
		if attr(m, "http-equiv") == "Content-Security-Policy" {
			policies = append(policies, attr(m, "content"))
		}
	}
	if len(policies) != 1 || policies[0] != want {
		t.Errorf("policy is %q, want %q", policies, want)
	}
	for _, n := range elements(page) {
		if attr(n, "style") != "" {
			t.Errorf("%s has a style of its own, which the policy forbids", n.Data)
		}
	}
}

// TestHTMLAccess holds what readers of the page by other means rely on.
func TestHTMLAccess(t *testing.T) {
	page := parse(t, string(write(t, HTML{}, sample(), Options{})))
	if root := elements(page, "html"); attr(root[0], "lang") != "en" {
		t.Error("the page states no language")
	}
	ids := map[string]bool{}
	for _, n := range elements(page) {
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("two elements are %q", id)
			}
			ids[id] = true
		}
	}
	for _, n := range elements(page) {
		if by := attr(n, "aria-labelledby"); by != "" && !ids[by] {
			t.Errorf("%s is named by %q, which is not there", n.Data, by)
		}
		if href := attr(n, "href"); strings.HasPrefix(href, "#") && !ids[href[1:]] {
			t.Errorf("a link leads to %q, which is not there", href)
		}
	}
	for _, table := range elements(page, "table") {
		if len(elements(table, "caption")) != 1 {
			t.Error("a table has no caption")
		}
		for _, h := range elements(table, "th") {
			if attr(h, "scope") == "" {
				t.Errorf("header %q heads nothing", text(h))
			}
		}
	}
	for _, n := range elements(page, "input") {
		if n.Parent.Data != "label" {
			t.Errorf("choice %q has no label", attr(n, "id"))
		}
	}
	level := 0
	for _, n := range elements(page, "h1", "h2", "h3") {
		if now := int(n.Data[1] - '0'); now > level+1 {
			t.Errorf("heading %q is %d below %d", text(n), now, level)
		} else {
			level = now
		}
	}
}

// TestHTMLFilters holds that each choice has its rule, and that rows have the
// classes by which rules choose.
func TestHTMLFilters(t *testing.T) {
	page := parse(t, string(write(t, HTML{}, sample(), Options{})))
	for _, n := range elements(page, "input") {
		id := attr(n, "id")
		if word := strings.TrimPrefix(id, "show-"); word != "all" && !strings.Contains(htmlStyle, "body:has(#"+id+":checked) :is(tbody tr:not(."+word+")") {
			t.Errorf("choice %q has no rule", id)
		}
	}
	got := map[string]int{}
	for _, row := range elements(page, "tr") {
		for class := range strings.FieldsSeq(attr(row, "class")) {
			got[class]++
		}
	}
	for class, want := range map[string]int{"working": 2, "broken": 2, "unknown": 2, "ignored": 1, "changed": 4} {
		if got[class] != want {
			t.Errorf("%d rows are %s, want %d", got[class], class, want)
		}
	}
}

// TestHTMLHostile holds that no text from outside makes an element, an
// attribute or an address that runs.
func TestHTMLHostile(t *testing.T) {
	tame, r := map[string]bool{}, hostileReport()
	plain := parse(t, string(write(t, HTML{}, sample(), Options{})))
	for _, n := range elements(plain) {
		tame[n.Data] = true
		for _, a := range n.Attr {
			tame[n.Data+" "+a.Key] = true
		}
	}
	out := write(t, HTML{}, r, Options{})
	visible(t, "html", out)
	page := parse(t, string(out))
	for _, n := range elements(page) {
		if !tame[n.Data] {
			t.Errorf("the page has the element %s", n.Data)
		}
		for _, a := range n.Attr {
			if !tame[n.Data+" "+a.Key] {
				t.Errorf("the page has the attribute %s=%q of %s", a.Key, a.Val, n.Data)
			}
			if a.Key == "href" && !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("a link leads to %q", a.Val)
			}
		}
	}
	if got, want := len(elements(page, "details")), 4*len(hostile); got != want {
		t.Errorf("%d rows have evidence, want %d", got, want)
	}
	if all := text(page); !strings.Contains(all, "<script>alert(1)</script>") || !strings.Contains(all, "{{.}}") {
		t.Error("hostile text is not shown as it is")
	}
}
