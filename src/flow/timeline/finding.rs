//! The finding: what the newest attempt says about "why no code?".

use super::SignInAttempt;
use crate::base::clock::Timestamp;
use crate::domain::delivery::Status;
use crate::store::DeliveryRecord;

/// What became of the newest attempt.
#[derive(Debug)]
pub enum Finding<'a> {
    /// The right code was entered.
    SignedIn(Timestamp),
    /// The right code was entered, and the number was blocked.
    WasBlocked(Timestamp),
    /// It has not come to that.
    Waiting {
        /// What became of the newest text; none for a test number.
        text: Option<(TextEnd, &'a DeliveryRecord)>,
        /// What became of its code, if there is one and it is still known.
        code: Option<CodeEnd>,
    },
}

/// What became of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextEnd {
    /// It is being handed to a provider.
    Underway,
    /// No provider took it.
    NotSent,
    /// It is open whether it went out.
    InDoubt,
    /// A provider took it and has not said more.
    NoReceipt,
    /// It did not arrive.
    NotDelivered,
    /// It arrived.
    Arrived,
}

/// What became of a code that was not the right one yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeEnd {
    /// It works for a while.
    Works {
        /// Until then.
        until: Timestamp,
        /// Wrong tries so far.
        wrong: u32,
    },
    /// Its tries were used up by wrong ones.
    TriesSpent,
    /// It expired.
    Expired {
        /// Then.
        at: Timestamp,
        /// Wrong tries before.
        wrong: u32,
    },
}

impl TextEnd {
    /// Of one message, by its hand-overs. One that arrived says more than a
    /// later one that is in doubt.
    #[must_use]
    pub fn of(message: &[DeliveryRecord]) -> Option<(Self, &DeliveryRecord)> {
        let arrived = message.iter().find(|it| it.status == Status::Delivered);
        let decides = arrived.or(message.last())?;
        let end = match decides.status {
            Status::Sending => Self::Underway,
            Status::Refused => Self::NotSent,
            Status::Unknown => Self::InDoubt,
            Status::Accepted => Self::NoReceipt,
            Status::Undelivered => Self::NotDelivered,
            Status::Delivered => Self::Arrived,
        };
        Some((end, decides))
    }

    /// The word's part of a message key.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Underway => "underway",
            Self::NotSent => "not-sent",
            Self::InDoubt => "in-doubt",
            Self::NoReceipt => "no-receipt",
            Self::NotDelivered => "not-delivered",
            Self::Arrived => "arrived",
        }
    }
}

impl SignInAttempt {
    /// What it says. `tries` is how many a code has; a block counts if it was
    /// there when the code was entered.
    #[must_use]
    pub fn finding(
        &self,
        tries: u32,
        blocked_since: Option<Timestamp>,
        now: Timestamp,
    ) -> Finding<'_> {
        if let Some(at) = self.begun.as_ref().and_then(|begun| begun.consumed) {
            return match blocked_since {
                Some(since) if since <= at => Finding::WasBlocked(at),
                _ => Finding::SignedIn(at),
            };
        }
        Finding::Waiting {
            text: self
                .messages
                .last()
                .and_then(|message| TextEnd::of(message)),
            code: self.code(tries, now),
        }
    }

    /// What became of the newest code, unless it was the right one.
    #[must_use]
    pub fn code(&self, tries: u32, now: Timestamp) -> Option<CodeEnd> {
        let begun = self
            .begun
            .as_ref()
            .filter(|begun| begun.consumed.is_none())?;
        let (wrong, expires) = (begun.tries, begun.expires);
        Some(if wrong >= tries {
            CodeEnd::TriesSpent
        } else if expires <= now {
            CodeEnd::Expired { at: expires, wrong }
        } else {
            CodeEnd::Works {
                until: expires,
                wrong,
            }
        })
    }
}
