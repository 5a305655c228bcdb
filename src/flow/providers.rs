//! The providers, as admins see them: what their breakers do, and the pauses
//! that admins put on them.

use std::collections::BTreeSet;

use super::{App, FlowResult};
use crate::base::clock::Clock;
use crate::base::rng::RngSource;
use crate::domain::audit::{Action, Actor, Entry, Target};
use crate::store::{Pause, Store};

pub use crate::delivery::BreakerStatus;

/// A provider now.
#[derive(Debug)]
pub struct ProviderState {
    /// What routes call it.
    pub name: String,
    /// Its kind.
    pub kind: &'static str,
    /// What its breaker would do with a text, on this node.
    pub stance: BreakerStatus,
    /// The pause that an admin put on it.
    pub pause: Option<Pause>,
}

/// All providers, by name.
pub async fn list(app: &App) -> FlowResult<Vec<ProviderState>> {
    let mut pauses = app.store.pauses().await?;
    let breakers = app.delivery.providers().zip(app.delivery.breakers());
    let provider = |((name, kind), (_, stance)): ((&str, _), (_, _))| ProviderState {
        name: name.to_owned(),
        kind,
        stance,
        pause: pauses.remove(name),
    };
    Ok(breakers.map(provider).collect())
}

/// Their names.
pub fn names(app: &App) -> impl Iterator<Item = &str> {
    app.delivery.providers().map(|(name, _)| name)
}

/// Whether all texts go by one list of routes.
#[must_use]
pub fn one_list(app: &App) -> bool {
    app.delivery.all_routes().all(|(key, _)| key == "default")
}

/// The lists of routes (a region's code, or `default`) that would lead nowhere
/// if this provider were paused, too.
pub async fn left_alone(app: &App, name: &str) -> FlowResult<BTreeSet<String>> {
    let pauses = app.store.pauses().await?;
    let rests = |provider: &str| provider == name || pauses.contains_key(provider);
    let all: BTreeSet<_> = app.delivery.all_routes().map(|(key, _)| key).collect();
    let served = app.delivery.all_routes();
    let served = served.filter(|(_, route)| !rests(&route.provider));
    let served: BTreeSet<_> = served.map(|(key, _)| key).collect();
    Ok(all.difference(&served).cloned().collect())
}

/// Pauses a provider: from the next text on, on every node, routes skip it.
/// False when no provider has this name.
pub async fn pause(app: &App, actor: &Actor, name: &str) -> FlowResult<bool> {
    if app.delivery.provider(name).is_none() {
        return Ok(false);
    }
    let entry = app.entry(actor, Action::ProviderPause, Target::provider(name));
    app.store.pause(name, &entry).await?;
    Ok(true)
}

/// Lets a paused provider carry texts again. False when no provider has this
/// name.
pub async fn resume(app: &App, actor: &Actor, name: &str) -> FlowResult<bool> {
    if app.delivery.provider(name).is_none() {
        return Ok(false);
    }
    let entry = app.entry(actor, Action::ProviderResume, Target::provider(name));
    app.store.resume(name, &entry).await?;
    Ok(true)
}

/// The same from the command line, for an admin whom no text reaches any more;
/// false when it was not paused.
pub async fn resume_from_outside(
    store: &Store,
    clock: &dyn Clock,
    rng_source: &dyn RngSource,
    name: &str,
) -> FlowResult<bool> {
    let (actor, target) = (Actor::command(), Target::provider(name));
    let rng = &mut *rng_source.rng();
    let entry = Entry::new(clock.now(), rng, actor, Action::ProviderResume, target);
    store.resume(name, &entry).await
}
