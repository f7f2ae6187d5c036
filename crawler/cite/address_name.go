package cite

import (
	"strings"

	"golang.org/x/net/publicsuffix"
)

// likelyDomain reports whether a name in running text, without a scheme, is
// meant as an address. Names with a path need less proof than bare ones.
func likelyDomain(host string, path bool) bool {
	labels := strings.Split(host, ".")
	if len(labels) < 2 {
		return false
	}
	top := labels[len(labels)-1]
	if strings.EqualFold(labels[0], "www") {
		return len(labels) > 2
	}
	lower := strings.ToLower(host)
	if host != lower && strings.ToUpper(host) != host && top != strings.ToLower(top) {
		return false // "ended.In"
	}
	for _, l := range labels {
		if l == "" || len(l) > 63 || l[0] == '-' || l[0] == '_' {
			return false
		}
	}
	name := strings.ToLower(labels[len(labels)-2])
	if path {
		return len(name) > 1 && !(abbreviations[name] && len(top) < 3) || len(labels) == 2 && shortHosts[lower]
	}
	if host != lower || abbreviations[name] || len(name) < 2 {
		return false
	}
	if plainDomain(host) {
		return true
	}
	suffix, icann := publicsuffix.PublicSuffix(host)
	return len(labels) > 2 && icann && (strings.IndexByte(suffix, '.') > 0 || len(top) == 2 && !fileEndings[top])
}

// plainDomain reports whether host lies under a top-level domain that makes
// even a bare name an address.
func plainDomain(host string) bool { return plainDomains[strings.ToLower(lastLabel(host))] }

// shortHosts are hosts whose name is a single letter.
var shortHosts = words("t.co t.me g.co x.com b.link v.gd n.pr w.wiki")
