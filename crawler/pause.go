package crawler

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// pauseAsked is how long an answer asks to be left alone: Retry-After of the
// answers that mean it so (RFC 9110 section 10.2.3), or an exhausted rate limit,
// which is heeded only as far as a run can wait.
func pauseAsked(status int, h http.Header, now time.Time) time.Duration {
	if status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		if d, ok := retryAfter(h.Get("Retry-After"), now); ok {
			return d
		}
	}
	if h.Get("RateLimit-Remaining") == "0" {
		if d, ok := seconds(h.Get("RateLimit-Reset")); ok {
			return min(d, maxPause)
		}
	}
	return 0
}

// retryAfter reads seconds or a date.
func retryAfter(s string, now time.Time) (time.Duration, bool) {
	if d, ok := seconds(s); ok {
		return d, true
	}
	t, err := http.ParseTime(s)
	if err != nil {
		return 0, false
	}
	return max(0, t.Sub(now)), true
}

func seconds(s string) (time.Duration, bool) {
	n, err := strconv.ParseUint(strings.TrimSpace(s), 10, 31)
	return time.Duration(n) * time.Second, err == nil
}
