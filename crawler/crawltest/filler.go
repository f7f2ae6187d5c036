package crawltest

import (
	"hash/fnv"
	"math/rand/v2"
	"strings"
)

// vocabulary is what filler is made of, by language. The words say nothing, so
// that no rule about wording can meet them.
var vocabulary = map[string][]string{
	"en": strings.Fields("river bridge winter boats council slowly evening between stones carried letter garden " +
		"because summer village always window the the the and and of of in to with after under timber narrow ferry " +
		"market old grey seven twelve people road spring harvest wooden tower bread quiet morning lantern mill " +
		"orchard wall painted sold walked asked heard built wrote kept told north valley island cloth rain wheel"),
	"de": strings.Fields("Fluss Brücke Winter Boote langsam Abend zwischen Steine trug Brief Garten weil Sommer Dorf " +
		"immer Fenster die der das und und mit nach unter Holz schmal Markt alt grau sieben zwölf Leute Straße " +
		"Frühling Ernte Turm Brot still Morgen Laterne Mühle Mauer bemalt verkauft ging hörte baute schrieb hielt " +
		"Norden Tal Insel Tuch Regen Rad Schiffer Hafen Netze Wolken Berg Wald"),
	"fr": strings.Fields("rivière pont hiver bateaux lentement soir entre pierres portait lettre jardin parce été " +
		"village toujours fenêtre le la les et et avec après sous bois étroit marché vieux gris sept douze gens " +
		"route printemps moisson tour pain calme matin lanterne moulin mur peint vendu marchait entendit bâtit " +
		"écrivit gardait nord vallée île drap pluie roue port filets nuages montagne forêt"),
	"es": strings.Fields("río puente invierno barcos despacio tarde entre piedras llevaba carta jardín porque verano " +
		"pueblo siempre ventana el la los y y con después bajo madera estrecho mercado viejo gris siete doce gente " +
		"camino primavera cosecha torre pan quieto mañana farol molino muro pintado vendido andaba oyó construyó " +
		"escribió guardaba norte valle isla paño lluvia rueda puerto redes nubes montaña bosque"),
	"ru": strings.Fields("река мост зима лодки медленно вечер между камни нёс письмо сад потому лето деревня всегда " +
		"окно и и в на с после под лес узкий рынок старый серый семь двенадцать люди дорога весна урожай башня хлеб " +
		"тихо утро фонарь мельница стена красил продал шёл слышал строил писал хранил север долина остров полотно " +
		"дождь колесо гавань сети облака гора"),
	"ja": strings.Fields("川 橋 冬 船 夕方 石 手紙 庭 夏 村 窓 木材 市場 古い 灰色 人々 道 春 収穫 塔 静かな 朝 水車 壁 歩いた " +
		"聞いた 建てた 書いた 北 谷 島 布 雨 港 網 雲 山 森 七つの 十二の との の に を は が"),
}

// filler is paragraphs of so many words. The same seed always begins with the
// same words, another seed with others.
func filler(seed string, words int, lang string) []part {
	stock, joint := vocabulary[lang], " "
	switch {
	case lang == "ja":
		joint = ""
	case stock == nil:
		stock = vocabulary["en"]
	}
	h := fnv.New64a()
	h.Write([]byte(seed))
	r := rand.New(rand.NewPCG(h.Sum64(), 0))
	var out []part
	for words > 0 {
		n := min(words, 40+r.IntN(30))
		words -= n
		var line []string
		for range n {
			line = append(line, stock[r.IntN(len(stock))])
		}
		out = append(out, part{"p", []string{strings.Join(line, joint) + "."}})
	}
	return out
}
