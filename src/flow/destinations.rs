//! The places that texts go to, number ranges and countries, and what admins
//! decide about them. What stopped by itself is in `stops`.

use tracing::warn;

use super::{App, FlowResult, alerting};
use crate::base::clock::{DAY, Timestamp};
use crate::domain::alert::{AlertKey, AlertKind};
use crate::domain::audit::{Action, Actor, Many, Target};
use crate::domain::destination::{Destination, Switch, more_today};
use crate::domain::number_range::{NumberRange, RangeError};
use crate::domain::phone::Phone;
use crate::domain::region::{Region, advice};

impl App {
    /// The number's range: the number less its last four digits.
    #[must_use]
    pub fn range(&self, phone: &Phone) -> Destination {
        self.place_of(phone.range(), phone.region())
    }

    /// A range that an admin typed.
    #[must_use]
    pub fn typed_range(&self, range: &NumberRange) -> Destination {
        self.place_of(range.as_str(), range.region())
    }

    /// A country, with all its numbers.
    #[must_use]
    pub fn country(&self, region: Region) -> Destination {
        let code = region.to_string();
        Destination {
            key: format!("country:{code}"),
            label: code.clone(),
            region: code,
        }
    }

    fn place_of(&self, range: &str, region: Region) -> Destination {
        let hash = self.key.hash("range", &[range]);
        Destination {
            key: format!("range:{hash}"),
            label: range.to_owned(),
            region: region.to_string(),
        }
    }
}

/// The place that an operator typed: a country's code, or the beginning of a
/// range's numbers with its plus, as admins read it.
///
/// # Errors
/// Why it is none, and what to write, in one line.
pub fn typed(app: &App, text: &str) -> Result<Destination, String> {
    let text = text.trim();
    if let Ok(region) = text.parse() {
        return Ok(app.country(region));
    }
    match NumberRange::parse(text) {
        Ok(range) => Ok(app.typed_range(&range)),
        Err(RangeError::Empty | RangeError::Format) if !text.contains(char::is_numeric) => {
            Err(format!("{text:?} is no country; {}", advice(text)))
        }
        Err(error) => Err(format!(
            "{text:?} is {error}; write the number less its last four digits, such as +91987654"
        )),
    }
}

/// The place of that key: any country, and a range that was noted.
pub async fn find(app: &App, key: &str) -> FlowResult<Option<Destination>> {
    match key.strip_prefix("country:").map(str::parse) {
        Some(Ok(region)) => Ok(Some(app.country(region))),
        Some(Err(_)) => Ok(None),
        None => app.store.place(key).await,
    }
}

/// So many texts can be given at once.
pub const MOST_MORE: u32 = 10_000;

/// Gives a place more unanswered texts until midnight UTC, without taking the defence
/// away. It counts from the next text on, and is in the audit. False when there are
/// none, or too many.
pub async fn give_more(
    app: &App,
    actor: &Actor,
    place: &Destination,
    texts: u32,
) -> FlowResult<bool> {
    let now = app.now();
    let tomorrow = Timestamp::of_day(&now.plus(DAY).day());
    let bucket = more_today(place, texts).filter(|_| texts <= MOST_MORE);
    let (Some(bucket), Some(tomorrow)) = (bucket, tomorrow) else {
        return Ok(false);
    };
    let mut entry = app.entry(actor, Action::PlaceMore, Target::place(place));
    entry.many = Some(Many {
        done: texts.into(),
        left_out: 0,
    });
    let store = &app.store;
    store
        .give_more(place, (texts, tomorrow), &bucket, &entry)
        .await?;
    Ok(true)
}

/// Decides that texts go to a place, answered or not, or to nobody there but
/// known browsers; with nothing, that it is watched again. It counts from the
/// next text on, and is in the audit. False when it was so already.
pub async fn decide(
    app: &App,
    actor: &Actor,
    place: &Destination,
    switch: Option<Switch>,
) -> FlowResult<bool> {
    let action = match switch {
        Some(Switch::Allow) => Action::PlaceAllow,
        Some(Switch::Stop) => Action::PlaceStop,
        None => Action::PlaceWatch,
    };
    let entry = app.entry(actor, action, Target::place(place));
    let changed = app.store.decide(place, switch, &entry).await?;
    let alert = AlertKey::new(AlertKind::Stopped, &*place.key);
    if let Err(error) = alerting::seen_to(app, &alert).await {
        warn!(%error, "a decided place's alert stays open until the next look");
    }
    Ok(changed)
}
