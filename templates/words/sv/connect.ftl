# On the way to an app
sign-in-to = Logga in på { $app }
onward-title = Du skickas vidare till { $app }
onward-text = Du är inloggad. Använd knappen om inget händer.
onward-go = Gå till { $app }
choose-lead = Du är inloggad med numret som slutar på <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Fortsätt till { $app }
again-app-lead = { $app } ber dig att logga in igen.

# Why somebody does not get to an app
app-unknown-title = Det går inte att logga in på den här appen
app-unknown-text = Appen du kom från är inte känd här. Gå tillbaka till den och meddela dem som driver den.
app-redirect-uri-title = Det går inte att logga in på den här appen
app-redirect-uri-text = Appen bad om svar till en adress som inte är registrerad för den. Meddela dem som driver appen.
app-paused-title = Inloggningen till den här appen är pausad
app-paused-text = Du är fortfarande inloggad här. Försök igen senare.
app-not-allowed-title = Du kan inte använda den här appen
app-not-allowed-text = Ditt nummer har inte tillgång till den. Be dem som driver appen om tillgång.
app-too-late-title = Det tog för lång tid
app-too-late-text = Gå tillbaka till appen och logga in därifrån igen.

# Signing out from an app
sign-out-ask-title = Logga ut?
sign-out-ask-app = { $app } ber dig att logga ut även här.
sign-out-ask-text = Du är inloggad med numret som slutar på <strong class="num" dir="ltr">{ $digits }</strong>. När du loggar ut avslutas även din inloggning i andra appar.
signed-out-onward-text = Du är utloggad. Använd knappen om inget händer.
sign-out-unknown-app-title = Den här appen kan inte logga ut dig
sign-out-unknown-app-text = Appen du kom från är inte känd här, eller är inte den som du loggade in på. Du kan logga ut på din kontosida.
sign-out-redirect-uri-title = Den här appen kan inte logga ut dig
sign-out-redirect-uri-text = Appen bad om att få gå vidare till en adress som inte är registrerad för den. Du kan logga ut på din kontosida.

# Apps, on the account page
apps-title = Appar
apps-lead = Du har loggat in på de här apparna med ditt nummer. Om du kopplar bort en av dem får den besked om att logga ut dig.
app-disconnect = Koppla bort
done-app-disconnected = Appen är bortkopplad.

# At apps behind a proxy that asks
forward-form-title = Du är inte inloggad längre
forward-form-text = Det du skickade togs inte emot. Logga in och skicka det igen.
forward-form-go = Logga in
forward-not-allowed-title = Du kan inte använda den här appen
forward-not-allowed-text = Ditt nummer har inte tillgång till den. Be dem som driver appen om tillgång.
forward-not-allowed-go = Logga ut
forward-no-cookie-title = Din webbläsare sparar inga kakor
forward-no-cookie-text = Appen som du vill öppna behöver dem för att känna igen dig. Tillåt kakor för appen och öppna den sedan igen.
