package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"apud/crawler/verdict"
)

var update = flag.Bool("update", false, "write the README's outputs anew")

const readme = "../../README.md"

// TestReadme holds the README to what the program prints.
func TestReadme(t *testing.T) {
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	fresh := replaceBetween(t, text, "demo", "```text\n"+demoOutput(t)+"```\n")
	fresh = replaceBetween(t, fresh, "verdicts", verdictTable())
	if *update {
		if err := os.WriteFile(readme, []byte(fresh), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if fresh != text {
		was, is := strings.Split(text, "\n"), strings.Split(fresh, "\n")
		for i := range min(len(was), len(is)) {
			if was[i] != is[i] {
				t.Fatalf("README line %d:\n%s\nis now:\n%s\n(go test ./cmd/apud -run TestReadme -update)", i+1, was[i], is[i])
			}
		}
		t.Fatal("README's outputs have other lengths now")
	}
}

// TestReadmeCommands finds each command that the README prints in the program.
func TestReadmeCommands(t *testing.T) {
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	seen, inside := 0, false
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "```") {
			inside = !inside
			continue
		}
		_, words, found := strings.Cut(strings.TrimSpace(line), "apud ")
		if !inside || !found || strings.Contains(line, ":") && !strings.Contains(line, "https:") || strings.HasPrefix(line, "──") {
			continue
		}
		words, _, _ = strings.Cut(words, " ||")
		words, _, _ = strings.Cut(words, "   #")
		a := &app{env: func(string) (string, bool) { return "", false }, now: time.Now}
		cmd, rest, err := a.root().Find(strings.Fields(words))
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if cmd.Name() == "apud" {
			t.Errorf("%s: no such command", line)
		}
		if err := cmd.ParseFlags(rest); err != nil {
			t.Errorf("%s: %v", line, err)
		}
		seen++
	}
	if seen < 5 {
		t.Errorf("%d commands were found in the README, want at least 5", seen)
	}
}

// replaceBetween puts text between the comments <!-- name --> and <!-- /name -->.
func replaceBetween(t *testing.T, s, name, text string) string {
	head, rest, ok := strings.Cut(s, "<!-- "+name+" -->\n")
	_, tail, ok2 := strings.Cut(rest, "<!-- /"+name+" -->")
	if !ok || !ok2 {
		t.Fatalf("README has no part %q", name)
	}
	return head + "<!-- " + name + " -->\n" + text + "<!-- /" + name + " -->" + tail
}

// demoOutput is what the demo prints, with the folder as 'go run' would name it.
func demoOutput(t *testing.T) string {
	dir := t.TempDir()
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"demo", "--store", dir}, strings.NewReader(""), &out, &errs); code != 0 {
		t.Fatalf("demo: exit code %d\n%s", code, errs.String())
	}
	return strings.ReplaceAll(out.String(), dir, "/tmp/apud-demo-1")
}

// verdictTable is the README's table of verdicts.
func verdictTable() string {
	var b strings.Builder
	b.WriteString("| verdict | class | means | what to do |\n| --- | --- | --- | --- |\n")
	for _, v := range verdict.Verdicts() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", v.Verdict, strings.ReplaceAll(string(v.Class), "unknown", "cannot tell"), v.Means, v.Advice)
	}
	return b.String()
}
