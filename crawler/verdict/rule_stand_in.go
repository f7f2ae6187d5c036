package verdict

import (
	"net/url"
	"strings"

	"apud/crawler/page"
)

// shops are hosts where names are sold.
var shops = []string{
	"sedo.com", "dan.com", "afternic.com", "hugedomains.com", "buydomains.com", "undeveloped.com", "uniregistry.com",
	"domainmarket.com", "brandbucket.com", "squadhelp.com", "atom.com", "bodis.com", "parkingcrew.net", "above.com", "domainnamesales.com",
}

// parkedRule judges names that show advertisements or their price.
func parkedRule(l *look) finding {
	if l.page == nil || l.match.grade == fullMatch {
		return saw("the page shows the title")
	}
	if m := l.mark("parking"); m != "" && l.words() < 300 {
		return found(Parked, 0.95, "parking-mark", "the page has the mark of a parking service: %s", m)
	}
	if len(l.e.Hops) > 0 {
		for _, h := range l.e.Hops {
			for _, c := range h.Header["Set-Cookie"] {
				if strings.HasPrefix(c, "parking_session=") {
					return found(Parked, 0.9, "parking-cookie", "the server sets the cookie of a parking service: parking_session")
				}
			}
		}
		if l.header("X-Adblock-Key") != "" {
			return found(Parked, 0.9, "parking-header", "the answer has the field X-Adblock-Key, which parking services send")
		}
	}
	if l.redirected() {
		path := strings.ToLower(l.final.Path)
		if strings.HasSuffix(path, "/domain_profile.cfm") || path == "/lander" {
			return found(Parked, 0.95, "parking-redirect", "the address leads to %s", quote(l.e.FinalURL()))
		}
		host := strings.ToLower(l.final.Hostname())
		for _, s := range shops {
			if under(host, s) && !under(strings.ToLower(l.cited.Hostname()), s) {
				return found(Parked, 0.95, "parking-redirect", "the address leads to a shop for names: %s", quote(l.e.FinalURL()))
			}
		}
	}
	if r := l.page.Refresh; r != nil && l.words() < 40 && parse(r.URL).Path == "/lander" {
		return found(Parked, 0.9, "parking-redirect", "the page leads to %s", quote(r.URL))
	}
	if l.words() < smallPage {
		if f, where := l.wording(saleWords, smallPage); f != "" {
			return found(Parked, 0.9, "for-sale", "the %s says %s", where, quote(f))
		}
	}
	return saw("no sign of a parked name")
}

func under(host, domain string) bool {
	return host == domain || strings.HasSuffix(host, "."+domain)
}

// loginPaths are path segments of the pages that ask who one is.
var loginPaths = map[string]bool{
	"login": true, "log-in": true, "signin": true, "sign-in": true, "sign_in": true, "auth": true, "authorize": true, "oauth": true,
	"sso": true, "wayf": true, "authenticate": true, "authwall": true, "logon": true, "user-login": true, "userlogin": true,
	"login.php": true, "login.aspx": true, "login.html": true, "login.jsp": true, "wp-login.php": true, "anmelden": true, "connexion": true,
}

// loginRule judges pages that ask who one is.
func loginRule(l *look) finding {
	if !l.html() {
		return saw("no page")
	}
	if l.redirected() {
		if s := segmentIn(l.final, loginPaths); s != "" && segmentIn(l.cited, loginPaths) == "" {
			return found(Login, 0.85, "login-path", "the address leads to a login: %s", quote(l.e.FinalURL()))
		}
	}
	if l.page.Password && l.words() < smallPage {
		return found(Login, 0.8, "password", "a page of %d words with a field for a password", l.words())
	}
	if l.words() < 300 {
		if f := l.heading(loginWords, 0.8); f != "" {
			return found(Login, 0.8, "login-words", "the heading says %s", quote(f))
		}
	}
	return saw("no login")
}

func segmentIn(u *url.URL, set map[string]bool) string {
	for s := range strings.SplitSeq(strings.ToLower(u.Path), "/") {
		if set[s] {
			return s
		}
	}
	return ""
}

// consentRule judges pages that want an agreement first.
func consentRule(l *look) finding {
	if !l.html() || l.words() >= smallPage {
		return saw("%d words", l.words())
	}
	if l.redirected() {
		host := strings.ToLower(l.final.Hostname())
		if strings.HasPrefix(host, "consent.") || strings.HasPrefix(host, "cmp.") || strings.HasPrefix(host, "privacy.") {
			return found(Consent, 0.9, "consent-host", "the address leads to %s", quote(l.e.FinalURL()))
		}
	}
	if f, where := l.wording(consentWords, smallPage); f != "" {
		return found(Consent, 0.8, "consent-words", "the %s says %s", where, quote(f))
	}
	return saw("no question for consent")
}

// offerRule judges pages that show an offer instead of the source.
func offerRule(l *look) finding {
	if !l.html() {
		return saw("no page")
	}
	if l.page.LooseWords < 120 && l.words() < 300 {
		if f, where := l.wording(offerWords, smallPage); f != "" {
			return found(Login, 0.8, "offer-words", "the %s says %s", where, quote(f))
		}
	}
	return saw("no offer")
}

// paywallRule judges sources whose text is for those who pay.
func paywallRule(l *look) finding {
	if !l.html() || !l.stands {
		return saw("not looked at: no title that stands")
	}
	if l.page.Free == "false" {
		return found(Paywall, 0.9, "not-free", "the page says of itself that it is not free")
	}
	if l.page.LooseWords < 120 {
		if f := offerWords.in(l.text()); f != "" {
			return found(Paywall, 0.9, "offer-words", "the page has %d words outside links and says %s", l.page.LooseWords, quote(f))
		}
	}
	return saw("nothing to pay")
}

// shellRule judges pages that a script is to fill.
func shellRule(l *look) finding {
	if !l.html() || l.words() >= 40 {
		return saw("%d words", l.words())
	}
	script := strings.Contains(fold(clip(l.page.NoScript, maxCandidate)), "javascript")
	told := script || strings.Contains(l.text(), "javascript")
	switch {
	case l.page.Shell != "" && l.words() < 15:
		return found(NeedsJS, 0.8, "shell", "a page of %d words whose %s is empty", l.words(), quote(l.page.Shell))
	case l.words() < 15 && (l.page.Fragments["__next"] || l.page.Fragments["___gatsby"] || l.page.Fragments["__nuxt"]):
		return found(NeedsJS, 0.8, "shell", "a page of %d words with the empty root of a framework", l.words())
	case l.page.Frames > 0 && l.words() < 15:
		return found(NeedsJS, 0.7, "frames", "a page of %d words whose text is in %d frames", l.words(), l.page.Frames)
	case told && l.words() < 15:
		return found(NeedsJS, 0.8, "noscript", "a page of %d words that asks for JavaScript", l.words())
	case told && l.page.Shell != "":
		return found(NeedsJS, 0.7, "shell", "a page of %d words that asks for JavaScript", l.words())
	}
	return saw("%d words, no shell", l.words())
}

// maintenanceRule judges pages that stand in for a while.
func maintenanceRule(l *look) finding {
	if !l.html() && (l.page == nil || l.page.Kind != page.Plain) || l.words() >= 250 {
		return saw("no small page")
	}
	if f, where := l.wording(maintenanceWords, 100); f != "" {
		return found(Temporary, 0.8, "maintenance", "the %s says %s", where, quote(f))
	}
	return saw("no maintenance")
}

// defaultRule judges what servers show before anybody wrote a page.
func defaultRule(l *look) finding {
	if !l.html() && l.page.Kind != page.Plain || l.words() >= smallPage {
		return saw("%d words", l.words())
	}
	if m := l.mark("php-error"); m != "" {
		return found(ServerError, 0.8, "php-error", "the page is the error of a program: %s", m)
	}
	if m := l.mark("default"); m != "" {
		return found(Soft404, 0.85, "default-page", "the page is one that a server has by default: %s", m)
	}
	if m := l.mark("directory"); m != "" && l.titled() {
		return found(Soft404, 0.7, "directory", "the page is the listing of a folder: %s", m)
	}
	if f := l.heading(defaultWords, 0.5); f != "" {
		return found(Soft404, 0.8, "default-page", "the heading says %s", quote(f))
	}
	return saw("no default page")
}
