package cite

import (
	"strings"
)

// fromMonth reads "October 9, 2020", "Oct. 2020", "Spring 2020".
func (d *dateReader) fromMonth() (y, m, day int, ok bool) {
	if seasons[strings.ToLower(d.peek().text)] {
		d.at++
		y, ok = d.yearAfter()
		return y, 0, 0, ok
	}
	if m = d.month(); m == 0 {
		return
	}
	save := d.at
	if p := d.peek(); p.day() {
		d.at++
		d.ordinal()
		d.toDay()
		if y, ok = d.yearAfter(); ok {
			return y, m, p.num, true
		}
		d.at = save
	}
	if save = d.at; d.accept("–", "-", "/") && d.month() == 0 {
		d.at = save
	}
	y, ok = d.yearAfter()
	return y, m, 0, ok
}

// fromDay reads "9 October 2020", "9. Oktober 2020", "9 de octubre de 2020".
func (d *dateReader) fromDay() (y, m, day int, ok bool) {
	day = d.peek().num
	d.at++
	d.ordinal()
	if d.peek().glued {
		d.accept(".")
	}
	d.toDay()
	d.accept(".")
	d.accept("de", "of", "di", "ב")
	if m = d.month(); m == 0 {
		return
	}
	y, ok = d.yearAfter()
	return y, m, day, ok
}

// numeric reads "9.10.2020" and "09/10/2020". Where both numbers could be the
// month, only the dotted form tells which is which: day first.
func (d *dateReader) numeric() (y, m, day int, ok bool) {
	save := d.at
	a := d.peek()
	d.at++
	sep := d.peek().text
	if sep != "." && sep != "/" && sep != "-" {
		d.at = save
		return
	}
	d.at++
	b := d.peek()
	d.at++
	if d.peek().text != sep || b.digits == 0 || b.digits > 2 {
		d.at = save
		return
	}
	d.at++
	c := d.peek()
	if !c.year() || !c.glued && sep != "." {
		d.at = save
		return
	}
	d.at++
	switch {
	case b.month() && (sep == "." || !a.month() || a.num == b.num):
		m, day = b.num, a.num
	case a.month() && b.day() && !b.month():
		m, day = a.num, b.num
	case !a.month() || !b.month():
		d.at = save
		return
	}
	d.yearWord()
	return c.num, m, day, true
}

// fromYear reads "2020-10-09", "2020, October 9", "2020 թ. հոկտեմբերի 15",
// "2020年10月15日" and a year alone.
func (d *dateReader) fromYear() (y, m, day int, ok bool) {
	y = d.peek().num
	d.at++
	after := d.at
	if sep := d.peek(); sep.glued && (sep.text == "-" || sep.text == "/" || sep.text == "." || sep.text == "‑") {
		d.at++
		p := d.peek()
		if p.glued && p.month() && p.digits == 2 || p.month() && sep.text != "-" && p.glued {
			d.at++
			short := d.at
			if d.peek().glued && d.accept(sep.text) && d.peek().glued && d.peek().day() {
				day = d.peek().num
				d.at++
				return y, p.num, day, true
			}
			if d.at = short; sep.text == "-" && p.digits == 2 && !d.continues() {
				return y, p.num, 0, true
			}
		}
		d.at = after
	}
	if d.accept("年", "년") {
		after = d.at
		if p := d.peek(); p.month() {
			d.at++
			if d.accept("月", "월") {
				after = d.at
				if q := d.peek(); q.day() {
					d.at++
					if d.accept("日", "일", "號", "号") {
						return y, p.num, q.num, true
					}
				}
				d.at = after
				return y, p.num, 0, true
			}
		}
		d.at = after
		return y, 0, 0, true
	}
	d.yearWord()
	after = d.at
	if d.peek().text == "." && d.peek().glued {
		d.at++
	}
	d.accept(",", "-ի")
	if d.at < len(d.parts) {
		if m = d.month(); m > 0 {
			afterMonth := d.at
			if p := d.peek(); p.day() {
				d.at++
				next := d.peek()
				if !next.year() && !(next.glued && next.text == ":") {
					d.ordinal()
					return y, m, p.num, true
				}
			}
			d.at = afterMonth
			// "2020, May 2021" is two dates.
			if !d.peek().year() {
				return y, m, 0, true
			}
		}
	}
	d.at = after
	return y, 0, 0, true
}
