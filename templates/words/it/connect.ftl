# On the way to an app
sign-in-to = Accedi a { $app }
onward-title = Ti stiamo portando a { $app }
onward-text = Accesso effettuato. Se non succede nulla, usa il pulsante.
onward-go = Vai a { $app }
choose-lead = La tua sessione è aperta con il numero che termina con <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Continua su { $app }
again-app-lead = { $app } ti chiede di accedere di nuovo.

# Why somebody does not get to an app
app-unknown-title = Non è possibile accedere a questa app
app-unknown-text = L’app da cui arrivi non è conosciuta qui. Torna all’app e avvisa chi la gestisce.
app-redirect-uri-title = Non è possibile accedere a questa app
app-redirect-uri-text = L’app ha chiesto una risposta a un indirizzo che non ha registrato. Avvisa chi la gestisce.
app-paused-title = L’accesso a questa app è sospeso
app-paused-text = Qui la tua sessione resta aperta. Riprova più tardi.
app-not-allowed-title = Non puoi usare questa app
app-not-allowed-text = Il tuo numero non è autorizzato ad accedere. Chiedi l’autorizzazione a chi gestisce l’app.
app-too-late-title = È passato troppo tempo
app-too-late-text = Torna all’app e accedi di nuovo da lì.

# Signing out from an app
sign-out-ask-title = Vuoi uscire?
sign-out-ask-app = { $app } ti chiede di uscire anche da qui.
sign-out-ask-text = La tua sessione è aperta con il numero che termina con <strong class="num" dir="ltr">{ $digits }</strong>. Se esci, si chiude anche nelle altre app.
signed-out-onward-text = La tua sessione è chiusa. Se non succede nulla, usa il pulsante.
sign-out-unknown-app-title = Questa app non può farti uscire
sign-out-unknown-app-text = L’app da cui arrivi non è conosciuta qui, o non è quella a cui hai effettuato l’accesso. Puoi uscire dalla pagina del tuo account.
sign-out-redirect-uri-title = Questa app non può farti uscire
sign-out-redirect-uri-text = L’app ha chiesto di proseguire verso un indirizzo che non ha registrato. Puoi uscire dalla pagina del tuo account.

# Apps, on the account page
apps-title = App
apps-lead = Hai effettuato l’accesso a queste app con il tuo numero. Se ne scolleghi una, le viene chiesto di farti uscire.
app-disconnect = Scollega
done-app-disconnected = L’app è scollegata.

# At apps behind a proxy that asks
forward-form-title = La tua sessione non è più aperta
forward-form-text = Quello che hai inviato non è stato accettato. Accedi e invialo di nuovo.
forward-form-go = Accedi
forward-not-allowed-title = Non puoi usare questa app
forward-not-allowed-text = Il tuo numero non è autorizzato ad accedere. Chiedi l’autorizzazione a chi gestisce l’app.
forward-not-allowed-go = Esci
forward-no-cookie-title = Il tuo browser non conserva i cookie
forward-no-cookie-text = L’app che vuoi aprire ne ha bisogno per riconoscerti. Consenti i suoi cookie e poi aprila di nuovo.
