//! The watch: once a minute it looks at a handful of counts, opens alerts for
//! what is out of the ordinary, and closes those that calmed down. What it
//! knows is in the database, so several nodes watch as one, and a restart
//! forgets nothing.

mod notifications;
mod providers;
mod render;
mod signals;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tracing::{info, warn};

use super::{App, FlowResult, every};
use crate::base::clock::Timestamp;
use crate::domain::alert::{AlertId, AlertKey, AlertKind, Firing, Level, Signal, Transition, step};
use crate::store::{Cursor, NewAlert, Page};

pub use crate::store::Alert;
pub use render::{Rendered, render};

/// How often it looks.
const EVERY: Duration = Duration::from_mins(1);

/// So many places have alerts of their own at once: an attack on a thousand
/// ranges is one piece of news, and all of them are on the page of stops.
const MOST_PLACES: usize = 20;

/// The alerts that are open.
pub async fn open(app: &App) -> FlowResult<Vec<Alert>> {
    app.store.open_alerts().await
}

/// One page of those that were.
pub async fn closed(
    app: &App,
    from: Option<&Cursor>,
    backwards: bool,
    limit: u32,
) -> FlowResult<Page<Alert>> {
    app.store.closed_alerts(from, backwards, limit).await
}

/// Looks once.
///
/// # Errors
/// When the database is not available; the next look goes on.
pub async fn tick(app: &App) -> FlowResult<()> {
    let now = app.now();
    let open = app.store.open_alerts().await?;
    let mut open: BTreeMap<AlertKey, Alert> =
        open.into_iter().map(|it| (it.key.clone(), it)).collect();
    // what explains others comes before them
    let mut seen = providers::look(app, now).await?;
    seen.extend(signals::look(app, now).await?);
    for alert in open.values() {
        if !seen.iter().any(|signal| signal.key == alert.key) {
            seen.push(unseen(app, alert));
        }
    }
    for signal in &seen {
        let alert = open.get(&signal.key);
        let burning = alert.map(|it| Firing {
            closes_at: it.closes_at,
        });
        match (
            step(burning, signal.level, signal.key.kind.calm(), now),
            alert,
        ) {
            (Transition::Open, _) if is_news(signal, &open) => {
                let alert = draw(app, signal, now);
                open_one(app, signal, &alert, now).await?;
                open.insert(signal.key.clone(), alert);
            }
            (Transition::Keep(closes_at), Some(alert)) => {
                keep(app, alert, closes_at, signal, now).await?;
            }
            (Transition::Close, Some(alert)) => {
                close(app, alert, now).await?;
                open.remove(&signal.key);
            }
            _ => {}
        }
    }
    let kinds: Vec<_> = open.keys().map(|key| key.kind).collect();
    app.metrics.alerts(&kinds);
    Ok(())
}

/// Whether a signal is not explained by an alert that is open, nor one too many.
fn is_news(signal: &Signal, open: &BTreeMap<AlertKey, Alert>) -> bool {
    let explained = signal
        .part_of
        .as_ref()
        .is_some_and(|it| open.contains_key(it));
    let places = || {
        open.keys()
            .filter(|key| key.kind == AlertKind::Stopped)
            .count()
    };
    !explained && (signal.key.kind != AlertKind::Stopped || places() < MOST_PLACES)
}

/// What nothing was seen of: a place that does not refuse any more, a budget of
/// yesterday, a provider that is not configured or got no texts.
fn unseen(app: &App, alert: &Alert) -> Signal {
    let AlertKey { kind, subject } = &alert.key;
    let level = match kind {
        AlertKind::Stopped | AlertKind::Guesses => Level::Low,
        AlertKind::BudgetNear
        | AlertKind::BudgetSpent
        | AlertKind::LogoutNotices
        | AlertKind::Webhook => Level::Over,
        AlertKind::SignIns => Level::Few,
        AlertKind::Failures | AlertKind::Slow => {
            let mut providers = app.delivery.providers();
            if providers.any(|(name, _)| name == subject) {
                Level::Few
            } else {
                Level::Over
            }
        }
    };
    Signal {
        key: alert.key.clone(),
        label: alert.label.clone(),
        severity: alert.severity,
        level,
        facts: alert.facts,
        part_of: None,
    }
}

fn draw(app: &App, signal: &Signal, now: Timestamp) -> Alert {
    Alert {
        id: AlertId::draw(now, &mut *app.rng_source.rng()),
        key: signal.key.clone(),
        label: signal.label.clone(),
        severity: signal.severity,
        opened_at: now,
        closes_at: None,
        closed_at: None,
        facts: signal.facts,
        worst_at: now,
        present: (signal.facts.part, signal.facts.whole),
    }
}

/// Opens an alert, unless another node was faster.
async fn open_one(app: &App, signal: &Signal, alert: &Alert, now: Timestamp) -> FlowResult<()> {
    let new = NewAlert {
        id: alert.id,
        signal,
        at: now,
        announcement: notifications::of(app, alert, now),
    };
    if app.store.open_alert(&new).await? {
        let said = render(&super::words(), &app.policy.prices.currency, alert);
        warn!(
            alert = %alert.id, kind = alert.key.kind.as_str(), subject = alert.label,
            severity = alert.severity.as_str(), "alert opened: {}. {}", said.title, said.text
        );
    }
    Ok(())
}

/// What is open stays so; its numbers are those of its worst moment, and beside
/// them the present ones.
async fn keep(
    app: &App,
    alert: &Alert,
    closes_at: Option<Timestamp>,
    signal: &Signal,
    now: Timestamp,
) -> FlowResult<()> {
    let mut kept = Alert {
        closes_at,
        present: (signal.facts.part, signal.facts.whole),
        ..alert.clone()
    };
    let is_worse = signal.facts.are_worse(alert.key.kind, &alert.facts);
    if closes_at.is_none() && is_worse && signal.facts != alert.facts {
        (kept.facts, kept.worst_at) = (signal.facts, now);
    }
    if kept == *alert {
        return Ok(());
    }
    app.store.keep_alert(&kept).await
}

/// Closes an alert, unless another node was faster.
async fn close(app: &App, alert: &Alert, now: Timestamp) -> FlowResult<()> {
    let closed = Alert {
        closed_at: Some(now),
        ..alert.clone()
    };
    let announcement = notifications::of(app, &closed, now);
    let closing = app.store.close_alert(alert.id, now, &announcement);
    if closing.await? {
        let said = render(&super::words(), &app.policy.prices.currency, alert);
        info!(
            alert = %alert.id, kind = alert.key.kind.as_str(), subject = alert.label,
            "alert closed: {}", said.title
        );
    }
    Ok(())
}

/// Closes an alert that somebody saw to.
///
/// # Errors
/// When the database is not available; the next look closes it.
pub(super) async fn seen_to(app: &App, key: &AlertKey) -> FlowResult<()> {
    let open = app.store.open_alerts().await?;
    match open.iter().find(|alert| alert.key == *key) {
        Some(alert) => close(app, alert, app.now()).await,
        None => Ok(()),
    }
}

/// Watches for as long as the program runs.
pub async fn forever(app: Arc<App>) {
    every(EVERY, || async {
        if let Err(error) = look(&app).await {
            warn!(%error, "the watch waits for the database");
        }
    })
    .await;
}

/// Looks, unless another node is just looking.
async fn look(app: &App) -> FlowResult<()> {
    match app.store.try_lead("watch").await? {
        Some(_turn) => tick(app).await,
        None => Ok(()),
    }
}
