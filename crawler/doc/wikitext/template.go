package wikitext

import (
	"strings"

	"apud/crawler/cite"
)

// groups are the templates that are notes, with the group of each.
var groups = map[string]string{
	"efn": "lower-alpha", "efn-la": "lower-alpha", "efn-ua": "upper-alpha", "efn-lr": "lower-roman", "efn-ur": "upper-roman",
	"explanatory footnote": "lower-alpha", "explanatory note": "lower-alpha", "refn": "", "#tag:ref": "", "notetag": "note",
	"footnote": "", "ref-note": "", "note de bas de page": "",
}

// lists are the templates that list the notes and may define some.
var lists = map[string]string{
	"reflist": "", "references": "", "refs": "", "notelist": "lower-alpha", "notelist-ua": "upper-alpha", "notelist-lr": "lower-roman",
	"примечания": "", "références": "", "listaref": "", "ref-list": "", "notelist-la": "lower-alpha", "#tag:references": "", "notefoot": "note",
}

// identifiers are the templates that name a work, with the word for it.
var identifiers = map[string]string{
	"doi": "doi:", "isbn": "ISBN ", "issn": "ISSN ", "pmid": "PMID ", "pmc": "PMC", "arxiv": "arXiv:", "hdl": "hdl:",
	"isbnt": "ISBN ", "doi-inline": "doi:", "un doc": "U.N. Doc. ", "undocs": "U.N. Doc. ",
}

// template writes a template.
func (w *writer) template(n *node) {
	name, args := w.args(n)
	if s, ok := literals[name]; ok && (len(args) == 0 || name == "spaces" || name == "dash") {
		w.out.t.Append(s, w.span(n.start, n.end))
		return
	}
	if w.out.tight {
		return
	}
	if list, ok := lists[name]; ok {
		w.list(list, args)
		return
	}
	if group, ok := groups[name]; ok && len(args) > 0 || ok && name == "#tag:ref" {
		w.noteTemplate(group, n, args)
		return
	}
	if alone, ok := shorts[name]; ok {
		list := w.short(n, args)
		if alone {
			w.shortNote(n, list)
		} else {
			w.writeShorts(n, list)
		}
		return
	}
	switch name {
	case "r":
		w.recall(n, args)
		return
	case "rp":
		if a, ok := w.value(args, 1, "1", "p", "pp", "page", "pages", "at", "loc"); ok {
			w.pageOf(cite.Locator{Kind: "page", Raw: w.plain(a)})
		}
		return
	case "webarchive", "wayback", "cite web archive", "archiv", "webarchiv", "webcite":
		w.archive(n, args)
		return
	case "url", "official website", "official url", "offizielle website", "сайт", "site officiel", "sitio web oficial", "official", "уrl":
		w.link(args)
		return
	case "displaytitle":
		return
	}
	if word, ok := identifiers[name]; ok {
		for _, a := range args {
			if a.key == "" || a.key == "1" || a.key == "id" {
				w.out.t.Insert(" " + word)
				w.render(a.start, a.end)
			}
		}
		return
	}
	if title, ok := strings.CutPrefix(name, "displaytitle:"); ok && title != "" && w.title == "" && w.out.note == inBody {
		i := strings.IndexByte(w.s[n.from:n.to], ':')
		w.title = cite.Fold(w.field(n.from+i+1, n.to).String())
		return
	}
	switch {
	case silent[name] || strings.HasPrefix(name, "defaultsort:"):
	case isSource(name) || w.out.note >= 0 && w.fieldsOfSource(args):
		w.source(n, args)
	default:
		w.values(n, args)
	}
}

// fieldsOfSource reports whether an unknown template in a note has the fields
// of a citation.
func (w *writer) fieldsOfSource(args []arg) bool {
	var named, found bool
	for _, a := range args {
		if a.start >= a.end {
			continue
		}
		switch f, _ := fieldOf(a.key); f {
		case title:
			named = true
		case url, doi, isbn, archive:
			found = true
		}
	}
	return named && found
}

// values writes the values of a template that is not known: a box is as many
// paragraphs, all else words in a row.
func (w *writer) values(n *node, args []arg) {
	box := strings.IndexByte(w.s[n.from:min(n.to, n.from+maxTag)], '\n') >= 0
	for i, a := range args {
		if a.start >= a.end || a.key != "" && !box && !w.telling(a) {
			continue
		}
		switch {
		case box:
			w.out.t.Break()
		case i > 0 && w.out.t.Len() > 0:
			w.out.t.Insert(" ")
		}
		start := a.start
		if a.key != "" && !isNumber(a.key) && !w.telling(a) && !box {
			continue
		}
		w.render(start, a.end)
	}
	if box {
		w.out.t.Break()
	}
}

func isNumber(s string) bool { return strings.Trim(s, "0123456789") == "" }

// telling reports whether a named value may cite something.
func (w *writer) telling(a arg) bool {
	return isNumber(a.key) || w.nodeFrom(a.start, a.end) != nil || strings.Contains(w.s[a.start:a.end], "://")
}

// list reads the notes that a list of notes defines.
func (w *writer) list(group string, args []arg) {
	for _, a := range args {
		switch a.key {
		case "group", "groupe", "grupo", "gruppe":
			group = w.plain(a)
		}
	}
	for _, a := range args {
		switch a.key {
		case "refs", "références", "notes", "1", "":
			defining, outer := w.defining, w.group
			w.defining, w.group = true, group
			w.into(output{t: &cite.Text{}, note: inField}, func() { w.render(a.start, a.end) })
			w.defining, w.group = defining, outer
		}
	}
}

// noteTemplate reads a template that is a note.
func (w *writer) noteTemplate(group string, n *node, args []arg) {
	name := ""
	from, to := n.to, n.to
	for _, a := range args {
		switch a.key {
		case "name", "nom", "nombre":
			name = w.plain(a)
		case "group", "groupe", "grupo":
			group = w.plain(a)
		case "1":
			from, to = a.start, a.end
		default:
			if from == n.to {
				// Words with "=" in them are no name.
				from, to = a.start, a.end
				if a.key != "" {
					from, _ = w.trim(a.whole, a.end)
				}
			}
		}
	}
	w.noteAt(group, name, n.start, n.end, from, to)
}

// recall reads {{r}}, which calls notes by name.
func (w *writer) recall(n *node, args []arg) {
	group := ""
	for _, a := range args {
		if a.key == "group" || a.key == "g" {
			group = w.plain(a)
		}
	}
	for _, a := range args {
		if a.key != "" && !isNumber(a.key) && !strings.HasPrefix(a.key, "name") {
			continue
		}
		if name := w.plain(a); name != "" {
			w.call(-1, key(group, name), n.start, n.end)
		}
	}
}

// archive writes a template that names an archived copy of the source before it.
func (w *writer) archive(n *node, args []arg) {
	a, ok := w.value(args, 1, "url", "archiveurl", "archive-url")
	if !ok {
		return
	}
	t := w.address(a.start, a.end)
	url := strings.TrimSpace(t.String())
	if _, _, archived := cite.UnwrapArchive(url); !archived || strings.ContainsAny(url, " \n") {
		w.link(args)
		return
	}
	w.out.t.Insert(" [")
	start := w.out.t.Len()
	w.out.t.Append(url, w.span(a.start, a.end))
	w.out.t.Link(start, w.out.t.Len(), url, w.span(a.start, a.end))
	w.out.t.Insert("]")
}

// link writes a template that is an address, with or without words.
func (w *writer) link(args []arg) {
	a, ok := w.value(args, 1, "1", "url")
	if !ok {
		// An address with "=" in it looks like a name and a value.
		for _, b := range args {
			if strings.HasPrefix(b.key, "http") {
				a, ok = b, true
				a.start, _ = w.trim(b.whole, b.end)
			}
		}
	}
	if !ok {
		return
	}
	t := w.address(a.start, a.end)
	url := strings.TrimSpace(t.String())
	if url == "" || strings.ContainsAny(url, " \n\"<>") {
		return
	}
	if strings.HasPrefix(url, "//") {
		url = "https:" + url
	}
	start := w.out.t.Len()
	if !strings.Contains(url, "://") {
		w.out.t.Append(url, w.span(a.start, a.end))
		return
	}
	if shown, ok := w.value(args, 2, "2", "name", "title", "mobile"); ok && shown.start != a.start {
		w.render(shown.start, shown.end)
	} else {
		w.out.t.Append(url, w.span(a.start, a.end))
	}
	w.out.t.Link(start, w.out.t.Len(), url, w.span(a.start, a.end))
}
