//! The second factor of admins: an authenticator app's secret (RFC 6238), and
//! recovery codes in its place.

mod set_up_word;

use std::fmt;

use rand::Rng;
use totp_rs::{Builder, Totp};

use super::code::{CodeLength, OtpCode};
use super::input_chars::{digit, is_blank, is_dash, is_invisible};
use crate::base::clock::Timestamp;
use crate::base::secret::{Key, UnsealError};

pub use set_up_word::SetUpWord;

/// Recovery codes in a set.
pub const CODES: usize = 10;

/// What sealed secrets and hashed recovery codes are for.
const LABEL: &str = "factor";

/// A secret of 160 bits, the length that RFC 4226 §4 recommends. Codes are the
/// ones that every app makes by default: SHA-1, six digits, steps of 30 s.
#[derive(Clone)]
pub struct FactorSecret([u8; 20]);

impl FactorSecret {
    /// A new one.
    pub fn draw(rng: &mut dyn Rng) -> Self {
        let mut bytes = [0; 20];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// As the database holds it: encrypted, and bound to its owner.
    ///
    /// # Errors
    /// When the cipher fails.
    pub fn seal(&self, key: &Key, owner: &str, rng: &mut dyn Rng) -> Result<String, UnsealError> {
        key.seal(LABEL, owner, &self.0, rng)
    }

    /// Reads what [`Self::seal`] wrote for this owner.
    ///
    /// # Errors
    /// When it was written for another, or with another key.
    pub fn open(key: &Key, owner: &str, sealed: &str) -> Result<Self, UnsealError> {
        let bytes = key.open(LABEL, owner, sealed)?;
        bytes.try_into().map(Self).map_err(|_| UnsealError)
    }

    /// The step whose code was typed: the present one, or one beside it (RFC
    /// 6238 §5.2 advises no more).
    #[must_use]
    pub fn step(&self, code: &AppCode, now: Timestamp) -> Option<i64> {
        let seconds = u64::try_from(now.as_secs()).ok()?;
        let step = self.totp("", "")?.check(&code.0, seconds)?;
        i64::try_from(step).ok()
    }

    /// In base 32, in groups of four, for people who type it.
    #[must_use]
    pub fn groups(&self) -> String {
        let text = totp_rs::Secret::from(self.0).to_base32();
        let letters: Vec<char> = text.chars().collect();
        let groups = letters.chunks(4).map(String::from_iter);
        groups.collect::<Vec<_>>().join(" ")
    }

    /// The address that a QR code carries to the app.
    #[must_use]
    pub fn address(&self, site: &str, account: &str) -> Option<String> {
        self.totp(site, account)?.to_url().ok()
    }

    fn totp(&self, site: &str, account: &str) -> Option<Totp> {
        // a colon would end the name
        let site = site.replace(':', " ");
        let builder = Builder::new().with_secret(self.0);
        let builder = builder.with_account_name(account).with_issuer(Some(site));
        builder.build().ok()
    }
}

impl fmt::Debug for FactorSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FactorSecret(hidden)")
    }
}

/// What somebody typed where the factor is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactorInput {
    /// The app's six digits.
    App(AppCode),
    /// A recovery code.
    Recovery(RecoveryCode),
}

/// Six digits from an app.
#[derive(Clone, PartialEq, Eq)]
pub struct AppCode(String);

impl fmt::Debug for AppCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AppCode(hidden)")
    }
}

impl FactorInput {
    /// Reads either, the app's code as any other: blanks and dashes do not count, nor
    /// does the case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let put_in = |c: &char| !(is_blank(*c) || is_dash(*c) || is_invisible(*c));
        let plain = |c: char| {
            digit(c).map_or(c.to_ascii_lowercase(), |(value, _)| {
                char::from(b'0' + value)
            })
        };
        let plain: String = text.trim().chars().filter(put_in).map(plain).collect();
        if plain.len() == LETTERS && plain.bytes().all(|b| ALPHABET.contains(&b)) {
            return Some(Self::Recovery(RecoveryCode(plain)));
        }
        let code = OtpCode::parse(text, CodeLength::new(6)?).ok()?;
        Some(Self::App(AppCode(code.reveal().to_owned())))
    }
}

/// Thirty-two letters and digits that nobody takes for each other.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
/// Sixty bits, three times what NIST SP 800-63B-4 §3.1.2.1 asks for; tries are
/// limited as §3.1.2.2 asks.
const LETTERS: usize = 12;

/// A code that works once in the app's place.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// A set of new ones.
    pub fn draw_set(rng: &mut dyn Rng) -> Vec<Self> {
        (0..CODES).map(|_| Self::draw(rng)).collect()
    }

    fn draw(rng: &mut dyn Rng) -> Self {
        let mut bytes = [0; LETTERS];
        rng.fill_bytes(&mut bytes);
        // a byte less its upper bits is uniform over the 32 letters
        let letter = |byte: &u8| char::from(ALPHABET[usize::from(byte % 32)]);
        Self(bytes.iter().map(letter).collect())
    }

    /// In groups of four.
    #[must_use]
    pub fn reveal(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        let groups = letters.chunks(4).map(String::from_iter);
        groups.collect::<Vec<_>>().join("-")
    }

    /// What the database holds of it.
    #[must_use]
    pub fn hash(&self, key: &Key, owner: &str) -> String {
        key.hash(LABEL, &[owner, &self.0])
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::base::rng::{OsRngSource, RngSource};

    /// The secret of RFC 6238's test vectors.
    const KNOWN: FactorSecret = FactorSecret(*b"12345678901234567890");

    fn step(code: &str, seconds: i64) -> Option<i64> {
        let Some(FactorInput::App(code)) = FactorInput::parse(code) else {
            return None;
        };
        KNOWN.step(&code, Timestamp::from_micros(seconds * 1_000_000))
    }

    #[test]
    fn the_vectors_of_rfc_6238_hold_one_step_each_way() {
        // appendix B: eight digits there, of which six are the last ones
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            let own = seconds / 30;
            for drift in [-30, 0, 30] {
                assert_eq!(step(code, seconds + drift), Some(own), "{code} {drift}");
            }
            for drift in [-60, 60] {
                assert_eq!(step(code, seconds + drift), None, "{code} {drift}");
            }
        }
        assert_eq!(step("081804", -5), None);
    }

    #[test]
    fn typed_codes_are_read_with_what_people_put_in() {
        for text in ["081804", " 081 804 ", "081-804", "٠٨١٨٠٤"] {
            assert_eq!(step(text, 1_111_111_109), Some(37_037_036), "{text}");
        }
        let code = RecoveryCode("abcdefgh2345".into());
        for text in ["abcd-efgh-2345", "ABCD EFGH 2345", "abcdefgh2345"] {
            assert_eq!(
                FactorInput::parse(text),
                Some(FactorInput::Recovery(code.clone()))
            );
        }
        for text in ["", "12345", "1234567", "abcd", "abcd-efgh-234l", "é12345"] {
            assert_eq!(FactorInput::parse(text), None, "{text}");
        }
    }

    #[test]
    fn secrets_and_codes_do_not_print() {
        let rng = &mut *OsRngSource.rng();
        let (secret, codes) = (FactorSecret::draw(rng), RecoveryCode::draw_set(rng));
        assert_eq!(format!("{secret:?}"), "FactorSecret(hidden)");
        assert_eq!(format!("{:?}", codes[0]), "RecoveryCode(hidden)");
        let typed = FactorInput::parse("081804");
        assert_eq!(format!("{typed:?}"), "Some(App(AppCode(hidden)))");
        let all: BTreeSet<_> = codes.iter().map(RecoveryCode::reveal).collect();
        assert_eq!(all.len(), CODES);
    }

    #[test]
    fn an_app_reads_the_address() {
        let address = KNOWN.address("Ada: Co", "•••671").expect("an address");
        assert!(address.starts_with("otpauth://totp/Ada"), "{address}");
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
        assert_eq!(KNOWN.groups().split(' ').count(), 8);
    }
}
