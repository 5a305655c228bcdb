# Everywhere
language-label = Language
skip = Skip to main content
problem = There is a problem
error-prefix = Error:
link-help = Help signing in
link-privacy = Privacy
link-terms = Terms
keep = No, go back
sign-in = Sign in
sign-out = Sign out
never = Never
yes = Yes
no = No

# Dates and durations
date = { $day } { $month } { $year }
day-month = { $day } { $month }
date-time = { $date }, { $time } UTC
moment = { $date }, { $time }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
duration-seconds = { $n ->
    [one] 1 second
   *[other] { $n } seconds
}
duration-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
duration-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
}
ago-now = just now
ago-minutes = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
}
ago-hours = { $n ->
    [one] 1 hour ago
   *[other] { $n } hours ago
}
ago-days = { $n ->
    [one] 1 day ago
   *[other] { $n } days ago
}

# The phone form
step-1 = Step 1 of 2
sign-in-title = Sign in with your mobile number
sign-in-lead = We’ll text you a { $digits }-digit code.
sign-in-new = No password needed. If you’re new, this also creates your account.
region-label = Country or region
region-label-short = Country<span class="more-words"> or region</span>
regions-likely = Likely
regions-all = All
phone-label = Mobile number
phone-hint = Like <span class="num" dir="ltr" data-example>{ $example }</span>, or start with + for another country
phone-hint-only = Like <span class="num" dir="ltr">{ $example }</span>
phone-hint-plain = Start with + and the country code
send-code = Text me a code
no-texts-summary = I can’t get texts
no-texts-text = You need a number that can receive text messages to sign in.
sending = Sending…
sending-slow = Still sending. This can take up to half a minute.
held-lead = You asked for a code for the number ending in <strong class="num" dir="ltr">{ $digits }</strong>.
held-go = Enter it
phone-empty = Enter your mobile number
phone-format = We cannot read this as a phone number. Enter only its digits, without words or an extension
phone-too-short = { $digits ->
    [one] This number is one digit too short ({ $country })
   *[other] This number is { $digits } digits too short ({ $country })
}
phone-too-long = { $digits ->
    [one] This number is one digit too long ({ $country })
   *[other] This number is { $digits } digits too long ({ $country })
}
phone-not-mobile = This is not a mobile number ({ $country }). Enter one that gets texts
phone-no-such-range = No mobile number begins like this ({ $country }). Check the first digits
phone-unknown-code = No country has this code. Start with + and the country code
phone-unknown-code-here = No country has this code. Numbers of { $country } begin with +{ $code }
phone-no-region = Choose a country, or start the number with + and the country code
phone-no-texts = This number cannot get texts. Enter a mobile number
phone-range-off = We do not send texts to this number. Use a different one
phone-refused = This number cannot get our texts. Use a different mobile number
phone-opted-out = You told an earlier text of ours to stop. Answer START to it, or use a different number
phone-country-off = We do not send texts to { $country } yet

# Signing in again
again-title = Sign in again
again-lead = We’ll text a new code to <strong class="num" dir="ltr">{ $phone }</strong>. Until you enter it, you stay signed in as you are.

# The text, as it will look
preview-title = The text looks like this
preview-none-title = About the text
preview-digits = { $digits } digits
preview-note = We never phone you to ask for a code. If someone does, hang up.

# The code form
step-2 = Step 2 of 2
step-2-app = Step 2 of 2, to sign in to { $app }
code-title = Check your phone
code-lead = We’ve texted a code to the number ending in <strong class="num" dir="ltr">{ $digits }</strong>.
code-sent-at = We sent a new code at
code-sent-clock = { $time } UTC
code-lead-arrives = It can take a minute or two to arrive.
code-lead-full = We’ve texted a code to <strong class="num" dir="ltr">{ $phone }</strong>.
code-change = Change
code-label = { $digits }-digit code
code-works = It works for { $for }
code-until = , until { $time }
code-over = This code no longer works
code-over-text = Send a new code to go on.
code-over-none = You have had all the codes for this sign-in. Start again to go on.
code-over-again = Start again
tries-left = { $n ->
    [one] You have 1 try left.
   *[other] You have { $n } tries left.
}
code-empty = Enter the code from the text
code-length = The code must be { $digits } digits
code-wrong = That code is not right. Check the text and enter it again
code-replaced = That code does not work any more. Use the one from a later text
code-expired = That code has expired. Send a new code
code-spent = You entered the wrong code too many times. Send a new code
code-expired-none = That code has expired
code-spent-none = You entered the wrong code too many times
code-longer = Many wrong codes were entered here or elsewhere, so yours is too short now. Send a new code: it is longer, and you need not wait
code-other-tab = You started again in another tab. This page now shows the newest number. Enter its code
resend-title = Did not get the text?
resend = Send a new code
resend-wait = You can ask for a new code in <span data-left>{ $wait }</span>.
resend-ready = You can ask for a new code now.
resend-left = { $n ->
    [one] You can ask for 1 more code.
   *[other] You can ask for { $n } more codes.
}
resend-none = You have had all the codes for this sign-in. Use a different number, or start again.
other-number = Use a different number

# Notices above the forms: trouble that is not the person’s fault
notice-unavailable-title = Sorry, we cannot send texts right now
notice-unavailable-text = Try again in a few minutes.
notice-unreachable-title = That phone cannot be reached right now
notice-unreachable-text = Check that it is switched on and has signal. Then try again, or use a different number.
notice-opted-out-title = You told our texts to stop
notice-opted-out-text = Answer START to our earlier text and send a new code, or use a different number.
notice-country-off-title = We do not send texts to this number
notice-country-off-text = Use a different number.
undelivered-title = The phone network did not deliver our text
undelivered-text = Send a new code, or use a different number.
undelivered-no-texts-title = This number cannot get texts
undelivered-no-texts-text = The phone network says so. Use a different mobile number.
notice-limited-title = You cannot get another code yet
notice-limited-text = You can ask again in { $wait }.
notice-paused-title = Texts to numbers like this one are paused
notice-paused-text = Try again in { $wait }, or use a different number.
notice-form-used-title = This form was sent before
notice-form-used-text = Nothing was sent again. Check the number, and press the button for a code.
notice-none-left-title = You cannot get another code for this sign-in
notice-none-left-text = Use a code that we sent you, or start again with your number.
notice-no-texts-title = This number cannot get texts
notice-no-texts-text = Use a different mobile number.

# Pages that only say something
cookies-title = Your browser blocks our cookie
cookies-text = We sent a code, but without a cookie this page cannot know that it is you who asked. Allow cookies for this site in your browser’s settings, then start again.
cookies-again = Start again
cookies-text-before = Without a cookie you could not enter the code. Allow cookies for this site in your browser’s settings, then load this page again. No text was sent.
already-used-title = That code was already used
already-used-text = If you signed in on another tab, you can close this one. Otherwise start again.
already-used-again = Start again
blocked-title = This account is blocked
blocked-text = You cannot sign in with this number. If you think this is a mistake, contact the people who run this site.
error-reference = If you ask for help, tell them this number: <strong class="id">{ $reference }</strong>
error-not-found-title = Page not found
error-not-found-text = If you typed the address, check that it is right.
error-not-found-again = Go to the start page
error-method-title = That does not work here
error-method-text = This page cannot be used that way.
error-method-again = Go to the start page
error-cross-site-title = That request came from another site
error-cross-site-text = For your safety, forms only work on this site’s own pages. Open the page here and try again.
error-cross-site-again = Go to the start page
error-too-large-title = That was too much
error-too-large-text = What was sent is larger than this site accepts.
error-too-large-again = Go to the start page
error-too-late-title = That took too long
error-too-late-text = Your browser did not send everything in time. Nothing was done. Go back and try again.
error-too-late-again = Go to the start page
error-bad-request-title = We did not understand that
error-bad-request-text = Something in the request was not right. Go back and try again.
error-bad-request-again = Go to the start page
error-unavailable-title = Sorry, there is a problem with the service
error-unavailable-text = Try again in a moment.
error-unavailable-again = Try again
error-busy-title = Too many people are here at once
error-busy-text = No text was sent. Try again in a few seconds.
error-busy-again = Try again
error-internal-title = Sorry, something broke on our side
error-internal-text = It has been recorded. Try again in a moment.
error-internal-again = Go to the start page
error-stale-title = Sign in again for the admin pages
error-stale-text = Your sign-in is too old for these pages. Sign in again by text, and you come back here.
error-stale-again = Sign in again
error-stale-act-title = Sign in again to do this
error-stale-act-text = Nothing was changed, because your sign-in is too old for that. Sign in again by text. You then come back to the page you were on, and can press the button again.
error-stale-act-again = Sign in again
error-stale-kept-title = Sign in again to go on
error-stale-kept-text = Nothing was done yet, because your sign-in is too old for that. Sign in again by text. What you entered is kept, and goes on when you say so.
error-stale-kept-again = Sign in again

# The account page
account-title = Your account
account-lead = Signed in as <strong class="num" dir="ltr">{ $phone }</strong>
account-admin = Go to the admin pages
sessions-title = Where you are signed in
sessions-lead = If you do not know one of these, end it.
session-this = This device
session-seen = Last used
session-began = Signed in
session-end = Sign out
sessions-end-all = Sign out everywhere…
device-on = { $browser } on { $system }
device-unknown = Unknown device
data-title = Your data
data-lead = You can take everything we keep about you with you, or have it deleted.
data-download = Download my data
data-delete = Delete my account…
end-all-title = Sign out everywhere?
end-all-text = All your devices, this one too, are signed out at once.
end-all-do = Sign out everywhere
delete-title = Delete your account?
delete-text = Your number, your sessions and your sign-ins are deleted at once. This cannot be undone.
delete-do = Delete my account
delete-factor-text = Your number, your sessions and your sign-ins are deleted at once. This cannot be undone. Your number is an admin’s by this server’s settings, so your second factor stays for whoever signs in with it again.

# What was done just now, in one line
done-signed-out = You are signed out.
done-signed-out-everywhere = You are signed out everywhere.
done-deleted = Your account is deleted, and you are signed out everywhere. You can sign up again with your number at any time.
done-session-ended = That device is signed out.
