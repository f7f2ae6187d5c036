package cite

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bodyWords are words by which the name of a body is known, in lower case.
var bodyWords = wordSet(`
	press desk ministry union board committee commission council court agency office department bureau institute
	institution university college school association society organization organisation organizations foundation fund centre center group
	network service services bank company corporation corp inc ltd llc plc gmbh ag authority government parliament
	senate congress assembly house nations states federation league party coalition alliance trust library museum archive archives
	news times post journal tribune herald gazette editors editorial staff team reporters correspondent correspondents newsroom
	watch international amnesty reuters bbc cnn unesco unicef osce who imf nato eu un ngo project programme program initiative
	guardian telegraph independent courier lantern observer daily weekly today express standard mirror chronicle digest magazine review radio television tv channel media broadcasting wikipedia
	observatory laboratory lab labs academy church police army navy forces administration secretariat tribunal chamber club
	ministère ministerio ministero ministerium bundesministerium bundesamt bundesregierung auswärtiges amt kommission rat verband verein
	gesellschaft universität universidad université università instituto institut istituto consejo comité comisión commission conseil
	assemblée asamblea banco agencia agence agenzia redaktion rédaction redacción redazione stiftung fundación fondation
	министерство комитет комиссия совет союз институт университет агентство редакция правительство служба центр фонд
	ассоциация общество организация партия федерация управление академия банк суд дума
	նախարարություն նախարարութիւն կոմիտե հանձնաժողով խորհուրդ միություն ինստիտուտ համալսարան կառավարություն ծառայություն կենտրոն հիմնադրամ
	وزارة لجنة مجلس جامعة معهد منظمة وكالة مركز هيئة اتحاد مؤسسة حكومة جمعية
	משרד ועדת ועד מועצת אוניברסיטת מכון ארגון סוכנות מרכז רשות האגודה איגוד מערכת הלמ״ס בנק
	bakanlığı kurumu kurulu komisyonu komitesi derneği vakfı üniversitesi başkanlığı ajansı birliği`)

// bodySigns are the endings by which a Chinese, Japanese or Korean body is known.
var bodySigns = []string{
	"部", "局", "社", "会", "會", "委", "报", "報", "网", "網", "院", "署", "厅", "廳", "台", "臺", "所", "国", "國", "中心", "大学", "大學", "公司", "政府", "组织", "組織", "省", "庁", "청", "부", "회", "원", "통신", "위원회", "大使馆", "编辑", "記者", "记者",
}

// particles are words in lower case that belong to names of persons.
var particles = wordSet(`de van von der den del della di da dos das du le la les el al bin ibn ben ter ten zu zur af y e i bint abu og av dal degli lo st`)

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

// andOthers are the ways to leave further authors out.
var andOthers = regexp.MustCompile(`(?i)[,،]?\s*(?:\bet\s+al\b\.?|\bet alii\b|\bu\.\s?a\.|\by otros\b|\be altri\b|\band others\b|\bi in\.|\bve diğerleri\b|\bvd\.|и\s+др(?:угие|\.)?|та ін\.|և\s+ուրիշներ|և\s+այլք|وآخرون|ואח['׳’]|等人?|ほか)\s*$`)

// roles are what stands after the name of one who is not simply the author.
var roles = regexp.MustCompile(`(?i)[,\s]*(?:\((?:eds?|hg|hrsg|dir|coord|comp|trans|red|ред|сост)s?\.?\)|\beds?\.|\(hrsg\.\)|\(hg\.\)|\beditors?\b|\btranslators?\b|，?[编編]|著)\s*$`)

// betweenAuthors are the words and marks between two authors.
var betweenAuthors = regexp.MustCompile(`\s*(?:[,;،؛]\s*(?:and|&|und|et|y|e|и|և|ve|og|och|i|en)\s+|\s(?:and|&|und|et|y|e|и|і|та|և|եւ|ու|ve|og|och|en|και|და)\s+|[;؛、]\s*|[,،]\s+|，\s*|\sו(?:-|־)?|\sو\s*|·\s+|和|与|與)\s*`)

var initials = regexp.MustCompile(`^(?:\p{Lu}[.․]?[- ]?){1,4}$`)

// maxNames bounds a list of names, in characters.
const maxNames = 300

// parseAuthors reads the names in s. It gives nil when s is not wholly made of
// names.
func parseAuthors(s string) []Author {
	// What is much longer is not even cleaned: callers try many beginnings of a text.
	if len(s) > 16*maxNames {
		return nil
	}
	s = cleanNames(s)
	if s == "" || utf8.RuneCountInString(s) > maxNames {
		return nil
	}
	parts := betweenAuthors.Split(s, -1)
	if len(parts) > 1 {
		if a := persons(parts); a != nil {
			return a
		}
	}
	if isPerson(s) {
		return []Author{{Name: s}}
	}
	if isBody(s) {
		if a := bodies(parts); a != nil {
			return a
		}
		return []Author{{Name: s, Organization: true}}
	}
	if a := bodies(parts); a != nil {
		return a
	}
	return nil
}

// cleanNames takes off what is around names but no part of them.
func cleanNames(s string) string {
	s = strings.Trim(Fold(s), " ,:;–—，：、،՝")
	for strings.HasSuffix(s, " .") {
		s = strings.TrimRight(s, " .")
	}
	for _, by := range []string{"By ", "by ", "Von ", "Par ", "Por "} {
		s = strings.TrimPrefix(s, by)
	}
	for {
		t := andOthers.ReplaceAllString(s, "")
		t = roles.ReplaceAllString(t, "")
		t = strings.TrimRight(t, " ,:;")
		if t == s {
			break
		}
		s = t
	}
	if strings.HasSuffix(s, ".") && !initials.MatchString(lastWord(s)) && !strings.Contains(strings.TrimSuffix(lastWord(s), "."), ".") {
		switch strings.ToLower(lastWord(s)) {
		case "jr.", "sr.", "inc.", "ltd.", "corp.", "co.", "bros.":
		default:
			s = strings.TrimSuffix(s, ".")
		}
	}
	return s
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// persons reads parts as names of persons, family names first where a single
// word is followed by given names or initials.
func persons(parts []string) []Author {
	var out []Author
	for i := 0; i < len(parts); i++ {
		p := strings.TrimSpace(parts[i])
		if p == "" {
			continue
		}
		if p == "Jr." || p == "Sr." || p == "Jr" || p == "III" {
			if len(out) == 0 {
				return nil
			}
			out[len(out)-1].Name += ", " + p
			continue
		}
		if first, _ := utf8.DecodeRuneInString(p); i+1 < len(parts) && !isHan(first) && isFamily(p) {
			given := strings.TrimSpace(parts[i+1])
			if isGiven(given) {
				out = append(out, Author{Name: given + " " + p})
				i++
				continue
			}
		}
		if !isPerson(p) && !(len(parts) > 1 && vancouverName.MatchString(p)) {
			return nil
		}
		out = append(out, Author{Name: p})
	}
	return out
}

// bodies reads parts as names of which each is a body or a person, with a body
// at least among them.
func bodies(parts []string) []Author {
	var out []Author
	for _, p := range parts {
		p = strings.TrimSpace(p)
		switch {
		case isPerson(p):
			out = append(out, Author{Name: p})
		case isBody(p) && (len(parts) == 1 || strings.Contains(p, " ") || isAcronym(p)):
			out = append(out, Author{Name: p, Organization: true})
		case len(parts) == 1 && isName(p) && !strings.ContainsAny(p, "0123456789/"):
			out = append(out, Author{Name: p, Organization: true})
		default:
			return nil
		}
	}
	return out
}

// isFamily reports whether s can be a family name before a comma.
func isFamily(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 3 || isBody(s) {
		return false
	}
	for _, w := range words[:len(words)-1] {
		if !particles[strings.ToLower(w)] && !strings.HasSuffix(w, "-") {
			return false
		}
	}
	return isNameWord(words[len(words)-1]) && !initials.MatchString(words[len(words)-1])
}

// isGiven reports whether s can be given names after "Family, ".
func isGiven(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 4 || isBody(s) {
		return false
	}
	if initials.MatchString(s) {
		return true
	}
	for i, w := range words {
		if !isNameWord(w) && !initials.MatchString(w) && !(i > 0 && particles[w]) {
			return false
		}
	}
	return len(words) == 1 || initials.MatchString(words[len(words)-1])
}

var vancouverName = regexp.MustCompile(`^\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)? \p{Lu}{1,3}$`)

// isPerson reports whether s has the shape of a person's full name.
func isPerson(s string) bool {
	if isBody(s) {
		return false
	}
	if han := hanName(s); han != 0 {
		return han > 0
	}
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 6 || articles[strings.ToLower(words[0])] && isASCII(words[0]) {
		return false
	}
	names := 0
	for i, w := range words {
		switch {
		case initials.MatchString(w):
			if !strings.ContainsAny(w, ".․") && utf8.RuneCountInString(w) > 1 && i == 0 {
				return false
			}
		case isNameWord(w):
			names++
		case particles[w] || particles[strings.ToLower(strings.TrimSuffix(w, "-"))] && i < len(words)-1:
		case i == len(words)-1 && (w == "Jr." || w == "Sr."):
		default:
			return false
		}
	}
	return names > 0
}

// hanName is 1 when s is a person's name in East Asian script, -1 when it is in
// that script and none, 0 when it is in another script.
func hanName(s string) int {
	letters := 0
	for _, r := range s {
		if r == '·' || r == ' ' || r == '•' {
			continue
		}
		if !isHan(r) && !unicode.In(r, unicode.Hangul, unicode.Katakana, unicode.Hiragana) && r != 'ー' {
			return 0
		}
		letters++
	}
	limit := 4
	if strings.ContainsAny(s, "·•") {
		limit = 16
	}
	if letters >= 2 && letters <= limit {
		return 1
	}
	return -1
}

// isNameWord reports whether w is a word of a name: with a capital, or in a
// script that has none.
func isNameWord(w string) bool {
	for _, prefix := range []string{"d’", "d'", "al-", "el-", "o’"} {
		w = strings.TrimPrefix(w, prefix)
	}
	first, n := utf8.DecodeRuneInString(w)
	if n == 0 || !unicode.IsLetter(first) || unicode.IsLower(first) {
		return false
	}
	for _, r := range w[n:] {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("-’'‑.׳״՛", r) {
			return false
		}
	}
	// A person's name is not written in capitals alone, unless shortly.
	return !isAcronym(w)
}

// isAcronym reports whether w is made of several capitals.
func isAcronym(w string) bool {
	n := 0
	for _, r := range w {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n > 1 && n <= 6
}

// documentWords begin titles of documents, which may name a body too: "Charter
// of the United Nations".
var documentWords = wordSet(`charter convention treaty act law code constitution regulation directive protocol agreement resolution statement report declaration decision minutes press charte traité règlement directive vertrag verordnung richtlinie gesetz bericht carta tratado reglamento directiva ley informe устав конвенция договор закон доклад`)

// articles begin names of outlets and of no person.
var articles = wordSet(`the le la les el los las der die das il lo an`)

// isBody reports whether s has a word that names of bodies have.
func isBody(s string) bool {
	for i, w := range strings.Fields(s) {
		if i == 0 && documentWords[strings.ToLower(w)] && strings.Contains(s, " of ") {
			return false
		}
		w = strings.ToLower(strings.Trim(w, ".,’'()\"“”"))
		w, _, _ = strings.Cut(w, "’")
		if bodyWords[w] {
			return true
		}
	}
	if r, _ := utf8.DecodeLastRuneInString(s); isHan(r) || unicode.Is(unicode.Hangul, r) {
		for _, sign := range bodySigns {
			if strings.HasSuffix(s, sign) && utf8.RuneCountInString(s) > 2 {
				return true
			}
		}
	}
	return false
}

// smallWords are words that a name has in lower case.
var smallWords = wordSet(`of the for and & on in at to und für der die das des de la le les du et del y para pour sur dos das e da di della degli dei van het voor по и в на`)

// isName reports whether s may be the name of a body or outlet: words with
// capitals, numbers, and small words between them.
func isName(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 10 || smallWords[strings.ToLower(words[len(words)-1])] || articles[strings.ToLower(s)] {
		return false
	}
	for i, w := range words {
		first := firstRune(strings.TrimLeft(w, "(“\"«’'"))
		if unicode.IsLower(first) && !(i > 0 && smallWords[w]) && strings.ToLower(w) == w {
			return false
		}
		if !unicode.IsLetter(first) && !unicode.IsDigit(first) && first != '&' && first != '+' {
			return false
		}
	}
	return true
}
