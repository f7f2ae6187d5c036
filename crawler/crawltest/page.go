package crawltest

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/htmlindex"
)

// page is what a site says of an address from an epoch on.
type page struct {
	epoch      int
	host, path string

	status    int
	location  string
	header    http.Header
	without   []string // default fields that are not sent
	mediaType string
	charset   string
	silent    bool
	encoding  string
	etag      string
	modified  time.Time
	pdf       string
	article   article
	body      string // as written, when the article has no headline

	delay     time.Duration
	flaky     int
	flakyWith string
	fault     string
	cut, hang int // bytes; negative is none
	drip      int
	dripPause time.Duration
	cookie    string
	agent     string
	head      int
	fields    int
	pad       int
	trap      string
}

func (p *page) answers(path string) bool {
	if prefix, ok := strings.CutSuffix(p.path, "*"); ok {
		return strings.HasPrefix(path, prefix)
	}
	return p.path == path
}

// exactness is greater for the page to be asked first.
func (p *page) exactness() int {
	if strings.HasSuffix(p.path, "*") {
		return len(p.path) - 1
	}
	return 1<<20 + len(p.path)
}

func (b *block) page() (*page, error) {
	p := &page{status: http.StatusOK, header: http.Header{}, cut: -1, hang: -1}
	fields, body, err := b.head()
	if err != nil {
		return nil, err
	}
	for _, f := range fields {
		if c := f.name[0]; 'A' <= c && c <= 'Z' {
			if f.value == "" {
				p.without = append(p.without, f.name)
			} else {
				p.header.Add(f.name, f.value)
			}
			continue
		}
		if err := b.directive(p, f); err != nil {
			return nil, err
		}
	}
	if strings.HasPrefix(body, "#") {
		p.article.parse(body)
	} else {
		p.body = body
	}
	return p, nil
}

// directive reads one line of a page's head.
func (b *block) directive(p *page, f field) (err error) {
	first, second, _ := strings.Cut(f.value, " ")
	switch f.name {
	case "status":
		p.status, err = b.status(f, f.value)
	case "redirect":
		p.status, p.location = http.StatusFound, f.value
		if second != "" {
			p.location = second
			p.status, err = b.status(f, first)
		}
	case "author":
		p.article.author = f.value
	case "published":
		p.article.published, err = f.value, b.date(f, new(time.Time))
	case "words":
		p.article.seed = second
		p.article.words, err = b.number(f, first, 1)
	case "title":
		p.article.title = f.value
	case "type":
		p.mediaType = f.value
	case "charset":
		p.charset, p.silent = first, second == "silent"
		if _, unknown := htmlindex.Get(first); unknown != nil {
			err = b.errorf(f.line, "charset: %q is unknown", first)
		}
	case "encoding":
		p.encoding, err = f.value, b.oneOf(f, append(slices.Sorted(maps.Keys(encoders)), "fake")...)
	case "etag":
		p.etag = f.value
	case "modified":
		err = b.date(f, &p.modified)
	case "pdf":
		p.pdf = f.value
	case "delay":
		p.delay, err = b.duration(f, f.value)
	case "flaky":
		p.flakyWith = second
		if p.flaky, err = b.number(f, first, 1); err == nil && second != "" && second != "reset" {
			_, err = b.status(f, second)
		}
	case "fault":
		p.fault, err = f.value, b.oneOf(f, "stall", "reset", "empty", "noise")
	case "cut":
		p.cut, err = b.number(f, f.value, 0)
	case "hang":
		p.hang, err = b.number(f, f.value, 0)
	case "drip":
		if p.drip, err = b.number(f, first, 1); err == nil {
			p.dripPause, err = b.duration(f, second)
		}
	case "cookie":
		p.cookie, err = f.value, b.oneOf(f, "need", "never")
	case "agent":
		p.agent = f.value
	case "head":
		p.head, err = b.status(f, f.value)
	case "fields":
		p.fields, err = b.number(f, f.value, 1)
	case "pad":
		p.pad, err = b.number(f, f.value, 1)
	case "trap":
		p.trap = f.value
		if Traps()[f.value] == nil {
			err = b.errorf(f.line, "trap: %q is unknown", f.value)
		}
	default:
		err = b.errorf(f.line, "%q is no directive of a page", f.name)
	}
	return err
}

func (b *block) status(f field, s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 200 || n > 999 {
		return 0, b.errorf(f.line, "%s: %q is no status", f.name, s)
	}
	return n, nil
}

func (b *block) duration(f field, s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	if err != nil || d < 0 {
		return 0, b.errorf(f.line, "%s: %q is no duration", f.name, s)
	}
	return d, nil
}

func (b *block) date(f field, t *time.Time) (err error) {
	if *t, err = time.Parse(time.DateOnly, f.value); err != nil {
		return b.errorf(f.line, "%s: %q is no date", f.name, f.value)
	}
	return nil
}
