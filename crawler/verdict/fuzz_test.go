package verdict

import (
	"net/http"
	"strings"
	"testing"

	"apud/crawler/cite"
	"apud/crawler/page"
	"apud/crawler/snapshot"
)

func FuzzClassify(f *testing.F) {
	f.Add(essay, essay, 200, []byte(article(mill, 200)), mill, "top", "", "", []byte(article(mill, 100)), byte(0))
	f.Add(essay, "https://gazette.example.org/", 200, []byte(article("The Gazette", 50)), mill, "", "", "", []byte{}, byte(1))
	f.Add(essay, essay, 503, []byte("<h1>Down for maintenance</h1>"), "", ":~:text=a,b", "", "Retry-After", []byte{}, byte(2))
	f.Add("http:///x", "", 0, []byte{}, mill, "", FaultMalformed, "", []byte{}, byte(0))
	f.Add(essay, essay, 200, []byte("%PDF-1.4"), mill, "page=3", FaultTruncated, "X-Datadome", []byte("x"), byte(4))
	f.Add("doi:10.1/%zz", "\x00", -1, []byte("\xff"), "\xff", "%zz", FaultTLSName, "Set-Cookie", []byte("<title>"), byte(255))
	f.Add(doi, essay, 403, []byte(`{"responseCode":1,"handle":"10.5555/mill.182"}`), mill, "", "", "", []byte{}, byte(16))
	f.Add(doi, doi, 404, []byte(`{"responseCode":100,"handle":"10.5555/mill.182"}`), mill, "", "", "", []byte{}, byte(0))
	f.Fuzz(func(t *testing.T, cited, final string, status int, body []byte, title, fragment, fault, header string, prior []byte, flags byte) {
		e := &Evidence{URL: cited, Time: start}
		e.Hops = []Hop{{URL: cited, Status: 301, Header: http.Header{}}, {URL: final, Status: status, Header: http.Header{}}}
		if flags&1 != 0 {
			e.Hops = e.Hops[1:]
		}
		if flags&2 != 0 {
			e.Hops = nil
		} else if header != "" {
			e.Hops[len(e.Hops)-1].Header.Set(header, title)
		}
		if fault != "" {
			e.Fault = &Fault{Class: fault, Text: title, Host: final}
		}
		e.Body = Body{Size: int64(len(body)), Digest: snapshot.Sum(body), Unchanged: flags&4 != 0}
		if flags&8 == 0 {
			e.Page = page.Parse(body, "text/html", final)
		}
		if len(prior) > 0 {
			e.Prior = &Prior{Time: start, URL: cited, Digest: snapshot.Sum(prior), Page: page.Parse(prior, "", cited)}
			e.Sibling = &Probe{URL: final, Status: status, FinalURL: final, Page: e.Prior.Page}
			e.Unverified = e.Sibling
		}
		if e.Identifier = IdentifierOf(cited); e.Identifier != nil {
			if n := e.Identifier; !strings.HasPrefix(n.URL, "https://doi.org/api/handles/") && !strings.HasPrefix(n.URL, "https://hdl.handle.net/api/handles/") {
				t.Errorf("IdentifierOf(%q) asks %q", cited, n.URL)
			}
			switch e.Identifier.Answered(status, body); {
			case flags&16 != 0:
				e.Identifier.Known = Known
			case flags&32 != 0:
				e.Identifier.Known = NotKnown
			case flags&64 != 0:
				e.Identifier = nil
			}
		}
		c := cite.Claim{Title: title, Fragment: fragment, Date: fragment, Authors: []cite.Author{{Name: title}}}
		j := Classify(e, c)
		if infoOf[j.Verdict] == nil || j.Class != ClassOf(j.Verdict) || j.Confidence < 0 || j.Confidence > 1 || len(j.Reasons) == 0 {
			t.Errorf("Classify = %+v", j)
		}
		if again := Classify(e, c); again.Verdict != j.Verdict {
			t.Errorf("Classify = %s, then %s", j.Verdict, again.Verdict)
		}
		seen := Explain(e, c)
		if len(seen) == 0 || !seen[len(seen)-1].Held {
			t.Errorf("Explain ends without a rule that held: %v", seen)
		}
		for _, n := range Needs(e, []cite.Claim{c}) {
			if n.Wait < 0 || n.Wait > longestPause || n.Kind == "" || (n.Kind == "sibling" || n.Kind == "refresh" || n.Kind == "identifier") && n.URL == "" {
				t.Errorf("Needs has %+v", n)
			}
		}
		s := Advance(Status{}, j, start, Policy{})
		if s.State == "" || !s.Due.After(start) {
			t.Errorf("Advance = %+v", s)
		}
	})
}
