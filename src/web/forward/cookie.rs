//! The cookies of guarded origins: what a browser is known by there, and what it keeps on
//! the way. Each is for one host; over https no other can plant it.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

use crate::domain::secret_token::SecretToken;

/// What a browser is known by.
pub const FORWARD: &str = "textgate-fwd";

/// What it keeps until it is.
pub const START: &str = "textgate-fwd-start";

/// The cookie of this name, if there is one and no other.
pub fn read<T: SecretToken>(headers: &HeaderMap, name: &str, origin: &str) -> Option<T> {
    let name = full(name, origin);
    let lines = headers.get_all(header::COOKIE).iter();
    let pairs = lines.flat_map(|line| line.as_bytes().split(|b| *b == b';'));
    let mut values = pairs.map(<[u8]>::trim_ascii).filter_map(|pair| {
        let value = pair.strip_prefix(name.as_bytes())?;
        value.strip_prefix(b"=")
    });
    let value = values.next().filter(|_| values.next().is_none())?;
    T::parse(std::str::from_utf8(value).ok()?)
}

/// Gives a cookie for so many seconds; with none it is taken back.
pub fn set(response: &mut Response, (name, origin): (&str, &str), value: &str, seconds: u64) {
    let secure = if is_https(origin) { "; Secure" } else { "" };
    let name = full(name, origin);
    let cookie =
        format!("{name}={value}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

fn full(name: &str, origin: &str) -> String {
    let prefix = if is_https(origin) { "__Host-" } else { "" };
    format!("{prefix}{name}")
}

fn is_https(origin: &str) -> bool {
    origin.starts_with("https:")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::secret_token::ForwardCookie;

    fn found(lines: &[&str], origin: &str) -> bool {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::COOKIE, line.parse().expect("a value"));
        }
        read::<ForwardCookie>(&headers, FORWARD, origin).is_some()
    }

    #[test]
    fn f9_cookies_count_by_their_very_bytes() {
        let value = format!("tgf{}", "0".repeat(32));
        let (https, http) = ("https://a.example", "http://localhost:1");
        let own = format!("__Host-textgate-fwd={value}");
        assert!(found(&[&own], https));
        assert!(found(&["a=b", &format!("x=y; {own} ;z")], https));
        assert!(found(&[&format!("textgate-fwd={value}")], http));
        for other in [
            format!("textgate-fwd={value}"),
            format!("__host-textgate-fwd={value}"),
            format!("%5F_Host-textgate-fwd={value}"),
            format!("__Host-textgate-fwd-start={value}"),
            format!("__Host-textgate-fwd=x{value}"),
            format!("__Host-textgate-fwd=\"{value}\""),
            format!("{own}; {own}"),
            "__Host-textgate-fwd".to_owned(),
        ] {
            assert!(!found(&[&other], https), "{other}");
        }
        assert!(!found(&[&own, &own], https));
    }
}
