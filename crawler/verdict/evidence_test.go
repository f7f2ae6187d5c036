package verdict

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"apud/crawler/cite"
	"apud/crawler/page"
	"apud/crawler/snapshot"
)

var start = time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)

const essay = "https://gazette.example.org/2019/03/essay"

// answered is evidence of a page, from the cited address.
func answered(status int, body string) *Evidence { return reached(status, body, essay) }

// reached is evidence of a page at the end of a chain of addresses; all but the
// last redirect for good.
func reached(status int, body string, urls ...string) *Evidence {
	e := &Evidence{URL: urls[0], Time: start}
	for i, u := range urls {
		h := Hop{URL: u, Status: 301, Header: http.Header{}}
		if i == len(urls)-1 {
			h.Status = status
		}
		if i > 0 {
			h.Via = "redirect"
		}
		e.Hops = append(e.Hops, h)
	}
	e.Body.Size = int64(len(body))
	e.Body.Digest = snapshot.Sum([]byte(body))
	e.Page = page.Parse([]byte(body), "text/html", e.FinalURL())
	return e
}

func faulty(class string, urls ...string) *Evidence {
	e := &Evidence{URL: essay, Time: start, Fault: &Fault{Class: class, Text: "it broke", Host: "gazette.example.org"}}
	for _, u := range urls {
		e.Hops = append(e.Hops, Hop{URL: u, Status: 302, Header: http.Header{}})
	}
	return e
}

func (e *Evidence) with(name, value string) *Evidence {
	e.Hops[len(e.Hops)-1].Header.Set(name, value)
	return e
}

func (e *Evidence) first(body string) *Evidence {
	e.Prior = &Prior{
		Time: start.AddDate(-1, 0, 0), URL: e.URL, Digest: snapshot.Sum([]byte(body)),
		Page: page.Parse([]byte(body), "text/html", e.URL),
	}
	return e
}

// article is a page with a headline and words that no rule knows.
func article(headline string, words int) string { return articleOf(headline, words, 0) }

// articleOf is one of several texts under a headline.
func articleOf(headline string, words, text int) string {
	return `<!DOCTYPE html><html lang="en"><head><title>` + headline + ` | The Gazette</title>` +
		`<meta property="og:site_name" content="The Gazette"></head><body><h1>` + headline + `</h1>` + paragraphs(words, text) + `</body></html>`
}

var filler = strings.Fields(`river bridge winter boats council slowly evening between stones carried letter garden because summer
	village always window under timber narrow ferry market old grey people road spring harvest wooden tower bread quiet morning
	lantern mill orchard wall painted sold walked asked heard built wrote kept told north valley island cloth rain wheel`)

func paragraphs(words, text int) string {
	var b strings.Builder
	x := uint32(text*7919 + 17)
	for i := range words {
		switch {
		case i%50 == 0 && i > 0:
			b.WriteString(".</p>\n<p>")
		case i == 0:
			b.WriteString("<p>")
		default:
			b.WriteByte(' ')
		}
		x = x*1664525 + 1013904223
		b.WriteString(filler[int(x>>16)%len(filler)])
	}
	if words > 0 {
		b.WriteString(".</p>")
	}
	return b.String()
}

func titled(s string) cite.Claim { return cite.Claim{Title: s} }

// judged holds that the evidence comes to the verdict.
func judged(t *testing.T, e *Evidence, c cite.Claim, want Verdict) Judgement {
	t.Helper()
	j := Classify(e, c)
	if j.Verdict != want {
		t.Errorf("Classify(%s, %q) = %s %v, want %s", e.FinalURL(), c.Title, j.Verdict, j.Reasons, want)
	}
	if j.Class != ClassOf(j.Verdict) || len(j.Reasons) == 0 && j.Verdict != OK {
		t.Errorf("Classify(%s, %q) = %+v: class or reasons are missing", e.FinalURL(), c.Title, j)
	}
	return j
}

// because holds that a reason of the code is given.
func because(t *testing.T, j Judgement, code string) {
	t.Helper()
	for _, r := range j.Reasons {
		if r.Code == code && r.Text != "" {
			return
		}
	}
	t.Errorf("%s has the reasons %v, want one of code %q", j.Verdict, j.Reasons, code)
}
