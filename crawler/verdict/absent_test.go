package verdict

import (
	"strings"
	"testing"
)

// notFound is what sites say in many languages when they have nothing to show.
var notFound = map[string][]string{
	"en": {"Page not found", "Sorry, we can't find that page", "The page you requested could not be found", "This article has been removed", "Error 404"},
	"de": {"Seite nicht gefunden", "Diese Seite existiert nicht mehr", "Die angeforderte Seite konnte nicht gefunden werden"},
	"fr": {"Page introuvable", "La page que vous recherchez n’existe plus", "Erreur 404"},
	"es": {"Página no encontrada", "La página que busca ya no existe"},
	"it": {"Pagina non trovata", "La pagina che stai cercando non esiste"},
	"pt": {"Página não encontrada", "O artigo não existe mais"},
	"nl": {"Pagina niet gevonden", "De pagina die u zoekt bestaat niet"},
	"sv": {"Sidan kunde inte hittas", "Sidan du söker finns inte"},
	"da": {"Siden blev ikke fundet", "Siden findes ikke"},
	"no": {"Siden ble ikke funnet", "Siden du leter etter finnes ikke"},
	"fi": {"Sivua ei löytynyt", "Etsimääsi sivua ei löydy"},
	"pl": {"Nie znaleziono strony", "Strona nie istnieje"},
	"cs": {"Stránka nenalezena", "Požadovaná stránka neexistuje"},
	"sk": {"Stránka sa nenašla"},
	"hu": {"Az oldal nem található"},
	"ro": {"Pagina nu a fost găsită"},
	"bg": {"Страницата не е намерена"},
	"ru": {"Страница не найдена", "Запрашиваемая страница не существует"},
	"uk": {"Сторінку не знайдено"},
	"el": {"Η σελίδα δεν βρέθηκε"},
	"tr": {"Sayfa bulunamadı", "Aradığınız sayfa mevcut değil"},
	"ar": {"الصفحة غير موجودة", "لم يتم العثور على الصفحة"},
	"he": {"הדף לא נמצא"},
	"fa": {"صفحه یافت نشد"},
	"hi": {"पृष्ठ नहीं मिला"},
	"zh": {"页面不存在", "找不到網頁"},
	"ja": {"ページが見つかりません", "お探しのページは見つかりませんでした"},
	"ko": {"페이지를 찾을 수 없습니다"},
	"th": {"ไม่พบหน้าที่คุณต้องการ"},
	"vi": {"Không tìm thấy trang"},
	"id": {"Halaman tidak ditemukan"},
	"hy": {"Էջը չի գտնվել"},
	"ka": {"გვერდი ვერ მოიძებნა"},
}

func TestClassifyAbsent(t *testing.T) {
	for lang, texts := range notFound {
		for _, s := range texts {
			head := `<html lang="` + lang + `"><head><title>` + s + ` | The Gazette</title></head><body><h1>` + s + `</h1>` + paragraphs(300, 0) + `</body></html>`
			because(t, judged(t, answered(200, head), titled(mill), Soft404), "not-found-words")
			because(t, judged(t, answered(200, head), titled(""), Soft404), "not-found-words")
			text := `<html lang="` + lang + `"><head><title>The Gazette</title></head><body><h1>The Gazette</h1><p>` + s + `.</p></body></html>`
			because(t, judged(t, answered(200, text), titled(mill), Soft404), "not-found-words")
			// The headline is there, the text is not.
			removed := article(mill, 0) + "<p>" + s + ".</p>"
			judged(t, answered(200, removed), titled(mill), Soft404)
		}
	}
	if len(notFound) < 24 {
		t.Errorf("%d languages", len(notFound))
	}
}

func TestClassifyPresent(t *testing.T) {
	for _, title := range []string{
		"404", "Notfound, a film in three parts", "How to design 404 pages that visitors like",
		"Page not found: how a town lost its archive", "Room 404", "The lost page", "Article 404 of the code",
		"The document that could not be found", "Gone",
	} {
		j := Classify(answered(200, article(title, 200)), titled(title))
		if j.Class != Working {
			t.Errorf("an article called %q is %s %v", title, j.Verdict, j.Reasons)
		}
	}
	for _, title := range []string{"How to design 404 pages that visitors like", "Page not found: how a town lost its archive of six centuries", "Area code 404 and its history"} {
		judged(t, answered(200, article(title, 300)), titled(""), OK)
	}
	// A long article says anything.
	quoted := article(mill, 300) + "<p>The page you requested could not be found, said the sign.</p>"
	judged(t, answered(200, quoted), titled(mill), OK)
	judged(t, answered(200, quoted), titled(""), OK)
}

func TestPhrases(t *testing.T) {
	p := newPhrases("{page|file} {not found|is gone}\nnothing here")
	for text, want := range map[string]string{
		"the page is gone for good": "page is gone", "file not found": "file not found", "nothing here": "nothing here",
		"webpage not foundling": "", "page": "", "": "",
	} {
		if got := p.in(text); got != want {
			t.Errorf("in(%q) = %q, want %q", text, got, want)
		}
	}
	for name, list := range map[string]*phrases{
		"absent": absentWords, "elsewhere": absentWordsElsewhere, "wall": wallWords, "login": loginWords, "consent": consentWords,
		"offer": offerWords, "sale": saleWords, "maintenance": maintenanceWords, "default": defaultWords, "echo": echoWords,
		"retracted": retractedWords, "generic": generic,
	} {
		for _, f := range list.list() {
			if len([]rune(f)) < 2 || strings.ContainsAny(f, "{}|") {
				t.Errorf("%s has the phrase %q", name, f)
			}
		}
	}
}
