package managed

import (
	"testing"

	"apud/crawler/cite"
)

func TestCitations(t *testing.T) {
	code := ` ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":[` +
		`{"id":1,"itemData":{"type":"webpage","title":"Tides","container-title":"Courier","page":"1-9","URL":"https://example.org/a","author":[{"family":"Varga","given":"Ilse"}],"issued":{"date-parts":[["2020",10,9]]}},"locator":"7"},` +
		`{"id":2,"itemData":{"type":"article-journal","title":"Sea","DOI":"10.5555/sea"}}]} RNDabc`
	span := cite.Span{Part: "word/document.xml", Start: 5, End: 9}
	got := Citations(t.Context(), code, span)
	if len(got) != 2 {
		t.Fatalf("Citations has %d sources, want 2: %+v", len(got), got)
	}
	a, b := got[0], got[1]
	if a.Title != "Tides" || a.Container != "Courier" || a.Date.ISO != "2020-10-09" || a.URL != "https://example.org/a" || a.Address != span || a.Locator != (cite.Locator{Kind: "page", Raw: "7"}) || len(a.Authors) != 1 || a.Authors[0].Name != "Ilse Varga" {
		t.Errorf("first source = %+v", a)
	}
	if b.Title != "Sea" || len(b.Identifiers) != 1 || b.Identifiers[0].Value != "10.5555/sea" || b.Locator.Raw != "" {
		t.Errorf("second source = %+v", b)
	}
	for _, code := range []string{"", ` HYPERLINK "https://example.org/"`, " ADDIN ZOTERO_ITEM CSL_CITATION {", " ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY "} {
		if got := Citations(t.Context(), code, span); got != nil {
			t.Errorf("Citations(%q) = %+v, want none", code, got)
		}
	}
}
