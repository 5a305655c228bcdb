admin-nav = Admin
admin-part = Sign-in admin
admin-who = Signed in as <span class="num" dir="ltr">•••• { $digits }</span>
number-ending = number ending

# The user list
users-title = Users
users-lead = Most recently active first. All times are UTC.
users-lead-search = In the order of what you search by. All times are UTC.
users-by = Search by
users-by-phone = Phone number
users-by-id = User ID
users-q = Starts with
users-status = Status
users-any = Any
users-apply = Apply
users-filters = Filters in use
users-remove = Remove filter:
users-starts-with = Starts with { $text }
users-clear = Clear all
users-caption = Users
users-col-number = Number and ID
users-col-country = Country
users-col-last = Last sign-in
users-col-created = Created
users-col-devices = Devices
users-pages = Pages of users
users-later = Later
users-earlier = Earlier
users-none = Nobody has signed in yet
users-none-text = Users appear here as soon as a first text to them was sent.
users-no-match = No users match
users-no-match-text = Change the search, or clear the filters.
test-number = Test number
status-active = Active
status-blocked = Blocked
status-unverified = Not verified
devices = { $n ->
    [one] device
   *[other] devices
}

# One user
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
user-no-sessions = Not signed in anywhere
user-no-sessions-text = Sessions appear here when this user signs in.
user-delete-title = Delete this user?
user-delete-text = The user, their sessions and their sign-ins are deleted at once. This cannot be undone. A block on the number stays.
user-delete-do = Delete user
