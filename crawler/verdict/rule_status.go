package verdict

import "net/http"

// statusRule judges what the server says by its status.
func statusRule(l *look) finding {
	s := l.e.Status()
	if s == 0 || l.success() || s == http.StatusMultipleChoices {
		return saw("status %d", s)
	}
	said := http.StatusText(s)
	if said != "" {
		said = " (" + said + ")"
	}
	decided := func(v Verdict, confidence float64) finding {
		f := found(v, confidence, "status", "the server answered with status %d%s", s, said)
		if l.match.grade == fullMatch && ClassOf(v) == Broken {
			f = f.and("title-shown", "though the page shows %s", quote(l.match.text))
		}
		return l.tried(f)
	}
	switch s {
	case http.StatusNotFound:
		return decided(NotFound, 0.85)
	case http.StatusGone:
		return decided(Gone, 0.97)
	case http.StatusUnauthorized, http.StatusProxyAuthRequired:
		return decided(Login, 0.9)
	case http.StatusPaymentRequired:
		return decided(Login, 0.8)
	case http.StatusForbidden, http.StatusNotAcceptable, http.StatusTeapot, 999:
		return decided(Blocked, 0.6)
	case http.StatusTooManyRequests:
		return decided(RateLimited, 0.9)
	case http.StatusUnavailableForLegalReasons:
		f := decided(Legal, 1)
		if link := l.header("Link"); link != "" {
			f = f.and("blocked-by", "the server names who asked for it: %s", quote(link))
		}
		return f
	case http.StatusRequestTimeout, http.StatusTooEarly:
		return decided(Temporary, 0.5)
	case http.StatusServiceUnavailable:
		if after := l.header("Retry-After"); after != "" {
			return decided(Temporary, 0.8).and("retry-after", "it asks to come back after %s", quote(after))
		}
		if f := maintenanceRule(l); f.verdict != "" {
			return f
		}
		return decided(ServerError, 0.6)
	case 520, 521, 522, 523, 524, 530:
		return decided(Unreachable, 0.6).and("proxy", "status %d is a proxy's, about the server behind it", s)
	case 525, 526:
		return certificateRule(l)
	}
	switch {
	case s >= 500 || s == http.StatusBadRequest || s == http.StatusMethodNotAllowed:
		if f := maintenanceRule(l); s >= 500 && f.verdict != "" {
			return f
		}
		return decided(ServerError, 0.6)
	case s >= 400:
		return decided(ServerError, 0.5)
	}
	return decided(Unreachable, 0.5)
}

// header is a field of the answer.
func (l *look) header(name string) string {
	if n := len(l.e.Hops); n > 0 {
		return l.e.Hops[n-1].Header.Get(name)
	}
	return ""
}

// unreadRule judges answers whose bytes are not at hand.
func unreadRule(l *look) finding {
	s := l.e.Status()
	switch {
	case s == http.StatusNoContent || s == http.StatusResetContent:
		return found(Soft404, 0.9, "no-content", "status %d: success, and nothing to show", s)
	case l.page != nil:
		return saw("%d words of %s", l.page.Words, l.page.Kind)
	case l.e.Body.Unchanged && l.e.Prior != nil:
		return found(OK, 0.7, "unchanged", "the bytes are those of the last visit, and a good snapshot is kept")
	case l.e.Body.Unchanged:
		return found(Temporary, 0.3, "unread", "the bytes are those of the last visit, which are not at hand")
	case s == 0:
		return found(Temporary, 0, "not-visited", "nothing was asked")
	}
	return found(OK, 0.3, "unread", "status %d; what the page says was not read", s)
}
