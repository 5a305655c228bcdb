//! Backends that call for their own users, and the keys they show.

use std::fmt;
use std::str::FromStr;

use rand::Rng;
use secrecy::ExposeSecret;
use subtle::ConstantTimeEq;

use crate::base::rng::token;
use crate::base::secret::{Secret, sha256};

/// What a key begins with, so that people and scanners know one when they see
/// it.
const PREFIX: &str = "tgk_";
/// How many hex digits follow.
const DIGITS: usize = 32;
/// The longest name, in characters.
const MAX_NAME: usize = 40;

/// A backend's key: `tgk_` and 128 random bits as hex. Never printed.
#[derive(Debug, Clone)]
pub struct ApiKey(Secret);

impl ApiKey {
    /// A new key.
    pub fn draw(rng: &mut dyn Rng) -> Self {
        Self(format!("{PREFIX}{}", token(rng)).into())
    }

    /// A key as a call shows it; `None` for what was never drawn as one.
    #[must_use]
    pub fn parse(shown: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(shown).ok()?;
        let digits = text.strip_prefix(PREFIX)?.as_bytes();
        let fits = digits.len() == DIGITS && digits.iter().all(u8::is_ascii_hexdigit);
        fits.then(|| Self(text.into()))
    }

    /// The key itself, for its owner and for nobody else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.expose_secret()
    }

    /// What is kept in its place: SHA-256. A slow hash is for passwords, which
    /// can be guessed; nobody tries 2¹²⁸ keys, however fast each try is.
    #[must_use]
    pub fn hash(&self) -> KeyHash {
        KeyHash::of(self.reveal().as_bytes())
    }
}

/// The hash of a key; equality takes the same time for every pair.
#[derive(Clone)]
pub struct KeyHash(String);

impl KeyHash {
    /// The hash of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(sha256(bytes))
    }

    /// Hex, for the configuration file.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text is not 64 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyHashError;

impl FromStr for KeyHash {
    type Err = KeyHashError;

    fn from_str(text: &str) -> Result<Self, KeyHashError> {
        let fits = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| Self(text.to_ascii_lowercase()))
            .ok_or(KeyHashError)
    }
}

impl PartialEq for KeyHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for KeyHash {}

impl fmt::Debug for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyHash(hidden)")
    }
}

/// What a backend is called: 1 to 40 of `a` to `z`, `0` to `9` and `-`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientName(String);

/// The text is no such name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientNameError;

impl FromStr for ClientName {
    type Err = ClientNameError;

    fn from_str(text: &str) -> Result<Self, ClientNameError> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let name = (1..=MAX_NAME).contains(&text.len()) && text.bytes().all(fits);
        name.then(|| Self(text.to_owned())).ok_or(ClientNameError)
    }
}

impl fmt::Display for ClientName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a backend may do beside texting and checking codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiScope {
    /// Read users, and look them up.
    UsersRead,
    /// Label, block and sign out users, and expect people.
    UsersWrite,
    /// Delete users.
    UsersDelete,
    /// Read what happened.
    EventsRead,
    /// Ask whether the tokens of all apps work.
    Introspect,
}

impl ApiScope {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::UsersRead,
        Self::UsersWrite,
        Self::UsersDelete,
        Self::EventsRead,
        Self::Introspect,
    ];

    /// The word in the settings and in refusals.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UsersRead => "users.read",
            Self::UsersWrite => "users.write",
            Self::UsersDelete => "users.delete",
            Self::EventsRead => "events.read",
            Self::Introspect => "introspect",
        }
    }
}

impl FromStr for ApiScope {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        let mut all = Self::ALL.into_iter();
        all.find(|scope| scope.as_str() == word).ok_or(())
    }
}

/// A backend that may say for which of its users it calls.
#[derive(Debug, Clone)]
pub struct ApiClient {
    /// What the operator calls it.
    pub name: ClientName,
    /// What its key is known by.
    pub key_hash: KeyHash,
    /// Whether its calls may name a verification by its phone alone.
    pub phone_only: bool,
    /// What else it may do.
    pub scopes: Vec<ApiScope>,
}

impl ApiClient {
    /// Whether it may do that.
    #[must_use]
    pub fn may(&self, scope: ApiScope) -> bool {
        self.scopes.contains(&scope)
    }

    /// Whether it has anything to do with the management API.
    #[must_use]
    pub fn manages(&self) -> bool {
        self.scopes.iter().any(|it| *it != ApiScope::Introspect)
    }

    /// The one of these whose key that is, if any. Compares with all of them,
    /// so that the time tells nothing.
    #[must_use]
    pub fn find<'a>(all: &'a [Self], key: &ApiKey) -> Option<&'a Self> {
        let hash = key.hash();
        all.iter().fold(None, |found, client| {
            if client.key_hash == hash {
                Some(client)
            } else {
                found
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{OsRngSource, RngSource};

    #[test]
    fn keys_are_drawn_anew_and_read_back() {
        let draw = || ApiKey::draw(&mut *OsRngSource.rng());
        let (one, two) = (draw(), draw());
        assert_ne!(one.reveal(), two.reveal());
        assert_eq!(one.reveal().len(), "tgk_".len() + 32);
        let again = ApiKey::parse(one.reveal().as_bytes()).expect("a key");
        assert_eq!(again.hash(), one.hash());
        assert_ne!(one.hash(), two.hash());
        let shown = format!("{one:?} {:?}", one.hash());
        assert!(!shown.contains(&one.reveal()[4..]) && !shown.contains(one.hash().as_str()));
    }

    #[test]
    fn the_hash_is_plain_sha_256() {
        let key = ApiKey::parse(b"tgk_00112233445566778899aabbccddeeff").expect("a key");
        let hash = "0a449888b182b3a37b1be36d51f0aeca7c3bba7f42afc736fb543f87107cc64b";
        assert_eq!(key.hash().as_str(), hash);
    }

    #[test]
    fn nothing_else_is_a_key() {
        let digits = "00112233445566778899aabbccddeeff";
        for wrong in [
            String::new(),
            digits.into(),
            format!("tgk_{}", &digits[1..]),
            format!("tgk_{digits}0"),
            format!("TGK_{digits}"),
            format!("tgk_{digits} "),
            format!("tgk_{}g", &digits[1..]),
        ] {
            assert!(ApiKey::parse(wrong.as_bytes()).is_none(), "{wrong}");
        }
        assert!(ApiKey::parse(&[b't', 0xff]).is_none());
    }

    #[test]
    fn names_and_hashes_have_one_form() {
        let name = |text: &str| text.parse::<ClientName>();
        assert!(name("shop-2").is_ok() && name(&"a".repeat(40)).is_ok());
        for wrong in ["", "Shop", "my shop", "shop_2", "läden", &"a".repeat(41)] {
            assert_eq!(name(wrong), Err(ClientNameError), "{wrong}");
        }
        let hash = |text: &str| text.parse::<KeyHash>();
        assert_eq!(hash(&"A".repeat(64)), hash(&"a".repeat(64)));
        for wrong in ["", &"a".repeat(63), &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(hash(wrong), Err(KeyHashError), "{wrong}");
        }
    }
}
