package verdict

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"apud/crawler/cite"
	"apud/crawler/page"
)

func TestFold(t *testing.T) {
	for s, want := range map[string]string{
		"Old mill to become a library":      "old mill to become a library",
		"  “We never left”: the bargemen’s": "we never left the bargemens",
		"Fish &amp;amp; chips":              "fish chips",
		"Straße über Łódź – Œuvre, Ærø":     "strasse uber lodz oeuvre aero",
		"İstanbul’da ılık":                  "istanbulda ilik",
		"Ёлка и й":                          "елка и и",
		"페이지를 찾을":                           "페이지를 찾을",
		"ガス、 ｶﾞｽ":                           "カス カス",
		"1,000 or 2.000.":                   "1000 or 2000",
		"soft\u00adhyphen":                  "softhyphen",
		"":                                  "",
		"…":                                 "",
	} {
		if got := fold(s); got != want {
			t.Errorf("fold(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestMatchTitle(t *testing.T) {
	for _, test := range []struct {
		cited, cand string
		want        grade
	}{
		{"Old mill to become a library", "Old mill to become a library | The Gazette", fullMatch},
		{"Old mill to become a library", "The Gazette: Old mill to become a library", fullMatch},
		{"The Gazette – Old mill to become a library", "Old mill to become a library", fullMatch},
		{"Old mill to become a library", "Swans return to the mill pond", noMatch},
		{"Council debates the future of the covered market after a night of long speeches", "Council debates the future of the covered market after a…", fullMatch},
		{"The lighthouse keepers' daughters: three lives on the coast", "The lighthouse keepers' daughters", fullMatch},
		{"Who owns the fog?", "Who owns the fog? A walk along the disputed coast", fullMatch},
		{"Haefen fuer alle: Strassenfest am Grossen Ufer", "Häfen für alle: Straßenfest am Großen Ufer", fullMatch},
		{"Annual report of the mill trust 2015", "Annual report of the mill trust 2022", noMatch},
		{"Annual report of the mill trust 2015/16", "Annual report of the mill trust 2015-2016", fullMatch},
		{"World energy outlook: 2015", "World energy outlook", weakMatch},
		{"Seven winters on the ice road", "Twelve winters on the ice road", noMatch},
		{"Seven winters on the ice road", "7 winters on the ice road", fullMatch},
		{"A history of salt, part II", "A history of salt, part III", noMatch},
		{"A history of salt, part II", "A history of salt, part 2", fullMatch},
		{"Floods in the upper districts of Harlby", "Floods in the upper districts of Harlow", weakMatch},
		{"On knots", "On knots | The Gazette", fullMatch},
		{"On knots", "On knotting", noMatch},
		{"On knots", "Not on knotweed", noMatch},
		{"港の灯台が百年ぶりに再び点灯", "港の灯台が百年ぶりに再び点灯 - 新聞", fullMatch},
		{"港の灯台が百年ぶりに再び点灯", "古い橋の修理が始まる", noMatch},
		{"古い橋の修理", "古い橋の修理が始まる", fullMatch},
		{"第12回報告書の概要について", "第13回報告書の概要について", noMatch},
		{"Река вернулась в старое русло", "Река вернулась в старое русло — Вестник", fullMatch},
		{"الصفحة الأولى من كتاب البحر", "الصفحة الأولى من كتاب البحر | الجريدة", fullMatch},
		{"E-mail and the end of letters", "Email and the end of letters", fullMatch},
	} {
		p := &page.Page{Kind: page.HTML, Site: "The Gazette", Titles: []page.Title{{From: "title", Text: test.cand}}}
		if got := matchTitle(test.cited, p); got.grade != test.want {
			t.Errorf("matchTitle(%q, %q) = %+v, want grade %d", test.cited, test.cand, got, test.want)
		}
	}
}

func TestMatchTitleOfOutlet(t *testing.T) {
	// The outlet is in every title of its site.
	p := &page.Page{Kind: page.HTML, Site: "Ministry of Canals", Titles: []page.Title{{From: "title", Text: "Staff | Ministry of Canals"}}}
	if m := matchTitle("Ministry of Canals: Report on locks", p); m.grade == fullMatch {
		t.Errorf("the outlet alone is %+v", m)
	}
}

func TestMatchBody(t *testing.T) {
	head := `<html><head><title>Collected papers</title></head><body><h1>Collected papers</h1>`
	inText := head + `<p>A letter from the quarantine island</p>` + paragraphs(100, 0)
	judged(t, answered(200, inText), titled("A letter from the quarantine island"), OK)
	inLinks := head + paragraphs(100, 0) + `<aside><ul><li><a href="/x">A letter from the quarantine island</a></li></ul></aside>`
	judged(t, answered(200, inLinks), titled("A letter from the quarantine island"), Mismatch)
}

func TestMatchPDF(t *testing.T) {
	p := &page.Page{
		Kind: page.PDF, Words: 200, Titles: []page.Title{{From: "pdf-info", Text: "Microsoft Word - ferry_min_v2_FINAL.doc"}},
		Text: "Minutes of the ferry committee The committee met at nine.",
	}
	if m := matchTitle("Minutes of the ferry committee", p); m.grade != fullMatch {
		t.Errorf("title in the text of a PDF: %+v", m)
	}
	if m := matchTitle("Microsoft Word - ferry_min_v2_FINAL.doc", p); m.grade == fullMatch {
		t.Errorf("the name of a file is a title: %+v", m)
	}
}

func TestGenericTitles(t *testing.T) {
	e := answered(200, article("Annual report", 200))
	e.Page.Published = time.Date(2019, 3, 4, 0, 0, 0, 0, time.UTC)
	e.Page.Authors = []string{"Ida Moss"}
	judged(t, e, cite.Claim{Title: "Annual report", Date: "2019"}, OK)
	judged(t, e, cite.Claim{Title: "Annual report", Date: "2015"}, WeakMatch)
	judged(t, e, cite.Claim{Title: "Annual report", Date: "2015", Authors: []cite.Author{{Name: "Moss, Ida"}}}, OK)
	judged(t, e, titled("Annual report"), OK)
	// A title of its own needs no date.
	judged(t, answered(200, article(mill, 200)), cite.Claim{Title: mill, Date: "1999"}, OK)
}

func FuzzMatchTitle(f *testing.F) {
	for _, s := range []string{"Old mill to become a library", "On knots", "港の灯台が百年ぶりに再び点灯", "Part II, 2015/16", "&amp;#x0;", "\xff\xfe", "페이지를", "1,000.000"} {
		f.Add(s, s+" | The Gazette", "text of "+s)
	}
	f.Fuzz(func(t *testing.T, cited, cand, text string) {
		a, b := newFolded(fold(cited)), newFolded(fold(cand))
		s, _ := score(a, b)
		if s < 0 || s > 1 {
			t.Errorf("score(%q, %q) = %v", cited, cand, s)
		}
		if f := a.text; fold(f) != f {
			t.Errorf("fold(%q) = %q, which folds to %q", cited, f, fold(f))
		}
		same := &page.Page{Kind: page.HTML, Titles: []page.Title{{From: "title", Text: cited}}}
		if m := matchTitle(cited, same); len(cited) < maxCandidate && fold(cited) != "" && m.grade != fullMatch {
			t.Errorf("matchTitle(%q, itself) = %+v", cited, m)
		}
		m := matchTitle(cited, &page.Page{Kind: page.PDF, Titles: []page.Title{{From: "pdf-info", Text: cand}}, Text: text, Main: text})
		if m.score < 0 || m.score > 1 {
			t.Errorf("matchTitle(%q, %q) = %+v", cited, cand, m)
		}
		if q := quote(cited); !utf8.ValidString(q) || len([]rune(q)) > 122 {
			t.Errorf("quote(%q) = %q", cited, q)
		}
		if strings.Count(fold(cand), "  ") > 0 {
			t.Errorf("fold(%q) has two spaces", cand)
		}
	})
}
