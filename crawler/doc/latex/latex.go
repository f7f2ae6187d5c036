// Package latex reads LaTeX: notes, commands that hold addresses, citations of
// entries in the bibliography, and lists of references.
//
// The files that a document takes in, chapters and bibliographies, are opened
// through [doc.Input.Files]; spans in them name the file as their part. Macros
// that the document defines are expanded as far as their words go, so that a
// macro around \url or \footnote is as good as the command itself.
package latex

import (
	"context"
	"fmt"
	"path"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/latex/tex"
)

// Format reads LaTeX.
type Format struct{}

// Info implements [doc.Format].
func (Format) Info() doc.Info {
	return doc.Info{
		Name: "latex", Title: "LaTeX",
		Extensions: []string{".tex", ".ltx", ".latex"},
		MediaTypes: []string{"application/x-tex", "application/x-latex", "text/x-tex"},
		Yields:     "footnotes, endnotes, links, citations with .bib and \\bibitem, \\input, spans",
	}
}

// Sniff implements [doc.Format].
func (f Format) Sniff(in *doc.Input) int {
	head := string(in.Head())
	if strings.IndexByte(head, 0) >= 0 || strings.HasPrefix(strings.TrimSpace(head), `{"`) {
		return 0
	}
	if in.OfMedia(f.Info()) {
		return 90
	}
	class := strings.Contains(head, `\documentclass`)
	switch {
	case class && strings.Contains(head, `\begin{document}`):
		return 95
	case doc.HasExtension(in.Name, f.Info().Extensions):
		return 90
	case class:
		return 80
	}
	signs := 0
	for _, sign := range []string{`\footnote{`, `\section{`, `\begin{`, `\cite{`, `\url{`, `\href{`, `\emph{`, `\chapter{`, `\usepackage`} {
		signs += min(strings.Count(head, sign), 3)
	}
	if signs < 2 {
		return 0
	}
	return min(30+4*signs, 75)
}

// Read implements [doc.Format].
func (Format) Read(ctx context.Context, in *doc.Input) (*doc.Draft, error) {
	r := newReader(ctx, in)
	name := path.Base(strings.ReplaceAll(in.Name, `\`, "/"))
	r.written[name] = true
	main := r.load(name, in.Data, 0)
	if err := r.prepare(); err != nil {
		return nil, fmt.Errorf("read latex: %w", err)
	}
	r.where = inBody
	text := r.body
	if r.document {
		// What stands before the document is no words.
		text, r.where = &cite.Text{}, inPreamble
	}
	r.w = &tex.Writer{Src: main, Text: text, Hook: r.hook, Macro: r.macroText}
	r.w.Write(0, len(main.S))
	r.endItem()
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read latex: %w", err)
	}
	return r.draft(), nil
}
