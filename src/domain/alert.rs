//! Alerts: what is out of the ordinary. One opens above a threshold, and closes
//! by itself only after it stayed below a lower one for a while, so that it
//! neither flaps nor repeats.

#[cfg(test)]
mod tests;
pub mod thresholds;

use std::str::FromStr;
use std::time::Duration;

use crate::base::clock::Timestamp;

pub use super::id::AlertId;

/// How long it must stay calm until an alert closes.
pub const CALM: Duration = Duration::from_mins(10);
/// The same for places where texts stop by themselves: under attack one text
/// goes through every now and then.
pub const PLACE_CALM: Duration = Duration::from_hours(1);
/// With too little to tell, an alert stays open for so long.
pub const QUIET: Duration = Duration::from_hours(6);

/// What an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertKind {
    /// Fewer texts than usual lead to a sign-in, in all or to a country.
    SignIns,
    /// A provider fails more often than usual.
    Failures,
    /// A provider answers more slowly than usual.
    Slow,
    /// Texts to a number range or a country stopped by themselves.
    Stopped,
    /// 80 % of a day's budget are spent.
    BudgetNear,
    /// A day's budget is spent.
    BudgetSpent,
    /// More wrong codes are tried than the limit of all strangers allows.
    Guesses,
    /// An app could not be told of sign-outs for a day.
    LogoutNotices,
    /// A webhook took nothing for a day, or is gone.
    Webhook,
}

impl AlertKind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::SignIns,
        Self::Failures,
        Self::Slow,
        Self::Stopped,
        Self::BudgetNear,
        Self::BudgetSpent,
        Self::Guesses,
        Self::LogoutNotices,
        Self::Webhook,
    ];

    /// The word in the database, in the log and to the webhook.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignIns => "sign_ins",
            Self::Failures => "failures",
            Self::Slow => "slow",
            Self::Stopped => "stopped",
            Self::BudgetNear => "budget_near",
            Self::BudgetSpent => "budget_spent",
            Self::Guesses => "guesses",
            Self::LogoutNotices => "logout_notices",
            Self::Webhook => "webhook",
        }
    }

    /// How long it must stay calm until an alert of this kind closes.
    #[must_use]
    pub fn calm(self) -> Duration {
        match self {
            Self::Stopped | Self::Guesses => PLACE_CALM,
            _ => CALM,
        }
    }
}

impl FromStr for AlertKind {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == word);
        found.ok_or(())
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// People cannot sign in, or soon will not.
    Critical,
    /// Worth a look today.
    Warning,
}

impl Severity {
    /// The word in the database and to the webhook.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Warning => "warning",
        }
    }

    /// Reads [`Severity::as_str`]; what is not known is a warning.
    #[must_use]
    pub fn read(word: &str) -> Self {
        if word == Self::Critical.as_str() {
            Self::Critical
        } else {
            Self::Warning
        }
    }
}

/// Which alert: of one there is one open at most.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AlertKey {
    /// What about.
    pub kind: AlertKind,
    /// A provider's, an app's or a webhook's name, a country's code, a place's key, or nothing.
    pub subject: String,
}

impl AlertKey {
    /// About this subject.
    #[must_use]
    pub fn new(kind: AlertKind, subject: impl Into<String>) -> Self {
        let subject = subject.into();
        Self { kind, subject }
    }
}

/// The numbers of an alert. Shares are in thousandths, times in milliseconds,
/// money in millionths; for wrong tries, `bound` is how many and `value` in how
/// many seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    /// So many …
    pub part: i64,
    /// … of so many.
    pub whole: i64,
    /// What it is now.
    pub value: i64,
    /// What is usual; none: there is too little to tell.
    pub usual: Option<i64>,
    /// What it opens beyond.
    pub bound: i64,
}

impl Facts {
    /// Whether these are as bad as the others, or worse. What only grows is.
    #[must_use]
    pub fn are_worse(&self, kind: AlertKind, than: &Self) -> bool {
        match kind {
            AlertKind::SignIns => self.value <= than.value,
            AlertKind::Failures | AlertKind::Slow => self.value >= than.value,
            _ => true,
        }
    }
}

/// How it looks at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Beyond the bound.
    High,
    /// Between the bounds: nothing opens, and nothing closes.
    Middle,
    /// Below the lower bound.
    Low,
    /// There is too little to tell.
    Few,
    /// It is over for a reason: it closes at once.
    Over,
}

/// What was looked at, and how it looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    /// Which alert it would be.
    pub key: AlertKey,
    /// The subject as people read it.
    pub label: String,
    /// How bad it would be.
    pub severity: Severity,
    /// How it looks.
    pub level: Level,
    /// In numbers.
    pub facts: Facts,
    /// While that alert is open this is no news, and does not open.
    pub part_of: Option<AlertKey>,
}

/// What becomes of an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// Nothing.
    Stay,
    /// It opens.
    Open,
    /// It stays open, and closes at that moment if it stays calm.
    Keep(Option<Timestamp>),
    /// It closes.
    Close,
}

/// An open alert, as far as the next step depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Firing {
    /// When it closes if it stays calm; none while it does not.
    pub closes_at: Option<Timestamp>,
}

/// The next step of an alert, open or not, that looks so now.
#[must_use]
pub fn step(open: Option<Firing>, level: Level, calm: Duration, now: Timestamp) -> Transition {
    let Some(open) = open else {
        return if level == Level::High {
            Transition::Open
        } else {
            Transition::Stay
        };
    };
    let soonest = |wait: Duration| {
        let at = now.plus(wait);
        Some(open.closes_at.map_or(at, |before| before.min(at)))
    };
    let closes_at = match level {
        Level::High | Level::Middle => None,
        Level::Low => soonest(calm),
        Level::Few => soonest(QUIET),
        Level::Over => Some(now),
    };
    if closes_at.is_some_and(|at| at <= now) {
        Transition::Close
    } else {
        Transition::Keep(closes_at)
    }
}
