package tex

import (
	"testing"

	"apud/crawler/cite"
	"apud/crawler/doc"
)

func TestWords(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{`\'etude, \"{u}ber, \c{c}a, \v S, \^{\i}, \~n, \H{o}, \k{a}, \r a`, "étude, über, ça, Š, î, ñ, ő, ą, å"},
		{`\ss\ \o\ {\AE} \L{}\'od\'z`, "ß ø Æ Łódź"},
		{"``a'' `b' c's --- d--e-f", "“a” ‘b’ c’s — d–e-f"},
		{`50\% \& \$5 \#1 a\_b \{c\}`, "50% & $5 #1 a_b {c}"},
		{"a % b\n  c", "a c"},
		{"a%\n  b", "ab"},
		{`a~b\,c\ d\@ e`, "a b c d e"},
		{`\textbf{a} {\bfseries b} \textcolor{red}{c} \unknown[x]{d}`, "a b c d"},
		{`\S~4 \textless\textgreater{} \textgreater`, "§ 4 <> >"},
		{`\verb|\x{| \foreignlanguage{german}{a} \texorpdfstring{b}{c}`, "… a b"},
		{`\enquote{a \enquote{b} c}`, "“a ‘b’ c”"},
		{`{a {b} c}}{`, "a b c"},
		{`$x^2$ \(y\)`, "x^2 y"},
	} {
		src := NewSource(doc.Decode([]byte(test.in), ""), "")
		src.Comments = true
		src.Fit(0, len(src.S))
		w := &Writer{Src: src, Text: &cite.Text{}}
		w.Write(0, len(src.S))
		if got := cite.Fold(w.Text.String()); got != test.want {
			t.Errorf("words of %q = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestAddress(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{`https://example.org/a_b%20c#d`, "https://example.org/a_b%20c#d"},
		{`https://example.org/a\_b\%20c\#d\&e`, "https://example.org/a_b%20c#d&e"},
		{`https://example.org/\~{}a\textasciitilde b\string~c$\sim$d`, "https://example.org/~a~b~c~d"},
		{"https://example.org/%\n  a\\-b\\slash c", "https://example.org/ab/c"},
		{`https://example.org/{a}{\_}b`, "https://example.org/a_b"},
	} {
		src := NewSource(doc.Decode([]byte(test.in), ""), "")
		if got := src.Address(0, len(src.S), nil).String(); got != test.want {
			t.Errorf("address %q = %q, want %q", test.in, got, test.want)
		}
	}
}
