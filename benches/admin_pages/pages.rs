//! The pages that are measured, one a line.

/// A page's name, and its address. Braces are filled in anew for each request,
/// from a user that chance picks: `{user}`, `{active}` (their place in the
/// list), `{number}` (how it begins, without its `+`), `{digits}` (less its last
/// four digits), `{message}` (one to them), `{sent}` (when, in microseconds) and
/// `{date}`.
pub const PAGES: &[(&str, &str)] = &[
    ("overview, 1 hour", "/admin?r=1h"),
    ("overview, 24 hours", "/admin"),
    ("overview, 7 days", "/admin?r=7d"),
    ("overview, 30 days", "/admin?r=30d"),
    ("users", "/admin/users"),
    ("users, deep", "/admin/users?after={active}~{user}"),
    (
        "users, deep, backwards",
        "/admin/users?before={active}~{user}",
    ),
    ("users, by number", "/admin/users?by=phone&q=%2B{number}"),
    ("users, by id", "/admin/users?by=id&q={user}"),
    ("users, not verified", "/admin/users?status=unverified"),
    ("users, blocked", "/admin/users?status=blocked"),
    (
        "users, blocked, by number",
        "/admin/users?status=blocked&q=%2B{number}",
    ),
    ("users, of a country", "/admin/users?country=GB"),
    (
        "users, of a country, blocked",
        "/admin/users?country=GB&status=blocked",
    ),
    ("users, active for a month", "/admin/users?active=30d"),
    ("users, to be exported", "/admin/users/export"),
    ("a user", "/admin/users/{user}"),
    ("look up a number", "/admin/numbers"),
    ("messages", "/admin/messages"),
    (
        "messages, deep",
        "/admin/messages?from={date}&to={date}&after={sent}~{message}",
    ),
    (
        "messages, refused",
        "/admin/messages?status=refused&from={date}",
    ),
    (
        "messages, of a provider",
        "/admin/messages?provider=main&status=undelivered&from={date}",
    ),
    (
        "messages, of a country",
        "/admin/messages?country=GB&status=unknown&from={date}",
    ),
    (
        "messages, of a range",
        "/admin/messages?range=%2B{digits}&from={date}",
    ),
    ("a message", "/admin/messages/{message}"),
    ("audit log", "/admin/audit"),
    ("audit log, of a user", "/admin/audit?by=target&q={user}"),
    (
        "audit log, one action",
        "/admin/audit?action=user.block&from={date}",
    ),
    ("stopped texts", "/admin/stops"),
    ("alerts", "/admin/alerts"),
    ("settings", "/admin/settings"),
    ("second factor", "/admin/factor"),
    ("a user, to be deleted", "/admin/users/{user}/delete"),
];
