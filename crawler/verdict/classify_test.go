package verdict

import (
	"net/http"
	"strings"
	"testing"

	"apud/crawler/cite"
	"apud/crawler/page"
)

const mill = "Old mill to become a library"

func TestClassifyFaults(t *testing.T) {
	for _, test := range []struct {
		class string
		hops  []string
		want  Verdict
	}{
		{FaultDNSNotFound, nil, DNS},
		{FaultDNSTemporary, nil, DNS},
		{FaultRefused, nil, Unreachable},
		{FaultReset, nil, Unreachable},
		{FaultTimeout, nil, Unreachable},
		{FaultProtocol, nil, Unreachable},
		{FaultLoop, []string{essay}, Unreachable},
		{FaultTooMany, []string{essay}, Unreachable},
		{FaultNoLocation, []string{essay}, Unreachable},
		{FaultBadLocation, []string{essay}, Unreachable},
		{FaultScheme, []string{essay}, Unreachable},
		{FaultScheme, nil, Unsupported},
		{FaultForbidden, nil, Unsupported},
		{FaultTLSExpired, nil, TLS},
		{FaultTLSName, nil, TLS},
		{FaultTLSUnknown, nil, TLS},
		{FaultTLS, nil, TLS},
		{FaultMalformed, nil, Malformed},
		{FaultNoURL, nil, NoURL},
		{FaultHostDown, nil, Temporary},
		{FaultCanceled, nil, Temporary},
	} {
		judged(t, faulty(test.class, test.hops...), titled(mill), test.want)
	}
}

func TestClassifyAddresses(t *testing.T) {
	for _, test := range []struct {
		url, class string
		want       Verdict
		proposal   string
	}{
		{"http//gazette.example.org/essay", FaultMalformed, Malformed, "http://gazette.example.org/essay"},
		{"http:///essay", "", Malformed, ""},
		{"http://" + strings.Repeat("a", 64) + ".example.org/", FaultDNSNotFound, Malformed, ""},
		{"doi:10.1000/182", FaultScheme, Unsupported, "https://doi.org/10.1000/182"},
		{"ftp://gazette.example.org/essay.txt", FaultScheme, Unsupported, ""},
		{"http://abcdefghijklmnop.onion/essay", FaultDNSNotFound, Unsupported, ""},
	} {
		e := &Evidence{URL: test.url, Time: start}
		if test.class != "" {
			e.Fault = &Fault{Class: test.class, Text: "it broke"}
		}
		if j := judged(t, e, titled(mill), test.want); j.Proposal != test.proposal {
			t.Errorf("%s: proposal = %q, want %q", test.url, j.Proposal, test.proposal)
		}
	}
}

func TestClassifyCertificates(t *testing.T) {
	behind := func(class, body string) *Evidence {
		e := faulty(class)
		e.Unverified = &Probe{URL: essay, Status: 200, FinalURL: essay, Page: page.Parse([]byte(body), "text/html", essay)}
		return e
	}
	because(t, judged(t, behind(FaultTLSExpired, article(mill, 200)), titled(mill), TLS), "text-behind")
	because(t, judged(t, behind(FaultTLSExpired, article("Cheap flights", 200)), titled(mill), TLS), "text-gone")
	because(t, judged(t, behind(FaultTLSName, article("Cheap flights", 200)), titled(mill), TLS), "tls-foreign")
	judged(t, answered(526, ""), titled(mill), TLS)
}

func TestClassifyStatus(t *testing.T) {
	for _, test := range []struct {
		status int
		want   Verdict
	}{
		{404, NotFound}, {410, Gone}, {401, Login}, {407, Login}, {402, Login}, {403, Blocked}, {406, Blocked}, {418, Blocked},
		{999, Blocked}, {429, RateLimited}, {451, Legal}, {400, ServerError}, {405, ServerError}, {500, ServerError}, {502, ServerError},
		{503, ServerError}, {504, ServerError}, {521, Unreachable}, {524, Unreachable}, {525, TLS}, {204, Soft404}, {414, ServerError},
		{408, Temporary},
	} {
		judged(t, answered(test.status, ""), titled(mill), test.want)
	}
	j := judged(t, answered(404, article(mill, 20)), titled(mill), NotFound)
	because(t, j, "title-shown")
	because(t, judged(t, answered(503, "").with("Retry-After", "3600"), titled(mill), Temporary), "retry-after")
	because(t, judged(t, answered(451, "").with("Link", `<https://court.example/>; rel="blocked-by"`), titled(mill), Legal), "blocked-by")
	judged(t, answered(503, article("Down for maintenance", 20)), titled(mill), Temporary)
	judged(t, answered(500, article("Down for maintenance", 400)), titled(mill), ServerError)
}

func TestClassifyRobots(t *testing.T) {
	judged(t, &Evidence{URL: essay, Robots: "disallow"}, titled(mill), Robots)
	judged(t, &Evidence{URL: essay, Robots: "unavailable"}, titled(mill), Robots)
}

func TestClassifyCutOff(t *testing.T) {
	cut := func(size int64) *Evidence {
		e := answered(200, article(mill, 300))
		e.Body.Size, e.Body.Truncated = size, "disconnect"
		e.Fault = &Fault{Class: FaultTruncated, Text: "the answer broke off"}
		return e
	}
	judged(t, cut(100), titled(mill), Unreachable)
	judged(t, cut(5000), titled(mill), OK)
	// Our own limit is not the server's fault.
	e := answered(200, article(mill, 30))
	e.Body.Truncated = "length"
	judged(t, e, titled(mill), OK)
}

func TestClassifyWalls(t *testing.T) {
	challenge := `<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={};</script></body></html>`
	judged(t, answered(403, challenge).with("Cf-Mitigated", "challenge"), titled(mill), Blocked)
	judged(t, answered(200, challenge), titled(mill), Blocked)
	judged(t, answered(200, challenge), titled(""), Blocked)
	judged(t, answered(202, "").with("X-Amzn-Waf-Action", "challenge"), titled(mill), Blocked)
	judged(t, answered(429, "").with("X-Kpsdk-Ct", "01"), titled(mill), Blocked)
	judged(t, answered(403, "").with("X-Datadome", "protected"), titled(mill), Blocked)
	judged(t, answered(200, article("Are you a robot?", 20)), titled(mill), Blocked)
	// The fields and marks of vendors are on good pages too.
	judged(t, answered(200, article(mill, 200)).with("X-Datadome", "protected").with("Server", "cloudflare"), titled(mill), OK)
	judged(t, answered(200, strings.Replace(article(mill, 200), "<body>", `<body><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script><div class="g-recaptcha"></div>`, 1)), titled(mill), OK)
	judged(t, answered(200, article("Access denied: life behind the fence", 200)), titled("Access denied: life behind the fence"), OK)
	judged(t, answered(200, article("Access denied: life behind the harbour fence", 400)), titled(""), OK)
}

func TestClassifyRedirects(t *testing.T) {
	front := article("The Gazette", 300)
	const host = "https://gazette.example.org"
	for _, final := range []string{"/", "/index.html", "/en/", "/de-AT/", "/home", "/?utm_source=old", "/index.php?lang=en"} {
		judged(t, reached(200, front, essay, host+final), titled(mill), HomeRedirect)
		judged(t, reached(200, front, essay, host+final), titled(""), HomeRedirect)
	}
	judged(t, reached(200, article("News of the week", 200), essay, host+"/news"), titled(mill), HomeRedirect)
	judged(t, reached(200, article("Another story altogether", 200), essay, host+"/2019/03/other"), titled(mill), Mismatch)
	// A page of its own name moved to a host of its own.
	j := judged(t, reached(200, article(mill, 200), essay, "https://oldmill.example.org/"), titled(mill), Moved)
	if j.Proposal != "https://oldmill.example.org/" {
		t.Errorf("proposal = %q", j.Proposal)
	}
	// A front page that is cited leads to another front page.
	judged(t, reached(200, front, "http://gazette.example.org/", host+"/en/"), titled("The Gazette"), Moved)
	judged(t, reached(200, front, "http://gazette.example.org/", host+"/"), titled(""), OK)
	// Headlines of the day are on the front page.
	today := strings.Replace(article("The Gazette", 300), "</h1>", "</h1><h1>"+mill+"</h1>", 1)
	judged(t, reached(200, today, essay, host+"/"), titled(mill), HomeRedirect)
}

func TestClassifyMoved(t *testing.T) {
	body := article(mill, 200)
	silent := reached(200, body, "http://www.gazette.example.org/essay", "https://gazette.example.org/essay/")
	if j := judged(t, silent, titled(mill), OK); j.Proposal != "" {
		t.Errorf("proposal = %q for a silent change", j.Proposal)
	}
	moved := reached(200, body, "http://gazette.example.org/essay", "https://gazette.example.org/essay", "https://gazette.example.org/new/essay")
	moved.Hops[0].Status = 302
	j := judged(t, moved, cite.Claim{Title: mill, Fragment: "history"}, Moved)
	if j.Proposal != "https://gazette.example.org/new/essay#history" {
		t.Errorf("proposal = %q", j.Proposal)
	}
	for _, status := range []int{302, 303, 307} {
		e := reached(200, body, essay, "https://gazette.example.org/summer/essay")
		e.Hops[0].Status = status
		if j := judged(t, e, titled(mill), MovedTemporary); j.Proposal != "" {
			t.Errorf("proposal = %q for a temporary redirect", j.Proposal)
		}
	}
	refreshed := reached(200, body, essay, "https://gazette.example.org/2019/03/new")
	refreshed.Hops[0].Status, refreshed.Hops[1].Via = 200, "refresh"
	judged(t, refreshed, titled(mill), Moved)
	resolved := reached(200, body, "https://doi.org/10.1000/182", "https://press.example.org/article/182")
	resolved.Hops[0].Status = 302
	judged(t, resolved, titled(mill), OK)
}

func TestClassifyLogins(t *testing.T) {
	form := `<form action="/login"><input name="user"><input type="password"></form>`
	judged(t, answered(200, `<html><head><title>The Club</title></head><body><p>Welcome back.</p>`+form+`</body></html>`), titled(mill), Login)
	judged(t, reached(200, `<html><head><title>One key</title></head><body>`+form+`</body></html>`, essay, "https://sso.example.org/signin?next=essay"), titled(mill), Login)
	judged(t, answered(200, article("Please sign in", 30)), titled(mill), Login)
	// A login beside an article.
	judged(t, answered(200, strings.Replace(article(mill, 200), "<body>", "<body>"+form, 1)), titled(mill), OK)
	judged(t, answered(200, strings.Replace(article("Weir notes", 300), "<body>", "<body>"+form, 1)), titled(""), OK)
}

func TestClassifyConsent(t *testing.T) {
	judged(t, answered(200, article("Before you continue", 30)), titled(mill), Consent)
	judged(t, answered(200, `<html><head><title>Age verification</title></head><body><h1>Are you over 18?</h1></body></html>`), titled(mill), Consent)
	banner := `<div id="cookies"><p>We value your privacy. We and our partners use cookies.</p><button>Accept all</button></div>`
	judged(t, answered(200, strings.Replace(article(mill, 300), "<body>", "<body>"+banner, 1)), titled(mill), OK)
	judged(t, answered(200, strings.Replace(article("Weir notes", 300), "<body>", "<body>"+banner, 1)), titled(""), OK)
}

func TestClassifyPaywalls(t *testing.T) {
	offer := `<h2>Subscribe to continue reading</h2><p>Already a subscriber? Log in.</p>`
	judged(t, answered(200, article(mill, 40)+offer), titled(mill), Paywall)
	judged(t, answered(200, article("The Gazette for subscribers", 10)+offer), titled(mill), Login)
	judged(t, answered(200, `<script type="application/ld+json">{"@type":"NewsArticle","headline":"`+mill+`","isAccessibleForFree":false}</script>`+article(mill, 30)), titled(mill), Paywall)
	// An offer below a whole article.
	judged(t, answered(200, article(mill, 400)+offer), titled(mill), OK)
}

func TestClassifyShells(t *testing.T) {
	shell := `<html><head><title>App</title></head><body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script src="/app.js"></script></body></html>`
	judged(t, answered(200, shell), titled(mill), NeedsJS)
	judged(t, answered(200, shell), titled(""), NeedsJS)
	judged(t, answered(200, strings.Replace(shell, "<title>", `<meta property="og:title" content="`+mill+`"><title>`, 1)), titled(mill), OK)
}

func TestClassifyParked(t *testing.T) {
	judged(t, answered(200, `<html data-adblockkey="MFww"><head><title>gazette.example.org</title></head><body><script>window.park="x";</script></body></html>`), titled(mill), Parked)
	judged(t, answered(200, article("gazette.example.org is for sale", 0)+"<p>Buy this domain. Make an offer.</p>"), titled(mill), Parked)
	judged(t, answered(200, article("gazette.example.org", 0)+"<p>Diese Domain steht zum Verkauf.</p>"), titled(mill), Parked)
	judged(t, reached(200, article("Names", 20), essay, "https://www.hugedomains.com/domain_profile.cfm?d=x"), titled(mill), Parked)
	judged(t, answered(200, article("Cheap ferries", 20)).with("Set-Cookie", "parking_session=1; Path=/"), titled(""), Parked)
	judged(t, answered(200, article("This domain is for sale: the trade in names", 300)), titled("This domain is for sale: the trade in names"), OK)
}

func TestClassifyStandIns(t *testing.T) {
	judged(t, answered(200, article("We'll be back soon", 20)), titled(mill), Temporary)
	judged(t, answered(200, article("The bridge is under maintenance again", 200)), titled("The bridge is under maintenance again"), OK)
	judged(t, answered(200, `<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1></body></html>`), titled(mill), Soft404)
	judged(t, answered(200, ``), titled(mill), Soft404)
	judged(t, answered(200, `<html><body><p>.</p></body></html>`), titled(""), Soft404)
	judged(t, answered(200, `<html><head><title>Search</title></head><body><h1>Search results</h1><p>Your search for “`+mill+`” returned no results.</p></body></html>`), titled(mill), Soft404)
	pdf := reached(200, article("Downloads", 200), "https://gazette.example.org/files/report.pdf")
	because(t, judged(t, pdf, titled(mill), Soft404), "file-replaced")
	root := answered(200, strings.Replace(article("The Gazette", 300), "<head>", `<head><link rel="canonical" href="https://gazette.example.org/">`, 1))
	because(t, judged(t, root, titled(mill), Soft404), "canonical-root")
}

func TestClassifyMismatch(t *testing.T) {
	judged(t, answered(200, article("Swans return to the mill pond", 200)), titled(mill), Mismatch)
	because(t, judged(t, answered(200, article("Annual report of the mill trust 2022", 200)), titled("Annual report of the mill trust 2015"), Mismatch), "number-differs")
	judged(t, answered(200, article("Twelve winters on the ice road", 200)), titled("Seven winters on the ice road"), Mismatch)
	judged(t, answered(200, article("Strong floods reported in the upper districts of Harlow", 200)), titled("Strong floods reported in the upper districts of Harlby"), WeakMatch)
	// A file that shows no title cannot be told to be another.
	e := answered(200, "")
	e.Page = &page.Page{Kind: page.Other, MediaType: "image/png"}
	judged(t, e, titled(mill), OK)
}

func TestClassifySibling(t *testing.T) {
	body := article("Welcome to the new portal", 220)
	e := answered(200, body)
	e.Sibling = &Probe{URL: "https://gazette.example.org/2019/03/qwrtz", Status: 200, FinalURL: "https://gazette.example.org/2019/03/qwrtz", Page: page.Parse([]byte(body), "text/html", essay)}
	because(t, judged(t, e, titled(mill), Soft404), "sibling")
	because(t, judged(t, e, titled(""), Soft404), "sibling")
	e.Sibling.Status = http.StatusNotFound
	judged(t, e, titled(mill), Mismatch)
	judged(t, e, titled(""), OK)
	// A route that serves the same article to any name proves nothing against it.
	e.Sibling.Status = 200
	judged(t, e, titled("Welcome to the new portal"), OK)
}

func TestClassifyDrift(t *testing.T) {
	old := article(mill, 400)
	judged(t, answered(200, articleOf(mill, 400, 5)).first(old), titled(mill), Drifted)
	judged(t, answered(200, articleOf("Best slots with bonus", 400, 5)).first(old), titled(mill), Drifted)
	judged(t, answered(200, articleOf("Best slots with bonus", 400, 5)).first(old), titled(""), Drifted)
	judged(t, answered(200, article(mill, 200)).first(old), titled(mill), Changed)
	judged(t, answered(200, article(mill, 380)).first(old), titled(mill), OK)
	judged(t, answered(200, article(mill+" and a museum of bread", 400)).first(old), titled(mill), Changed)
	// The title went, the text stayed.
	because(t, judged(t, answered(200, article("From our archive", 400)).first(old), titled(mill), Changed), "same-text")
	// A teaser is left.
	judged(t, answered(200, article(mill, 50)).first(old), titled(mill), Changed)
	volatile := answered(200, articleOf(mill, 400, 5)).first(old)
	volatile.Prior.Volatile = true
	judged(t, volatile, titled(mill), OK)
	front := reached(200, articleOf("The Gazette", 400, 5), "https://gazette.example.org/").first(old)
	judged(t, front, titled("The Gazette"), OK)
	german := answered(200, strings.Replace(articleOf(mill, 400, 5), `lang="en"`, `lang="de"`, 1)).first(old)
	judged(t, german, titled(mill), OK)
}

func TestClassifyRetracted(t *testing.T) {
	old := article("Seaweed cures most illnesses", 300)
	taken := article("RETRACTED: Seaweed cures most illnesses", 300)
	because(t, judged(t, answered(200, taken).first(old), titled("Seaweed cures most illnesses"), Changed), "retracted")
	because(t, judged(t, answered(200, taken), titled("Seaweed cures most illnesses"), Changed), "retracted")
	judged(t, answered(200, taken), titled("RETRACTED: Seaweed cures most illnesses"), OK)
	judged(t, answered(200, article("Retraction as a habit of science", 300)), titled("Retraction as a habit of science"), OK)
}

func TestClassifyUnchanged(t *testing.T) {
	body := article(mill, 200)
	e := answered(304, body).first(body)
	e.Page, e.Body.Unchanged = nil, true
	judged(t, e, titled(mill), OK)
	judged(t, e, titled("Another story altogether"), Mismatch)
	if n := Needs(e, []cite.Claim{titled(mill)}); n != nil {
		t.Errorf("Needs = %v though the bytes are those of the first snapshot", n)
	}
	e.Prior = nil
	if n := Needs(e, []cite.Claim{titled(mill)}); len(n) != 1 || n[0].Kind != "page" {
		t.Errorf("Needs = %v, want the page", n)
	}
	judged(t, e, titled(mill), Temporary)
}

func TestClassifyFragments(t *testing.T) {
	body := strings.Replace(article(mill, 200), "<h1>", `<h1 id="top-of-page">`, 1)
	for _, test := range []struct {
		fragment string
		missing  bool
	}{
		{"", false}, {"top", false}, {"top-of-page", false}, {"top%2Dof-page", false}, {"history", true}, {"!/route", false}, {"/route", false},
		{":~:text=Old%20mill", false}, {":~:text=Old%20mill,library", false}, {":~:text=never%20said", true},
	} {
		j := judged(t, answered(200, body), cite.Claim{Title: mill, Fragment: test.fragment}, OK)
		if got := hasReason(j, "fragment-missing"); got != test.missing {
			t.Errorf("#%s: fragment-missing = %v, want %v", test.fragment, got, test.missing)
		}
	}
	pdf := answered(200, "")
	pdf.Page = &page.Page{Kind: page.PDF, MediaType: "application/pdf", Pages: 12, Titles: []page.Title{{From: "pdf-info", Text: mill}}, Text: mill, Words: 300}
	if j := judged(t, pdf, cite.Claim{Title: mill, Fragment: "page=13"}, OK); !hasReason(j, "fragment-missing") {
		t.Errorf("page 13 of 12 is not missed: %v", j.Reasons)
	}
	if j := judged(t, pdf, cite.Claim{Title: mill, Fragment: "page=12"}, OK); hasReason(j, "fragment-missing") {
		t.Errorf("page 12 of 12 is missed: %v", j.Reasons)
	}
}

func hasReason(j Judgement, code string) bool {
	for _, r := range j.Reasons {
		if r.Code == code {
			return true
		}
	}
	return false
}

func TestExplain(t *testing.T) {
	for _, e := range []*Evidence{answered(200, article(mill, 200)), answered(404, ""), faulty(FaultDNSNotFound), answered(200, article("Page not found", 10))} {
		j, seen := Classify(e, titled(mill)), Explain(e, titled(mill))
		held := 0
		for _, r := range seen {
			if r.Name == "" || r.Saw == "" {
				t.Errorf("%s: a rule tells nothing: %+v", j.Verdict, r)
			}
			if r.Held {
				held++
			}
		}
		if held != 1 || !seen[len(seen)-1].Held {
			t.Errorf("%s: %d rules held, want the last alone: %v", j.Verdict, held, seen)
		}
	}
}
