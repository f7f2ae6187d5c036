package verdict

import (
	"net/http"
	"strings"
)

// wallHeader is a field by which a wall makes itself known.
type wallHeader struct {
	name  string
	value string // in lower case, contained; empty for any
	whose string
	// least and most bound the status; zero is no bound.
	least, most int
}

var wallHeaders = []wallHeader{
	{"Cf-Mitigated", "challenge", "Cloudflare", 0, 0},
	{"X-Amzn-Waf-Action", "", "AWS WAF", 0, 0},
	{"X-Sucuri-Block", "", "Sucuri", 0, 0},
	{"X-Kpsdk-Ct", "", "Kasada", 429, 429},
	{"X-Kpsdk-R", "", "Kasada", 429, 429},
	{"X-Kpsdk-Cd", "", "Kasada", 429, 429},
	{"X-Kpsdk-St", "", "Kasada", 429, 429},
	{"X-Datadome", "", "DataDome", 400, 0},
}

// wallHeaderRule knows walls by the fields of their answers, whatever the status.
func wallHeaderRule(l *look) finding {
	s := l.e.Status()
	if n := len(l.e.Hops); n > 0 {
		h := l.e.Hops[n-1].Header
		for _, w := range wallHeaders {
			values := h[http.CanonicalHeaderKey(w.name)]
			if len(values) == 0 || s < w.least || w.most > 0 && s > w.most ||
				!strings.Contains(strings.ToLower(values[0]), w.value) {
				continue
			}
			return found(Blocked, 0.95, "wall-header", "%s stopped the visit: field %s is %s", w.whose, w.name, quote(values[0]))
		}
	}
	if s == 999 {
		return found(Blocked, 0.95, "wall-header", "status 999 is what some sites give to robots")
	}
	return saw("no field of a wall")
}

// smallPage is how many words a wall, a login or a parking page has at most.
const smallPage = 150

// wallMarkRule knows walls by what their pages are made of.
func wallMarkRule(l *look) finding {
	if l.page == nil || l.match.grade == fullMatch {
		return saw("no page, or one that shows the title")
	}
	if m := l.mark("wall"); m != "" && l.words() < smallPage {
		return found(Blocked, 0.95, "wall-mark", "the page is that of a wall: %s", m)
	}
	if m := l.mark("wall-leaky"); m != "" && l.words() < 40 && l.e.Status() != http.StatusNotFound {
		return found(Blocked, 0.8, "wall-mark", "the page has %d words and the mark of a wall: %s", l.words(), m)
	}
	return saw("no mark of a wall on a small page")
}

// wallWordsRule knows walls by what they say.
func wallWordsRule(l *look) finding {
	if !l.html() || l.words() >= smallPage && !l.titled() {
		return saw("%d words", l.words())
	}
	if f, where := l.wording(wallWords, smallPage); f != "" {
		return found(Blocked, 0.8, "wall-words", "the %s says %s", where, quote(f))
	}
	return saw("no words of a wall")
}
