package tex

import (
	"strings"

	"apud/crawler/cite"
)

// dropped are the commands whose first arguments are no words, with how many.
var dropped = map[string]int{}

func init() {
	for n, names := range map[int]string{
		1: `label ref eqref pageref autoref cref Cref nameref vref footref includegraphics usepackage RequirePackage documentclass
			textcolor color colorbox hspace vspace bibliographystyle pagestyle thispagestyle index hypersetup geometry lstset
			foreignlanguage selectlanguage phantom hphantom vphantom setmainfont setsansfont setmonofont usetikzlibrary pagenumbering
			hyperlink hypertarget parbox raisebox scalebox input include bibliography addbibresource graphicspath captionsetup
			usetheme usecolortheme nocite printbibliography begin end newcounter stepcounter refstepcounter theoremstyle hyphenation
			enlargethispage addtolength DeclareUnicodeCharacter pdfinfo sloppypar crefname setlist makebox framebox fontfamily
			fontseries fontshape selectfont includeonly glsadd citation iftoggle ifthenelse bibitem cline cmidrule textlang`,
		2: `setlength addtolength setcounter addtocounter resizebox multicolumn rule fontsize newtheorem pdfbookmark newenvironment
			definecolor renewenvironment addcontentsline DeclareMathOperator colorlet markboth numberwithin hyperdef titleformat
			multirow settowidth newglossaryentry newacronym`,
	} {
		for name := range strings.FieldsSeq(names) {
			dropped[name] = n
		}
	}
}

// italics are the commands that set their argument in italics, declarations
// those that do so until the group ends.
var (
	italics      = map[string]bool{"emph": true, "textit": true, "textsl": true, "mathit": true, "mkbibemph": true, "bibtitle": true}
	declarations = map[string]bool{"em": true, "it": true, "itshape": true, "sl": true, "slshape": true}
	breaks       = map[string]bool{
		"par": true, "item": true, "newpage": true, "clearpage": true, "cleardoublepage": true, "maketitle": true, "caption": true,
		"part": true, "chapter": true, "section": true, "subsection": true, "subsubsection": true, "paragraph": true,
		"subparagraph": true, "addchap": true, "addsec": true, "tableofcontents": true, "smallskip": true, "medskip": true,
		"bigskip": true, "hline": true, "frametitle": true, "minisec": true,
	}
)

// known writes the command name, which the hook left alone.
func (w *Writer) known(name string, i, after, end int) int {
	bare := strings.TrimSuffix(name, "*")
	if shown, ok := symbols[bare]; ok {
		return w.symbol(shown, i, after, end)
	}
	if mark, ok := accents[bare]; ok {
		return w.accent(mark, i, after, end)
	}
	switch {
	case w.Src.HoldsAddress(name):
		if next, ok := w.Addressed(bare, after, end); ok {
			return next
		}
		return after
	case italics[bare]:
		return w.emphasised(after, end)
	case declarations[bare]:
		w.openItalic()
		return w.gap(after, end)
	case bare == "upshape" || bare == "normalfont" || bare == "rm":
		w.closeItalics(0)
		return w.gap(after, end)
	case bare == "enquote" || bare == "say" || bare == "mkbibquote" || bare == "textquote" || bare == "blockquote" || bare == "foreignquote":
		return w.enquote(bare, after, end)
	case breaks[bare]:
		return w.heading(after, end)
	}
	if bare == "begin" || bare == "end" {
		w.Text.Break()
	}
	next := after
	if _, _, behind, ok := w.Src.Option(next, end); ok {
		next = behind
	}
	for range dropped[bare] {
		_, _, behind, ok := w.Src.Braced(next, end)
		if !ok {
			return next
		}
		next = behind
		if _, _, behind, ok := w.Src.Option(next, end); ok {
			next = behind
		}
	}
	if bare == "texorpdfstring" {
		if from, to, behind, ok := w.Src.Braced(next, end); ok && !w.Deep() {
			w.Write(from, to)
			if _, _, last, ok := w.Src.Braced(behind, end); ok {
				return last
			}
			return behind
		}
	}
	if next == after {
		return w.gap(after, end)
	}
	return next
}

// gap is where the words go on behind a command: it eats blanks.
func (w *Writer) gap(i, end int) int {
	for i < end && (w.Src.S[i] == ' ' || w.Src.S[i] == '\t') {
		i++
	}
	return i
}

func (w *Writer) symbol(shown string, i, after, end int) int {
	next := w.gap(after, end)
	if strings.HasPrefix(w.Src.S[next:end], "{}") {
		next += 2
	}
	w.Text.Append(shown, w.Src.Span(i, after))
	if shown == "§" || shown == "¶" {
		// A sign stands apart from its number, as it is printed.
		if next > after {
			w.Src.Append(w.Text, after, next)
		}
	}
	return next
}

func (w *Writer) emphasised(after, end int) int {
	from, to, next, ok := w.Src.Arg(after, end)
	if !ok || w.Deep() {
		return after
	}
	open := w.italic
	w.openItalic()
	w.Write(from, to)
	w.closeItalics(open)
	return next
}

func (w *Writer) enquote(name string, after, end int) int {
	if _, _, next, ok := w.Src.Option(after, end); ok {
		after = next
	}
	if name == "foreignquote" {
		if _, _, next, ok := w.Src.Braced(after, end); ok {
			after = next
		}
	}
	from, to, next, ok := w.Src.Braced(after, end)
	if !ok || w.Deep() {
		return after
	}
	open, closing := "“", "”"
	if w.quotes%2 == 1 {
		open, closing = "‘", "’"
	}
	w.quotes++
	w.Text.Append(open, w.Src.Span(from-1, from))
	w.Write(from, to)
	w.Text.Append(closing, w.Src.Span(to, next))
	w.quotes--
	return next
}

// heading begins a paragraph; its argument, if any, is one by itself.
func (w *Writer) heading(after, end int) int {
	w.Text.Break()
	if _, _, next, ok := w.Src.Option(after, end); ok {
		after = next
	}
	from, to, next, ok := w.Src.Group(after, end)
	if !ok || w.Deep() {
		return w.gap(after, end)
	}
	w.Write(from, to)
	w.Text.Break()
	return next
}

// Addressed writes a command that holds an address: \url shows it, \href words.
func (w *Writer) Addressed(name string, after, end int) (int, bool) {
	s := w.Src
	i := s.Skip(after, end)
	if _, _, next, ok := s.Option(i, end); ok {
		i = s.Skip(next, end)
	}
	if i >= end {
		return after, false
	}
	from, to, next, ok := s.Group(i, end)
	if !ok && s.S[i] != '{' && s.S[i] != '\\' && !letter(s.S[i]) {
		// \url|address|
		if behind := s.delimited(i, end); behind > 0 {
			from, to, next, ok = i+1, behind-1, behind, true
		}
	}
	if !ok || name == "urlstyle" {
		return next, ok
	}
	t := s.Address(from, to, w.Macro)
	url := t.String()
	start := w.Text.Len()
	if name != "href" && name != "hrefurl" {
		w.Text.Append(url, s.Span(from, to))
		w.Link(start, t, from, to)
		return next, true
	}
	if from, to, behind, ok := s.Braced(next, end); ok && !w.Deep() {
		w.Write(from, to)
		next = behind
	}
	w.Link(start, t, from, to)
	return next, true
}

// Link records that the words since start lead to the address t, which stands
// at S[from:to]. Addresses of other kinds than the web's are left alone.
func (w *Writer) Link(start int, t *cite.Text, from, to int) {
	url := t.String()
	if strings.HasPrefix(url, "//") {
		url = "https:" + url
	}
	for _, scheme := range schemes {
		if len(url) > len(scheme) && strings.EqualFold(url[:len(scheme)], scheme) {
			at := t.Source(0, t.Len())
			if call := w.Src.call; call != nil && len(w.Src.Params) == 0 {
				// The macro is the address: it stands where that is defined.
				home := *w.Src
				home.call = nil
				at = home.Address(from, to, w.Macro).Source(0, t.Len())
			} else if call != nil && (at.Part != call.Part || at.Start == call.Start || at.End == call.End) {
				at = *call
			}
			w.Text.Link(start, w.Text.Len(), url, at)
			return
		}
	}
}

// Known reports whether the package knows what the command name means.
func Known(name string) bool {
	bare := strings.TrimSuffix(name, "*")
	_, symbol := symbols[bare]
	_, accent := accents[bare]
	_, drops := dropped[bare]
	return symbol || accent || drops || italics[bare] || declarations[bare] || breaks[bare] || (&Source{}).HoldsAddress(bare)
}
