package markdown

import (
	"slices"
	"strings"
)

// maxFront bounds front matter, in bytes: a rule at the top of a document may
// have no second one.
const maxFront = 256 << 10

// maxField bounds what is kept of a field over several lines, in bytes.
const maxField = 4 << 10

// frontMatter reads title and language out of YAML or TOML between rules, out
// of pandoc's title block or MultiMarkdown's metadata, and gives the offset
// behind it.
func (p *parser) frontMatter() int {
	s := p.s[:min(len(p.s), maxFront)]
	line, at := cutLine(s, 0)
	switch {
	case line == "---":
		return p.fields(s, at, ":", line, "...")
	case line == "+++":
		return p.fields(s, at, "=", line)
	case strings.HasPrefix(line, "% "):
		return p.titleBlock(s)
	}
	name, _, ok := strings.Cut(line, ":")
	if ok && slices.Contains(metadata, strings.ToLower(strings.TrimSpace(name))) {
		return p.fields(s, 0, ":", "")
	}
	return 0
}

// metadata are the fields that MultiMarkdown's metadata may begin with.
var metadata = strings.Fields("title subtitle author date lang language css format base-header-level")

// fields reads fields from at on, each a name and a value with a separator in
// between, down to one of the lines ends, and gives the offset behind that; 0
// when there is none.
func (p *parser) fields(s string, at int, separator string, ends ...string) int {
	fields := map[string]string{}
	for field := ""; at < len(s); {
		var next string
		next, at = cutLine(s, at)
		switch {
		case slices.Contains(ends, next):
			p.title, p.lang = scalar(fields["title"]), scalar(fields["lang"])
			if p.lang == "" {
				p.lang = scalar(fields["language"])
			}
			return at
		case next == "" || next[0] == ' ' || next[0] == '\t':
			if field != "" && len(fields[field]) < maxField {
				fields[field] += " " + strings.TrimSpace(next)
			}
		default:
			name, value, ok := strings.Cut(next, separator)
			if !ok && ends[0] == "" {
				return 0
			}
			if field = ""; ok {
				field = strings.ToLower(strings.TrimSpace(name))
				fields[field] = strings.TrimSpace(value)
			}
		}
	}
	return 0
}

// scalar is the text of a value: without quotes, sign of a block or comment.
func scalar(s string) string {
	s = strings.TrimSpace(s)
	for _, sign := range []string{">-", "|-", ">+", "|+", ">", "|"} {
		if rest, ok := strings.CutPrefix(s, sign+" "); ok {
			return strings.Join(strings.Fields(rest), " ")
		}
	}
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') {
		if i := strings.LastIndexByte(s, s[0]); i > 0 {
			inner := s[1:i]
			if s[0] == '"' {
				return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(inner)
			}
			return strings.ReplaceAll(inner, "''", "'")
		}
	}
	if i := strings.Index(s, " #"); i >= 0 {
		s = s[:i]
	}
	return strings.Join(strings.Fields(s), " ")
}

// titleBlock reads "% title", "% authors", "% date" at the top.
func (p *parser) titleBlock(s string) int {
	at := 0
	for n := 0; n < 3 && strings.HasPrefix(s[at:], "% "); n++ {
		line, next := cutLine(s, at)
		if n == 0 {
			p.title = strings.TrimSpace(line[2:])
		}
		// A field goes on over the lines that are indented.
		for at = next; strings.HasPrefix(s[at:], "  "); at = next {
			if line, next = cutLine(s, at); n == 0 {
				p.title = strings.TrimSpace(p.title + " " + strings.TrimSpace(line))
			}
		}
	}
	return at
}

// cutLine is the line at at without the blanks at its end, and where the next
// begins.
func cutLine(s string, at int) (line string, next int) {
	i := strings.IndexByte(s[at:], '\n')
	if i < 0 {
		return strings.TrimRight(s[at:], " \t\r"), len(s)
	}
	return strings.TrimRight(s[at:at+i], " \t\r"), at + i + 1
}
