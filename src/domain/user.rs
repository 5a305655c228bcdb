//! The people who signed in, or began to.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use super::phone::Phone;
use crate::base::clock::Timestamp;
use crate::base::rng::uuid_v7;

/// A user's id: a `UUIDv7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UserId(Uuid);

impl UserId {
    /// The id of a user who first appears at `now`, which goes in as the
    /// `UUIDv7` time; the rest is random.
    pub fn draw(now: Timestamp, rng: &mut dyn rand::Rng) -> Self {
        Self(uuid_v7(now, rng))
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for UserId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, uuid::Error> {
        Uuid::try_parse(text).map(Self)
    }
}

/// A user row.
#[derive(Debug, Clone)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// The phone, one user each.
    pub phone: Phone,
    /// When the first text to this phone was confirmed.
    pub created_at: Timestamp,
    /// When the phone was first proven.
    pub verified_at: Option<Timestamp>,
    /// When the phone was last proven.
    pub last_sign_in_at: Option<Timestamp>,
    /// Whether an operator granted admin rights by command.
    pub is_admin: bool,
    /// Whether the number is blocked.
    pub is_blocked: bool,
}

impl User {
    /// What the user list shows and filters by.
    #[must_use]
    pub fn status(&self) -> UserStatus {
        match (self.is_blocked, self.verified_at) {
            (true, _) => UserStatus::Blocked,
            (false, Some(_)) => UserStatus::Active,
            (false, None) => UserStatus::Unverified,
        }
    }
}

/// A user's standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserStatus {
    /// Has proven the phone.
    Active,
    /// May not sign in.
    Blocked,
    /// Was sent a text, and has not proven the phone yet.
    Unverified,
}

impl UserStatus {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Active, Self::Blocked, Self::Unverified];

    /// The word in addresses and in message keys.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Blocked => "blocked",
            Self::Unverified => "unverified",
        }
    }
}

impl FromStr for UserStatus {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or(())
    }
}
