package verdict

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"apud/crawler/cite"
)

const doi = "https://doi.org/10.5555/mill.182"

func TestIdentifierOf(t *testing.T) {
	for _, test := range []struct{ address, kind, value, ask string }{
		{doi, "doi", "10.5555/mill.182", "https://doi.org/api/handles/10.5555/mill.182?type=URL"},
		{"http://dx.doi.org/10.5555%2Fa", "doi", "10.5555/a", "https://doi.org/api/handles/10.5555/a?type=URL"},
		{"HTTPS://WWW.DOI.ORG:443/DOI:10.5555/a", "doi", "10.5555/a", "https://doi.org/api/handles/10.5555/a?type=URL"},
		{"https://doi.org/10.5555/(SICI)1-2(19)4:8<69::A-I4>3.0.CO;2-O", "doi", "10.5555/(SICI)1-2(19)4:8<69::A-I4>3.0.CO;2-O",
			"https://doi.org/api/handles/10.5555/%28SICI%291-2%2819%294:8%3C69::A-I4%3E3.0.CO;2-O?type=URL"},
		{"https://doi.org/10.5555/a%3Fb%23c%25", "doi", "10.5555/a?b#c%", "https://doi.org/api/handles/10.5555/a%3Fb%23c%25?type=URL"},
		{"https://doi.org/10.5555/a?utm_source=x#y", "doi", "10.5555/a", "https://doi.org/api/handles/10.5555/a?type=URL"},
		{"https://hdl.handle.net/2027/mdp.1", "hdl", "2027/mdp.1", "https://hdl.handle.net/api/handles/2027/mdp.1?type=URL"},
		{"https://hdl.handle.net/20.500.12345/7", "hdl", "20.500.12345/7", "https://hdl.handle.net/api/handles/20.500.12345/7?type=URL"},
	} {
		id := IdentifierOf(test.address)
		if id == nil || id.Kind != test.kind || id.Value != test.value {
			t.Errorf("IdentifierOf(%s) = %+v, want %s %s", test.address, id, test.kind, test.value)
			continue
		}
		got, err := url.Parse(id.URL)
		want, _ := url.Parse(test.ask)
		if err != nil || got.Path != want.Path || got.Host != want.Host || got.RawQuery != want.RawQuery || got.Fragment != "" {
			t.Errorf("IdentifierOf(%s) asks %s, want %s", test.address, id.URL, test.ask)
		}
	}
	for _, address := range []string{
		"", essay, "https://doi.org/", "https://doi.org/10.5555", "https://doi.org/10.5555/", "https://doi.org/2027/mdp.1",
		"https://doi.org/10.5555/../../x", "https://doi.org/10.5555/%2e%2e/x", "https://doi.org/10.5555/./x", "https://doi.org/10x/a",
		"https://doi.org:8080/10.5555/a", "ftp://doi.org/10.5555/a", "doi:10.5555/a", "https://notdoi.org/10.5555/a",
		"https://doi.org.example/10.5555/a", "https://www.doi.org/the-identifier/what-is-a-doi/", "https://hdl.handle.net/api/handles/2027/1",
		"https://arxiv.org/abs/2101.00001", "https://press.example.org/doi/10.5555/a", "https://doi.org/10.5555/" + strings.Repeat("a", 4000),
	} {
		if id := IdentifierOf(address); id != nil {
			t.Errorf("IdentifierOf(%s) = %+v, want none", address, id)
		}
	}
}

func TestIdentifierAnswered(t *testing.T) {
	for _, test := range []struct {
		status int
		body   string
		want   string
	}{
		{200, `{"responseCode":1,"handle":"10.5555/mill.182","values":[{"index":1,"type":"URL"}]}`, Known},
		{200, `{"responseCode":1,"handle":"10.5555/MILL.182"}`, Known},
		{404, `{"responseCode":100,"handle":"10.5555/mill.182"}`, NotKnown},
		{200, `{"responseCode":100,"handle":"10.5555/mill.182"}`, NotKnown},
		// Of a value of no such type, and of a fault, nothing follows.
		{200, `{"responseCode":200,"handle":"10.5555/mill.182"}`, ""},
		{500, `{"responseCode":2,"handle":"10.5555/mill.182"}`, ""},
		{500, `{"responseCode":1,"handle":"10.5555/mill.182"}`, ""},
		{503, `{"responseCode":100,"handle":"10.5555/mill.182"}`, ""},
		{200, `{"responseCode":1,"handle":"10.5555/other"}`, ""},
		{200, `{"responseCode":1}`, ""},
		{200, `{"responseCode":"1","handle":"10.5555/mill.182"}`, ""},
		{200, `{"responseCode":1,"handle":"10.5555/mill.182"`, ""},
		{404, `<html><title>Not found</title></html>`, ""},
		{200, strings.Repeat("[", 100000), ""},
		{200, "null", ""},
		{0, "", ""},
	} {
		id := IdentifierOf(doi)
		if id.Answered(test.status, []byte(test.body)); id.Known != test.want || id.Status != test.status {
			t.Errorf("%d %.60q: known %q, status %d, want %q", test.status, test.body, id.Known, id.Status, test.want)
		}
	}
}

// ledTo is evidence of a page that a resolver led to.
func ledTo(status int, body string) *Evidence {
	return reached(status, body, doi, "https://press.example.org/article/182")
}

func (e *Evidence) identified(known string) *Evidence {
	e.Identifier = IdentifierOf(e.URL)
	e.Identifier.Known = known
	return e
}

func TestNeedsIdentifier(t *testing.T) {
	forbidden := func(urls ...string) *Evidence {
		e := reached(302, "", urls...)
		e.Robots, e.Page = "disallow", nil
		return e
	}
	signIn := `<title>Sign in</title><h1>Sign in</h1><form><input type="password"></form>`
	for name, test := range map[string]struct {
		e    *Evidence
		want string
	}{
		"wall":             {ledTo(403, "").with("Cf-Mitigated", "challenge"), "identifier"},
		"plain 403":        {ledTo(403, ""), "user-agent identifier"},
		"second 403":       {ledTo(403, "").tried("user-agent"), "identifier"},
		"login":            {ledTo(401, ""), "identifier"},
		"login page":       {ledTo(200, signIn), "identifier"},
		"asked to wait":    {ledTo(429, ""), "identifier"},
		"robots":           {forbidden(doi), "identifier"},
		"handle":           {reached(403, "", "https://hdl.handle.net/2027/a").tried("user-agent"), "identifier"},
		"resolver's 404":   {reached(404, "", doi).tried("user-agent"), "identifier"},
		"asked already":    {ledTo(401, "").identified(""), ""},
		"page's 404":       {ledTo(404, "").tried("user-agent"), ""},
		"gone":             {ledTo(410, "").tried("user-agent"), ""},
		"law":              {ledTo(451, ""), ""},
		"good":             {ledTo(200, article(mill, 200)), ""},
		"resolver's 429":   {reached(429, "", doi), ""},
		"broken":           {ledTo(500, "").tried("server-error", "server-error"), ""},
		"no identifier":    {answered(401, ""), ""},
		"preprint":         {reached(401, "", "https://arxiv.org/abs/2101.00001"), ""},
		"publisher's path": {reached(401, "", "https://press.example.org/doi/10.5555/mill"), ""},
	} {
		var kinds []string
		for _, n := range Needs(test.e, []cite.Claim{titled(mill)}) {
			kinds = append(kinds, n.Kind)
			if n.Kind == "identifier" && n.URL != IdentifierOf(test.e.URL).URL {
				t.Errorf("%s: asks %s", name, n.URL)
			}
		}
		if got := strings.Join(kinds, " "); got != test.want {
			t.Errorf("%s: needs %q, want %q", name, got, test.want)
		}
	}
}

func TestClassifyIdentified(t *testing.T) {
	robots := func(known string) *Evidence {
		return (&Evidence{URL: doi, Time: start, Robots: "disallow"}).identified(known)
	}
	wall := func() *Evidence { return ledTo(403, "").with("Cf-Mitigated", "challenge") }
	for name, test := range map[string]struct {
		e       *Evidence
		want    Verdict
		reasons []string
	}{
		"wall, known":             {wall().identified(Known), OK, []string{"resolver-knows", "wall-header"}},
		"wall, unsaid":            {wall().identified(""), Blocked, []string{"wall-header"}},
		"wall, led on, not known": {wall().identified(NotKnown), Blocked, []string{"wall-header"}},
		"login, known":            {ledTo(401, "").identified(Known), OK, []string{"resolver-knows", "status"}},
		"robots, known":           {robots(Known), OK, []string{"resolver-knows", "robots-disallow"}},
		"robots, not known":       {robots(NotKnown), NotFound, []string{"resolver-unknown", "robots-disallow"}},
		"resolver's wall":         {reached(403, "", doi).identified(NotKnown), NotFound, []string{"resolver-unknown", "status"}},
		"resolver's 404":          {reached(404, "", doi).identified(NotKnown), NotFound, []string{"resolver-unknown", "status"}},
		"resolver's 404, known":   {reached(404, "", doi).identified(Known), NotFound, []string{"status", "resolver-knows"}},
		"law, known":              {ledTo(451, "").identified(Known), Legal, []string{"status"}},
		"failing, known":          {ledTo(500, "").identified(Known), ServerError, []string{"status"}},
		"gone, known":             {ledTo(410, "").identified(Known), Gone, []string{"status"}},
	} {
		j := judged(t, test.e, titled(mill), test.want)
		var codes []string
		for _, r := range j.Reasons {
			codes = append(codes, r.Code)
		}
		if len(codes) < len(test.reasons) || !slices.Equal(codes[:len(test.reasons)], test.reasons) {
			t.Errorf("%s: reasons %v, want %v first", name, codes, test.reasons)
		}
		if j.ByResolver() != (test.want == OK) || test.want == OK && j.Confidence != 0.8 {
			t.Errorf("%s: by the resolver %t, confidence %v", name, j.ByResolver(), j.Confidence)
		}
		seen := Explain(test.e, titled(mill))
		held := 0
		for _, r := range seen {
			if r.Held {
				held++
			}
		}
		if held != 1 || !seen[len(seen)-1].Held {
			t.Errorf("%s: explained by %v, want one rule that held, the last", name, seen)
		}
	}
	// What is seen speaks for itself.
	j := judged(t, ledTo(200, article(mill, 200)).identified(NotKnown), titled(mill), OK)
	if j.ByResolver() {
		t.Error("a page that was seen stands by the resolver")
	}
}
