package page_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/tools/txtar"

	"apud/crawler/page"
)

var update = flag.Bool("update", false, "write the golden files")

// TestParse reads the pages of testdata. Each archive has a page, and what is
// read from it; its comment may give the address, the type and the encoding.
func TestParse(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			body, typ, url := sample(t, ar)
			got := dump(page.Parse(body, typ, url))
			if *update {
				ar.Files = append(ar.Files[:1], txtar.File{Name: "want", Data: got})
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(ar.Files) != 2 {
				t.Fatal("want two files: a page, and what is read from it")
			}
			if want := ar.Files[1].Data; !bytes.Equal(got, want) {
				t.Errorf("Parse(%s):\n%s\nwant:\n%s", file, got, want)
			}
		})
	}
}

// sample is the page of an archive, with its type and address.
func sample(t testing.TB, ar *txtar.Archive) (body []byte, typ, url string) {
	url = "https://www.example.org/a/b.html"
	body = ar.Files[0].Data
	for line := range strings.Lines(string(ar.Comment)) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		switch key {
		case "type":
			typ = value
		case "url":
			url = value
		case "bytes":
			enc, err := htmlindex.Get(value)
			if err != nil {
				t.Fatal(err)
			}
			if body, err = enc.NewEncoder().Bytes(body); err != nil {
				t.Fatal(err)
			}
		}
	}
	return body, typ, url
}

// dump writes the fields that are set, one a line.
func dump(p *page.Page) []byte {
	raw, err := json.Marshal(p)
	if err != nil {
		return []byte(err.Error())
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return []byte(err.Error())
	}
	var b bytes.Buffer
	for _, k := range slices.Sorted(maps.Keys(fields)) {
		v := string(fields[k])
		switch v {
		case `""`, "null", "0", "false", `"0001-01-01T00:00:00Z"`:
			continue
		}
		var plain bytes.Buffer
		enc := json.NewEncoder(&plain)
		enc.SetEscapeHTML(false)
		var x any
		if json.Unmarshal(fields[k], &x) != nil || enc.Encode(x) != nil {
			continue
		}
		if list, ok := x.([]any); ok && len(list) > 1 {
			b.WriteString(k + ":\n")
			for _, item := range list {
				b.WriteString("  ")
				var one bytes.Buffer
				e := json.NewEncoder(&one)
				e.SetEscapeHTML(false)
				if e.Encode(item) == nil {
					b.Write(one.Bytes())
				}
			}
			continue
		}
		b.WriteString(k + ": ")
		b.Write(plain.Bytes())
	}
	return b.Bytes()
}
