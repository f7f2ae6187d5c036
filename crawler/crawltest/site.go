package crawltest

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"
)

// Site is a web as its files describe it.
type Site struct {
	pages  map[string][]*page // by host, the first to match first
	hosts  map[string][]*host // by name, the latest epoch first
	expect []Expectation
}

// SyntaxError is a mistake in a site's file.
type SyntaxError struct {
	File string
	// Line counts from 1.
	Line int
	Msg  string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// Load reads one site from several files. Errors are a [*SyntaxError] or those
// of fsys.
func Load(fsys fs.FS, names ...string) (*Site, error) {
	s := newSite()
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		if err := s.add(name, data); err != nil {
			return nil, err
		}
	}
	s.sort()
	return s, nil
}

// Parse reads a site from a txtar archive. Errors are a [*SyntaxError].
func Parse(name string, archive []byte) (*Site, error) {
	s := newSite()
	if err := s.add(name, archive); err != nil {
		return nil, err
	}
	s.sort()
	return s, nil
}

func newSite() *Site {
	return &Site{pages: map[string][]*page{}, hosts: map[string][]*host{}}
}

// Hosts are the names of all hosts, sorted.
func (s *Site) Hosts() []string {
	names := map[string]bool{}
	for h := range s.hosts {
		names[h] = true
	}
	for h := range s.pages {
		names[h] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// Expect is what the site's tables say, in their order.
func (s *Site) Expect() []Expectation { return slices.Clone(s.expect) }

// Epochs is the number of the last epoch that the site speaks of.
func (s *Site) Epochs() int {
	last := 1
	for _, pages := range s.pages {
		for _, p := range pages {
			last = max(last, p.epoch)
		}
	}
	for _, hosts := range s.hosts {
		last = max(last, hosts[0].epoch)
	}
	return last
}

// add reads an archive into the site.
func (s *Site) add(file string, data []byte) error {
	archive := txtar.Parse(data)
	line := 1 + lines(archive.Comment)
	for _, f := range archive.Files {
		// Lines of the file count from the one after its marker.
		b := &block{file: file, line: line + 1, text: string(f.Data)}
		if err := s.file(f.Name, b); err != nil {
			return err
		}
		line += 1 + lines(f.Data)
	}
	return nil
}

func lines(b []byte) int { return strings.Count(string(b), "\n") }

func (s *Site) file(name string, b *block) error {
	if strings.HasPrefix(name, "#") {
		return nil
	}
	epoch, name, err := b.epoch(name)
	if err != nil {
		return err
	}
	if name == "expect" {
		table, err := b.expectations()
		s.expect = append(s.expect, table...)
		return err
	}
	if hostname, ok := strings.CutPrefix(name, "host "); ok {
		h, err := b.host(hostname)
		if err != nil {
			return err
		}
		h.epoch = epoch
		if slices.ContainsFunc(s.hosts[h.name], func(o *host) bool { return o.epoch == epoch }) {
			return b.errorf(0, "host %s is told twice for epoch %d", h.name, epoch)
		}
		s.hosts[h.name] = append(s.hosts[h.name], h)
		return nil
	}
	u, err := url.Parse("http://" + name)
	if err != nil || u.Host == "" || u.Path == "" {
		return b.errorf(0, "%q is no address, host or table", name)
	}
	p, err := b.page()
	if err != nil {
		return err
	}
	p.epoch, p.host, p.path = epoch, u.Host, u.RequestURI()
	if slices.ContainsFunc(s.pages[p.host], func(o *page) bool { return o.epoch == epoch && o.path == p.path }) {
		return b.errorf(0, "%s is told twice for epoch %d", name, epoch)
	}
	s.pages[p.host] = append(s.pages[p.host], p)
	return nil
}

// sort brings what is to be found first to the front.
func (s *Site) sort() {
	for _, hosts := range s.hosts {
		slices.SortFunc(hosts, func(a, b *host) int { return cmp.Compare(b.epoch, a.epoch) })
	}
	for _, pages := range s.pages {
		slices.SortStableFunc(pages, func(a, b *page) int {
			return cmp.Or(cmp.Compare(b.epoch, a.epoch), cmp.Compare(b.exactness(), a.exactness()))
		})
	}
}

// host is what holds of a host in an epoch.
func (s *Site) host(name string, epoch int) *host {
	for _, h := range s.hosts[name] {
		if h.epoch <= epoch {
			return h
		}
	}
	return &host{name: name}
}

// known reports whether the site speaks of the host at all.
func (s *Site) known(name string) bool { return s.pages[name] != nil || s.hosts[name] != nil }

// page is what answers a path with its query in an epoch; nil when nothing does.
func (s *Site) page(host, path string, epoch int) *page {
	for _, p := range s.pages[host] {
		if p.epoch <= epoch && p.answers(path) {
			return p
		}
	}
	return nil
}
