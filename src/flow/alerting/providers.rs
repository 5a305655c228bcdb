//! How the providers do: how often they fail, and how long they take.

use std::collections::BTreeMap;
use std::time::Duration;

use super::signals::same_hours;
use crate::base::clock::Timestamp;
use crate::domain::alert::thresholds;
use crate::domain::alert::{AlertKey, AlertKind, Facts, Level, Severity, Signal};
use crate::domain::delivery::Category;
use crate::domain::latency::LatencyHistogram;
use crate::domain::rollup::{Counts, Period, Span};
use crate::domain::trend::Share;
use crate::flow::{App, FlowResult};
use crate::store::TimedKind;

/// Providers are looked at over this time, and the five minutes that are not
/// over.
const WINDOW: Duration = Duration::from_mins(10);

/// Failures that are a provider's own. What is wrong with a number, its owner's
/// wish or its country is not.
const OWN: [Category; 5] = [
    Category::Balance,
    Category::Config,
    Category::Rate,
    Category::Outage,
    Category::Unknown,
];

/// What was counted of the providers just now.
struct Now {
    period: Period,
    counts: BTreeMap<String, Counts>,
    failed: BTreeMap<String, i64>,
    times: BTreeMap<String, LatencyHistogram>,
}

pub(super) async fn look(app: &App, now: Timestamp) -> FlowResult<Vec<Signal>> {
    let now = read(app, now).await?;
    let mut seen = Vec::new();
    let pauses = app.store.pauses().await?;
    for (provider, _) in app.delivery.providers() {
        if pauses.contains_key(provider) {
            // An admin saw to it.
            for kind in [AlertKind::Failures, AlertKind::Slow] {
                seen.push(signal(kind, provider, Level::Over, Facts::default()));
            }
            continue;
        }
        seen.push(failures(app, &now, provider).await?);
        seen.push(slowness(app, &now, provider).await?);
    }
    Ok(seen)
}

async fn read(app: &App, now: Timestamp) -> FlowResult<Now> {
    let current = Span::FiveMinutes.begin(now);
    let period = Period {
        span: Span::FiveMinutes,
        from: current.minus(WINDOW),
        until: current.plus(Span::FiveMinutes.length()),
    };
    let (store, mut failed) = (&app.store, BTreeMap::<_, i64>::new());
    for it in store.failures(period).await? {
        if OWN.iter().any(|own| own.as_str() == it.reason) {
            *failed.entry(it.provider).or_default() += it.n;
        }
    }
    let step = Span::FiveMinutes.length();
    let mut times = BTreeMap::<_, LatencyHistogram>::new();
    for it in store.times(TimedKind::Answer, period, step).await? {
        times.entry(it.provider).or_default().add_all(&it.times);
    }
    Ok(Now {
        counts: store.counts_by_provider(period).await?,
        period,
        failed,
        times,
    })
}

/// What is usual is only asked for when it matters: it can but excuse.
fn matters(level: Level) -> bool {
    matches!(level, Level::High | Level::Middle)
}

async fn failures(app: &App, now: &Now, provider: &str) -> FlowResult<Signal> {
    let share = Share {
        part: now.failed.get(provider).copied().unwrap_or_default(),
        whole: now.counts.get(provider).map_or(0, Counts::handed),
    };
    let least = f64::from(app.policy.alerts.failures) / 100.0;
    let (mut level, mut facts) = thresholds::failures(share, Share::default(), least);
    if matters(level) {
        let hours = same_hours(now.period);
        let reasons = OWN.map(Category::as_str);
        let before = Share {
            part: app
                .store
                .failed_in_hours(provider, &reasons, &hours)
                .await?,
            whole: app.store.handed_in_hours(provider, &hours).await?,
        };
        (level, facts) = thresholds::failures(share, before, least);
    }
    Ok(signal(AlertKind::Failures, provider, level, facts))
}

async fn slowness(app: &App, now: &Now, provider: &str) -> FlowResult<Signal> {
    let none = LatencyHistogram::default();
    let times = now.times.get(provider).unwrap_or(&none);
    let least = app.policy.alerts.slow;
    let (mut level, mut facts) = thresholds::slowness(times, &none, least);
    if matters(level) {
        let hours = same_hours(now.period);
        let before = app.store.answers_in_hours(provider, &hours).await?;
        (level, facts) = thresholds::slowness(times, &before, least);
    }
    Ok(Signal {
        // what gives no answer is slow, too
        part_of: Some(AlertKey::new(AlertKind::Failures, provider)),
        ..signal(AlertKind::Slow, provider, level, facts)
    })
}

fn signal(kind: AlertKind, provider: &str, level: Level, facts: Facts) -> Signal {
    Signal {
        key: AlertKey::new(kind, provider),
        label: provider.to_owned(),
        severity: if kind == AlertKind::Failures {
            Severity::Critical
        } else {
            Severity::Warning
        },
        level,
        facts,
        part_of: None,
    }
}
