# On the way to an app
sign-in-to = Inloggen bij { $app }
onward-title = Je gaat naar { $app }
onward-text = Je bent ingelogd. Gebeurt er niets? Gebruik dan de knop.
onward-go = Naar { $app }
choose-lead = Je bent ingelogd met het nummer dat eindigt op <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Verder naar { $app }
again-app-lead = { $app } vraagt je om opnieuw in te loggen.

# Why somebody does not get to an app
app-unknown-title = Inloggen bij deze app kan niet
app-unknown-text = De app waar je vandaan komt, is hier niet bekend. Ga terug naar de app en laat het weten aan wie hem beheert.
app-redirect-uri-title = Inloggen bij deze app kan niet
app-redirect-uri-text = De app wilde een antwoord op een adres dat er niet voor is geregistreerd. Laat het weten aan wie de app beheert.
app-paused-title = Inloggen bij deze app kan nu even niet
app-paused-text = Hier blijf je ingelogd. Probeer het later opnieuw.
app-not-allowed-title = Je kunt deze app niet gebruiken
app-not-allowed-text = Met jouw nummer mag je er niet inloggen. Vraag toegang aan wie de app beheert.
app-too-late-title = Dat duurde te lang
app-too-late-text = Ga terug naar de app en log van daaruit opnieuw in.

# Signing out from an app
sign-out-ask-title = Uitloggen?
sign-out-ask-app = { $app } vraagt je om ook hier uit te loggen.
sign-out-ask-text = Je bent ingelogd met het nummer dat eindigt op <strong class="num" dir="ltr">{ $digits }</strong>. Als je uitlogt, ben je ook bij andere apps niet meer ingelogd.
signed-out-onward-text = Je bent uitgelogd. Gebeurt er niets? Gebruik dan de knop.
sign-out-unknown-app-title = Deze app kan je niet uitloggen
sign-out-unknown-app-text = De app waar je vandaan komt, is hier niet bekend of is niet de app waarbij je bent ingelogd. Uitloggen kan op je accountpagina.
sign-out-redirect-uri-title = Deze app kan je niet uitloggen
sign-out-redirect-uri-text = De app wilde verder naar een adres dat er niet voor is geregistreerd. Uitloggen kan op je accountpagina.

# Apps, on the account page
apps-title = Apps
apps-lead = Bij deze apps ben je ingelogd met je nummer. Als je er een ontkoppelt, krijgt die het bericht om je uit te loggen.
app-disconnect = Ontkoppelen
done-app-disconnected = De app is ontkoppeld.

# At apps behind a proxy that asks
forward-form-title = Je bent niet meer ingelogd
forward-form-text = Wat je hebt verstuurd, is niet verwerkt. Log in en verstuur het opnieuw.
forward-form-go = Inloggen
forward-not-allowed-title = Je kunt deze app niet gebruiken
forward-not-allowed-text = Met jouw nummer mag je er niet inloggen. Vraag toegang aan wie de app beheert.
forward-not-allowed-go = Uitloggen
forward-no-cookie-title = Je browser bewaart geen cookies
forward-no-cookie-text = De app die je wilt openen, heeft ze nodig om je te herkennen. Sta cookies voor de app toe en open hem dan opnieuw.
