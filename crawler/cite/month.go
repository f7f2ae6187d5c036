package cite

import "strings"

// monthNames lists the names of the months, one line a month from January,
// full and short forms in the tongues that the grammar reads, in lower case
// and without the full stop of an abbreviation.
const monthNames = `
january jan januar jänner jän janvier janv enero ene gennaio genn gen janeiro janv. januari января январь янв січня січень stycznia styczeń sty ocak oca հունվար հունվարի հունվարին հնվ يناير ינואר ιανουαρίου ιανουάριος იანვარი იანვარს ledna leden január ianuarie
february feb februar febr février févr fév febrero febbraio febb fevereiro fev februari февраля февраль фев февр лютого лютий lutego luty lut şubat şub փետրվար փետրվարի փետրվարին փտր فبراير פברואר φεβρουαρίου φεβρουάριος თებერვალი თებერვალს února únor február februarie
march mar märz mär mrz mars marzo março maart марта март мар березня березень marca marzec mart մարտ մարտի մարտին مارس מרץ מרס μαρτίου μάρτιος მარტი მარტს března březen március martie
april apr avril avr abril abr aprile апреля апрель апр квітня квітень kwietnia kwiecień kwi nisan nis ապրիլ ապրիլի ապրիլին ապր أبريل ابريل אפריל απριλίου απρίλιος აპრილი აპრილს dubna duben április aprilie
may mai mayo maggio mag maio mei мая май травня травень maja maj mayıs մայիս մայիսի մայիսին مايو מאי μαΐου μάιος მაისი მაისს května květen május
june jun juni juin junio giugno giu junho июня июнь июн червня червень czerwca czerwiec cze haziran haz հունիս հունիսի հունիսին հնս يونيو יוני ιουνίου ιούνιος ივნისი ივნისს června červen június iunie
july jul juli juillet juil julio luglio lug julho июля июль июл липня липень lipca lipiec lip temmuz tem հուլիս հուլիսի հուլիսին հլս يوليو יולי ιουλίου ιούλιος ივლისი ივლისს července červenec július iulie
august aug août aout agosto ago augustus augusti августа август авг серпня серпень sierpnia sierpień sie ağustos ağu օգոստոս օգոստոսի օգոստոսին օգս أغسطس اغسطس אוגוסט αυγούστου αύγουστος აგვისტო აგვისტოს srpna srpen augusztus
september sep sept septembre septiembre setiembre settembre sett set setembro сентября сентябрь сен сент вересня вересень września wrzesień wrz eylül eyl սեպտեմբեր սեպտեմբերի սեպտեմբերին սեպ سبتمبر ספטמבר σεπτεμβρίου σεπτέμβριος სექტემბერი სექტემბერს září szeptember septembrie
october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт жовтня жовтень października październik paź ekim eki հոկտեմբեր հոկտեմբերի հոկտեմբերին հոկ հոկտ أكتوبر اكتوبر אוקטובר οκτωβρίου οκτώβριος ოქტომბერი ოქტომბერს října říjen október octombrie
november nov novembre noviembre novembro ноября ноябрь ноя нояб листопада листопад listopada listopad lis kasım kas նոյեմբեր նոյեմբերի նոյեմբերին նոյ نوفمبر נובמבר νοεμβρίου νοέμβριος ნოემბერი ნოემბერს listopadu noiembrie
december dec dezember dez décembre déc diciembre dic dicembre dezembro декабря декабрь дек грудня грудень grudnia grudzień gru aralık ara դեկտեմբեր դեկտեմբերի դեկտեմբերին դեկ ديسمبر דצמבר δεκεμβρίου δεκέμβριος დეკემბერი დეკემბერს prosince prosinec decembrie
`

// levantMonths are the Arabic months of two words, and those of the Levant.
var levantMonths = map[string]int{
	"كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7,
	"آب": 8, "أيلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
}

var monthNumbers = func() map[string]int {
	m := map[string]int{}
	for i, line := range strings.Split(strings.TrimSpace(monthNames), "\n") {
		for _, name := range strings.Fields(line) {
			m[strings.TrimSuffix(name, ".")] = i + 1
		}
	}
	for name, n := range levantMonths {
		m[name] = n
	}
	return m
}()

// monthNumber is the month that word names, or 0.
func monthNumber(word string) int {
	word = strings.ToLower(word)
	if n := monthNumbers[word]; n != 0 {
		return n
	}
	// Hebrew writes "in October" as one word.
	if rest, ok := strings.CutPrefix(word, "ב"); ok {
		return monthNumbers[rest]
	}
	return 0
}

var seasons = map[string]bool{
	"spring": true, "summer": true, "autumn": true, "fall": true, "winter": true,
	"frühjahr": true, "sommer": true, "herbst": true, "printemps": true, "été": true,
	"automne": true, "hiver": true, "primavera": true, "verano": true, "otoño": true,
}
