package wikitext

import "strings"

// field is what a parameter of a citation template holds.
type field byte

const (
	other field = iota
	url
	archive
	archived
	further
	title
	container
	publisher
	date
	year
	accessed
	author
	last
	first
	pages
	at
	doi
	isbn
	issn
	pmid
	pmc
	arxiv
	hdl
	anchor
	translated
)

// fields are the parameters of citation templates in the larger Wikipedias, in
// small letters, without blanks, hyphens and figures.
var fields = map[string]field{}

// sources are the names of citation templates that do not begin as those of
// prefixes do.
var sources = map[string]bool{}

// silent are templates that neither cite nor show anything worth reading.
var silent = map[string]bool{}

// literals are templates that stand for a character or two.
var literals = map[string]string{
	"!": "|", "=": "=", "!!": "||", "((": "{{", "))": "}}", "!-": "|-", "(": "{", ")": "}", "*": "•", "'": "’", `"`: "”",
	"nbsp": " ", "spaces": " ", "thinsp": " ", "thin space": " ", "ndash": "–", "mdash": "—", "snd": " – ", "spnd": " – ",
	"spaced ndash": " – ", "dash": " – ", "'s": "’s", "br": "\n", "break": "\n", "clear": "", "-": "", "ellipsis": "…",
}

// prefixes begin the names of citation templates.
var prefixes = []string{
	"cite ", "citation ", "vcite", "cita ", "citar ", "citeer ", "cytuj ", "citace ", "citat ", "citiranje ", "kilde ",
	"chú thích ", "یادکرد ", "استشهاد ", "ref-", "citácia ",
}

func init() {
	for f, names := range map[field]string{
		url: `url link urltexte lireenligne online ссылка مسار نشانی enlace weblink webseite adresse endereço indirizzo verkkoosoite osoite www adres
			посилання բնօրինակ`,
		archive: `archiveurl archivurl urlarchivo archivourl urlarchivio arquivourl urlarquivo archiefurl archiwum arkivurl arkisto urlarchivu
			arşivurl مسارأرشيف پیوندبایگانی 보존url urllưutrữ archivedurl urlarxiu arxiuurl`,
		archived: `archivedate archivdatum fechaarchivo dataarchivio arquivodata archiefdatum zarchiwizowano arkivdatum arkivdato arkistoitu
			datumarchivace arşivtarihi تاريخأرشيف تاریخبایگانی 보존날짜 ngàylưutrữ archivedatum dataarxiu`,
		further: `chapterurl contributionurl sectionurl conferenceurl transcripturl layurl mapurl eventurl entryurl articleurl lectureurl
			urlcapítulo urlcapitolo urlcapitulo urlcapitol thesisurl workurl`,
		title: `title titel titre título titulo titolo tytuł titul titulek заглавие название заголовок başlık nimeke otsikko cím tittel titol titlu
			naslov 제목 tiêuđề عنوان վերնագիր назва tiêude 題名 titluarticol`,
		translated: `transtitle scripttitle chapter kapitel chapitre capítulo capitolo`,
		container: `work website newspaper journal magazine periodical site sitioweb obra periódico werk sammelwerk zeitung périodique sito opera
			pubblicazione jornal czasopismo opublikowany издание журнал газета verk tidning tidskrift julkaisu periodikum çalışma gazete dergi
			저널 신문 웹사이트 báo tạpchí صحيفة وبگاه encyclopedia dictionary program series revue sitio сайт publicación sajt`,
		publisher: `publisher editorial éditeur editore editora verlag hrsg herausgeber uitgever wydawca издательство utgivare utgiver forlag
			julkaisija vydavatel yayıncı 출판사 nhàxuấtbản ناشر agency institution publicado kustantaja förlag видавництво`,
		date: `date datum fecha data дата dato päivämäärä ajankohta tarih 날짜 ngày تاريخ تاریخ datepublication publicationdate`,
		year: `year jahr año anno ano jaar rok год år vuosi yıl 연도 năm سنة سال année annee any рік`,
		accessed: `accessdate abruf abrufdatum zugriff fechaacceso accesso acessodata bezochtdatum datadostępu датаобращения hämtdatum
			besøksdato besökt viitattu datumpřístupu erişimtarihi 확인날짜 ngàytruycập تاريخالوصول تاریخبازبینی consultéle consulté accès
			dataaccés dataconsulta доступ датадоступу hentet hentedato accesdate`,
		author: `author authors autor autore auteur auteurs автор författare forfatter tekijä yazar 저자 tácgiả مؤلف نویسنده vauthors people
			korporatívníautor autori forfattere հեղինակ organization credits director editor authorlist`,
		last:  `last surname authorlast lastauthor apellido apellidos cognome nom sobrenome último ultimo achternaam nazwisko příjmení efternamn etternavn sukunimi soyadı 성 họ الأخير familia vezetéknév cognoms`,
		first: `first given authorfirst firstauthor nombre nombres nome prénom primeiro voornaam imię jméno förnamn fornavn etunimi ad 이름 tên الأول नाम utónév`,
		pages: `page pages p pp seite seiten página páginas pagina pagine passage strony страницы страница sid sidor side sider sivut sivu
			strany sayfa sayfalar 쪽 trang صفحة صفحات صفحه pàgines pàgina`,
		at:   `at loc`,
		doi:  `doi`,
		isbn: `isbn`,
		issn: `issn eissn`,
		pmid: `pmid`,
		pmc:  `pmc`, arxiv: `arxiv eprint`, hdl: `hdl`, anchor: `ref`,
	} {
		for _, name := range strings.Fields(names) {
			fields[name] = f
		}
	}
	for _, names := range []struct {
		in   map[string]bool
		list string
	}{
		{sources, `citation;internetquelle;literatur;lien web;ouvrage;article;chapitre;périodique;article encyclopédique;книга;статья;
			публикация;стаття;из;webbref;bokref;tidningsref;tidskriftsref;verkkoviite;kirjaviite;lehtiviite;uutisviite;
			web kaynağı;kitap kaynağı;haber kaynağı;akademik dergi kaynağı;dergi kaynağı;웹 인용;뉴스 인용;서적 인용;저널 인용;
			مرجع ويب;مرجع كتاب;գիրք;հոդված;obra citada;cita;citar;cytuj;kilde;webbrot;tijdschriftartikel;bogref;
			citeweb;citenews;citebook;citejournal;web reference;news reference;book reference;journal reference;article web;
			cite;ouvrage collectif;rapport;brevet;lien conférence;lien vidéo;communiqué de presse`},
		{silent, `reflist;references;refs;references-small;notelist;notelist-ua;notelist-lr;notelist-la;примечания;références;
			listaref;listaref2;überschriftensimulation;refbegin;refend;use dmy dates;use mdy dates;use british english;use american english;
			short description;coord;authority control;normdaten;dead link;deadlink;lien brisé;toter link;enlace roto;collegamento interrotto;
			ligação inativa;недоступная ссылка;dode link;martwy link;citation needed;cn;fact;clarify;when;who;which;by whom;page needed;
			full citation needed;better source needed;verify source;failed verification;main;see also;further;about;for;hatnote;redirect;
			distinguish;other uses;flagicon;flag;portal;portal bar;commons category;commons;wikiquote;sister project links;cbignore;
			anchor;in lang;subscription required;registration required;subscription;closed access;open access;free access;toc limit;
			use indian english;italic title;good article;featured article;pp-move;pp-protected;infobox mapframe;defaultsort;bots;
			webarchive template;link note;primary source inline;self-published inline;unreliable source?;unreliable source;dubious;
			sic;not a typo;page numbers needed;time needed;wayback link needed;notes;ref-list;liste de notes;nota bene`},
	} {
		for name := range strings.SplitSeq(names.list, ";") {
			names.in[strings.TrimSpace(name)] = true
		}
	}
}

// fieldOf is what a parameter holds, and its number where names are counted.
func fieldOf(key string) (field, string) {
	var name, number strings.Builder
	for _, r := range strings.ToLower(key) {
		switch {
		case r == ' ' || r == '-' || r == '_' || r == '‐':
		case '0' <= r && r <= '9':
			number.WriteRune(r)
		default:
			name.WriteRune(r)
		}
	}
	return fields[name.String()], number.String()
}

// isSource reports whether the template name cites a source.
func isSource(name string) bool {
	if sources[name] {
		return true
	}
	for _, p := range prefixes {
		if strings.HasPrefix(name, p) {
			return name != "citation needed" && !silent[name]
		}
	}
	return false
}
