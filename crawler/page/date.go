package page

import (
	"strconv"
	"strings"
	"time"
)

// The layouts of dates that have a time of day, and of those that have none.
var (
	timeLayouts = []string{
		"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700",
		"2006-01-02T15:04:05", "2006-01-02T15:04",
		"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05 MST", "2006-01-02 15:04:05", "2006-01-02 15:04",
		"2006/01/02 15:04:05", "2006/01/02 15:04", "20060102T150405Z0700", "20060102T150405", "20060102150405",
		time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", time.RFC850, time.ANSIC, time.UnixDate,
		"Mon Jan _2 15:04:05 -0700 2006", "2 January 2006 15:04", "January 2, 2006 15:04", "January 2, 2006 3:04 PM", "Jan 2, 2006 3:04 PM",
		"02.01.2006 15:04:05", "02.01.2006 15:04", "02.01.2006, 15:04",
	}
	dayLayouts = []string{
		"2006-1-2", "2006/1/2", "2006.1.2", "20060102", "2006-01", "2006/01", "2006",
		"2.1.2006", "2 January 2006", "2 Jan 2006", "2 Jan. 2006", "January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006", "January 2006", "Jan 2006",
		"Monday, January 2, 2006", "Monday, 2 January 2006", "Mon, 2 Jan 2006", "Mon, Jan 2, 2006", "2-Jan-2006", "2006年1月2日", "2006年01月02日",
	}
)

// parseDate reads a date as metadata give it; day is set when it has no time.
func parseDate(s string) (at time.Time, day, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) < 4 || len(s) > 60 || s[0] != '-' && !strings.ContainsAny(s, "0123456789") {
		return at, false, false
	}
	if at, ok = unixDate(s); ok {
		return at, false, true
	}
	if digits := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }); digits < 0 && len(s) != 4 && len(s) != 8 && len(s) != 14 {
		return at, false, false
	}
	for _, l := range dayLayouts {
		if at, err := time.Parse(l, s); err == nil {
			return at, true, sane(at)
		}
	}
	for _, l := range timeLayouts {
		if at, err := time.Parse(l, s); err == nil {
			return at.UTC(), false, sane(at)
		}
	}
	if at, ok = slashDate(s); ok {
		return at, true, sane(at)
	}
	// A zone, a weekday or a second date may follow that no layout knows.
	if len(s) > 10 && s[4] == '-' && s[7] == '-' {
		if at, err := time.Parse("2006-01-02", s[:10]); err == nil {
			return at, true, sane(at)
		}
	}
	return at, false, false
}

// sane tells of years that a work can be of.
func sane(at time.Time) bool { return at.Year() >= 1000 && at.Year() < 2200 }

// unixDate reads seconds or milliseconds since 1970.
func unixDate(s string) (time.Time, bool) {
	if len(s) != 10 && len(s) != 13 {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 {
		return time.Time{}, false
	}
	if len(s) == 13 {
		return time.UnixMilli(n).UTC(), true
	}
	return time.Unix(n, 0).UTC(), true
}

// slashDate reads 31/12/2006 and 12/31/2006, but not 02/01/2006, which is one
// day in London and another in New York.
func slashDate(s string) (time.Time, bool) {
	part := strings.Split(s, "/")
	if len(part) != 3 || len(part[2]) != 4 {
		return time.Time{}, false
	}
	a, err1 := strconv.Atoi(part[0])
	b, err2 := strconv.Atoi(part[1])
	year, err3 := strconv.Atoi(part[2])
	switch {
	case err1 != nil || err2 != nil || err3 != nil || a < 1 || b < 1:
		return time.Time{}, false
	case a > 12 && a <= 31 && b <= 12:
		a, b = b, a
	case b > 12 && b <= 31 && a <= 12 || a == b && a <= 12:
	default:
		return time.Time{}, false
	}
	at := time.Date(year, time.Month(a), b, 0, 0, 0, 0, time.UTC)
	return at, at.Day() == b
}
