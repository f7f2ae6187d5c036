package verdict

import "time"

// Info is what there is to know of a verdict.
type Info struct {
	Verdict Verdict
	Class   Class
	// Means says what was found, Advice what the keeper of the document may do.
	Means, Advice string
	// Confirm is what it takes to call the source dead; zero for never.
	Confirm Confirm
	// ByReason replaces Confirm when a reason of this code is given.
	ByReason map[string]Confirm
}

// Confirm is how often and over how long a verdict must repeat itself before
// the source counts as dead.
type Confirm struct {
	// Checks counts failing checks in a row, Span runs from the first to the last.
	Checks int
	Span   time.Duration
}

const day = 24 * time.Hour

// infos is the closed list; a verdict is one row here and one rule in rules.go.
var infos = []Info{
	{Verdict: OK, Class: Working, Means: "the source answers, and it is what is cited", Advice: "nothing"},
	{Verdict: Moved, Class: Working, Means: "the source moved for good to another address", Advice: "write the new address into the document"},
	{Verdict: MovedTemporary, Class: Working, Means: "the source is reached by a temporary redirect", Advice: "keep the cited address"},
	{Verdict: Changed, Class: Working, Means: "the source is there, but its text or title is no longer what it was", Advice: "look at the difference; cite a copy if it matters"},
	{Verdict: WeakMatch, Class: Working, Means: "a page much like the cited one answers, but not surely it", Advice: "look once"},
	{Verdict: Paywall, Class: Working, Means: "the source is there, its text only for those who pay", Advice: "nothing"},
	{
		Verdict: NotFound, Class: Broken, Means: "the server does not know the address (404)", Advice: "cite a copy, or the new address",
		Confirm: Confirm{3, 6 * day},
	},
	{
		Verdict: Gone, Class: Broken, Means: "the server says that the source was taken away (410)", Advice: "cite a copy",
		Confirm: Confirm{2, 1 * day},
	},
	{
		Verdict: Soft404, Class: Broken, Means: "the page says, with success, that the source is not there", Advice: "cite a copy, or the new address",
		Confirm: Confirm{3, 6 * day},
	},
	{
		Verdict: HomeRedirect, Class: Broken, Means: "the address leads to a front page or listing instead of the source", Advice: "cite a copy; ask the outlet",
		Confirm: Confirm{3, 6 * day},
	},
	{
		Verdict: Parked, Class: Broken, Means: "the name is for sale or shows advertisements", Advice: "cite a copy, and take the live link away",
		Confirm: Confirm{2, 3 * day},
	},
	{
		Verdict: Drifted, Class: Broken, Means: "another text has taken the place of the one first seen", Advice: "cite the snapshot or a copy",
		Confirm: Confirm{2, 3 * day},
	},
	{
		Verdict: Mismatch, Class: Broken, Means: "the page is not the one cited", Advice: "compare by hand; correct the citation or cite a copy",
		Confirm: Confirm{2, 3 * day},
	},
	{
		Verdict: DNS, Class: Broken, Means: "the host name does not exist or cannot be looked up", Advice: "cite a copy",
		Confirm:  Confirm{3, 7 * day},
		ByReason: map[string]Confirm{FaultDNSTemporary: {5, 14 * day}},
	},
	{
		Verdict: Unreachable, Class: Broken, Means: "the server cannot be reached, or gives no answer that makes sense", Advice: "wait; later, cite a copy",
		Confirm: Confirm{5, 14 * day},
	},
	{
		Verdict: TLS, Class: Broken, Means: "the server's certificate is not valid, readers get a warning", Advice: "tell the outlet if the text is still there; else cite a copy",
		Confirm:  Confirm{3, 30 * day},
		ByReason: map[string]Confirm{"tls-foreign": {3, 7 * day}},
	},
	{
		Verdict: ServerError, Class: Broken, Means: "the server fails to answer this address", Advice: "wait; later, cite a copy",
		Confirm: Confirm{5, 14 * day},
	},
	{
		Verdict: Malformed, Class: Broken, Means: "the address cannot be one", Advice: "correct the citation",
		Confirm: Confirm{1, 0},
	},
	{Verdict: Blocked, Class: Unknown, Means: "the server lets no robot in", Advice: "open it by hand"},
	{Verdict: Login, Class: Unknown, Means: "the source is behind a login or an offer", Advice: "check by hand"},
	{Verdict: Consent, Class: Unknown, Means: "a page that asks for consent or for one's age stands before the source", Advice: "check by hand"},
	{Verdict: RateLimited, Class: Unknown, Means: "the server asks to be left alone for a while", Advice: "nothing"},
	{Verdict: Temporary, Class: Unknown, Means: "the server is away for a while", Advice: "wait"},
	{Verdict: Legal, Class: Unknown, Means: "the source is withheld for legal reasons (451)", Advice: "try from another country, or cite a copy"},
	{Verdict: Robots, Class: Unknown, Means: "robots.txt asks not to visit the source", Advice: "check by hand"},
	{Verdict: NeedsJS, Class: Unknown, Means: "the page is empty until a script or frames fill it", Advice: "check by hand"},
	{Verdict: Unsupported, Class: Unknown, Means: "the address is of a kind that is not visited", Advice: "check by hand"},
	{Verdict: NoURL, Class: Unknown, Means: "no address is cited", Advice: "look for one"},
}

var infoOf = func() map[Verdict]*Info {
	m := make(map[Verdict]*Info, len(infos))
	for i := range infos {
		m[infos[i].Verdict] = &infos[i]
	}
	return m
}()

// Verdicts lists all verdicts, those of class working first.
func Verdicts() []Info { return append([]Info(nil), infos...) }

// ClassOf is the class of a verdict; [Unknown] for what is none.
func ClassOf(v Verdict) Class {
	if i := infoOf[v]; i != nil {
		return i.Class
	}
	return Unknown
}
