//! Places where texts stopped by themselves, and those that were decided about.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{App, FlowResult};
use crate::domain::destination::Switch;
use crate::domain::limit::Charge;

pub use crate::store::{Stop, Watched};

/// Stops that are over are listed for so long after their last refusal.
const LISTED: Duration = Duration::from_hours(24);

/// What stopped by itself, and what was decided.
#[derive(Debug, Default)]
pub struct TrafficStops {
    /// Texts would be refused there now.
    pub now: Vec<StoppedDestination>,
    /// They would go out again.
    pub over: Vec<StoppedDestination>,
    /// What admins decided, newest first.
    pub decided: Vec<Watched>,
    /// Whether there are more than are listed.
    pub more: bool,
}

/// A place that stopped by itself.
#[derive(Debug)]
pub struct StoppedDestination {
    /// The place, and what went there.
    pub watched: Watched,
    /// Since when.
    pub stop: Stop,
    /// How long until its bucket gives the next text; none when it does now.
    pub next_in: Option<Duration>,
    /// What was decided about a range's country, which is then what counts.
    pub country: Option<Switch>,
}

impl App {
    /// The buckets that a stranger's text to a watched place would find.
    fn buckets(&self, watched: &Watched) -> impl Iterator<Item = Charge> {
        let limit = if watched.place.is_range() {
            &self.policy.per_range
        } else {
            &self.policy.per_country
        };
        limit.charges(&watched.place, watched.history())
    }
}

/// What stopped by itself now or in the last 24 hours, and what was decided.
pub async fn list(app: &App) -> FlowResult<TrafficStops> {
    let now = app.now();
    let (watched, more) = app.store.watched(now.minus(LISTED), now).await?;
    let (decided, undecided): (Vec<_>, Vec<_>) =
        watched.into_iter().partition(|it| it.decision.is_some());
    let charges: Vec<_> = undecided.iter().flat_map(|it| app.buckets(it)).collect();
    let waits = app.store.waits(&charges, app.clock.elapsed()).await?;
    let countries: BTreeMap<_, _> = decided
        .iter()
        .filter_map(|it| Some((&it.place.key, it.decision.as_ref()?.switch)))
        .collect();
    let mut stops = TrafficStops::default();
    for watched in undecided {
        let Some(stop) = watched.stop else { continue };
        let waits = app.buckets(&watched).map(|it| waits.get(&it.key).copied());
        let country = format!("country:{}", watched.place.region);
        let stopped = StoppedDestination {
            next_in: waits.max().flatten(),
            country: countries.get(&country).copied(),
            watched,
            stop,
        };
        if stopped.next_in.is_some() && stopped.country.is_none() {
            stops.now.push(stopped);
        } else {
            stops.over.push(stopped);
        }
    }
    stops.decided = decided;
    stops.more = more;
    Ok(stops)
}
