//! What an app got of a person's sign-in: one grant for each session and app.

use std::str::FromStr;

use serde::Serialize;

use crate::base::clock::Timestamp;
use crate::domain::id::GrantId;
use crate::domain::user::UserId;

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amr {
    /// By a texted code.
    Sms,
    /// By a texted code and an authenticator app.
    SmsAndFactor,
    /// By the fixed code of a test number.
    Test,
}

impl Amr {
    const ALL: [Self; 3] = [Self::Sms, Self::SmsAndFactor, Self::Test];

    /// The word that is kept.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::SmsAndFactor => "sms+totp",
            Self::Test => "test",
        }
    }

    /// The words of RFC 8176.
    #[must_use]
    pub fn methods(self) -> &'static [&'static str] {
        match self {
            Self::Sms => &["sms", "otp"],
            Self::SmsAndFactor => &["sms", "otp", "mfa"],
            Self::Test => &["otp"],
        }
    }

    /// The `acr` claim.
    #[must_use]
    pub fn acr(self) -> String {
        format!("urn:textgate:{}", self.as_str())
    }
}

impl FromStr for Amr {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut all = Self::ALL.into_iter();
        all.find(|amr| amr.as_str() == text).ok_or(())
    }
}

/// Why a grant ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantEnd {
    /// Its session ended: somebody signed out.
    SignOut,
    /// The person was blocked, or signed out everywhere.
    All,
    /// The person took the app away.
    Disconnected,
    /// An admin ended all of an app.
    App,
    /// A code or a refresh token was used again.
    Reused,
    /// The app gave it back.
    Revoked,
    /// It was over anyway.
    Expired,
}

impl GrantEnd {
    /// The word that is kept.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignOut => "sign_out",
            Self::All => "all",
            Self::Disconnected => "disconnected",
            Self::App => "app",
            Self::Reused => "reused",
            Self::Revoked => "revoked",
            Self::Expired => "expired",
        }
    }
}

/// A grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its id.
    pub id: GrantId,
    /// The app, by its name.
    pub app: String,
    /// Whose it is.
    pub user_id: UserId,
    /// The session that it began in, by its name.
    pub session: String,
    /// What the app calls it.
    pub sid: String,
    /// When the person signed in last.
    pub auth_time: Timestamp,
    /// How they did.
    pub amr: Amr,
    /// Whether it outlives its session.
    pub is_offline: bool,
    /// When it began.
    pub created_at: Timestamp,
    /// Its last code or refresh.
    pub used_at: Timestamp,
    /// When it ends by itself.
    pub ends_at: Timestamp,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
}

impl Grant {
    /// Whether it stands.
    #[must_use]
    pub fn lives(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && self.ends_at > now
    }
}
