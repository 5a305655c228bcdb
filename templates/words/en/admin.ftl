admin-nav = Admin
admin-part = Sign-in admin
admin-who = Signed in as <span class="num" dir="ltr">•••• { $digits }</span>
number-ending = number ending

# Lists
list-by = Search by
list-q = Starts with
list-any = Any
list-apply = Apply
list-filters = Filters in use
list-remove = Remove filter:
list-clear = Clear all
list-later = Later
list-earlier = Earlier
list-from = From
list-to = To
list-days = { $first } to { $last }
list-none-yet = None found so far
list-none-yet-text = There is more to look through. Go on with the button below.
list-looked = That is how far this page looked. There is more to look through.
number-group = ,

# The user list
users-title = Users
users-lead = Most recently active first: last signed in, or first texted. All times are UTC.
users-lead-search = In the order of what you search by. All times are UTC.
users-q = Number, its last digits, or ID
users-status = Status
users-count-all = { $n ->
    [one] 1 user.
   *[other] About { $shown } users.
}
users-count-all-more = { $n ->
   *[other] More than { $shown } users.
}
users-count = { $n ->
    [one] About 1 user matches.
   *[other] About { $shown } users match.
}
users-count-more = { $n ->
   *[other] More than { $shown } users match.
}
users-active = Last active
users-active-any = Any time
users-active-24h = Active in the past 24 hours
users-active-7d = Active in the past 7 days
users-active-30d = Active in the past 30 days
users-active-over-90d = Not active for 90 days
users-country-is = Country: { $country }
users-starts-with = Starts with { $text }
users-ends-with = Number ends with { $text }
users-status-is = Status: { $status }
users-caption = Users
users-col-number = Number and ID
users-col-country = Country
users-col-last = Last sign-in
users-col-created = Created
users-col-devices = Devices
users-pages = Pages of users
users-none = Nobody has signed in yet
users-none-text = Users appear here as soon as a first text to them was sent.
users-no-match = No users match
users-no-match-text = Change the search, or clear the filters. Somebody who never got in may have no user:
users-no-match-look-up = look the number up
test-number = Test number
status-active = Active
status-blocked = Blocked
status-unverified = Not verified
devices = { $n ->
    [one] device
   *[other] devices
}

# One user
user-reveal = Show number
user-revealed = The audit records that you looked at this number.
user-title = User
user-back = All users
user-about = About this user
user-times = All times are UTC.
user-verified = First proven
user-admin = Admin
user-sign-out = Sign out everywhere
user-block = Block
user-unblock = Unblock
user-delete = Delete…
user-sessions = Sessions
user-sessions-count = { $n ->
    [one] 1 session
   *[other] { $shown } sessions
}
user-all-sessions = { $n ->
   *[other] All { $shown } sessions
}
user-no-sessions = Not signed in anywhere
user-no-sessions-text = Sessions appear here when this user signs in.
user-delete-title = Delete this user?
user-delete-text = The user, their sessions and their sign-ins are deleted at once. This cannot be undone. A block on the number stays.
user-delete-do = Delete user
user-self = This is you. To sign out everywhere or to delete your account, go to:
user-audit = What was done to this user

# An admin's act on themselves
oneself-title = That is your own account
oneself-text = You cannot block, sign out or delete yourself here. Your account’s page lets you sign out everywhere, and delete your account.
oneself-again = Go to your account

# The audit
audit-title = Audit
audit-lead = Who did what to whom. Newest first, at most a year at a time. All times are UTC.
audit-action = Action
audit-q = ID starts with
audit-chip-actor = Done by { $text }
audit-chip-target = Done to { $text }
audit-when = Time
audit-actor = Who
audit-target = Target
audit-address = Address
audit-gone = deleted
audit-count = { $n ->
    [one] 1 user
   *[other] { $shown } users
}
audit-pages = Pages of the audit
audit-none = Nothing was done in the last 30 days
audit-none-text = What admins do, and what people do to their own accounts, is recorded here. Choose an earlier day to see older entries.
audit-no-match = No entries match
audit-no-match-text = Change the filters, or clear them.
user-labels = Labels
user-external-id = External ID
expected-title = Expected
expected-lead = Your backends expect these people. They become users with the first code they ask for.
expected-none = Nobody is expected
expected-since = Since
expected-next = Next page
action-user-block = Blocked a user
action-user-unblock = Unblocked a user
action-user-sign-out = Signed a user out
action-user-delete = Deleted a user
action-user-reveal = Looked at a number
action-user-label = Labelled a user
action-user-name = Named a user
action-user-forget = No longer expects somebody
action-users-expect = Expects people
action-users-reveal = Read numbers in full
action-users-sign-out = Signed several users out
action-users-block = Blocked several users
action-users-delete = Deleted several users
action-users-export = Exported users
action-number-block = Blocked a number
action-number-unblock = Unblocked a number
action-admin-grant = Made an admin
action-admin-revoke = Took admin rights back
action-place-allow = Allowed texts
action-place-stop = Stopped texts for good
action-place-more = Gave more unanswered texts for the day
action-place-watch = Undid a decision about texts
action-account-delete = Deleted own account
action-account-sign-out = Signed one device out
action-account-sign-out-everywhere = Signed out everywhere
actor-admin = Admin
actor-user = User
actor-command = Command line
actor-system = Textgate itself
actor-api-client = API key
actor-app = App
target-user = User
target-expected = Expected
target-users = Several users
target-number = Number
target-range = Number range
target-country = Country
target-export = Export
detail-was-active = Had signed in before
detail-was-blocked = Was blocked, and the number stays blocked
detail-was-unverified = Had never signed in
