package verdict

import (
	"strconv"
	"strings"
	"unicode"
)

// numberWords has the words that tell one title of a series from the next. "One"
// is not among them: it is an article in half of these languages.
var numberWords = func() map[string]int {
	m := map[string]int{}
	for _, list := range []string{
		"two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
		"zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
		"deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dixsept dixhuit dixneuf vingt",
		"dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte",
		"due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti",
		"dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove vinte",
		"twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig",
		"tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo",
		"to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve",
		"dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec",
		"два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
		"second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
		"zweite dritte vierte funfte sechste siebte achte neunte zehnte elfte zwolfte",
		"zweiter dritter vierter funfter sechster siebter achter neunter zehnter",
		"deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme",
		"segundo tercero cuarto quinto sexto septimo octavo noveno decimo",
		"secondo terzo quarto quinto sesto settimo ottavo nono decimo",
		"ii iii iv - - vii viii ix - xi xii xiii xiv xv xvi xvii xviii xix xx",
	} {
		for i, w := range strings.Fields(list) {
			// The lists begin with two; a dash keeps the place of a word that is
			// a letter, or means another thing more often.
			if w = fold(w); w != "" {
				m[w] = 2 + i
			}
		}
	}
	for w := range strings.FieldsSeq("first erste erster premiere premier primero primera primo prima") {
		m[w] = 1
	}
	for w := range strings.FieldsSeq("to due once onze sex ni ti fire sei dos elf fem otto") {
		delete(m, w)
	}
	return m
}()

// numbers are those of a folded text, as digits and as words.
func numbers(folded string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(folded) {
		if n, ok := numberWords[w]; ok {
			out[strconv.Itoa(n)] = true
			continue
		}
		addDigits(out, w)
	}
	return out
}

// addDigits puts the runs of digits of a word into a set.
func addDigits(out map[string]bool, w string) {
	var run strings.Builder
	end := func() {
		if run.Len() > 0 {
			if s := strings.TrimLeft(run.String(), "0"); s != "" {
				out[s] = true
			} else {
				out["0"] = true
			}
			run.Reset()
		}
	}
	for _, r := range w {
		if !unicode.IsDigit(r) {
			end()
			continue
		}
		run.WriteByte('0' + byte(digitOf(r)))
	}
	end()
}

// digitOf is the value of a decimal digit of any script: they stand in tens.
func digitOf(r rune) int {
	n := 0
	for n < 9 && unicode.IsDigit(r-1) {
		r--
		n++
	}
	return n
}

// hasNumber reports whether n is in a set; years may be short, as in "2015/16".
func hasNumber(set map[string]bool, n string) bool {
	if set[n] {
		return true
	}
	switch len(n) {
	case 4:
		return set[n[2:]]
	case 2:
		return set["19"+n] || set["20"+n]
	}
	return false
}
