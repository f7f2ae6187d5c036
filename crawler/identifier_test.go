package crawler

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"

	"apud/crawler/cite"
	"apud/crawler/crawltest"
	"apud/crawler/verdict"
)

const walledPress = `
-- host doi.org --
tls: valid
-- doi.org/robots.txt --
type: text/plain

User-agent: *
Disallow: /api/
Disallow: /10.5555/hidden
-- doi.org/10.5555/known --
redirect: 302 http://press.example.org/182
-- doi.org/api/handles/10.5555/known?type=URL --
type: application/json

{"responseCode":1,"handle":"10.5555/known","values":[{"index":1,"type":"URL","data":{"format":"string","value":"http://press.example.org/182"}}]}
-- doi.org/10.5555/silent --
redirect: 302 http://press.example.org/182
-- doi.org/api/handles/10.5555/silent?type=URL --
status: 500

Out of order
-- doi.org/10.5555/astray --
redirect: 302 http://press.example.org/182
-- doi.org/api/handles/10.5555/astray?type=URL --
redirect: 302 http://press.example.org/handle
-- doi.org/10.5555/cut --
redirect: 302 http://press.example.org/182
-- doi.org/api/handles/10.5555/cut?type=URL --
type: application/json
cut: 45

{"responseCode":1,"handle":"10.5555/cut"}                                   
-- doi.org/10.5555/down --
redirect: 302 http://press.example.org/182
-- doi.org/api/handles/10.5555/down?type=URL --
fault: noise
-- doi.org/10.5555/unknown --
status: 404

Not found
-- doi.org/api/handles/10.5555/unknown?type=URL --
status: 404
type: application/json

{"responseCode":100,"handle":"10.5555/unknown"}
-- doi.org/api/handles/10.5555/hidden?type=URL --
type: application/json

{"responseCode":1,"handle":"10.5555/hidden","values":[{"index":1,"type":"URL"}]}
-- doi.org/10.5555/open --
redirect: 302 http://press.example.org/open
-- host press.example.org --
name: The Press
-- press.example.org/182 --
status: 403
Cf-Mitigated: challenge

<title>Just a moment...</title>
-- press.example.org/handle --
type: application/json

{"responseCode":1,"handle":"10.5555/astray"}
-- press.example.org/open --
published: 2019-03-04
words: 180

# The survey of the river gauges in winter
`

func TestResolverIsAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		site, err := crawltest.Parse("press.txtar", []byte(walledPress))
		if err != nil {
			t.Fatal(err)
		}
		web, err := site.ServeInMemory()
		if err != nil {
			t.Fatal(err)
		}
		defer web.Close()
		for _, test := range []struct {
			name   string
			want   verdict.Verdict
			reason string
			known  string
			status int // of the resolver's answer
			kept   bool
		}{
			{"known", verdict.OK, "resolver-knows", verdict.Known, 200, false},
			{"hidden", verdict.OK, "resolver-knows", verdict.Known, 200, false},
			{"unknown", verdict.NotFound, "resolver-unknown", verdict.NotKnown, 404, true},
			{"silent", verdict.Blocked, "wall-header", "", 500, true},
			{"astray", verdict.Blocked, "wall-header", "", 200, true},
			{"cut", verdict.Blocked, "wall-header", "", 200, true},
			{"down", verdict.Blocked, "wall-header", "", 0, true},
			{"open", verdict.OK, "", "", -1, true},
		} {
			before := len(web.Log())
			r := visitTrusting(t, web, "https://doi.org/10.5555/"+test.name)
			j, id := r.Judgements[0], r.Evidence.Identifier
			if j.Verdict != test.want || test.reason != "" && j.Reasons[0].Code != test.reason {
				t.Errorf("%s: %s %v, want %s by %s: %s", test.name, j.Verdict, j.Reasons, test.want, test.reason, describe(r))
			}
			if (r.Resource != nil) != test.kept {
				t.Errorf("%s: kept %t, want %t", test.name, r.Resource != nil, test.kept)
			}
			asked := 0
			ask := fmt.Sprintf("/api/handles/10.5555/%s?type=URL", test.name)
			for _, q := range web.Log()[before:] {
				if q.Host == "doi.org" && q.Path == ask {
					asked++
				}
			}
			if id == nil {
				if test.status >= 0 || asked > 0 {
					t.Errorf("%s: the resolver was asked %d times, and nothing is told of it", test.name, asked)
				}
				continue
			}
			if id.Kind != "doi" || id.Value != "10.5555/"+test.name || id.Known != test.known || id.Status != test.status || asked != 1 {
				t.Errorf("%s: %+v after %d requests, want known %q, status %d after one", test.name, id, asked, test.known, test.status)
			}
		}
	})
}

// visitTrusting visits one address of a web, heeding robots.txt.
func visitTrusting(t *testing.T, web *crawltest.Web, url string) *Result {
	t.Helper()
	var result *Result
	c, err := New(Options{
		Dial: web.DialContext,
		Load: func(_ context.Context, j Job) (Task, error) {
			return Task{Job: j, Claims: []cite.Claim{{Title: rivers}}}, nil
		},
		Settle: func(_ context.Context, r *Result) error {
			result = r
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.trust(web.Roots())
	if _, err := c.Run(t.Context(), jobs(url)); err != nil || result == nil {
		t.Fatalf("Run(%s): %v", url, err)
	}
	return result
}
