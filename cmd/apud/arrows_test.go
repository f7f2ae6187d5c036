package main

import (
	"os/exec"
	"strings"
	"testing"
)

// TestArrows holds the direction of imports: crawler reads, store keeps, cmd
// shows; leaves know nobody above them.
func TestArrows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}: {{join .Imports " "}}`, "apud/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	leaves := []string{"apud/crawler/cite", "apud/crawler/page", "apud/crawler/snapshot", "apud/crawler/verdict"}
	under := func(pkg, root string) bool { return pkg == root || strings.HasPrefix(pkg, root+"/") }
	leaf := func(pkg string) bool {
		for _, l := range leaves {
			if under(pkg, l) {
				return true
			}
		}
		return false
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		pkg, imports, _ := strings.Cut(strings.TrimSpace(line), ": ")
		for imp := range strings.FieldsSeq(imports) {
			if !under(imp, "apud") {
				continue
			}
			seen++
			switch {
			case under(imp, "apud/cmd") && !under(pkg, "apud/cmd"),
				under(pkg, "apud/crawler") && under(imp, "apud/store"),
				under(pkg, "apud/store") && under(imp, "apud/crawler") && !leaf(imp),
				leaf(pkg) && !leaf(imp):
				t.Errorf("%s imports %s", pkg, imp)
			}
		}
	}
	if seen == 0 {
		t.Error("no import was seen")
	}
}
