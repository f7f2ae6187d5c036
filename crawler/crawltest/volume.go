package crawltest

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
)

// Volume is a large uniform web: the pages of many hosts, on one port of many
// loopback addresses. Its answers cost little, so that a test measures the
// client. It is safe for use by several goroutines.
type Volume struct {
	server http.Server
	hosts  []string // "127.78.0.1:4711"
	pages  []volumePage
	epoch  atomic.Int64
	loops  chan struct{} // one token a listener that ended
	others atomic.Int64
}

// volumePage counts the requests for a page.
type volumePage struct {
	asked, unchanged atomic.Int64
}

// NewVolume serves so many pages over so many hosts, spread evenly. A system
// without that many loopback addresses gives an error. The caller closes it.
func NewVolume(hosts, pages int) (*Volume, error) {
	if hosts < 1 || hosts > 250*250 || pages < hosts {
		return nil, fmt.Errorf("a volume of %d pages on %d hosts cannot be", pages, hosts)
	}
	v := &Volume{pages: make([]volumePage, pages), loops: make(chan struct{}, hosts)}
	v.epoch.Store(1)
	listeners, err := onePort(hosts)
	if err != nil {
		return nil, err
	}
	v.server.Handler = http.HandlerFunc(v.serve)
	v.server.ErrorLog = log.New(io.Discard, "", 0)
	for _, l := range listeners {
		v.hosts = append(v.hosts, l.Addr().String())
		go func() {
			v.server.Serve(l) // returns when the server is closed
			v.loops <- struct{}{}
		}()
	}
	return v, nil
}

// onePort listens on one port of n addresses of 127.78.0.0/16.
func onePort(n int) ([]net.Listener, error) {
	var err error
	for range 10 { // the port may be taken on one of the addresses
		var out []net.Listener
		port := "0"
		for i := range n {
			var l net.Listener
			l, err = net.Listen("tcp", fmt.Sprintf("127.78.%d.%d:%s", i/250, i%250+1, port))
			if err != nil {
				break
			}
			out = append(out, l)
			_, port, _ = net.SplitHostPort(l.Addr().String())
		}
		if err == nil {
			return out, nil
		}
		for _, l := range out {
			l.Close()
		}
	}
	return nil, err
}

// Close ends all connections.
func (v *Volume) Close() error {
	err := v.server.Close()
	for range v.hosts {
		<-v.loops
	}
	return err
}

// Len is the number of pages.
func (v *Volume) Len() int { return len(v.pages) }

// URL is the address of page i; pages that follow each other are on different
// hosts.
func (v *Volume) URL(i int) string {
	return fmt.Sprintf("http://%s/articles/%d", v.hosts[i%len(v.hosts)], i)
}

// Title is that of page i, in every epoch.
func (v *Volume) Title(i int) string {
	return fmt.Sprintf("Report %d of the survey of %s rivers", i, volumeNames[i%len(volumeNames)])
}

var volumeNames = []string{"northern", "upland", "tidal", "lowland", "border", "forest", "valley"}

// SetEpoch lets time pass to epoch n, counted from 1. From one epoch to the next
// every tenth page changes its text, and with it its entity tag.
func (v *Volume) SetEpoch(n int) { v.epoch.Store(int64(n)) }

// Requests is how often page i was asked for, over all epochs.
func (v *Volume) Requests(i int) int { return int(v.pages[i].asked.Load()) }

// Unchanged is how many of the requests for page i were answered with 304.
func (v *Volume) Unchanged(i int) int { return int(v.pages[i].unchanged.Load()) }

// Others counts requests for what is no page, robots.txt among them.
func (v *Volume) Others() int { return int(v.others.Load()) }

func (v *Volume) serve(rw http.ResponseWriter, r *http.Request) {
	number, ok := strings.CutPrefix(r.URL.Path, "/articles/")
	i, err := strconv.Atoi(number)
	here, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok || err != nil || i < 0 || i >= len(v.pages) || v.hosts[i%len(v.hosts)] != here.String() {
		v.others.Add(1)
		http.NotFound(rw, r)
		return
	}
	p := &v.pages[i]
	p.asked.Add(1)
	edition := 1
	if i%10 == 0 {
		edition = int(v.epoch.Load())
	}
	etag := fmt.Sprintf(`"%d-%d"`, i, edition)
	rw.Header().Set("ETag", etag)
	if r.Header.Get("If-None-Match") == etag {
		p.unchanged.Add(1)
		rw.WriteHeader(http.StatusNotModified)
		return
	}
	rw.Header().Set("Content-Type", "text/html; charset=utf-8")
	title := v.Title(i)
	fmt.Fprintf(rw, "<!DOCTYPE html>\n<html lang=\"en\"><head><title>%s</title></head>\n<body><h1>%s</h1>\n"+
		"<p>This is edition %d of report %d. It says what was measured at each gauge of the river during the year, "+
		"which of the gauges were out of order, and by whom they were read.</p>\n</body></html>\n", title, title, edition, i)
}
