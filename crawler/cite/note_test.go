package cite

import (
	"strings"
	"testing"
)

// shown is a citation in one line.
func shown(c Citation) string {
	var names []string
	for _, a := range c.Authors {
		names = append(names, a.Name)
	}
	parts := []string{c.Signal, strings.Join(names, "+"), c.Title, c.Container, c.Date.ISO, c.Accessed.ISO, c.Locator.Raw, c.URL}
	if c.RefersTo != nil {
		parts = append(parts, c.RefersTo.Kind+" "+c.RefersTo.Footnote)
	}
	return strings.TrimRight(strings.Join(parts, "|"), "| ")
}

func TestParseNote(t *testing.T) {
	for _, tt := range []struct {
		name, note string
		want       []string
	}{
		{"prose", "The council never replied.", nil},
		{"armenian", "Տե՛ս Մհեր Արզումանյան, «Ծովը», Օրինակ (9 հոկտեմբերի, 2020), https://example.org/a (հասանելի է՝ 14.10.2020)։",
			[]string{"Տե՛ս|Մհեր Արզումանյան|Ծովը|Օրինակ|2020-10-09|2020-10-14||https://example.org/a"}},
		{"chinese names", "参见李明、张华，《港口的历史》，人民日报 2020年10月9日，网址：https://example.org/a （访问日期：2020年10月14日）；外交部，《声明》，新华社 (2020)，https://example.org/b。",
			[]string{"参见|李明+张华|港口的历史|人民日报|2020-10-09|2020-10-14||https://example.org/a", "|外交部|声明|新华社|2020|||https://example.org/b"}},
		{"arabic", "انظر أحمد علي، «تاريخ الميناء»، الجريدة (9 أكتوبر 2020)، https://example.org/a؛ «البحر»، الشرق (2020)، https://example.org/b.",
			[]string{"انظر|أحمد علي|تاريخ الميناء|الجريدة|2020-10-09|||https://example.org/a", "||البحر|الشرق|2020|||https://example.org/b"}},
		{"russian", "См. также И. И. Варга, «Уровень моря», Вестник (9 октября 2020), URL: https://example.org/a (дата обращения: 14.10.2020).",
			[]string{"См. также|И. И. Варга|Уровень моря|Вестник|2020-10-09|2020-10-14||https://example.org/a"}},
		{"german", "Vgl. Hans Müller, „Der Meeresspiegel“, Küstenbote (9. Oktober 2020), abrufbar unter https://example.org/a (abgerufen am 14. Oktober 2020).",
			[]string{"Vgl.|Hans Müller|Der Meeresspiegel|Küstenbote|2020-10-09|2020-10-14||https://example.org/a"}},
		{"french", "Voir Jean-Pierre Dupont, « À qui appartient le port ? », Le Monde (9 octobre 2020), disponible sur https://example.org/a (consulté le 14 octobre 2020).",
			[]string{"Voir|Jean-Pierre Dupont|À qui appartient le port ?|Le Monde|2020-10-09|2020-10-14||https://example.org/a"}},
		{"copy in brackets", "“Minutes,” https://example.org/a.pdf [https://perma.cc/AB12-CD34] (last visited Oct. 14, 2020).",
			[]string{"||Minutes|||2020-10-14||https://example.org/a.pdf"}},
		{"id", "Id. at 7.", []string{"||||||7||id"}},
		{"supra", "Varga, supra note 1, at 5.", []string{"||||||5||supra 1"}},
		{"a.a.O.", "Varga, a.a.O., S. 3.", []string{"||||||S. 3||supra"}},
		{"arabic earlier", "فارغا، مرجع سابق، ص 3.", []string{"||||||ص 3||supra"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := ParseNote(Plain(tt.note, "", 0))
			if len(got) != len(tt.want) {
				t.Fatalf("ParseNote(%q) has %d citations, want %d: %+v", tt.note, len(got), len(tt.want), got)
			}
			for i, c := range got {
				if s := shown(c); s != tt.want[i] {
					t.Errorf("ParseNote(%q), %d = %q, want %q", tt.note, i+1, s, tt.want[i])
				}
			}
		})
	}
}
