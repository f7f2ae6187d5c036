package crawltest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestVolume(t *testing.T) {
	v, err := NewVolume(3, 25)
	if err != nil {
		t.Skipf("no such loopback addresses: %v", err)
	}
	defer v.Close()
	c := &http.Client{Transport: &http.Transport{}}
	defer c.CloseIdleConnections()

	hosts, ports := map[string]bool{}, map[string]bool{}
	tags := make([]string, v.Len())
	for i := range v.Len() {
		resp, body := must(t, c, v.URL(i))
		if resp.StatusCode != 200 || !strings.Contains(body, "<title>"+v.Title(i)+"</title>") {
			t.Errorf("page %d = %d %s, want the title %q", i, resp.StatusCode, body, v.Title(i))
		}
		u, err := url.Parse(v.URL(i))
		if err != nil {
			t.Fatal(err)
		}
		hosts[u.Hostname()], ports[u.Port()] = true, true
		tags[i] = resp.Header.Get("ETag")
	}
	if len(hosts) != 3 || len(ports) != 1 {
		t.Errorf("%d hosts, %d ports, want 3 and 1", len(hosts), len(ports))
	}
	v.SetEpoch(2)
	for i := range v.Len() {
		want := 304
		if i%10 == 0 {
			want = 200
		}
		if resp, _ := must(t, c, v.URL(i), "If-None-Match", tags[i]); resp.StatusCode != want {
			t.Errorf("page %d in epoch 2 = %d, want %d", i, resp.StatusCode, want)
		}
	}
	for i := range v.Len() {
		if v.Requests(i) != 2 || v.Unchanged(i) != min(i%10, 1) {
			t.Errorf("page %d was asked for %d times, %d unchanged, want 2 and %d", i, v.Requests(i), v.Unchanged(i), min(i%10, 1))
		}
	}
	robots := strings.Replace(v.URL(0), "/articles/0", "/robots.txt", 1)
	for _, u := range []string{robots, strings.Replace(v.URL(0), "/articles/0", "/articles/1", 1), v.URL(0) + "x"} {
		if resp, _ := must(t, c, u); resp.StatusCode != 404 {
			t.Errorf("%s = %d, want 404", u, resp.StatusCode)
		}
	}
	if got := v.Others(); got != 3 {
		t.Errorf("Others() = %d, want 3", got)
	}
}

func TestVolumeBounds(t *testing.T) {
	for _, tt := range []struct{ hosts, pages int }{{0, 5}, {6, 5}, {70_000, 100_000}} {
		if v, err := NewVolume(tt.hosts, tt.pages); err == nil {
			v.Close()
			t.Errorf("NewVolume(%d, %d) = nil, want an error", tt.hosts, tt.pages)
		}
	}
}
