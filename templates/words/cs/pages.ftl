# Everywhere
language-label = Jazyk
skip = Přejít k obsahu
problem = Něco není v pořádku
error-prefix = Chyba:
link-help = Pomoc s přihlášením
link-privacy = Ochrana soukromí
link-terms = Podmínky
keep = Ne, zpět
sign-in = Přihlásit se
sign-out = Odhlásit se
never = Nikdy
yes = Ano
no = Ne

# Durations
duration-seconds = { $n ->
    [one] 1 sekundu
    [few] { $n } sekundy
    [many] { $n } sekundy
   *[other] { $n } sekund
}
duration-minutes = { $n ->
    [one] 1 minutu
    [few] { $n } minuty
    [many] { $n } minuty
   *[other] { $n } minut
}
duration-hours = { $n ->
    [one] 1 hodinu
    [few] { $n } hodiny
    [many] { $n } hodiny
   *[other] { $n } hodin
}
ago-now = právě teď
ago-minutes = { $n ->
    [one] před 1 minutou
    [few] před { $n } minutami
    [many] před { $n } minuty
   *[other] před { $n } minutami
}
ago-hours = { $n ->
    [one] před 1 hodinou
    [few] před { $n } hodinami
    [many] před { $n } hodiny
   *[other] před { $n } hodinami
}
ago-days = { $n ->
    [one] před 1 dnem
    [few] před { $n } dny
    [many] před { $n } dne
   *[other] před { $n } dny
}

# The phone form
step-1 = Krok 1 ze 2
sign-in-title = Přihlaste se mobilním číslem
sign-in-lead = Pošleme vám SMS s { $digits }místným kódem.
sign-in-new = Heslo nepotřebujete. Pokud jste tu poprvé, rovnou vám vznikne účet.
region-label = Země nebo oblast
region-label-short = Země<span class="more-words"> nebo oblast</span>
regions-likely = Pravděpodobné
regions-all = Všechny
phone-label = Mobilní číslo
phone-hint = Například <span class="num" dir="ltr" data-example>{ $example }</span>, pro jinou zemi začněte znakem +
phone-hint-only = Například <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Začněte znakem + a předvolbou země
send-code = Poslat kód v SMS
no-texts-summary = Nemohu přijímat SMS
no-texts-text = K přihlášení potřebujete číslo, které přijímá SMS.
sending = Odesíláme…
sending-slow = Stále odesíláme. Může to trvat až půl minuty.
held-lead = Žádost o kód se týká čísla, které končí na <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Zadat kód
phone-empty = Zadejte mobilní číslo
phone-format = Tohle není telefonní číslo. Zadejte jen číslice, bez slov a linky
phone-too-short = { $digits ->
    [one] V čísle chybí jedna číslice ({ $country })
    [few] V čísle chybí { $digits } číslice ({ $country })
    [many] V čísle chybí { $digits } číslice ({ $country })
   *[other] V čísle chybí { $digits } číslic ({ $country })
}
phone-too-long = { $digits ->
    [one] V čísle je jedna číslice navíc ({ $country })
    [few] V čísle jsou { $digits } číslice navíc ({ $country })
    [many] V čísle je { $digits } číslice navíc ({ $country })
   *[other] V čísle je { $digits } číslic navíc ({ $country })
}
phone-not-mobile = Toto není mobilní číslo ({ $country }). Zadejte číslo, které přijímá SMS
phone-no-such-range = Takhle žádné mobilní číslo nezačíná ({ $country }). Zkontrolujte první číslice
phone-unknown-code = Tuto předvolbu nemá žádná země. Začněte znakem + a předvolbou země
phone-unknown-code-here = Tuto předvolbu nemá žádná země. Čísla této země ({ $country }) začínají na +{ $code }
phone-no-region = Vyberte zemi, nebo začněte číslo znakem + a předvolbou země
phone-no-texts = Toto číslo nepřijímá SMS. Zadejte mobilní číslo
phone-range-off = Na toto číslo SMS neposíláme. Použijte jiné
phone-refused = Toto číslo nemůže přijímat naše SMS. Použijte jiné mobilní číslo
phone-opted-out = Z tohoto čísla přišlo odmítnutí našich SMS. Odpovězte na některou START, nebo použijte jiné číslo
phone-country-off = Do této země ({ $country }) zatím SMS neposíláme

# Signing in again
again-title = Přihlaste se znovu
again-lead = Pošleme nový kód na číslo <strong class="num" dir="ltr">{ $phone }</strong>. Dokud ho nezadáte, platí dosavadní přihlášení.

# The text, as it will look
preview-title = Takhle SMS vypadá
preview-none-title = O naší SMS
preview-digits = Počet číslic: { $digits }
preview-note = Nikdy vám nevoláme, abychom se zeptali na kód. Pokud to někdo udělá, zavěste.

# The code form
step-2 = Krok 2 ze 2
step-2-app = Krok 2 ze 2, přihlášení do aplikace { $app }
code-title = Podívejte se do telefonu
code-lead = Poslali jsme SMS s kódem na číslo, které končí na <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = Nový kód jsme poslali v
code-sent-clock = { $time } UTC
code-lead-arrives = Může dorazit až za minutu nebo dvě.
code-lead-full = Poslali jsme SMS s kódem na číslo <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Změnit
code-label = { $digits }místný kód
code-works = Kód platí { $for }
code-until = , do { $time }
code-over = Tento kód už neplatí
code-over-text = Chcete-li pokračovat, pošlete si nový kód.
code-over-none = Všechny kódy pro toto přihlášení jsou vyčerpané. Chcete-li pokračovat, začněte znovu.
code-over-again = Začít znovu
tries-left = { $n ->
    [one] Zbývá 1 pokus.
    [few] Zbývají { $n } pokusy.
    [many] Zbývá { $n } pokusu.
   *[other] Zbývá { $n } pokusů.
}
code-empty = Zadejte kód z SMS
code-length = Kód musí být { $digits }místný
code-wrong = Kód není správný. Zkontrolujte SMS a zadejte ho znovu
code-replaced = Tento kód už neplatí. Použijte kód z pozdější SMS
code-expired = Platnost kódu vypršela. Pošlete si nový kód
code-spent = Příliš mnoho pokusů se špatným kódem. Pošlete si nový kód
code-expired-none = Platnost kódu vypršela
code-spent-none = Příliš mnoho pokusů se špatným kódem
code-longer = Tady nebo jinde někdo zadal mnoho špatných kódů, takže ten váš je teď příliš krátký. Pošlete si nový kód: je delší a nemusíte na něj čekat
code-other-tab = Na jiné kartě začalo nové přihlášení. Tato stránka teď ukazuje poslední číslo. Zadejte kód, který na něj přišel
resend-title = SMS nepřišla?
resend = Poslat nový kód
resend-wait = O nový kód můžete požádat za <span data-left>{ $wait }</span>.
resend-ready = Teď můžete požádat o nový kód.
resend-left = { $n ->
    [one] Můžete požádat ještě o 1 kód.
    [few] Můžete požádat ještě o { $n } kódy.
    [many] Můžete požádat ještě o { $n } kódu.
   *[other] Můžete požádat ještě o { $n } kódů.
}
resend-none = Všechny kódy pro toto přihlášení jsou vyčerpané. Použijte jiné číslo, nebo začněte znovu.
other-number = Použít jiné číslo

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Omlouváme se, SMS teď nemůžeme posílat
notice-unavailable-text = Zkuste to znovu za několik minut.
notice-unreachable-title = Tento telefon teď není dostupný
notice-unreachable-text = Zkontrolujte, že je zapnutý a má signál. Pak to zkuste znovu, nebo použijte jiné číslo.
notice-opted-out-title = Z vašeho čísla přišlo odmítnutí našich SMS
notice-opted-out-text = Odpovězte START na naši dřívější SMS a pošlete si nový kód, nebo použijte jiné číslo.
notice-country-off-title = Na toto číslo SMS neposíláme
notice-country-off-text = Použijte jiné číslo.
undelivered-title = Operátor naši SMS nedoručil
undelivered-text = Pošlete si nový kód, nebo použijte jiné číslo.
undelivered-no-texts-title = Toto číslo nepřijímá SMS
undelivered-no-texts-text = Hlásí to operátor. Použijte jiné mobilní číslo.
notice-limited-title = Další kód zatím nemůžete dostat
notice-limited-text = Znovu o něj můžete požádat za { $wait }.
notice-paused-title = Posílání SMS na taková čísla je pozastavené
notice-paused-text = Zkuste to znovu za { $wait }, nebo použijte jiné číslo.
notice-form-used-title = Tento formulář už byl odeslán
notice-form-used-text = Znovu se nic neposlalo. Zkontrolujte číslo a stiskněte tlačítko pro zaslání kódu.
notice-none-left-title = Další kód pro toto přihlášení nelze dostat
notice-none-left-text = Použijte kód, který jsme vám poslali, nebo začněte znovu a zadejte číslo.
notice-no-texts-title = Toto číslo nepřijímá SMS
notice-no-texts-text = Použijte jiné mobilní číslo.

# Pages that only say something
cookies-title = Váš prohlížeč blokuje naši cookie
cookies-text = Kód jsme poslali, ale bez cookie tato stránka nepozná, že žádost o něj je vaše. Povolte pro tento web cookies v nastavení prohlížeče a začněte znovu.
cookies-again = Začít znovu
cookies-text-before = Bez cookie by kód nešlo zadat. Povolte pro tento web cookies v nastavení prohlížeče a načtěte tuto stránku znovu. Žádná SMS nebyla odeslána.
already-used-title = Tento kód už byl použit
already-used-text = Pokud přihlášení proběhlo na jiné kartě, můžete tuto zavřít. Jinak začněte znovu.
already-used-again = Začít znovu
blocked-title = Tento účet je zablokovaný
blocked-text = S tímto číslem se nelze přihlásit. Pokud si myslíte, že jde o omyl, obraťte se na provozovatele tohoto webu.
error-reference = Až budete žádat o pomoc, uveďte toto číslo: <strong class="id">{ $reference }</strong>
error-not-found-title = Stránka nenalezena
error-not-found-text = Pokud adresu píšete ručně, zkontrolujte ji.
error-not-found-again = Na úvodní stránku
error-method-title = Tohle tady nefunguje
error-method-text = Tuto stránku nelze takto použít.
error-method-again = Na úvodní stránku
error-cross-site-title = Požadavek přišel z jiného webu
error-cross-site-text = Pro vaši bezpečnost fungují formuláře jen na stránkách tohoto webu. Otevřete stránku tady a zkuste to znovu.
error-cross-site-again = Na úvodní stránku
error-too-large-title = Příliš mnoho dat
error-too-large-text = Tento web tolik dat najednou nepřijímá.
error-too-large-again = Na úvodní stránku
error-too-late-title = Trvalo to příliš dlouho
error-too-late-text = Prohlížeč nestihl všechno odeslat. Nic se nezměnilo. Vraťte se a zkuste to znovu.
error-too-late-again = Na úvodní stránku
error-bad-request-title = Tomuto požadavku nerozumíme
error-bad-request-text = Něco v něm není správně. Vraťte se a zkuste to znovu.
error-bad-request-again = Na úvodní stránku
error-unavailable-title = Omlouváme se, služba má potíže
error-unavailable-text = Zkuste to za chvíli znovu.
error-unavailable-again = Zkusit znovu
error-busy-title = Je tu teď příliš mnoho lidí
error-busy-text = Žádná SMS nebyla odeslána. Zkuste to znovu za několik sekund.
error-busy-again = Zkusit znovu
error-internal-title = Omlouváme se, u nás se něco pokazilo
error-internal-text = Chybu jsme zaznamenali. Zkuste to za chvíli znovu.
error-internal-again = Na úvodní stránku
error-stale-title = Pro stránky správce se přihlaste znovu
error-stale-text = Od vašeho přihlášení uplynulo na tyto stránky příliš mnoho času. Přihlaste se znovu kódem z SMS a vrátíte se sem.
error-stale-again = Přihlásit se znovu
error-stale-act-title = K tomuto kroku se přihlaste znovu
error-stale-act-text = Nic se nezměnilo, protože od vašeho přihlášení uplynulo příliš mnoho času. Přihlaste se znovu kódem z SMS. Pak se vrátíte na stejnou stránku a můžete tlačítko stisknout znovu.
error-stale-act-again = Přihlaste se znovu
error-stale-kept-title = Chcete-li pokračovat, přihlaste se znovu
error-stale-kept-text = Zatím se nic nestalo, protože od vašeho přihlášení uplynulo příliš mnoho času. Přihlaste se znovu kódem z SMS. Zadané údaje zůstaly uložené a odešlou se, až to potvrdíte.
error-stale-kept-again = Přihlaste se znovu

# The account page
account-title = Váš účet
account-lead = Přihlášené číslo: <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Přejít na stránky správce
sessions-title = Vaše přihlášení
sessions-lead = Pokud některé nepoznáváte, ukončete ho.
session-this = Toto zařízení
session-seen = Naposledy použito
session-began = Přihlášení
session-end = Odhlásit
sessions-end-all = Odhlásit se všude…
device-on = { $browser } v systému { $system }
device-unknown = Neznámé zařízení
data-title = Vaše údaje
data-lead = Všechno, co o vás uchováváme, si můžete stáhnout nebo nechat smazat.
data-download = Stáhnout moje údaje
data-delete = Smazat můj účet…
end-all-title = Odhlásit se všude?
end-all-text = Všechna vaše zařízení včetně tohoto se hned odhlásí.
end-all-do = Odhlásit se všude
delete-title = Smazat účet?
delete-text = Vaše číslo, relace a historie přihlášení se hned smažou. Nejde to vrátit zpět.
delete-do = Smazat můj účet
delete-factor-text = Vaše číslo, relace a historie přihlášení se hned smažou. Nejde to vrátit zpět. Podle nastavení tohoto serveru patří vaše číslo správci, proto druhý způsob ověření zůstane tomu, kdo se s ním znovu přihlásí.

# What was done just now, in one line
done-signed-out = Odhlášení proběhlo.
done-signed-out-everywhere = Odhlášení proběhlo na všech zařízeních.
done-deleted = Účet je smazaný a všechna zařízení jsou odhlášená. Kdykoli se můžete se svým číslem znovu zaregistrovat.
done-session-ended = Zařízení je odhlášené.
