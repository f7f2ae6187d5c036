package cite

import (
	"slices"
	"strings"
	"testing"
)

func TestIdentifiers(t *testing.T) {
	tests := []struct {
		text string
		want []string // kind, value and address
	}{
		{"doi: 10.1000/182.", []string{"doi 10.1000/182 https://doi.org/10.1000/182"}},
		{"(doi:10.1000/182)", []string{"doi 10.1000/182 https://doi.org/10.1000/182"}},
		{"[10.1000/a[1]b]", []string{"doi 10.1000/a[1]b https://doi.org/10.1000/a%5B1%5Db"}},
		{"10.1002/(SICI)1097-0258(19980815)17:15/16<1661::AID-SIM968>3.0.CO;2-2", []string{"doi 10.1002/(SICI)1097-0258(19980815)17:15/16<1661::AID-SIM968>3.0.CO;2-2 https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2"}},
		{"<b>10.1000/182</b>", []string{"doi 10.1000/182 https://doi.org/10.1000/182"}},
		{"https://dx.doi.org/10.1000%2F182?x=1", []string{"doi 10.1000/182 https://doi.org/10.1000/182"}},
		{"doi.org/10.1000/182#part", []string{"doi 10.1000/182 https://doi.org/10.1000/182"}},
		{"https://example.org/doi/full/10.1000/182/pdf", []string{"doi 10.1000/182 https://doi.org/10.1000/182"}},
		{"DOI：10.1000/182。", []string{"doi 10.1000/182 https://doi.org/10.1000/182"}},
		{"10.1000/182;https://example.org", []string{"doi 10.1000/182 https://doi.org/10.1000/182"}},
		{"version 10.1/2 and 10.12.2020/5, 110.1000/182", nil},
		{"10.1000/ alone", nil},

		{"arXiv: 2010.99999", []string{"arxiv 2010.99999 https://arxiv.org/abs/2010.99999"}},
		{"https://arxiv.org/abs/2010.99999v12.", []string{"arxiv 2010.99999v12 https://arxiv.org/abs/2010.99999v12"}},
		{"https://arxiv.org/pdf/0704.0001.pdf", []string{"arxiv 0704.0001 https://arxiv.org/abs/0704.0001"}},
		{"arXiv:math.GT/0309136v1", []string{"arxiv math.GT/0309136v1 https://arxiv.org/abs/math.GT/0309136v1"}},
		{"arXiv is a server; arXiv:12.1", nil},

		{"ISBN 0-306-40615-2", []string{"isbn 0306406152 "}},
		{"ISBN 0 8044 2957 X", []string{"isbn 080442957X "}},
		{"ISBN-13: 978-0-306-40615-7.", []string{"isbn 9780306406157 "}},
		{"ISBN: 9780306406157", []string{"isbn 9780306406157 "}},
		{"ISBN 978‑0‑306‑40615‑7", []string{"isbn 9780306406157 "}},
		{"ISBN 0-306-40615-2 123 pages", []string{"isbn 0306406152 "}},
		{"ISBN 0-306-40615-3 is wrong", nil},
		{"ISBN 978-0-306-40615-8 is wrong", nil},

		{"ISSN 0378-5955", []string{"issn 0378-5955 https://portal.issn.org/resource/ISSN/0378-5955"}},
		{"ISSN: 2434-561X", []string{"issn 2434-561X https://portal.issn.org/resource/ISSN/2434-561X"}},
		{"ISSN 0378-5956", nil},

		{"PMID 12345", []string{"pmid 12345 https://pubmed.ncbi.nlm.nih.gov/12345/"}},
		{"(PMC1234567)", []string{"pmcid PMC1234567 https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/"}},

		{"https://hdl.handle.net/2027/mdp.39015.", []string{"hdl 2027/mdp.39015 https://hdl.handle.net/2027/mdp.39015"}},
		{"urn:isbn:0306406152", []string{"urn urn:isbn:0306406152 "}},
		{"URN:NBN:fi-fe201003181510,", []string{"urn URN:NBN:fi-fe201003181510 https://nbn-resolving.org/URN:NBN:fi-fe201003181510"}},
		{"https://n2t.net/ark:/12345/x6np1wh8k.", []string{"ark ark:/12345/x6np1wh8k https://n2t.net/ark:/12345/x6np1wh8k"}},

		{"ECLI:NL:HR:2020:1234.", []string{"ecli ECLI:NL:HR:2020:1234 https://e-justice.europa.eu/ecli/ECLI:NL:HR:2020:1234"}},
		{"CELEX:32016R0679", []string{"celex 32016R0679 https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0679"}},
		{"CELEX number 62014CJ0362", []string{"celex 62014CJ0362 https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:62014CJ0362"}},
		{"https://eur-lex.europa.eu/?uri=CELEX%3A32016R0679", []string{"celex 32016R0679 https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32016R0679"}},

		{"G.A. Res. 62/999", []string{"un A/RES/62/999 https://undocs.org/A/RES/62/999"}},
		{"G.A.Res. 62/999", []string{"un A/RES/62/999 https://undocs.org/A/RES/62/999"}},
		{"GA Res 217 A (III)", []string{"un A/RES/217(III) https://undocs.org/A/RES/217(III)"}},
		{"General Assembly resolution 62/999", []string{"un A/RES/62/999 https://undocs.org/A/RES/62/999"}},
		{"S.C. Res. 9822 (1993)", []string{"un S/RES/9822 https://undocs.org/S/RES/9822(1993)"}},
		{"S. C. Res. 9822,", []string{"un S/RES/9822 https://undocs.org/S/RES/9822"}},
		{"Security Council Resolution 9822", []string{"un S/RES/9822 https://undocs.org/S/RES/9822"}},
		{"U.N. Doc. S/PV.3072, S/2020/1024, A/C.3/62/L.4/Rev.1, CCPR/C/GC/36", []string{
			"un S/PV.3072 https://undocs.org/S/PV.3072", "un S/2020/1024 https://undocs.org/S/2020/1024",
			"un A/C.3/62/L.4/Rev.1 https://undocs.org/A/C.3/62/L.4/Rev.1", "un CCPR/C/GC/36 https://undocs.org/CCPR/C/GC/36"}},
		{"A/4 paper, S/M, T/F, A/B/C tests, E/S, and A/C 12; S/he", nil},
		{"https://example.org/A/RES/62/999", nil},
		{"The gas resolution and the scale res. 12", nil},
	}
	for _, tt := range tests {
		var got []string
		for _, f := range Identifiers(tt.text) {
			got = append(got, f.Kind+" "+f.Value+" "+f.URL)
			if place := tt.text[f.Start:f.End]; strings.ContainsAny(place, " ") && f.Kind != "isbn" && f.Kind != "un" {
				t.Errorf("Identifiers(%q): place %q", tt.text, place)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("Identifiers(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
