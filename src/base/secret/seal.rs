//! Secrets that must be read again, encrypted at rest: AES-256-GCM under a key
//! that is derived from the installation's for one purpose.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use rand::Rng;

use super::{Key, from_hex, hex};

/// What was to be opened is not what was sealed: changed, moved to another
/// owner, or sealed with another key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnsealError;

impl fmt::Display for UnsealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sealed value does not open")
    }
}

impl std::error::Error for UnsealError {}

impl Key {
    /// Encrypts for one purpose (`label`) and one owner, as hex: the nonce, the
    /// ciphertext and its tag. The nonce is drawn, which is safe for far more
    /// values than there are owners (NIST SP 800-38D §8.3: 2^32 per key).
    ///
    /// # Errors
    /// When the cipher fails, which it does not for values of this size.
    pub fn seal(
        &self,
        label: &str,
        owner: &str,
        plain: &[u8],
        rng: &mut dyn Rng,
    ) -> Result<String, UnsealError> {
        let mut nonce = [0; NONCE_LEN];
        rng.fill_bytes(&mut nonce);
        let mut sealed = plain.to_vec();
        self.cipher(label)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(owner),
                &mut sealed,
            )
            .map_err(|_| UnsealError)?;
        Ok(format!("{}{}", hex(&nonce), hex(&sealed)))
    }

    /// Decrypts what [`Key::seal`] made for the same purpose and owner.
    pub fn open(&self, label: &str, owner: &str, sealed: &str) -> Result<Vec<u8>, UnsealError> {
        let bytes = from_hex(sealed).ok_or(UnsealError)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN).ok_or(UnsealError)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| UnsealError)?;
        let mut sealed = sealed.to_vec();
        let cipher = self.cipher(label)?;
        let plain = cipher.open_in_place(nonce, Aad::from(owner), &mut sealed);
        plain.map(|plain| plain.to_vec()).map_err(|_| UnsealError)
    }

    fn cipher(&self, label: &str) -> Result<LessSafeKey, UnsealError> {
        let derived = self.mac("seal", &[label]);
        let key = UnboundKey::new(&AES_256_GCM, &derived).map_err(|_| UnsealError)?;
        Ok(LessSafeKey::new(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{OsRngSource, RngSource};

    #[test]
    fn only_the_same_key_purpose_and_owner_open_it() {
        let rng = &mut *OsRngSource.rng();
        let (key, other) = (Key::draw(rng), Key::draw(rng));
        let sealed = key.seal("factor", "ada", b"secret", rng).expect("sealed");
        assert_eq!(key.open("factor", "ada", &sealed), Ok(b"secret".to_vec()));
        assert_eq!(key.open("factor", "ben", &sealed), Err(UnsealError));
        assert_eq!(key.open("other", "ada", &sealed), Err(UnsealError));
        assert_eq!(other.open("factor", "ada", &sealed), Err(UnsealError));
        assert!(!sealed.contains(&hex(b"secret")));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            let changed = String::from_utf8(changed).expect("digits");
            assert_eq!(key.open("factor", "ada", &changed), Err(UnsealError));
        }
        for garbage in ["", "00", "xyz", &sealed[..24]] {
            assert_eq!(key.open("factor", "ada", garbage), Err(UnsealError));
        }
    }

    #[test]
    fn the_same_secret_is_sealed_differently_each_time() {
        let rng = &mut *OsRngSource.rng();
        let key = Key::draw(rng);
        let seal = |rng: &mut dyn Rng| key.seal("factor", "ada", b"secret", rng);
        assert_ne!(seal(rng), seal(rng));
    }
}
