# Everywhere
language-label = Sprache
skip = Zum Hauptinhalt springen
problem = Es gibt ein Problem
error-prefix = Fehler:
link-help = Hilfe beim Anmelden
link-privacy = Datenschutz
link-terms = Nutzungsbedingungen
keep = Nein, zurück
sign-in = Anmelden
sign-out = Abmelden
never = Nie
yes = Ja
no = Nein

# Durations
duration-seconds = { $n ->
    [one] 1 Sekunde
   *[other] { $n } Sekunden
}
duration-minutes = { $n ->
    [one] 1 Minute
   *[other] { $n } Minuten
}
duration-hours = { $n ->
    [one] 1 Stunde
   *[other] { $n } Stunden
}
ago-now = gerade eben
ago-minutes = { $n ->
    [one] vor 1 Minute
   *[other] vor { $n } Minuten
}
ago-hours = { $n ->
    [one] vor 1 Stunde
   *[other] vor { $n } Stunden
}
ago-days = { $n ->
    [one] vor 1 Tag
   *[other] vor { $n } Tagen
}

# The phone form
step-1 = Schritt 1 von 2
sign-in-title = Mit Handynummer anmelden
sign-in-lead = Wir senden Ihnen per SMS einen { $digits }-stelligen Code.
sign-in-new = Sie brauchen kein Passwort. Wenn Sie neu sind, wird dabei auch Ihr Konto angelegt.
region-label = Land oder Region
region-label-short = Land<span class="more-words"> oder Region</span>
regions-likely = Vorschläge
regions-all = Alle
phone-label = Handynummer
phone-hint = Zum Beispiel <span class="num" dir="ltr" data-example>{ $example }</span>, für ein anderes Land mit + am Anfang
phone-hint-only = Zum Beispiel <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Beginnen Sie mit + und der Ländervorwahl
send-code = Code per SMS anfordern
no-texts-summary = Ich kann keine SMS empfangen
no-texts-text = Zum Anmelden brauchen Sie eine Nummer, die SMS empfangen kann.
sending = Wird gesendet …
sending-slow = Wird noch gesendet. Das kann bis zu einer halben Minute dauern.
held-lead = Sie haben einen Code für die Nummer angefordert, die auf <strong class="num" dir="ltr">{ $digits }</strong> endet.
held-go = Code eingeben
phone-empty = Geben Sie Ihre Handynummer ein
phone-format = Das können wir nicht als Telefonnummer lesen. Geben Sie nur die Ziffern ein, ohne Wörter und ohne Durchwahl
phone-too-short = { $digits ->
    [one] Bei dieser Nummer fehlt eine Ziffer ({ $country })
   *[other] Bei dieser Nummer fehlen { $digits } Ziffern ({ $country })
}
phone-too-long = { $digits ->
    [one] Diese Nummer hat eine Ziffer zu viel ({ $country })
   *[other] Diese Nummer hat { $digits } Ziffern zu viel ({ $country })
}
phone-not-mobile = Das ist keine Handynummer ({ $country }). Geben Sie eine Nummer ein, die SMS empfängt
phone-no-such-range = So beginnt keine Handynummer ({ $country }). Prüfen Sie die ersten Ziffern
phone-unknown-code = Diese Ländervorwahl gibt es nicht. Beginnen Sie mit + und der Ländervorwahl
phone-unknown-code-here = Diese Ländervorwahl gibt es nicht. Nummern aus diesem Land ({ $country }) beginnen mit +{ $code }
phone-no-region = Wählen Sie ein Land oder beginnen Sie die Nummer mit + und der Ländervorwahl
phone-no-texts = Diese Nummer kann keine SMS empfangen. Geben Sie eine Handynummer ein
phone-range-off = An diese Nummer senden wir keine SMS. Verwenden Sie eine andere
phone-refused = Diese Nummer kann unsere SMS nicht empfangen. Verwenden Sie eine andere Handynummer
phone-opted-out = Sie haben unsere SMS abbestellt. Antworten Sie auf eine frühere SMS von uns mit START oder verwenden Sie eine andere Nummer
phone-country-off = In dieses Land senden wir noch keine SMS ({ $country })

# Signing in again
again-title = Erneut anmelden
again-lead = Wir senden per SMS einen neuen Code an <strong class="num" dir="ltr">{ $phone }</strong>. Bis Sie ihn eingeben, bleibt Ihre bisherige Anmeldung bestehen.

# The text, as it will look
preview-title = So sieht die SMS aus
preview-none-title = Zur SMS
preview-digits = { $digits } Ziffern
preview-note = Wir rufen nie an, um nach einem Code zu fragen. Wenn das jemand tut, legen Sie auf.

# The code form
step-2 = Schritt 2 von 2
step-2-app = Schritt 2 von 2, Anmeldung bei { $app }
code-title = Schauen Sie auf Ihr Handy
code-lead = Wir haben per SMS einen Code an die Nummer gesendet, die auf <strong class="num" dir="ltr">{ $digits }</strong> endet.
code-sent-at = Neuer Code gesendet um
code-sent-clock = { $time } UTC
code-lead-arrives = Es kann ein bis zwei Minuten dauern, bis er ankommt.
code-lead-full = Wir haben per SMS einen Code an <strong class="num" dir="ltr">{ $phone }</strong> gesendet.
code-change = Ändern
code-label = { $digits }-stelliger Code
code-works = Er gilt { $for }
code-until = , bis { $time }
code-over = Dieser Code gilt nicht mehr
code-over-text = Fordern Sie einen neuen Code an, um fortzufahren.
code-over-none = Für diese Anmeldung gibt es keine weiteren Codes. Beginnen Sie neu, um fortzufahren.
code-over-again = Neu beginnen
tries-left = { $n ->
    [one] Sie haben noch 1 Versuch.
   *[other] Sie haben noch { $n } Versuche.
}
code-empty = Geben Sie den Code aus der SMS ein
code-length = Der Code muss { $digits } Ziffern haben
code-wrong = Der Code stimmt nicht. Sehen Sie in der SMS nach und geben Sie ihn noch einmal ein
code-replaced = Dieser Code gilt nicht mehr. Verwenden Sie den aus einer späteren SMS
code-expired = Der Code ist abgelaufen. Fordern Sie einen neuen Code an
code-spent = Sie haben zu oft einen falschen Code eingegeben. Fordern Sie einen neuen Code an
code-expired-none = Der Code ist abgelaufen
code-spent-none = Sie haben zu oft einen falschen Code eingegeben
code-longer = Hier oder anderswo wurden viele falsche Codes eingegeben, deshalb ist Ihr Code jetzt zu kurz. Fordern Sie einen neuen Code an: Er ist länger, und Sie müssen nicht warten
code-other-tab = Sie haben in einem anderen Tab neu begonnen. Diese Seite zeigt jetzt die neueste Nummer. Geben Sie den Code ein, der an diese Nummer gesendet wurde
resend-title = Keine SMS erhalten?
resend = Neuen Code anfordern
resend-wait = In <span data-left>{ $wait }</span> können Sie einen neuen Code anfordern.
resend-ready = Sie können jetzt einen neuen Code anfordern.
resend-left = { $n ->
    [one] Sie können noch 1 Code anfordern.
   *[other] Sie können noch { $n } Codes anfordern.
}
resend-none = Für diese Anmeldung gibt es keine weiteren Codes. Verwenden Sie eine andere Nummer oder beginnen Sie neu.
other-number = Andere Nummer verwenden

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Leider können wir gerade keine SMS senden
notice-unavailable-text = Versuchen Sie es in ein paar Minuten noch einmal.
notice-unreachable-title = Dieses Handy ist gerade nicht erreichbar
notice-unreachable-text = Prüfen Sie, ob es eingeschaltet ist und Empfang hat. Versuchen Sie es dann noch einmal oder verwenden Sie eine andere Nummer.
notice-opted-out-title = Sie haben unsere SMS abbestellt
notice-opted-out-text = Antworten Sie auf unsere frühere SMS mit START und fordern Sie einen neuen Code an, oder verwenden Sie eine andere Nummer.
notice-country-off-title = An diese Nummer senden wir keine SMS
notice-country-off-text = Verwenden Sie eine andere Nummer.
undelivered-title = Das Mobilfunknetz hat unsere SMS nicht zugestellt
undelivered-text = Fordern Sie einen neuen Code an oder verwenden Sie eine andere Nummer.
undelivered-no-texts-title = Diese Nummer kann keine SMS empfangen
undelivered-no-texts-text = Das meldet das Mobilfunknetz. Verwenden Sie eine andere Handynummer.
notice-limited-title = Sie können noch keinen weiteren Code anfordern
notice-limited-text = In { $wait } ist das wieder möglich.
notice-paused-title = An Nummern wie diese senden wir gerade keine SMS
notice-paused-text = Versuchen Sie es in { $wait } noch einmal oder verwenden Sie eine andere Nummer.
notice-form-used-title = Dieses Formular wurde schon einmal gesendet
notice-form-used-text = Es wurde nichts erneut gesendet. Prüfen Sie die Nummer und fordern Sie mit der Schaltfläche einen Code an.
notice-none-left-title = Für diese Anmeldung gibt es keinen weiteren Code
notice-none-left-text = Verwenden Sie einen Code, den wir Ihnen gesendet haben, oder beginnen Sie neu mit Ihrer Nummer.
notice-no-texts-title = Diese Nummer kann keine SMS empfangen
notice-no-texts-text = Verwenden Sie eine andere Handynummer.

# Pages that only say something
cookies-title = Ihr Browser blockiert unser Cookie
cookies-text = Wir haben einen Code gesendet, aber ohne Cookie erkennt diese Seite nicht, dass Sie ihn angefordert haben. Erlauben Sie in den Einstellungen Ihres Browsers Cookies für diese Website und beginnen Sie dann neu.
cookies-again = Neu beginnen
cookies-text-before = Ohne Cookie könnten Sie den Code nicht eingeben. Erlauben Sie in den Einstellungen Ihres Browsers Cookies für diese Website und laden Sie diese Seite dann neu. Es wurde keine SMS gesendet.
already-used-title = Dieser Code wurde schon verwendet
already-used-text = Wenn Sie sich in einem anderen Tab angemeldet haben, können Sie diesen schließen. Sonst beginnen Sie neu.
already-used-again = Neu beginnen
blocked-title = Dieses Konto ist gesperrt
blocked-text = Mit dieser Nummer können Sie sich nicht anmelden. Wenn Sie das für einen Fehler halten, wenden Sie sich an die Verantwortlichen dieser Website.
error-reference = Wenn Sie um Hilfe bitten, nennen Sie diese Nummer: <strong class="id">{ $reference }</strong>
error-not-found-title = Seite nicht gefunden
error-not-found-text = Wenn Sie die Adresse eingetippt haben, prüfen Sie, ob sie stimmt.
error-not-found-again = Zur Startseite
error-method-title = Das geht hier nicht
error-method-text = Diese Seite lässt sich so nicht verwenden.
error-method-again = Zur Startseite
error-cross-site-title = Diese Anfrage kam von einer anderen Website
error-cross-site-text = Zu Ihrer Sicherheit funktionieren Formulare nur auf den Seiten dieser Website. Öffnen Sie die Seite hier und versuchen Sie es noch einmal.
error-cross-site-again = Zur Startseite
error-too-large-title = Das war zu viel
error-too-large-text = Die gesendeten Daten sind größer, als diese Website erlaubt.
error-too-large-again = Zur Startseite
error-too-late-title = Das hat zu lange gedauert
error-too-late-text = Ihr Browser hat nicht rechtzeitig alles gesendet. Es ist nichts geschehen. Gehen Sie zurück und versuchen Sie es noch einmal.
error-too-late-again = Zur Startseite
error-bad-request-title = Das haben wir nicht verstanden
error-bad-request-text = An der Anfrage stimmte etwas nicht. Gehen Sie zurück und versuchen Sie es noch einmal.
error-bad-request-again = Zur Startseite
error-unavailable-title = Leider gibt es ein Problem mit dem Dienst
error-unavailable-text = Versuchen Sie es gleich noch einmal.
error-unavailable-again = Noch einmal versuchen
error-busy-title = Hier ist gerade zu viel los
error-busy-text = Es wurde keine SMS gesendet. Versuchen Sie es in ein paar Sekunden noch einmal.
error-busy-again = Noch einmal versuchen
error-internal-title = Leider ist bei uns etwas schiefgegangen
error-internal-text = Der Fehler wurde festgehalten. Versuchen Sie es gleich noch einmal.
error-internal-again = Zur Startseite
error-stale-title = Melden Sie sich für die Verwaltung erneut an
error-stale-text = Für diese Seiten liegt Ihre Anmeldung zu lange zurück. Melden Sie sich per SMS erneut an, dann kommen Sie hierher zurück.
error-stale-again = Erneut anmelden
error-stale-act-title = Melden Sie sich dafür erneut an
error-stale-act-text = Es wurde nichts geändert, denn Ihre Anmeldung liegt dafür zu lange zurück. Melden Sie sich per SMS erneut an. Dann kommen Sie auf die Seite zurück, auf der Sie waren, und können die Schaltfläche noch einmal drücken.
error-stale-act-again = Erneut anmelden
error-stale-kept-title = Melden Sie sich erneut an, um fortzufahren
error-stale-kept-text = Es ist noch nichts geschehen, denn Ihre Anmeldung liegt dafür zu lange zurück. Melden Sie sich per SMS erneut an. Ihre Eingaben bleiben erhalten, und es geht weiter, sobald Sie zustimmen.
error-stale-kept-again = Erneut anmelden

# The account page
account-title = Ihr Konto
account-lead = Angemeldet mit <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Zur Verwaltung
sessions-title = Wo Sie angemeldet sind
sessions-lead = Melden Sie Geräte ab, die Sie nicht kennen.
session-this = Dieses Gerät
session-seen = Zuletzt verwendet
session-began = Angemeldet seit
session-end = Abmelden
sessions-end-all = Überall abmelden …
device-on = { $browser } auf { $system }
device-unknown = Unbekanntes Gerät
data-title = Ihre Daten
data-lead = Sie können alles, was wir über Sie gespeichert haben, mitnehmen oder löschen lassen.
data-download = Meine Daten herunterladen
data-delete = Mein Konto löschen …
end-all-title = Überall abmelden?
end-all-text = Alle Ihre Geräte, auch dieses, werden sofort abgemeldet.
end-all-do = Überall abmelden
delete-title = Ihr Konto löschen?
delete-text = Ihre Nummer, Ihre Sitzungen und Ihre Anmeldungen werden sofort gelöscht. Das lässt sich nicht rückgängig machen.
delete-do = Mein Konto löschen
delete-factor-text = Ihre Nummer, Ihre Sitzungen und Ihre Anmeldungen werden sofort gelöscht. Das lässt sich nicht rückgängig machen. Ihre Nummer hat nach den Einstellungen dieses Servers Zugang zur Verwaltung. Deshalb bleibt Ihr zweiter Faktor für alle erhalten, die sich wieder mit ihr anmelden.

# What was done just now, in one line
done-signed-out = Sie sind abgemeldet.
done-signed-out-everywhere = Sie sind überall abgemeldet.
done-deleted = Ihr Konto ist gelöscht, und Sie sind überall abgemeldet. Mit Ihrer Nummer können Sie jederzeit ein neues Konto anlegen.
done-session-ended = Das Gerät ist abgemeldet.
