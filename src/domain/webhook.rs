//! Webhooks: who is told of what, and how often that is tried.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::base::clock::DAY;
use crate::domain::event::EventKind;

/// The longest name, in characters.
const MAX_NAME: usize = 40;

/// How long failures go on until somebody is alerted, and until it is paused.
pub const ALERTED: Duration = DAY;
/// See [`ALERTED`].
pub const PAUSED: Duration = DAY.saturating_mul(3);

/// Who pauses a webhook that is gone, or fails for days; none of it is an admin's number.
pub const GONE: &str = "gone";
/// See [`GONE`].
pub const FAILING: &str = "failing";

/// The longest wait that a webhook may ask for.
pub const MOST_ASKED: Duration = Duration::from_hours(1);

/// The waits between tries; the last one is that of all further ones.
const WAITS: [Duration; 8] = [
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_mins(2),
    Duration::from_mins(10),
    Duration::from_hours(1),
    Duration::from_hours(3),
    Duration::from_hours(6),
    Duration::from_hours(12),
];

/// So many tries within three days.
const TRIES: i64 = 13;

/// Alerts are tried for a day: after a minute, and then after twice as long each time,
/// up to two hours and eight minutes.
const ALERT_WAIT: Duration = Duration::from_mins(1);
const ALERT_DOUBLINGS: i64 = 7;
const ALERT_TRIES: i64 = 19;

/// What a webhook is called: 1 to 40 of `a` to `z`, `0` to `9` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebhookName(String);

/// The text is no such name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WebhookNameError;

impl WebhookName {
    /// The webhook of the settings `alerts.…`; no other is called so.
    #[must_use]
    pub fn alerts() -> Self {
        Self("alerts".into())
    }

    /// Whether it is that one.
    #[must_use]
    pub fn is_alerts(&self) -> bool {
        self.0 == "alerts"
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for WebhookName {
    type Err = WebhookNameError;

    fn from_str(text: &str) -> Result<Self, WebhookNameError> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let name = (1..=MAX_NAME).contains(&text.len()) && text.bytes().all(fits);
        name.then(|| Self(text.to_owned())).ok_or(WebhookNameError)
    }
}

impl fmt::Display for WebhookName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Who is told of what.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// What it is called.
    pub name: WebhookName,
    /// Of these.
    pub events: BTreeSet<EventKind>,
    /// Whether it is told numbers.
    pub numbers: bool,
}

impl Webhook {
    /// The webhook of the settings `alerts.…`.
    #[must_use]
    pub fn for_alerts() -> Self {
        Self {
            name: WebhookName::alerts(),
            events: [EventKind::AlertOpened, EventKind::AlertClosed].into(),
            numbers: false,
        }
    }

    /// Whether it is told of this.
    #[must_use]
    pub fn wants(&self, kind: EventKind) -> bool {
        self.events.contains(&kind)
    }

    /// What it is told an event by: the same over all tries, and another for each
    /// webhook, so that nobody takes what is for one for a repetition.
    #[must_use]
    pub fn message_id(&self, event: &str) -> String {
        if self.name.is_alerts() {
            return format!("msg_{event}");
        }
        format!("msg_{event}_{}", self.name)
    }

    /// How long to wait after so many tries, but for chance; none: it is given up.
    #[must_use]
    pub fn wait(&self, tries: i64) -> Option<Duration> {
        if self.name.is_alerts() {
            let wait = ALERT_WAIT * (1 << (tries - 1).clamp(0, ALERT_DOUBLINGS));
            return (tries < ALERT_TRIES).then_some(wait);
        }
        let nth = usize::try_from(tries - 1).unwrap_or_default();
        let wait = WAITS[nth.min(WAITS.len() - 1)];
        (tries < TRIES).then_some(wait)
    }

    /// By how many thousandths a wait may be shorter or longer, so that what failed
    /// together does not come back together. Alerts are few.
    #[must_use]
    pub fn spread(&self) -> u32 {
        if self.name.is_alerts() { 0 } else { 100 }
    }

    /// Whether it is paused when it fails for long or says that it is gone. Alerts never
    /// are: nobody would hear of it.
    #[must_use]
    pub fn pauses(&self) -> bool {
        !self.name.is_alerts()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn webhook(name: &str) -> Webhook {
        Webhook {
            name: name.parse().expect("a name"),
            ..Webhook::for_alerts()
        }
    }

    fn whole_time(webhook: &Webhook) -> Duration {
        (1..).map_while(|tries| webhook.wait(tries)).sum()
    }

    #[test]
    fn waits_grow_and_end() {
        let crm = webhook("crm");
        assert_eq!(crm.wait(1), Some(Duration::from_secs(5)));
        assert_eq!(crm.wait(9), Some(Duration::from_hours(12)));
        let days = whole_time(&crm).as_secs_f64() / DAY.as_secs_f64();
        assert!((2.8..=3.0).contains(&days), "{days}");
        let alerts = Webhook::for_alerts();
        assert_eq!(alerts.wait(1), Some(ALERT_WAIT));
        assert!(whole_time(&alerts) >= DAY);
    }

    #[test]
    fn each_webhook_has_ids_of_its_own() {
        assert_eq!(Webhook::for_alerts().message_id("0a"), "msg_0a");
        assert_eq!(webhook("crm").message_id("0a"), "msg_0a_crm");
    }

    #[test]
    fn names_are_short_and_plain() {
        assert!("crm-2".parse::<WebhookName>().is_ok());
        for bad in ["", "CRM", "a b", "é", &"a".repeat(41)] {
            assert!(bad.parse::<WebhookName>().is_err(), "{bad}");
        }
    }
}
