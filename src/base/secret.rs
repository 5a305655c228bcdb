//! Secrets that cannot print, and the keyed hashes made with them; what the
//! key encrypts is in `seal`.

mod seal;

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::{Digest, Sha256};

pub use seal::UnsealError;

/// A secret text from the configuration: never shown, wiped when dropped.
pub type Secret = secrecy::SecretString;

/// The installation's key: 32 random bytes. What it hashes cannot be found
/// again by trying all numbers or codes without it.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl Key {
    /// A new key.
    pub fn draw(rng: &mut dyn Rng) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The key as its file holds it: 64 hex digits.
    #[must_use]
    pub fn to_file(&self) -> String {
        hex(&self.0)
    }

    /// Reads what [`Key::to_file`] wrote.
    #[must_use]
    pub fn from_file(text: &str) -> Option<Self> {
        from_hex(text.trim())?.try_into().ok().map(Self)
    }

    /// Whether it has so few different bytes that nobody drew it: of random ones
    /// some 30 differ, and fewer than 16 do not come up.
    #[must_use]
    pub fn is_made_up(&self) -> bool {
        let mut bytes = self.0;
        bytes.sort_unstable();
        bytes.chunk_by(|a, b| a == b).count() < 16
    }

    /// HMAC-SHA-256 over the parts, as hex. `label` keeps the uses apart; each
    /// part goes in with its length, so that parts cannot run into each other.
    #[must_use]
    pub fn hash(&self, label: &str, parts: &[&str]) -> String {
        hex(&self.mac(label, parts))
    }

    fn mac(&self, label: &str, parts: &[&str]) -> [u8; 32] {
        // HMAC pads a short key with zeros to the hash's block of 64 bytes.
        let mut block = [0; 64];
        block[..self.0.len()].copy_from_slice(&self.0);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        for part in std::iter::once(&label).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }

    /// Tells one key from another without giving it away.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.hash("fingerprint", &[])
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(hidden)")
    }
}

/// SHA-256 of something that is itself unguessable, as hex.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The bytes that [`hex`] wrote; of anything else, none.
#[must_use]
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let pairs = digits.chunks_exact(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

/// Lower-case hex digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Whether a text is so many digits as [`hex`] writes them.
#[must_use]
pub fn is_hex(text: &str, digits: usize) -> bool {
    let digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    text.len() == digits && text.bytes().all(digit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{OsRngSource, RngSource};

    #[test]
    fn a_key_survives_its_file_and_does_not_print() {
        let key = Key::draw(&mut *OsRngSource.rng());
        let again = Key::from_file(&format!("{}\n", key.to_file())).expect("reads back");
        assert_eq!(key.hash("x", &["a"]), again.hash("x", &["a"]));
        assert_eq!(format!("{key:?}"), "Key(hidden)");
        assert!(Key::from_file("not hex").is_none());
        assert!(Key::from_file(&"é".repeat(32)).is_none());
    }

    #[test]
    fn keys_of_few_different_bytes_are_made_up() {
        let made_up = |hex: &str| Key::from_file(hex).expect("a key").is_made_up();
        for hex in [
            "00",
            "ab",
            "0123456789abcdef",
            "000102030405060708090a0b0c0d0e00",
        ] {
            assert!(made_up(&hex.repeat(64 / hex.len())), "{hex}");
        }
        assert!(made_up(&format!("{:064x}", 7)));
        for _ in 0..10_000 {
            assert!(!Key::draw(&mut *OsRngSource.rng()).is_made_up());
        }
    }

    #[test]
    fn labels_and_borders_between_parts_count() {
        let key = Key::draw(&mut *OsRngSource.rng());
        assert_ne!(key.hash("x", &["ab", "c"]), key.hash("x", &["a", "bc"]));
        assert_ne!(key.hash("x", &["a"]), key.hash("y", &["a"]));
    }
}
