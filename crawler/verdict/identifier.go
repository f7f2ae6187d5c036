package verdict

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"apud/crawler/cite"
)

// Identifier is what a resolver says of the identifier that the cited address
// is made of.
type Identifier struct {
	// Kind is "doi" or "hdl", Value the identifier itself.
	Kind, Value string
	// URL is the address that was asked, Status that of its answer; 0 when
	// there was none.
	URL    string
	Status int
	// Known is Known, NotKnown, or empty when the resolver did not say.
	Known string
}

// What a resolver says of an identifier.
const (
	Known    = "yes"
	NotKnown = "no"
)

// handleHosts resolve handles, of which DOIs are some, to the host that answers
// programs.
var handleHosts = map[string]string{
	"doi.org": "doi.org", "dx.doi.org": "doi.org", "www.doi.org": "doi.org", "hdl.handle.net": "hdl.handle.net",
}

// maxIdentifier bounds an identifier; the longest in use have some hundred bytes.
const maxIdentifier = 2 << 10

// IdentifierOf is the identifier that an address is made of, not yet asked for;
// nil when there is none.
func IdentifierOf(address string) *Identifier {
	u := parse(address)
	host := resolverOf(u)
	if host == "" {
		return nil
	}
	id := &Identifier{Kind: "hdl", Value: strings.TrimPrefix(u.Path, "/")}
	if host == "doi.org" {
		id.Kind = "doi"
		if v, ok := cutPrefixFold(id.Value, "doi:"); ok {
			id.Value = v
		}
	}
	if !id.shaped() {
		return nil
	}
	ask := url.URL{Scheme: "https", Host: host, Path: "/api/handles/" + id.Value, RawQuery: "type=URL"}
	id.URL = ask.String()
	return id
}

// resolverOf is the host that answers programs about the handles at u; empty
// when u is at no resolver.
func resolverOf(u *url.URL) string {
	if p := u.Port(); u.Scheme != "http" && u.Scheme != "https" || p != "" && p != "80" && p != "443" {
		return ""
	}
	return handleHosts[strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))]
}

// shaped reports whether the value is a number with dots, a slash and more. One
// with dot segments would lead out of the resolver's folder.
func (id *Identifier) shaped() bool {
	prefix, suffix, _ := strings.Cut(id.Value, "/")
	if suffix == "" || len(id.Value) > maxIdentifier || prefix == "" || prefix[0] < '0' || prefix[0] > '9' ||
		strings.Trim(prefix, ".0123456789") != "" || id.Kind == "doi" && !strings.HasPrefix(id.Value, "10.") {
		return false
	}
	for s := range strings.SplitSeq(suffix, "/") {
		if s == "." || s == ".." {
			return false
		}
	}
	return true
}

// The codes of a handle server's answers.
const (
	handleFound    = 1
	handleNotFound = 100
)

// Answered takes in the resolver's answer. One that is not about this
// identifier, or not of the shape that programs are answered in, says nothing.
func (id *Identifier) Answered(status int, body []byte) {
	id.Status = status
	var said struct {
		Code   int    `json:"responseCode"`
		Handle string `json:"handle"`
	}
	if json.Unmarshal(body, &said) != nil || !strings.EqualFold(said.Handle, id.Value) {
		return
	}
	switch {
	case said.Code == handleFound && status == http.StatusOK:
		id.Known = Known
	case said.Code == handleNotFound && (status == http.StatusOK || status == http.StatusNotFound):
		id.Known = NotKnown
	}
}

// walled are the verdicts on a page that could not be seen though something
// answered. What is over soon or forbidden by law is told as it is.
var walled = map[Verdict]bool{
	Blocked: true, Login: true, Consent: true, RateLimited: true, Robots: true, NeedsJS: true,
}

// atResolver reports whether the visit ended at a resolver that led nowhere.
func (e *Evidence) atResolver() bool {
	s := e.Status()
	return resolverOf(parse(e.FinalURL())) != "" && (s < 300 || s >= 400)
}

// identifierNeed asks the resolver about an identifier whose page cannot be
// seen, or that the resolver's own page does not find.
func identifierNeed(e *Evidence, claims []cite.Claim) (Need, bool) {
	id := IdentifierOf(e.URL)
	if id == nil || e.Identifier != nil {
		return Need{}, false
	}
	resolver := e.atResolver()
	if resolver && e.Status() == http.StatusTooManyRequests {
		return Need{}, false
	}
	for _, c := range claims {
		j := Classify(e, c)
		if walled[j.Verdict] || resolver && j.Verdict == NotFound {
			return Need{Kind: "identifier", URL: id.URL}, true
		}
	}
	return Need{}, false
}

// resolved lets the resolver speak where the page cannot. ok tells that it
// decided.
func (l *look) resolved(f finding) (_ finding, ok bool) {
	id := l.e.Identifier
	if id == nil || !walled[f.verdict] && f.verdict != NotFound {
		return f, false
	}
	host := parse(id.URL).Hostname()
	switch {
	case id.Known == Known && f.verdict == NotFound:
		return f.and("resolver-knows", "though the resolver at %s knows %s", host, quote(id.Value)), false
	case id.Known == Known:
		is := found(OK, 0.8, "resolver-knows", "the resolver at %s knows %s; its page could not be seen", host, quote(id.Value))
		is.reasons = append(is.reasons, f.reasons...)
		return is, true
	case id.Known == NotKnown && l.e.atResolver():
		// A resolver that led on knew the address in some spelling.
		is := found(NotFound, 0.95, "resolver-unknown", "the resolver at %s does not know %s", host, quote(id.Value))
		is.reasons = append(is.reasons, f.reasons...)
		return is, true
	}
	return f, false
}

// ByResolver reports whether the source counts as standing only because a
// resolver knows it: what the visit saw is not the source.
func (j Judgement) ByResolver() bool {
	return j.Class == Working && len(j.Reasons) > 0 && j.Reasons[0].Code == "resolver-knows"
}
