//! Places where texts stopped by themselves, and those that were decided about.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{App, FlowResult};
use crate::domain::destination::{DAYS, Switch};
use crate::domain::limit::{Charge, Rate};
use crate::domain::money::Money;

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

/// What an admin is told of a place on guard before they decide.
#[derive(Debug)]
pub struct Outlook {
    /// From how many networks unanswered texts were asked for in the last 24 hours,
    /// and how many of these texts were looked at.
    pub unanswered: (usize, usize),
    /// Sign-ins on a usual day.
    pub usual: u32,
    /// How many unanswered texts a further day on guard gives at most.
    pub a_day: u32,
    /// What one text costs, where prices are configured.
    pub price: Option<Money>,
    /// What may be spent there on one day.
    pub budget: Option<Money>,
}

/// What is known of a place on guard.
pub async fn outlook(app: &App, stopped: &StoppedDestination) -> FlowResult<Outlook> {
    let place = &stopped.watched.place;
    let (policy, region) = (&app.policy, place.region.parse().ok());
    let since = app.now().minus(LISTED);
    let limit = if place.is_range() {
        &policy.per_range
    } else {
        &policy.per_country
    };
    let in_a_day = |rate: Rate| LISTED.as_micros() / rate.interval().as_micros().max(1);
    let open = limit.rates.iter().map(|rate| in_a_day(*rate)).min();
    let a_day = in_a_day(limit.guard) + open.unwrap_or_default();
    let days = u32::try_from(DAYS).unwrap_or(1);
    Ok(Outlook {
        unanswered: app.store.unanswered_from(place, since).await?,
        usual: stopped.watched.before.1.div_ceil(days),
        a_day: u32::try_from(a_day).unwrap_or(u32::MAX),
        price: region.and_then(|it| {
            let route = app.delivery.routes(it).first()?;
            Some(app.cost(it, route, &app.words())?.amount)
        }),
        budget: region.and_then(|it| policy.prices.budget(it).or(policy.prices.per_day)),
    })
}
