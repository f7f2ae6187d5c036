package report

import (
	"fmt"
	"strings"
	"testing"

	"apud/crawler/verdict"
	"apud/store"
)

func TestGitHub(t *testing.T) { golden(t, GitHub{}) }

// workflow reads commands as the runner does.
func workflow(t *testing.T, out []byte) (commands []map[string]string, plain []string) {
	t.Helper()
	for line := range strings.Lines(string(out)) {
		line = strings.TrimSuffix(line, "\n")
		head, data, ok := strings.Cut(strings.TrimPrefix(line, "::"), "::")
		if !strings.HasPrefix(line, "::") || !ok {
			plain = append(plain, line)
			continue
		}
		name, properties, _ := strings.Cut(head, " ")
		c := map[string]string{"": name, "message": strings.NewReplacer("%0D", "\r", "%0A", "\n", "%25", "%").Replace(data)}
		for p := range strings.SplitSeq(properties, ",") {
			key, value, ok := strings.Cut(p, "=")
			if !ok {
				t.Errorf("property %q of %q has no value", p, line)
			}
			c[key] = strings.NewReplacer("%3A", ":", "%2C", ",", "%0D", "\r", "%0A", "\n", "%25", "%").Replace(value)
		}
		commands = append(commands, c)
	}
	return commands, plain
}

func TestGitHubHostile(t *testing.T) {
	for i, s := range hostile {
		all := hostileReport()
		out := write(t, GitHub{}, of(all.Documents[i]), Options{})
		visible(t, "github", out)
		commands, plain := workflow(t, out)
		if len(plain) != 1 || strings.Contains(plain[0], "##[") {
			t.Errorf("%q: plain lines %q, want the summary alone", s, plain)
		}
		for _, c := range commands {
			switch c[""] {
			case "error", "warning", "notice":
			default:
				t.Errorf("%q gives the command %q", s, c[""])
			}
			for key := range c {
				if key != "" && key != "message" && key != "file" && key != "title" {
					t.Errorf("%q gives the property %q", s, key)
				}
			}
		}
		if s == "file=a,b:c" && (commands[0]["file"] != s || !strings.Contains(commands[0]["message"], s)) {
			t.Errorf("%q came back as %q", s, commands[0])
		}
	}
}

// TestGitHubMost holds that no more annotations are written than are kept, that
// what changed comes first, and that the rest is counted.
func TestGitHubMost(t *testing.T) {
	d := Document{Document: store.Document{ID: 1, Name: "many.md"}}
	for i := range 25 {
		e := entry(uint64(i+1), i, fmt.Sprint(i+1), 1, fmt.Sprintf("Title %d", i+1), fmt.Sprintf("http://example.org/%d", i+1))
		e.Judgement = judged(verdict.Gone, verdict.Broken, 1, "status", "gone")
		if i == 24 {
			e.Change = "dead"
		}
		d.Entries = append(d.Entries, e, e)
	}
	commands, plain := workflow(t, write(t, GitHub{}, of(d), Options{}))
	if len(commands) != githubMost {
		t.Errorf("%d annotations, want %d", len(commands), githubMost)
	}
	if got := commands[0]["title"]; got != "[25]: Title 25" {
		t.Errorf("first is %q, want what changed", got)
	}
	if plain[0] != "15 more broken, not shown here" {
		t.Errorf("the rest is told as %q", plain[0])
	}
}
