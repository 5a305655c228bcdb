# On the way to an app
sign-in-to = Sign in to { $app }
onward-title = Taking you to { $app }
onward-text = You are signed in. If nothing happens, use the button.
onward-go = Go to { $app }
choose-lead = You are signed in with the number ending in <strong class="num" dir="ltr">{ $digits }</strong>.
choose-go = Continue to { $app }
again-app-lead = { $app } asks you to sign in again.

# Why somebody does not get to an app
app-unknown-title = This app cannot be signed in to
app-unknown-text = The app that sent you here is not known. Go back to it, and tell whoever runs it.
app-redirect-uri-title = This app cannot be signed in to
app-redirect-uri-text = The app asked for an answer at an address that is not registered for it. Tell whoever runs it.
app-paused-title = Signing in to this app is paused
app-paused-text = You are not signed out here. Try again later.
app-not-allowed-title = You cannot use this app
app-not-allowed-text = Your number may not sign in to it. Ask whoever runs it for access.
app-too-late-title = That took too long
app-too-late-text = Go back to the app and sign in from there again.

# Signing out from an app
sign-out-ask-title = Sign out?
sign-out-ask-app = { $app } asks you to sign out here, too.
sign-out-ask-text = You are signed in with the number ending in <strong class="num" dir="ltr">{ $digits }</strong>. Signing out ends your sign-in at other apps as well.
signed-out-onward-text = You are signed out. If nothing happens, use the button.
sign-out-unknown-app-title = This app cannot sign you out
sign-out-unknown-app-text = The app that sent you here is not known, or is not the one you signed in to. You can sign out on your account page.
sign-out-redirect-uri-title = This app cannot sign you out
sign-out-redirect-uri-text = The app asked to go on to an address that is not registered for it. You can sign out on your account page.

# Apps, on the account page and for admins
apps-title = Apps
apps-lead = You signed in to these with your number. If you disconnect one, it is told to sign you out.
app-disconnect = Disconnect
done-app-disconnected = That app is disconnected.
admin-apps-lead = What people sign in to with their numbers. Apps are set up in the configuration file.
apps-app = App
apps-people = People signed in
apps-today = Sign-ins today
apps-yesterday = Sign-ins yesterday
apps-errors = Refused today
apps-untold = Sign-outs it was not told of
apps-untold-waiting = { $n ->
    [one] 1 more is on its way
   *[other] { $shown } more are on their way
}
app-state-on = On
app-state-paused = Paused
app-about = About
app-audit = In the audit
app-grants = Signed in last
app-no-grants = Nobody is signed in to it
app-no-grants-text = Whoever signs in is listed here.
app-people-now = { $n ->
    [one] 1 person is signed in to it now.
   *[other] { $shown } people are signed in to it now.
}
app-pause = Pause…
app-pause-title = Pause this app?
app-pause-text = Nobody can sign in to it until you resume it, and what it got so far stops working here at once. Nothing is ended.
app-pause-do = Pause
app-resume = Resume
app-end-all = End all grants…
app-end-all-title = End all that this app got?
app-end-all-text = It has to ask people to sign in again, and is told to sign them out. They stay signed in here.
app-end-all-do = End all grants
done-app-paused = The app is paused.
done-app-resumed = People can sign in to the app again.
done-app-ended = All that the app got is ended.
action-app-pause = Paused an app
action-app-resume = Resumed an app
action-app-end-all = Ended all grants of an app
action-account-disconnect = Disconnected an app
target-app = App

# At apps behind a proxy that asks
forward-form-title = You are not signed in any more
forward-form-text = What you sent was not taken. Sign in, and send it again.
forward-form-go = Sign in
forward-not-allowed-title = You cannot use this app
forward-not-allowed-text = Your number may not sign in to it. Ask whoever runs it for access.
forward-not-allowed-go = Sign out
forward-no-cookie-title = Your browser keeps no cookies
forward-no-cookie-text = The app that you want to open needs them to know you. Allow cookies for it, then open it again.
