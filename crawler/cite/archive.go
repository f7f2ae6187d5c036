package cite

import (
	"strings"
	"time"
)

// UnwrapArchive tells from the address of an archived copy which address was
// archived and when, as far as the address says so. The date is RFC 3339 or
// shorter, as precise as the address. It is ok for every address of an
// archive's copies, also where only the copy itself tells the original.
func UnwrapArchive(url string) (original, date string, ok bool) {
	rest, found := withoutScheme(url)
	if !found {
		return "", "", false
	}
	host, path, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(strings.ToLower(host), ":")
	host = strings.TrimPrefix(host, "www.")
	if read, known := archives[host]; known {
		return read(path)
	}
	return "", "", false
}

// archives are the hosts of archives with what reads their paths. National
// archives run the same few programs, so most of them share readers.
var archives = map[string]func(path string) (original, date string, ok bool){
	"web.archive.org":                    wayback,
	"archive.org":                        wayback,
	"web-wp.archive.org":                 wayback,
	"wayback.archive.org":                wayback,
	"replay.web.archive.org":             wayback,
	"replay.waybackmachine.org":          wayback,
	"waybackmachine.org":                 wayback,
	"web-beta.archive.org":               wayback,
	"liveweb.archive.org":                wayback,
	"archive.today":                      archiveToday,
	"archive.ph":                         archiveToday,
	"archive.is":                         archiveToday,
	"archive.md":                         archiveToday,
	"archive.li":                         archiveToday,
	"archive.vn":                         archiveToday,
	"archive.fo":                         archiveToday,
	"archive.ec":                         archiveToday,
	"perma.cc":                           permaCC,
	"perma-archives.org":                 stamped,
	"rejouer.perma.cc":                   stamped,
	"arquivo.pt":                         stamped,
	"wayback.archive-it.org":             stamped,
	"webcitation.org":                    webCitation,
	"ghostarchive.org":                   ghostArchive,
	"timetravel.mementoweb.org":          stamped,
	"webarchive.nationalarchives.gov.uk": stamped,
	"webarchive.org.uk":                  stamped,
	"webarchive.parliament.uk":           stamped,
	"webarchive.nrscotland.gov.uk":       stamped,
	"webarchive.proni.gov.uk":            stamped,
	"webarchive.loc.gov":                 stamped,
	"wayback.vefsafn.is":                 stamped,
	"vefsafn.is":                         stamped,
	"web.archive.org.au":                 stamped,
	"webarchive.nla.gov.au":              stamped,
	"pandora.nla.gov.au":                 stamped,
	"ndhadeliver.natlib.govt.nz":         stamped,
	"webarchive.bac-lac.gc.ca":           stamped,
	"collectionscanada.gc.ca":            stamped,
	"swap.stanford.edu":                  stamped,
	"sul-swap-prod.stanford.edu":         stamped,
	"web.archive.bibalex.org":            stamped,
	"archive.bibalex.org":                stamped,
	"haw.nsk.hr":                         stamped,
	"padi.cat":                           stamped,
	"padicat.cat":                        stamped,
	"nukrobi2.nuk.uni-lj.si":             stamped,
	"nlib.ee":                            stamped,
	"veebiarhiiv.digar.ee":               stamped,
	"webarchiv.cz":                       stamped,
	"wayback.webarchiv.cz":               stamped,
	"webarchiv.onb.ac.at":                stamped,
	"netarkivet.dk":                      stamped,
	"langzeitarchivierung.bib-bvb.de":    stamped,
	"eresources.nlb.gov.sg":              stamped,
	"digital.library.yorku.ca":           stamped,
	"webharvest.gov":                     stamped,
	"megalodon.jp":                       megalodon,
	"gyo.tc":                             unknownCopy,
	"freezepage.com":                     unknownCopy,
	"archive.wikiwix.com":                wikiwix,
	"wikiwix.com":                        wikiwix,
	"webcache.googleusercontent.com":     googleCache,
	"conifer.rhizome.org":                stamped,
	"webrecorder.io":                     stamped,
	"archive.softwareheritage.org":       softwareHeritage,
	"peeep.us":                           unknownCopy,
}

func withoutScheme(url string) (rest string, ok bool) {
	for _, scheme := range []string{"https://", "http://", "//"} {
		if hasPrefixFold(url, scheme) {
			return url[len(scheme):], true
		}
	}
	return "", false
}

// wayback reads "web/20200102030405id_/https://example.org/" and its shorter
// forms.
func wayback(path string) (original, date string, ok bool) {
	path = strings.TrimLeft(path, "/")
	inner, found := strings.CutPrefix(path, "web/")
	if !found {
		if inner, found = strings.CutPrefix(path, "wayback/"); !found {
			// "/details/x" is a work that the archive holds, no copy of a page.
			if original, date, _ = stamped(path); original == "" || date == "" {
				return "", "", false
			}
			return original, date, true
		}
	}
	if original, date, ok = stamped(inner); ok && (original != "" || date != "") {
		return original, date, true
	}
	return archived(inner), "", true
}

// stamped reads paths in which a time of capture stands before the address
// archived, behind whatever else.
func stamped(path string) (original, date string, ok bool) {
	rest := path
	for rest != "" {
		segment, after, more := strings.Cut(rest, "/")
		stamp := strings.TrimRight(segment, "_*abcdefghijklmnopqrstuvwxyz")
		isStamp := stamp != "" && strings.Trim(stamp, "0123456789") == "" && len(stamp) <= 14 ||
			segment == "*"
		if isStamp && more {
			if original = archived(after); original != "" {
				return original, stampDate(stamp), true
			}
		}
		if isStamp && !more && len(stamp) >= 8 {
			return "", stampDate(stamp), true
		}
		if looksLikeAddress(segment) {
			return archived(rest), "", true
		}
		rest = after
	}
	return "", "", true
}

// looksLikeAddress reports whether a path's segment starts an address.
func looksLikeAddress(segment string) bool {
	segment = strings.ToLower(segment)
	return segment == "http:" || segment == "https:" || strings.HasPrefix(segment, "http%3a") || strings.HasPrefix(segment, "https%3a") || strings.HasPrefix(segment, "www.")
}

// archived is the address that the rest of an archive's path holds: perhaps
// encoded, without its scheme, or with one slash lost.
func archived(s string) string {
	if lower := strings.ToLower(s); strings.HasPrefix(lower, "http%3a") || strings.HasPrefix(lower, "https%3a") {
		s = decodeAll(s)
	}
	for _, scheme := range []string{"https:", "http:", "ftp:"} {
		if rest := strings.TrimPrefix(s, scheme); len(rest) < len(s) {
			rest = strings.TrimLeft(rest, "/")
			if rest == "" {
				return ""
			}
			return scheme + "//" + rest
		}
	}
	host, _, _ := strings.Cut(s, "/")
	host, _, _ = strings.Cut(host, "?")
	host, _, _ = strings.Cut(host, ":")
	if strings.IndexByte(host, '.') > 0 && topLevel(lastLabel(host)) {
		return "http://" + s
	}
	return ""
}

// stampDate is a time of capture, of 4 to 14 digits, as a date of RFC 3339 as
// long as the digits go; empty when it is no date.
func stampDate(stamp string) string {
	if len(stamp) < 4 || stamp < "1990" || stamp > "3" {
		return ""
	}
	date := stamp[:4]
	if len(stamp) < 6 || !inSpan(stamp[4:6], "01", "12") {
		return date
	}
	date += "-" + stamp[4:6]
	if len(stamp) < 8 || !inSpan(stamp[6:8], "01", "31") {
		return date
	}
	date += "-" + stamp[6:8]
	if len(stamp) < 14 || !inSpan(stamp[8:10], "00", "23") || !inSpan(stamp[10:12], "00", "59") || !inSpan(stamp[12:14], "00", "60") {
		return date
	}
	return date + "T" + stamp[8:10] + ":" + stamp[10:12] + ":" + stamp[12:14] + "Z"
}

func inSpan(s, low, high string) bool { return low <= s && s <= high }

// archiveToday reads "20200102030405/https://…", "2020.01.02-030405/https://…"
// and the short "AbCdE".
func archiveToday(path string) (original, date string, ok bool) {
	path = strings.TrimPrefix(path, "wip/")
	first, rest, _ := strings.Cut(path, "/")
	if first == "" {
		return "", "", false
	}
	if digits := strings.NewReplacer(".", "", "-", "").Replace(first); len(digits) >= 4 && strings.Trim(digits, "0123456789") == "" {
		return archived(rest), stampDate(digits), true
	}
	switch first {
	case "newest", "oldest", "o", "timegate":
		if first == "o" {
			_, rest, _ = strings.Cut(rest, "/")
		}
		return archived(rest), "", true
	}
	return archived(path), "", true
}

// permaCC reads "XXXX-XXXX", whose original only the copy tells.
func permaCC(path string) (original, date string, ok bool) {
	if strings.HasPrefix(path, "timegate/") || strings.HasPrefix(path, "warc/") {
		return stamped(path)
	}
	id, _, _ := strings.Cut(path, "?")
	id, _, _ = strings.Cut(id, "/")
	return "", "", strings.IndexByte(id, '-') > 0 || len(id) >= 10
}

// webCitation reads "5xXxXxXxX?url=https://…".
func webCitation(path string) (original, date string, ok bool) {
	id, query, _ := strings.Cut(path, "?")
	if id == "" && query == "" {
		return "", "", false
	}
	return archived(queryValue(query, "url")), webCitationDate(id), true
}

// webCitationDate is the day that an identifier of WebCite tells: it is the
// time in microseconds since 1970, written to the base of 62.
func webCitationDate(id string) string {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	if len(id) != 9 {
		return ""
	}
	var n int64
	for _, c := range id {
		d := strings.IndexRune(digits, c)
		if d < 0 {
			return ""
		}
		n = n*62 + int64(d)
	}
	if n < firstWebCitation || n > lastWebCitation {
		return ""
	}
	return time.UnixMicro(n).UTC().Format(time.DateOnly)
}

// WebCite took copies from 2003 to 2019.
var (
	firstWebCitation = time.Date(2003, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()
	lastWebCitation  = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()
)

func ghostArchive(path string) (original, date string, ok bool) {
	kind, rest, _ := strings.Cut(path, "/")
	switch kind {
	case "archive":
		return "", "", rest != ""
	case "varchive":
		id := rest[strings.LastIndexByte(rest, '/')+1:]
		if len(id) == 11 {
			return "https://www.youtube.com/watch?v=" + id, "", true
		}
		return "", "", rest != ""
	}
	return "", "", false
}

// megalodon reads "2020-0102-0304-05/example.org/path"; its clock is Japan's.
func megalodon(path string) (original, date string, ok bool) {
	path = strings.TrimPrefix(path, "ref/")
	first, rest, _ := strings.Cut(path, "/")
	digits := strings.ReplaceAll(first, "-", "")
	if len(digits) != 14 || strings.Trim(digits, "0123456789") != "" {
		return "", "", first != ""
	}
	return archived(rest), stampDate(digits[:8]), true
}

func wikiwix(path string) (original, date string, ok bool) {
	_, query, _ := strings.Cut(path, "?")
	original = archived(queryValue(query, "url"))
	return original, "", original != "" || path != ""
}

func googleCache(path string) (original, date string, ok bool) {
	_, query, _ := strings.Cut(path, "?")
	q := strings.TrimPrefix(decodeAll(queryValue(query, "q")), "cache:")
	q, _, _ = strings.Cut(q, "+")
	if id, rest, found := strings.Cut(q, ":"); found && len(id) == 12 && !strings.Contains(id, ".") {
		q = rest
	}
	return archived(q), "", true
}

func softwareHeritage(path string) (original, date string, ok bool) {
	_, query, _ := strings.Cut(path, "?")
	original = archived(decodeAll(queryValue(query, "origin_url")))
	return original, "", original != "" || strings.HasPrefix(path, "swh:") || strings.HasPrefix(path, "browse/")
}

func unknownCopy(path string) (original, date string, ok bool) { return "", "", path != "" }

// queryValue is the value of key in query. An address that was not encoded takes
// the rest of the query with it.
func queryValue(query, key string) string {
	for part := range strings.SplitSeq(query, "&") {
		value, found := strings.CutPrefix(part, key+"=")
		if !found {
			continue
		}
		if strings.Contains(value, "://") {
			value = query[strings.Index(query, part)+len(key)+1:]
		}
		return value
	}
	return ""
}
