# Everywhere
language-label = Språk
skip = Hopp til innholdet
problem = Det er et problem
error-prefix = Feil:
link-help = Hjelp til innlogging
link-privacy = Personvern
link-terms = Vilkår
keep = Nei, gå tilbake
sign-in = Logg inn
sign-out = Logg ut
never = Aldri
yes = Ja
no = Nei

# Durations
duration-seconds = { $n ->
    [one] 1 sekund
   *[other] { $n } sekunder
}
duration-minutes = { $n ->
    [one] 1 minutt
   *[other] { $n } minutter
}
duration-hours = { $n ->
    [one] 1 time
   *[other] { $n } timer
}
ago-now = akkurat nå
ago-minutes = { $n ->
    [one] for 1 minutt siden
   *[other] for { $n } minutter siden
}
ago-hours = { $n ->
    [one] for 1 time siden
   *[other] for { $n } timer siden
}
ago-days = { $n ->
    [one] for 1 dag siden
   *[other] for { $n } dager siden
}

# The phone form
step-1 = Trinn 1 av 2
sign-in-title = Logg inn med mobilnummeret ditt
sign-in-lead = Vi sender deg en kode med { $digits } sifre på SMS.
sign-in-new = Du trenger ikke passord. Er du ny her, oppretter vi også kontoen din.
region-label = Land eller region
region-label-short = Land<span class="more-words"> eller region</span>
regions-likely = Forslag
regions-all = Alle
phone-label = Mobilnummer
phone-hint = For eksempel <span class="num" dir="ltr" data-example>{ $example }</span>, eller start med + for et annet land
phone-hint-only = For eksempel <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Start med + og landkoden
send-code = Få en kode på SMS
no-texts-summary = Jeg kan ikke få SMS
no-texts-text = For å logge inn trenger du et nummer som kan motta SMS.
sending = Sender …
sending-slow = Sender fortsatt. Det kan ta opptil et halvt minutt.
held-lead = Du har bedt om en kode til nummeret som slutter på <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Skriv inn koden
phone-empty = Skriv inn mobilnummeret ditt
phone-format = Vi kan ikke lese dette som et telefonnummer. Skriv bare inn sifrene, uten ord og uten internnummer
phone-too-short = { $digits ->
    [one] Nummeret er ett siffer for kort ({ $country })
   *[other] Nummeret er { $digits } sifre for kort ({ $country })
}
phone-too-long = { $digits ->
    [one] Nummeret er ett siffer for langt ({ $country })
   *[other] Nummeret er { $digits } sifre for langt ({ $country })
}
phone-not-mobile = Dette er ikke et mobilnummer ({ $country }). Skriv inn et nummer som kan motta SMS
phone-no-such-range = Ingen mobilnumre begynner slik ({ $country }). Sjekk de første sifrene
phone-unknown-code = Denne landkoden finnes ikke. Start med + og landkoden
phone-unknown-code-here = Denne landkoden finnes ikke. Numre i dette landet ({ $country }) begynner med +{ $code }
phone-no-region = Velg et land, eller start nummeret med + og landkoden
phone-no-texts = Dette nummeret kan ikke motta SMS. Skriv inn et mobilnummer
phone-range-off = Vi sender ikke SMS til dette nummeret. Bruk et annet
phone-refused = Dette nummeret kan ikke motta SMS fra oss. Bruk et annet mobilnummer
phone-opted-out = Du har takket nei til SMS fra oss. Svar START på en tidligere SMS fra oss, eller bruk et annet nummer
phone-country-off = Vi sender foreløpig ikke SMS til dette landet ({ $country })

# Signing in again
again-title = Logg inn på nytt
again-lead = Vi sender en ny kode på SMS til <strong class="num" dir="ltr">{ $phone }</strong>. Til du skriver den inn, er du fortsatt logget inn som nå.

# The text, as it will look
preview-title = Slik ser SMS-en ut
preview-none-title = Om SMS-en
preview-digits = { $digits } sifre
preview-note = Vi ringer aldri for å be om en kode. Legg på hvis noen gjør det.

# The code form
step-2 = Trinn 2 av 2
step-2-app = Trinn 2 av 2, for å logge inn på { $app }
code-title = Se på telefonen din
code-lead = Vi har sendt en kode på SMS til nummeret som slutter på <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = Vi sendte en ny kode kl.
code-sent-clock = { $time } UTC
code-lead-arrives = Det kan ta et minutt eller to før den kommer.
code-lead-full = Vi har sendt en kode på SMS til <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Endre
code-label = Kode med { $digits } sifre
code-works = Den gjelder i { $for }
code-until = , til kl. { $time }
code-over = Koden gjelder ikke lenger
code-over-text = Be om en ny kode for å fortsette.
code-over-none = Det er ingen flere koder for denne innloggingen. Start på nytt for å fortsette.
code-over-again = Start på nytt
tries-left = { $n ->
    [one] Du har 1 forsøk igjen.
   *[other] Du har { $n } forsøk igjen.
}
code-empty = Skriv inn koden fra SMS-en
code-length = Koden må ha { $digits } sifre
code-wrong = Koden stemmer ikke. Se på SMS-en og skriv den inn på nytt
code-replaced = Den koden gjelder ikke lenger. Bruk koden fra en senere SMS
code-expired = Koden er utløpt. Be om en ny kode
code-spent = Du har skrevet inn feil kode for mange ganger. Be om en ny kode
code-expired-none = Koden er utløpt
code-spent-none = Du har skrevet inn feil kode for mange ganger
code-longer = Mange feil koder er skrevet inn her eller andre steder, så koden din er nå for kort. Be om en ny kode: Den er lengre, og du trenger ikke å vente
code-other-tab = Du startet på nytt i en annen fane. Denne siden viser nå det nyeste nummeret. Skriv inn koden som ble sendt til det
resend-title = Har du ikke fått SMS-en?
resend = Be om ny kode
resend-wait = Du kan be om en ny kode om <span data-left>{ $wait }</span>.
resend-ready = Nå kan du be om en ny kode.
resend-left = { $n ->
    [one] Du kan be om 1 kode til.
   *[other] Du kan be om { $n } koder til.
}
resend-none = Det er ingen flere koder for denne innloggingen. Bruk et annet nummer, eller start på nytt.
other-number = Bruk et annet nummer

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Beklager, vi kan ikke sende SMS akkurat nå
notice-unavailable-text = Prøv igjen om noen minutter.
notice-unreachable-title = Telefonen kan ikke nås akkurat nå
notice-unreachable-text = Sjekk at den er slått på og har dekning. Prøv så igjen, eller bruk et annet nummer.
notice-opted-out-title = Du har takket nei til SMS fra oss
notice-opted-out-text = Svar START på den tidligere SMS-en fra oss og be om en ny kode, eller bruk et annet nummer.
notice-country-off-title = Vi sender ikke SMS til dette nummeret
notice-country-off-text = Bruk et annet nummer.
undelivered-title = Mobilnettet leverte ikke SMS-en fra oss
undelivered-text = Be om en ny kode, eller bruk et annet nummer.
undelivered-no-texts-title = Dette nummeret kan ikke motta SMS
undelivered-no-texts-text = Det melder mobilnettet. Bruk et annet mobilnummer.
notice-limited-title = Du kan ikke be om en ny kode ennå
notice-limited-text = Det kan du gjøre igen om { $wait }.
notice-paused-title = Vi sender ikke SMS til numre som dette akkurat nå
notice-paused-text = Prøv igjen om { $wait }, eller bruk et annet nummer.
notice-form-used-title = Dette skjemaet er allerede sendt
notice-form-used-text = Ingenting ble sendt på nytt. Sjekk nummeret, og trykk på knappen for å få en kode.
notice-none-left-title = Du kan ikke be om flere koder for denne innloggingen
notice-none-left-text = Bruk en kode vi har sendt deg, eller start på nytt med nummeret ditt.
notice-no-texts-title = Dette nummeret kan ikke motta SMS
notice-no-texts-text = Bruk et annet mobilnummer.

# Pages that only say something
cookies-title = Nettleseren din blokkerer informasjonskapselen vår
cookies-text = Vi sendte en kode, men uten en informasjonskapsel kan ikke denne siden vite at det var du som ba om den. Tillat informasjonskapsler for dette nettstedet i innstillingene i nettleseren, og start så på nytt.
cookies-again = Start på nytt
cookies-text-before = Uten en informasjonskapsel ville du ikke kunne skrive inn koden. Tillat informasjonskapsler for dette nettstedet i innstillingene i nettleseren, og last så inn denne siden på nytt. Ingen SMS ble sendt.
already-used-title = Koden er allerede brukt
already-used-text = Hvis du logget inn i en annen fane, kan du lukke denne. Ellers kan du starte på nytt.
already-used-again = Start på nytt
blocked-title = Denne kontoen er sperret
blocked-text = Du kan ikke logge inn med dette nummeret. Ta kontakt med dem som driver nettstedet hvis du tror det er en feil.
error-reference = Oppgi dette nummeret hvis du ber om hjelp: <strong class="id">{ $reference }</strong>
error-not-found-title = Fant ikke siden
error-not-found-text = Sjekk at adressen er riktig hvis du skrev den inn.
error-not-found-again = Gå til startsiden
error-method-title = Det går ikke her
error-method-text = Denne siden kan ikke brukes på den måten.
error-method-again = Gå til startsiden
error-cross-site-title = Forespørselen kom fra et annet nettsted
error-cross-site-text = For din sikkerhet virker skjemaer bare på nettstedets egne sider. Åpne siden her og prøv igjen.
error-cross-site-again = Gå til startsiden
error-too-large-title = Det var for mye
error-too-large-text = Det som ble sendt, er større enn nettstedet tar imot.
error-too-large-again = Gå til startsiden
error-too-late-title = Det tok for lang tid
error-too-late-text = Nettleseren din sendte ikke alt i tide. Ingenting ble gjort. Gå tilbake og prøv igjen.
error-too-late-again = Gå til startsiden
error-bad-request-title = Det forsto vi ikke
error-bad-request-text = Noe i forespørselen stemte ikke. Gå tilbake og prøv igjen.
error-bad-request-again = Gå til startsiden
error-unavailable-title = Beklager, det er et problem med tjenesten
error-unavailable-text = Prøv igjen om litt.
error-unavailable-again = Prøv igjen
error-busy-title = Det er for mange her samtidig
error-busy-text = Ingen SMS ble sendt. Prøv igjen om noen sekunder.
error-busy-again = Prøv igjen
error-internal-title = Beklager, noe gikk galt hos oss
error-internal-text = Feilen er registrert. Prøv igjen om litt.
error-internal-again = Gå til startsiden
error-stale-title = Logg inn på nytt for å bruke administrasjonen
error-stale-text = Innloggingen din er for gammel for disse sidene. Logg inn på nytt med SMS, så kommer du tilbake hit.
error-stale-again = Logg inn på nytt
error-stale-act-title = Logg inn på nytt for å gjøre dette
error-stale-act-text = Ingenting ble endret, fordi innloggingen din er for gammel til det. Logg inn på nytt med SMS. Da kommer du tilbake til siden du var på, og kan trykke på knappen igjen.
error-stale-act-again = Logg inn på nytt
error-stale-kept-title = Logg inn på nytt for å fortsette
error-stale-kept-text = Ingenting er gjort ennå, fordi innloggingen din er for gammel til det. Logg inn på nytt med SMS. Det du har skrevet inn, er tatt vare på og går videre når du bekrefter.
error-stale-kept-again = Logg inn på nytt

# The account page
account-title = Kontoen din
account-lead = Logget inn med <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Gå til administrasjonen
sessions-title = Her er du logget inn
sessions-lead = Logg ut enheter du ikke kjenner igjen.
session-this = Denne enheten
session-seen = Sist brukt
session-began = Logget inn
session-end = Logg ut
sessions-end-all = Logg ut overalt …
device-on = { $browser } på { $system }
device-unknown = Ukjent enhet
data-title = Dataene dine
data-lead = Du kan ta med deg alt vi har lagret om deg, eller få det slettet.
data-download = Last ned dataene mine
data-delete = Slett kontoen min …
end-all-title = Logge ut overalt?
end-all-text = Alle enhetene dine, også denne, blir logget ut med en gang.
end-all-do = Logg ut overalt
delete-title = Slette kontoen din?
delete-text = Nummeret ditt, øktene dine og innloggingene dine blir slettet med en gang. Dette kan ikke angres.
delete-do = Slett kontoen min
delete-factor-text = Nummeret ditt, øktene dine og innloggingene dine blir slettet med en gang. Dette kan ikke angres. Etter innstillingene på denne serveren gir nummeret ditt tilgang til administrasjonen. Derfor beholdes den andre faktoren din for den som logger inn med nummeret igjen.

# What was done just now, in one line
done-signed-out = Du er logget ut.
done-signed-out-everywhere = Du er logget ut overalt.
done-deleted = Kontoen din er slettet, og du er logget ut overalt. Du kan opprette en ny konto med nummeret ditt når du vil.
done-session-ended = Enheten er logget ut.
