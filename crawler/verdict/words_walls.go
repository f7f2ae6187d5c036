package verdict

//lint:file-ignore ST1018 words are written as they are read, with the joiners of their script

// wallWords are the wordings of pages that take the visitor for a robot.
var wallWords = newPhrases(`
{are you a robot|are you human|are you a human|i'm not a robot|i am not a robot|prove you are human|prove you're human|prove that you are not a robot|making sure you're not a bot|checking if you are human|not a bot}
{verify|verifying|confirm|please verify|please confirm} {you are human|you are a human|you're human|that you are human|that you are not a robot|you are not a robot|you're not a robot|you are not a bot}
{human verification|security check|security verification|bot verification|robot check|browser check|captcha required|verification required}
{just a moment|one moment please|checking your browser|checking if the site connection is secure|please wait while we verify|please wait while your request is being verified}
{access denied|access to this page has been denied|access to this site has been denied|access has been denied|you have been blocked|your request has been blocked|request blocked|your ip has been blocked|your access has been blocked|this request has been blocked|your connection has been blocked}
{unusual traffic|unusual activity|automated access|automated requests|suspicious activity} {from your|has been detected|detected|has been}
{complete|solve|enter} {the captcha|the captcha below|this captcha|a captcha}
{pardon our interruption|request unsuccessful|attention required|your access to this site has been limited|website firewall|web application firewall}
made us think you {were|are|might be} a {bot|robot}
{enable javascript and cookies to continue|please enable cookies and javascript|press and hold to confirm}
`, `
{sind sie ein roboter|sind sie ein mensch|kein roboter sind|kein roboter bin|ich bin kein roboter|sie ein mensch sind}
{zugriff verweigert|zugriff gesperrt|zugriff blockiert|ihr zugriff wurde|anfrage wurde aus sicherheitsgründen|sicherheitsüberprüfung|sicherheitsprüfung|ungewöhnlicher datenverkehr}
`, `
{êtes vous un robot|vous n'êtes pas un robot|n'êtes pas un robot|je ne suis pas un robot|vérification de sécurité|accès refusé|accès interdit|votre accès a été bloqué|vérifiez que vous êtes humain|trafic inhabituel|vous êtes un humain}
`, `
{acceso denegado|no soy un robot|no eres un robot|no es un robot|es usted un robot|verifique que es humano|verifica que eres humano|comprobación de seguridad|tráfico inusual|su acceso ha sido bloqueado}
{accesso negato|non sono un robot|non sei un robot|verifica di essere umano|controllo di sicurezza|traffico insolito}
{acesso negado|não sou um robô|não é um robô|verifique que é humano|verificação de segurança|tráfego incomum}
{toegang geweigerd|ik ben geen robot|geen robot bent|u bent geen robot|ongewoon verkeer|bevestig dat u een mens bent}
{åtkomst nekad|du inte är en robot|adgang nægtet|ikke er en robot|tilgang nektet|pääsy estetty|et ole robotti}
{odmowa dostępu|dostęp zabroniony|nie jestem robotem|nie jesteś robotem|przístup odepřen|přístup odepřen|nejste robot|nejsem robot|prístup zamietnutý|hozzáférés megtagadva|nem vagyok robot|acces interzis|nu sunt robot}
{доступ запрещен|доступ запрещён|доступ ограничен|доступ заблокирован|я не робот|вы не робот|подтвердите что вы не робот|проверка браузера|необычный трафик|доступ заборонено|я не робот|ви не робот|достъпът е отказан|не съм робот}
{η πρόσβαση απορρίφθηκε|δεν είμαι ρομπότ|δεν είστε ρομπότ|erişim engellendi|erişim reddedildi|robot değilim|robot olmadığınızı}
{تم رفض الوصول|أنا لست روبوت|لست روبوت|لست روبوتا|الوصول مرفوض|הגישה נדחתה|אני לא רובוט|אינך רובוט|دسترسی غیرمجاز|من ربات نیستم|ربات نیستید}
{访问被拒绝|访问验证|安全验证|人机验证|请完成验证|我不是机器人|您的访问过于频繁|异常流量|存取被拒|拒絕存取|安全驗證|我不是機器人|アクセスが拒否|アクセス拒否|ロボットではありません|私はロボットではありません|セキュリティチェック|접근이 거부|로봇이 아닙니다|보안 확인|접속이 차단}
{truy cập bị từ chối|bạn không phải là robot|xác minh bạn là con người|akses ditolak|saya bukan robot|bukan robot}
`)

// loginWords are headings of pages that ask who one is.
var loginWords = newPhrases(`
{log in|login|log on|sign in|signin|please log in|please sign in|please login|member login|user login|log in to continue|sign in to continue|sign in to your account|log in to your account|log in to read|sign in to read|authentication required|login required|authorization required|members only|account login|single sign on|log in or register|sign in or register|log in or sign up|sign in or create an account}
you must {be logged in|be signed in|log in|sign in|login}
you need to {be logged in|be signed in|log in|sign in|login}
{please log in|please sign in|please login} to {continue|view|access|read|see}
{anmelden|anmeldung|einloggen|bitte anmelden|bitte melden sie sich an|bitte loggen sie sich ein|login erforderlich|anmeldung erforderlich}
{connexion|se connecter|connectez vous|connectez vous pour continuer|identifiez vous|identification|authentification|veuillez vous connecter}
{iniciar sesión|inicia sesión|inicie sesión|identifícate|acceder|acceso usuarios}
{accedi|accesso|effettua il login|accedi per continuare}
{iniciar sessão|entrar|faça login|faça o login|acesse sua conta}
{inloggen|aanmelden|log in om verder te gaan}
{logga in|log ind|logg inn|logg inn for å fortsette|kirjaudu|kirjaudu sisään}
{zaloguj|zaloguj się|logowanie|přihlášení|přihlásit se|přihlaste se|prihlásenie|prihlásiť sa|bejelentkezés|autentificare|conectare}
{войти|вход|авторизация|войдите|войдите чтобы продолжить|вход в систему|увійти|вхід|авторизація}
{σύνδεση|είσοδος|giriş yap|giriş|oturum aç|üye girişi}
{تسجيل الدخول|התחברות|כניסה|ورود|ورود به سیستم|लॉग इन करें|लॉगिन}
{登录|登入|请登录|請登入|用户登录|ログイン|サインイン|로그인|เข้าสู่ระบบ|đăng nhập|masuk}
{մուտք|შესვლა|ავტორიზაცია}
`)

// consentWords are those of pages that want an agreement first.
var consentWords = newPhrases(`
{before you continue|we value your privacy|your privacy choices|cookie consent|consent required|manage your privacy|we care about your privacy|your privacy matters|accept cookies to continue|continue with ads|privacy settings}
we and our {partners|vendors} {use|store|process}
{age verification|age check|verify your age|confirm your age|are you over 18|are you over 21|are you 18 or older|you must be of legal age|adults only|are you of legal age|you must be 18|you must be at least 18}
{zustimmung erforderlich|ihre privatsphäre|wir schätzen ihre privatsphäre|mit werbung weiterlesen|wir und unsere partner|altersprüfung|altersverifikation|sind sie über 18|datenschutzeinstellungen|stimmen sie der nutzung}
{nous respectons votre vie privée|votre vie privée|nous et nos partenaires|continuer sans accepter|vérification de l'âge|avez vous plus de 18 ans|continuer avec publicité}
{valoramos tu privacidad|valoramos su privacidad|su privacidad|nosotros y nuestros socios|verificación de edad|eres mayor de edad}
{rispettiamo la tua privacy|la tua privacy|noi e i nostri partner|valorizziamo la tua privacy|verifica dell'età|hai più di 18 anni}
{valorizamos a sua privacidade|valorizamos sua privacidade|nós e os nossos parceiros|verificação de idade}
{wij waarderen uw privacy|we waarderen je privacy|wij en onze partners|leeftijdscontrole|cookies accepteren}
{vi värnar om din integritet|vi värdesätter din integritet|vi og vores partnere|vi bryr oss om personvernet ditt|arvostamme yksityisyyttäsi}
{cenimy twoją prywatność|szanujemy twoją prywatność|my i nasi partnerzy|vážíme si vašeho soukromí|záleží nám na vašem soukromí|az ön adatainak védelme fontos|respectăm confidențialitatea}
{мы ценим вашу конфиденциальность|подтвердите ваш возраст|вам есть 18|вам исполнилось 18|ми цінуємо вашу конфіденційність}
{σεβόμαστε την ιδιωτικότητά σας|gizliliğinize önem veriyoruz|年齢確認|年龄验证|年齡驗證|성인 인증}
`)

// offerWords ask for money.
var offerWords = newPhrases(`
{subscribe to continue|subscribe to read|subscribe now to read|subscribe to keep reading|subscribe for full access|subscribe to unlock|to continue reading|to read the full|become a subscriber|become a member to|already a subscriber|already a member|subscribers only|this article is for subscribers|this content is for subscribers|this article is reserved for|exclusive to subscribers|purchase access|buy this article|get access to this article|rent this article|access through your institution|unlock this article|start your free trial|choose your plan|choose your subscription|payment required}
{jetzt abonnieren|weiterlesen mit|nur für abonnenten|bereits abonnent|abonnenten lesen|abo abschließen|mit abo lesen|artikel freischalten|exklusiv für abonnenten}
{réservé aux abonnés|article réservé|déjà abonné|abonnez vous|il vous reste|lire la suite en vous abonnant|pour lire la suite}
{suscríbete para|suscríbase para|solo para suscriptores|ya eres suscriptor|contenido exclusivo para suscriptores|hazte suscriptor}
{abbonati per|riservato agli abbonati|sei già abbonato|contenuto riservato}
{assine para|exclusivo para assinantes|já é assinante|conteúdo exclusivo para assinantes}
{abonneer u|word abonnee|alleen voor abonnees|al abonnee|lees verder met}
{bli prenumerant|endast för prenumeranter|bliv abonnent|kun for abonnenter|bli abonnent|for abonnenter|tilaa lukeaksesi|vain tilaajille}
{dostęp dla prenumeratorów|tylko dla prenumeratorów|kup dostęp|pouze pro předplatitele|csak előfizetőknek|doar pentru abonați}
{только для подписчиков|оформите подписку|доступно по подписке|лише для передплатників|оформіть передплату}
{μόνο για συνδρομητές|abonelere özel|للمشتركين فقط|למנויים בלבד|会员专享|订阅后阅读|有料会員限定|この記事は有料|구독자 전용}
`)

// saleWords offer a domain.
var saleWords = newPhrases(`
{this domain|domain|domain name|this domain name|the domain|this premium domain|premium domain|this website} {is for sale|may be for sale|for sale|is available for purchase|is available for sale|might be for sale|is parked|has expired|name is for sale|name is available for purchase|name may be for sale|name has expired|is parked free|may be available for purchase}
{buy this domain|buy domain|own this domain|purchase this domain|inquire about this domain|make an offer on this domain|parked domain|domain parking|is parked free courtesy|domain has been registered|related links privacy policy|get this domain|lease to own}
{diese domain|domain|die domain} {steht zum verkauf|zu verkaufen|ist zu verkaufen|kaufen|steht möglicherweise zum verkauf|könnte zum verkauf stehen|ist geparkt}
{ce nom de domaine|nom de domaine|ce domaine|le domaine} {est à vendre|à vendre|est en vente|peut être à vendre|est disponible à la vente|a expiré}
{este dominio|dominio|el dominio} {está en venta|en venta|está a la venta|a la venta|puede estar a la venta|ha expirado|está disponible para la venta}
{questo dominio|dominio|il dominio} {è in vendita|in vendita|potrebbe essere in vendita|è scaduto}
{este domínio|domínio} {está à venda|à venda|pode estar à venda|expirou}
{dit domein|deze domeinnaam|domeinnaam} {is te koop|te koop|staat te koop|is geparkeerd}
{ta domena|domena} {jest na sprzedaż|na sprzedaż|wygasła|jest na sprzedaz}
{домен|этот домен|доменное имя} {продается|продаётся|выставлен на продажу|припаркован}
{domän till salu|domænet er til salg|domenet er til salgs|verkkotunnus myytävänä|doména na prodej|a domain eladó|bu alan adı satılıktır|alan adı satılık}
{本域名出售|域名出售|此域名正在出售|该域名可出售|このドメインは販売中|ドメインは売り出し中|이 도메인은 판매}
`)

// maintenanceWords are those of pages that stand in for a while.
var maintenanceWords = newPhrases(`
{down for maintenance|down for scheduled maintenance|under maintenance|scheduled maintenance|site maintenance|undergoing maintenance|undergoing scheduled maintenance|performing maintenance|maintenance mode|temporarily unavailable|temporarily offline|temporarily down|we'll be back soon|we will be back soon|be back shortly|will be back soon|back soon|planned maintenance|routine maintenance}
{wartungsarbeiten|wegen wartung|wartungsmodus|vorübergehend nicht erreichbar|vorübergehend nicht verfügbar|wir sind bald zurück|wird gewartet}
{en maintenance|maintenance en cours|opération de maintenance|temporairement indisponible|momentanément indisponible|de retour bientôt}
{en mantenimiento|tareas de mantenimiento|temporalmente no disponible|temporalmente fuera de servicio|volveremos pronto}
{in manutenzione|manutenzione in corso|temporaneamente non disponibile|torneremo presto}
{em manutenção|temporariamente indisponível|voltaremos em breve}
{in onderhoud|onderhoudswerkzaamheden|tijdelijk niet beschikbaar|tijdelijk onbereikbaar}
{underhåll pågår|tillfälligt otillgänglig|under vedligeholdelse|midlertidigt utilgængelig|under vedlikehold|midlertidig utilgjengelig|huoltokatko|väliaikaisesti poissa käytöstä}
{przerwa techniczna|prace konserwacyjne|chwilowo niedostępna|tymczasowo niedostępna|probíhá údržba|dočasně nedostupné|prebieha údržba|dočasne nedostupné|karbantartás alatt|átmenetileg nem elérhető|în mentenanță|temporar indisponibil}
{технические работы|техническое обслуживание|временно недоступен|временно недоступна|технічні роботи|тимчасово недоступний|временно недостъпен|в процес на поддръжка}
{υπό συντήρηση|προσωρινά μη διαθέσιμη|bakım çalışması|bakımdayız|geçici olarak kullanılamıyor|تحت الصيانة|قيد الصيانة|בתחזוקה|در دست تعمیر}
{维护中|系统维护|正在维护|暂时无法访问|維護中|系統維護|メンテナンス中|メンテナンスのため|점검 중|시스템 점검|ปิดปรับปรุง|đang bảo trì|sedang dalam pemeliharaan|dalam perbaikan}
`)

// defaultWords are those of pages that a server has before anybody wrote one.
var defaultWords = newPhrases(`
{welcome to nginx|apache2 ubuntu default page|apache2 debian default page|apache http server test page|test page for the apache http server|test page for the nginx http server|iis windows server|default web site page|default server page|web server's default page|this is the default welcome page|account suspended|account has been suspended|website is suspended|this site is suspended|bandwidth limit exceeded|site under construction|coming soon|welcome to centos|plesk default page|default plesk page|future home of|website coming soon|hosting account has been}
{konto gesperrt|hier entsteht eine neue|hier entsteht eine|site en construction|sitio en construcción|sito in costruzione|site em construção|strona w budowie|сайт находится в разработке|аккаунт заблокирован|网站建设中|準備中です}
`)

// echoWords stand where a search found nothing.
var echoWords = newPhrases(`
{no results|no results found|returned no results|0 results|no search results|did not match any|nothing found|no matches found|no matches|found no results|no articles found|no documents found|no items found|no posts found|could not find any results}
{keine ergebnisse|keine treffer|nichts gefunden|ergab keine treffer|0 treffer|aucun résultat|pas de résultat|aucune correspondance|sin resultados|no se encontraron resultados|no hay resultados|nessun risultato|nenhum resultado|sem resultados|geen resultaten|inga resultat|inga träffar|gav inga träffar|ingen resultater|ingen treff|ei tuloksia|ei hakutuloksia|brak wyników|nie znaleziono wyników|žádné výsledky|nebyly nalezeny žádné výsledky|žiadne výsledky|nincs találat|niciun rezultat}
{ничего не найдено|не дал результатов|по вашему запросу ничего|нічого не знайдено|няма резултати|δεν βρέθηκαν αποτελέσματα|sonuç bulunamadı|لا توجد نتائج|לא נמצאו תוצאות|نتیجه‌ای یافت نشد|कोई परिणाम नहीं|没有找到结果|没有找到相关|未找到结果|找不到結果|沒有結果|検索結果はありません|該当する結果|검색 결과가 없습니다|ไม่พบผลลัพธ์|không tìm thấy kết quả|tidak ada hasil}
`)

// retractedWords take a text back.
var retractedWords = newPhrases(`
{retracted|retraction|retracted article|retraction notice|withdrawn|withdrawal notice|article withdrawn|expression of concern|this article has been retracted|this paper has been retracted|this paper has been withdrawn|this article has been withdrawn|has been superseded|corrigendum|erratum}
{zurückgezogen|rétracté|article rétracté|retractado|retirado|ritrattato|отозвана|отозвано|撤稿|撤回}
`)
