package verdict

// frontPageRule judges redirects to a front page, before the title: a front page
// carries the headlines of the day. What keeps a page from this is its own title
// at an address of its own.
func frontPageRule(l *look) finding {
	if !l.success() || !l.redirected() || home(l.cited) || !home(l.final) {
		return saw("no redirect to a front page")
	}
	switch l.match.from {
	case "title", "og":
		if l.match.grade == fullMatch && !(l.page.Canonical != "" && home(parse(l.page.Canonical))) {
			return saw("a redirect to a front page that bears the cited title")
		}
	}
	// A wall or a login may as well stand there.
	for _, r := range []func(*look) finding{parkedRule, loginRule, consentRule, wallWordsRule, maintenanceRule} {
		if f := r(l); f.verdict != "" {
			return f
		}
	}
	return found(HomeRedirect, 0.9, "front-page", "%s leads to the front page %s", quote(l.e.URL), quote(l.e.FinalURL()))
}

// listingRule judges redirects up to a listing.
func listingRule(l *look) finding {
	if !l.titled() || l.match.grade == weakMatch || !l.success() || !l.redirected() {
		return saw("no redirect, or no title to miss")
	}
	from, to := depth(l.cited), depth(l.final)
	if to >= from || l.final.RawQuery != "" && l.cited.RawQuery == "" {
		return saw("redirected from depth %d to depth %d", from, to)
	}
	return found(HomeRedirect, 0.8, "listing", "%s leads up to %s, which does not show the cited title", quote(l.e.URL), quote(l.e.FinalURL()))
}
