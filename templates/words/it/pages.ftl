# Everywhere
language-label = Lingua
skip = Vai al contenuto principale
problem = C’è un problema
error-prefix = Errore:
link-help = Aiuto per l’accesso
link-privacy = Privacy
link-terms = Condizioni
keep = No, indietro
sign-in = Accedi
sign-out = Esci
never = Mai
yes = Sì
no = No

# Durations
duration-seconds = { $n ->
    [one] 1 secondo
    [many] { $n } di secondi
   *[other] { $n } secondi
}
duration-minutes = { $n ->
    [one] 1 minuto
    [many] { $n } di minuti
   *[other] { $n } minuti
}
duration-hours = { $n ->
    [one] 1 ora
    [many] { $n } di ore
   *[other] { $n } ore
}
ago-now = poco fa
ago-minutes = { $n ->
    [one] 1 minuto fa
    [many] { $n } di minuti fa
   *[other] { $n } minuti fa
}
ago-hours = { $n ->
    [one] 1 ora fa
    [many] { $n } di ore fa
   *[other] { $n } ore fa
}
ago-days = { $n ->
    [one] 1 giorno fa
    [many] { $n } di giorni fa
   *[other] { $n } giorni fa
}

# The phone form
step-1 = Passaggio 1 di 2
sign-in-title = Accedi con il tuo numero di cellulare
sign-in-lead = Ti invieremo via SMS un codice di { $digits } cifre.
sign-in-new = Non serve una password. Se è la tua prima volta, viene creato anche il tuo account.
region-label = Paese o area geografica
region-label-short = Paese<span class="more-words"> o area geografica</span>
regions-likely = Suggeriti
regions-all = Tutti
phone-label = Numero di cellulare
phone-hint = Ad esempio <span class="num" dir="ltr" data-example>{ $example }</span>, oppure inizia con + per un altro Paese
phone-hint-only = Ad esempio <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Inizia con + e il prefisso del Paese
send-code = Ricevi un codice via SMS
no-texts-summary = Non posso ricevere SMS
no-texts-text = Per accedere ti serve un numero che possa ricevere SMS.
sending = Invio in corso…
sending-slow = L’invio è ancora in corso. Può richiedere fino a mezzo minuto.
held-lead = Hai chiesto un codice per il numero che termina con <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Inserisci il codice
phone-empty = Inserisci il tuo numero di cellulare
phone-format = Non riconosciamo questo numero di telefono. Inserisci solo le cifre, senza parole né interno
phone-too-short = { $digits ->
    [one] A questo numero manca una cifra ({ $country })
    [many] A questo numero mancano { $digits } di cifre ({ $country })
   *[other] A questo numero mancano { $digits } cifre ({ $country })
}
phone-too-long = { $digits ->
    [one] Questo numero ha una cifra di troppo ({ $country })
    [many] Questo numero ha { $digits } di cifre di troppo ({ $country })
   *[other] Questo numero ha { $digits } cifre di troppo ({ $country })
}
phone-not-mobile = Questo non è un numero di cellulare ({ $country }). Inseriscine uno che riceva SMS
phone-no-such-range = Nessun numero di cellulare inizia così ({ $country }). Controlla le prime cifre
phone-unknown-code = Nessun Paese ha questo prefisso. Inizia con + e il prefisso del Paese
phone-unknown-code-here = Nessun Paese ha questo prefisso. I numeri di questo Paese ({ $country }) iniziano con +{ $code }
phone-no-region = Scegli un Paese o inizia il numero con + e il prefisso del Paese
phone-no-texts = Questo numero non può ricevere SMS. Inserisci un numero di cellulare
phone-range-off = Non inviamo SMS a questo numero. Usane un altro
phone-refused = Questo numero non può ricevere i nostri SMS. Usa un altro numero di cellulare
phone-opted-out = Hai chiesto di non ricevere più i nostri SMS. Rispondi START a uno precedente o usa un altro numero
phone-country-off = Non inviamo ancora SMS in questo Paese ({ $country })

# Signing in again
again-title = Accedi di nuovo
again-lead = Invieremo via SMS un nuovo codice al numero <strong class="num" dir="ltr">{ $phone }</strong>. Finché non lo inserisci, la tua sessione attuale resta aperta.

# The text, as it will look
preview-title = Ecco come sarà l’SMS
preview-none-title = Informazioni sull’SMS
preview-digits = { $digits } cifre
preview-note = Non ti telefoniamo mai per chiederti un codice. Se qualcuno lo fa, riattacca.

# The code form
step-2 = Passaggio 2 di 2
step-2-app = Passaggio 2 di 2, per accedere a { $app }
code-title = Guarda il tuo telefono
code-lead = Abbiamo inviato un codice via SMS al numero che termina con <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = Nuovo codice inviato alle
code-sent-clock = { $time } UTC
code-lead-arrives = Può impiegare un minuto o due ad arrivare.
code-lead-full = Abbiamo inviato un codice via SMS al numero <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Modifica
code-label = Codice di { $digits } cifre
code-works = È valido per { $for }
code-until = , fino alle { $time }
code-over = Questo codice non è più valido
code-over-text = Chiedi un nuovo codice per continuare.
code-over-none = Non ci sono più codici per questo accesso. Ricomincia per continuare.
code-over-again = Ricomincia
tries-left = { $n ->
    [one] Hai ancora 1 tentativo.
    [many] Hai ancora { $n } di tentativi.
   *[other] Hai ancora { $n } tentativi.
}
code-empty = Inserisci il codice dell’SMS
code-length = Il codice deve avere { $digits } cifre
code-wrong = Il codice non è corretto. Controlla l’SMS e inseriscilo di nuovo
code-replaced = Questo codice non è più valido. Usa quello di un SMS più recente
code-expired = Il codice è scaduto. Chiedi un nuovo codice
code-spent = Hai inserito un codice errato troppe volte. Chiedi un nuovo codice
code-expired-none = Il codice è scaduto
code-spent-none = Hai inserito un codice errato troppe volte
code-longer = Qui o altrove sono stati inseriti molti codici errati, quindi il tuo ora è troppo corto. Chiedi un nuovo codice: è più lungo e non devi aspettare
code-other-tab = Hai ricominciato in un’altra scheda. Ora questa pagina mostra il numero più recente. Inserisci il codice inviato a quel numero
resend-title = Non hai ricevuto l’SMS?
resend = Chiedi un nuovo codice
resend-wait = Potrai chiedere un nuovo codice tra <span data-left>{ $wait }</span>.
resend-ready = Ora puoi chiedere un nuovo codice.
resend-left = { $n ->
    [one] Puoi chiedere ancora 1 codice.
    [many] Puoi chiedere ancora { $n } di codici.
   *[other] Puoi chiedere ancora { $n } codici.
}
resend-none = Non ci sono più codici per questo accesso. Usa un altro numero o ricomincia.
other-number = Usa un altro numero

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Al momento non possiamo inviare SMS
notice-unavailable-text = Riprova tra qualche minuto.
notice-unreachable-title = Al momento quel telefono non è raggiungibile
notice-unreachable-text = Controlla che sia acceso e che abbia campo. Poi riprova o usa un altro numero.
notice-opted-out-title = Hai chiesto di non ricevere più i nostri SMS
notice-opted-out-text = Rispondi START al nostro SMS precedente e chiedi un nuovo codice, oppure usa un altro numero.
notice-country-off-title = Non inviamo SMS a questo numero
notice-country-off-text = Usa un altro numero.
undelivered-title = La rete mobile non ha consegnato il nostro SMS
undelivered-text = Chiedi un nuovo codice o usa un altro numero.
undelivered-no-texts-title = Questo numero non può ricevere SMS
undelivered-no-texts-text = Lo segnala la rete mobile. Usa un altro numero di cellulare.
notice-limited-title = Non puoi ancora chiedere un altro codice
notice-limited-text = Potrai chiederlo tra { $wait }.
notice-paused-title = Per ora non inviamo SMS a numeri come questo
notice-paused-text = Riprova tra { $wait } o usa un altro numero.
notice-form-used-title = Questo modulo è già stato inviato
notice-form-used-text = Non è stato inviato di nuovo nulla. Controlla il numero e usa il pulsante per ricevere un codice.
notice-none-left-title = Non puoi chiedere altri codici per questo accesso
notice-none-left-text = Usa un codice che ti abbiamo inviato o ricomincia con il tuo numero.
notice-no-texts-title = Questo numero non può ricevere SMS
notice-no-texts-text = Usa un altro numero di cellulare.

# Pages that only say something
cookies-title = Il tuo browser blocca il nostro cookie
cookies-text = Abbiamo inviato un codice, ma senza un cookie questa pagina non può sapere che l’hai chiesto tu. Consenti i cookie per questo sito nelle impostazioni del browser, poi ricomincia.
cookies-again = Ricomincia
cookies-text-before = Senza un cookie non potresti inserire il codice. Consenti i cookie per questo sito nelle impostazioni del browser, poi ricarica questa pagina. Non è stato inviato nessun SMS.
already-used-title = Questo codice è già stato usato
already-used-text = Se hai effettuato l’accesso in un’altra scheda, puoi chiudere questa. Altrimenti ricomincia.
already-used-again = Ricomincia
blocked-title = Questo account è bloccato
blocked-text = Non puoi accedere con questo numero. Se pensi che sia un errore, contatta chi gestisce questo sito.
error-reference = Se chiedi aiuto, comunica questo numero: <strong class="id">{ $reference }</strong>
error-not-found-title = Pagina non trovata
error-not-found-text = Se hai digitato l’indirizzo, controlla che sia corretto.
error-not-found-again = Vai alla pagina iniziale
error-method-title = Qui non funziona
error-method-text = Questa pagina non si può usare in quel modo.
error-method-again = Vai alla pagina iniziale
error-cross-site-title = La richiesta arrivava da un altro sito
error-cross-site-text = Per la tua sicurezza, i moduli funzionano solo sulle pagine di questo sito. Apri la pagina qui e riprova.
error-cross-site-again = Vai alla pagina iniziale
error-too-large-title = L’invio è troppo grande
error-too-large-text = I dati inviati superano le dimensioni accettate da questo sito.
error-too-large-again = Vai alla pagina iniziale
error-too-late-title = È passato troppo tempo
error-too-late-text = Il tuo browser non ha inviato tutto in tempo. Non è stato fatto nulla. Torna indietro e riprova.
error-too-late-again = Vai alla pagina iniziale
error-bad-request-title = Non abbiamo capito
error-bad-request-text = C’era qualcosa di sbagliato nella richiesta. Torna indietro e riprova.
error-bad-request-again = Vai alla pagina iniziale
error-unavailable-title = C’è un problema con il servizio
error-unavailable-text = Riprova tra poco.
error-unavailable-again = Riprova
error-busy-title = Ci sono troppe persone in questo momento
error-busy-text = Non è stato inviato nessun SMS. Riprova tra qualche secondo.
error-busy-again = Riprova
error-internal-title = Qualcosa da parte nostra non ha funzionato
error-internal-text = Il problema è stato registrato. Riprova tra poco.
error-internal-again = Vai alla pagina iniziale
error-stale-title = Accedi di nuovo per l’amministrazione
error-stale-text = Per queste pagine è passato troppo tempo dal tuo accesso. Accedi di nuovo via SMS e tornerai qui.
error-stale-again = Accedi di nuovo
error-stale-act-title = Accedi di nuovo per farlo
error-stale-act-text = Non è stato modificato nulla, perché è passato troppo tempo dal tuo accesso. Accedi di nuovo via SMS. Poi tornerai alla pagina in cui eri e potrai usare di nuovo il pulsante.
error-stale-act-again = Accedi di nuovo
error-stale-kept-title = Accedi di nuovo per continuare
error-stale-kept-text = Non è stato ancora fatto nulla, perché è passato troppo tempo dal tuo accesso. Accedi di nuovo via SMS. Quello che hai inserito resta salvato e si prosegue quando lo confermi.
error-stale-kept-again = Accedi di nuovo

# The account page
account-title = Il tuo account
account-lead = Sessione aperta con il numero <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Vai all’amministrazione
sessions-title = Le tue sessioni aperte
sessions-lead = Se non ne riconosci una, chiudila.
session-this = Questo dispositivo
session-seen = Ultimo uso
session-began = Accesso
session-end = Esci
sessions-end-all = Chiudi tutte le sessioni…
device-on = { $browser } su { $system }
device-unknown = Dispositivo sconosciuto
data-title = I tuoi dati
data-lead = Puoi portare con te tutto quello che conserviamo su di te, o farlo eliminare.
data-download = Scarica i miei dati
data-delete = Elimina il mio account…
end-all-title = Vuoi chiudere tutte le sessioni?
end-all-text = La sessione viene chiusa subito su tutti i tuoi dispositivi, anche su questo.
end-all-do = Chiudi tutte le sessioni
delete-title = Vuoi eliminare il tuo account?
delete-text = Il tuo numero, le tue sessioni e i tuoi accessi vengono eliminati subito. Non si può annullare.
delete-do = Elimina il mio account
delete-factor-text = Il tuo numero, le tue sessioni e i tuoi accessi vengono eliminati subito. Non si può annullare. Secondo le impostazioni di questo server, il tuo numero dà accesso all’amministrazione, quindi il tuo secondo fattore resta per chi accederà di nuovo con quel numero.

# What was done just now, in one line
done-signed-out = La tua sessione è chiusa.
done-signed-out-everywhere = Tutte le tue sessioni sono chiuse.
done-deleted = Il tuo account è stato eliminato e tutte le tue sessioni sono chiuse. Puoi registrarti di nuovo con il tuo numero in qualsiasi momento.
done-session-ended = La sessione su quel dispositivo è chiusa.
