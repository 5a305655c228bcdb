# An admin's second factor
factor-title = Second factor
factor-lead = A code from an app on your phone. These admin pages ask for it whenever you sign in, and later before you change something.
factor-app = Authenticator app
factor-on = On
factor-since = since
factor-none = You have no second factor yet.
factor-none-text = You need an authenticator app, such as the one built into your password manager. Setting up takes a minute.
factor-first = Admins here need a second factor. Set one up to see the other admin pages.
factor-required = Admins here need a second factor, so you cannot turn it off.
factor-set-up = Set up
factor-new-app = Set up another app
factor-new-app-text = For a new phone. The app you use now works until the new one is set up.
factor-remove = Turn off…
factor-remove-title = Turn off your second factor?
factor-remove-text = A text to your number is then enough for the admin pages. Your recovery codes stop working.
factor-remove-do = Turn off

# Setting up
factor-set-up-title = Set up an app
factor-set-up-lead = Give the app a secret, then show that it has it.
factor-scan = Add it to the app
factor-scan-text = Open the app, choose to add an account, and scan this code.
factor-qr = QR code for the app
factor-type = Or type this secret into the app:
factor-account = The app lists it under { $account }.
factor-confirm = Enter a code from the app
factor-code = 6-digit code from the app
factor-code-hint = The app shows a new one every 30 seconds.
factor-confirm-do = Turn on
factor-set-up-wrong = That code is not right. Enter the one that the app shows now, and check that your phone’s clock is right.
factor-word = One-time word
factor-word-hint = Like abcd-efgh-2345. Whoever runs this server gives it to you.
factor-word-text = You also need a one-time word. Whoever runs this server makes one for your number with the command “textgate admin word”.
factor-word-wrong = That one-time word is wrong, too old, or was used before.
factor-word-limited = Too many wrong words. Try again in { $wait }.

# Recovery codes
factor-codes = Recovery codes
factor-codes-left = { $n ->
    [0] No codes left
    [one] 1 code left
   *[other] { $n } codes left
}
factor-codes-text = Each works once, in place of the app. New codes replace all older ones.
factor-codes-renew = Make new codes
factor-codes-title = Save your recovery codes
factor-codes-fresh = Your second factor is on.
factor-codes-once = These codes are shown once, and never again.
factor-codes-how = Keep them where you find them without your phone. Each works once, in place of the app.
factor-codes-download = Download as text
factor-codes-saved = I have saved them
factor-file = Recovery codes for { $site }, made on { $date }. Each works once.

# Giving it
factor-check-title = Enter a code from your app
factor-check-lead = The admin pages ask for your second factor after each sign-in, and again when that was too long ago.
factor-waits-lead = Nothing was done yet. A code goes on with what you pressed:
factor-check-do = Go on
factor-lost = No phone at hand?
factor-recovery = Recovery code
factor-recovery-hint = Like abcd-efgh-2345. Each works once.
factor-recovery-do = Use recovery code
factor-lost-text = No recovery code either? Whoever runs this server can take your second factor away.
factor-away = Go to your account
factor-wrong-code = That code is not right. Enter the one that the app shows now.
factor-wrong-recovery = That is none of your recovery codes, or it was used before.
factor-used = That code was used before. Wait until the app shows the next one.
factor-malformed-code = Enter the 6 digits that the app shows
factor-malformed-recovery = Enter the 12 letters and digits of a recovery code
factor-limited = Too many wrong codes. Try again in { $wait }.
action-factor-set-up = Set up a second factor
action-factor-removed = Turned their second factor off
action-factor-recovery-used = Used a recovery code
action-factor-codes-renewed = Made new recovery codes
action-factor-word = Made a one-time word for a second factor
action-factor-reset = Took a second factor away

# What waits until somebody proved themselves once more
go-on-title = Go on?
go-on-text = You are signed in again. Nothing was done yet. What you sent before waits here:
go-on-do = Go on
waits-allow = Allow texts
waits-block = Block
waits-bulk = What you chose for several users
waits-codes = Make new recovery codes
waits-confirm = Set up an authenticator app
waits-country = A decision about texts to a country
waits-delete = Delete a user
waits-export = Export users
waits-number = Show a number in full
waits-numbers = Look up a number
waits-pause = Pause a provider
waits-range = A decision about texts to a number range
waits-remove = Turn off your second factor
waits-resume = Resume a provider
waits-set-up = Set up an authenticator app
waits-sign-out = Sign a user out
waits-stop = Stop texts
waits-unblock = Unblock
waits-watch = Undo a decision about texts
waits-other = What you asked for on the page before

# What was done just now, in one line
done-factor-off = Your second factor is off.
done-codes-once = Recovery codes are shown once. If you did not save them, make new ones.
