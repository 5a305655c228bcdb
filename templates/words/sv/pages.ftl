# Everywhere
language-label = Språk
skip = Hoppa till innehållet
problem = Det finns ett problem
error-prefix = Fel:
link-help = Hjälp att logga in
link-privacy = Integritet
link-terms = Villkor
keep = Nej, gå tillbaka
sign-in = Logga in
sign-out = Logga ut
never = Aldrig
yes = Ja
no = Nej

# Durations
duration-seconds = { $n ->
    [one] 1 sekund
   *[other] { $n } sekunder
}
duration-minutes = { $n ->
    [one] 1 minut
   *[other] { $n } minuter
}
duration-hours = { $n ->
    [one] 1 timme
   *[other] { $n } timmar
}
ago-now = alldeles nyss
ago-minutes = { $n ->
    [one] för 1 minut sedan
   *[other] för { $n } minuter sedan
}
ago-hours = { $n ->
    [one] för 1 timme sedan
   *[other] för { $n } timmar sedan
}
ago-days = { $n ->
    [one] för 1 dag sedan
   *[other] för { $n } dagar sedan
}

# The phone form
step-1 = Steg 1 av 2
sign-in-title = Logga in med ditt mobilnummer
sign-in-lead = Vi skickar en kod med { $digits } siffror till dig via sms.
sign-in-new = Du behöver inget lösenord. Är du ny här skapas också ditt konto.
region-label = Land eller region
region-label-short = Land<span class="more-words"> eller region</span>
regions-likely = Förslag
regions-all = Alla
phone-label = Mobilnummer
phone-hint = Till exempel <span class="num" dir="ltr" data-example>{ $example }</span>, eller börja med + för ett annat land
phone-hint-only = Till exempel <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Börja med + och landsnumret
send-code = Få en kod via sms
no-texts-summary = Jag kan inte få sms
no-texts-text = För att logga in behöver du ett nummer som kan ta emot sms.
sending = Skickar…
sending-slow = Skickar fortfarande. Det kan ta upp till en halv minut.
held-lead = Du har beställt en kod till numret som slutar på <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Ange koden
phone-empty = Ange ditt mobilnummer
phone-format = Vi kan inte läsa det här som ett telefonnummer. Ange bara siffrorna, utan ord eller anknytning
phone-too-short = { $digits ->
    [one] Numret är en siffra för kort ({ $country })
   *[other] Numret är { $digits } siffror för kort ({ $country })
}
phone-too-long = { $digits ->
    [one] Numret är en siffra för långt ({ $country })
   *[other] Numret är { $digits } siffror för långt ({ $country })
}
phone-not-mobile = Det här är inte ett mobilnummer ({ $country }). Ange ett nummer som kan ta emot sms
phone-no-such-range = Inget mobilnummer börjar så här ({ $country }). Kontrollera de första siffrorna
phone-unknown-code = Inget land har det här landsnumret. Börja med + och landsnumret
phone-unknown-code-here = Inget land har det här landsnumret. Nummer i det här landet ({ $country }) börjar med +{ $code }
phone-no-region = Välj ett land, eller börja numret med + och landsnumret
phone-no-texts = Det här numret kan inte ta emot sms. Ange ett mobilnummer
phone-range-off = Vi skickar inte sms till det här numret. Använd ett annat
phone-refused = Det här numret kan inte ta emot våra sms. Använd ett annat mobilnummer
phone-opted-out = Du har tackat nej till våra sms. Svara START på ett tidigare sms från oss, eller använd ett annat nummer
phone-country-off = Vi skickar ännu inte sms till det här landet ({ $country })

# Signing in again
again-title = Logga in igen
again-lead = Vi skickar en ny kod via sms till <strong class="num" dir="ltr">{ $phone }</strong>. Tills du anger den fortsätter du att vara inloggad som nu.

# The text, as it will look
preview-title = Så här ser sms:et ut
preview-none-title = Om sms:et
preview-digits = { $digits } siffror
preview-note = Vi ringer aldrig och ber om en kod. Lägg på om någon gör det.

# The code form
step-2 = Steg 2 av 2
step-2-app = Steg 2 av 2, för att logga in på { $app }
code-title = Titta i din telefon
code-lead = Vi har skickat en kod via sms till numret som slutar på <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = Vi skickade en ny kod kl.
code-sent-clock = { $time } UTC
code-lead-arrives = Det kan ta någon minut innan den kommer.
code-lead-full = Vi har skickat en kod via sms till <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Ändra
code-label = Kod med { $digits } siffror
code-works = Den gäller i { $for }
code-until = , till kl. { $time }
code-over = Koden gäller inte längre
code-over-text = Beställ en ny kod för att fortsätta.
code-over-none = Det finns inga fler koder för den här inloggningen. Börja om för att fortsätta.
code-over-again = Börja om
tries-left = { $n ->
    [one] Du har 1 försök kvar.
   *[other] Du har { $n } försök kvar.
}
code-empty = Ange koden i sms:et
code-length = Koden ska ha { $digits } siffror
code-wrong = Koden stämmer inte. Titta i sms:et och ange den igen
code-replaced = Den koden gäller inte längre. Använd koden i ett senare sms
code-expired = Koden har gått ut. Beställ en ny kod
code-spent = Du har angett fel kod för många gånger. Beställ en ny kod
code-expired-none = Koden har gått ut
code-spent-none = Du har angett fel kod för många gånger
code-longer = Många felaktiga koder har angetts här eller någon annanstans, så din kod är nu för kort. Beställ en ny kod: den är längre, och du behöver inte vänta
code-other-tab = Du började om i en annan flik. Den här sidan visar nu det senaste numret. Ange koden som skickades till det
resend-title = Har du inte fått något sms?
resend = Beställ en ny kod
resend-wait = Du kan beställa en ny kod om <span data-left>{ $wait }</span>.
resend-ready = Nu kan du beställa en ny kod.
resend-left = { $n ->
    [one] Du kan beställa 1 kod till.
   *[other] Du kan beställa { $n } koder till.
}
resend-none = Det finns inga fler koder för den här inloggningen. Använd ett annat nummer eller börja om.
other-number = Använd ett annat nummer

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Tyvärr kan vi inte skicka sms just nu
notice-unavailable-text = Försök igen om några minuter.
notice-unreachable-title = Telefonen går inte att nå just nu
notice-unreachable-text = Kontrollera att den är på och har täckning. Försök sedan igen, eller använd ett annat nummer.
notice-opted-out-title = Du har tackat nej till våra sms
notice-opted-out-text = Svara START på vårt tidigare sms och beställ en ny kod, eller använd ett annat nummer.
notice-country-off-title = Vi skickar inte sms till det här numret
notice-country-off-text = Använd ett annat nummer.
undelivered-title = Mobilnätet levererade inte vårt sms
undelivered-text = Beställ en ny kod, eller använd ett annat nummer.
undelivered-no-texts-title = Det här numret kan inte ta emot sms
undelivered-no-texts-text = Det meddelar mobilnätet. Använd ett annat mobilnummer.
notice-limited-title = Du kan inte beställa en ny kod ännu
notice-limited-text = Det går igen om { $wait }.
notice-paused-title = Vi skickar inte sms till nummer som det här just nu
notice-paused-text = Försök igen om { $wait }, eller använd ett annat nummer.
notice-form-used-title = Formuläret har redan skickats
notice-form-used-text = Inget skickades igen. Kontrollera numret och tryck på knappen för att få en kod.
notice-none-left-title = Du kan inte beställa fler koder för den här inloggningen
notice-none-left-text = Använd en kod som vi har skickat till dig, eller börja om med ditt nummer.
notice-no-texts-title = Det här numret kan inte ta emot sms
notice-no-texts-text = Använd ett annat mobilnummer.

# Pages that only say something
cookies-title = Din webbläsare blockerar vår kaka
cookies-text = Vi skickade en kod, men utan en kaka kan sidan inte veta att det var du som beställde den. Tillåt kakor för den här webbplatsen i webbläsarens inställningar och börja sedan om.
cookies-again = Börja om
cookies-text-before = Utan en kaka skulle du inte kunna ange koden. Tillåt kakor för den här webbplatsen i webbläsarens inställningar och ladda sedan om sidan. Inget sms har skickats.
already-used-title = Koden har redan använts
already-used-text = Om du loggade in i en annan flik kan du stänga den här. Annars kan du börja om.
already-used-again = Börja om
blocked-title = Kontot är spärrat
blocked-text = Du kan inte logga in med det här numret. Kontakta dem som driver webbplatsen om du tror att det är ett misstag.
error-reference = Uppge det här numret om du ber om hjälp: <strong class="id">{ $reference }</strong>
error-not-found-title = Sidan hittades inte
error-not-found-text = Kontrollera att adressen stämmer om du skrev in den.
error-not-found-again = Gå till startsidan
error-method-title = Det går inte här
error-method-text = Sidan kan inte användas på det sättet.
error-method-again = Gå till startsidan
error-cross-site-title = Förfrågan kom från en annan webbplats
error-cross-site-text = För din säkerhet fungerar formulär bara på webbplatsens egna sidor. Öppna sidan här och försök igen.
error-cross-site-again = Gå till startsidan
error-too-large-title = Det var för mycket
error-too-large-text = Det som skickades är större än vad webbplatsen tar emot.
error-too-large-again = Gå till startsidan
error-too-late-title = Det tog för lång tid
error-too-late-text = Din webbläsare skickade inte allt i tid. Inget har gjorts. Gå tillbaka och försök igen.
error-too-late-again = Gå till startsidan
error-bad-request-title = Vi förstod inte det där
error-bad-request-text = Något i förfrågan stämde inte. Gå tillbaka och försök igen.
error-bad-request-again = Gå till startsidan
error-unavailable-title = Tyvärr är det problem med tjänsten
error-unavailable-text = Försök igen om en liten stund.
error-unavailable-again = Försök igen
error-busy-title = Det är för många här samtidigt
error-busy-text = Inget sms har skickats. Försök igen om några sekunder.
error-busy-again = Försök igen
error-internal-title = Tyvärr gick något fel hos oss
error-internal-text = Felet har registrerats. Försök igen om en liten stund.
error-internal-again = Gå till startsidan
error-stale-title = Logga in igen för administrationen
error-stale-text = Din inloggning är för gammal för de här sidorna. Logga in igen via sms, så kommer du tillbaka hit.
error-stale-again = Logga in igen
error-stale-act-title = Logga in igen för att göra det här
error-stale-act-text = Inget har ändrats, eftersom din inloggning är för gammal för det. Logga in igen via sms. Sedan kommer du tillbaka till sidan du var på och kan trycka på knappen igen.
error-stale-act-again = Logga in igen
error-stale-kept-title = Logga in igen för att fortsätta
error-stale-kept-text = Inget har gjorts ännu, eftersom din inloggning är för gammal för det. Logga in igen via sms. Det du har fyllt i är sparat och går vidare när du bekräftar.
error-stale-kept-again = Logga in igen

# The account page
account-title = Ditt konto
account-lead = Inloggad med <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Gå till administrationen
sessions-title = Här är du inloggad
sessions-lead = Logga ut enheter som du inte känner igen.
session-this = Den här enheten
session-seen = Senast använd
session-began = Inloggad
session-end = Logga ut
sessions-end-all = Logga ut överallt…
device-on = { $browser } på { $system }
device-unknown = Okänd enhet
data-title = Dina uppgifter
data-lead = Du kan ta med dig allt vi har sparat om dig, eller få det raderat.
data-download = Ladda ner mina uppgifter
data-delete = Radera mitt konto…
end-all-title = Logga ut överallt?
end-all-text = Alla dina enheter, även den här, loggas ut direkt.
end-all-do = Logga ut överallt
delete-title = Radera ditt konto?
delete-text = Ditt nummer, dina sessioner och dina inloggningar raderas direkt. Det går inte att ångra.
delete-do = Radera mitt konto
delete-factor-text = Ditt nummer, dina sessioner och dina inloggningar raderas direkt. Det går inte att ångra. Enligt serverns inställningar ger ditt nummer tillgång till administrationen. Därför finns din andra faktor kvar för den som loggar in med numret igen.

# What was done just now, in one line
done-signed-out = Du är utloggad.
done-signed-out-everywhere = Du är utloggad överallt.
done-deleted = Ditt konto är raderat och du är utloggad överallt. Du kan skapa ett nytt konto med ditt nummer när du vill.
done-session-ended = Enheten är utloggad.
