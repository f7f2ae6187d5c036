package crawltest

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Traps are handlers that mean harm to who reads their answers without limits,
// by name. Each ends when its client goes away.
func Traps() map[string]http.Handler {
	return map[string]http.Handler{
		"endless":       http.HandlerFunc(endless),
		"trickle":       http.HandlerFunc(trickle),
		"header-bomb":   http.HandlerFunc(headerBomb),
		"gzip-bomb":     bomb{"gzip"},
		"br-bomb":       bomb{"br"},
		"zstd-bomb":     bomb{"zstd"},
		"layered-bomb":  bomb{"gzip, gzip"},
		"redirect-maze": http.HandlerFunc(redirectMaze),
		"cookie-bomb":   http.HandlerFunc(cookieBomb),
		"deep-html":     deepHTML("<div>", 200_000),
		"deep-inline":   deepHTML("<b><i><a href=x>", 60_000),
		"many-fields":   deepHTML("<p "+strings.Repeat("data-x=1 ", 10), 20_000),
	}
}

// endless sends a body without an end.
func endless(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/html")
	line := bytes.Repeat([]byte("<p>And so it went on, and on.</p>\n"), 1000)
	for {
		if _, err := rw.Write(line); err != nil {
			return
		}
	}
}

// trickle sends a byte at a time, so that no read ever waits for long.
func trickle(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/html")
	t := time.NewTicker(20 * time.Millisecond)
	defer t.Stop()
	out := http.NewResponseController(rw)
	for {
		if _, err := rw.Write([]byte(" ")); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-t.C:
		case <-r.Context().Done():
			return
		}
	}
}

// headerBomb sends 4 MB of header.
func headerBomb(rw http.ResponseWriter, r *http.Request) {
	value := strings.Repeat("x", 4000)
	for i := range 1000 {
		rw.Header().Set("X-"+strconv.Itoa(i), value)
	}
}

// bomb sends little that decodes to gigabytes of blanks, in stretches for the
// codings that allow stretches to follow each other.
type bomb struct{ coding string }

func (b bomb) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/html")
	rw.Header().Set("Content-Encoding", b.coding)
	stretch, times := charge(b.coding)
	for range times {
		if _, err := rw.Write(stretch); err != nil {
			return
		}
	}
}

var charges = map[string]func() []byte{
	"gzip": sync.OnceValue(func() []byte { return pack("gzip", blanks(8<<20)) }),
	"zstd": sync.OnceValue(func() []byte { return pack("zstd", blanks(8<<20)) }),
	"br":   sync.OnceValue(func() []byte { return pack("br", blanks(64<<20)) }),
	"gzip, gzip": sync.OnceValue(func() []byte {
		return pack("gzip", bytes.Repeat(pack("gzip", blanks(8<<20)), 800))
	}),
}

// charge is a bomb's stretch, and how often it may be sent.
func charge(coding string) ([]byte, int) {
	times := 1
	if coding == "gzip" || coding == "zstd" {
		times = 800
	}
	return charges[coding](), times
}

func pack(coding string, b []byte) []byte {
	b, _ = encode(b, coding)
	return b
}

func blanks(n int) []byte { return bytes.Repeat([]byte(" "), n) }

// redirectMaze leads on from each address to one never seen before.
func redirectMaze(rw http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.URL.Query().Get("room")) // the entrance has none
	http.Redirect(rw, r, fmt.Sprintf("%s?room=%d", r.URL.Path, n+1), http.StatusFound)
}

// cookieBomb hands out cookies, each time others, and asks to come back.
func cookieBomb(rw http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.URL.Query().Get("n")) // the first visit has none
	for i := range 50 {
		http.SetCookie(rw, &http.Cookie{Name: fmt.Sprintf("c%d-%d", n, i), Value: strings.Repeat("x", 1000)})
	}
	http.Redirect(rw, r, fmt.Sprintf("%s?n=%d", r.URL.Path, n+1), http.StatusFound)
}

// deepHTML opens elements that it never closes.
func deepHTML(open string, times int) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		rw.Write([]byte("<!DOCTYPE html><title>A deep page</title>" + strings.Repeat(open, times)))
	})
}
