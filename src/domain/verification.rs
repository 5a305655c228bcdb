//! A verification: one try to prove a phone, from the first text to the code.

use std::str::FromStr;
use std::time::Duration;

use super::code::CodeLength;
use super::network::Network;
use super::phone::Phone;
use super::user::UserId;
use crate::base::clock::Timestamp;
use crate::base::language::Language;

pub use super::id::VerificationId;

/// How long a verification can be resent or checked; its code lives shorter.
pub const LIFETIME: Duration = Duration::from_hours(1);

/// How long the right code gives the session once more whose answer was lost.
pub const ANSWER_LOST: Duration = Duration::from_mins(1);

/// Where a verification was begun, which decides who may go on with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A browser form: only that browser, known by its session.
    Form,
    /// The JSON interface: whoever knows its id (or, by setting, its phone).
    Api,
}

impl Origin {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Api => "json",
        }
    }

    /// Reads [`Origin::as_str`].
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        [Self::Form, Self::Api]
            .into_iter()
            .find(|origin| origin.as_str() == word)
    }
}

/// What a verification is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To sign in; who has no user yet gets one.
    SignIn,
    /// To prove once more that a signed-in person has their phone.
    StepUp,
}

impl Purpose {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::StepUp => "step_up",
        }
    }
}

/// No purpose that this version knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an unknown purpose")]
pub struct UnknownPurpose;

impl FromStr for Purpose {
    type Err = UnknownPurpose;

    fn from_str(word: &str) -> Result<Self, UnknownPurpose> {
        let all = [Self::SignIn, Self::StepUp];
        all.into_iter()
            .find(|purpose| purpose.as_str() == word)
            .ok_or(UnknownPurpose)
    }
}

/// A verification as it stands.
#[derive(Debug, Clone)]
pub struct Verification {
    /// Its id.
    pub id: VerificationId,
    /// The user it will sign in.
    pub user_id: UserId,
    /// The phone that is to be proven.
    pub phone: Phone,
    /// When the first text was confirmed.
    pub created_at: Timestamp,
    /// When its newest code stops working.
    pub code_expires_at: Timestamp,
    /// How many digits its newest code has.
    pub code_length: CodeLength,
    /// Wrong tries spent on its newest code.
    pub attempts: u32,
    /// Texts confirmed so far.
    pub sends: u32,
    /// When the newest text was confirmed.
    pub last_sent_at: Timestamp,
    /// When it was used; then it is dead.
    pub consumed_at: Option<Timestamp>,
    /// Who asked for it: the keyed hash of the requester.
    pub requester: String,
    /// The networks that asked for its newest counted text.
    pub networks: Vec<Network>,
    /// What it is for.
    pub purpose: Purpose,
    /// The code before the newest one, if there was one.
    pub earlier: Option<EarlierCode>,
    /// In which language whoever asked for its newest text reads.
    pub language: Option<Language>,
}

/// A code that was sent before the newest one.
#[derive(Debug, Clone, Copy)]
pub struct EarlierCode {
    /// How many digits it has.
    pub length: CodeLength,
    /// When it stops working.
    pub expires_at: Timestamp,
    /// Wrong tries spent on it.
    pub attempts: u32,
}

impl EarlierCode {
    /// Whether it works beside a newer code: it is as long, and has tries left.
    #[must_use]
    pub fn is_live(&self, newer: CodeLength, tries: u32, now: Timestamp) -> bool {
        self.expires_at > now && self.length >= newer && self.attempts < tries
    }
}

impl Verification {
    /// The lengths that a typed code may have, the newest one's first.
    pub fn code_lengths(
        &self,
        tries: u32,
        now: Timestamp,
    ) -> impl Iterator<Item = CodeLength> + use<> {
        let newest = self.code_length;
        let earlier = self.earlier.filter(|it| it.is_live(newest, tries, now));
        std::iter::once(newest).chain(earlier.map(|it| it.length).filter(|it| *it != newest))
    }

    /// Whether it was used so lately that the answer may have been lost.
    #[must_use]
    pub fn is_just_used(&self, now: Timestamp) -> bool {
        self.consumed_at
            .is_some_and(|at| now.since(at) < ANSWER_LOST)
    }

    /// Whether it can still be resent or checked.
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.consumed_at.is_none() && now < self.ends_at()
    }

    /// When it ends, used or not.
    #[must_use]
    pub fn ends_at(&self) -> Timestamp {
        self.created_at.plus(LIFETIME)
    }
}

/// The wait after the `sends`-th text of one verification: the first wait,
/// doubled with every further text.
#[must_use]
pub fn wait_after(sends: u32, first: Duration) -> Duration {
    first.saturating_mul(
        1_u32
            .checked_shl(sends.saturating_sub(1))
            .unwrap_or(u32::MAX),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double() {
        let first = Duration::from_secs(30);
        let waits: Vec<_> = (1..=5).map(|n| wait_after(n, first).as_secs()).collect();
        assert_eq!(waits, [30, 60, 120, 240, 480]);
        assert!(wait_after(400, first) > Duration::from_secs(1 << 32));
    }
}
