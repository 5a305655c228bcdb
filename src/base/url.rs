//! Addresses as they may be shown: in errors, in logs, and where the
//! configuration is printed.

use std::net::IpAddr;

use reqwest::Url;

/// The text without what may be secret in an address: a name and a password, a
/// query and a fragment. What is no address stays as it is.
#[must_use]
pub fn shown(text: &str) -> String {
    match Url::parse(text) {
        Ok(url) if url.has_host() => of_url(&url),
        _ => of_text(text),
    }
}

fn of_url(url: &Url) -> String {
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    let host = url.host_str().unwrap_or_default();
    let left_out = url.query().is_some() || url.fragment().is_some();
    let rest = if left_out { "?…" } else { "" };
    format!("{}://{host}{port}{}{rest}", url.scheme(), url.path())
}

/// One that cannot be read as an address: the signs in a password may be why.
fn of_text(text: &str) -> String {
    let (scheme, rest) = match text.find("://") {
        Some(at) => text.split_at(at + 3),
        None => ("", text),
    };
    let (who, rest) = rest.rsplit_once('@').unwrap_or(("", rest));
    // a mail address is no secret
    if scheme.is_empty() && !who.contains(':') {
        return text.to_owned();
    }
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let left_out = if end < rest.len() { "?…" } else { "" };
    format!("{scheme}{}{left_out}", &rest[..end])
}

/// Whether a host is this machine itself: `localhost`, a name below it, or a
/// loopback address; IPv6 with or without brackets.
#[must_use]
pub fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || address
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// An error that names the address it came from without what may be secret there.
#[must_use]
pub fn bare(mut error: reqwest::Error) -> reqwest::Error {
    if let Some(url) = error.url_mut() {
        let _ = (url.set_username(""), url.set_password(None));
        url.set_query(None);
        url.set_fragment(None);
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e4_addresses_show_no_password_and_no_query() {
        for (text, told) in [
            ("https://sms.example/send", "https://sms.example/send"),
            (
                "https://me:pw@sms.example:8443/a?key=k#f",
                "https://sms.example:8443/a?…",
            ),
            ("https://token@sms.example", "https://sms.example/"),
            (
                "postgres://u:pw@db.example:5433/textgate?sslmode=require",
                "postgres://db.example:5433/textgate?…",
            ),
            ("postgres://u:p/w@db/x", "postgres://db/x"),
            ("postgres://u:p#w@db/x", "postgres://db/x"),
            ("postgres://u:p@w@db/x", "postgres://db/x"),
            ("u:pw@db/x", "db/x"),
            ("http://127.0.0.1:9?a=b", "http://127.0.0.1:9/?…"),
            ("ops@example.com", "ops@example.com"),
            ("sqlite://textgate.db", "sqlite://textgate.db"),
            ("+14155552671", "+14155552671"),
            ("why?", "why?"),
            ("", ""),
        ] {
            assert_eq!(shown(text), told, "{text}");
        }
    }
}
