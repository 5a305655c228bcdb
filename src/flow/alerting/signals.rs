//! What the watch looks at.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::base::clock::{DAY, Timestamp, micros};
use crate::domain::alert::thresholds::{self, TEXTS};
use crate::domain::alert::{AlertKey, AlertKind, Facts, Level, Severity, Signal};
use crate::domain::app::App as Client;
use crate::domain::destination::Destination;
use crate::domain::rollup::{Counts, Period, Span};
use crate::domain::trend::Share;
use crate::domain::webhook::{ALERTED, FAILING, GONE, Webhook};
use crate::flow::spending::{self, Budget, Spending};
use crate::flow::stops::{self, StoppedDestination, TrafficStops};
use crate::flow::{App, FlowResult};
use crate::store::HourOfRegion;

/// A code lives five minutes: younger texts may still be answered.
const RIPE: Duration = Duration::from_mins(5);

/// The sign-in rate is looked at over the shorter time, or over the longer one
/// where that has too few texts.
const WINDOWS: [Duration; 2] = [Duration::from_mins(30), LONG];
const LONG: Duration = Duration::from_hours(3);

/// So many earlier days tell what is usual.
const DAYS: u32 = 7;

/// Everything that may be out of the ordinary beside the providers.
pub(super) async fn look(app: &App, now: Timestamp) -> FlowResult<Vec<Signal>> {
    let mut seen = sign_ins(app, now).await?;
    seen.extend(stopped(&stops::list(app).await?));
    for spending in spending::today(app).await? {
        seen.extend(budget(&spending));
    }
    seen.push(guesses(app).await?);
    seen.extend(untold(app, now).await?);
    seen.extend(webhooks(app, now).await?);
    Ok(seen)
}

/// The hours that a period touches, on each of the days before.
pub(super) fn same_hours(period: Period) -> Vec<Timestamp> {
    let hour = Span::Hour.length();
    let first = Span::Hour.begin(period.from);
    let mut hours = Vec::new();
    for days in 1..=DAYS {
        let until = period.until.minus(DAY * days);
        let mut at = first.minus(DAY * days);
        while at < until {
            hours.push(at);
            at = at.plus(hour);
        }
    }
    hours
}

/// The texts that a provider took, and those that led to a sign-in: what
/// providers refuse is told of them.
fn answered(counts: &Counts) -> Share {
    Share {
        part: counts.verified,
        whole: counts.taken(),
    }
}

async fn sign_ins(app: &App, now: Timestamp) -> FlowResult<Vec<Signal>> {
    let until = Span::FiveMinutes.begin(now.minus(RIPE));
    let mut seen: BTreeMap<String, (Share, Option<f64>)> = BTreeMap::new();
    for window in WINDOWS {
        let period = Period {
            span: Span::FiveMinutes,
            from: until.minus(window),
            until,
        };
        let mut shares: BTreeMap<_, _> = app
            .store
            .counts_by_region(period)
            .await?
            .iter()
            .map(|(region, counts)| (region.clone(), answered(counts)))
            .collect();
        let all = shares.values().copied().fold(Share::default(), add);
        shares.insert(String::new(), all);
        shares.retain(|region, share| share.whole >= TEXTS && !seen.contains_key(region));
        if window == LONG {
            // What just closed still lies in the long window: it would be told
            // again, an hour after all was well.
            let closed = app
                .store
                .closed_since(AlertKind::SignIns, period.from)
                .await?;
            // (of all, it was every country's)
            let is_closed = |region: &str| closed.iter().any(|it| it.is_empty() || it == region);
            shares.retain(|region, _| !is_closed(region));
        }
        if shares.is_empty() {
            continue;
        }
        let before = app.store.hours_by_region(&same_hours(period)).await?;
        for (region, share) in shares {
            let usual = usual(&before, &region, period);
            seen.insert(region, (share, usual));
        }
    }
    let drop = f64::from(app.policy.alerts.sign_in_drop) / 100.0;
    let signal = |(region, (share, usual))| sign_in(region, share, usual, drop);
    Ok(seen.into_iter().map(signal).collect())
}

fn add(one: Share, other: Share) -> Share {
    Share {
        part: one.part + other.part,
        whole: one.whole + other.whole,
    }
}

/// What is usual in a country, or in all, by the days before.
fn usual(before: &[HourOfRegion], region: &str, period: Period) -> Option<f64> {
    let mut days = BTreeMap::<i64, Share>::new();
    let until = period.until.as_micros();
    for hour in before {
        if region.is_empty() || hour.region == region {
            let day = days.entry((until - hour.at) / micros(DAY)).or_default();
            day.part += hour.verified;
            day.whole += hour.taken;
        }
    }
    thresholds::usual(&days.into_values().collect::<Vec<_>>())
}

fn sign_in(region: String, share: Share, usual: Option<f64>, drop: f64) -> Signal {
    let (level, facts) = thresholds::sign_ins(share, usual, drop);
    let all = AlertKey::new(AlertKind::SignIns, "");
    Signal {
        severity: if region.is_empty() {
            Severity::Critical
        } else {
            Severity::Warning
        },
        part_of: (!region.is_empty()).then_some(all),
        label: region.clone(),
        key: AlertKey::new(AlertKind::SignIns, region),
        level,
        facts,
    }
}

/// Places where texts stopped by themselves, and those that were decided about.
fn stopped(stops: &TrafficStops) -> impl Iterator<Item = Signal> {
    let refusing = stops.now.iter().map(|it| stop(it, Level::High));
    let over = stops.over.iter().map(|it| {
        let decided = it.country.is_some();
        stop(it, if decided { Level::Over } else { Level::Low })
    });
    let decided = stops.decided.iter();
    let decided = decided.map(|it| place(&it.place, Level::Over, Facts::default()));
    refusing.chain(over).chain(decided)
}

fn stop(stopped: &StoppedDestination, level: Level) -> Signal {
    let watched = &stopped.watched;
    let share = |(texts, verified): (u32, u32)| Share {
        part: verified.into(),
        whole: texts.into(),
    };
    let (now, before) = (share(watched.texts), share(watched.before));
    let thousandths = |it: Share| (it.whole > 0).then(|| it.part * 1_000 / it.whole);
    let facts = Facts {
        part: now.part,
        whole: now.whole,
        value: thousandths(now).unwrap_or_default(),
        usual: thousandths(before),
        bound: 0,
    };
    place(&watched.place, level, facts)
}

fn place(place: &Destination, level: Level, facts: Facts) -> Signal {
    Signal {
        key: AlertKey::new(AlertKind::Stopped, &*place.key),
        label: place.label.clone(),
        severity: Severity::Warning,
        level,
        facts,
        part_of: None,
    }
}

/// The two lines of a budget; both are over with the day.
fn budget(spending: &Spending) -> Vec<Signal> {
    let Some((budget, state)) = spending.budget else {
        return Vec::new();
    };
    let country = spending.country.clone().unwrap_or_default();
    let (near, spent) = match state {
        Budget::Fine => (false, false),
        Budget::Warned(_) => (true, false),
        Budget::Spent(_) => (true, true),
    };
    let facts = Facts {
        part: spending.amount.percent_of(budget),
        whole: 100,
        value: spending.amount.micros(),
        usual: None,
        bound: budget.micros(),
    };
    let signal = |kind, severity, reached| Signal {
        key: AlertKey::new(kind, &*country),
        label: country.clone(),
        severity,
        level: if reached { Level::High } else { Level::Over },
        facts,
        part_of: None,
    };
    vec![
        signal(AlertKind::BudgetSpent, Severity::Critical, spent),
        signal(AlertKind::BudgetNear, Severity::Warning, near),
    ]
}

/// Apps that were not told of sign-outs, though it was tried for a day.
async fn untold(app: &App, now: Timestamp) -> FlowResult<Vec<Signal>> {
    let dead = app.store.dead_notices(now.minus(DAY)).await?;
    let listens = |it: &&Client| it.backchannel_logout_uri.is_some();
    let signal = |client: &Client| {
        let name = client.name.to_string();
        let part = dead.iter().find(|(app, _)| *app == name);
        let part = part.map_or(0, |(_, count)| *count);
        Signal {
            key: AlertKey::new(AlertKind::LogoutNotices, name),
            label: client.title.clone(),
            severity: Severity::Warning,
            level: if part > 0 { Level::High } else { Level::Over },
            facts: Facts {
                part,
                ..Facts::default()
            },
            part_of: None,
        }
    };
    let apps = app.policy.apps.iter().filter(listens);
    Ok(apps.map(signal).collect())
}

/// Webhooks of which nothing but failures came for a day, or that are gone.
async fn webhooks(app: &App, now: Timestamp) -> FlowResult<Vec<Signal>> {
    let states = app.store.webhook_states().await?;
    let signal = |webhook: &Webhook| {
        let name = webhook.name.as_str();
        let state = states.iter().find(|it| it.name == name);
        let since = state.and_then(|it| it.failing_since);
        let since = since.map(|at| now.since(Timestamp::from_micros(at)));
        let why = state.and_then(|it| it.paused_by.as_deref());
        let is_out = [Some(GONE), Some(FAILING)].contains(&why);
        Signal {
            key: AlertKey::new(AlertKind::Webhook, name),
            label: name.to_owned(),
            severity: Severity::Warning,
            level: match since {
                _ if is_out => Level::High,
                Some(failing) if failing >= ALERTED => Level::High,
                // it is not told yet, and does not close for that
                Some(_) => Level::Middle,
                None => Level::Over,
            },
            facts: Facts::default(),
            part_of: None,
        }
    };
    Ok(app.policy.webhooks.iter().map(signal).collect())
}

/// The wrong tries of all strangers: while their bucket is empty their codes
/// are longer; it is calm when a tenth of it is back.
async fn guesses(app: &App) -> FlowResult<Signal> {
    let bucket = app.all_wrong_tries();
    let rate = app.policy.wrong_tries_in_all;
    let elapsed = app.clock.elapsed();
    let level = if !app.store.has_left(&bucket, elapsed).await? {
        Level::High
    } else if app.store.has_left(&bucket.less_a_tenth(), elapsed).await? {
        Level::Low
    } else {
        Level::Middle
    };
    Ok(Signal {
        key: AlertKey::new(AlertKind::Guesses, ""),
        label: String::new(),
        severity: Severity::Warning,
        level,
        facts: Facts {
            value: i64::try_from(rate.period().as_secs()).unwrap_or(i64::MAX),
            bound: rate.count().into(),
            ..Facts::default()
        },
        part_of: None,
    })
}
