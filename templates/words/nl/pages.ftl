# Everywhere
language-label = Taal
skip = Naar de inhoud
problem = Er is een probleem
error-prefix = Fout:
link-help = Hulp bij inloggen
link-privacy = Privacy
link-terms = Voorwaarden
keep = Nee, terug
sign-in = Inloggen
sign-out = Uitloggen
never = Nooit
yes = Ja
no = Nee

# Durations
duration-seconds = { $n ->
    [one] 1 seconde
   *[other] { $n } seconden
}
duration-minutes = { $n ->
    [one] 1 minuut
   *[other] { $n } minuten
}
duration-hours = { $n ->
    [one] 1 uur
   *[other] { $n } uur
}
ago-now = zojuist
ago-minutes = { $n ->
    [one] 1 minuut geleden
   *[other] { $n } minuten geleden
}
ago-hours = { $n ->
    [one] 1 uur geleden
   *[other] { $n } uur geleden
}
ago-days = { $n ->
    [one] 1 dag geleden
   *[other] { $n } dagen geleden
}

# The phone form
step-1 = Stap 1 van 2
sign-in-title = Log in met je mobiele nummer
sign-in-lead = We sturen je een sms met een code van { $digits } cijfers.
sign-in-new = Je hebt geen wachtwoord nodig. Ben je hier voor het eerst? Dan maken we ook je account aan.
region-label = Land of regio
region-label-short = Land<span class="more-words"> of regio</span>
regions-likely = Suggesties
regions-all = Alle
phone-label = Mobiel nummer
phone-hint = Bijvoorbeeld <span class="num" dir="ltr" data-example>{ $example }</span>, of begin met + voor een ander land
phone-hint-only = Bijvoorbeeld <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Begin met + en het landnummer
send-code = Stuur een sms-code
no-texts-summary = Ik kan geen sms ontvangen
no-texts-text = Om in te loggen heb je een nummer nodig dat sms kan ontvangen.
sending = Bezig met versturen…
sending-slow = Nog bezig met versturen. Dit kan tot een halve minuut duren.
held-lead = Je hebt een code aangevraagd voor het nummer dat eindigt op <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Code invullen
phone-empty = Vul je mobiele nummer in
phone-format = We kunnen dit niet lezen als telefoonnummer. Vul alleen de cijfers in, zonder woorden of doorkiesnummer
phone-too-short = { $digits ->
    [one] Dit nummer is één cijfer te kort ({ $country })
   *[other] Dit nummer is { $digits } cijfers te kort ({ $country })
}
phone-too-long = { $digits ->
    [one] Dit nummer is één cijfer te lang ({ $country })
   *[other] Dit nummer is { $digits } cijfers te lang ({ $country })
}
phone-not-mobile = Dit is geen mobiel nummer ({ $country }). Vul een nummer in dat sms kan ontvangen
phone-no-such-range = Zo begint geen mobiel nummer ({ $country }). Controleer de eerste cijfers
phone-unknown-code = Dit landnummer bestaat niet. Begin met + en het landnummer
phone-unknown-code-here = Dit landnummer bestaat niet. Nummers in dit land ({ $country }) beginnen met +{ $code }
phone-no-region = Kies een land, of begin het nummer met + en het landnummer
phone-no-texts = Dit nummer kan geen sms ontvangen. Vul een mobiel nummer in
phone-range-off = We sturen geen sms naar dit nummer. Gebruik een ander nummer
phone-refused = Dit nummer kan onze sms niet ontvangen. Gebruik een ander mobiel nummer
phone-opted-out = Je hebt je afgemeld voor onze sms’jes. Antwoord START op een eerdere sms van ons, of gebruik een ander nummer
phone-country-off = We sturen nog geen sms naar dit land ({ $country })

# Signing in again
again-title = Log opnieuw in
again-lead = We sturen een sms met een nieuwe code naar <strong class="num" dir="ltr">{ $phone }</strong>. Tot je die invult, blijf je ingelogd zoals je nu bent.

# The text, as it will look
preview-title = Zo ziet de sms eruit
preview-none-title = Over de sms
preview-digits = { $digits } cijfers
preview-note = We bellen je nooit om een code te vragen. Doet iemand dat toch, hang dan op.

# The code form
step-2 = Stap 2 van 2
step-2-app = Stap 2 van 2, om in te loggen bij { $app }
code-title = Kijk op je telefoon
code-lead = We hebben een sms met een code gestuurd naar het nummer dat eindigt op <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = Nieuwe code verstuurd om
code-sent-clock = { $time } UTC
code-lead-arrives = Het kan een minuut of twee duren voor die aankomt.
code-lead-full = We hebben een sms met een code gestuurd naar <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Wijzigen
code-label = Code van { $digits } cijfers
code-works = De code werkt { $for }
code-until = , tot { $time }
code-over = Deze code werkt niet meer
code-over-text = Vraag een nieuwe code aan om verder te gaan.
code-over-none = Er zijn geen codes meer voor deze inlogpoging. Begin opnieuw om verder te gaan.
code-over-again = Opnieuw beginnen
tries-left = { $n ->
    [one] Je hebt nog 1 poging.
   *[other] Je hebt nog { $n } pogingen.
}
code-empty = Vul de code uit de sms in
code-length = De code moet { $digits } cijfers hebben
code-wrong = Deze code klopt niet. Kijk in de sms en vul de code nog een keer in
code-replaced = Deze code werkt niet meer. Gebruik de code uit een latere sms
code-expired = Deze code is verlopen. Vraag een nieuwe code aan
code-spent = Je hebt te vaak een verkeerde code ingevuld. Vraag een nieuwe code aan
code-expired-none = Deze code is verlopen
code-spent-none = Je hebt te vaak een verkeerde code ingevuld
code-longer = Hier of ergens anders zijn veel verkeerde codes ingevuld, daarom is jouw code nu te kort. Vraag een nieuwe code aan: die is langer en je hoeft niet te wachten
code-other-tab = Je bent opnieuw begonnen in een ander tabblad. Deze pagina laat nu het nieuwste nummer zien. Vul de code in die naar dat nummer is gestuurd
resend-title = Geen sms gekregen?
resend = Nieuwe code aanvragen
resend-wait = Over <span data-left>{ $wait }</span> kun je een nieuwe code aanvragen.
resend-ready = Je kunt nu een nieuwe code aanvragen.
resend-left = { $n ->
    [one] Je kunt nog 1 code aanvragen.
   *[other] Je kunt nog { $n } codes aanvragen.
}
resend-none = Er zijn geen codes meer voor deze inlogpoging. Gebruik een ander nummer of begin opnieuw.
other-number = Ander nummer gebruiken

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Sorry, we kunnen nu geen sms versturen
notice-unavailable-text = Probeer het over een paar minuten opnieuw.
notice-unreachable-title = Deze telefoon is nu niet bereikbaar
notice-unreachable-text = Controleer of hij aanstaat en bereik heeft. Probeer het daarna opnieuw, of gebruik een ander nummer.
notice-opted-out-title = Je hebt je afgemeld voor onze sms’jes
notice-opted-out-text = Antwoord START op onze eerdere sms en vraag een nieuwe code aan, of gebruik een ander nummer.
notice-country-off-title = We sturen geen sms naar dit nummer
notice-country-off-text = Gebruik een ander nummer.
undelivered-title = Het mobiele netwerk heeft onze sms niet afgeleverd
undelivered-text = Vraag een nieuwe code aan, of gebruik een ander nummer.
undelivered-no-texts-title = Dit nummer kan geen sms ontvangen
undelivered-no-texts-text = Dat meldt het mobiele netwerk. Gebruik een ander mobiel nummer.
notice-limited-title = Je kunt nog geen nieuwe code aanvragen
notice-limited-text = Over { $wait } kan het weer.
notice-paused-title = We sturen nu even geen sms naar nummers zoals dit
notice-paused-text = Probeer het over { $wait } opnieuw, of gebruik een ander nummer.
notice-form-used-title = Dit formulier is al verstuurd
notice-form-used-text = Er is niets opnieuw verstuurd. Controleer het nummer en gebruik de knop om een code aan te vragen.
notice-none-left-title = Je kunt voor deze inlogpoging geen code meer aanvragen
notice-none-left-text = Gebruik een code die we je hebben gestuurd, of begin opnieuw met je nummer.
notice-no-texts-title = Dit nummer kan geen sms ontvangen
notice-no-texts-text = Gebruik een ander mobiel nummer.

# Pages that only say something
cookies-title = Je browser blokkeert onze cookie
cookies-text = We hebben een code gestuurd, maar zonder cookie weet deze pagina niet dat jij die hebt aangevraagd. Sta cookies voor deze site toe in de instellingen van je browser en begin dan opnieuw.
cookies-again = Opnieuw beginnen
cookies-text-before = Zonder cookie zou je de code niet kunnen invullen. Sta cookies voor deze site toe in de instellingen van je browser en laad deze pagina dan opnieuw. Er is geen sms verstuurd.
already-used-title = Deze code is al gebruikt
already-used-text = Ben je in een ander tabblad ingelogd? Dan kun je dit sluiten. Begin anders opnieuw.
already-used-again = Opnieuw beginnen
blocked-title = Dit account is geblokkeerd
blocked-text = Je kunt niet inloggen met dit nummer. Denk je dat dit een vergissing is? Neem dan contact op met de mensen achter deze site.
error-reference = Vraag je om hulp? Geef dan dit nummer door: <strong class="id">{ $reference }</strong>
error-not-found-title = Pagina niet gevonden
error-not-found-text = Heb je het adres getypt? Controleer dan of het klopt.
error-not-found-again = Naar de startpagina
error-method-title = Dat werkt hier niet
error-method-text = Deze pagina kun je niet op die manier gebruiken.
error-method-again = Naar de startpagina
error-cross-site-title = Dat verzoek kwam van een andere site
error-cross-site-text = Voor je veiligheid werken formulieren alleen op de pagina’s van deze site zelf. Open de pagina hier en probeer het opnieuw.
error-cross-site-again = Naar de startpagina
error-too-large-title = Dat was te veel
error-too-large-text = Wat is verstuurd, is groter dan deze site aanneemt.
error-too-large-again = Naar de startpagina
error-too-late-title = Dat duurde te lang
error-too-late-text = Je browser heeft niet alles op tijd verstuurd. Er is niets gedaan. Ga terug en probeer het opnieuw.
error-too-late-again = Naar de startpagina
error-bad-request-title = Dat hebben we niet begrepen
error-bad-request-text = Er klopte iets niet in het verzoek. Ga terug en probeer het opnieuw.
error-bad-request-again = Naar de startpagina
error-unavailable-title = Sorry, er is een probleem met de dienst
error-unavailable-text = Probeer het zo meteen opnieuw.
error-unavailable-again = Opnieuw proberen
error-busy-title = Het is hier nu te druk
error-busy-text = Er is geen sms verstuurd. Probeer het over een paar seconden opnieuw.
error-busy-again = Opnieuw proberen
error-internal-title = Sorry, er ging bij ons iets mis
error-internal-text = Het is vastgelegd. Probeer het zo meteen opnieuw.
error-internal-again = Naar de startpagina
error-stale-title = Log opnieuw in voor het beheer
error-stale-text = Je bent te lang geleden ingelogd voor deze pagina’s. Log opnieuw in per sms, dan kom je hier terug.
error-stale-again = Opnieuw inloggen
error-stale-act-title = Log opnieuw in om dit te doen
error-stale-act-text = Er is niets veranderd, want je bent daarvoor te lang geleden ingelogd. Log opnieuw in per sms. Daarna kom je terug op de pagina waar je was en kun je de knop nog een keer gebruiken.
error-stale-act-again = Opnieuw inloggen
error-stale-kept-title = Log opnieuw in om verder te gaan
error-stale-kept-text = Er is nog niets gedaan, want je bent daarvoor te lang geleden ingelogd. Log opnieuw in per sms. Wat je hebt ingevuld, is bewaard en gaat door zodra je dat bevestigt.
error-stale-kept-again = Opnieuw inloggen

# The account page
account-title = Je account
account-lead = Ingelogd met <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Naar het beheer
sessions-title = Waar je bent ingelogd
sessions-lead = Herken je een apparaat niet? Log het dan uit.
session-this = Dit apparaat
session-seen = Laatst gebruikt
session-began = Ingelogd sinds
session-end = Uitloggen
sessions-end-all = Overal uitloggen…
device-on = { $browser } op { $system }
device-unknown = Onbekend apparaat
data-title = Je gegevens
data-lead = Je kunt alles wat we over je bewaren meenemen, of laten verwijderen.
data-download = Mijn gegevens downloaden
data-delete = Mijn account verwijderen…
end-all-title = Overal uitloggen?
end-all-text = Al je apparaten, ook dit, worden meteen uitgelogd.
end-all-do = Overal uitloggen
delete-title = Je account verwijderen?
delete-text = Je nummer, je sessies en je inlogpogingen worden meteen verwijderd. Dit kun je niet ongedaan maken.
delete-do = Mijn account verwijderen
delete-factor-text = Je nummer, je sessies en je inlogpogingen worden meteen verwijderd. Dit kun je niet ongedaan maken. Volgens de instellingen van deze server geeft je nummer toegang tot het beheer. Daarom blijft je tweede factor bestaan voor wie er opnieuw mee inlogt.

# What was done just now, in one line
done-signed-out = Je bent uitgelogd.
done-signed-out-everywhere = Je bent overal uitgelogd.
done-deleted = Je account is verwijderd en je bent overal uitgelogd. Je kunt je altijd opnieuw aanmelden met je nummer.
done-session-ended = Dat apparaat is uitgelogd.
