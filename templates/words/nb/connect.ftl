# On the way to an app
sign-in-to = Logg inn på { $app }
onward-title = Du blir sendt videre til { $app }
onward-text = Du er logget inn. Bruk knappen hvis ingenting skjer.
onward-go = Gå til { $app }
choose-lead = Du er logget inn med nummeret som slutter på <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Fortsett til { $app }
again-app-lead = { $app } ber deg logge inn på nytt.

# Why somebody does not get to an app
app-unknown-title = Du kan ikke logge inn på denne appen
app-unknown-text = Appen du kom fra, er ikke kjent her. Gå tilbake til den, og si fra til dem som driver den.
app-redirect-uri-title = Du kan ikke logge inn på denne appen
app-redirect-uri-text = Appen ba om svar til en adresse som ikke er registrert for den. Si fra til dem som driver appen.
app-paused-title = Innloggingen til denne appen er satt på pause
app-paused-text = Du er fortsatt logget inn her. Prøv igjen senere.
app-not-allowed-title = Du kan ikke bruke denne appen
app-not-allowed-text = Nummeret ditt har ikke tilgang til den. Be dem som driver appen, om tilgang.
app-too-late-title = Det tok for lang tid
app-too-late-text = Gå tilbake til appen og logg inn derfra på nytt.

# Signing out from an app
sign-out-ask-title = Logge ut?
sign-out-ask-app = { $app } ber deg logge ut her også.
sign-out-ask-text = Du er logget inn med nummeret som slutter på <strong class="num" dir="ltr">{ $digits }</strong>. Når du logger ut, avsluttes innloggingen din i andre apper også.
signed-out-onward-text = Du er logget ut. Bruk knappen hvis ingenting skjer.
sign-out-unknown-app-title = Denne appen kan ikke logge deg ut
sign-out-unknown-app-text = Appen du kom fra, er ikke kjent her, eller den er ikke den du logget inn på. Du kan logge ut på kontosiden din.
sign-out-redirect-uri-title = Denne appen kan ikke logge deg ut
sign-out-redirect-uri-text = Appen ba om å gå videre til en adresse som ikke er registrert for den. Du kan logge ut på kontosiden din.

# Apps, on the account page
apps-title = Apper
apps-lead = Du har logget inn på disse appene med nummeret ditt. Hvis du kobler fra en av dem, får den beskjed om å logge deg ut.
app-disconnect = Koble fra
done-app-disconnected = Appen er koblet fra.

# At apps behind a proxy that asks
forward-form-title = Du er ikke logget inn lenger
forward-form-text = Det du sendte, ble ikke tatt imot. Logg inn og send det på nytt.
forward-form-go = Logg inn
forward-not-allowed-title = Du kan ikke bruke denne appen
forward-not-allowed-text = Nummeret ditt har ikke tilgang til den. Be dem som driver appen, om tilgang.
forward-not-allowed-go = Logg ut
forward-no-cookie-title = Nettleseren din lagrer ikke informasjonskapsler
forward-no-cookie-text = Appen du vil åpne, trenger dem for å kjenne deg igjen. Tillat informasjonskapsler for appen, og åpne den så på nytt.
