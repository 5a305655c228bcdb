//! What a browser's session holds.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How many sessions somebody is signed in with at most; of more, those that
/// were used least lately end.
pub const MOST: u32 = 100;

/// A message for whoever has a session: what a post says on the page that its answer
/// leads to.
#[derive(Clone)]
pub struct SessionMessage {
    /// The session, by its name.
    pub session: String,
    /// What it says, sealed. Before that, `!` and the second until which it gives way to
    /// no other for it holds a secret, in ten digits; or else `.` and the second it was
    /// made in.
    pub text: String,
}

impl fmt::Debug for SessionMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionMessage")
    }
}

/// The content of a session row. Times are microseconds since the epoch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionData {
    /// Who is signed in, if anybody.
    pub user_id: Option<String>,
    /// The verification that this browser began.
    pub verification_id: Option<String>,
    /// Where the person wanted to go, once signed in.
    pub return_to: Option<String>,
    /// When the row was made, or its id renewed by signing in.
    pub created_at: i64,
    /// When it ends, used or not.
    pub expires_at: i64,
    /// When it was last used, to the minute.
    pub last_seen_at: i64,
    /// The browser's own words about itself, cut to a bearable length.
    pub agent: String,
    /// The address it came from when it was made.
    pub address: String,
    /// What a post says on the page that its answer leads to, sealed.
    pub message: Option<String>,
    /// The name of the session whose place this one takes; in no column.
    pub replaces: Option<String>,
    /// Whose that is, by id, if somebody is signed in there; in no column either.
    pub ousts: Option<String>,
}
