//! Our own cookies that open nothing: each is read and kept here. That of a session is its
//! library's, those of guarded origins are `forward::cookie`'s.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use super::Web;

/// How long a browser keeps one.
#[derive(Debug, Clone, Copy)]
pub enum Lifetime {
    /// Until it closes.
    Visit,
    /// So many seconds; with none it is taken back.
    Seconds(u64),
}

/// What somebody chose is kept for a year.
pub const YEAR: Lifetime = Lifetime::Seconds(365 * 24 * 60 * 60);

/// All cookies, by name.
pub fn all(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(header::COOKIE).iter();
    let lines = lines.filter_map(|value| value.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('='))
}

/// The first value of a cookie.
pub fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    all(headers).find_map(|(it, value)| (it == name).then_some(value))
}

/// Lets the browser keep one for pages at and below a path.
pub fn set(
    web: &Web,
    response: &mut Response,
    (name, value): (&str, &str),
    path: &str,
    lifetime: Lifetime,
) {
    let age = match lifetime {
        Lifetime::Visit => String::new(),
        Lifetime::Seconds(seconds) => format!("; Max-Age={seconds}"),
    };
    let secure = if web.site.https { "; Secure" } else { "" };
    let cookie = format!("{name}={value}{age}; Path={path}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
