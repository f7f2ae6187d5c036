package crawltest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"net/http"
	"slices"
	"strings"
)

// article is a body written as text.
type article struct {
	headline  string
	title     string // of the page, where it is not the headline
	author    string
	published string
	parts     []part
	words     int // of filler, after the parts
	seed      string
}

// part is a paragraph, a heading or a list.
type part struct {
	Kind  string // "p", "h2" or "ul"
	Lines []string
}

// Text is the part's lines as one.
func (p part) Text() string { return strings.Join(p.Lines, " ") }

func (a *article) parse(text string) {
	headline, rest, _ := strings.Cut(text, "\n")
	a.headline = strings.TrimSpace(strings.TrimPrefix(headline, "#"))
	for stretch := range strings.SplitSeq(rest, "\n\n") {
		var p part
		for l := range strings.Lines(stretch) {
			l = strings.TrimSpace(l)
			kind := "p"
			if s, ok := strings.CutPrefix(l, "## "); ok {
				kind, l = "h2", s
			} else if s, ok := strings.CutPrefix(l, "- "); ok {
				kind, l = "ul", s
			}
			if l != "" {
				p.Kind, p.Lines = cmp.Or(p.Kind, kind), append(p.Lines, l)
			}
		}
		if p.Lines != nil {
			a.parts = append(a.parts, p)
		}
	}
}

// fillerMark is what filler takes the place of in a body that is HTML.
const fillerMark = "<!--words-->"

// filler is the article's filler.
func (a *article) filler(lang string) []part { return filler(a.headline+a.seed, a.words, lang) }

// fillIn puts the article's filler into HTML.
func (a *article) fillIn(body, lang string) string {
	var b strings.Builder
	for _, p := range a.filler(lang) {
		b.WriteString("<p>" + p.Text() + "</p>\n")
	}
	return strings.Replace(body, fillerMark, b.String(), 1)
}

// plain is the article without its layout.
func (a *article) plain() string {
	var b strings.Builder
	b.WriteString(a.headline + "\n")
	for _, p := range a.parts {
		b.WriteString("\n" + p.Text() + "\n")
	}
	return b.String()
}

// layout is what surrounds an article in the pages of its outlet.
type layout struct {
	Lang, Outlet, Host, Path       string
	Title, Headline, Author, Date  string
	Description, Charset, Metadata string
	Parts                          []part
	More                           []link
}

type link struct{ Path, Title string }

var layoutTemplate = template.Must(template.New("layout").Funcs(template.FuncMap{
	"metadata": func(s string) template.JS { return template.JS(s) },
}).Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
{{with .Charset}}<meta charset="{{.}}">
{{end}}<title>{{.Title}}{{if ne .Title .Outlet}}{{with .Outlet}} | {{.}}{{end}}{{end}}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{{with .Description}}<meta name="description" content="{{.}}">
{{end}}{{with .Author}}<meta name="author" content="{{.}}">
{{end}}{{if .Parts}}<meta property="og:title" content="{{.Title}}">
<meta property="og:site_name" content="{{.Outlet}}">
{{with .Date}}<meta property="article:published_time" content="{{.}}">
{{end}}{{end}}{{with .Metadata}}<script type="application/ld+json">{{metadata .}}</script>
{{end}}</head>
<body>
<header><a href="/">{{.Outlet}}</a>
<nav><ul><li><a href="/news">News</a></li><li><a href="/region">Region</a></li><li><a href="/opinion">Opinion</a></li><li><a href="/about">About us</a></li><li><a href="/contact">Contact</a></li></ul></nav>
</header>
<main>
<article>
<h1>{{.Headline}}</h1>
{{if .Author}}<p class="byline">{{.Author}}</p>
{{end}}{{with .Date}}<time datetime="{{.}}">{{.}}</time>
{{end}}{{range .Parts}}{{if eq .Kind "ul"}}<ul>{{range .Lines}}<li>{{.}}</li>{{end}}</ul>
{{else if eq .Kind "h2"}}<h2>{{.Text}}</h2>
{{else}}<p>{{.Text}}</p>
{{end}}{{end}}</article>
</main>
{{with .More}}<aside><ul>
{{range .}}<li><a href="{{.Path}}">{{.Title}}</a></li>
{{end}}</ul></aside>
{{end}}<footer><p>© {{.Outlet}}. All rights reserved. <a href="/imprint">Imprint</a></p></footer>
</body>
</html>
`))

// render puts the article into the layout of its outlet.
func (a *article) render(h *host, path, charset string, more []link) []byte {
	l := layout{
		Lang: cmp.Or(h.lang, "en"), Outlet: cmp.Or(h.outlet, h.name), Host: h.name, Path: path,
		Title: cmp.Or(a.title, a.headline), Headline: a.headline, Author: a.author, Date: a.published,
		Charset: charset, Parts: append(slices.Clip(a.parts), a.filler(h.lang)...), More: more,
	}
	if len(l.Parts) > 0 && a.published != "" {
		l.Description = l.Parts[0].Text()
		l.Metadata = a.metadata(l)
	}
	var b bytes.Buffer
	// Writing to memory, from fields of known kinds, cannot fail.
	if err := layoutTemplate.Execute(&b, l); err != nil {
		return []byte(html.EscapeString(err.Error()))
	}
	return b.Bytes()
}

// metadata is what schema.org has of an article.
func (a *article) metadata(l layout) string {
	m := map[string]any{
		"@context": "https://schema.org", "@type": "NewsArticle", "headline": a.headline,
		"publisher": map[string]string{"@type": "Organization", "name": l.Outlet},
	}
	if a.author != "" {
		m["author"] = map[string]string{"@type": "Person", "name": a.author}
	}
	if a.published != "" {
		m["datePublished"] = a.published
	}
	b, _ := json.Marshal(m) // strings always marshal
	return string(b)
}

// refusal is the article of an answer that has no body of its own.
func refusal(status int) *article {
	a := &article{headline: fmt.Sprintf("%d %s", status, http.StatusText(status))}
	switch status {
	case http.StatusNotFound, http.StatusGone:
		a.headline = "Page not found"
		a.parts = []part{{"p", []string{"The page you are looking for is not here. It may have been moved or removed."}}}
	default:
		a.parts = []part{{"p", []string{"The request could not be answered."}}}
	}
	return a
}
