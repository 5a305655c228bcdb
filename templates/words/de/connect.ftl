# On the way to an app
sign-in-to = Bei { $app } anmelden
onward-title = Weiterleitung zu { $app }
onward-text = Sie sind angemeldet. Wenn nichts geschieht, verwenden Sie die Schaltfläche.
onward-go = Zu { $app }
choose-lead = Sie sind mit der Nummer angemeldet, die auf <strong class="num" dir="ltr">{ $digits }</strong> endet.
choose-go = Weiter zu { $app }
again-app-lead = { $app } bittet Sie, sich erneut anzumelden.

# Why somebody does not get to an app
app-unknown-title = Anmelden bei dieser App nicht möglich
app-unknown-text = Die App, von der Sie kommen, ist hier nicht bekannt. Gehen Sie zu ihr zurück und informieren Sie die Verantwortlichen.
app-redirect-uri-title = Anmelden bei dieser App nicht möglich
app-redirect-uri-text = Die App wollte eine Antwort an eine Adresse, die für sie nicht eingetragen ist. Informieren Sie die Verantwortlichen der App.
app-paused-title = Anmelden bei dieser App zurzeit nicht möglich
app-paused-text = Hier bleiben Sie angemeldet. Versuchen Sie es später noch einmal.
app-not-allowed-title = Sie können diese App nicht verwenden
app-not-allowed-text = Ihre Nummer ist für diese App nicht zugelassen. Bitten Sie die Verantwortlichen der App um Zugang.
app-too-late-title = Das hat zu lange gedauert
app-too-late-text = Gehen Sie zur App zurück und melden Sie sich von dort aus noch einmal an.

# Signing out from an app
sign-out-ask-title = Abmelden?
sign-out-ask-app = { $app } bittet Sie, sich auch hier abzumelden.
sign-out-ask-text = Sie sind mit der Nummer angemeldet, die auf <strong class="num" dir="ltr">{ $digits }</strong> endet. Wenn Sie sich abmelden, endet auch Ihre Anmeldung bei anderen Apps.
signed-out-onward-text = Sie sind abgemeldet. Wenn nichts geschieht, verwenden Sie die Schaltfläche.
sign-out-unknown-app-title = Diese App kann Sie nicht abmelden
sign-out-unknown-app-text = Die App, von der Sie kommen, ist hier nicht bekannt, oder Sie haben sich bei einer anderen angemeldet. Abmelden können Sie sich auf Ihrer Kontoseite.
sign-out-redirect-uri-title = Diese App kann Sie nicht abmelden
sign-out-redirect-uri-text = Die App wollte zu einer Adresse weiterleiten, die für sie nicht eingetragen ist. Abmelden können Sie sich auf Ihrer Kontoseite.

# Apps, on the account page
apps-title = Apps
apps-lead = Bei diesen Apps haben Sie sich mit Ihrer Nummer angemeldet. Wenn Sie eine trennen, wird sie aufgefordert, Sie abzumelden.
app-disconnect = Trennen
done-app-disconnected = Die App ist getrennt.

# At apps behind a proxy that asks
forward-form-title = Sie sind nicht mehr angemeldet
forward-form-text = Was Sie gesendet haben, wurde nicht angenommen. Melden Sie sich an und senden Sie es noch einmal.
forward-form-go = Anmelden
forward-not-allowed-title = Sie können diese App nicht verwenden
forward-not-allowed-text = Ihre Nummer ist für diese App nicht zugelassen. Bitten Sie die Verantwortlichen der App um Zugang.
forward-not-allowed-go = Abmelden
forward-no-cookie-title = Ihr Browser behält keine Cookies
forward-no-cookie-text = Die App, die Sie öffnen möchten, braucht sie, um Sie zu erkennen. Erlauben Sie Cookies für die App und öffnen Sie sie dann noch einmal.
