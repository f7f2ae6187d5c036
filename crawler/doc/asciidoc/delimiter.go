package asciidoc

import "strings"

// delimiter reads a line that begins or ends a block. What is code is skipped
// up to its end; the lines around other blocks go.
func (p *parser) delimiter(s string) bool {
	if p.table != "" && s == p.table {
		p.end()
		p.table = ""
		return true
	}
	switch s {
	case "|===", "!===", ",===", ":===":
		if p.table == "" {
			p.end()
			p.table = s
		}
		return true
	case "--":
		code := codes[p.style]
		p.end()
		p.style = ""
		if code {
			p.skipTo(s)
		}
		return true
	}
	if strings.HasPrefix(s, "```") && strings.IndexByte(s[3:], '`') < 0 {
		p.end()
		p.style = ""
		p.skipTo("```")
		return true
	}
	if len(s) < 4 || strings.Trim(s, s[:1]) != "" {
		return false
	}
	switch s[0] {
	case '-', '.', '+', '/':
		p.end()
		p.style = ""
		p.skipTo(s)
		return true
	case '=', '*', '_':
		code := codes[p.style]
		p.end()
		p.style = ""
		if code {
			p.skipTo(s)
		}
		return true
	}
	return false
}

// skipTo skips the lines up to one that is s.
func (p *parser) skipTo(s string) {
	for p.at++; p.at < len(p.lines); p.at++ {
		if p.text(p.at) == s && p.lines[p.at].Col == 0 {
			return
		}
	}
}

// row reads the cells of a line of a table: each sign begins one. A line that
// has none goes on with the cell before.
func (p *parser) row(s string) bool {
	sign := p.table[0]
	if sign == ',' || sign == ':' {
		l := p.lines[p.at]
		p.add(int(l.Start), int(l.End))
		p.end()
		return true
	}
	if bar(s, 0, sign) < 0 {
		return false
	}
	base := int(p.lines[p.at].Start)
	for at := 0; at <= len(s); {
		end := bar(s, at, sign)
		next := end + 1
		stop := end
		if end < 0 {
			next, stop = len(s)+1, len(s)
		} else {
			// What a cell is like stands before its sign.
			word := at + strings.LastIndexAny(s[at:end], " \t") + 1
			if isSpec(s[word:end]) {
				stop = word
			}
		}
		p.add(base+at, base+stop)
		if next <= len(s) {
			p.end()
		}
		at = next
	}
	return true
}

// bar is the place of the sign that begins a cell at or behind i, or -1.
func bar(s string, i int, sign byte) int {
	for ; i < len(s); i++ {
		if s[i] == sign && (i == 0 || s[i-1] != '\\') {
			return i
		}
	}
	return -1
}

// isSpec reports whether s says what a cell is like: "2+", ".2+^.>s", "a".
func isSpec(s string) bool {
	if i := strings.IndexAny(s, "+*"); i >= 0 {
		if i == 0 || strings.Trim(s[:i], "0123456789.") != "" {
			return false
		}
		s = s[i+1:]
		if s == "" {
			return true
		}
	}
	rest := strings.TrimLeft(s, "<^>.")
	return s != "" && (rest == "" || len(rest) == 1 && strings.Contains("adehlmsv", rest))
}

// itemSign is the length of the sign of a list item that s begins with, with
// its box.
func itemSign(s string) int {
	n := 0
	switch c := s[0]; {
	case c == '*' || c == '.':
		for n < len(s) && s[n] == c {
			n++
		}
		if n > 6 {
			return 0
		}
	case c == '-':
		n = 1
	case strings.HasPrefix(s, "•"):
		n = len("•")
	case c == '<':
		n = strings.IndexByte(s[:min(len(s), 6)], '>') + 1
		if n < 3 || strings.Trim(s[1:n-1], "0123456789.") != "" {
			return 0
		}
	case '0' <= c && c <= '9':
		for n < len(s) && n < 9 && '0' <= s[n] && s[n] <= '9' {
			n++
		}
		if n == len(s) || s[n] != '.' {
			return 0
		}
		n++
	case 'a' <= c && c <= 'z' && len(s) > 1 && s[1] == '.':
		n = 2
	case strings.IndexByte("ivx", c) >= 0:
		n = len(s) - len(strings.TrimLeft(s, "ivx"))
		if n == len(s) || s[n] != ')' {
			return 0
		}
		n++
	}
	if n == 0 || n >= len(s) || s[n] != ' ' && s[n] != '\t' {
		return 0
	}
	rest := strings.TrimLeft(s[n:], " \t")
	if len(rest) > 4 && rest[0] == '[' && strings.IndexByte(" xX*", rest[1]) >= 0 && rest[2] == ']' && rest[3] == ' ' {
		return len(s) - len(rest) + 4
	}
	return n
}

// definition is where the term of "term:: words" ends, and where its words
// begin.
func definition(s string) (term, words int) {
	for i := 1; i+1 < len(s); i++ {
		sign := s[i]
		if sign != ':' && sign != ';' || s[i+1] != sign {
			continue
		}
		end := i
		for end < len(s) && s[end] == sign {
			end++
		}
		if end-i <= 4 && (end == len(s) || s[end] == ' ' || s[end] == '\t') && s[i-1] != ' ' {
			return i, end
		}
		i = end - 1
	}
	return 0, 0
}
