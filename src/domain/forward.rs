//! Apps behind a proxy that asks before each request who somebody is (forward auth).

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use rand::Rng;
use serde::{Deserialize, Serialize};

use crate::base::clock::Timestamp;
use crate::base::secret::{Key, from_hex, hex, sha256};
use crate::domain::grant::Grant;
use crate::domain::secret_token::{ForwardCookie, SecretToken};

/// How long a way may take, with a sign-in on it.
pub const LIFETIME: Duration = Duration::from_hours(1);

/// As what a way is sealed.
const LABEL: &str = "forward";

/// Longer paths are not come back to, in bytes.
const MAX_PATH: usize = 2 * 1024;

/// What no app has: there Textgate answers at each origin that a proxy guards.
pub const OWN: &str = "/.textgate/";

/// Where a browser comes back with a code.
pub const CALLBACK: &str = "/.textgate/callback";

/// Where somebody wanted to go at an app. It travels sealed, so that nobody else says
/// where people end up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// The origin, as it is configured.
    pub origin: String,
    /// The path with its query, byte for byte.
    pub path: String,
    /// What the browser's own cookie hashes to, once it has one.
    pub challenge: Option<String>,
    /// Whether it is the second try.
    pub is_again: bool,
    at: i64,
}

impl Way {
    /// To this path of an origin, or to its first page if that is none to come back to:
    /// one slash first, and nothing that a browser may read as another host.
    #[must_use]
    pub fn new(origin: &str, path: &str, now: Timestamp) -> Self {
        let fits = path.starts_with('/')
            && !path.starts_with("//")
            && !path.starts_with(OWN)
            && path.len() <= MAX_PATH
            && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
        Self {
            origin: origin.to_owned(),
            path: if fits { path } else { "/" }.to_owned(),
            challenge: None,
            is_again: false,
            at: now.as_micros(),
        }
    }

    /// The whole address.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}{}", self.origin, self.path)
    }

    /// Whether it took too long.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        now.since(Timestamp::from_micros(self.at)) > LIFETIME
    }

    /// Sealed, in letters that need no encoding anywhere.
    pub fn seal(&self, key: &Key, rng: &mut dyn Rng) -> Option<String> {
        let plain = serde_json::to_vec(self).ok()?;
        let sealed = key.seal(LABEL, "", &plain, rng).ok()?;
        Some(BASE64.encode(from_hex(&sealed)?))
    }

    /// Opens it again.
    #[must_use]
    pub fn open(key: &Key, sealed: &str) -> Option<Self> {
        let plain = key.open(LABEL, "", &hex(&BASE64.decode(sealed).ok()?));
        serde_json::from_slice(&plain.ok()?).ok()
    }
}

/// What is kept of an origin's cookie. At another origin it is another one, so that a
/// cookie is good at its own alone.
#[must_use]
pub fn cookie_hash(cookie: &ForwardCookie, origin: &str) -> String {
    sha256(format!("{} {origin}", cookie.reveal()).as_bytes())
}

/// What an origin's cookie stands for.
#[derive(Debug, Clone)]
pub struct ForwardSession {
    /// What the app got of the sign-in.
    pub grant: Grant,
    /// When the cookie ends.
    pub expires_at: Timestamp,
    /// Whether an admin paused the app.
    pub is_paused: bool,
}

impl ForwardSession {
    /// Whether it works, as far as it and its grant say; the session has to, too.
    #[must_use]
    pub fn works(&self, now: Timestamp) -> bool {
        !self.is_paused && self.expires_at > now && self.grant.lives(now)
    }
}

/// The claims of what an app can verify.
#[derive(Debug, Serialize)]
pub struct IdentityToken<'a> {
    /// Who made it.
    pub iss: &'a str,
    /// For which app.
    pub aud: &'a str,
    /// Who.
    pub sub: String,
    /// Their number, if the app may know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<&'a str>,
    /// What backends say of them.
    pub groups: Vec<&'a str>,
    /// The sign-in, as the app knows it.
    pub sid: &'a str,
    /// When it was made, in seconds.
    pub iat: i64,
    /// Until when it is good.
    pub exp: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{OsRngSource, RngSource};

    const ORIGIN: &str = "https://wiki.example.com";

    #[test]
    fn f10_only_paths_of_the_origin_are_come_back_to() {
        let now = Timestamp::from_micros(0);
        let path = |path: &str| Way::new(ORIGIN, path, now).path;
        for good in ["/", "/a%2Fb?c=d&e=%C3%A9#", "/a//b?to=https://x", "/a;b@c"] {
            assert_eq!(path(good), good);
        }
        let long = format!("/{}", "a".repeat(MAX_PATH));
        for bad in [
            "",
            "a",
            "//evil.example",
            "/\\evil.example",
            "/a\\b",
            "\\/evil",
            "https://evil.example",
            "@evil.example",
            "/a b",
            "/a\r\nb",
            "/\t/evil",
            "/é",
            "/.textgate/start",
            &long,
        ] {
            assert_eq!(path(bad), "/", "{bad:?}");
        }
    }

    #[test]
    fn f10_a_way_travels_sealed_and_ends() {
        let rng = &mut *OsRngSource.rng();
        let key = Key::draw(rng);
        let now = Timestamp::from_micros(1);
        let way = Way::new(ORIGIN, "/a?b", now);
        let sealed = way.seal(&key, rng).expect("sealed");
        assert!(!sealed.contains('=') && !sealed.contains('%'));
        assert_eq!(Way::open(&key, &sealed), Some(way.clone()));
        assert_eq!(Way::open(&Key::draw(rng), &sealed), None);
        assert_eq!(Way::open(&key, &sealed[1..]), None);
        assert!(!way.is_over(now.plus(LIFETIME)));
        assert!(way.is_over(now.plus(LIFETIME + Duration::from_secs(1))));
    }

    #[test]
    fn f9_a_cookie_is_good_at_its_own_origin_alone() {
        let cookie = ForwardCookie::draw(&mut *OsRngSource.rng());
        let [one, two] = [ORIGIN, "https://wiki.example.com:8443"];
        assert_ne!(cookie_hash(&cookie, one), cookie_hash(&cookie, two));
    }
}
