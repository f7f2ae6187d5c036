package cite

import "testing"

func TestUnwrapArchive(t *testing.T) {
	tests := []struct{ url, original, date string }{
		{"https://web.archive.org/web/20201009000000/https://example.org/o", "https://example.org/o", "2020-10-09T00:00:00Z"},
		{"http://web.archive.org/web/20201009id_/http://example.org/o?a=1&b=2#c", "http://example.org/o?a=1&b=2#c", "2020-10-09"},
		{"https://web.archive.org/web/20201009123456if_/http:/example.org/", "http://example.org/", "2020-10-09T12:34:56Z"},
		{"https://web.archive.org/web/2020*/https://example.org/", "https://example.org/", "2020"},
		{"https://web.archive.org/web/2020/example.org/path", "http://example.org/path", "2020"},
		{"https://web.archive.org/web/*/https://example.org/", "https://example.org/", ""},
		{"https://web.archive.org/web/2/https://example.org/", "https://example.org/", ""},
		{"https://web.archive.org/web/https://example.org/", "https://example.org/", ""},
		{"https://web.archive.org/web/20201009000000/https%3A%2F%2Fexample.org%2Fa", "https://example.org/a", "2020-10-09T00:00:00Z"},
		{"https://web.archive.org/web/20201009000000/https://web.archive.org/web/2019/https://example.org/", "https://web.archive.org/web/2019/https://example.org/", "2020-10-09T00:00:00Z"},
		{"https://web.archive.org/web/20201399000000/https://example.org/", "https://example.org/", "2020"},
		{"https://wayback.archive.org/web/20201009000000/ftp://ftp.example.org/x", "ftp://ftp.example.org/x", "2020-10-09T00:00:00Z"},
		{"HTTPS://WWW.ARCHIVE.ORG/web/20201009000000/https://example.org/", "https://example.org/", "2020-10-09T00:00:00Z"},
		{"https://archive.ph/AbCdE", "", ""},
		{"https://archive.today/20140101030405/https://example.com/", "https://example.com/", "2014-01-01T03:04:05Z"},
		{"https://archive.is/2014.01.02-030405/https://example.com/a", "https://example.com/a", "2014-01-02T03:04:05Z"},
		{"https://archive.md/newest/https://example.com/", "https://example.com/", ""},
		{"https://archive.li/o/AbCdE/https://example.com/x", "https://example.com/x", ""},
		{"https://archive.vn/https://example.com/", "https://example.com/", ""},
		{"https://perma.cc/6RCB-TEST", "", ""},
		{"https://perma.cc/6RCB-TEST?type=image", "", ""},
		{"https://perma-archives.org/warc/20200102030405/https://example.org/", "https://example.org/", "2020-01-02T03:04:05Z"},
		{"https://arquivo.pt/wayback/20200102030405mp_/https://example.org/", "https://example.org/", "2020-01-02T03:04:05Z"},
		{"https://arquivo.pt/noFrame/replay/20200102030405id_/https://example.org/", "https://example.org/", "2020-01-02T03:04:05Z"},
		{"https://wayback.archive-it.org/1068/20200102030405/https://example.org/", "https://example.org/", "2020-01-02T03:04:05Z"},
		{"https://wayback.archive-it.org/all/20200102030405/https://example.org/", "https://example.org/", "2020-01-02T03:04:05Z"},
		{"https://www.webcitation.org/6DbSKYZLA?url=http://example.org/a?b=1&c=2", "http://example.org/a?b=1&c=2", "2013-01-12"},
		{"https://www.webcitation.org/6DbSKYZLA", "", "2013-01-12"},
		{"https://ghostarchive.org/archive/AbCdE", "", ""},
		{"https://ghostarchive.org/varchive/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ", ""},
		{"https://timetravel.mementoweb.org/memento/2020/https://example.org/", "https://example.org/", "2020"},
		{"https://webarchive.nationalarchives.gov.uk/ukgwa/20200102030405mp_/https://example.org/", "https://example.org/", "2020-01-02T03:04:05Z"},
		{"https://webarchive.nationalarchives.gov.uk/20200102030405/https://example.org/", "https://example.org/", "2020-01-02T03:04:05Z"},
		{"https://webarchive.nationalarchives.gov.uk/+/http://www.example.org/a", "http://www.example.org/a", ""},
		{"https://webarchive.loc.gov/all/20200102030405/https://example.org/", "https://example.org/", "2020-01-02T03:04:05Z"},
		{"http://wayback.vefsafn.is/wayback/20200102030405/http://example.org/", "http://example.org/", "2020-01-02T03:04:05Z"},
		{"http://webarchive.bac-lac.gc.ca:8080/wayback/20200102030405/http://example.org/", "http://example.org/", "2020-01-02T03:04:05Z"},
		{"https://megalodon.jp/2020-0102-0304-05/example.org/a", "http://example.org/a", "2020-01-02"},
		{"https://archive.wikiwix.com/cache/?url=https%3A%2F%2Fexample.org%2Fa%3Fb", "https://example.org/a?b", ""},
		{"https://webcache.googleusercontent.com/search?q=cache:AbCdEfGhIjKl:example.org/a+word&hl=en", "http://example.org/a", ""},
		{"https://archive.softwareheritage.org/browse/origin/?origin_url=https://example.org/r.git", "https://example.org/r.git", ""},
	}
	for _, tt := range tests {
		original, date, ok := UnwrapArchive(tt.url)
		if original != tt.original || date != tt.date || !ok {
			t.Errorf("UnwrapArchive(%q) = %q, %q, %v, want %q, %q, true", tt.url, original, date, ok, tt.original, tt.date)
		}
	}
	for _, url := range []string{
		"", "https://", "https://example.org/web/20201009000000/https://example.org/", "web.archive.org",
		"https://archive.org/details/book", "https://perma.cc/", "https://perma.cc/about", "https://archive.ph/",
		"https://ghostarchive.org/search?term=x", "https://web.archive.org.example.org/web/2020/https://example.org/",
		"mailto:info@web.archive.org",
	} {
		if original, date, ok := UnwrapArchive(url); ok {
			t.Errorf("UnwrapArchive(%q) = %q, %q, true, want false", url, original, date)
		}
	}
}
