//! The people who signed in, or began to.

use std::str::FromStr;

use super::label::Labels;
use super::phone::Phone;
use crate::base::clock::Timestamp;

pub use super::id::UserId;

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
    /// What backends say of them.
    pub labels: Labels,
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
