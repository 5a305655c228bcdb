//! An authorization that waits until somebody has signed in. It waits sealed, in the
//! form itself and then in the session: nothing is kept for those who never finish.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use rand::Rng;
use serde::{Deserialize, Serialize};

use super::Authorization;
use crate::base::clock::Timestamp;
use crate::base::secret::{Key, from_hex, hex};

/// How long it may wait.
pub const LIFETIME: Duration = Duration::from_hours(1);

/// As what it is sealed.
const LABEL: &str = "authorization";

/// Larger ones are refused: they go through forms, whose bodies have a limit.
const MAX: usize = 8 * 1024;

/// An authorization, and when it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// When.
    at: i64,
    /// What.
    pub authorization: Authorization,
}

impl Pending {
    /// One that is asked for now.
    #[must_use]
    pub fn new(authorization: Authorization, now: Timestamp) -> Self {
        Self {
            at: now.as_micros(),
            authorization,
        }
    }

    /// Whether it waited too long.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        now.since(Timestamp::from_micros(self.at)) > LIFETIME
    }

    /// Sealed, in letters that need no encoding anywhere; none if it is too large.
    pub fn seal(&self, key: &Key, rng: &mut dyn Rng) -> Option<String> {
        let plain = serde_json::to_vec(self).ok()?;
        let sealed = (plain.len() <= MAX).then(|| key.seal(LABEL, "", &plain, rng));
        Some(BASE64.encode(from_hex(&sealed?.ok()?)?))
    }

    /// Opens it again.
    #[must_use]
    pub fn open(key: &Key, sealed: &str) -> Option<Self> {
        let sealed = BASE64.decode(sealed).ok()?;
        let plain = key.open(LABEL, "", &hex(&sealed)).ok()?;
        serde_json::from_slice(&plain).ok()
    }
}
