package verdict

//lint:file-ignore ST1018 words are written as they are read, with the joiners of their script

// absentWords are the wordings of pages that say that something is not there.
var absentWords = newPhrases(`
{page|article|document|file|content|story|post|item|url|resource|link|video|entry|topic} {not found|could not be found|cannot be found|can not be found|was not found|doesn't exist|does not exist|no longer exists|not available|is not available|is no longer available|is unavailable|no longer available|has been removed|has been deleted|was removed|was deleted|has expired|has moved or no longer exists|isn't available|isn't here|is gone|is missing|has been withdrawn|has been taken down|missing}
{page|article|document|file|content|story|post} {you requested|you are looking for|you were looking for|you're looking for|you have requested} {could not be found|cannot be found|was not found|does not exist|doesn't exist|no longer exists|is not available|is no longer available|has been removed|has been moved|has been deleted|may have been|might have been|is not here}
{page|article|document|file} you {requested|are looking for|were looking for|are trying to reach} {could|can|was|does|is|has}
{can't|cannot|can not|couldn't|could not} find {that|this|the|your} {page|article|document|file|story|content}
{can't|cannot|can not|couldn't|could not|unable to} {find|locate} {what you're looking for|what you are looking for|what you were looking for|the page you're looking for|the page you are looking for|the requested page|the page you requested}
{page|url|resource|document|file} requested {could not be found|was not found|cannot be found}
requested {page|url|resource|document|file} {could not be found|was not found|cannot be found|does not exist|is not available}
{this|that} {page|article|document|story|content|post} {has been|was} {removed|deleted|withdrawn|taken down|unpublished}
there is nothing {here|at this address}
nothing {here|was found at this address|was found at this location|found here}
no such {page|file|document|article|address}
looks like nothing was found
{oops|whoops|sorry} {page not found|that page|this page} {cannot be found|could not be found|doesn't exist|is missing}
error 404
404 error
http 404
404 not found
404 page not found
404 file not found
`, `
{seite|artikel|dokument|datei|inhalt|beitrag} {nicht gefunden|wurde nicht gefunden|konnte nicht gefunden werden|existiert nicht|existiert nicht mehr|existiert leider nicht|existiert leider nicht mehr|nicht vorhanden|ist nicht verfügbar|nicht verfügbar|ist nicht mehr verfügbar|nicht mehr verfügbar|ist nicht mehr vorhanden|wurde gelöscht|wurde entfernt|gibt es nicht|gibt es nicht mehr|gibt es leider nicht|gibt es leider nicht mehr}
{gesuchte|angeforderte|aufgerufene|gewünschte} {seite|datei|adresse} {nicht|wurde|konnte|existiert|ist|gibt}
{gesuchter|gesuchtes|angeforderter|angefordertes|gesuchte|angeforderte} {artikel|dokument|inhalt|beitrag} {nicht|wurde|konnte|existiert|ist|gibt}
diese seite {existiert|gibt es} {nicht|leider nicht|nicht mehr}
fehler 404
404 fehler
`, `
{page|article|document|fichier|contenu} {introuvable|non trouvé|non trouvée|inexistant|inexistante|n'existe pas|n'existe plus|n'est plus disponible|n'est pas disponible|indisponible|n'a pas été trouvé|n'a pas été trouvée|a été supprimé|a été supprimée|est introuvable}
{page|article|document} {demandé|demandée|recherché|recherchée|que vous recherchez|que vous cherchez|que vous avez demandé|que vous avez demandée|que vous demandez} {n'existe|n'a|est introuvable|a été|est indisponible|n'est}
la page n'a pas {été trouvée|pu être trouvée}
erreur 404
`, `
{página|pagina|artículo|documento|archivo|contenido} {no encontrado|no encontrada|no existe|no está disponible|no disponible|ya no existe|ya no está disponible|no se encuentra|no ha sido encontrado|no ha sido encontrada|no se ha encontrado|no se encontró|no pudo ser encontrada|ha sido eliminado|ha sido eliminada|fue eliminada|inexistente}
{página|artículo|documento} {que busca|que buscas|que está buscando|que estás buscando|solicitado|solicitada|que ha solicitado} {no|ya no|ha sido}
no {se encuentra|encontramos|se ha encontrado|se encontró|hemos encontrado|pudimos encontrar} {la página|esta página|el artículo}
`, `
{pagina|articolo|documento|contenuto|risorsa} {non trovata|non trovato|non esiste|inesistente|non disponibile|non è disponibile|non è più disponibile|non esiste più|non è stata trovata|non è stato trovato|è stata rimossa|è stato rimosso}
{pagina|articolo|documento} {che stai cercando|che cerchi|che cercavi|cercata|cercato|richiesta|richiesto|da te cercata} {non|è stata|è stato}
impossibile trovare la pagina
errore 404
`, `
{página|artigo|documento|arquivo|ficheiro|conteúdo|notícia} {não encontrada|não encontrado|não existe|não foi encontrada|não foi encontrado|inexistente|não está disponível|não disponível|já não existe|não existe mais|indisponível|foi removida|foi removido|não se encontra disponível}
{página|artigo|documento} {que procura|que você procura|que você está procurando|que procurava|solicitada|solicitado} {não|já não|foi}
erro 404
`, `
{pagina|artikel|document|bestand|bericht} {niet gevonden|bestaat niet|bestaat niet meer|bestaat niet langer|kon niet worden gevonden|kan niet worden gevonden|werd niet gevonden|is niet gevonden|niet beschikbaar|is niet beschikbaar|is niet meer beschikbaar|is verwijderd}
pagina die {u|je} {zoekt|zocht|opvraagt} {bestaat|is|kan|kon|werd}
{opgevraagde|gevraagde|gezochte} pagina {bestaat|is|kan|kon|werd|niet}
fout 404
404 fout
`, `
{sidan|artikeln|dokumentet|filen|innehållet} {kunde inte hittas|hittades inte|finns inte|finns inte längre|finns ej|saknas|går inte att hitta|kan inte hittas|har tagits bort|är inte tillgänglig|är borttagen}
{sidan|artikeln} {du söker|du letar efter|du sökte|du försöker nå} {finns|kunde|hittades|kan|har|saknas}
vi {kan|kunde} inte hitta sidan
fel 404
`, `
{siden|artiklen|dokumentet|filen|indholdet} {blev ikke fundet|ikke fundet|kunne ikke findes|findes ikke|findes ikke længere|eksisterer ikke|eksisterer ikke længere|er ikke tilgængelig|er blevet fjernet|er fjernet|er slettet}
{siden|artiklen} du {leder efter|søger|søgte|ledte efter} {findes|kunne|blev|eksisterer|er}
vi {kan|kunne} ikke finde siden
fejl 404
`, `
{siden|artikkelen|dokumentet|filen|innholdet} {ble ikke funnet|ikke funnet|finnes ikke|finnes ikke lenger|finnes dessverre ikke|kunne ikke finnes|eksisterer ikke|eksisterer ikke lenger|er ikke tilgjengelig|er fjernet|er slettet|har blitt fjernet}
{siden|artikkelen} du {leter etter|ser etter|søker|prøver å nå} {finnes|kunne|ble|eksisterer|er}
{vi finner ikke|fant ikke|finner ikke|kunne ikke finne} siden
feil 404
`, `
{sivua|artikkelia|tiedostoa|dokumenttia|sisältöä} {ei löytynyt|ei löydy|ei ole|ei ole enää|ei voitu löytää|ei ole olemassa}
{sivu|artikkeli|sisältö} {on poistettu|ei ole saatavilla|ei ole enää saatavilla|puuttuu}
{etsimääsi|hakemaasi|pyytämääsi|haettua|pyydettyä} {sivua|artikkelia|sisältöä} ei
virhe 404
`, `
{strona|strony|artykuł|dokument|plik} {nie została znaleziona|nie znaleziona|nie znaleziono|nie istnieje|już nie istnieje|nie jest dostępna|niedostępna|została usunięta|nie został znaleziony|został usunięty|nie odnaleziona}
nie {znaleziono|odnaleziono|można znaleźć|możemy znaleźć|udało się znaleźć} {strony|takiej strony|żądanej strony|tej strony|szukanej strony|artykułu|dokumentu}
{strona której szukasz|szukana strona|żądana strona|podana strona} {nie|już nie|została}
błąd 404
`, `
{stránka|stránku|článek|dokument|soubor} {nenalezena|nebyla nalezena|nenalezen|nebyl nalezen|neexistuje|již neexistuje|není dostupná|nelze nalézt|byla odstraněna|byl odstraněn|se nepodařilo najít|není k dispozici}
{požadovaná|hledaná|vámi hledaná|zadaná} stránka {neexistuje|nebyla|není|již|byla}
chyba 404
`, `
{stránka|stránku|článok|dokument|súbor} {nenájdená|sa nenašla|sa nenašiel|nebola nájdená|neexistuje|už neexistuje|nie je dostupná|nie je k dispozícii|nebolo možné nájsť|bola odstránená|bol odstránený}
{požadovaná|hľadaná|vami hľadaná} stránka {neexistuje|nebola|nie|už|bola|sa}
`, `
{oldal|cikk|dokumentum|fájl} {nem található|nem létezik|már nem létezik|nem elérhető|már nem elérhető|megszűnt|törölve lett|törlésre került}
{keresett|kért} {oldal|cikk} {nem|már nem}
404 {hiba|es hiba}
`, `
{pagina|articolul|documentul|fișierul} {nu a fost găsită|nu a fost găsit|nu a putut fi găsită|nu există|nu mai există|nu este disponibilă|inexistentă|negăsită|a fost ștearsă|a fost eliminată|nu a fost gasita}
pagina {căutată|cautata|solicitată|pe care o căutați|pe care o cauți} nu
eroare 404
`)

// absentWordsElsewhere go on with the other scripts.
var absentWordsElsewhere = newPhrases(`
{страница|статья|запись|материал|документ|файл} {не найдена|не найден|не найдено|не существует|больше не существует|удалена|удален|удалён|была удалена|был удален|недоступна|недоступен|отсутствует|не обнаружена}
{запрашиваемая|запрошенная|искомая} {вами страница|страница} {не|была|отсутствует|больше|удалена}
запрашиваемый {документ|файл|материал} {не|был|отсутствует|удален}
страница которую вы {ищете|искали|запрашиваете|запросили} {не|была|больше}
{такой|этой|данной} страницы {не существует|нет|больше нет|не найдено}
ошибка 404
404 ошибка
`, `
{сторінка|стаття|матеріал|документ|файл} {не знайдена|не знайдено|не знайдений|не існує|більше не існує|видалена|видалено|була видалена|недоступна|відсутня}
{сторінку|статтю|матеріал|документ} {не знайдено|видалено|було видалено|не вдалося знайти}
{запитувана|запитана|потрібна} сторінка {не|була|відсутня|більше}
сторінка яку ви {шукаєте|шукали|запитуєте} {не|була|більше}
{такої|цієї|даної} сторінки {не існує|немає|не знайдено}
помилка 404
`, `
{страницата|статията|документът|файлът|страница} {не е намерена|не е намерен|не беше намерена|не може да бъде намерена|не съществува|вече не съществува|не е налична|е изтрита|е премахната|не е открита}
{търсената|исканата|заявената} {от вас страница|страница} {не|вече|е}
грешка 404
`, `
{σελίδα|άρθρο|έγγραφο|αρχείο} {δεν βρέθηκε|δεν υπάρχει|δεν υπάρχει πλέον|δεν είναι διαθέσιμη|δεν είναι διαθέσιμο|δεν είναι πλέον διαθέσιμη|έχει διαγραφεί|έχει αφαιρεθεί|δε βρέθηκε}
σελίδα που {ζητήσατε|αναζητάτε|ψάχνετε|αναζητήσατε} {δεν|έχει|δε}
σφάλμα 404
`, `
{sayfa|makale|belge|dosya|içerik|haber} {bulunamadı|bulunamıyor|mevcut değil|mevcut değildir|yok|kaldırıldı|kaldırılmış|silinmiş|silindi|artık mevcut değil|yayından kaldırıldı}
{aradığınız|istediğiniz|ulaşmak istediğiniz} {sayfa|içerik|haber|makale} {bulunamadı|mevcut|kaldırıl|silin|yok|artık}
{aradığınız|istediğiniz|ulaşmak istediğiniz} {sayfa|içerik|haber|makale} {kaldırılmış|silinmiş|bulunmamaktadır|bulunamıyor}
hata 404
404 hatası
`, `
{الصفحة|المقال|المقالة|الملف|المستند|الوثيقة|صفحة} {غير موجودة|غير موجود|غير متوفرة|غير متاحة|لم تعد موجودة|لا توجد|لم يتم العثور عليها|تم حذفها|محذوفة}
{لم يتم العثور على|لم نتمكن من العثور على|لا يمكن العثور على|لم نعثر على|تعذر العثور على|تعذّر العثور على} {الصفحة|هذه الصفحة|صفحة|المقال|الملف|الصفحة المطلوبة}
{الصفحة التي تبحث عنها|الصفحة المطلوبة|الصفحة التي طلبتها} {غير|لم|لا|تم|ليست}
{خطأ 404|الخطأ 404}
`, `
{הדף|העמוד|הכתבה|המסמך|הקובץ|דף|עמוד} {לא נמצא|לא נמצאה|אינו קיים|לא קיים|אינו זמין|לא זמין|הוסר|נמחק|כבר לא קיים|איננו קיים|אינה קיימת}
{הדף שחיפשת|העמוד שחיפשת|הדף המבוקש|העמוד המבוקש|הדף שביקשת|העמוד שביקשת} {לא|אינו|הוסר|נמחק|כבר|איננו}
שגיאה 404
שגיאת 404
`, `
{صفحه|مقاله|مطلب|سند|فایل|برگه} {یافت نشد|پیدا نشد|وجود ندارد|مورد نظر یافت نشد|مورد نظر پیدا نشد|مورد نظر وجود ندارد|در دسترس نیست|حذف شده است|حذف شده}
{به دنبال آن هستید|دنبال آن هستید|دنبال آن می‌گردید|درخواستی شما} {وجود ندارد|یافت نشد|پیدا نشد|حذف شده}
{صفحه درخواستی|صفحه‌ی مورد نظر|صفحه درخواست شده} {یافت|پیدا|وجود|حذف}
خطای 404
خطای ۴۰۴
`, `
{पृष्ठ|पेज|लेख|दस्तावेज़|फ़ाइल} {नहीं मिला|नहीं मिली|उपलब्ध नहीं है|मौजूद नहीं है|नहीं है|हटा दिया गया है|नहीं मिल सका|नहीं मिल रहा}
{जिस पृष्ठ को आप|आप जिस पेज को|आप जिस पृष्ठ को} {खोज रहे|ढूंढ रहे|ढूँढ रहे}
त्रुटि 404
`, `
{页面|网页|文章|文档|文件|内容|页} {不存在|未找到|没有找到|找不到|无法找到|不见了|已删除|已被删除|已不存在|走丢了|已失效|已下线|丢失}
{找不到|未找到|没有找到|无法找到|没找到} {页面|网页|该页面|该网页|此页面|您要的页面|您访问的页面|请求的页面|相关页面|该文章|该页}
{访问|请求|查找|寻找|浏览}的{页面|网页|内容|文章}{不存在|未找到|找不到|已|没有|可能|无法}
{頁面|網頁|文章|檔案|內容|頁} {不存在|未找到|沒有找到|找不到|無法找到|已刪除|已被刪除|已不存在|已移除}
{找不到|未找到|沒有找到|無法找到|查無}{頁面|網頁|該頁面|該網頁|此頁面|此網頁|您要的頁面|您要找的頁面|此頁|您所要求的網頁}
{尋找|訪問|瀏覽|要求|查詢}的{頁面|網頁|內容|文章}{不存在|未找到|找不到|已|無法|可能}
{抱歉您|抱歉，您}{访问|请求|查找}的
404错误
404錯誤
`, `
{ページ|記事|ファイル|文書|お探しのページ|指定されたページ|このページ|ご指定のページ|お探しの記事|該当するページ}{は見つかりません|が見つかりません|が見つかりませんでした|は見つかりませんでした|が存在しません|は存在しません|は削除されました|が削除された|は移動|は現在ありません|はありません|がありません|はございません|は現在利用できません|は既に削除|は公開を終了}
お探しの{ページ|記事|コンテンツ|情報|商品}{は|が}
{404エラー|エラー404}
`, `
{페이지|기사|문서|파일|게시물|콘텐츠}{를|을|가|이} {찾을 수 없습니다|찾지 못했습니다|존재하지 않습니다|삭제되었습니다|없습니다|더 이상 존재하지 않습니다|사라졌습니다}
{페이지|기사|문서|파일|게시물}{를|을} 찾을 수 {없음|없어요|없습니다}
{요청하신|찾으시는|원하시는|요청한} {페이지|기사|문서|게시물}
존재하지 않는 {페이지|기사|게시물|문서}
404 {오류|에러}
`, `
{ไม่พบหน้า|ไม่พบเพจ|ไม่พบหน้าเว็บ|ไม่พบเอกสาร|ไม่พบบทความ|ไม่พบไฟล์|หาหน้านี้ไม่พบ|ไม่พบข้อมูล}
{ไม่พบหน้าที่|หน้าที่}{คุณต้องการ|ท่านต้องการ|คุณกำลังค้นหา|คุณค้นหา|คุณร้องขอ}
{หน้านี้|หน้า|เพจนี้|เพจ|บทความ}{ไม่มีอยู่|ไม่มีอยู่แล้ว|ถูกลบ|ถูกลบแล้ว|ถูกลบไปแล้ว}
ข้อผิดพลาด 404
`, `
{không tìm thấy|không thể tìm thấy} {trang|trang này|trang web|bài viết|tài liệu|nội dung|trang yêu cầu|trang bạn}
{trang|bài viết|tài liệu|nội dung} {không tồn tại|không còn tồn tại|đã bị xóa|đã bị xoá|không có sẵn|không khả dụng|này không tồn tại|này không còn tồn tại|đã bị gỡ}
trang {bạn tìm kiếm|bạn đang tìm|bạn yêu cầu|bạn tìm|bạn đang tìm kiếm|bạn đang truy cập} {không|đã|hiện không}
lỗi 404
`, `
{halaman|artikel|dokumen|berkas|konten|laman} {tidak ditemukan|tidak dapat ditemukan|tidak ada|tidak tersedia|sudah tidak ada|telah dihapus|sudah dihapus|tidak bisa ditemukan}
{halaman|artikel|laman} yang {anda cari|kamu cari|anda minta|diminta|anda tuju} {tidak|sudah|telah}
{kesalahan 404|galat 404}
`, `
{էջը|հոդվածը|փաստաթուղթը|նյութը} {չի գտնվել|չգտնվեց|գոյություն չունի|հասանելի չէ|հեռացված է|ջնջված է|չի գտնվում|այլևս գոյություն չունի|չի գտնուել}
{ձեր փնտրած|փնտրվող|պահանջվող} {էջը|հոդվածը} {գոյություն|չի|չգտնվեց|հեռացված|այլևս|ջնջված}
{սխալ 404|404 սխալ}
`, `
{გვერდი|სტატია|დოკუმენტი|ფაილი} {ვერ მოიძებნა|არ მოიძებნა|არ არსებობს|აღარ არსებობს|მიუწვდომელია|წაშლილია|არ არის ხელმისაწვდომი|ვერ იქნა ნაპოვნი}
{მოთხოვნილი|თქვენ მიერ მოთხოვნილი|საძიებელი} გვერდი {ვერ|არ|აღარ}
შეცდომა 404
`)
