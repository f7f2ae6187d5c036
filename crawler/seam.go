package crawler

import (
	"net/http"

	"apud/crawler/cite"
	"apud/crawler/page"
	"apud/crawler/verdict"
)

func parsePage([]byte, http.Header, string) *page.Page { return nil }

func needs(*verdict.Evidence, []cite.Claim) []verdict.Need { return nil }

func classify(e *verdict.Evidence, _ cite.Claim) verdict.Judgement {
	if e.Fault != nil || e.Status() >= 400 {
		return verdict.Judgement{Verdict: verdict.NotFound, Class: verdict.Broken, Confidence: 0.5}
	}
	return verdict.Judgement{Verdict: verdict.OK, Class: verdict.Working, Confidence: 0.5}
}
