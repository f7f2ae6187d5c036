package markdown

import "strings"

// maxFront bounds front matter, in bytes: a rule at the top of a document may
// have no second one.
const maxFront = 256 << 10

// frontMatter reads title and language out of YAML or TOML between rules, or
// out of pandoc's title block, and gives the offset behind it.
func (p *parser) frontMatter() int {
	s := p.s[:min(len(p.s), maxFront)]
	line, at := cutLine(s, 0)
	switch line {
	case "---", "+++":
	default:
		return p.titleBlock(s)
	}
	separator := ":"
	if line == "+++" {
		separator = "="
	}
	fields := map[string]string{}
	for field := ""; at < len(s); {
		var next string
		next, at = cutLine(s, at)
		switch {
		case next == line || next == "..." && line == "---":
			p.title, p.lang = scalar(fields["title"]), scalar(fields["lang"])
			if p.lang == "" {
				p.lang = scalar(fields["language"])
			}
			return at
		case next == "" || next[0] == ' ' || next[0] == '\t':
			if field != "" {
				fields[field] += " " + strings.TrimSpace(next)
			}
		default:
			name, value, ok := strings.Cut(next, separator)
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
		at = next
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
