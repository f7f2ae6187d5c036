// Package managed reads what citation managers (Zotero, Mendeley, JabRef,
// Citavi) leave in the fields of word processors: CSL data of the sources that a
// place cites.
package managed

import (
	"context"
	"encoding/json"
	"strings"

	"apud/crawler/cite"
	"apud/crawler/doc"
	"apud/crawler/doc/csljson"
)

// marker is the word before the data in a field's code or a mark's name.
const marker = "CSL_CITATION"

// Citations are the sources in the code of a field, which stands at span; nil
// for a field of another kind.
func Citations(ctx context.Context, code string, span cite.Span) []cite.Citation {
	_, data, ok := strings.Cut(code, marker)
	if !ok {
		return nil
	}
	var field struct {
		Items []struct {
			Data    json.RawMessage `json:"itemData"`
			Locator string          `json:"locator"`
			Label   string          `json:"label"`
		} `json:"citationItems"`
	}
	if err := json.NewDecoder(strings.NewReader(data)).Decode(&field); err != nil {
		return nil
	}
	var out []cite.Citation
	for _, item := range field.Items {
		if len(item.Data) == 0 {
			continue
		}
		d, err := csljson.Format{}.Read(ctx, &doc.Input{Name: "item.json", Data: item.Data})
		if err != nil {
			continue
		}
		for i, c := range d.Extra {
			// A page range of the source is no place in it; the field tells that.
			c.Locator = cite.Locator{}
			if i == 0 && item.Locator != "" {
				c.Locator = cite.Locator{Kind: kind(item.Label), Raw: item.Locator}
			}
			at(&c, span)
			out = append(out, c)
		}
	}
	return out
}

// kind is the kind of a locator by its CSL label.
func kind(label string) string {
	switch label {
	case "section", "paragraph", "note":
		return label
	case "timestamp", "time":
		return "time"
	}
	return "page"
}

// at puts all that c has at span.
func at(c *cite.Citation, span cite.Span) {
	c.Span = span
	if c.URL != "" {
		c.Address = span
	}
	for i := range c.Archives {
		c.Archives[i].Address = span
	}
	for i := range c.Identifiers {
		c.Identifiers[i].Address = span
	}
}
