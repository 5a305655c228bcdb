# One act on many users
bulk-legend = With selected users
bulk-with = With selected:
bulk-sign-out = Sign out everywhere…
bulk-block = Block…
bulk-delete = Delete…
bulk-all = All that match, not only those ticked
bulk-pick = Select
bulk-pick-one = Select number ending { $digits }
done-bulk-none = Nobody is selected. Tick users in the list, or tick “All that match”.
bulk-filter = Everybody who matches all of these:
bulk-filter-none = Everybody in the list. No filter is set.
bulk-most = More users match, but one act reaches at most { $shown }: the first in the list. Repeat it for the rest.
bulk-spares = You and other admins are left out. The audit gets an entry for everybody it is done to.
bulk-sign-out-title = { $n ->
    [one] Sign 1 user out everywhere?
   *[other] Sign { $shown } users out everywhere?
}
bulk-sign-out-consequences = All their sessions end at once. Their browsers are not known any more. They can sign in again by text.
bulk-sign-out-do = Sign them out
bulk-sign-out-done-title = Signed out
bulk-sign-out-done = { $n ->
    [one] 1 user was signed out everywhere.
   *[other] { $shown } users were signed out everywhere.
}
bulk-block-title = { $n ->
    [one] Block 1 user?
   *[other] Block { $shown } users?
}
bulk-block-consequences = All their sessions end at once, and no code signs them in until you unblock them, one by one.
# What a block costs, by the setting limits.blocked
block-price-text = Texts to a blocked number are still sent and paid for. The setting limits.blocked = "silent" stops that.
block-price-silent = A blocked number gets no texts, and whoever asks for a code is not told so.
bulk-block-do = Block them
bulk-block-done-title = Blocked
bulk-block-done = { $n ->
    [one] 1 user was blocked.
   *[other] { $shown } users were blocked.
}
bulk-delete-title = { $n ->
    [one] Delete 1 user?
   *[other] Delete { $shown } users?
}
bulk-delete-consequences = The users, their sessions and their sign-ins are deleted at once. This cannot be undone. Blocks on their numbers stay.
bulk-delete-do = Delete them
bulk-delete-done-title = Deleted
bulk-delete-done = { $n ->
    [one] 1 user was deleted.
   *[other] { $shown } users were deleted.
}
bulk-left-out = { $n ->
    [one] 1 was left out: an admin, yourself, or somebody for whom it changed nothing.
   *[other] { $shown } were left out: admins, yourself, and those for whom it changed nothing.
}

# Users as a file
export-link = Export…
export-title = Export users
export-none = No users match, so there is nothing to export.
export-full = The file holds every number in full.
export-audit = The audit records who took it, with the filters and the count.
export-formats = In the CSV file an apostrophe stands before each number, so that no spreadsheet runs it as a formula. For programs take JSON: one user on each line.
export-csv = Download CSV
export-json = Download JSON lines

# A number that is looked up
look-up-title = Look up a number
look-up-lead = For somebody who calls and has no code. The number goes into no address and no log.
look-up-hint = As people write it, or with + and the country code.
look-up-do = Look it up
look-up-empty = Enter a number
look-up-no-texts = This number cannot get texts, so none was sent to it
number-title = Number
number-back = Look up another number
number-no-user = No user has this number.

# What happened to a number
finding-title = Why no code?
finding-blocked = This number is blocked since { $since }: codes are sent, but none signs in.
finding-blocked-silent = This number is blocked since { $since }: it gets no texts, and whoever asks for a code is not told so.
finding-none = No text to this number was asked for in the last 90 days.
finding-signed-in = The newest sign-in worked, { $ago }.
finding-was-blocked = The right code was entered { $ago }.
finding-test = This is a test number: it gets no texts.
finding-underway = The newest text is being handed to { $provider }.
finding-not-sent = The newest text was not sent: { $reason } ({ $who }).
finding-silenced = The newest text was not sent: the number is blocked.
finding-in-doubt = It is not known whether the newest text went out: { $reason } ({ $who }).
finding-no-receipt = { $provider } accepted the newest text { $ago }, and has not said whether it was delivered.
finding-not-delivered = The newest text was not delivered: { $reason } ({ $who }).
finding-arrived = The newest text was delivered { $ago }.
finding-code-works = Its code works until { $time } and was not typed yet.
finding-code-works-wrong = { $n ->
    [one] Its code works until { $time } and was typed wrong once.
   *[other] Its code works until { $time } and was typed wrong { $n } times.
}
finding-code-spent = All tries of its code were used up by wrong ones. A new code can be asked for.
finding-code-expired = Its code expired before it was typed.
finding-code-expired-wrong = { $n ->
    [one] Its code was typed wrong once, and then expired.
   *[other] Its code was typed wrong { $n } times, and then expired.
}
because-invalid_number = there is no such number, or it gets no texts
because-unreachable = the phone was off or out of reach
because-opted_out = the owner told earlier texts to stop
because-blocked = the number is on a list of those that get no texts
because-region = the provider’s account may not text this country
because-balance = the provider’s account has no money left, or is suspended
because-config = the provider did not accept our credentials, sender or template
because-rate = the provider was asked too fast
because-outage = the provider was down or could not be reached
because-silenced = the number is blocked
because-unknown = the provider gave no reason that we know
obstacle-title = What stops a text now
obstacle-none = Nothing stops a text to this number now.
obstacle-country-off = Texts to { $country } are switched off in the configuration.
obstacle-no-route = No provider is configured for { $country }.
obstacle-paused = All providers for { $country } are paused.
obstacle-range-stopped = An admin stopped texts to this number’s range.
obstacle-country-stopped = An admin stopped texts to { $country }.
obstacle-limit-wait = The wait after the last text lasts until { $until } ({ $wait }).
obstacle-limit-phone = This number had as many texts as browsers that never signed in with it may ask for until { $until } ({ $wait }).
obstacle-limit-known = Browsers that signed in with this number before had as many texts as they may get until { $until } ({ $wait }).
obstacle-limit-range = Too many texts to this number’s range were not answered. The next one can go at { $until } ({ $wait }).
obstacle-limit-country = Too many texts to this country were not answered. The next one can go at { $until } ({ $wait }).
obstacle-limit-total = More texts were asked for than may go out in all. The next one can go at { $until } ({ $wait }).
obstacle-limit-money = The day’s money for texts is spent until { $until } ({ $wait }).
obstacle-long-codes = After many wrong tries, codes for unknown browsers have { $digits } digits until { $until }.
obstacle-browsers = { $n ->
    [one] 1 browser is known for this number. It has limits of its own.
   *[other] { $n } browsers are known for this number. They have limits of their own.
}
story-title = What happened
story-lead = Newest first. All times are UTC. Texts are kept 90 days, sign-ins 30 days.
story-pages = Pages of what happened
story-none = Nothing happened yet
story-none-text = Texts, sign-ins, sessions and what admins do appear here.
story-message = Text
story-begun = Asked for a code
story-begun-form = Asked for a code in a browser
story-begun-json = Asked for a code over the API
story-begun-test = A test number: no text was sent
story-again = Asked for another code. It replaces the earlier one once it is sent
story-language = { $story }. Written in { $language }.
story-sending = Being handed to { $provider }
story-accepted = { $provider } accepted it, and has not said whether it was delivered
story-delivered = { $provider } accepted it, and it was delivered within { $time }
story-delivered-some-time = { $provider } accepted it, and it was delivered
story-undelivered = { $provider } accepted it, but it was not delivered: { $reason }
story-refused = { $provider } rejected it: { $reason }
story-silenced = Not sent: the number is blocked
story-unknown = It is not known whether { $provider } accepted it: { $reason }
story-wrong = { $n ->
    [one] 1 wrong try at the newest code
   *[other] { $n } wrong tries at the newest code
}
story-right = The right code was entered
story-code-works = The code works until then
story-code-spent = No tries are left
story-code-expired = The code expired
story-gone = What became of the code is not kept any more
story-session = Session
story-session-began = Began on { $device } from { $address }
story-session-seen = Last used { $time }
story-session-ends = Ends { $time } if it is not used
story-session-ended = Ended { $time }
attempt-right-code = Right code
attempt-waiting = Waiting for the code
attempt-tries-spent = No tries left
attempt-expired = Code expired
attempt-not-sent = Not sent
attempt-not-delivered = Not delivered
attempt-in-doubt = Not known if sent
attempt-underway = Being sent
attempt-texted = Texted

# The delivery log
messages-title = Messages
messages-lead = Every text that was handed to a provider, newest first. Kept 90 days. All times are UTC.
messages-provider = Provider
messages-range = Number range
messages-by-provider = Provider: { $name }
messages-by-range = Number range: { $range }
messages-col-when = Time
messages-col-number = Number
messages-col-reason = Reason
messages-col-receipt = Receipt after
messages-col-parts = Parts
messages-parts = { $n ->
    [one] 1 part
   *[other] { $n } parts
}
messages-hop = attempt { $n }
messages-pages = Pages of messages
messages-none = No texts in the last 7 days
messages-none-text = Texts appear here when people ask for codes. Choose an earlier day to see older ones.
messages-no-match = No messages match
messages-no-match-text = Change the filters, or clear them. A range is a number less its last four digits.
delivery-sending = Being sent
delivery-accepted = Accepted
delivery-delivered = Delivered
delivery-undelivered = Undelivered
delivery-refused = Rejected
delivery-unknown = Unknown

# One message
message-title = Message to
message-back = All messages
message-number = What happened to this number
message-code = Its code
message-newer = The newer message
message-hop = Attempt { $n }
message-detail = In the log:
message-began = Began
message-took = Answer after
message-ms = { $n } ms
message-receipt = Receipt
message-no-receipt = None
message-language = Language
message-cost = Cost
fate-not-taken = No provider accepted the text, so its code never counted.
fate-gone = What became of its code is not kept any more.
fate-replaced = A newer text replaced its code.
fate-too-late = The sign-in was over before it went out, so its code never counted.
fate-used = Its code was entered
fate-works = Its code was not entered yet. It works until
fate-spent = Its code was not entered. Its tries were used up by wrong ones.
fate-expired = Its code was not entered. It expired

# What was done just now, in one line
done-blocked = Blocked.
done-unblocked = Unblocked.
done-signed-out-user = Signed out everywhere.
done-user-deleted = The user is deleted.
done-oneself = That is your own account. You cannot block, sign out or delete yourself here. Your account’s page lets you sign out everywhere, and delete your account.
done-number-once = A number is shown once each time you ask for it. To see it again, ask again.
done-export-once = A file of users is made once each time you ask for it. To get another, ask again.
