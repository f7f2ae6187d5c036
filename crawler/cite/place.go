package cite

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// places is the addresses of t, with where they stand in the file and which of
// them lead to archived copies.
func places(t *Text) []place {
	links, found := t.Links, Addresses(t)
	out := make([]place, 0, len(found))
	for _, f := range found {
		p := place{Found: f, address: t.Source(f.Start, f.End)}
		if f.Link {
			for len(links) > 0 && (links[0].Start < f.Start || strings.TrimSpace(links[0].URL) != f.URL && links[0].Start <= f.Start) {
				links = links[1:]
			}
			if len(links) > 0 && strings.TrimSpace(links[0].URL) == f.URL && !links[0].Address.IsZero() {
				p.address = links[0].Address
			}
		}
		if original, date, ok := UnwrapArchive(f.URL); ok {
			p.archive = &Archive{URL: f.URL, Original: original, Date: date, Address: p.address}
		}
		out = append(out, p)
	}
	return out
}

// intro is the phrase before an address.
var intro = regexp.MustCompile(`(?i)(?:^|[\s,;(\[.:\x03])((?:also\s)?(?:(?:freely\s|publicly\s)?(?:available|accessible|accessed|found|posted|published|viewable|downloadable)(?:\sonline)?(?:\s(?:at|from|on|via|here|in))?|` +
	`retrieved(?:\sfrom)?|online(?:\s(?:at|version))?|archived(?:\scopy)?(?:\sfrom\sthe\soriginal)?(?:\s(?:at|as))?|from|at|url|uri|link|web|via|` +
	`disponible(?:\sen(?:\sligne)?)?(?:\s(?:sur|à|en|a\stravés\sde))?|en\sligne|en\slínea|accesible\sen|recuperado\sde|obtenido\sde|disponibile(?:\s(?:su|a))?|disponível\sem|` +
	`verfügbar(?:\s(?:unter|auf))?|abrufbar(?:\s(?:unter|auf))?|online\sunter|unter|` +
	`url-адрес|режим\sдоступа|доступно(?:\s(?:по\sадресу|на|по))?|доступно|электронный\sресурс|` +
	`հասանելի\sէ|հասանելի|հղումը?|` +
	`载于|載於|网址|網址|链接|連結|可访问|` +
	`متاح\s(?:على|في)|متوفر\s(?:على|في)|الرابط|` +
	`זמין\s(?:ב|בכתובת|באתר)|נגיש\sב|erişim(?:\sadresi)?|διαθέσιμο\s(?:στο|στη\sδιεύθυνση)|ხელმისაწვდომია)` +
	`)\s?[:：՝]?\s*[(<\[]?\s*$`)

// addresses reads the address of the entry and the copies that it names.
func (e *entry) addresses() {
	for i := range e.places {
		p := &e.places[i]
		if p.archive != nil {
			e.c.Archives = append(e.c.Archives, *p.archive)
			e.strikePlace(p)
			continue
		}
		if e.c.URL != "" || e.c.Lost {
			continue
		}
		e.cite(p)
	}
	if e.c.URL == "" && !e.c.Lost && len(e.c.Archives) > 0 {
		// The copy is all that is cited: it is the source's address.
		for i := range e.places {
			if e.places[i].archive != nil {
				e.cite(&e.places[i])
				break
			}
		}
	}
}

// cite makes p the address of the citation.
func (e *entry) cite(p *place) {
	e.c.URL, e.c.Lost, e.c.Address = p.URL, p.Lost, p.address
	e.c.Assumed, e.c.Repaired, e.c.Alternatives = p.Assumed, p.Repaired, p.Alternatives
	if phrase := e.strikePlace(p); phrase != "" {
		e.c.Intro = phrase
	}
}

// strikePlace marks an address as read, with its brackets and the phrase before
// it, which it returns.
func (e *entry) strikePlace(p *place) string {
	r := Range{p.Outer.Start, max(p.Outer.End, p.Outer.Start+1)}
	from := max(0, r.Start-80)
	for from < r.Start && !utf8.RuneStart(e.w[from]) {
		from++
	}
	phrase := ""
	if m := intro.FindSubmatchIndex(e.w[from:r.Start]); m != nil {
		phrase = e.raw(Range{from + m[2], from + m[3]})
		r.Start = from + m[2]
	}
	e.strike(r)
	if g := e.group(r); g.Start < g.End && strings.Trim(string(e.w[g.Start+1:g.End-1]), " ,:\x03)") == "" {
		e.strike(g)
	}
	return phrase
}

// visited are the words before the date on which the author saw the source.
var visited = regexp.MustCompile(`(?i)(?:(?:last|date)\s(?:visited|accessed|viewed|checked|retrieved|consulted|access)|(?:accessed|retrieved|visited|viewed|access\sdate|date\sof\saccess)(?:\son)?|` +
	`consultée?s?(?:\sle)?|(?:dernière\s)?(?:consultation|visite)(?:\sle)?|page\sconsultée(?:\sle)?|(?:date\sd[’']accès|accédé)(?:\sle)?|` +
	`(?:zuletzt\s)?(?:abgerufen|aufgerufen|besucht|geprüft|eingesehen)(?:\sam)?|abruf(?:datum)?|zugriff(?:\sam)?|(?:letzter|zuletzt)\s(?:zugriff|abruf|aufruf)(?:\sam)?|stand|` +
	`(?:última\s)?(?:consultad[oa]|consulta|visita|acceso|accedido|revisad[oa])(?:\s(?:el|en))?|fecha\sde\s(?:consulta|acceso)|(?:ultimo\saccesso|consultato|acesso\sem|acessado\sem)(?:\sil)?|` +
	`(?:дата\s)?(?:обращени[яе]|доступа|просмотра|посещения|звернення)|(?:доступ|последнее\sобращение|проверено|просмотрено)|` +
	`(?:վերջին\s)?(?:այցելություն|հասանելի(?:\sէ)?|ստուգված\sէ|մուտք|դիտում|այցելվել\sէ|դիտված\sէ|դիտվել\sէ|մուտք)(?:ը|ի\sամսաթիվը?)?|այցելության\sամսաթիվը?|` +
	`(?:最后|最後)?(?:访问|訪問|浏览|瀏覽|检索|存取|查阅)(?:日期|时间|時間|日|于|於)?|(?:閲覧日|アクセス日|最終閲覧日?|最終アクセス)|(?:접속일|검색일|최종접속일?)|` +
	`(?:تاريخ\s)?(?:الاطلاع|الدخول|الوصول|الزيارة|اطلع\sعليه|آخر\sزيارة|تمت\sالزيارة)(?:\s(?:في|عليه|بتاريخ))?|آخر\s(?:زيارة|دخول|اطلاع)(?:\s(?:في|بتاريخ))?|` +
	`(?:נצפה|אוחזר|נבדק|כניסה\sאחרונה|נכנס|ביקור\sאחרון|נדלה|תאריך\s(?:כניסה|גישה))(?:\s?(?:ב-?|לאחרונה))*|` +
	`erişim(?:\starihi)?|son\serişim|πρόσβαση(?:\sστις)?|τελευταία\s(?:πρόσβαση|επίσκεψη)|ნანახია|geraadpleegd(?:\sop)?|dostęp|hämtad|besökt)[\s:：՝,\-־]*$`)

// captured are the words before the date on which a copy was made.
var captured = regexp.MustCompile(`(?i)(?:archived|archivé|archiviert|archivado|архивировано|архив)(?:\sfrom\sthe\soriginal)?(?:\s(?:on|le|am|el|от))?[\s:,]*$`)

// seenAfter are the words after the date on which the author saw the source.
var seenAfter = regexp.MustCompile(`^[\s,]*(?:abgerufen|閲覧|アクセス|访问|訪問|最后访问|tarihinde erişildi|erişim|접속|에 접속)`)

// visitedEnds are the words that the phrases above end with, in Latin script:
// a cheap test before the pattern.
var visitedEnds = wordSet(`visited accessed viewed checked retrieved consulted access on consultée consulté consultées consultés le
	consultation visite accès accédé am abgerufen aufgerufen besucht geprüft eingesehen abruf abrufdatum zugriff aufruf stand
	el en consultado consultada consulta visita acceso accedido revisado revisada accesso consultato em il erişim tarihi geraadpleegd op dostęp hämtad besökt`)

// findVisited is where the words of access stand that before ends with.
func findVisited(before []byte) []int {
	trimmed := bytes.TrimRight(before, " :,-\x03：՝־")
	last, _ := utf8.DecodeLastRune(trimmed)
	if !unicode.IsLetter(last) {
		return nil
	}
	if last < 0x250 {
		word := trimmed[bytes.LastIndexAny(trimmed, " (,.;:[\x03")+1:]
		if !visitedEnds[strings.ToLower(string(word))] {
			return nil
		}
	}
	m := visited.FindIndex(before)
	if m == nil || !wordStart(before, m[0]) {
		return nil
	}
	return m
}

// accessed reads when the author saw the source and when a copy was made.
func (e *entry) accessed() {
	for i := range e.dates {
		d := &e.dates[i]
		from := max(0, d.Start-60)
		for from < d.Start && !utf8.RuneStart(e.w[from]) {
			from++
		}
		before := e.w[from:d.Start]
		if m := findVisited(before); m != nil {
			if e.c.Accessed.Raw == "" {
				e.c.Accessed = d.Date
			}
			e.strikeGroup(Range{from + m[0], d.End})
			d.Raw = ""
			continue
		}
		if seenAfter.Match(e.w[d.End:]) || e.inBrackets(d.Range) {
			e.c.Accessed = d.Date
			e.strikeGroup(d.Range)
			d.Raw = ""
			continue
		}
		if !bytes.Contains(before, []byte("rchiv")) && !bytes.Contains(before, []byte("рхив")) {
			continue
		}
		if m := captured.FindIndex(before); m != nil {
			e.strikeGroup(Range{from + m[0], d.End})
			if n := len(e.c.Archives); n > 0 && e.c.Archives[n-1].Date == "" {
				e.c.Archives[n-1].Date = d.ISO
			}
			d.Raw = ""
		}
	}
}

// inBrackets reports whether the date at r stands alone in square brackets
// after the address, as German notes give the day of access.
func (e *entry) inBrackets(r Range) bool {
	g := e.group(r)
	return g.End-g.Start == r.End-r.Start+2 && e.w[g.Start] == '[' && len(e.places) > 0 && e.places[0].Outer.End <= g.Start
}

// wordStart reports whether a word starts at i.
func wordStart(s []byte, i int) bool {
	r, _ := utf8.DecodeLastRune(s[:i])
	return i == 0 || !isWordRune(r) || isHan(r)
}
