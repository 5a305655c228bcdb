# On the way to an app
sign-in-to = Přihlášení do aplikace { $app }
onward-title = Přecházíte do aplikace { $app }
onward-text = Přihlášení proběhlo. Pokud se nic neděje, použijte tlačítko.
onward-go = Přejít: { $app }
choose-lead = Přihlášené číslo končí na <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Pokračovat: { $app }
again-app-lead = Aplikace { $app } žádá o nové přihlášení.

# Why somebody does not get to an app
app-unknown-title = Do této aplikace se nelze přihlásit
app-unknown-text = Aplikaci, ze které přicházíte, neznáme. Vraťte se do ní a dejte vědět jejímu provozovateli.
app-redirect-uri-title = Do této aplikace se nelze přihlásit
app-redirect-uri-text = Aplikace žádala o odpověď na adresu, kterou pro ni nemáme zaregistrovanou. Dejte vědět jejímu provozovateli.
app-paused-title = Přihlašování do této aplikace je pozastavené
app-paused-text = Tady vaše přihlášení trvá dál. Zkuste to později.
app-not-allowed-title = Tuto aplikaci nemůžete používat
app-not-allowed-text = S vaším číslem se do ní nelze přihlásit. O přístup požádejte jejího provozovatele.
app-too-late-title = Trvalo to příliš dlouho
app-too-late-text = Vraťte se do aplikace a přihlaste se z ní znovu.

# Signing out from an app
sign-out-ask-title = Odhlásit se?
sign-out-ask-app = Aplikace { $app } žádá o odhlášení i tady.
sign-out-ask-text = Přihlášené číslo končí na <strong class="num" dir="ltr">{ $digits }</strong>. Odhlášením skončí i přihlášení v jiných aplikacích.
signed-out-onward-text = Odhlášení proběhlo. Pokud se nic neděje, použijte tlačítko.
sign-out-unknown-app-title = Tato aplikace vás nemůže odhlásit
sign-out-unknown-app-text = Aplikaci, ze které přicházíte, neznáme, nebo vaše přihlášení patří k jiné. Odhlásit se můžete na stránce svého účtu.
sign-out-redirect-uri-title = Tato aplikace vás nemůže odhlásit
sign-out-redirect-uri-text = Aplikace chtěla pokračovat na adresu, kterou pro ni nemáme zaregistrovanou. Odhlásit se můžete na stránce svého účtu.

# Apps, on the account page
apps-title = Aplikace
apps-lead = Do těchto aplikací se přihlašujete svým číslem. Když aplikaci odpojíte, dostane pokyn vás odhlásit.
app-disconnect = Odpojit
done-app-disconnected = Aplikace je odpojená.

# At apps behind a proxy that asks
forward-form-title = Vaše přihlášení skončilo
forward-form-text = Odeslané údaje jsme nepřijali. Přihlaste se a odešlete je znovu.
forward-form-go = Přihlásit se
forward-not-allowed-title = Tuto aplikaci nemůžete používat
forward-not-allowed-text = S vaším číslem se do ní nelze přihlásit. O přístup požádejte jejího provozovatele.
forward-not-allowed-go = Odhlásit se
forward-no-cookie-title = Váš prohlížeč neukládá cookies
forward-no-cookie-text = Aplikace, kterou chcete otevřít, vás bez nich nepozná. Povolte pro ni cookies a otevřete ji znovu.
