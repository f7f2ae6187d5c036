package store

// words are strings that records refer to by number. The list only grows: at
// its end, never in between. FORMAT.md says how.
var words = []string{
	"", "HTTP/1.1", "HTTP/2.0", "TLS 1.3", "TLS 1.2",
	"Content-Type", "Content-Length", "Date", "Etag", "Last-Modified", "Server", "Cache-Control", "Vary",
	"ok", "working", "alive", "broken", "unknown", "suspect", "failing", "dead", "unverified",
	"text/html; charset=utf-8", "text/html; charset=UTF-8", "text/html", "application/pdf",
	"gzip", "br", "redirect", "Location", "Accept-Ranges", "bytes", "Accept-Encoding", "Expires",
	"Strict-Transport-Security", "X-Content-Type-Options", "nosniff", "X-Frame-Options", "SAMEORIGIN",
	"Content-Encoding", "Connection", "keep-alive", "nginx", "Apache", "cloudflare", "Age", "Via",
	"Set-Cookie", "Content-Security-Policy", "Referrer-Policy", "Permissions-Policy", "Link", "Alt-Svc",
	"X-Powered-By", "X-Cache", "Content-Language", "Pragma", "no-cache", "Cf-Ray", "Cf-Cache-Status",
	"moved", "not-found", "moved-temporarily", "changed", "weak-match", "paywall", "gone", "soft-404",
	"home-redirect", "parked", "drifted", "mismatch", "dns", "unreachable", "tls", "server-error",
	"malformed", "blocked", "login", "consent", "rate-limited", "temporary", "legal", "robots",
	"needs-js", "unsupported", "no-url", "refresh", "script", "alternative", "length", "decode",
	"time", "disconnect", "disallow", "unavailable", "user-agent", "timeout",
	"dns-not-found", "dns-temporary", "refused", "reset", "protocol", "redirect-loop",
	"newly-broken", "came-back", "new", "running", "done", "interrupted",
	"doi", "arxiv", "isbn", "issn", "pmid", "hdl", "urn", "id", "supra", "page", "section", "paragraph",
}

var wordRefs = func() map[string]int {
	m := make(map[string]int, len(words))
	for i, w := range words {
		if _, twice := m[w]; !twice {
			m[w] = i
		}
	}
	return m
}()
