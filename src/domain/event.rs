//! What webhooks are told of.

use std::fmt;
use std::str::FromStr;

use crate::base::clock::Timestamp;
use crate::domain::audit::ActorKind;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// Somebody proved a number for the first time.
    UserCreated,
    /// Somebody signed in.
    UserSignedIn,
    /// Somebody's number was blocked.
    UserBlocked,
    /// The block was lifted.
    UserUnblocked,
    /// A backend gave somebody other labels.
    UserLabelled,
    /// Somebody is gone.
    UserDeleted,
    /// A session was ended; not told of one that expired.
    SessionEnded,
    /// An app got something of a sign-in.
    GrantStarted,
    /// What it got was ended; not told when it expired.
    GrantEnded,
    /// A code or a refresh token of it was used again.
    GrantReused,
    /// An alert opened.
    AlertOpened,
    /// An alert closed.
    AlertClosed,
}

impl EventKind {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::UserCreated,
        Self::UserSignedIn,
        Self::UserBlocked,
        Self::UserUnblocked,
        Self::UserLabelled,
        Self::UserDeleted,
        Self::SessionEnded,
        Self::GrantStarted,
        Self::GrantEnded,
        Self::GrantReused,
        Self::AlertOpened,
        Self::AlertClosed,
    ];

    /// The word in the database, in settings and in messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UserCreated => "user.created",
            Self::UserSignedIn => "user.signed_in",
            Self::UserBlocked => "user.blocked",
            Self::UserUnblocked => "user.unblocked",
            Self::UserLabelled => "user.labelled",
            Self::UserDeleted => "user.deleted",
            Self::SessionEnded => "session.ended",
            Self::GrantStarted => "grant.started",
            Self::GrantEnded => "grant.ended",
            Self::GrantReused => "grant.reused",
            Self::AlertOpened => "alert.opened",
            Self::AlertClosed => "alert.closed",
        }
    }

    /// Whether it happens to a person.
    #[must_use]
    pub fn is_of_a_person(self) -> bool {
        !matches!(self, Self::AlertOpened | Self::AlertClosed)
    }

    /// Those that a word of the settings means: one, or all of a sort, such as `user.*`.
    #[must_use]
    pub fn meant_by(word: &str) -> Vec<Self> {
        let sort = word.strip_suffix('*').filter(|it| it.ends_with('.'));
        let meant = |kind: &Self| match sort {
            Some(sort) => kind.as_str().starts_with(sort),
            None => kind.as_str() == word,
        };
        Self::ALL.into_iter().filter(meant).collect()
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for EventKind {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        let mut all = Self::ALL.into_iter();
        all.find(|kind| kind.as_str() == word).ok_or(())
    }
}

/// Something that happened to a person.
#[derive(Debug, Clone)]
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// To whom, by id.
    pub user_id: String,
    /// At which app.
    pub app: Option<String>,
    /// The session's name or, at an app, what that calls it.
    pub session: Option<String>,
    /// Who did it.
    pub by: ActorKind,
    /// Why what ended did.
    pub why: Option<&'static str>,
    /// When.
    pub at: Timestamp,
}

impl Event {
    /// Without an app, a session or a reason.
    #[must_use]
    pub fn new(kind: EventKind, user_id: impl Into<String>, by: ActorKind, at: Timestamp) -> Self {
        Self {
            kind,
            user_id: user_id.into(),
            app: None,
            session: None,
            by,
            why: None,
            at,
        }
    }

    /// The same, about this session.
    #[must_use]
    pub fn of_session(mut self, name: impl Into<String>) -> Self {
        self.session = Some(name.into());
        self
    }

    /// The same, about what an app got, which calls it so.
    #[must_use]
    pub fn at_app(mut self, app: impl Into<String>, sid: impl Into<String>) -> Self {
        self.app = Some(app.into());
        self.of_session(sid)
    }

    /// The same, with its reason.
    #[must_use]
    pub fn because(mut self, why: &'static str) -> Self {
        self.why = Some(why);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_one_kind_or_a_sort() {
        for kind in EventKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(EventKind::meant_by(kind.as_str()), [kind]);
        }
        assert_eq!(EventKind::meant_by("user.*").len(), 6);
        assert_eq!(EventKind::meant_by("grant.*").len(), 3);
        for nothing in ["", "*", "user", "user.", "us*", ".*", "user.*.*", "User.*"] {
            assert!(EventKind::meant_by(nothing).is_empty(), "{nothing}");
        }
    }
}
