//! One-time codes.

use std::fmt;

use rand::{Rng, RngExt};
use subtle::ConstantTimeEq;

use super::id::VerificationId;
use super::input_chars::{digit, is_blank, is_dash, is_invisible};
use crate::base::secret::Key;

/// The digits that were texted, or typed. Never printed; compared as text, so
/// that leading zeros count.
#[derive(Clone)]
pub struct OtpCode(String);

/// How many digits a code has: 6 to 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodeLength(u8);

/// The typed text is not a code of the right length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedCode;

impl CodeLength {
    /// The most digits: codes for unknown browsers while a phone is under
    /// attack; a guess then weighs 10⁻⁴ of one at six digits.
    pub const LONGEST: Self = Self(10);

    /// For unknown browsers while somebody guesses at many phones; a guess then
    /// weighs a hundredth of one at six digits.
    pub const LONGER: Self = Self(8);

    /// NIST SP 800-63B-4 §3.1.3.1 asks for at least six digits.
    #[must_use]
    pub fn new(digits: u8) -> Option<Self> {
        (6..=10).contains(&digits).then_some(Self(digits))
    }

    /// What one guess at such a code weighs, in millionths of one at six digits.
    #[must_use]
    pub fn guess_weight(self) -> u32 {
        1_000_000 / 10_u32.pow(u32::from(self.0 - 6))
    }

    /// The same for the counts of wrong tries: a guess at the longest ones is none.
    #[must_use]
    pub fn counted_weight(self) -> u32 {
        if self < Self::LONGEST {
            self.guess_weight()
        } else {
            0
        }
    }

    /// The length that a column holds.
    #[must_use]
    pub fn stored(digits: i64) -> Self {
        let digits = u8::try_from(digits).ok();
        digits.and_then(Self::new).unwrap_or(Self::LONGEST)
    }

    /// The number of digits.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }
}

impl OtpCode {
    /// Draws a code; every digit string of the length is equally likely.
    pub fn draw(length: CodeLength, rng: &mut dyn Rng) -> Self {
        let digits = (0..length.get()).map(|_| char::from(rng.random_range(b'0'..=b'9')));
        Self(digits.collect())
    }

    /// Reads what a person typed or pasted, a whole message even: exactly one run of
    /// the right number of digits, in groups or not, or the same one twice. Digits of
    /// any script count.
    ///
    /// # Errors
    /// [`MalformedCode`] when there is no such run, or when there are several.
    pub fn parse(typed: &str, length: CodeLength) -> Result<Self, MalformedCode> {
        let mut found = runs_of(typed, usize::from(length.get())).into_iter();
        let first = found.next().ok_or(MalformedCode)?;
        if found.all(|other| other == first) {
            Ok(Self(first))
        } else {
            Err(MalformedCode)
        }
    }

    /// How many digits it has.
    #[must_use]
    pub fn length(&self) -> CodeLength {
        CodeLength(u8::try_from(self.0.len()).unwrap_or(CodeLength::LONGEST.0))
    }

    /// The digits, for the text message and for nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// HMAC-SHA-256(key, verification id ‖ code): what is stored in its place.
    #[must_use]
    pub fn hash(&self, key: &Key, verification: &VerificationId) -> CodeHash {
        CodeHash(key.hash("code", &[verification.as_str(), &self.0]))
    }
}

/// The runs of so many digits in a text: digits in a row, or all groups of them that
/// stand together with nothing but blanks and dashes between.
fn runs_of(text: &str, length: usize) -> Vec<String> {
    let mut found = Vec::new();
    let (mut groups, mut group) = (Vec::<String>::new(), String::new());
    // the end is like any other character
    for c in text.chars().map(Some).chain([None]) {
        if let Some((value, _)) = c.and_then(digit) {
            group.push(char::from(b'0' + value));
            continue;
        }
        let is_between = |c: char| is_blank(c) || is_dash(c) || c.is_ascii_whitespace();
        if c.is_some_and(is_invisible) {
            continue;
        }
        if !group.is_empty() {
            groups.push(std::mem::take(&mut group));
        }
        if !c.is_some_and(is_between) {
            let whole = (groups.len() > 1).then(|| groups.concat());
            let all = groups.drain(..).chain(whole);
            found.extend(all.filter_map(|run| once(run, length)));
        }
    }
    found
}

/// A run of so many digits, also of one that was pasted twice.
fn once(mut run: String, length: usize) -> Option<String> {
    let twice = run.len() == 2 * length && run[..length] == run[length..];
    if twice {
        run.truncate(length);
    }
    (run.len() == length).then_some(run)
}

impl fmt::Debug for OtpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OtpCode(hidden)")
    }
}

/// The stored form of a code; equality takes the same time for every pair.
#[derive(Debug, Clone)]
pub struct CodeHash(String);

impl CodeHash {
    pub(crate) fn stored(hex: String) -> Self {
        Self(hex)
    }

    /// Hex, for the database.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for CodeHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for CodeHash {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::rng::{OsRngSource, RngSource};

    const SIX: CodeLength = CodeLength(6);

    fn parse(typed: &str) -> Option<String> {
        OtpCode::parse(typed, SIX).ok().map(|code| code.0)
    }

    #[test]
    fn reads_codes_as_people_paste_them() {
        for typed in [
            "012345",
            "012 345",
            "0 1 2 3 4 5",
            " 012-345\n",
            "\u{200e}012\u{a0}345",
            "012\u{200b}345",
            "٠١٢٣٤٥",
            "#012345",
            "012345.",
            "\"012345\"",
            "“012345”",
            "G-012345",
            "<#> 012345",
            "012345 is your code",
            "code:012345",
            "Your Textgate code is 012345. It works for 5 minutes.",
            "Code 012-345, until 17:28",
            "Your code is 012345\n5 minutes",
            "Your code is 012345.\n\n@id.example.com #012345",
            "012345 012345",
            "012345012345",
            "012 345 012 345",
        ] {
            assert_eq!(parse(typed).as_deref(), Some("012345"), "{typed:?}");
        }
        for typed in [
            "",
            "12345",
            "0123456",
            "01234a",
            "+12345",
            "\u{b9}23456",
            "12.345",
            "12345a6",
            "012345, or 543210",
            "012345 543210",
            "012345543210",
            "01234501234",
            "012 345, or 543210",
        ] {
            assert_eq!(parse(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn c3_ten_thousand_codes_are_uniform() {
        let mut rng = OsRngSource.rng();
        let mut counts = [0_u32; 10];
        let mut leading_zero = 0;
        for _ in 0..10_000 {
            let code = OtpCode::draw(SIX, &mut *rng);
            assert_eq!(code.0.len(), 6);
            leading_zero += u32::from(code.0.starts_with('0'));
            for byte in code.0.bytes() {
                counts[usize::from(byte - b'0')] += 1;
            }
        }
        // chi-square over ten cells of 6,000: 39.7 is passed once in 10⁵ runs
        let chi: f64 = counts
            .iter()
            .map(|count| (f64::from(*count) - 6_000.0).powi(2) / 6_000.0)
            .sum();
        assert!(chi < 39.7, "chi-square {chi}, {counts:?}");
        assert!((850..=1_150).contains(&leading_zero), "{leading_zero}");
    }

    #[test]
    fn codes_do_not_print_and_hashes_are_bound_to_their_verification() {
        let key = Key::draw(&mut *OsRngSource.rng());
        let code = OtpCode::parse("012345", SIX).expect("six digits");
        assert_eq!(format!("{code:?}"), "OtpCode(hidden)");
        let [one, two] = [1, 2].map(|_| VerificationId::draw(&mut *OsRngSource.rng()));
        assert_eq!(code.hash(&key, &one), code.hash(&key, &one));
        assert_ne!(code.hash(&key, &one), code.hash(&key, &two));
    }
}
